"""Load balancers: moto 5.2.5 forgets pinned addresses, and gives network balancers the names of application balancers."""

from typing import Any

from moto.elbv2.models import AvailabilityZone, FakeLoadBalancer, elbv2_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import Call, Service


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


def service(account: str) -> Service:
    """What the account answers when a balancer is made."""

    def create_load_balancer(call: Call) -> Response:
        answer = call.passed()
        if answer.status_code >= 400:
            return answer
        moto: Any = elbv2_backends[account][call.region]
        balancer = next(each for each in moto.load_balancers.values() if each.name == call.given["Name"])
        before = {"arn": balancer.arn, "dns": balancer.dns_name}
        name_as_aws_does(moto, balancer)
        if balancer.type == "network":
            mappings = call.given.get("SubnetMappings", ())
            balancer.__class__ = NetworkBalancer
            balancer.pinned = {each["SubnetId"]: each.get("PrivateIPv4Address") for each in mappings}
        text = answer.get_data(as_text=True).replace(before["arn"], balancer.arn)
        return Response(text.replace(before["dns"], balancer.dns_name), answer.status_code, answer.headers)

    return Service("elasticloadbalancing", {"CreateLoadBalancer": create_load_balancer}, described="elbv2")


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
