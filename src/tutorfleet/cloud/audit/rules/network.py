"""Chapter "Network Architecture": two VPCs, their subnets and route tables, and the way between them. Pure."""

from tutorfleet.cloud.audit.finders import Site, home, sites
from tutorfleet.cloud.audit.model import Account, Subnet
from tutorfleet.cloud.audit.rule import Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, missing, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

ZONES = Text(
    "In this project, you are required to create a multi-region network with two zones: lks-zone-a (172.32.0.0/23), "
    "lks-zone-b (10.10.0.0/23). Every zone is represented the VPC.",
    "Anda diwajibkan membuat multi-region network dengan dua zona: lks-zone-a (172.32.0.0/23), "
    "lks-zone-b (10.10.0.0/23). Setiap zone direpresentasikan oleh sebuah VPC.",
)


@rule(
    "network.home-zone",
    3,
    "critical",
    title=Text("Zone A is a VPC in its region", "Zone A adalah VPC di region-nya"),
    sentence=ZONES,
    reason=Text("Everything else of the zone stands in this VPC.", "Semua yang lain di zona ini berada di VPC ini."),
    hint=Text(
        "Create a VPC with exactly the zone's address range in the zone's region.",
        "Buat VPC dengan rentang alamat zona yang tepat di region zona tersebut.",
    ),
    fix="aws ec2 create-vpc --region us-east-1 --cidr-block 172.32.0.0/23",
)
def home_zone(account: Account, blueprint: Blueprint) -> Verdict:
    return _has_vpc(home(account, blueprint))


