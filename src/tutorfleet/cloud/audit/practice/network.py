"""Faults in networks: routes, gateways, addresses, VPCs."""

from tutorfleet.cloud.audit.finders import DEFAULT_ROUTE
from tutorfleet.cloud.audit.model import known
from tutorfleet.cloud.audit.practice.fault import Fault, Scene, fault


def _private_table(scene: Scene) -> str:
    return scene.site.tables_of(scene.site.private)[0].id


def _public_table(scene: Scene) -> str:
    return scene.site.tables_of(scene.site.public)[0].id


def _other_range(scene: Scene) -> str:
    return next(zone.region.network for zone in scene.blueprint.zones if zone is not scene.site.zone)


@fault(
    "no-way-out",
    "private routes",
    rules=("nat.default-route",),
    en="the private table lost its default route",
    id_="tabel privat kehilangan default route",
)
def no_way_out(scene: Scene) -> None:
    scene.client("ec2", scene.site).delete_route(RouteTableId=_private_table(scene), DestinationCidrBlock=DEFAULT_ROUTE)


@fault(
    "private-is-public",
    "private routes",
    rules=("network.private-stays-private", "nat.default-route"),
    en="the private table's default route leads to the internet gateway",
    id_="default route tabel privat menuju internet gateway",
)
def private_is_public(scene: Scene) -> None:
    vpc = scene.site.vpc.id if scene.site.vpc else ""
    gateways = known(scene.site.region.internet_gateways, "internet gateways")
    gateway = next(one for one in gateways if vpc in one.vpcs)
    ec2 = scene.client("ec2", scene.site)
    ec2.delete_route(RouteTableId=_private_table(scene), DestinationCidrBlock=DEFAULT_ROUTE)
    ec2.create_route(RouteTableId=_private_table(scene), DestinationCidrBlock=DEFAULT_ROUTE, GatewayId=gateway.id)


@fault(
    "public-cut-off",
    "public routes",
    rules=("network.public-default-route",),
    en="the public table lost its default route",
    id_="tabel publik kehilangan default route",
)
def public_cut_off(scene: Scene) -> None:
    scene.client("ec2", scene.site).delete_route(RouteTableId=_public_table(scene), DestinationCidrBlock=DEFAULT_ROUTE)


@fault(
    "private-way-across",
    "private routes",
    rules=("network.peering-routes-private",),
    en="a private table lost its route to the other zone",
    id_="sebuah tabel privat kehilangan route ke zona lain",
)
def private_way_across(scene: Scene) -> None:
    scene.client("ec2", scene.site).delete_route(
        RouteTableId=_private_table(scene), DestinationCidrBlock=_other_range(scene)
    )


@fault(
    "public-way-across",
    "public routes",
    rules=("network.peering-routes-public",),
    en="a public table lost its route to the other zone",
    id_="sebuah tabel publik kehilangan route ke zona lain",
)
def public_way_across(scene: Scene) -> None:
    scene.client("ec2", scene.site).delete_route(
        RouteTableId=_public_table(scene), DestinationCidrBlock=_other_range(scene)
    )


@fault(
    "third-table",
    "route tables",
    rules=("network.two-route-tables", "network.table-names", "general.no-idle-route-tables"),
    en="there is a third route table that no subnet uses",
    id_="ada route table ketiga yang tidak dipakai subnet mana pun",
)
def third_table(scene: Scene) -> None:
    assert scene.site.vpc
    scene.client("ec2", scene.site).create_route_table(
        VpcId=scene.site.vpc.id, TagSpecifications=scene.tags("route-table", "rtb-spare")
    )


@fault(
    "loose-gateway",
    "internet gateways",
    rules=("general.no-idle-gateways",),
    en="there is an internet gateway that no VPC has",
    id_="ada internet gateway yang tidak terpasang",
)
def loose_gateway(scene: Scene) -> None:
    scene.client("ec2", scene.site).create_internet_gateway(
        TagSpecifications=scene.tags("internet-gateway", "igw-spare")
    )


@fault(
    "loose-address",
    "elastic addresses",
    rules=("general.no-loose-addresses",),
    en="an elastic address is attached to nothing",
    id_="sebuah elastic IP tidak terpasang",
)
def loose_address(scene: Scene) -> None:
    scene.client("ec2", scene.site).allocate_address(Domain="vpc")


@fault(
    "old-vpc",
    "VPCs",
    rules=("general.no-other-vpcs",),
    en="a second VPC with the prefix was left behind",
    id_="VPC kedua dengan prefix tertinggal",
)
def old_vpc(scene: Scene) -> None:
    scene.client("ec2", scene.site).create_vpc(CidrBlock="10.99.0.0/16", TagSpecifications=scene.tags("vpc", "vpc-old"))


@fault(
    "nameless-vpc",
    "VPCs",
    rules=("general.names-of-networks",),
    en="the VPC lost its prefix",
    id_="VPC kehilangan prefix",
)
def nameless_vpc(scene: Scene) -> None:
    assert scene.site.vpc
    scene.client("ec2", scene.site).create_tags(
        Resources=[scene.site.vpc.id], Tags=[{"Key": "Name", "Value": "my-vpc"}]
    )


FAULTS: tuple[Fault, ...] = (
    no_way_out,
    private_is_public,
    public_cut_off,
    private_way_across,
    public_way_across,
    third_table,
    loose_gateway,
    loose_address,
    old_vpc,
    nameless_vpc,
)
