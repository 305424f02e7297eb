"""Chapter "API Gateway": the network balancer of one zone, to which a VPC link leads.

A newer kind of VPC link leads to an application balancer directly; the task asks for a network balancer in each region, and its
addresses can be pinned, without which the other region could not be reached (crossing.py). Its listener comes with what is
behind it (balancers.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import App
from aws_cdk import aws_elasticloadbalancingv2 as elb

from tutorfleet.cloud.blueprint import BALANCER_PORT, Blueprint
from tutorfleet.cloud.stacks.base import Chapter, logical
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.template import Output


@dataclass(frozen=True)
class Link:
    """A network balancer, as whoever links to it needs it."""

    arn: Output
    host: Output
    """its DNS name"""


class Entrance(Chapter):
    """The network balancer alone. It is there before any machine, which could otherwise be given its address by chance."""

    def __init__(self, app: App, blueprint: Blueprint, network: Network) -> None:
        zone = network.zone
        super().__init__(app, blueprint, zone, "entrance", f"Network balancer in {zone.region.title}")
        balancer = network_balancer(
            self,
            zone.named("nlb"),
            "Entrance of the API to the application balancer",
            self.take_private_subnets(network.private_subnets),
            zone.balancer_addresses,
        )
        self.link = Link(
            self.give("Nlb", balancer.ref, "The network balancer"),
            self.give("NlbHost", balancer.attr_dns_name, "Its DNS name"),
        )


def network_balancer(
    chapter: Chapter, name: str, description: str, subnets: Sequence[str], addresses: Sequence[str]
) -> elb.CfnLoadBalancer:
    """An internal network balancer with a pinned address in each subnet. It carries no security group, and as it was made
    without it stays without: the balancer behind it judges who asks."""
    mappings = [
        elb.CfnLoadBalancer.SubnetMappingProperty(subnet_id=subnet, private_i_pv4_address=address)
        for subnet, address in zip(subnets, addresses, strict=True)
    ]
    return elb.CfnLoadBalancer(
        chapter,
        logical(name.removeprefix(f"{chapter.blueprint.fleet.prefix}-")),
        name=name,
        type="network",
        scheme="internal",
        ip_address_type="ipv4",
        subnet_mappings=mappings,
        load_balancer_attributes=attributes({"load_balancing.cross_zone.enabled": "true"}),
        tags=chapter.tags_of(name, description),
    )


def network_listener(chapter: Chapter, logical_id: str, balancer: str, group: elb.CfnTargetGroup, name: str) -> None:
    """A network balancer's only port."""
    elb.CfnListener(
        chapter,
        f"{logical_id}Listener",
        load_balancer_arn=balancer,
        port=BALANCER_PORT,
        protocol="TCP",
        default_actions=[elb.CfnListener.ActionProperty(type="forward", target_group_arn=group.ref)],
        tags=chapter.tags_of(name, "The only port of the network balancer"),
    )


def attributes(values: Mapping[str, str]) -> list[elb.CfnLoadBalancer.LoadBalancerAttributeProperty]:
    """Of a load balancer."""
    return [elb.CfnLoadBalancer.LoadBalancerAttributeProperty(key=key, value=values[key]) for key in values]


def group_attributes(values: Mapping[str, str]) -> list[elb.CfnTargetGroup.TargetGroupAttributeProperty]:
    """Of a target group."""
    return [elb.CfnTargetGroup.TargetGroupAttributeProperty(key=key, value=values[key]) for key in values]
