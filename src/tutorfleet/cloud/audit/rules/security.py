"""Chapter "Security": how many groups there are, what they admit, and that each is carried by something. Pure.

Which group is whose follows from who carries it, not from its name. In the second region two groups must do, so the balancer and
the workers share one: a shared group may admit what either of its carriers needs.
"""

from collections.abc import Iterable

from tutorfleet.cloud.audit.finders import Site, sites
from tutorfleet.cloud.audit.model import Account, Instance, SecurityGroup, Volume, known
from tutorfleet.cloud.audit.rule import Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.admission import REVOKE, groups_of_files
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, findings, missing, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

LIMIT = Text(
    "There should be no more than 5 security groups in the us-east-1 region and 2 security groups in the us-west-2 region.",
    "Maksimal 5 Security Group di us-east-1, maksimal 2 Security Group di us-west-2.",
)
MEASURES = Text(
    "Implement appropriate security measures based on the requirements, as this will improve your points.",
    "Terapkan security sesuai kebutuhan agar nilai lebih tinggi.",
)
HOME_LIMIT, OTHER_LIMIT = 5, 2
NAMES = ("sg-nat", "sg-lb", "sg-llm", "sg-efs", "sg-db")
"""that the task gives; it does not say which two of them the second region has"""


@rule(
    "security.no-anywhere",
    5,
    "critical",
    title=Text("No security group admits anywhere", "Tidak ada security group yang terbuka untuk anywhere"),
    sentence=Text(
        "Do not expose any service requiring a security group to 'anywhere.'",
        "Jangan pernah mengekspos service yang memerlukan Security Group ke anywhere.",
    ),
    reason=Text(
        "0.0.0.0/0 and ::/0 are everybody; a scanner finds an open port within minutes.",
        "0.0.0.0/0 dan ::/0 berarti semua orang; pemindai menemukan port terbuka dalam hitungan menit.",
    ),
    hint=Text(
        "Name the group or the range that needs the port.",
        "Sebutkan security group atau rentang yang membutuhkan port.",
    ),
    fix=REVOKE,
)
def no_anywhere(account: Account, blueprint: Blueprint) -> Verdict:
    def closed(group: SecurityGroup) -> Wrong:
        opened = [
            f"{one.protocol} {one.from_port}-{one.to_port} <- {one.cidr}" for one in group.ingress if one.anywhere
        ]
        return unless(not opened, ", ".join(opened))

    def in_vpc(site: Site) -> Iterable[SecurityGroup]:
        vpc = site.vpc.id if site.vpc else ""
        return (group for group in known(site.region.security_groups, "security groups") if group.vpc == vpc)

    return every_at(sites(account, blueprint), words.GROUP, in_vpc, closed)


