"""Chapter "Technical Details": regions, roles, operating system, no SSH, size. Names and labels are in naming.py. Pure."""

import re
from collections.abc import Callable

from tutorfleet.cloud.audit.finders import Site, home, sites
from tutorfleet.cloud.audit.model import Account, Function, Instance, SecurityGroup, known
from tutorfleet.cloud.audit.rule import Departure, Text, Verdict
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.admission import REVOKE
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

PUBLISHERS = ("099720109477", "amazon", "aws-marketplace", "")
"""whose images are called what they are: Canonical, and whom AWS vouches for; others may call theirs anything"""
OLDEST_UBUNTU = (20, 4)
OLDEST_NODE = 18
SSH = 22
SIZES = ("nano", "micro", "small", "medium", "large")

LAB_ROLE = Text(
    "Use LabRole for all IAM Role needs across every service, including EC2 instances where you can use LabInstanceProfile.",
    "Gunakan LabRole untuk semua kebutuhan IAM Role di setiap service, termasuk pada EC2 instance (gunakan LabInstanceProfile).",
)
UBUNTU = Text(
    "The operating system allowed for this project is Ubuntu, with a minimum version of 20.04.",
    "Sistem operasi yang diperbolehkan: Ubuntu minimal versi 20.04.",
)
NO_SSH = Text(
    "All configurations that use playbooks are not allowed to be manually configured via SSH.",
    "Semua konfigurasi yang menggunakan playbooks tidak boleh dikonfigurasi manual via SSH.",
)


@rule(
    "general.regions",
    2,
    "critical",
    title=Text("Both regions are used", "Kedua region digunakan"),
    sentence=Text(
        "Coverage regions available for this project are us-east-1 (N. Virginia) and us-west-2 (Oregon).",
        "Coverage region untuk proyek ini adalah: us-east-1 (N. Virginia) dan us-west-2 (Oregon).",
    ),
    reason=Text(
        "Learners pick their region; each must have workers of its own.",
        "Pengguna memilih region; masing-masing harus memiliki worker sendiri.",
    ),
    hint=Text("Build the zone that is missing.", "Bangun zona yang belum ada."),
    fix="tutorfleet cloud deploy",
)
def regions(account: Account, blueprint: Blueprint) -> Verdict:
    return every_at(sites(account, blueprint), words.INSTANCE, lambda site: site.instances, lambda _: None)


@rule(
    "general.instance-profile",
    3,
    "major",
    title=Text("Every instance has LabInstanceProfile", "Setiap instance memakai LabInstanceProfile"),
    sentence=LAB_ROLE,
    reason=Text(
        "Without it an instance cannot register with Systems Manager, and no playbook reaches it.",
        "Tanpanya instance tidak dapat terdaftar di Systems Manager, sehingga playbook tidak sampai.",
    ),
    hint=Text("Associate the profile with the instance.", "Hubungkan profile dengan instance."),
    fix="aws ec2 associate-iam-instance-profile --region <region> --instance-id <instance> "
    "--iam-instance-profile Name=LabInstanceProfile",
)
def instance_profile(account: Account, blueprint: Blueprint) -> Verdict:
    wanted = blueprint.cloud.instance_profile

    def carried(instance: Instance) -> Wrong:
        return unless(instance.profile == wanted, f"IamInstanceProfile = {instance.profile or '-'}")

    return every_at(sites(account, blueprint), words.INSTANCE, lambda site: site.instances, carried)


@rule(
    "general.function-role",
    2,
    "major",
    title=Text("Every Lambda function has LabRole", "Setiap Lambda function memakai LabRole"),
    sentence=LAB_ROLE,
    reason=Text("The lab has no other role that may be used.", "Lab tidak memiliki role lain yang boleh dipakai."),
    hint=Text("Change the execution role of the function.", "Ganti execution role pada function."),
    fix="aws lambda update-function-configuration --region <region> --function-name <function> "
    "--role arn:aws:iam::<account>:role/LabRole",
)
def function_role(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)

    def assumed(function: Function) -> Wrong:
        name = function.role.rpartition("/")[2]
        return unless(name == blueprint.cloud.role, f"Role = {name or '-'}")

    return every(site.name, words.FUNCTION, site.all_functions, assumed)


