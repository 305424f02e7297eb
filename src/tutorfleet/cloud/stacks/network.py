"""Chapter "Network architecture": the VPC of one zone, its three subnets, its two route tables and its way to the internet.

A VPC always has a main route table besides; nothing is associated with it, so it routes nothing. The private table's way out
is in nat.py, the ways to the other zones are in peering.py.
"""

from aws_cdk import App
from aws_cdk import aws_ec2 as ec2

from tutorfleet.cloud.blueprint import Blueprint, Zone
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.template import Output

ANYWHERE = "0.0.0.0/0"


class Network(Chapter):
    """What the other chapters of a zone take: `vpc`, the subnets, the route tables."""

    def __init__(self, app: App, blueprint: Blueprint, zone: Zone) -> None:
        super().__init__(app, blueprint, zone, "network", f"VPC, subnets and route tables in {zone.region.title}")
        self.vpc_id = self._vpc()
        first, second = zone.availability_zones
        ranges = zone.subnets
        public = self._subnet("PublicSubnet", "public", ranges.public, first)
        private_1 = self._subnet("PrivateSubnet1", "private-1", ranges.private[0], first)
        private_2 = self._subnet("PrivateSubnet2", "private-2", ranges.private[1], second)
        public_routes = self._route_table("PublicRoutes", "public", public)
        private_routes = self._route_table("PrivateRoutes", "private", private_1, private_2)
        self._internet(public_routes)

        self.vpc = self.give("Vpc", self.vpc_id, "The VPC of the zone")
        self.public_subnet = self.give("PublicSubnet", public.ref, "Subnet of the NAT instance")
        self.private_subnets: tuple[Output, Output] = (
            self.give("PrivateSubnet1", private_1.ref, "Subnet of the primaries"),
            self.give("PrivateSubnet2", private_2.ref, "Subnet of the backups"),
        )
        self.public_routes = self.give("PublicRoutes", public_routes.ref, "Route table of the public subnet")
        self.private_routes = self.give("PrivateRoutes", private_routes.ref, "Route table of the private subnets")

    def _vpc(self) -> str:
        """DNS names in the VPC: instances ask its resolver, and AWS services answer with addresses of the region."""
        title = self.zone.region.title
        return ec2.CfnVPC(
            self,
            "Vpc",
            cidr_block=self.zone.region.network,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags=self.tags_of(self.zone.named("vpc"), f"Network of the fleet in {title}"),
        ).ref

    def _subnet(self, logical: str, kind: str, range_: str, availability_zone: str) -> ec2.CfnSubnet:
        """No subnet hands out public addresses: the NAT instance asks for its own, and nothing else may have one."""
        return ec2.CfnSubnet(
            self,
            logical,
            vpc_id=self.vpc_id,
            cidr_block=range_,
            availability_zone=availability_zone,
            map_public_ip_on_launch=False,
            tags=self.tags_of(self.zone.named(f"subnet-{kind}"), f"Subnet {kind} in {availability_zone}"),
        )

    def _route_table(self, logical: str, kind: str, *subnets: ec2.CfnSubnet) -> ec2.CfnRouteTable:
        name = self.blueprint.named(f"rtb-{kind}")
        table = ec2.CfnRouteTable(
            self, logical, vpc_id=self.vpc_id, tags=self.tags_of(name, f"Routes of the {kind} subnets")
        )
        for subnet in subnets:
            ec2.CfnSubnetRouteTableAssociation(
                self, f"{subnet.node.id}Routes", route_table_id=table.ref, subnet_id=subnet.ref
            )
        return table

    def _internet(self, public: ec2.CfnRouteTable) -> None:
        name = self.zone.named("igw")
        gateway = ec2.CfnInternetGateway(
            self, "InternetGateway", tags=self.tags_of(name, "Way to the internet of the NAT instance")
        )
        attachment = ec2.CfnVPCGatewayAttachment(
            self, "InternetGatewayAttachment", vpc_id=self.vpc_id, internet_gateway_id=gateway.ref
        )
        route = ec2.CfnRoute(
            self,
            "PublicToInternet",
            route_table_id=public.ref,
            destination_cidr_block=ANYWHERE,
            gateway_id=gateway.ref,
        )
        route.add_resource_dependency(attachment)
