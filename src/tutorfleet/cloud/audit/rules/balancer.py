"""Chapter "LLM", the load balancers of each zone: who listens, and the way in from the API. Its paths are in paths.py. Pure."""

from collections.abc import Callable

from tutorfleet.cloud.audit.finders import Site, sites
from tutorfleet.cloud.audit.model import Account, LoadBalancer, known
from tutorfleet.cloud.audit.rule import Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, rule, unless
from tutorfleet.cloud.blueprint import API_IDLE_SECONDS, BALANCER_PORT, Blueprint

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
            lambda _: unless(
                len(site.balancers) == 1,
                Text(
                    f"{len(site.balancers)} application load balancers",
                    f"{len(site.balancers)} application load balancer",
                ),
            ),
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
    reason=Text(
        "A public one leads past the API and its authorizer.",
        "Yang publik dapat dicapai tanpa lewat API dan authorizer-nya.",
    ),
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
    fix="aws elbv2 register-targets --region <region> --target-group-arn <target group arn> --targets Id=<application balancer>,Port=80",
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
    patience,
    network,
    network_internal,
    network_port,
    network_leads_on,
)
