"""How the fleet on AWS is: its stacks and machines, whether balancers find their workers healthy, how the workers were configured
last, addresses, and what is missing: CloudFormation does not see that somebody deleted a part by hand.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from tutorfleet.cloud.blueprint import Blueprint, Zone
from tutorfleet.cloud.deploy import live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.changes import GOOD
from tutorfleet.cloud.deploy.leftovers import of_fleet
from tutorfleet.cloud.deploy.live import Live
from tutorfleet.cloud.deploy.progress import THREADS
from tutorfleet.cloud.template import Stack

Part = TypeVar("Part")
STACK = "AWS::CloudFormation::Stack"
LOOKED_AT = frozenset(
    {
        "AWS::EC2::Instance",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::RDS::DBInstance",
        "AWS::SSM::Association",
    }
)
"""types of which the account is asked what it has"""


@dataclass(frozen=True)
class StackState:
    name: str
    region: str
    status: str
    reason: str

    @property
    def ok(self) -> bool:
        return self.status in GOOD or self.status == "UPDATE_ROLLBACK_COMPLETE"


@dataclass(frozen=True)
class Machine:
    """A worker, or the NAT."""

    name: str
    region: str
    status: str

    @property
    def ok(self) -> bool:
        return self.status == "running"


@dataclass(frozen=True)
class Targets:
    """One target group."""

    name: str
    region: str
    healthy: int
    all: int
    reason: str
    """of those that are not"""

    @property
    def ok(self) -> bool:
        return 0 < self.all == self.healthy


@dataclass(frozen=True)
class Run:
    """How State Manager's last run ended on how many workers."""

    name: str
    region: str
    status: str
    counts: dict[str, int]

    @property
    def ok(self) -> bool:
        return self.status == "Success"


@dataclass(frozen=True)
class Database:
    name: str
    region: str
    status: str
    engine: str

    @property
    def ok(self) -> bool:
        return self.status == "available"


@dataclass(frozen=True)
class Missing:
    """A stack that the description has, or a part that a stack has, and the account has not."""

    name: str
    region: str
    kind: str
    way_out: str


@dataclass(frozen=True)
class State:
    stacks: tuple[StackState, ...]
    machines: tuple[Machine, ...]
    targets: tuple[Targets, ...]
    runs: tuple[Run, ...]
    databases: tuple[Database, ...]
    addresses: dict[str, str]
    """what it is -> URL"""
    missing: tuple[Missing, ...] = ()

    @property
    def ok(self) -> bool:
        parts: Sequence[StackState | Machine | Targets | Run | Database]
        parts = (*self.stacks, *self.machines, *self.targets, *self.runs, *self.databases)
        return bool(self.stacks) and not self.missing and all(part.ok for part in parts)


def look(account: Account, blueprint: Blueprint, stacks: Iterable[Stack]) -> State:
    """All of it, now; `stacks` are those of the description."""
    lives = [each for each in live.every(account, blueprint.fleet.prefix) if each.ours]
    told = tuple(StackState(each.name, each.region, each.status, each.reason) for each in lives)
    regions = {zone.region.name for zone in blueprint.zones}
    standing = [each for each, state in zip(lives, told, strict=True) if state.ok and each.region in regions]
    machines = _of_zones(_machines, account, blueprint)
    targets = _of_zones(_targets, account, blueprint)
    runs = _of_zones(_runs, account, blueprint)
    with ThreadPoolExecutor(THREADS) as pool:
        templates = list(pool.map(lambda each: live.template(account, each), standing))
    databases = tuple(_databases(account, blueprint.fleet.prefix))
    parts: Sequence[Machine | Targets | Run | Database] = (*machines, *targets, *runs, *databases)
    there = {(part.name, part.region) for part in parts}
    missing = (*_unmade(stacks, lives), *_deleted(standing, templates, there))
    found = addresses(blueprint, live.outputs(lives))
    return State(told, machines, targets, runs, databases, found, missing)


