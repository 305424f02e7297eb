"""Chapter "Relational Database": PostgreSQL that knows vectors, as closed as it can be. Pure."""

import re
from collections.abc import Callable

from tutorfleet.cloud.audit.finders import home
from tutorfleet.cloud.audit.model import Account, Database, known
from tutorfleet.cloud.audit.rule import Text, Verdict
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, every, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

SECURE = Text(
    "Configure the database to be as secure as possible.", "Pastikan database dikonfigurasi dengan keamanan maksimal."
)
POSTGRES = Text(
    "You may use PostgreSQL as the database with the pgvector plugin to store history data along with its vector versions.",
    "Gunakan PostgreSQL dengan pgvector plugin untuk menyimpan data percakapan beserta versi vektornya.",
)
FIRST_WITH_VECTORS = {12: 16, 13: 11, 14: 8, 15: 3}
"""major version -> first minor version that RDS offers pgvector in; later ones have it from the start"""
MODIFY = "aws rds modify-db-instance --region us-east-1 --db-instance-identifier <database>"
TLS_BY_DEFAULT = 15
"""from this major version on, RDS forces TLS unless somebody switches it off"""


def _databases(check: Callable[[Database], Wrong]) -> Callable[[Account, Blueprint], Verdict]:
    def asked(account: Account, blueprint: Blueprint) -> Verdict:
        site = home(account, blueprint)
        return every(site.name, words.DATABASE, site.databases, check)

    return asked


@rule(
    "database.postgresql",
    4,
    "critical",
    title=Text("There is a PostgreSQL database in the home zone", "Ada database PostgreSQL di zona utama"),
    sentence=POSTGRES,
    reason=Text("Conversations and their vectors are kept in it.", "Percakapan dan vektornya disimpan di dalamnya."),
    hint=Text("Create an RDS instance of PostgreSQL in the VPC.", "Buat instance RDS PostgreSQL di VPC."),
    fix="aws rds create-db-instance --region us-east-1 --db-instance-identifier lks-db --engine postgres "
    "--db-instance-class db.t3.micro --storage-encrypted --no-publicly-accessible ...",
)
def postgresql(account: Account, blueprint: Blueprint) -> Verdict:
    check = _databases(lambda one: unless(one.engine in ("postgres", "aurora-postgresql"), f"Engine = {one.engine}"))
    return check(account, blueprint)


@rule(
    "database.vectors",
    2,
    "critical",
    title=Text("Its version has pgvector", "Versinya memiliki pgvector"),
    sentence=POSTGRES,
    reason=Text(
        "Older versions do not know `create extension vector`.", "Versi lama tidak mengenal `create extension vector`."
    ),
    hint=Text("Upgrade to a recent version.", "Tingkatkan ke versi terbaru."),
    fix=f"{MODIFY} --engine-version <version> --allow-major-version-upgrade --apply-immediately",
)
def vectors(account: Account, blueprint: Blueprint) -> Verdict:
    def capable(one: Database) -> Wrong:
        major, minor = _version(one)
        return unless(major > 15 or minor >= FIRST_WITH_VECTORS.get(major, 1000), f"EngineVersion = {one.version}")

    return _databases(capable)(account, blueprint)


@rule(
    "database.private",
    4,
    "critical",
    title=Text("It is not publicly accessible", "Tidak dapat diakses publik"),
    sentence=SECURE,
    reason=Text(
        "A public address invites everybody to guess its password.",
        "Alamat publik mengundang semua orang menebak kata sandinya.",
    ),
    hint=Text("Switch public access off.", "Nonaktifkan akses publik."),
    fix=f"{MODIFY} --no-publicly-accessible --apply-immediately",
)
def private(account: Account, blueprint: Blueprint) -> Verdict:
    return _databases(lambda one: unless(not one.public, "PubliclyAccessible = true"))(account, blueprint)


@rule(
    "database.private-subnets",
    3,
    "critical",
    title=Text("Its subnets are the two private ones", "Subnet-nya adalah kedua subnet privat"),
    sentence=SECURE,
    reason=Text(
        "From the public subnet it is one setting away from the internet.",
        "Dari subnet publik, internet hanya berjarak satu pengaturan.",
    ),
    hint=Text("Make a subnet group of the two private subnets.", "Buat subnet group dari kedua subnet privat."),
    fix="aws rds create-db-subnet-group --region us-east-1 --db-subnet-group-name lks-db --subnet-ids <private subnets> ...",
)
def private_subnets(account: Account, blueprint: Blueprint) -> Verdict:
    allowed = {subnet.id for subnet in home(account, blueprint).private}

    def inside(one: Database) -> Wrong:
        subnets = set(known(one.subnets, "subnets of the database"))
        return unless(len(subnets) > 1 and subnets <= allowed, f"SubnetIds = {', '.join(sorted(subnets))}")

    return _databases(inside)(account, blueprint)