@rule(
    "general.ubuntu",
    2,
    "major",
    title=Text("Every instance runs Ubuntu", "Setiap instance memakai Ubuntu"),
    sentence=UBUNTU,
    reason=Text("The playbook and the NAT's steps use apt.", "Playbook dan langkah NAT memakai apt."),
    hint=Text(
        "An image cannot be changed: launch the instance again from an image of Canonical.",
        "Image tidak dapat diganti: luncurkan ulang instance dari image Canonical.",
    ),
    fix="aws ec2 run-instances --region <region> --image-id "
    "resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id ...",
)
def ubuntu(account: Account, blueprint: Blueprint) -> Verdict:
    return _systems(account, blueprint, lambda system: "ubuntu" in system.lower())


@rule(
    "general.ubuntu-version",
    2,
    "major",
    title=Text("Ubuntu is 20.04 or newer", "Ubuntu versi 20.04 atau lebih baru"),
    sentence=UBUNTU,
    reason=Text("Older releases get no updates.", "Rilis yang lebih lama tidak mendapat pembaruan."),
    hint=Text("Launch the instance again from a newer image.", "Luncurkan ulang instance dari image yang lebih baru."),
    fix="aws ec2 run-instances --region <region> --image-id "
    "resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id ...",
)
def ubuntu_version(account: Account, blueprint: Blueprint) -> Verdict:
    return _systems(
        account, blueprint, lambda system: "ubuntu" not in system.lower() or _version(system) >= OLDEST_UBUNTU
    )


@rule(
    "general.no-ssh",
    3,
    "critical",
    title=Text("No security group admits SSH", "Tidak ada security group yang mengizinkan SSH"),
    sentence=NO_SSH,
    reason=Text(
        "State Manager and Session Manager need no open port at all.",
        "State Manager dan Session Manager tidak membutuhkan port terbuka sama sekali.",
    ),
    hint=Text("Remove the rule for port 22.", "Hapus aturan untuk port 22."),
    fix=REVOKE,
)
def no_ssh(account: Account, blueprint: Blueprint) -> Verdict:
    def closed(group: SecurityGroup) -> Wrong:
        named = [one.peer for one in group.ingress if one.protocol != "-1" and one.admits(SSH)]
        return unless(not named, f"tcp 22 <- {', '.join(named)}")

    return every_at(sites(account, blueprint), words.GROUP, lambda site: site.groups, closed)


@rule(
    "general.no-key-pair",
    1,
    "minor",
    title=Text("No worker was launched with a key pair", "Tidak ada worker yang diluncurkan dengan key pair"),
    sentence=NO_SSH,
    reason=Text("A key that nobody may use can only be lost.", "Kunci yang tidak boleh dipakai hanya bisa bocor."),
    hint=Text(
        "Launch the worker again without a key; use Session Manager to look around.",
        "Luncurkan ulang worker tanpa key; gunakan Session Manager untuk melihat isinya.",
    ),
    fix="aws ssm start-session --region <region> --target <instance>",
)
def no_key_pair(account: Account, blueprint: Blueprint) -> Verdict:
    def keyless(instance: Instance) -> Wrong:
        return unless(not instance.key_pair, f"KeyName = {instance.key_pair}")

    return every_at(sites(account, blueprint), words.WORKER, lambda site: site.workers, keyless)


@rule(
    "general.largest-size",
    2,
    "major",
    title=Text("No instance is larger than Large", "Tidak ada instance yang lebih besar dari Large"),
    sentence=Text(
        "the maximum instance type available is Large",
        "tipe instance maksimum yang tersedia hanya Large",
    ),
    reason=Text(
        "The lab refuses larger ones, and they cost more.", "Lab menolak yang lebih besar, dan biayanya lebih mahal."
    ),
    hint=Text("Stop the instance, change its type and start it.", "Hentikan instance, ganti tipenya lalu jalankan."),
    fix="aws ec2 modify-instance-attribute --region <region> --instance-id <instance> --instance-type t2.large",
)
def largest_size(account: Account, blueprint: Blueprint) -> Verdict:
    def allowed(instance: Instance) -> Wrong:
        size = instance.instance_type.rpartition(".")[2]
        return unless(size in SIZES, f"InstanceType = {instance.instance_type}")

    return every_at(sites(account, blueprint), words.INSTANCE, lambda site: site.instances, allowed)


