"""Chapter "LLM", the load balancer of each zone: who listens, which path leads where, and the way in from the API. Pure."""

from collections.abc import Callable

from tutorfleet.cloud.audit.finders import Site, probe, resolve, sites
from tutorfleet.cloud.audit.model import Account, Listener, LoadBalancer, TargetGroup, known
from tutorfleet.cloud.audit.rule import Evidence, Rule, Text, Verdict, failed_unless, plain
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, missing, rule, unless
from tutorfleet.cloud.blueprint import API_IDLE_SECONDS, BALANCER_PORT, WORKER_PORT, Blueprint

PRIVATE_BALANCER = Text(
    "You need to configure a private application load balancer listening on port 80 and route the endpoints "
    "according to the following rules",
    "Buat private application load balancer yang mendengarkan di port 80, dengan routing rule",
)
NETWORK_BALANCER = Text(
    "You may need VPC Link to connecting the API Gateway and LLM Load Balancer, then you may need to prepare an NLB "
    "for each region to connect to the API Gateway through the VPC Link.",
    "Anda mungkin membutuhkan VPC Link untuk menghubungkan API Gateway dan LLM Load Balancer, lalu siapkan NLB "
    "di setiap region untuk terhubung ke API Gateway melalui VPC Link.",
)
HEALTH = Text(
    "Preparing for health check for root path must be return message 'its Worked!' with http response status 200.",
    'Root path (/) harus mengembalikan pesan: "its worked!" dengan HTTP status 200 (untuk health check).',
)
CREATE_RULE = (
    "aws elbv2 create-rule --region <region> --listener-arn <listener> --priority <before /api/*> "
    "--conditions Field=path-pattern,Values=<path>,<path>/* --actions Type=forward,TargetGroupArn=<target group>"
)


def _balancers(check: Callable[[LoadBalancer], Wrong]) -> Callable[[Account, Blueprint], Verdict]:
    return lambda account, blueprint: every_at(
        sites(account, blueprint), words.BALANCER, lambda site: site.balancers, check
    )


def _network_balancers(check: Callable[[LoadBalancer], Wrong]) -> Callable[[Account, Blueprint], Verdict]:
    return lambda account, blueprint: every_at(
        sites(account, blueprint), words.NETWORK_BALANCER, lambda site: site.network_balancers, check
    )


