"""Chapter "LLM", the paths of the load balancer: which role answers what, and what the root path says. Pure."""

from collections.abc import Callable

from tutorfleet.cloud.audit.finders import Site, probe, resolve, sites
from tutorfleet.cloud.audit.model import Account, Listener, TargetGroup, known
from tutorfleet.cloud.audit.rule import Evidence, Rule, Text, Verdict, failed_unless, plain
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, missing, rule, unless
from tutorfleet.cloud.blueprint import WORKER_PORT, Blueprint
from tutorfleet.fleet.description import Role

HEALTH = Text(
    "Preparing for health check for root path must be return message 'its Worked!' with http response status 200.",
    'Root path (/) harus mengembalikan pesan: "its worked!" dengan HTTP status 200 (untuk health check).',
)
CREATE_RULE = (
    "aws elbv2 create-rule --region <region> --listener-arn <listener> --priority <number> "
    "--conditions 'Field=path-pattern,PathPatternConfig={Values=[<paths>]}' --actions Type=forward,TargetGroupArn=<target group>"
)

PATHS = {"llm": "/api/*", "scoring": "/api/generate", "chat": "/api/chat"}
"""the task's name of a role -> the path that it is known by; fleet.toml may call it otherwise"""
WRITTEN = {"/api/generate": "/api/generate/"}
"""path -> as the task writes it, where clients ask it otherwise"""


def _leads(role: str, points: int, sentence: Text, reason: Text) -> Rule:
    """The path of a role leads to a target group of its own, with workers of that role."""
    path = PATHS[role]
    wanted = path if path.endswith("*") else f"{path},{path}/*"

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
        fix=CREATE_RULE.replace("<paths>", wanted),
    )
    def path_of_role(account: Account, blueprint: Blueprint) -> Verdict:
        def look(site: Site) -> Verdict:
            if not site.listeners:
                return failed_unless((missing(site.name, words.LISTENER),))
            own = next((one for one in site.roles if path in one.paths), None)
            if own is None:
                return failed_unless((missing(site.name, Text(f"role for {path}", f"role untuk {path}")),))
            return failed_unless(tuple(_misled(site, own)))

        return at_each(sites(account, blueprint), look)

    return path_of_role


def _misled(site: Site, own: Role) -> list[Evidence]:
    """What is wrong with the ways to this role: nowhere, to the group of another role, or to workers of another."""
    role = own.name
    path, wide = probe(own), "*" in own.paths[0]
    groups = site.groups_for(role)
    if not groups:
        action = resolve(site.listeners[0], path)
        return [Evidence(path, site.name, plain(f"{path} -> {action.kind} {action.status}".strip()))]
    others = [group for one in site.roles if one.name != role for group in site.groups_for(one.name)]
    shared = [group for group in groups if group in others and not wide]  # whoever takes the rest is not to blame
    mixed = shared or [group for group in groups if _strangers(site, role, group)]
    written = WRITTEN.get(path, path)
    if any(resolve(listener, written).groups != resolve(listener, path).groups for listener in site.listeners):
        return [Evidence(written, site.name, plain(f"{written} -> {resolve(site.listeners[0], written).kind}"))]
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


RULES = (
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
)
