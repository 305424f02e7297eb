"""VPCs and what connects them, read from a live account."""

from typing import Any

from tutorfleet.cloud.audit.collect.reading import Collector, Reader, tags_of
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

GONE = ("deleted", "deleting", "failed", "rejected", "expired", "terminated", "shutting-down")
"""states of what AWS still lists but nobody has to judge"""

SERVICES = ("ELB ", "EFS mount target", "AWS Lambda VPC ENI", "RDSNetworkInterface", "Interface for NAT Gateway")
"""how descriptions begin of interfaces that a service made for itself"""


def vpcs(reader: Reader) -> tuple[Vpc, ...]:
    return tuple(
        Vpc(**identity(found, "VpcId", reader), generated=bool(found.get("IsDefault")), cidr=found["CidrBlock"])
        for found in reader.pages("ec2", "describe_vpcs", "Vpcs")
    )


def subnets(reader: Reader) -> tuple[Subnet, ...]:
    return tuple(
        Subnet(
            **identity(found, "SubnetId", reader),
            generated=bool(found.get("DefaultForAz")),
            vpc=found["VpcId"],
            cidr=found["CidrBlock"],
            availability_zone=found["AvailabilityZone"],
        )
        for found in reader.pages("ec2", "describe_subnets", "Subnets")
    )


def route_tables(reader: Reader) -> tuple[RouteTable, ...]:
    return tuple(route_table(reader, found) for found in reader.pages("ec2", "describe_route_tables", "RouteTables"))


def route_table(reader: Reader, found: Any) -> RouteTable:
    associations = found.get("Associations", [])
    main = any(association.get("Main") for association in associations)
    named = identity(found, "RouteTableId", reader)
    return RouteTable(
        **named,
        generated=main and not named["name"],
        vpc=found["VpcId"],
        main=main,
        subnets=tuple(association["SubnetId"] for association in associations if association.get("SubnetId")),
        routes=tuple(route(entry) for entry in found.get("Routes", [])),
    )


def route(found: Any) -> Route:
    destinations = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
    kind, target = route_target(found)
    return Route(
        destination=next((found[key] for key in destinations if found.get(key)), ""),
        kind=kind,
        target=target,
        active=found["State"] == "active" if found.get("State") else None,
    )


def route_target(found: Any) -> tuple[str, str]:
    """Kind and id. An instance's route has an interface too, so the instance comes first."""
    for key, kind in (
        ("InstanceId", "instance"),
        ("VpcPeeringConnectionId", "peering"),
        ("NatGatewayId", "nat-gateway"),
        ("NetworkInterfaceId", "interface"),
    ):
        if found.get(key):
            return kind, found[key]
    gateway = found.get("GatewayId") or ""
    if gateway == "local":
        return "local", ""
    kinds = {"igw-": "internet-gateway", "vpce-": "endpoint"}
    return next((kind for prefix, kind in kinds.items() if gateway.startswith(prefix)), "other"), gateway


def peerings(reader: Reader) -> tuple[Peering, ...]:
    found = reader.pages("ec2", "describe_vpc_peering_connections", "VpcPeeringConnections")
    return tuple(peering(reader, one) for one in found if one["Status"]["Code"] not in GONE)


def peering(reader: Reader, found: Any) -> Peering:
    """Its tags stay in the region where it was made; in the other one it appears by itself."""
    requester, accepter = found["RequesterVpcInfo"], found["AccepterVpcInfo"]
    named = identity(found, "VpcPeeringConnectionId", reader)
    return Peering(
        **named,
        generated=not named["tags"] and requester.get("Region") != reader.region,
        requester_vpc=requester.get("VpcId", ""),
        requester_region=requester.get("Region", ""),
        accepter_vpc=accepter.get("VpcId", ""),
        accepter_region=accepter.get("Region", ""),
        status=found["Status"]["Code"],
    )


def internet_gateways(reader: Reader) -> tuple[InternetGateway, ...]:
    return tuple(
        InternetGateway(
            **identity(found, "InternetGatewayId", reader),
            vpcs=tuple(attachment["VpcId"] for attachment in found.get("Attachments", [])),
        )
        for found in reader.pages("ec2", "describe_internet_gateways", "InternetGateways")
    )


