"""How the fleet on AWS is: its stacks, whether balancers find their workers healthy, how the workers were configured last, addresses."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tutorfleet.cloud.blueprint import Blueprint, Zone
from tutorfleet.cloud.deploy import live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.changes import GOOD
from tutorfleet.cloud.deploy.leftovers import of_fleet


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
    status: str
    engine: str

    @property
    def ok(self) -> bool:
        return self.status == "available"


@dataclass(frozen=True)
class State:
    stacks: tuple[StackState, ...]
    targets: tuple[Targets, ...]
    runs: tuple[Run, ...]
    databases: tuple[Database, ...]
    addresses: dict[str, str]
    """what it is -> URL"""

    @property
    def ok(self) -> bool:
        parts: Sequence[StackState | Targets | Run | Database]
        parts = (*self.stacks, *self.targets, *self.runs, *self.databases)
        return bool(self.stacks) and all(part.ok for part in parts)


def look(account: Account, blueprint: Blueprint) -> State:
    """All of it, now."""
    prefix = blueprint.fleet.prefix
    lives = [each for each in live.every(account, prefix) if each.ours]
    with ThreadPoolExecutor() as pool:
        targets = [
            each for found in pool.map(lambda zone: list(_targets(account, zone)), blueprint.zones) for each in found
        ]
        runs = [each for found in pool.map(lambda zone: list(_runs(account, zone)), blueprint.zones) for each in found]
    return State(
        tuple(StackState(each.name, each.region, each.status, each.reason) for each in lives),
        tuple(targets),
        tuple(runs),
        tuple(_databases(account, prefix)),
        addresses(blueprint, live.outputs(lives)),
    )


def addresses(blueprint: Blueprint, outputs: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """What a person opens or calls, as far as it is there."""
    wanted = {"page": "client", "API": "api"}
    found = {what: outputs.get((blueprint.home.named(stack), "Url"), "") for what, stack in wanted.items()}
    return {what: url for what, url in found.items() if url}


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
                yield Database(each["DBInstanceIdentifier"], each["DBInstanceStatus"], engine)
