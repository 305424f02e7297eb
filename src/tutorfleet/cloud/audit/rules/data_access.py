"""Chapter "Security", who may reach the database and the file system, at which port. Pure."""

from collections.abc import Iterable
from ipaddress import IPv4Network

from tutorfleet.cloud.audit.finders import Site, home, sites, within
from tutorfleet.cloud.audit.model import Account, GroupRule, SecurityGroup
from tutorfleet.cloud.audit.rule import Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.admission import (
    EXCESS,
    GROUP,
    RANGE,
    REVOKE,
    TOO_WIDE,
    admits_just,
    allow,
    groups_of_databases,
    groups_of_files,
    groups_of_functions,
    groups_of_workers,
    only,
    only_in,
    shut_out,
    some,
)
from tutorfleet.cloud.audit.rules.ruling import at_each, every, missing, rule, unless
from tutorfleet.cloud.blueprint import DATABASE_PORT, NFS_PORT, WORKER_PORT, Blueprint, Zone

DATABASE_SENTENCE = Text(
    "Ensure the database is accessible only from Lambda functions.",
    "Database hanya boleh diakses dari Lambda functions (lks-sg-db).",
)
FILES_SENTENCE = Text(
    "Ensure EFS is accessible only from the private subnets or LLM security group of each VPC zone.",
    "EFS hanya boleh diakses dari private subnets atau LLM Security Group di setiap VPC zone (lks-sg-efs).",
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
    return only(site, words.DATABASE, groups_of_databases(site), lambda one: one.group in groups_of_functions(site))


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
    return only(site, words.DATABASE, groups_of_databases(site), lambda one: admits_just(one, DATABASE_PORT))


@rule(
    "security.functions-reach-database",
    3,
    "critical",
    title=Text("Functions do reach the database", "Function dapat mencapai database"),
    sentence=DATABASE_SENTENCE,
    reason=Text("Otherwise every conversation ends in a timeout.", "Jika tidak, setiap percakapan berakhir timeout."),
    hint=Text("Admit 5432 from the group that the functions carry.", "Izinkan 5432 dari group yang dipakai function."),
    fix=allow(GROUP, DATABASE_PORT),
)
def functions_reach_database(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    return some(
        site,
        words.DATABASE,
        groups_of_databases(site),
        lambda one: one.admits(DATABASE_PORT) and one.group in groups_of_functions(site),
    )


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
        return one.group in groups_of_workers(site) or any(within(one.cidr, half) for half in halves)

    return only(site, words.MOUNT_TARGET, groups_of_files(site), lambda one: not one.admits(NFS_PORT) or near(one))


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
    shared = groups_of_files(site) & groups_of_workers(site)

    def right(group: SecurityGroup, one: GroupRule) -> bool:
        return admits_just(one, NFS_PORT) or (group.id in shared and admits_just(one, WORKER_PORT))

    return only_in(site, words.MOUNT_TARGET, groups_of_files(site), right)


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
    fix=allow(GROUP, NFS_PORT),
)
def files_reached_home(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    return _files_reached(site, site, groups_of_workers(site))


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
    fix=allow(RANGE, NFS_PORT),
)
def files_reached_away(account: Account, blueprint: Blueprint) -> Verdict:
    main, *others = sites(account, blueprint)
    return at_each(others, lambda site: _files_reached(main, site, set()))


def _private_half(zone: Zone) -> tuple[IPv4Network, ...]:
    """The second half of a zone's range: both private subnets."""
    return tuple(IPv4Network(zone.region.network).subnets())[1:]


def _files_reached(main: Site, site: Site, groups: Iterable[str]) -> Verdict:
    """Workers of `site` get through to the mount targets of `main`: by their group, or by the ranges of both their subnets."""
    rules = [one for group in main.groups_of(groups_of_files(main)) for one in group.ingress if one.admits(NFS_PORT)]
    if not site.private:
        return failed_unless((missing(site.name, words.PRIVATE_SUBNET),))
    if any(one.group in groups for one in rules):
        return failed_unless(())
    gone = shut_out(site.private, rules)
    return every(
        main.name,
        words.MOUNT_TARGET,
        main.groups_of(groups_of_files(main)),
        lambda _: unless(not gone, f"{', '.join(gone)} -> -"),
    )


RULES = (
    database_sources,
    database_port,
    functions_reach_database,
    files_sources,
    files_port,
    files_reached_home,
    files_reached_away,
)