def nat_gateways(reader: Reader) -> tuple[NatGateway, ...]:
    return tuple(
        NatGateway(**identity(found, "NatGatewayId", reader), vpc=found["VpcId"], subnet=found["SubnetId"])
        for found in reader.pages("ec2", "describe_nat_gateways", "NatGateways")
        if found["State"] not in GONE
    )


def addresses(reader: Reader) -> tuple[ElasticAddress, ...]:
    return tuple(
        ElasticAddress(
            **identity(found, "AllocationId", reader),
            address=found.get("PublicIp"),
            attached_to=found.get("InstanceId") or found.get("NetworkInterfaceId") or "",
        )
        for found in reader.pages("ec2", "describe_addresses", "Addresses")
    )


def security_groups(reader: Reader) -> tuple[SecurityGroup, ...]:
    return tuple(
        SecurityGroup(
            **identity(found, "GroupId", reader) | {"name": found["GroupName"], "description": found["Description"]},
            generated=found["GroupName"] == "default",
            vpc=found.get("VpcId", ""),
            ingress=group_rules(found.get("IpPermissions", [])),
        )
        for found in reader.pages("ec2", "describe_security_groups", "SecurityGroups")
    )


def group_rules(permissions: Any) -> tuple[GroupRule, ...]:
    """One for each peer of each permission."""
    lists = (
        ("IpRanges", "CidrIp", "cidr"),
        ("Ipv6Ranges", "CidrIpv6", "cidr"),
        ("UserIdGroupPairs", "GroupId", "group"),
        ("PrefixListIds", "PrefixListId", "prefix_list"),
    )
    return tuple(
        GroupRule(
            protocol=permission["IpProtocol"],
            from_port=permission.get("FromPort", -1),
            to_port=permission.get("ToPort", -1),
            description=peer.get("Description", ""),
            **{field: peer[key]},
        )
        for permission in permissions
        for many, key, field in lists
        for peer in permission.get(many, [])
        if peer.get(key)
    )


def interfaces(reader: Reader) -> tuple[NetworkInterface, ...]:
    return tuple(
        interface(reader, found) for found in reader.pages("ec2", "describe_network_interfaces", "NetworkInterfaces")
    )


def interface(reader: Reader, found: Any) -> NetworkInterface:
    attachment = found.get("Attachment") or {}
    description = found.get("Description", "")
    by_service = bool(found.get("RequesterManaged")) or description.startswith(SERVICES)
    return NetworkInterface(
        **identity(found | {"Tags": found.get("TagSet")}, "NetworkInterfaceId", reader) | {"description": description},
        generated=by_service or attachment.get("DeviceIndex") == 0,
        vpc=found["VpcId"],
        subnet=found["SubnetId"],
        groups=tuple(group["GroupId"] for group in found.get("Groups", [])),
        address=found.get("PrivateIpAddress"),
        public_address=(found.get("Association") or {}).get("PublicIp", ""),
        source_dest_check=found.get("SourceDestCheck"),
        instance=attachment.get("InstanceId", ""),
        attached=by_service or bool(attachment) or found.get("Status") == "in-use",
    )


def endpoints(reader: Reader) -> tuple[VpcEndpoint, ...]:
    return tuple(
        VpcEndpoint(
            **identity(found, "VpcEndpointId", reader),
            vpc=found["VpcId"],
            kind=found.get("VpcEndpointType", "Gateway"),
            subnets=tuple(found.get("SubnetIds", [])),
            route_tables=tuple(found.get("RouteTableIds", [])),
            groups=tuple(group["GroupId"] for group in found.get("Groups", [])),
        )
        for found in reader.pages("ec2", "describe_vpc_endpoints", "VpcEndpoints")
        if found.get("State", "").lower() not in GONE
    )


def identity(found: Any, key: str, reader: Reader) -> dict[str, Any]:
    """Id, region, tags and the name among them: as EC2 tells them of everything."""
    tags = tags_of(found.get("Tags"))
    return {"id": found[key], "region": reader.region, "tags": tags, "name": tags.get("Name", "")}


COLLECTORS: tuple[Collector, ...] = (
    *(vpcs, subnets, route_tables, peerings, internet_gateways),
    *(nat_gateways, addresses, security_groups, interfaces, endpoints),
)
"""each reads all things of the kind that it is called after"""