@rule(
    "database.encrypted",
    3,
    "critical",
    title=Text("Its storage is encrypted", "Penyimpanannya terenkripsi"),
    sentence=SECURE,
    reason=Text("It costs nothing and cannot be switched on later.", "Gratis, dan tidak dapat diaktifkan kemudian."),
    hint=Text("Restore an encrypted copy of a snapshot.", "Pulihkan salinan terenkripsi dari snapshot."),
    fix="aws rds copy-db-snapshot --region us-east-1 --source-db-snapshot-identifier <snapshot> "
    "--target-db-snapshot-identifier <copy> --kms-key-id alias/aws/rds",
)
def encrypted(account: Account, blueprint: Blueprint) -> Verdict:
    return _databases(lambda one: unless(one.encrypted, "StorageEncrypted = false"))(account, blueprint)


@rule(
    "database.tls",
    2,
    "major",
    title=Text("It refuses connections without TLS", "Menolak koneksi tanpa TLS"),
    sentence=SECURE,
    reason=Text("The password travels over the network.", "Kata sandi melewati jaringan."),
    hint=Text("Set rds.force_ssl to 1 in its parameter group.", "Atur rds.force_ssl menjadi 1 di parameter group."),
    fix="aws rds modify-db-parameter-group --region us-east-1 --db-parameter-group-name <group> "
    "--parameters ParameterName=rds.force_ssl,ParameterValue=1,ApplyMethod=immediate",
)
def tls(account: Account, blueprint: Blueprint) -> Verdict:
    def forced(one: Database) -> Wrong:
        default = "1" if _version(one)[0] >= TLS_BY_DEFAULT else "0"
        value = known(one.parameters, "parameter group").get("rds.force_ssl", default)
        return unless(value == "1", f"rds.force_ssl = {value}")

    return _databases(forced)(account, blueprint)


@rule(
    "database.backups",
    2,
    "major",
    title=Text("It is backed up every day", "Dicadangkan setiap hari"),
    sentence=Text(
        "The goal is to create a stable, secure, and scalable learning environment",
        "Target akhirnya adalah menciptakan lingkungan belajar yang stabil, aman, dapat diskalakan",
    ),
    reason=Text(
        "A day of conversations is the most that may be lost.", "Paling banyak percakapan satu hari yang boleh hilang."
    ),
    hint=Text("Keep backups for a day at least.", "Simpan cadangan minimal satu hari."),
    fix=f"{MODIFY} --backup-retention-period 7 --apply-immediately",
)
def backups(account: Account, blueprint: Blueprint) -> Verdict:
    check = _databases(lambda one: unless(one.backup_days > 0, f"BackupRetentionPeriod = {one.backup_days}"))
    return check(account, blueprint)


@rule(
    "database.own-group",
    2,
    "major",
    title=Text("It carries a security group that is not the default one", "Memakai security group selain default"),
    sentence=SECURE,
    reason=Text(
        "RDS takes the default group when none is named.", "RDS memakai default group bila tidak ada yang disebut."
    ),
    hint=Text("Give it a group that admits the functions only.", "Beri group yang hanya mengizinkan function."),
    fix=f"{MODIFY} --vpc-security-group-ids <group> --apply-immediately",
)
def own_group(account: Account, blueprint: Blueprint) -> Verdict:
    own = {group.id for group in home(account, blueprint).groups}
    check = _databases(
        lambda one: unless(
            bool(one.groups) and set(one.groups) <= own, f"VpcSecurityGroups = {', '.join(one.groups) or '-'}"
        )
    )
    return check(account, blueprint)


@rule(
    "database.minor-upgrades",
    1,
    "minor",
    title=Text("It takes minor upgrades by itself", "Menerima pembaruan minor otomatis"),
    sentence=SECURE,
    reason=Text("They mend security holes.", "Pembaruan itu menutup celah keamanan."),
    hint=Text("Switch automatic minor upgrades on.", "Aktifkan pembaruan minor otomatis."),
    fix=f"{MODIFY} --auto-minor-version-upgrade --apply-immediately",
)
def minor_upgrades(account: Account, blueprint: Blueprint) -> Verdict:
    check = _databases(lambda one: unless(one.minor_upgrades, "AutoMinorVersionUpgrade = false"))
    return check(account, blueprint)


def _version(one: Database) -> tuple[int, int]:
    """Major and minor; a major version alone is any of its minor ones, so the newest."""
    numbers = [int(number) for number in re.findall(r"\d+", one.version)]
    major, *rest = known(numbers or None, "version of the database")
    return major, rest[0] if rest else 999


RULES = (
    postgresql,
    vectors,
    private,
    private_subnets,
    encrypted,
    tls,
    backups,
    own_group,
    minor_upgrades,
)
