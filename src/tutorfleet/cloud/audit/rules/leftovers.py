"""Chapter "Technical Details", 11: nothing is there that nothing needs. Pure.

Each kind of leftover has a rule, for each costs money or confuses in its own way. What stands outside of the project's VPCs and
has no prefix belongs to the lab and is left alone; what is attached to nothing costs money whoever it belongs to.
"""

from collections.abc import Callable, Iterable

from tutorfleet.cloud.audit.finders import Site, sites
from tutorfleet.cloud.audit.model import Account, Resource, known
from tutorfleet.cloud.audit.rule import Rule, Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import at_each, findings, missing, rule
from tutorfleet.cloud.blueprint import Blueprint

UNNEEDED = Text(
    "Before the project ends, review your work and delete all unnecessary services to avoid confusion with the results of your work.",
    "Sebelum proyek berakhir, lakukan review terhadap pekerjaan Anda dan hapus semua service yang tidak diperlukan "
    "agar tidak membingungkan hasil akhir.",
)


def _unneeded(
    name: str, points: int, title: Text, found: Text, fix: str, find: Callable[[Site], Iterable[Resource]]
) -> Rule:
    """A rule against one kind of leftover; an account without the project's VPC has nothing to be tidy about, and fails."""

    @rule(
        f"general.{name}",
        points,
        "minor",
        title=title,
        sentence=UNNEEDED,
        reason=Text(
            "It costs money, or a judge takes it for a part of the work.",
            "Menimbulkan biaya, atau juri mengiranya bagian dari pekerjaan.",
        ),
        hint=Text("Delete it, or put it to use.", "Hapus, atau gunakan."),
        fix=fix,
        leftover=True,
    )
    def tidy(account: Account, blueprint: Blueprint) -> Verdict:
        def look(site: Site) -> Verdict:
            if site.vpc is None:
                return failed_unless((missing(site.name, words.VPC),))
            return failed_unless(findings(find(site), lambda _: found))

        return at_each(sites(account, blueprint), look)

    return tidy


def _ours(site: Site, things: Iterable[Resource]) -> Iterable[Resource]:
    return (thing for thing in things if site.prefixed(thing))


def _loose_addresses(site: Site) -> Iterable[Resource]:
    addresses = known(site.region.addresses, "elastic addresses")
    return (one for one in addresses if known(one.attached_to, "use of an elastic address") == "")


def _loose_volumes(site: Site) -> Iterable[Resource]:
    return (one for one in known(site.region.volumes, "volumes") if not one.instance)


def _idle_instances(site: Site) -> Iterable[Resource]:
    """Neither NAT nor worker, in the VPC or with the prefix."""
    ours = (one for one in known(site.region.instances, "instances") if one in site.instances or site.prefixed(one))
    return (one for one in ours if one not in site.nats and one not in site.workers)


def _other_vpcs(site: Site) -> Iterable[Resource]:
    return (one for one in _ours(site, known(site.region.vpcs, "VPCs")) if one != site.vpc)


def _idle_tables(site: Site) -> Iterable[Resource]:
    tables = (one for one in known(site.region.route_tables, "route tables") if not one.generated and not one.main)
    ours = (one for one in tables if site.vpc and one.vpc == site.vpc.id)
    return (one for one in ours if not one.subnets)


def _idle_gateways(site: Site) -> Iterable[Resource]:
    return (one for one in known(site.region.internet_gateways, "internet gateways") if not one.vpcs)


def _dead_peerings(site: Site) -> Iterable[Resource]:
    """Half of a peering: the other end is no VPC of the project, or nobody accepted it."""
    live = ("active", "provisioning", None)
    return (one for one in site.peerings if one.status not in live or one.requester_vpc == one.accepter_vpc)


def _idle_target_groups(site: Site) -> Iterable[Resource]:
    listeners = [
        listener
        for balancer in known(site.region.balancers, "load balancers")
        for listener in known(balancer.listeners, "listeners")
    ]
    actions = [listener.default for listener in listeners]
    actions += [one.action for listener in listeners for one in known(listener.rules, "listener rules")]
    used = {group for action in actions for group in action.groups}
    return (group for group in site.target_groups if group.id not in used)


def _idle_balancers(site: Site) -> Iterable[Resource]:
    balancers = (*site.balancers, *site.network_balancers)
    return (one for one in balancers if not known(one.listeners, "listeners"))


def _loose_interfaces(site: Site) -> Iterable[Resource]:
    interfaces = known(site.region.interfaces, "network interfaces")
    return (one for one in interfaces if site.vpc and one.vpc == site.vpc.id and not one.attached)


def _idle_vpc_links(site: Site) -> Iterable[Resource]:
    return (one for one in known(site.region.vpc_links, "VPC links") if one not in site.vpc_links)


def _idle_apis(site: Site) -> Iterable[Resource]:
    """REST APIs that serve no path of the project, and APIs of the other kind."""
    rest = _ours(site, known(site.region.rest_apis, "REST APIs"))
    other = _ours(site, known(site.region.http_apis, "HTTP APIs"))
    return (*(one for one in rest if one not in site.apis), *other)


def _idle_functions(site: Site) -> Iterable[Resource]:
    """Called by no API and outside of the VPC."""
    ours = _ours(site, known(site.region.functions, "functions"))
    return (one for one in ours if one not in site.all_functions)


def _idle_pools(site: Site) -> Iterable[Resource]:
    return (one for one in _ours(site, known(site.region.user_pools, "user pools")) if one not in site.pools)


