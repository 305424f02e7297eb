"""Load balancers: moto 5.2.5 forgets pinned addresses, gives network balancers the names of application balancers, and takes any
address for a target.
"""

from collections.abc import Callable, Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network
from typing import Any

from moto.ec2.models import ec2_backends
from moto.elbv2.models import AvailabilityZone, FakeHealthStatus, FakeLoadBalancer, FakeTargetGroup, elbv2_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import AwsError, Call, Service

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
"""where targets outside the balancer's VPC may be"""


class NetworkBalancer(FakeLoadBalancer):
    """One of moto's balancers that tells its addresses."""

    pinned: dict[str, str]
    """subnet to address"""

    @property
    def availability_zones(self) -> list[AvailabilityZone]:
        """Its zones, with its address in each."""
        return [Zone(subnet, self.pinned.get(subnet.id)) for subnet in self.subnets]


class Zone(AvailabilityZone):
    """A zone in which a balancer has an address."""

    def __init__(self, subnet: Any, address: str | None) -> None:
        super().__init__(subnet)
        self.load_balancer_addresses = [{"PrivateIPv4Address": address}] if address else []


class Health(FakeHealthStatus):
    """The health of a target, which may be in all zones."""

    zone = ""

    @property
    def target(self) -> dict[str, str]:
        """Who is healthy or not."""
        return {**super().target, **({"AvailabilityZone": self.zone} if self.zone else {})}


class Group(FakeTargetGroup):
    """One of moto's target groups that remembers the zones of its targets."""

    def register(self, targets: list[dict[str, Any]]) -> None:
        """Take targets."""
        super().register(targets)
        for target in targets:
            if "AvailabilityZone" in target:
                self.targets[target["Id"]]["AvailabilityZone"] = target["AvailabilityZone"]

    def health_for(self, target: dict[str, Any], ec2_backend: Any) -> FakeHealthStatus:
        """With the zone."""
        health = super().health_for(target, ec2_backend)
        zoned: Any = health
        zoned.__class__ = Health
        zoned.zone = self.targets.get(target["Id"], {}).get("AvailabilityZone", "")
        return health


class Balancing:
    """What the account answers when balancers, groups and targets are made."""

    def __init__(self, account: str) -> None:
        self.account = account
        operations: dict[str, Callable[[Call], Response]] = {
            "CreateLoadBalancer": self.create_load_balancer,
            "CreateTargetGroup": self.create_target_group,
            "RegisterTargets": self.register_targets,
        }
        self.service = Service("elasticloadbalancing", operations, described="elbv2")

    def create_load_balancer(self, call: Call) -> Response:
        """Name it as AWS does, keep its addresses."""
        answer = call.passed()
        if answer.status_code >= 400:
            return answer
        moto: Any = elbv2_backends[self.account][call.region]
        balancer = next(each for each in moto.load_balancers.values() if each.name == call.given["Name"])
        before = {"arn": balancer.arn, "dns": balancer.dns_name}
        name_as_aws_does(moto, balancer)
        if balancer.type == "network":
            mappings = call.given.get("SubnetMappings", ())
            balancer.__class__ = NetworkBalancer
            balancer.pinned = {each["SubnetId"]: each.get("PrivateIPv4Address") for each in mappings}
        text = answer.get_data(as_text=True).replace(before["arn"], balancer.arn)
        return Response(text.replace(before["dns"], balancer.dns_name), answer.status_code, answer.headers)

    def create_target_group(self, call: Call) -> Response:
        """Let it remember zones."""
        answer = call.passed()
        if answer.status_code < 400:
            moto: Any = elbv2_backends[self.account][call.region]
            group = next(each for each in moto.target_groups.values() if each.name == call.given["Name"])
            group.__class__ = Group
        return answer

    def register_targets(self, call: Call) -> Response:
        """Refuse addresses that AWS refuses; raises AwsError."""
        moto: Any = elbv2_backends[self.account][call.region]
        group = moto.target_groups.get(call.given["TargetGroupArn"])
        if group is not None and group.target_type == "ip":
            vpc: Any = ec2_backends[self.account][call.region].get_vpc(group.vpc_id)
            check_addresses(call.given["Targets"], IPv4Network(vpc.cidr_block))
        return call.passed()


def check_addresses(targets: Sequence[Mapping[str, Any]], vpc: IPv4Network) -> None:
    """An address outside the VPC must be a private one and in all zones; raises AwsError."""
    for target in targets:
        address = IPv4Address(target["Id"])
        if address in vpc:
            continue
        if not any(address in network for network in PRIVATE):
            raise AwsError("InvalidTarget", f"The IP address '{address}' is not within the VPC or a private range")
        if target.get("AvailabilityZone") != "all":
            raise AwsError("ValidationError", f"The Availability Zone of '{address}', outside the VPC, must be 'all'")


def name_as_aws_does(moto: Any, balancer: Any) -> None:
    """The ARN says what kind it is, the host name whether it is internal."""
    number = balancer.arn.rpartition("/")[2]
    inside = "internal-" if balancer.scheme == "internal" else ""
    balancer.dns_name = f"{inside}{balancer.name}-{int(number, 16) % 10**9}.{moto.region_name}.elb.amazonaws.com"
    if balancer.type != "network":
        return
    balancer.dns_name = f"{balancer.name}-{number}.elb.{moto.region_name}.amazonaws.com"
    del moto.load_balancers[balancer.arn]
    tags = moto.tagging_service.list_tags_for_resource(balancer.arn)["Tags"]
    moto.tagging_service.delete_all_tags_for_resource(balancer.arn)
    balancer.arn = balancer.arn.replace(":loadbalancer/app/", ":loadbalancer/net/")
    moto.load_balancers[balancer.arn] = balancer
    moto.tagging_service.tag_resource(balancer.arn, tags)
