"""Chapter "Network architecture": the zones reach each other.

One peering connection joins the home zone with each other zone: models (EFS), accounts and the API are at home, so every way
leads there. CloudFormation accepts a connection within one account by itself, in both regions. Peering is not transitive:
two zones that are away from home do not see each other, and none uses another's NAT.
"""

from collections.abc import Mapping

from aws_cdk import App
from aws_cdk import aws_ec2 as ec2

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.template import Output


class Peering(Chapter):
    """The connections, made at home. `connections`: letter of the other zone -> id."""

    def __init__(self, app: App, blueprint: Blueprint, networks: Mapping[str, Network]) -> None:
        home = blueprint.home
        super().__init__(app, blueprint, home, "peering", f"Peering of {home.region.title} with the other regions")
        vpc = self.take("Vpc", networks[home.letter].vpc, "AWS::EC2::VPC::Id", "VPC of this zone")
        self.connections: dict[str, Output] = {}
        for zone in blueprint.away:
            letter = zone.letter.upper()
            # a plain string: the type AWS::EC2::VPC::Id is looked up in this region only
            peer = self.take(f"Vpc{letter}", networks[zone.letter].vpc, description=f"VPC of zone {zone.letter}")
            name = blueprint.named(f"peering-{home.letter}-{zone.letter}")
            connection = ec2.CfnVPCPeeringConnection(
                self,
                f"Peering{letter}",
                vpc_id=vpc,
                peer_vpc_id=peer,
                peer_region=zone.region.name,
                tags=self.tags_of(name, f"Connects {home.region.title} with {zone.region.title}"),
            )
            description = f"Connection with zone {zone.letter}"
            self.connections[zone.letter] = self.give(f"Peering{letter}", connection.ref, description)


class Routes(Chapter):
    """The ways of one zone to the zones that it is connected with, in both of its route tables."""

    def __init__(self, app: App, blueprint: Blueprint, network: Network, peering: Peering) -> None:
        zone = network.zone
        super().__init__(app, blueprint, zone, "routes", f"Routes from {zone.region.title} to the other regions")
        tables = {
            "Public": self.take("PublicRoutes", network.public_routes, description="Route table of the public subnet"),
            "Private": self.take("PrivateRoutes", network.private_routes, description="Route table of private subnets"),
        }
        for other in blueprint.away if zone.home else (blueprint.home,):
            letter = other.letter.upper()
            connection = peering.connections[other.letter if zone.home else zone.letter]
            peering_id = self.take(f"Peering{letter}", connection, description=f"Connection with zone {other.letter}")
            for kind, table in tables.items():
                ec2.CfnRoute(
                    self,
                    f"{kind}To{letter}",
                    route_table_id=table,
                    destination_cidr_block=other.region.network,
                    vpc_peering_connection_id=peering_id,
                )