@rule(
    "security.home-limit",
    3,
    "major",
    title=Text("At most five groups in the home region", "Paling banyak lima security group di region utama"),
    sentence=LIMIT,
    reason=Text(
        "Each group more is one more way to get it wrong.", "Setiap tambahan group adalah tambahan peluang salah."
    ),
    hint=Text(
        "Let the Lambda function carry the database's group, with 5432 open to itself.",
        "Biarkan Lambda function memakai group milik database, dengan 5432 terbuka untuk dirinya sendiri.",
    ),
    fix="aws ec2 delete-security-group --region us-east-1 --group-id <group too many>",
)
def home_limit(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(sites(account, blueprint)[:1], lambda site: _at_most(site, HOME_LIMIT))


@rule(
    "security.other-limit",
    3,
    "major",
    title=Text("At most two groups in the second region", "Paling banyak dua security group di region kedua"),
    sentence=LIMIT,
    reason=Text(
        "Each group more is one more way to get it wrong.", "Setiap tambahan group adalah tambahan peluang salah."
    ),
    hint=Text(
        "One for the NAT, one that the balancer and the workers share.",
        "Satu untuk NAT, satu yang dipakai bersama oleh balancer dan worker.",
    ),
    fix="aws ec2 delete-security-group --region us-west-2 --group-id <group too many>",
)
def other_limit(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(sites(account, blueprint)[1:], lambda site: _at_most(site, OTHER_LIMIT))


@rule(
    "security.names",
    1,
    "minor",
    title=Text("Groups have the names that the task gives", "Security group memakai nama dari soal"),
    sentence=Text(
        "lks-sg-db, lks-sg-llm, lks-sg-lb, lks-sg-nat, lks-sg-efs (names of the Indonesian text)",
        "lks-sg-db, lks-sg-llm, lks-sg-lb, lks-sg-nat, lks-sg-efs",
    ),
    reason=Text("A judge looks for these names.", "Juri mencari nama-nama ini."),
    hint=Text(
        "A group cannot be renamed: create it again and move what carries it.",
        "Nama group tidak dapat diganti: buat ulang lalu pindahkan yang memakainya.",
    ),
    fix="aws ec2 create-security-group --region <region> --group-name <name> --vpc-id <vpc> --description <description>",
)
def names(account: Account, blueprint: Blueprint) -> Verdict:
    given = {blueprint.named(name) for name in NAMES}

    def named(group: SecurityGroup) -> Wrong:
        return unless(group.name in given, f"GroupName = {group.name}")

    return every_at(sites(account, blueprint), words.GROUP, lambda site: site.groups, named)


@rule(
    "security.none-unused",
    3,
    "major",
    title=Text("Every group is carried by something", "Setiap security group dipakai oleh sesuatu"),
    sentence=Text(
        "Make sure to clean up any unused security groups in each region",
        "jangan lupa untuk menghapus security group yang tidak terpakai di setiap region.",
    ),
    reason=Text(
        "An unused group confuses, and counts.", "Group yang tidak terpakai membingungkan, dan tetap dihitung."
    ),
    hint=Text("Delete it.", "Hapus."),
    fix="aws ec2 delete-security-group --region <region> --group-id <group>",
    leftover=True,
)
def none_unused(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        carried = _carried(site)
        groups = known(site.region.security_groups, "security groups")
        return every(
            site.name,
            words.GROUP,
            [
                group for group in groups if not group.generated
            ],  # in whatever VPC: a wizard leaves one in the default VPC
            lambda group: unless(group.id in carried, Text("carried by nothing", "tidak dipakai apa pun")),
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "security.default-group-unused",
    2,
    "major",
    title=Text("Nothing carries the VPC's default group", "Tidak ada yang memakai default group milik VPC"),
    sentence=MEASURES,
    reason=Text(
        "What is created without a group gets the default one, which lets its members do anything to each other.",
        "Yang dibuat tanpa group mendapat default group, yang membebaskan anggotanya saling mengakses.",
    ),
    hint=Text("Give it the group of its own kind.", "Beri group sesuai jenisnya."),
    fix="aws ec2 modify-network-interface-attribute --region <region> --network-interface-id <interface> --groups <right group>",
)
def default_group_unused(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        if site.vpc is None:
            return failed_unless((missing(site.name, words.VPC),))
        vpc, carried = site.vpc.id, _carried(site)
        defaults = [
            one for one in known(site.region.security_groups, "security groups") if one.generated and one.vpc == vpc
        ]
        return failed_unless(
            findings(defaults, lambda group: unless(group.id not in carried, Text("carried", "dipakai")))
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "security.workers-not-public",
    3,
    "critical",
    title=Text("No worker has a public address", "Tidak ada worker yang memiliki alamat publik"),
    sentence=Text(
        "You will deploy these workers in each VPC Zone within the private subnets",
        "Semua worker ini harus di-deploy di setiap VPC Zone pada private subnet",
    ),
    reason=Text("Workers answer a balancer and nobody else.", "Worker hanya menjawab balancer."),
    hint=Text("Launch it again without a public address.", "Luncurkan ulang tanpa alamat publik."),
    fix="aws ec2 disassociate-address --region <region> --association-id <association>",
)
def workers_not_public(account: Account, blueprint: Blueprint) -> Verdict:
    def hidden(worker: Instance) -> Wrong:
        return unless(worker.public_address == "", f"PublicIpAddress = {worker.public_address or '?'}")

    return every_at(sites(account, blueprint), words.WORKER, lambda site: site.workers, hidden)


@rule(
    "security.disks-encrypted",
    1,
    "minor",
    title=Text("Every disk is encrypted", "Setiap disk terenkripsi"),
    sentence=MEASURES,
    reason=Text("It costs nothing.", "Tidak menambah biaya."),
    hint=Text(
        "Launch the instance again with an encrypted volume, or make encryption the region's default.",
        "Luncurkan ulang instance dengan volume terenkripsi, atau jadikan enkripsi sebagai default region.",
    ),
    fix="aws ec2 enable-ebs-encryption-by-default --region <region>",
)
def disks_encrypted(account: Account, blueprint: Blueprint) -> Verdict:
    def secret(volume: Volume) -> Wrong:
        return unless(known(volume.encrypted, "encryption of a disk"), "Encrypted = false")

    def look(site: Site) -> Verdict:
        ours = {one.id for one in site.instances}
        volumes = known(site.region.volumes, "volumes")
        return every(site.name, Text("disk", "disk"), (volume for volume in volumes if volume.instance in ours), secret)

    return at_each(sites(account, blueprint), look)


@rule(
    "security.metadata-tokens",
    1,
    "minor",
    title=Text(
        "Instances ask for a token before they tell credentials", "Instance meminta token sebelum memberi kredensial"
    ),
    sentence=MEASURES,
    reason=Text(
        "Without IMDSv2 any program that can be made to fetch a URL gets LabRole's credentials.",
        "Tanpa IMDSv2, program apa pun yang bisa dipaksa mengambil URL akan mendapat kredensial LabRole.",
    ),
    hint=Text("Require IMDSv2.", "Wajibkan IMDSv2."),
    fix="aws ec2 modify-instance-metadata-options --region <region> --instance-id <instance> --http-tokens required",
)
def metadata_tokens(account: Account, blueprint: Blueprint) -> Verdict:
    def asks(instance: Instance) -> Wrong:
        tokens = known(instance.metadata_tokens, "metadata options")
        return unless(tokens == "required", f"HttpTokens = {tokens}")

    return every_at(sites(account, blueprint), words.INSTANCE, lambda site: site.instances, asks)


def _at_most(site: Site, limit: int) -> Verdict:
    """The default group, which nobody can delete, does not count."""
    return every(
        site.name,
        words.GROUP,
        site.groups if len(site.groups) > limit else site.groups[:1],
        lambda group: unless(len(site.groups) <= limit, f"{len(site.groups)} > {limit}: {group.name}"),
    )


def _carried(site: Site) -> set[str]:
    """Ids of the groups that something carries."""
    region = site.region
    carried = [one.groups for one in known(region.interfaces, "network interfaces")]
    carried += [one.groups for one in known(region.instances, "instances")]
    carried += [one.groups for one in known(region.balancers, "load balancers")]
    carried += [one.groups for one in known(region.databases, "databases")]
    carried += [one.groups for one in known(region.functions, "functions")]
    carried += [one.groups for one in known(region.endpoints, "VPC endpoints")]
    return groups_of_files(site).union(*carried)


RULES = (
    no_anywhere,
    home_limit,
    other_limit,
    names,
    none_unused,
    default_group_unused,
    workers_not_public,
    disks_encrypted,
    metadata_tokens,
)
