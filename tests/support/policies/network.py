"""Policies over the chapters "Network architecture" and "NAT instance"."""

from collections.abc import Iterator

from support.policies import Case
from support.templates import Resource, Templates
from tutorfleet.cloud.blueprint import Blueprint, Zone

ANYWHERE = "0.0.0.0/0"


def a_vpc_for_each_zone(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for zone in blueprint.zones:
        found = templates.resources("AWS::EC2::VPC", zone.region.name)
        if [each.properties["CidrBlock"] for each in found] != [zone.region.network]:
            yield f"{zone.region.name}: expected one VPC with {zone.region.network}"
        for vpc in found:
            if not (vpc.properties.get("EnableDnsSupport") and vpc.properties.get("EnableDnsHostnames")):
                yield f"{vpc}: no DNS"
            if vpc.name != zone.named("vpc"):
                yield f"{vpc}: is called {vpc.name}"


def three_subnets_in_each_zone(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """The public /24 and the first private /25 in availability zone a, the second private /25 in b."""
    for zone in blueprint.zones:
        first, second = zone.availability_zones
        ranges = zone.subnets
        expected = {
            (zone.named("subnet-public"), ranges.public, first),
            (zone.named("subnet-private-1"), ranges.private[0], first),
            (zone.named("subnet-private-2"), ranges.private[1], second),
        }
        found = {
            (each.name, each.properties["CidrBlock"], each.properties["AvailabilityZone"])
            for each in templates.resources("AWS::EC2::Subnet", zone.region.name)
        }
        if found != expected:
            yield f"{zone.region.name}: subnets {sorted(found ^ expected)}"


def no_subnet_hands_out_public_addresses(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for subnet in templates.resources("AWS::EC2::Subnet"):
        if subnet.properties.get("MapPublicIpOnLaunch") is not False:
            yield f"{subnet}: everything in it would have a public address"


def two_route_tables_in_each_zone(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """One for the public subnet, one for both private ones."""
    expected = {("public", "public"), ("private-1", "private"), ("private-2", "private")}
    for zone in blueprint.zones:
        tables = sorted(each.name for each in templates.resources("AWS::EC2::RouteTable", zone.region.name))
        if tables != [blueprint.named("rtb-private"), blueprint.named("rtb-public")]:
            yield f"{zone.region.name}: route tables {tables}"
        joined = {
            (templates.of(each, "SubnetId").name, templates.of(each, "RouteTableId").name)
            for each in templates.resources("AWS::EC2::SubnetRouteTableAssociation", zone.region.name)
        }
        if joined != {(zone.named(f"subnet-{s}"), blueprint.named(f"rtb-{t}")) for s, t in expected}:
            yield f"{zone.region.name}: subnets and tables {sorted(joined)}"


def routes(templates: Templates, zone: Zone, table: str) -> dict[str, Resource]:
    """Destination -> what a route table of a zone sends it to."""
    found = {}
    for route in templates.resources("AWS::EC2::Route", zone.region.name):
        if templates.of(route, "RouteTableId").name == table:
            (key,) = {"GatewayId", "InstanceId", "VpcPeeringConnectionId", "NatGatewayId"} & set(route.properties)
            found[route.properties["DestinationCidrBlock"]] = templates.of(route, key)
    return found


def the_public_subnet_has_the_internet_gateway(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for zone in blueprint.zones:
        target = routes(templates, zone, blueprint.named("rtb-public")).get(ANYWHERE)
        if target is None or target.type != "AWS::EC2::InternetGateway":
            yield f"{zone.region.name}: the public subnet has no way to the internet"


def the_private_subnets_have_the_nat_instance(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for zone in blueprint.zones:
        target = routes(templates, zone, blueprint.named("rtb-private")).get(ANYWHERE)
        if target is None or target.name != zone.named("nat"):
            yield f"{zone.region.name}: the private subnets have no NAT instance"


def both_tables_lead_to_the_other_zones(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for zone in blueprint.zones:
        for other in blueprint.away if zone.home else (blueprint.home,):
            for table in (blueprint.named("rtb-public"), blueprint.named("rtb-private")):
                target = routes(templates, zone, table).get(other.region.network)
                if target is None or not connects(templates, target, zone, other):
                    yield f"{zone.region.name}: {table} does not lead to {other.region.name}"


def connects(templates: Templates, peering: Resource, zone: Zone, other: Zone) -> bool:
    ends = {templates.of(peering, "VpcId").region, templates.of(peering, "PeerVpcId").region}
    away = other if zone.home else zone
    return ends == {zone.region.name, other.region.name} and peering.properties["PeerRegion"] == away.region.name


def no_nat_gateway_and_no_kept_address(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """Both cost money by the hour; the task asks for a NAT instance."""
    for resource in templates.resources("AWS::EC2::"):
        if resource.type in ("AWS::EC2::NatGateway", "AWS::EC2::EIP"):
            yield f"{resource}: {resource.type}"


def the_nat_forwards(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """It stands in the public subnet with an address of its own, and may send what is not its own."""
    for zone in blueprint.zones:
        nat = templates.named(zone.named("nat"), zone.region.name)
        if nat.properties.get("SourceDestCheck") is not False:
            yield f"{nat}: drops what it should forward"
        (interface,) = nat.properties["NetworkInterfaces"]
        if templates.origin(nat.stack, interface["SubnetId"]).name != zone.named("subnet-public"):
            yield f"{nat}: does not stand in the public subnet"
        if not interface.get("AssociatePublicIpAddress"):
            yield f"{nat}: has no public address"
        groups = [templates.origin(nat.stack, each).name for each in interface["GroupSet"]]
        if groups != [blueprint.named("sg-nat")]:
            yield f"{nat}: carries {groups}"
        if "Fn::Base64" not in nat.properties.get("UserData", {}):
            yield f"{nat}: nothing configures it"


def only_the_nat_has_a_public_address(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    nats = {zone.named("nat") for zone in blueprint.zones}
    for instance in templates.resources("AWS::EC2::Instance"):
        public = any(each.get("AssociatePublicIpAddress") for each in instance.properties.get("NetworkInterfaces", []))
        if public and instance.name not in nats:
            yield f"{instance}: has a public address"


def pinned_addresses_are_taken_first(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """What takes any free address of a private subnet waits for what must have a certain one."""
    pins = {(each.region, each.stack.name) for each in templates.resources() if pins_an_address(each)}
    for stack in templates.stacks:
        takers = [each.type for each in templates.resources() if each.stack == stack and takes_an_address(each)]
        missing = {name for region, name in pins if region == stack.region} - templates.needs(stack.name)
        if takers and missing:
            yield f"{stack.name}: {takers[0]} might be given an address that {sorted(missing)} need"


def pins_an_address(resource: Resource) -> bool:
    return "IpAddress" in resource.properties or "SubnetMappings" in resource.properties


def takes_an_address(resource: Resource) -> bool:
    properties = resource.properties
    in_subnets = {"SubnetId", "Subnets", "DBSubnetGroupName", "VpcConfig"} & set(properties)
    return (
        bool(in_subnets) and resource.type != "AWS::EC2::SubnetRouteTableAssociation" and not pins_an_address(resource)
    )


def a_larger_vpc(templates: Templates) -> None:
    templates.named("lks-vpc-zone-b").properties["CidrBlock"] = "10.10.0.0/16"


def a_vpc_without_dns(templates: Templates) -> None:
    templates.named("lks-vpc-zone-a").properties["EnableDnsSupport"] = False


def a_second_vpc(templates: Templates) -> None:
    templates.add("lks-network-zone-a", "AWS::EC2::VPC", CidrBlock="10.0.0.0/16")


def both_private_subnets_in_one_zone(templates: Templates) -> None:
    templates.named("lks-subnet-private-2-zone-a").properties["AvailabilityZone"] = "us-east-1a"


def a_smaller_public_subnet(templates: Templates) -> None:
    templates.named("lks-subnet-public-zone-b").properties["CidrBlock"] = "10.10.0.0/25"


def a_fourth_subnet(templates: Templates) -> None:
    properties = {"CidrBlock": "172.32.1.192/26", "AvailabilityZone": "us-east-1b"}
    templates.add("lks-network-zone-a", "AWS::EC2::Subnet", **properties)


def public_addresses_for_all(templates: Templates) -> None:
    templates.named("lks-subnet-public-zone-a").properties["MapPublicIpOnLaunch"] = True


def a_third_route_table(templates: Templates) -> None:
    templates.add("lks-network-zone-b", "AWS::EC2::RouteTable")


def a_private_subnet_with_public_routes(templates: Templates) -> None:
    association = templates.resource("lks-network-zone-a", "PrivateSubnet2Routes")
    association.properties["RouteTableId"] = {"Ref": "PublicRoutes"}


def no_way_to_the_internet(templates: Templates) -> None:
    templates.resource("lks-network-zone-b", "PublicToInternet").remove()


def a_private_way_through_the_gateway(templates: Templates) -> None:
    templates.resource("lks-nat-zone-a", "PrivateToInternet").remove()


def one_table_without_peering(templates: Templates) -> None:
    templates.resource("lks-routes-zone-b", "PublicToA").remove()


def peering_within_the_region(templates: Templates) -> None:
    templates.resource("lks-peering-zone-a", "PeeringB").properties["PeerRegion"] = "us-east-1"


def a_nat_gateway(templates: Templates) -> None:
    templates.add("lks-nat-zone-a", "AWS::EC2::NatGateway")


def a_kept_address(templates: Templates) -> None:
    templates.add("lks-nat-zone-a", "AWS::EC2::EIP")


def a_nat_that_checks(templates: Templates) -> None:
    del templates.named("lks-nat-zone-a").properties["SourceDestCheck"]


def a_nat_without_an_address(templates: Templates) -> None:
    templates.named("lks-nat-zone-b").properties["NetworkInterfaces"][0]["AssociatePublicIpAddress"] = False


def a_nat_that_nothing_configures(templates: Templates) -> None:
    del templates.named("lks-nat-zone-b").properties["UserData"]


def workers_that_wait_for_nothing(templates: Templates) -> None:
    templates.change("lks-workers-zone-a", after=frozenset())


def a_worker_with_a_public_address(templates: Templates) -> None:
    worker = templates.named("lks-worker-llm-primary-zone-a")
    worker.properties["NetworkInterfaces"] = [{"AssociatePublicIpAddress": True}]


CASES = (
    Case(a_vpc_for_each_zone, (a_larger_vpc, a_vpc_without_dns, a_second_vpc)),
    Case(three_subnets_in_each_zone, (both_private_subnets_in_one_zone, a_smaller_public_subnet, a_fourth_subnet)),
    Case(no_subnet_hands_out_public_addresses, (public_addresses_for_all,)),
    Case(two_route_tables_in_each_zone, (a_third_route_table, a_private_subnet_with_public_routes)),
    Case(the_public_subnet_has_the_internet_gateway, (no_way_to_the_internet,)),
    Case(the_private_subnets_have_the_nat_instance, (a_private_way_through_the_gateway,)),
    Case(both_tables_lead_to_the_other_zones, (one_table_without_peering, peering_within_the_region)),
    Case(no_nat_gateway_and_no_kept_address, (a_nat_gateway, a_kept_address)),
    Case(the_nat_forwards, (a_nat_that_checks, a_nat_without_an_address, a_nat_that_nothing_configures)),
    Case(only_the_nat_has_a_public_address, (a_worker_with_a_public_address,)),
    Case(pinned_addresses_are_taken_first, (workers_that_wait_for_nothing,)),
)