@rule(
    "general.language",
    3,
    "major",
    title=Text("Functions run on Node.js 18 or later", "Function berjalan di Node.js 18 atau lebih baru"),
    sentence=Text(
        "The programming language utilized in this project is JavaScript, using the NodeJS version 18 or later.",
        "Bahasa pemrograman yang digunakan dalam proyek ini adalah JavaScript dengan Node.js versi 18 atau lebih baru.",
    ),
    reason=Text("The handed-out functions are JavaScript.", "Function yang disediakan ditulis dalam JavaScript."),
    hint=Text(
        "Name the folder of the handed-out function in fleet.toml ([cloud.application] function), or change the runtime.",
        "Tulis folder function yang disediakan di fleet.toml ([cloud.application] function), atau ganti runtime-nya.",
    ),
    fix="aws lambda update-function-configuration --region <region> --function-name <function> --runtime nodejs22.x",
)
def language(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    ours = [one.shown for one in site.all_functions if one.runtime.startswith("python")]
    if ours and len(ours) == len(site.all_functions):
        return Departure(
            Text(
                f"in Python instead of JavaScript, by choice of tutorfleet: {', '.join(ours)}",
                f"dalam Python, bukan JavaScript, menurut pilihan tutorfleet: {', '.join(ours)}",
            )
        )

    def spoken(function: Function) -> Wrong:
        version = re.fullmatch(r"nodejs(\d+)\.x", function.runtime)
        return unless(
            version is not None and int(version[1]) >= OLDEST_NODE, f"Runtime = {function.runtime or 'container image'}"
        )

    return every(site.name, words.FUNCTION, site.all_functions, spoken)


@rule(
    "general.running",
    1,
    "major",
    title=Text("Every instance is running", "Setiap instance sedang berjalan"),
    sentence=Text(
        "Conduct a thorough testing of the entire infrastructure and ensure that everything operates as desired.",
        "Lakukan pengujian menyeluruh pada seluruh infrastruktur dan pastikan semuanya berjalan sesuai harapan.",
    ),
    reason=Text(
        "A stopped worker answers nobody, and the lab stops instances when a session ends.",
        "Worker yang berhenti tidak menjawab siapa pun, dan lab menghentikan instance saat sesi berakhir.",
    ),
    hint=Text("Start the instance.", "Jalankan instance."),
    fix="aws ec2 start-instances --region <region> --instance-ids <instance>",
)
def running(account: Account, blueprint: Blueprint) -> Verdict:
    def alive(instance: Instance) -> Wrong:
        state = known(instance.state, "state of an instance")
        return unless(state in ("running", "pending"), f"State = {state}")

    def look(site: Site) -> Verdict:
        return every(site.name, words.INSTANCE, site.instances, alive)

    return at_each(sites(account, blueprint), look)


def _systems(account: Account, blueprint: Blueprint, right: Callable[[str], bool]) -> Verdict:
    """A check of what every instance runs."""

    def look(site: Site) -> Verdict:
        def runs(instance: Instance) -> Wrong:
            system = _system(account, site, instance)
            image = f"{instance.image.id} {instance.image.name}" if instance.image else ""
            return unless(right(system), f"ImageId = {image}" if image else system)

        return every(site.name, words.INSTANCE, site.instances, runs)

    return at_each(sites(account, blueprint), look)


def _system(account: Account, site: Site, instance: Instance) -> str:
    """What runs there, as the agent of Systems Manager says it and as the image is called."""
    told = next((one.platform for one in site.region.managed or () if one.instance == instance.id), "")
    if told and instance.image is None:
        return told
    image = known(instance.image, "image of an instance")
    known(image.name or image.description or None, "name of an image")
    own = image.owner == account.id and not told
    called = known(None if own else f"{image.name} {image.description}", "system of the account's own image")
    return f"{told} {called if image.owner in PUBLISHERS else ''}"


def _version(system: str) -> tuple[int, int]:
    found = re.search(r"\b(\d\d)\.(\d\d)\b", system)
    return known((int(found[1]), int(found[2])) if found else None, "release of an image")


RULES = (
    regions,
    instance_profile,
    function_role,
    ubuntu,
    ubuntu_version,
    no_ssh,
    no_key_pair,
    largest_size,
    language,
    running,
)
