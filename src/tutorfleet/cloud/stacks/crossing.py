"""How the API at home reaches the balancers of the other zones: through a network balancer at home for each of them, whose targets
are the pinned addresses of the other zone's network balancer, over peering.

A VPC link leads only to a balancer of the API's own region. AWS takes addresses outside the balancer's VPC as targets when they
are private ones (RFC 1918), which 10.10.0.0/23 is. 172.32.0.0/23 is not, so the mirror of this cannot be built. Where the account
refuses it (`tutorfleet cloud preflight`), `crossing = "api"` in `fleet.toml` gives each other region an API of its own instead.
"""

from aws_cdk import App
from aws_cdk import aws_elasticloadbalancingv2 as elb

from tutorfleet.cloud.blueprint import BALANCER_PORT, Blueprint, Zone
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.entrance import Link, group_attributes, network_balancer, network_listener
from tutorfleet.cloud.stacks.listener import HEALTH_PATH
from tutorfleet.cloud.stacks.network import Network


class Crossing(Chapter):
    """`links`: region -> the balancer at home that leads there."""

    def __init__(self, app: App, blueprint: Blueprint, network: Network) -> None:
        zone = network.zone
        super().__init__(app, blueprint, zone, "crossing", f"From {zone.region.title} to the other regions' balancers")
        self._vpc = self.take("Vpc", network.vpc, "AWS::EC2::VPC::Id", "VPC of the zone")
        self._subnets = self.take_private_subnets(network.private_subnets)
        self.links = {other.region.name: self._to(other, number) for number, other in enumerate(blueprint.away)}

    def _to(self, other: Zone, number: int) -> Link:
        what = f"to-zone-{other.letter}"
        name = self.blueprint.named(f"nlb-{what}")
        balancer = network_balancer(
            self,
            name,
            f"From the API to the balancer in {other.region.title}",
            self._subnets,
            self.zone.crossing_addresses(number),
        )
        letter = other.letter.upper()
        network_listener(
            self, f"To{letter}", balancer.ref, self._targets(other), self.blueprint.named(f"listener-{what}")
        )
        return Link(
            self.give(f"Nlb{letter}", balancer.ref, f"The balancer that leads to zone {other.letter}"),
            self.give(f"NlbHost{letter}", balancer.attr_dns_name, "Its DNS name"),
        )

    def _targets(self, other: Zone) -> elb.CfnTargetGroup:
        name = self.blueprint.named(f"tg-to-zone-{other.letter}")
        return elb.CfnTargetGroup(
            self,
            f"To{other.letter.upper()}Targets",
            name=name,
            vpc_id=self._vpc,
            target_type="ip",
            protocol="TCP",
            port=BALANCER_PORT,
            targets=[
                # "all": an address outside the VPC belongs to none of its availability zones
                elb.CfnTargetGroup.TargetDescriptionProperty(id=address, port=BALANCER_PORT, availability_zone="all")
                for address in other.balancer_addresses
            ],
            health_check_path=HEALTH_PATH,
            health_check_protocol="HTTP",
            matcher=elb.CfnTargetGroup.MatcherProperty(http_code="200"),
            # the other side's rules know the addresses of this balancer, not those of whoever asked it
            target_group_attributes=group_attributes({"preserve_client_ip.enabled": "false"}),
            tags=self.tags_of(name, f"Network balancer in {other.region.title}"),
        )
