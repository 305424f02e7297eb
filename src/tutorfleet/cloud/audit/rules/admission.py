"""What rules about access share: who carries which security group, and what its rules let in. Pure."""

from collections.abc import Callable, Iterable

from tutorfleet.cloud.audit.finders import Site, within
from tutorfleet.cloud.audit.model import GroupRule, SecurityGroup, Subnet, known
from tutorfleet.cloud.audit.rule import Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules.ruling import Wrong, every, unless

EXCESS = Text(
    "Remember that granting excessive access will create security vulnerabilities in your architecture.",
    "Memberikan akses berlebihan akan menciptakan celah keamanan pada arsitektur Anda.",
)
TOO_WIDE = Text(
    "Replace the rule by one for the right source and port.", "Ganti aturan itu dengan sumber dan port yang tepat."
)
REVOKE = "aws ec2 revoke-security-group-ingress --region <region> --group-id <group> --security-group-rule-ids <rule>"
GROUP = "UserIdGroupPairs=[{GroupId=<source>,Description=<why>}]"
RANGE = "IpRanges=[{CidrIp=<range>,Description=<why>}]"


def allow(source: str, port: int = 0) -> str:
    """The command that lets a source in at a port, or at every one; quoted, because a shell takes braces for its own."""
    what = f"IpProtocol=tcp,FromPort={port},ToPort={port}" if port else "IpProtocol=-1"
    command = "aws ec2 authorize-security-group-ingress --region <region> --group-id <group>"
    return f"{command} --ip-permissions '{what},{source}'"


def groups_of_databases(site: Site) -> set[str]:
    return {group for one in site.databases for group in one.groups}


def groups_of_functions(site: Site) -> set[str]:
    return {group for one in site.all_functions for group in one.groups}


def groups_of_workers(site: Site) -> set[str]:
    return {group for one in site.workers for group in one.groups}


def groups_of_balancers(site: Site) -> set[str]:
    return {group for one in site.balancers for group in one.groups}


def groups_of_nats(site: Site) -> set[str]:
    return {group for one in site.nats for group in one.groups}


def groups_of_files(site: Site) -> set[str]:
    return {group for one in site.mount_targets for group in known(one.groups, "groups of mount targets")}


def admits_just(one: GroupRule, port: int) -> bool:
    """Admits this TCP port and no other."""
    return one.protocol in ("tcp", "6") and one.from_port == one.to_port == port


def shut_out(subnets: Iterable[Subnet], rules: Iterable[GroupRule]) -> list[str]:
    """Ranges of the subnets that none of the rules lets in."""
    admitted = [one.cidr for one in rules]
    return [one.cidr for one in subnets if not any(within(one.cidr, network) for network in admitted)]


def _shown(one: GroupRule) -> str:
    ports = "*" if one.from_port == -1 else f"{one.from_port}-{one.to_port}"
    return f"{one.protocol} {ports} <- {one.peer}"


def only_in(site: Site, what: Text, ids: set[str], right: Callable[[SecurityGroup, GroupRule], bool]) -> Verdict:
    """Every rule of these groups is right; they are carried by `what`, which is there."""

    def tight(group: SecurityGroup) -> Wrong:
        wide = [_shown(one) for one in group.ingress if not right(group, one)]
        return unless(not wide, ", ".join(wide))

    return every(site.name, what, site.groups_of(ids), tight)


def only(site: Site, what: Text, ids: set[str], right: Callable[[GroupRule], bool]) -> Verdict:
    return only_in(site, what, ids, lambda _, one: right(one))


def some(site: Site, what: Text, ids: set[str], right: Callable[[GroupRule], bool]) -> Verdict:
    """One rule at least of these groups together is right."""
    groups = site.groups_of(ids)
    if any(right(one) for group in groups for one in group.ingress):
        return failed_unless(())
    return every(
        site.name, what, groups, lambda group: ", ".join(_shown(one) for one in group.ingress) or "IpPermissions = -"
    )
