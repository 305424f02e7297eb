"""Chapter "Security", its list: who may reach what, at which port. Pure.

A rule asks twice: that nobody else gets in, and (another rule) that the right one does: a wall without a door is no answer.
"""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Network

from tutorfleet.cloud.audit.finders import Site, home, sites, within
from tutorfleet.cloud.audit.model import Account, GroupRule, SecurityGroup, known
from tutorfleet.cloud.audit.rule import Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, missing, rule, unless
from tutorfleet.cloud.blueprint import BALANCER_PORT, DATABASE_PORT, NFS_PORT, WORKER_PORT, Blueprint, Zone

DATABASE_SENTENCE = Text(
    "Ensure the database is accessible only from Lambda functions.",
    "Database hanya boleh diakses dari Lambda functions (lks-sg-db).",
)
WORKER_SENTENCE = Text(
    "Ensure LLM Workers instances are accessible only through port 11434 from the Load Balancer.",
    "LLM Workers hanya boleh diakses melalui port 11434 dari Load Balancer (lks-sg-llm).",
)
BALANCER_SENTENCE = Text(
    "Ensure the Load Balancer is accessible only through port 80.",
    "Load Balancer hanya boleh diakses melalui port 80 (lks-sg-lb).",
)
NAT_SENTENCE = Text(
    "Ensure the NAT Instance can only perform traffic forwarding, remember don't allow all traffic from internet.",
    "NAT Instance hanya boleh digunakan untuk traffic forwarding: jangan izinkan all traffic dari internet (lks-sg-nat).",
)
FILES_SENTENCE = Text(
    "Ensure EFS is accessible only from the private subnets or LLM security group of each VPC zone.",
    "EFS hanya boleh diakses dari private subnets atau LLM Security Group di setiap VPC zone (lks-sg-efs).",
)
EXCESS = Text(
    "Remember that granting excessive access will create security vulnerabilities in your architecture.",
    "Memberikan akses berlebihan akan menciptakan celah keamanan pada arsitektur Anda.",
)
TOO_WIDE = Text(
    "Replace the rule by one for the right source and port.", "Ganti aturan itu dengan sumber dan port yang tepat."
)
REVOKE = "aws ec2 revoke-security-group-ingress --region <region> --group-id <group> --security-group-rule-ids <rule>"
ALLOW = (
    "aws ec2 authorize-security-group-ingress --region <region> --group-id <group> "
    "--ip-permissions IpProtocol=tcp,FromPort=<port>,ToPort=<port>,UserIdGroupPairs=[{GroupId=<source>,Description=<why>}]"
)