@rule(
    "balancer.application",
    4,
    "critical",
    title=Text("Each zone has one application load balancer", "Setiap zona memiliki satu application load balancer"),
    sentence=PRIVATE_BALANCER,
    reason=Text("It divides the work between the roles.", "Ia membagi pekerjaan di antara peran."),
    hint=Text("Create one in the two private subnets.", "Buat satu di kedua subnet privat."),
    fix="aws elbv2 create-load-balancer --region <region> --name lks-alb --type application --scheme internal "
    "--subnets <private subnets> --security-groups <group>",
)
def application(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(
        sites(account, blueprint),
        lambda site: every(
            site.name,
            words.BALANCER,
            site.balancers,
            lambda _: unless(len(site.balancers) == 1, f"{len(site.balancers)} application load balancers"),
        ),
    )


@rule(
    "balancer.internal",
    4,
    "critical",
    title=Text("It is internal", "Bersifat internal"),
    sentence=PRIVATE_BALANCER,
    reason=Text(
        "Learners come through the API, which knows who they are.", "Pengguna datang lewat API, yang mengenali mereka."
    ),
    hint=Text(
        "The scheme cannot be changed: create it again, internal.",
        "Scheme tidak dapat diganti: buat ulang sebagai internal.",
    ),
    fix="aws elbv2 create-load-balancer --region <region> --name lks-alb --type application --scheme internal ...",
)
def internal(account: Account, blueprint: Blueprint) -> Verdict:
    return _balancers(lambda one: unless(one.scheme == "internal", f"Scheme = {one.scheme}"))(account, blueprint)


@rule(
    "balancer.private-subnets",
    2,
    "major",
    title=Text("It stands in both private subnets", "Berada di kedua subnet privat"),
    sentence=PRIVATE_BALANCER,
    reason=Text("It serves backups in both availability zones.", "Ia melayani cadangan di kedua availability zone."),
    hint=Text("Set its subnets to the two private ones.", "Atur subnet-nya menjadi kedua subnet privat."),
    fix="aws elbv2 set-subnets --region <region> --load-balancer-arn <arn> --subnets <private subnets>",
)
def private_subnets(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        wanted = {subnet.id for subnet in site.private}
        return every(
            site.name,
            words.BALANCER,
            site.balancers,
            lambda one: unless(set(one.subnets) == wanted, f"Subnets = {', '.join(one.subnets)}"),
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "balancer.port",
    3,
    "critical",
    title=Text("It listens at port 80, and nowhere else", "Mendengarkan di port 80, dan tidak di port lain"),
    sentence=PRIVATE_BALANCER,
    reason=Text("The task names one port.", "Soal menyebut satu port."),
    hint=Text("Create an HTTP listener at 80; delete others.", "Buat listener HTTP di 80; hapus yang lain."),
    fix="aws elbv2 create-listener --region <region> --load-balancer-arn <arn> --protocol HTTP --port 80 --default-actions ...",
)
def port(account: Account, blueprint: Blueprint) -> Verdict:
    def listens(one: LoadBalancer) -> Wrong:
        found = [(listener.protocol, listener.port) for listener in known(one.listeners, "listeners")]
        return unless(found == [("HTTP", BALANCER_PORT)], f"Listeners = {found}")

    return _balancers(listens)(account, blueprint)


def _leads(role: str, points: int, sentence: Text, reason: Text) -> Rule:
    """The path of a role leads to a target group of its own, with workers of that role."""

    @rule(
        f"balancer.path-of-{role}",
        points,
        "critical",
        title=Text(f"The path of {role} workers leads to them", f"Path worker {role} menuju ke sana"),
        sentence=sentence,
        reason=reason,
        hint=Text(
            "Rules are tried by priority: /api/generate and /api/chat must come before /api/*.",
            "Rule dicoba menurut prioritas: /api/generate dan /api/chat harus mendahului /api/*.",
        ),
        fix=CREATE_RULE,
    )
    def path_of_role(account: Account, blueprint: Blueprint) -> Verdict:
        def look(site: Site) -> Verdict:
            if not site.listeners:
                return failed_unless((missing(site.name, words.LISTENER),))
            return failed_unless(tuple(_misled(site, role)))

        return at_each(sites(account, blueprint), look)

    return path_of_role


def _misled(site: Site, role: str) -> list[Evidence]:
    """What is wrong with the ways to this role: nowhere, to the group of another role, or to workers of another."""
    own = next(one for one in site.roles if one.name == role)
    path, wide = probe(own), "*" in own.paths[0]
    groups = site.groups_for(role)
    if not groups:
        action = resolve(site.listeners[0], path)
        return [Evidence(path, site.name, plain(f"{path} -> {action.kind} {action.status}".strip()))]
    others = [group for one in site.roles if one.name != role for group in site.groups_for(one.name)]
    shared = [group for group in groups if group in others and not wide]  # whoever takes the rest is not to blame
    mixed = shared or [group for group in groups if _strangers(site, role, group)]
    below = path if wide else f"{path}/"
    if any(resolve(listener, below).groups != resolve(listener, path).groups for listener in site.listeners):
        return [Evidence(below, site.name, plain(f"{below} -> {resolve(site.listeners[0], below).kind}"))]
    return [Evidence(group.shown, site.name, plain(f"{path} -> {group.shown}")) for group in mixed]


def _strangers(site: Site, role: str, group: TargetGroup) -> bool:
    """Whether workers that are tagged with another role stand in the group."""
    names = [one.name for one in site.roles if one.name != role]
    targets = [target.id for target in known(group.targets, "targets")]
    return any(one.role in names for one in site.workers if one.id in targets)


def _root(site: Site, right: Callable[[Listener], Wrong]) -> Verdict:
    return every(site.name, words.LISTENER, site.listeners, right)


@rule(
    "balancer.root-status",
    2,
    "major",
    title=Text("The root path answers 200", "Root path menjawab 200"),
    sentence=HEALTH,
    reason=Text("Health checks ask it.", "Health check menanyakannya."),
    hint=Text("Add a rule for exactly /: a fixed response 200.", "Tambahkan rule untuk tepat /: fixed response 200."),
    fix="aws elbv2 create-rule --region <region> --listener-arn <listener> --priority <number> "
    "--conditions Field=path-pattern,Values=/ --actions 'Type=fixed-response,FixedResponseConfig={StatusCode=200,"
    "ContentType=text/plain,MessageBody=its Worked!}'",
)
def root_status(account: Account, blueprint: Blueprint) -> Verdict:
    def answers(listener: Listener) -> Wrong:
        action = resolve(listener, "/")
        return unless(action.kind == "fixed-response" and action.status == "200", f"/ -> {action.kind} {action.status}")

    return at_each(sites(account, blueprint), lambda site: _root(site, answers))


@rule(
    "balancer.root-message",
    2,
    "major",
    title=Text("The root path says its Worked!", "Root path menjawab its Worked!"),
    sentence=HEALTH,
    reason=Text("A judge reads it with curl.", "Juri membacanya dengan curl."),
    hint=Text("Set the message body of the fixed response.", "Atur message body pada fixed response."),
    fix="aws elbv2 modify-rule --region <region> --rule-arn <rule> --actions 'Type=fixed-response,FixedResponseConfig={"
    "StatusCode=200,ContentType=text/plain,MessageBody=its Worked!}'",
)
def root_message(account: Account, blueprint: Blueprint) -> Verdict:
    wanted = blueprint.fleet.health_body

    def says(listener: Listener) -> Wrong:
        body = resolve(listener, "/").body
        return unless(body.strip().lower() == wanted.lower(), f"MessageBody = {body or '-'}")

    return at_each(sites(account, blueprint), lambda site: _root(site, says))


@rule(
    "balancer.worker-port",
    2,
    "critical",
    title=Text("Targets are asked at 11434", "Target ditanya pada 11434"),
    sentence=Text(
        "verify it by accessing the endpoint of one of the workers on port 11434",
        "lakukan uji coba dengan akses endpoint worker pada port 11434",
    ),
    reason=Text("Workers listen there.", "Worker mendengarkan di sana."),
    hint=Text("Register the targets at 11434.", "Daftarkan target pada 11434."),
    fix="aws elbv2 register-targets --region <region> --target-group-arn <arn> --targets Id=<worker>,Port=11434",
)
def worker_port(account: Account, blueprint: Blueprint) -> Verdict:
    def at_port(group: TargetGroup) -> Wrong:
        ports = {target.port for target in known(group.targets, "targets")}
        return unless(ports == {WORKER_PORT}, f"Port = {', '.join(map(str, sorted(ports))) or '-'}")

    return every_at(sites(account, blueprint), words.TARGET_GROUP, lambda site: site.worker_groups, at_port)


@rule(
    "balancer.health-path",
    1,
    "minor",
    title=Text("Health checks ask a path that workers answer", "Health check menanyakan path yang dijawab worker"),
    sentence=HEALTH,
    reason=Text(
        "Ollama answers / and /api/tags with 200, other paths with 404.",
        "Ollama menjawab / dan /api/tags dengan 200, path lain 404.",
    ),
    hint=Text("Set the health check path to /.", "Atur path health check menjadi /."),
    fix="aws elbv2 modify-target-group --region <region> --target-group-arn <arn> --health-check-path /",
)
def health_path(account: Account, blueprint: Blueprint) -> Verdict:
    def asks(group: TargetGroup) -> Wrong:
        return unless(
            group.health_path in ("/", "/api/tags", "/api/version"), f"HealthCheckPath = {group.health_path or '-'}"
        )

    return every_at(sites(account, blueprint), words.TARGET_GROUP, lambda site: site.worker_groups, asks)


@rule(
    "balancer.patience",
    1,
    "minor",
    title=Text("It waits for slow answers", "Ia menunggu jawaban yang lambat"),
    sentence=Text(
        "just ensure that the LLM operates correctly and remains accessible, even if it's slow",
        "yang penting LLM berjalan dengan benar dan tetap dapat diakses, meskipun agak lambat",
    ),
    reason=Text(
        "After 60 seconds of silence, the default, it answers 504 while the model still thinks.",
        "Setelah 60 detik hening (bawaan), ia menjawab 504 padahal model masih berpikir.",
    ),
    hint=Text("Raise the idle timeout to 300 seconds.", "Naikkan idle timeout menjadi 300 detik."),
    fix="aws elbv2 modify-load-balancer-attributes --region <region> --load-balancer-arn <arn> "
    "--attributes Key=idle_timeout.timeout_seconds,Value=300",
)
def patience(account: Account, blueprint: Blueprint) -> Verdict:
    def waits(one: LoadBalancer) -> Wrong:
        seconds = known(one.attributes, "attributes of a balancer").get("idle_timeout.timeout_seconds", "60")
        return unless(int(seconds) >= API_IDLE_SECONDS, f"idle_timeout.timeout_seconds = {seconds}")

    return _balancers(waits)(account, blueprint)


@rule(
    "balancer.network",
    3,
    "critical",
    title=Text("Each zone has a network load balancer", "Setiap zona memiliki network load balancer"),
    sentence=NETWORK_BALANCER,
    reason=Text("A VPC link of a REST API ends at one.", "VPC link dari REST API berakhir di sana."),
    hint=Text("Create an internal one in the private subnets.", "Buat yang internal di subnet privat."),
    fix="aws elbv2 create-load-balancer --region <region> --name lks-nlb --type network --scheme internal --subnets <private subnets>",
)
def network(account: Account, blueprint: Blueprint) -> Verdict:
    return _network_balancers(lambda _: None)(account, blueprint)


@rule(
    "balancer.network-internal",
    2,
    "critical",
    title=Text("It is internal", "Bersifat internal"),
    sentence=PRIVATE_BALANCER,
    reason=Text("A public one leads past the API and its authorizer.", "Yang publik melewati API dan authorizer-nya."),
    hint=Text(
        "The scheme cannot be changed: create it again, internal.",
        "Scheme tidak dapat diganti: buat ulang sebagai internal.",
    ),
    fix="aws elbv2 create-load-balancer --region <region> --name lks-nlb --type network --scheme internal ...",
)
def network_internal(account: Account, blueprint: Blueprint) -> Verdict:
    return _network_balancers(lambda one: unless(one.scheme == "internal", f"Scheme = {one.scheme}"))(
        account, blueprint
    )


@rule(
    "balancer.network-port",
    1,
    "major",
    title=Text("It listens at TCP 80", "Mendengarkan di TCP 80"),
    sentence=NETWORK_BALANCER,
    reason=Text("The API's links ask it there.", "Link milik API menanyakannya di sana."),
    hint=Text("Create a TCP listener at 80.", "Buat listener TCP di 80."),
    fix="aws elbv2 create-listener --region <region> --load-balancer-arn <arn> --protocol TCP --port 80 --default-actions ...",
)
def network_port(account: Account, blueprint: Blueprint) -> Verdict:
    def listens(one: LoadBalancer) -> Wrong:
        found = [(listener.protocol, listener.port) for listener in known(one.listeners, "listeners")]
        return unless(("TCP", BALANCER_PORT) in found, f"Listeners = {found}")

    return _network_balancers(listens)(account, blueprint)


@rule(
    "balancer.network-leads-on",
    3,
    "critical",
    title=Text("It leads to the application load balancer", "Menuju application load balancer"),
    sentence=NETWORK_BALANCER,
    reason=Text("Otherwise requests never reach a path rule.", "Jika tidak, permintaan tidak sampai ke aturan path."),
    hint=Text(
        "Use a target group of type alb with the application load balancer as its target.",
        "Pakai target group bertipe alb dengan application load balancer sebagai target.",
    ),
    fix="aws elbv2 register-targets --region <region> --target-group-arn <arn> --targets Id=<application load balancer arn>,Port=80",
)
def network_leads_on(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        ends = {one.id for one in site.balancers}
        leading = [one for one in site.network_balancers if ends & set(site.targets_behind(one))]
        if leading:
            return failed_unless(())
        return every(
            site.name,
            words.NETWORK_BALANCER,
            site.network_balancers,
            lambda one: f"Targets = {', '.join(site.targets_behind(one)) or '-'}",
        )

    return at_each(sites(account, blueprint), look)


RULES = (
    application,
    internal,
    private_subnets,
    port,
    _leads(
        "llm",
        3,
        Text(
            "All /api endpoint will be used for LLM Worker except /api/generate and /api/chat.",
            "Semua endpoint /api digunakan untuk LLM Worker (kecuali /api/generate dan /api/chat)",
        ),
        Text(
            "Embedding, pulling and listing models is their work.",
            "Embedding, mengunduh, dan mendaftar model adalah tugasnya.",
        ),
    ),
    _leads(
        "scoring",
        4,
        Text(
            "/api/generate/ endpoint will be redirected to Scoring Worker.",
            "Endpoint /api/generate/ diarahkan ke Scoring Worker",
        ),
        Text("Scores take long and must not hold up a chat.", "Penilaian lama dan tidak boleh menahan chat."),
    ),
    _leads(
        "chat",
        4,
        Text("/api/chat endpoint will be redirected to Chat Worker.", "Endpoint /api/chat diarahkan ke Chat Worker"),
        Text("A chat streams to somebody who waits.", "Chat mengalir ke orang yang sedang menunggu."),
    ),
    root_status,
    root_message,
    worker_port,
    health_path,
    patience,
    network,
    network_internal,
    network_port,
    network_leads_on,
)