def addresses(blueprint: Blueprint, outputs: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """What a person opens or calls, as far as it is there."""
    wanted = {"page": "client", "API": "api"}
    found = {what: outputs.get((blueprint.home.named(stack), "Url"), "") for what, stack in wanted.items()}
    return {what: url for what, url in found.items() if url}


def _of_zones(
    look: Callable[[Account, Zone], Iterator[Part]], account: Account, blueprint: Blueprint
) -> tuple[Part, ...]:
    """What every zone has, asked at the same time."""
    with ThreadPoolExecutor() as pool:
        found = pool.map(lambda zone: tuple(look(account, zone)), blueprint.zones)
        return tuple(part for parts in found for part in parts)


def _unmade(stacks: Iterable[Stack], lives: Iterable[Live]) -> Iterator[Missing]:
    """Stacks of the description that are not there (yet, or any more)."""
    there = {(each.name, each.region) for each in lives}
    for stack in stacks:
        if (stack.name, stack.region) not in there:
            yield Missing(stack.name, stack.region, STACK, "tutorfleet cloud deploy")


def _deleted(
    standing: Iterable[Live], templates: Iterable[Mapping[str, Any]], there: Collection[tuple[str, str]]
) -> Iterator[Missing]:
    """Parts that stacks say they have; deployment does not make them again while their stack is there."""
    for each, template in zip(standing, templates, strict=True):
        way_out = f"aws cloudformation delete-stack --stack-name {each.name} --region {each.region}, then deploy"
        for resource in template["Resources"].values():
            name = _name(resource)
            if resource["Type"] in LOOKED_AT and (name, each.region) not in there:
                yield Missing(name, each.region, resource["Type"], way_out)


def _name(resource: Mapping[str, Any]) -> str:
    """By its tag, which everything has that is looked at."""
    tags = resource.get("Properties", {}).get("Tags", ())
    return next((str(tag["Value"]) for tag in tags if tag["Key"] == "Name"), "")


def _machines(account: Account, zone: Zone) -> Iterator[Machine]:
    client = account.client("ec2", zone.region.name)
    for page in client.get_paginator("describe_instances").paginate():
        for each in (instance for reservation in page["Reservations"] for instance in reservation["Instances"]):
            name, status = _name({"Properties": each}), each["State"]["Name"]
            if of_fleet(name, zone.prefix) and status not in ("shutting-down", "terminated"):
                yield Machine(name, zone.region.name, status)


def _targets(account: Account, zone: Zone) -> Iterator[Targets]:
    client = account.client("elbv2", zone.region.name)
    for page in client.get_paginator("describe_target_groups").paginate():
        for group in page["TargetGroups"]:
            if of_fleet(group["TargetGroupName"], zone.prefix):
                yield _health(client, zone.region.name, group)


def _health(client: Any, region: str, group: dict[str, Any]) -> Targets:
    answer = client.describe_target_health(TargetGroupArn=group["TargetGroupArn"])
    found = [each["TargetHealth"] for each in answer["TargetHealthDescriptions"]]
    healthy = sum(each["State"] == "healthy" for each in found)
    reasons = {each.get("Description") or each["State"] for each in found if each["State"] != "healthy"}
    return Targets(group["TargetGroupName"], region, healthy, len(found), "; ".join(sorted(reasons)))


def _runs(account: Account, zone: Zone) -> Iterator[Run]:
    client = account.client("ssm", zone.region.name)
    for page in client.get_paginator("list_associations").paginate():
        for each in page["Associations"]:
            if of_fleet(each.get("AssociationName", ""), zone.prefix):
                overview = each.get("Overview", {})
                counts = dict(overview.get("AssociationStatusAggregatedCount", {}))
                yield Run(each["AssociationName"], zone.region.name, overview.get("Status", "Pending"), counts)


def _databases(account: Account, prefix: str) -> Iterator[Database]:
    for page in account.client("rds").get_paginator("describe_db_instances").paginate():
        for each in page["DBInstances"]:
            if of_fleet(each["DBInstanceIdentifier"], prefix):
                engine = f"{each['Engine']} {each['EngineVersion']}"
                yield Database(each["DBInstanceIdentifier"], account.home, each["DBInstanceStatus"], engine)