def _other_databases(site: Site) -> Iterable[Resource]:
    """More than one, or one in another region than the home."""
    databases = _ours(site, known(site.region.databases, "databases"))
    kept = site.databases[:1] if site.zone.home else ()
    return (one for one in databases if one not in kept)


RULES = (
    _unneeded(
        "no-loose-addresses",
        2,
        Text("No elastic address is unattached", "Tidak ada elastic IP yang tidak terpasang"),
        Text("attached to nothing", "tidak terpasang pada apa pun"),
        "aws ec2 release-address --region <region> --allocation-id <address>",
        _loose_addresses,
    ),
    _unneeded(
        "no-loose-volumes",
        1,
        Text("No volume is unattached", "Tidak ada volume yang tidak terpasang"),
        Text("attached to nothing", "tidak terpasang pada apa pun"),
        "aws ec2 delete-volume --region <region> --volume-id <volume>",
        _loose_volumes,
    ),
    _unneeded(
        "no-loose-interfaces",
        1,
        Text("No network interface is unattached", "Tidak ada network interface yang tidak terpasang"),
        Text("attached to nothing", "tidak terpasang pada apa pun"),
        "aws ec2 delete-network-interface --region <region> --network-interface-id <interface>",
        _loose_interfaces,
    ),
    _unneeded(
        "no-idle-instances",
        2,
        Text("Every instance is a worker or the NAT", "Setiap instance adalah worker atau NAT"),
        Text(
            "in no target group, so no worker, and not the NAT",
            "tidak ada di target group, jadi bukan worker, dan bukan NAT",
        ),
        "aws ec2 terminate-instances --region <region> --instance-ids <instance>",
        _idle_instances,
    ),
    _unneeded(
        "no-other-vpcs",
        2,
        Text("One VPC for each zone, and no other lks- VPC", "Satu VPC untuk setiap zona, tanpa VPC lks- lain"),
        Text("a second VPC of the project", "VPC kedua dari proyek"),
        "aws ec2 delete-vpc --region <region> --vpc-id <vpc>",
        _other_vpcs,
    ),
    _unneeded(
        "no-idle-route-tables",
        1,
        Text("Every route table has a subnet", "Setiap route table memiliki subnet"),
        Text("used by no subnet", "tidak dipakai subnet mana pun"),
        "aws ec2 delete-route-table --region <region> --route-table-id <table>",
        _idle_tables,
    ),
    _unneeded(
        "no-idle-gateways",
        1,
        Text("Every internet gateway is attached", "Setiap internet gateway terpasang"),
        Text("attached to no VPC", "tidak terpasang pada VPC"),
        "aws ec2 delete-internet-gateway --region <region> --internet-gateway-id <gateway>",
        _idle_gateways,
    ),
    _unneeded(
        "no-dead-peerings",
        1,
        Text("No peering is pending, failed or expired", "Tidak ada peering yang pending, gagal, atau kedaluwarsa"),
        Text("connects nothing", "tidak menghubungkan apa pun"),
        "aws ec2 delete-vpc-peering-connection --region <region> --vpc-peering-connection-id <peering>",
        _dead_peerings,
    ),
    _unneeded(
        "no-idle-target-groups",
        1,
        Text("A listener leads to every target group", "Setiap target group dituju oleh listener"),
        Text("no listener leads to it", "tidak ada listener yang menuju ke sana"),
        "aws elbv2 delete-target-group --region <region> --target-group-arn <arn>",
        _idle_target_groups,
    ),
    _unneeded(
        "no-idle-balancers",
        2,
        Text("Every load balancer has a listener", "Setiap load balancer memiliki listener"),
        Text("no listener", "tanpa listener"),
        "aws elbv2 delete-load-balancer --region <region> --load-balancer-arn <arn>",
        _idle_balancers,
    ),
    _unneeded(
        "no-idle-vpc-links",
        1,
        Text("The API goes through every VPC link", "Setiap VPC link dilewati oleh API"),
        Text("no method goes through it", "tidak ada method yang melewatinya"),
        "aws apigateway delete-vpc-link --region <region> --vpc-link-id <link>",
        _idle_vpc_links,
    ),
    _unneeded(
        "no-idle-apis",
        1,
        Text("No other lks- API", "Tidak ada API lks- lain"),
        Text("serves no path of the task", "tidak melayani path dari soal"),
        "aws apigateway delete-rest-api --region <region> --rest-api-id <api>",
        _idle_apis,
    ),
    _unneeded(
        "no-idle-functions",
        1,
        Text("No other lks- function", "Tidak ada function lks- lain"),
        Text("called by no API, and not in the VPC", "tidak dipanggil API mana pun, dan tidak di VPC"),
        "aws lambda delete-function --region <region> --function-name <function>",
        _idle_functions,
    ),
    _unneeded(
        "no-idle-user-pools",
        1,
        Text("No other lks- user pool", "Tidak ada user pool lks- lain"),
        Text("no authorizer uses it", "tidak dipakai oleh authorizer mana pun"),
        "aws cognito-idp delete-user-pool --region <region> --user-pool-id <pool>",
        _idle_pools,
    ),
    _unneeded(
        "no-other-databases",
        2,
        Text("One database, in the home region", "Satu database, di region utama"),
        Text("one more than the task needs", "lebih dari yang dibutuhkan soal"),
        "aws rds delete-db-instance --region <region> --db-instance-identifier <id> --skip-final-snapshot",
        _other_databases,
    ),
)
