"""VPCs, subnets, gateways, route tables, peering."""

from typing import Any

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, listed


class Ec2Kind(Kind):
    """A resource of EC2, which tags everything in one way."""

    tags = "Tags"
    resource: str
    """its name in a tag specification"""

    def specification(self, given: Properties) -> list[dict[str, Any]]:
        """The tags for the call that creates it."""
        tags = given.take("Tags")
        return [{"ResourceType": self.resource, "Tags": tags}] if tags else []

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        retag(site, made.id, tags, gone)


def retag(site: Site, identity: str, tags: dict[str, str], gone: list[str]) -> None:
    """Set and take away tags of anything in EC2."""
    ec2 = site.client("ec2")
    if gone:
        ec2.delete_tags(Resources=[identity], Tags=[{"Key": key} for key in gone])
    if tags:
        ec2.create_tags(Resources=[identity], Tags=listed(tags))


class Vpc(Ec2Kind):
    type = "AWS::EC2::VPC"
    resource = "vpc"
    in_place = frozenset({"EnableDnsSupport", "EnableDnsHostnames"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        ec2 = site.client("ec2")
        call = given.pick("CidrBlock", "InstanceTenancy")
        vpc = ec2.create_vpc(**call, TagSpecifications=self.specification(given))["Vpc"]
        self.set_dns(site, vpc["VpcId"], given)
        main = [{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]
        group = ec2.describe_security_groups(Filters=main)["SecurityGroups"][0]["GroupId"]
        return vpc["VpcId"], {"VpcId": vpc["VpcId"], "CidrBlock": vpc["CidrBlock"], "DefaultSecurityGroup": group}

    def set_dns(self, site: Site, vpc: str, given: Properties) -> None:
        """One attribute a call, as EC2 wants it."""
        for name in ("EnableDnsSupport", "EnableDnsHostnames"):
            if name in given:
                site.client("ec2").modify_vpc_attribute(VpcId=vpc, **{name: {"Value": given[name]}})

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        self.set_dns(site, made.id, given)

    def delete(self, site: Site, made: Made) -> None:
        site.client("ec2").delete_vpc(VpcId=made.id)


class Subnet(Ec2Kind):
    type = "AWS::EC2::Subnet"
    resource = "subnet"
    in_place = removable = frozenset({"MapPublicIpOnLaunch"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call = given.pick("VpcId", "CidrBlock", "AvailabilityZone")
        subnet = site.client("ec2").create_subnet(**call, TagSpecifications=self.specification(given))["Subnet"]
        if "MapPublicIpOnLaunch" in given:
            self.set_public(site, subnet["SubnetId"], given)
        return subnet["SubnetId"], {
            "SubnetId": subnet["SubnetId"],
            "AvailabilityZone": subnet["AvailabilityZone"],
            "CidrBlock": subnet["CidrBlock"],
            "VpcId": subnet["VpcId"],
        }

    def set_public(self, site: Site, subnet: str, given: Properties) -> None:
        """Whether instances get a public address unasked."""
        public = {"Value": given.take("MapPublicIpOnLaunch", False)}
        site.client("ec2").modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch=public)

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        self.set_public(site, made.id, given)

    def delete(self, site: Site, made: Made) -> None:
        site.client("ec2").delete_subnet(SubnetId=made.id)


class InternetGateway(Ec2Kind):
    type = "AWS::EC2::InternetGateway"
    resource = "internet-gateway"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("ec2").create_internet_gateway(TagSpecifications=self.specification(given))
        identity = made["InternetGateway"]["InternetGatewayId"]
        return identity, {"InternetGatewayId": identity}

    def delete(self, site: Site, made: Made) -> None:
        site.client("ec2").delete_internet_gateway(InternetGatewayId=made.id)


class GatewayAttachment(Kind):
    type = "AWS::EC2::VPCGatewayAttachment"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        site.client("ec2").attach_internet_gateway(**given.pick("VpcId", "InternetGatewayId"))
        return f"IGW|{given['VpcId']}", {"AttachmentType": "IGW"}

    def delete(self, site: Site, made: Made) -> None:
        pair = {name: made.properties[name] for name in ("VpcId", "InternetGatewayId")}
        site.client("ec2").detach_internet_gateway(**pair)


class RouteTable(Ec2Kind):
    type = "AWS::EC2::RouteTable"
    resource = "route-table"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("ec2").create_route_table(VpcId=given["VpcId"], TagSpecifications=self.specification(given))
        identity = made["RouteTable"]["RouteTableId"]
        return identity, {"RouteTableId": identity}

    def delete(self, site: Site, made: Made) -> None:
        site.client("ec2").delete_route_table(RouteTableId=made.id)


class Route(Kind):
    type = "AWS::EC2::Route"
    in_place = frozenset({"GatewayId", "InstanceId", "NetworkInterfaceId", "VpcPeeringConnectionId", "NatGatewayId"})
    removable = in_place
    """because another takes its place"""

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call = given.pick("RouteTableId", "DestinationCidrBlock", *self.in_place)
        site.client("ec2").create_route(**call)
        return f"{call['RouteTableId']}|{call['DestinationCidrBlock']}", {"CidrBlock": call["DestinationCidrBlock"]}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        site.client("ec2").replace_route(**given.pick("RouteTableId", "DestinationCidrBlock", *self.in_place))

    def delete(self, site: Site, made: Made) -> None:
        table, _, destination = made.id.partition("|")
        site.client("ec2").delete_route(RouteTableId=table, DestinationCidrBlock=destination)


class RouteTableAssociation(Kind):
    type = "AWS::EC2::SubnetRouteTableAssociation"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("ec2").associate_route_table(**given.pick("SubnetId", "RouteTableId"))
        return made["AssociationId"], {"Id": made["AssociationId"]}

    def delete(self, site: Site, made: Made) -> None:
        site.client("ec2").disassociate_route_table(AssociationId=made.id)


class Peering(Ec2Kind):
    """CloudFormation accepts the connection itself when both sides are one account's."""

    type = "AWS::EC2::VPCPeeringConnection"
    resource = "vpc-peering-connection"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        region = given.take("PeerRegion", site.region)
        made = site.client("ec2").create_vpc_peering_connection(
            **given.pick("VpcId", "PeerVpcId", "PeerOwnerId"),
            PeerRegion=region,
            TagSpecifications=self.specification(given),
        )
        identity = made["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        site.client("ec2", region).accept_vpc_peering_connection(VpcPeeringConnectionId=identity)
        return identity, {"Id": identity}

    def delete(self, site: Site, made: Made) -> None:
        site.client("ec2").delete_vpc_peering_connection(VpcPeeringConnectionId=made.id)


KINDS = (
    Vpc(),
    Subnet(),
    InternetGateway(),
    GatewayAttachment(),
    RouteTable(),
    Route(),
    RouteTableAssociation(),
    Peering(),
)
