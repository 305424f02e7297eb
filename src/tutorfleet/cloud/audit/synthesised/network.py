"""VPCs and what connects them, as the templates plan them. Pure."""

from typing import Any

from tutorfleet.cloud.audit.model import (
    ElasticAddress,
    GroupRule,
    InternetGateway,
    NatGateway,
    NetworkInterface,
    Peering,
    Route,
    RouteTable,
    SecurityGroup,
    Subnet,
    Vpc,
    VpcEndpoint,
)
from tutorfleet.cloud.audit.synthesised.plan import Builder, Plan, identity
from tutorfleet.cloud.audit.synthesised.resolve import Planned

ROUTE_TARGETS = {
    "InstanceId": "instance",
    "VpcPeeringConnectionId": "peering",
    "NatGatewayId": "nat-gateway",
    "NetworkInterfaceId": "interface",
    "GatewayId": "internet-gateway",
    "VpcEndpointId": "endpoint",
}


def vpcs(plan: Plan) -> tuple[Vpc, ...]:
    return tuple(
        Vpc(
            **identity(planned),
            cidr=planned.text("CidrBlock"),
        )
        for planned in plan.of("AWS::EC2::VPC")
    )


def subnets(plan: Plan) -> tuple[Subnet, ...]:
    return tuple(
        Subnet(
            **identity(planned),
            vpc=planned.text("VpcId"),
            cidr=planned.text("CidrBlock"),
            availability_zone=planned.text("AvailabilityZone"),
        )
        for planned in plan.of("AWS::EC2::Subnet")
    )


def route_tables(plan: Plan) -> tuple[RouteTable, ...]:
    return tuple(
        RouteTable(
            **identity(planned),
            vpc=planned.text("VpcId"),
            subnets=tuple(
                association.text("SubnetId")
                for association in plan.of("AWS::EC2::SubnetRouteTableAssociation")
                if association.get("RouteTableId") == planned.id
            ),
            routes=(
                Route(destination=plan.property_of(planned.text("VpcId"), "CidrBlock"), kind="local", target=""),
                *(route(one) for one in plan.of("AWS::EC2::Route") if one.get("RouteTableId") == planned.id),
            ),
        )
        for planned in plan.of("AWS::EC2::RouteTable")
    )


def route(planned: Planned) -> Route:
    key = next((key for key in ROUTE_TARGETS if planned.get(key)), "")
    return Route(
        destination=planned.text("DestinationCidrBlock") or planned.text("DestinationIpv6CidrBlock"),
        kind=ROUTE_TARGETS.get(key, "other"),
        target=planned.text(key),
    )


def peerings(plan: Plan) -> tuple[Peering, ...]:
    return tuple(
        Peering(
            **identity(planned),
            requester_vpc=planned.text("VpcId"),
            requester_region=planned.region,
            accepter_vpc=planned.text("PeerVpcId"),
            accepter_region=planned.text("PeerRegion") or planned.region,
        )
        for planned in plan.of("AWS::EC2::VPCPeeringConnection")
    )


def internet_gateways(plan: Plan) -> tuple[InternetGateway, ...]:
    return tuple(
        InternetGateway(
            **identity(planned),
            vpcs=tuple(
                attachment.text("VpcId")
                for attachment in plan.of("AWS::EC2::VPCGatewayAttachment")
                if attachment.get("InternetGatewayId") == planned.id
            ),
        )
        for planned in plan.of("AWS::EC2::InternetGateway")
    )


def nat_gateways(plan: Plan) -> tuple[NatGateway, ...]:
    return tuple(
        NatGateway(
            **identity(planned),
            vpc=plan.property_of(planned.text("SubnetId"), "VpcId"),
            subnet=planned.text("SubnetId"),
        )
        for planned in plan.of("AWS::EC2::NatGateway")
    )


def addresses(plan: Plan) -> tuple[ElasticAddress, ...]:
    attached = {
        association.text("AllocationId"): association.text("InstanceId") or association.text("NetworkInterfaceId")
        for association in plan.of("AWS::EC2::EIPAssociation")
    }
    gateways = {planned.text("AllocationId"): planned.id for planned in plan.of("AWS::EC2::NatGateway")}
    return tuple(
        ElasticAddress(
            **identity(planned),
            attached_to=planned.text("InstanceId") or attached.get(planned.id) or gateways.get(planned.id, ""),
        )
        for planned in plan.of("AWS::EC2::EIP")
    )


def security_groups(plan: Plan) -> tuple[SecurityGroup, ...]:
    return tuple(
        SecurityGroup(
            **identity(planned, planned.text("GroupName"), planned.text("GroupDescription")),
            vpc=planned.text("VpcId"),
            ingress=ingress_of(plan, planned),
        )
        for planned in plan.of("AWS::EC2::SecurityGroup")
    )


def ingress_of(plan: Plan, group: Planned) -> tuple[GroupRule, ...]:
    """Those in the group itself and those that stand alone."""
    alone = (one for one in plan.of("AWS::EC2::SecurityGroupIngress") if one.get("GroupId") == group.id)
    return tuple(
        group_rule(said) for said in (*group.get("SecurityGroupIngress", []), *(one.properties for one in alone))
    )


def group_rule(said: Any) -> GroupRule:
    return GroupRule(
        protocol=str(said["IpProtocol"]),
        from_port=int(said.get("FromPort", -1)),
        to_port=int(said.get("ToPort", -1)),
        cidr=said.get("CidrIp") or said.get("CidrIpv6") or "",
        group=said.get("SourceSecurityGroupId", ""),
        prefix_list=said.get("SourcePrefixListId", ""),
        description=said.get("Description", ""),
    )


def interfaces(plan: Plan) -> tuple[NetworkInterface, ...]:
    """Those that a template makes by itself; those of instances and balancers come with them."""
    return tuple(
        NetworkInterface(
            **identity(planned, description=planned.text("Description")),
            vpc=plan.property_of(planned.text("SubnetId"), "VpcId"),
            subnet=planned.text("SubnetId"),
            groups=tuple(planned.get("GroupSet", [])),
            address=planned.get("PrivateIpAddress"),
            source_dest_check=bool(planned.get("SourceDestCheck", True)),
        )
        for planned in plan.of("AWS::EC2::NetworkInterface")
    )


def endpoints(plan: Plan) -> tuple[VpcEndpoint, ...]:
    return tuple(
        VpcEndpoint(
            **identity(planned),
            vpc=planned.text("VpcId"),
            kind=planned.text("VpcEndpointType") or "Gateway",
            subnets=tuple(planned.get("SubnetIds", [])),
            route_tables=tuple(planned.get("RouteTableIds", [])),
            groups=tuple(planned.get("SecurityGroupIds", [])),
        )
        for planned in plan.of("AWS::EC2::VPCEndpoint")
    )


BUILDERS: tuple[Builder, ...] = (
    *(vpcs, subnets, route_tables, peerings, internet_gateways),
    *(nat_gateways, addresses, security_groups, interfaces, endpoints),
)
"""each finds all things of the kind that it is called after"""