@rule(
    "security.database-sources",
    5,
    "critical",
    title=Text("Only functions reach the database", "Hanya function yang dapat mencapai database"),
    sentence=DATABASE_SENTENCE,
    reason=Text("It holds what learners said.", "Isinya percakapan para pengguna."),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def database_sources(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    return _only(site, words.DATABASE, _of_databases(site), lambda one: one.group in _of_functions(site))


@rule(
    "security.database-port",
    2,
    "major",
    title=Text("The database is reached at its port only", "Database hanya dicapai pada port-nya"),
    sentence=EXCESS,
    reason=Text("A database has one port.", "Database memiliki satu port."),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def database_port(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    return _only(site, words.DATABASE, _of_databases(site), lambda one: _just(one, DATABASE_PORT))


@rule(
    "security.functions-reach-database",
    3,
    "critical",
    title=Text("Functions do reach the database", "Function dapat mencapai database"),
    sentence=DATABASE_SENTENCE,
    reason=Text("Otherwise every conversation ends in a timeout.", "Jika tidak, setiap percakapan berakhir timeout."),
    hint=Text("Admit 5432 from the group that the functions carry.", "Izinkan 5432 dari group yang dipakai function."),
    fix=ALLOW,
)
def functions_reach_database(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    return _some(
        site,
        words.DATABASE,
        _of_databases(site),
        lambda one: one.admits(DATABASE_PORT) and one.group in _of_functions(site),
    )


@rule(
    "security.worker-ports",
    4,
    "critical",
    title=Text("Workers are reached at 11434 only", "Worker hanya dicapai pada 11434"),
    sentence=WORKER_SENTENCE,
    reason=Text(
        "Every other open port is a way around the balancer.",
        "Port terbuka lain adalah jalan memutar melewati balancer.",
    ),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def worker_ports(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        shared = _of_workers(site) & _of_balancers(site)

        def right(group: SecurityGroup, one: GroupRule) -> bool:
            return _just(one, WORKER_PORT) or (group.id in shared and _just(one, BALANCER_PORT))

        return _only_in(site, words.WORKER, _of_workers(site), right)

    return at_each(sites(account, blueprint), look)


@rule(
    "security.worker-sources",
    4,
    "critical",
    title=Text("Only the balancer reaches workers at 11434", "Hanya balancer yang mencapai worker pada 11434"),
    sentence=WORKER_SENTENCE,
    reason=Text(
        "A worker trusts whoever asks: it pulls and deletes models for anybody.",
        "Worker mempercayai siapa pun: ia mengunduh dan menghapus model untuk siapa saja.",
    ),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def worker_sources(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        balancers = _of_balancers(site)
        return _only(
            site, words.WORKER, _of_workers(site), lambda one: not one.admits(WORKER_PORT) or one.group in balancers
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "security.balancer-reaches-workers",
    3,
    "critical",
    title=Text("The balancer does reach its workers", "Balancer dapat mencapai worker-nya"),
    sentence=WORKER_SENTENCE,
    reason=Text("Otherwise no target is ever healthy.", "Jika tidak, tidak ada target yang healthy."),
    hint=Text(
        "Admit 11434 from the group that the balancer carries.", "Izinkan 11434 dari group yang dipakai balancer."
    ),
    fix=ALLOW,
)
def balancer_reaches_workers(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        balancers = _of_balancers(site)
        return _some(
            site, words.WORKER, _of_workers(site), lambda one: one.admits(WORKER_PORT) and one.group in balancers
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "security.balancer-ports",
    4,
    "critical",
    title=Text("The balancer is reached at 80 only", "Balancer hanya dicapai pada port 80"),
    sentence=BALANCER_SENTENCE,
    reason=Text("It listens nowhere else.", "Ia tidak mendengarkan di port lain."),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def balancer_ports(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        shared = _of_workers(site) & _of_balancers(site)

        def right(group: SecurityGroup, one: GroupRule) -> bool:
            return _just(one, BALANCER_PORT) or (group.id in shared and _just(one, WORKER_PORT))

        return _only_in(site, words.BALANCER, _of_balancers(site), right)

    return at_each(sites(account, blueprint), look)


@rule(
    "security.balancer-sources",
    2,
    "major",
    title=Text("Only the project's networks reach the balancer", "Hanya jaringan proyek yang mencapai balancer"),
    sentence=BALANCER_SENTENCE,
    reason=Text(
        "Requests come from the network balancers, and from nowhere else.",
        "Permintaan datang dari network load balancer saja.",
    ),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def balancer_sources(account: Account, blueprint: Blueprint) -> Verdict:
    networks = [IPv4Network(zone.region.network) for zone in blueprint.zones]

    def near(one: GroupRule) -> bool:
        return bool(one.group) or any(within(one.cidr, network) for network in networks)

    return at_each(sites(account, blueprint), lambda site: _only(site, words.BALANCER, _of_balancers(site), near))


@rule(
    "security.balancer-open",
    2,
    "critical",
    title=Text("The balancer does answer at port 80", "Balancer menjawab pada port 80"),
    sentence=BALANCER_SENTENCE,
    reason=Text(
        "Otherwise the API gets no answer from the region.", "Jika tidak, API tidak mendapat jawaban dari region."
    ),
    hint=Text(
        "Admit 80 from the private subnets, where the network balancer stands.",
        "Izinkan 80 dari subnet privat, tempat network load balancer berada.",
    ),
    fix=ALLOW,
)
def balancer_open(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(
        sites(account, blueprint),
        lambda site: _some(site, words.BALANCER, _of_balancers(site), lambda one: one.admits(BALANCER_PORT)),
    )


@rule(
    "security.nat-sources",
    4,
    "critical",
    title=Text("Only the private subnets reach the NAT", "Hanya subnet privat yang mencapai NAT"),
    sentence=NAT_SENTENCE,
    reason=Text(
        "A NAT that answers the internet is an open relay.", "NAT yang menjawab internet menjadi relay terbuka."
    ),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def nat_sources(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        return _only(site, words.NAT, _of_nats(site), lambda one: bool(one.group) or within(one.cidr, site.network))

    return at_each(sites(account, blueprint), look)


@rule(
    "security.nat-serves",
    3,
    "critical",
    title=Text("The NAT serves both private subnets", "NAT melayani kedua subnet privat"),
    sentence=NAT_SENTENCE,
    reason=Text(
        "A backup without a way out cannot be configured.", "Cadangan tanpa jalan keluar tidak dapat dikonfigurasi."
    ),
    hint=Text("Admit all traffic from both private ranges.", "Izinkan semua trafik dari kedua rentang privat."),
    fix=ALLOW,
)
def nat_serves(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        worker_groups = _of_workers(site)
        rules = [one for group in site.groups_of(_of_nats(site)) for one in group.ingress]
        by_group = any(one.group in worker_groups for one in rules)
        networks = [IPv4Network(one.cidr) for one in rules if one.cidr and ":" not in one.cidr]
        gone = [one.cidr for one in site.private if not any(within(one.cidr, network) for network in networks)]
        return every(
            site.name,
            words.NAT,
            site.nats,
            lambda _: unless(by_group or not gone, f"{', '.join(gone)} -> -"),
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "security.files-sources",
    4,
    "critical",
    title=Text(
        "Only private subnets or workers reach the file system",
        "Hanya subnet privat atau worker yang mencapai file system",
    ),
    sentence=FILES_SENTENCE,
    reason=Text("NFS asks for no password.", "NFS tidak meminta kata sandi."),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def files_sources(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    halves = [half for zone in blueprint.zones for half in _private_half(zone)]

    def near(one: GroupRule) -> bool:
        return one.group in _of_workers(site) or any(within(one.cidr, half) for half in halves)

    return _only(site, words.MOUNT_TARGET, _of_files(site), lambda one: not one.admits(NFS_PORT) or near(one))


@rule(
    "security.files-port",
    2,
    "major",
    title=Text("The file system is reached at 2049 only", "File system hanya dicapai pada 2049"),
    sentence=EXCESS,
    reason=Text("NFS has one port.", "NFS memiliki satu port."),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def files_port(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    shared = _of_files(site) & _of_workers(site)

    def right(group: SecurityGroup, one: GroupRule) -> bool:
        return _just(one, NFS_PORT) or (group.id in shared and _just(one, WORKER_PORT))

    return _only_in(site, words.MOUNT_TARGET, _of_files(site), right)


@rule(
    "security.files-reached-home",
    3,
    "critical",
    title=Text("Workers of the home zone reach the file system", "Worker zona utama mencapai file system"),
    sentence=FILES_SENTENCE,
    reason=Text("A worker without models is no worker.", "Worker tanpa model tidak berguna."),
    hint=Text(
        "Admit 2049 from the workers' group or from both private ranges.",
        "Izinkan 2049 dari group worker atau kedua rentang privat.",
    ),
    fix=ALLOW,
)
def files_reached_home(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    return _files_reached(site, site, _of_workers(site))


@rule(
    "security.files-reached-away",
    3,
    "critical",
    title=Text("Workers of the other zone reach the file system", "Worker zona lain mencapai file system"),
    sentence=FILES_SENTENCE,
    reason=Text(
        "Groups cannot be named across regions, so this rule names ranges.",
        "Group tidak dapat disebut lintas region, jadi aturan ini menyebut rentang.",
    ),
    hint=Text("Admit 2049 from zone B's private ranges.", "Izinkan 2049 dari rentang privat zona B."),
    fix="aws ec2 authorize-security-group-ingress --region us-east-1 --group-id <group> --protocol tcp --port 2049 --cidr <range>",
)
def files_reached_away(account: Account, blueprint: Blueprint) -> Verdict:
    main, *others = sites(account, blueprint)
    return at_each(others, lambda site: _files_reached(main, site, set()))


def _of_databases(site: Site) -> set[str]:
    return {group for one in site.databases for group in one.groups}


def _of_functions(site: Site) -> set[str]:
    return {group for one in site.all_functions for group in one.groups}


def _of_workers(site: Site) -> set[str]:
    return {group for one in site.workers for group in one.groups}


def _of_balancers(site: Site) -> set[str]:
    return {group for one in site.balancers for group in one.groups}


def _of_nats(site: Site) -> set[str]:
    return {group for one in site.nats for group in one.groups}


def _of_files(site: Site) -> set[str]:
    return {group for one in site.mount_targets for group in known(one.groups, "groups of mount targets")}


def _private_half(zone: Zone) -> tuple[IPv4Network, ...]:
    """The second half of a zone's range: both private subnets."""
    return tuple(IPv4Network(zone.region.network).subnets())[1:]


def _just(one: GroupRule, port: int) -> bool:
    """Admits this TCP port and no other."""
    return one.protocol in ("tcp", "6") and one.from_port == one.to_port == port


def _shown(one: GroupRule) -> str:
    ports = "*" if one.from_port == -1 else f"{one.from_port}-{one.to_port}"
    return f"{one.protocol} {ports} <- {one.peer}"


def _only_in(site: Site, what: Text, ids: set[str], right: Callable[[SecurityGroup, GroupRule], bool]) -> Verdict:
    """Every rule of these groups is right; they are carried by `what`, which is there."""

    def tight(group: SecurityGroup) -> Wrong:
        wide = [_shown(one) for one in group.ingress if not right(group, one)]
        return unless(not wide, ", ".join(wide))

    return every(site.name, what, site.groups_of(ids), tight)


def _only(site: Site, what: Text, ids: set[str], right: Callable[[GroupRule], bool]) -> Verdict:
    return _only_in(site, what, ids, lambda _, one: right(one))


def _some(site: Site, what: Text, ids: set[str], right: Callable[[GroupRule], bool]) -> Verdict:
    """One rule at least of these groups together is right."""
    groups = site.groups_of(ids)
    if any(right(one) for group in groups for one in group.ingress):
        return failed_unless(())
    return every(
        site.name, what, groups, lambda group: ", ".join(_shown(one) for one in group.ingress) or "IpPermissions = -"
    )


def _files_reached(main: Site, site: Site, groups: Iterable[str]) -> Verdict:
    """Workers of `site` get through to the mount targets of `main`: by their group, or by the ranges of both their subnets."""
    rules = [one for group in main.groups_of(_of_files(main)) for one in group.ingress if one.admits(NFS_PORT)]
    if not site.private:
        return failed_unless((missing(site.name, words.PRIVATE_SUBNET),))
    if any(one.group in groups for one in rules):
        return failed_unless(())
    networks = [IPv4Network(one.cidr) for one in rules if one.cidr and ":" not in one.cidr]
    gone = [one.cidr for one in site.private if not any(within(one.cidr, network) for network in networks)]
    return every(
        main.name,
        words.MOUNT_TARGET,
        main.groups_of(_of_files(main)),
        lambda _: unless(not gone, f"{', '.join(gone)} -> -"),
    )


RULES = (
    database_sources,
    database_port,
    functions_reach_database,
    worker_ports,
    worker_sources,
    balancer_reaches_workers,
    balancer_ports,
    balancer_sources,
    balancer_open,
    nat_sources,
    nat_serves,
    files_sources,
    files_port,
    files_reached_home,
    files_reached_away,
)
