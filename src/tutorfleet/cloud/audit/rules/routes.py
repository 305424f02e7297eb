"""Chapter "Network Architecture", the ways: route tables, the internet gateway, the peering of the zones. Pure."""

from tutorfleet.cloud.audit.finders import Site, default_routes, sites, within
from tutorfleet.cloud.audit.model import Account, Peering, RouteTable, Subnet, known
from tutorfleet.cloud.audit.rule import Text, Verdict
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

CONNECTED = Text(
    "Ensure VPC A can connect to VPCs B and so on.",
    "Pastikan VPC A dapat terhubung dengan VPC B dan sebaliknya.",
)
TWO_TABLES = Text(
    "Use only two route tables to manage the private and public subnets for each VPC.",
    "Gunakan hanya 2 Route Table per VPC: lks-rtb-private untuk private subnet, lks-rtb-public untuk public subnet.",
)
INTERNET = Text(
    "Ensure each private subnet can access the internet.",
    "Pastikan setiap Private Subnet dapat mengakses internet.",
)


@rule(
    "network.two-route-tables",
    3,
    "major",
    title=Text("Only two route tables in each VPC", "Hanya dua route table di setiap VPC"),
    sentence=TWO_TABLES,
    reason=Text(
        "Two are enough, and a third is one more place where a route may be missing.",
        "Dua sudah cukup; yang ketiga hanya menambah tempat di mana sebuah route bisa terlupa.",
    ),
    hint=Text(
        "Delete tables that no subnet needs. The main table, which AWS made, does not count while no subnet uses it.",
        "Hapus tabel yang tidak dibutuhkan subnet mana pun. Tabel utama buatan AWS tidak dihitung selama tidak dipakai subnet.",
    ),
    fix="aws ec2 delete-route-table --region <region> --route-table-id <table too many>",
)
def two_route_tables(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(
        sites(account, blueprint),
        lambda site: every(
            site.name,
            words.ROUTE_TABLE,
            site.tables,
            lambda _: unless(
                len(site.tables) == 2, Text(f"{len(site.tables)} route tables", f"{len(site.tables)} route table")
            ),
        ),
    )


@rule(
    "network.table-names",
    1,
    "minor",
    title=Text("They are called lks-rtb-public and lks-rtb-private", "Namanya lks-rtb-public dan lks-rtb-private"),
    sentence=TWO_TABLES,
    reason=Text(
        "The Indonesian text of the task gives these names; judges look for them.",
        "Soal memberi nama ini; juri mencarinya.",
    ),
    hint=Text("Change the tag Name of the route table.", "Ubah tag Name pada route table."),
    fix="aws ec2 create-tags --region <region> --resources <table> --tags Key=Name,Value=lks-rtb-<public or private>",
)
def table_names(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        public = site.tables_of(site.public)

        def named(table: RouteTable) -> Wrong:
            wanted = blueprint.named("rtb-public" if table in public else "rtb-private")
            found = f"Name = {table.name or '-'}"
            return unless(table.name == wanted, Text(f"{found}, not {wanted}", f"{found}, bukan {wanted}"))

        return every(site.name, words.ROUTE_TABLE, site.tables, named)

    return at_each(sites(account, blueprint), look)


@rule(
    "network.own-tables",
    3,
    "major",
    title=Text(
        "One table for the public, one for both private subnets",
        "Satu tabel untuk subnet publik, satu untuk kedua subnet privat",
    ),
    sentence=TWO_TABLES,
    reason=Text(
        "A private subnet that shares the public table is public.",
        "Subnet privat yang memakai tabel publik menjadi publik.",
    ),
    hint=Text(
        "Associate both private subnets with the private table and the public subnet with the public one.",
        "Hubungkan kedua subnet privat dengan tabel privat dan subnet publik dengan tabel publik.",
    ),
    fix="aws ec2 associate-route-table --region <region> --route-table-id <table> --subnet-id <subnet to move>",
)
def own_tables(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        public, private = site.tables_of(site.public), site.tables_of(site.private)
        right = len(private) == 1 and len(public) == 1 and public != private
        ends = [", ".join(table.id for table in tables) or "-" for tables in (public, private)]
        found = Text(f"public: {ends[0]}; private: {ends[1]}", f"publik: {ends[0]}; privat: {ends[1]}")
        return every(site.name, words.SUBNET, site.subnets[:1], lambda _: unless(right, found))

    return at_each(sites(account, blueprint), look)


@rule(
    "network.internet-gateway",
    2,
    "critical",
    title=Text("Each VPC has an internet gateway", "Setiap VPC memiliki internet gateway"),
    sentence=INTERNET,
    reason=Text("The NAT instance forwards to it.", "NAT instance meneruskan lalu lintas ke sana."),
    hint=Text("Create an internet gateway and attach it to the VPC.", "Buat internet gateway dan pasang ke VPC."),
    fix="aws ec2 attach-internet-gateway --region <region> --internet-gateway-id <gateway> --vpc-id <vpc>",
)
def internet_gateway(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        vpc = site.vpc.id if site.vpc else ""
        gateways = [one for one in known(site.region.internet_gateways, "internet gateways") if vpc in one.vpcs]
        return every(site.name, words.GATEWAY, gateways, lambda _: None)

    return at_each(sites(account, blueprint), look)


@rule(
    "network.public-default-route",
    3,
    "critical",
    title=Text("The public table leads to the internet gateway", "Tabel publik menuju internet gateway"),
    sentence=INTERNET,
    reason=Text(
        "Without it the NAT instance itself has no way out.", "Tanpanya NAT instance sendiri tidak punya jalan keluar."
    ),
    hint=Text("Add 0.0.0.0/0 to the internet gateway.", "Tambahkan 0.0.0.0/0 ke internet gateway."),
    fix="aws ec2 create-route --region <region> --route-table-id <public table> --destination-cidr-block 0.0.0.0/0 "
    "--gateway-id <gateway>",
)
def public_default_route(account: Account, blueprint: Blueprint) -> Verdict:
    return every_at(
        sites(account, blueprint),
        words.ROUTE_TABLE,
        lambda site: site.tables_of(site.public),
        lambda table: unless(_default_kinds(table) == {"internet-gateway"}, f"0.0.0.0/0 -> {_shown(table)}"),
    )


@rule(
    "network.private-stays-private",
    3,
    "critical",
    title=Text("The private table does not lead to the internet gateway", "Tabel privat tidak menuju internet gateway"),
    sentence=Text(
        "Each Zone should have 3 Subnets: 1 Public Subnet and 2 Private Subnets.",
        "Setiap Zone harus memiliki 3 subnet: 1 Public Subnet, 2 Private Subnet.",
    ),
    reason=Text(
        "With such a route the subnet is public, whatever its name says.",
        "Dengan route seperti itu subnet menjadi publik, apa pun namanya.",
    ),
    hint=Text(
        "Lead 0.0.0.0/0 of the private table to the NAT instance instead.",
        "Arahkan 0.0.0.0/0 dari tabel privat ke NAT instance.",
    ),
    fix="aws ec2 replace-route --region <region> --route-table-id <private table> --destination-cidr-block 0.0.0.0/0 "
    "--instance-id <NAT instance>",
)
def private_stays_private(account: Account, blueprint: Blueprint) -> Verdict:
    def closed(table: RouteTable) -> Wrong:
        return unless(all(route.kind != "internet-gateway" for route in table.routes), f"0.0.0.0/0 -> {_shown(table)}")

    return every_at(sites(account, blueprint), words.ROUTE_TABLE, lambda site: site.tables_of(site.private), closed)


@rule(
    "network.peering",
    4,
    "critical",
    title=Text("The two VPCs are peered, and the peering is active", "Kedua VPC terhubung dengan peering yang aktif"),
    sentence=CONNECTED,
    reason=Text(
        "Zone B mounts the models of zone A's file system over it.",
        "Zone B memasang file system model milik zone A melaluinya.",
    ),
    hint=Text(
        "Create the peering in one region and accept it in the other; until then it is pending.",
        "Buat peering di satu region dan terima di region lain; sebelum itu statusnya pending.",
    ),
    fix="aws ec2 accept-vpc-peering-connection --region us-west-2 --vpc-peering-connection-id <peering>",
)
def peering(account: Account, blueprint: Blueprint) -> Verdict:
    places = sites(account, blueprint)
    ends = {site.vpc.id for site in places if site.vpc}

    def accepted(one: Peering) -> Wrong:
        return unless(known(one.status, "status of the peering") == "active", f"Status = {one.status}")

    def between(site: Site) -> list[Peering]:
        """Those that work; when none does, those that should."""
        found = [one for one in site.peerings if {one.requester_vpc, one.accepter_vpc} <= ends]
        return [one for one in found if one.status == "active"] or found

    return every_at(places, words.PEERING, between, accepted)


@rule(
    "network.peering-routes-private",
    3,
    "critical",
    title=Text("Private tables know the way to the other zone", "Tabel privat mengetahui jalan ke zona lain"),
    sentence=CONNECTED,
    reason=Text(
        "A peering without routes on both sides carries nothing.",
        "Peering tanpa route di kedua sisi tidak mengalirkan apa pun.",
    ),
    hint=Text(
        "Add the other zone's range, to the peering, in the private table of both zones.",
        "Tambahkan rentang zona lain, menuju peering, pada tabel privat di kedua zona.",
    ),
    fix="aws ec2 create-route --region <region> --route-table-id <private table> --destination-cidr-block <other zone> "
    "--vpc-peering-connection-id <peering>",
)
def peering_routes_private(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(sites(account, blueprint), lambda site: _knows_others(blueprint, site, site.private))


@rule(
    "network.peering-routes-public",
    2,
    "major",
    title=Text("Public tables know the way to the other zone", "Tabel publik mengetahui jalan ke zona lain"),
    sentence=CONNECTED,
    reason=Text(
        "The task connects VPCs, not only their private halves.",
        "Soal menghubungkan VPC, bukan hanya bagian privatnya.",
    ),
    hint=Text(
        "Add the other zone's range, to the peering, in the public table of both zones.",
        "Tambahkan rentang zona lain, menuju peering, pada tabel publik di kedua zona.",
    ),
    fix="aws ec2 create-route --region <region> --route-table-id <public table> --destination-cidr-block <other zone> "
    "--vpc-peering-connection-id <peering>",
)
def peering_routes_public(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(sites(account, blueprint), lambda site: _knows_others(blueprint, site, site.public))


@rule(
    "network.no-black-holes",
    1,
    "minor",
    title=Text("No route leads to something that is gone", "Tidak ada route menuju sesuatu yang sudah tidak ada"),
    sentence=CONNECTED,
    reason=Text(
        "A route to a deleted NAT or peering swallows what it gets.",
        "Route ke NAT atau peering yang sudah dihapus menelan semua lalu lintasnya.",
    ),
    hint=Text("Replace or delete the route.", "Ganti atau hapus route tersebut."),
    fix="aws ec2 delete-route --region <region> --route-table-id <table> --destination-cidr-block <range>",
)
def no_black_holes(account: Account, blueprint: Blueprint) -> Verdict:
    def leads_somewhere(table: RouteTable) -> Wrong:
        gone = [route.destination for route in table.routes if known(route.active, "state of routes") is False]
        return unless(not gone, f"blackhole: {', '.join(gone)}")

    return every_at(sites(account, blueprint), words.ROUTE_TABLE, lambda site: site.tables, leads_somewhere)


def _default_kinds(table: RouteTable) -> set[str]:
    return {route.kind for route in default_routes(table)}


def _shown(table: RouteTable) -> str:
    return ", ".join(f"{route.kind} {route.target}" for route in default_routes(table)) or "-"


def _knows_others(blueprint: Blueprint, site: Site, subnets: tuple[Subnet, ...]) -> Verdict:
    """The tables of these subnets lead through a peering to the home zone, and the home zone's to every other."""
    others = [zone.region.network for zone in (blueprint.away if site.zone.home else (blueprint.home,))]

    def knows(table: RouteTable) -> Wrong:
        ways = [route.destination for route in table.routes if route.kind == "peering"]
        gone = [network for network in others if not any(within(network, way) for way in ways)]
        return unless(not gone, Text(f"no route to {', '.join(gone)}", f"tidak ada route ke {', '.join(gone)}"))

    return every(site.name, words.ROUTE_TABLE, site.tables_of(subnets), knows)


RULES = (
    two_route_tables,
    table_names,
    own_tables,
    internet_gateway,
    public_default_route,
    private_stays_private,
    peering,
    peering_routes_private,
    peering_routes_public,
    no_black_holes,
)