@rule(
    "network.other-zone",
    3,
    "critical",
    title=Text("Zone B is a VPC in its region", "Zone B adalah VPC di region-nya"),
    sentence=Text(
        "Zone A is located in the us-east-1 region, while Zones B is located in the us-west-2 region.",
        "Zone A berada di us-east-1, Zone B berada di us-west-2.",
    ),
    reason=Text(
        "Learners choose between two regions; the second one needs a network of its own.",
        "Pengguna memilih di antara dua region; region kedua membutuhkan jaringannya sendiri.",
    ),
    hint=Text(
        "Create a VPC with exactly the zone's address range in the zone's region.",
        "Buat VPC dengan rentang alamat zona yang tepat di region zona tersebut.",
    ),
    fix="aws ec2 create-vpc --region us-west-2 --cidr-block 10.10.0.0/23",
)
def other_zone(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(sites(account, blueprint)[1:], _has_vpc)


@rule(
    "network.three-subnets",
    3,
    "major",
    title=Text(
        "Three subnets in each zone: one public, two private", "Tiga subnet di setiap zona: satu publik, dua privat"
    ),
    sentence=Text(
        "Each Zone should have 3 Subnets: 1 Public Subnet and 2 Private Subnets.",
        "Setiap Zone harus memiliki 3 subnet: 1 Public Subnet, 2 Private Subnet.",
    ),
    reason=Text(
        "Only the NAT instance needs the internet to see it; everything else is safer in a private subnet.",
        "Hanya NAT instance yang perlu terlihat dari internet; yang lain lebih aman di private subnet.",
    ),
    hint=Text(
        "Create the missing subnet, or delete the one too many. A subnet is public when its route table leads to an internet gateway.",
        "Buat subnet yang kurang, atau hapus yang berlebih. Subnet disebut publik bila route table-nya menuju internet gateway.",
    ),
    fix="aws ec2 create-subnet --region <region> --vpc-id <vpc> --cidr-block <range> --availability-zone <zone>",
)
def three_subnets(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        if site.vpc is None or not site.subnets:
            return failed_unless((missing(site.name, words.SUBNET),))
        public, private = len(site.public), len(site.private)
        count = Text(f"{public} public + {private} private", f"{public} publik + {private} privat")
        right = (public, private) == (1, 2)
        return every(site.name, words.VPC, (site.vpc,), lambda _: unless(right, count))

    return at_each(sites(account, blueprint), look)


@rule(
    "network.public-range",
    3,
    "major",
    title=Text(
        "The public subnet is the first network, for 200 hosts", "Subnet publik adalah network pertama, untuk 200 host"
    ),
    sentence=Text(
        "Subnet allocation for Public Subnets, use the first network in the range, providing up to 200 hosts",
        "Untuk Public Subnet gunakan network pertama dalam range (hingga 200 host).",
    ),
    reason=Text(
        "200 hosts need a /24: a /25 has 123 usable addresses on AWS.",
        "200 host membutuhkan /24: sebuah /25 hanya memiliki 123 alamat yang dapat dipakai di AWS.",
    ),
    hint=Text(
        "Make the first /24 of the zone the public subnet.", "Jadikan /24 pertama dari zona sebagai subnet publik."
    ),
    fix="aws ec2 create-subnet --region <region> --vpc-id <vpc> --cidr-block <first /24> --availability-zone <zone a>",
)
def public_range(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(
        sites(account, blueprint),
        lambda site: every(
            site.name,
            words.PUBLIC_SUBNET,
            site.public,
            lambda subnet: unless(subnet.cidr == site.zone.subnets.public, f"CidrBlock = {subnet.cidr}"),
        ),
    )


@rule(
    "network.private-ranges",
    3,
    "major",
    title=Text(
        "The private subnets are the second and third networks", "Subnet privat adalah network kedua dan ketiga"
    ),
    sentence=Text(
        "Use the second and third networks in the range as private subnets.",
        "Gunakan network kedua dan ketiga dalam range sebagai Private Subnet.",
    ),
    reason=Text(
        "What the /24 leaves of the /23 divides into two /25.",
        "Sisa /23 setelah /24 terbagi menjadi dua /25.",
    ),
    hint=Text("Divide the zone's second /24 into two /25.", "Bagi /24 kedua dari zona menjadi dua /25."),
    fix="aws ec2 create-subnet --region <region> --vpc-id <vpc> --cidr-block <second /24 as /25> --availability-zone <zone>",
)
def private_ranges(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(
        sites(account, blueprint),
        lambda site: every(
            site.name,
            words.PRIVATE_SUBNET,
            site.private,
            lambda subnet: unless(subnet.cidr in site.zone.subnets.private, f"CidrBlock = {subnet.cidr}"),
        ),
    )


@rule(
    "network.public-availability-zone",
    2,
    "minor",
    title=Text("The public subnet is in availability zone a", "Subnet publik berada di availability zone a"),
    sentence=Text(
        "Each Public Subnet should be in Availability Zone 1a",
        "Public Subnet harus ditempatkan di Availability Zone 1a.",
    ),
    reason=Text("The task says where.", "Soal menentukan tempatnya."),
    hint=Text(
        "A subnet cannot move: delete it and create it in zone a.",
        "Subnet tidak dapat dipindah: hapus lalu buat lagi di zona a.",
    ),
    fix="aws ec2 create-subnet --region <region> --vpc-id <vpc> --cidr-block <first /24> --availability-zone <region>a",
)
def public_availability_zone(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(
        sites(account, blueprint),
        lambda site: every(
            site.name,
            words.PUBLIC_SUBNET,
            site.public,
            lambda subnet: _stands_in(subnet, site.zone.availability_zones[0]),
        ),
    )


@rule(
    "network.private-availability-zones",
    3,
    "major",
    title=Text("The private subnets are in zones a and b", "Subnet privat berada di zona a dan b"),
    sentence=Text(
        "Private Subnets should be in Availability Zones 1a and 1b.",
        "Private Subnet ditempatkan di Availability Zone 1a dan 1b.",
    ),
    reason=Text(
        "Backups stand in another availability zone; a balancer and a database ask for two as well.",
        "Cadangan berada di availability zone lain; balancer dan database juga meminta dua zona.",
    ),
    hint=Text("One private subnet in a, the other in b.", "Satu subnet privat di a, yang lain di b."),
    fix="aws ec2 create-subnet --region <region> --vpc-id <vpc> --cidr-block <second /25> --availability-zone <region>b",
)
def private_availability_zones(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        found = {subnet.availability_zone for subnet in site.private}
        gone = sorted(set(site.zone.availability_zones) - found)
        return every(
            site.name,
            words.PRIVATE_SUBNET,
            site.private,
            lambda subnet: unless(not gone, f"AvailabilityZone = {subnet.availability_zone}"),
        )

    return at_each(sites(account, blueprint), look)


def _has_vpc(site: Site) -> Verdict:
    return every(site.name, words.VPC, (site.vpc,) if site.vpc else (), lambda _: None)


def _stands_in(subnet: Subnet, zone: str) -> Wrong:
    found = f"AvailabilityZone = {subnet.availability_zone}"
    return unless(subnet.availability_zone == zone, Text(f"{found}, not {zone}", f"{found}, bukan {zone}"))


RULES = (
    home_zone,
    other_zone,
    three_subnets,
    public_range,
    private_ranges,
    public_availability_zone,
    private_availability_zones,
)
