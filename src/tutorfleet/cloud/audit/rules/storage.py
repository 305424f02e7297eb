"""Chapter "Storage": one file system, in the home region, that every worker mounts. Pure."""

import re

from tutorfleet.cloud.audit.finders import Site, home, sites
from tutorfleet.cloud.audit.model import Account, Association, FileSystem, known
from tutorfleet.cloud.audit.rule import Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.kinds import UPDATE_ASSOCIATION
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, findings, missing, rule, unless
from tutorfleet.cloud.blueprint import SHARE, Blueprint

ADDRESS = re.compile(r"\b(?:\d{1,3}(?:\.\d{1,3}){3}|fs-[0-9a-f]+)")
"""of a mount target, or the name that a file system begins its host with"""
MOUNTED = Text(
    "Mount the EFS on each LLM Worker, setting the mount point to /share.",
    "Mount EFS pada setiap LLM Worker, dengan mount point: /share",
)


@rule(
    "storage.file-system",
    4,
    "critical",
    title=Text("There is one EFS file system in the home region", "Ada satu file system EFS di region utama"),
    sentence=Text(
        "You are required to create and deploy the EFS within a VPC in the us-east-1 region.",
        "Buat dan deploy EFS dalam VPC di region us-east-1.",
    ),
    reason=Text("All workers share one copy of each model.", "Semua worker berbagi satu salinan setiap model."),
    hint=Text("Create one file system, and delete any other.", "Buat satu file system, dan hapus yang lain."),
    fix="aws efs create-file-system --region us-east-1 --encrypted --backup --throughput-mode bursting "
    "--tags Key=Name,Value=lks-efs",
)
def file_system(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    count = len(site.file_systems)
    return every(
        site.name,
        words.FILE_SYSTEM,
        site.file_systems,
        lambda _: unless(count == 1, Text(f"{count} file systems", f"{count} file system")),
    )


@rule(
    "storage.only-there",
    3,
    "major",
    title=Text("No file system is in another region", "Tidak ada file system di region lain"),
    sentence=Text(
        "Remember, you are not permitted to create EFS in any other region; you are only allowed to create it in the specified region.",
        "Dilarang membuat EFS di region lain selain yang ditentukan.",
    ),
    reason=Text(
        "Two stores would drift apart; zone B mounts zone A's over the peering.",
        "Dua penyimpanan akan berbeda isinya; zona B memasang milik zona A lewat peering.",
    ),
    hint=Text(
        "Delete it; mount the home region's by its address.", "Hapus; pasang milik region utama dengan alamatnya."
    ),
    fix="aws efs delete-file-system --region us-west-2 --file-system-id <file system>",
    leftover=True,
)
def only_there(account: Account, blueprint: Blueprint) -> Verdict:
    main, *others = sites(account, blueprint)
    if not main.file_systems:
        return failed_unless((missing(main.name, words.FILE_SYSTEM),))
    elsewhere = [one for site in others for one in site.file_systems]
    return failed_unless(findings(elsewhere, lambda one: f"ThroughputMode = {one.throughput_mode}"))


@rule(
    "storage.bursting",
    2,
    "major",
    title=Text("Its throughput mode is bursting", "Throughput mode-nya bursting"),
    sentence=Text("Configure the performance settings to enable bursting", "Atur performance ke mode bursting."),
    reason=Text(
        "Provisioned throughput is paid by the hour, elastic by the GB.",
        "Provisioned dibayar per jam, elastic dibayar per GB.",
    ),
    hint=Text("Change the throughput mode.", "Ganti throughput mode."),
    fix="aws efs update-file-system --region us-east-1 --file-system-id <file system> --throughput-mode bursting",
)
def bursting(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    return every(
        site.name,
        words.FILE_SYSTEM,
        site.file_systems,
        lambda one: unless(one.throughput_mode == "bursting", f"ThroughputMode = {one.throughput_mode}"),
    )


@rule(
    "storage.backups",
    2,
    "major",
    title=Text("Automatic backups are enabled", "Backup otomatis aktif"),
    sentence=Text("make sure automatic backups are enabled", "Aktifkan automatic backup."),
    reason=Text("Models take hours to load again.", "Mengunduh ulang model memakan waktu berjam-jam."),
    hint=Text("Enable the backup policy.", "Aktifkan backup policy."),
    fix="aws efs put-backup-policy --region us-east-1 --file-system-id <file system> --backup-policy Status=ENABLED",
)
def backups(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)

    def backed_up(one: FileSystem) -> Wrong:
        return unless(known(one.automatic_backups, "backup policy"), "BackupPolicy = DISABLED")

    return every(site.name, words.FILE_SYSTEM, site.file_systems, backed_up)


@rule(
    "storage.encrypted",
    1,
    "minor",
    title=Text("It is encrypted", "Terenkripsi"),
    sentence=Text(
        "Implement appropriate security measures based on the requirements, as this will improve your points.",
        "Terapkan security sesuai kebutuhan agar nilai lebih tinggi.",
    ),
    reason=Text("It costs nothing and cannot be switched on later.", "Gratis, dan tidak dapat diaktifkan kemudian."),
    hint=Text("Create the file system again, encrypted.", "Buat ulang file system dengan enkripsi."),
    fix="aws efs create-file-system --region us-east-1 --encrypted --backup --throughput-mode bursting",
)
def encrypted(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    return every(
        site.name, words.FILE_SYSTEM, site.file_systems, lambda one: unless(one.encrypted, "Encrypted = false")
    )


@rule(
    "storage.mount-targets",
    3,
    "critical",
    title=Text("It has a mount target in each private subnet", "Memiliki mount target di setiap subnet privat"),
    sentence=Text(
        "You are required to create and deploy the EFS within a VPC in the us-east-1 region.",
        "Buat dan deploy EFS dalam VPC di region us-east-1.",
    ),
    reason=Text(
        "A worker mounts the target of its own availability zone; without one it crosses zones and pays for it.",
        "Worker memasang target di availability zone-nya sendiri; tanpa itu ia menyeberang zona dan membayar.",
    ),
    hint=Text("Create the missing mount target.", "Buat mount target yang kurang."),
    fix="aws efs create-mount-target --region us-east-1 --file-system-id <file system> --subnet-id <private subnet> "
    "--security-groups <group>",
)
def mount_targets(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    wanted = {subnet.id for subnet in site.private}

    def reached(one: FileSystem) -> Wrong:
        gone = sorted(wanted - {target.subnet for target in known(one.mount_targets, "mount targets")})
        return unless(bool(wanted) and not gone, f"MountTargets: - {', '.join(gone)}")

    return every(site.name, words.FILE_SYSTEM, site.file_systems, reached)


@rule(
    "storage.not-in-public",
    1,
    "minor",
    title=Text("No mount target is in the public subnet", "Tidak ada mount target di subnet publik"),
    sentence=Text(
        "Ensure EFS is accessible only from the private subnets or LLM security group of each VPC zone.",
        "EFS hanya boleh diakses dari private subnets atau LLM Security Group di setiap VPC zone (lks-sg-efs).",
    ),
    reason=Text("Nothing in the public subnet needs models.", "Tidak ada yang membutuhkan model di subnet publik."),
    hint=Text("Delete the mount target.", "Hapus mount target tersebut."),
    fix="aws efs delete-mount-target --region us-east-1 --mount-target-id <mount target>",
)
def not_in_public(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)
    public = {subnet.id for subnet in site.public}

    def hidden(one: FileSystem) -> Wrong:
        found = [target.id for target in known(one.mount_targets, "mount targets") if target.subnet in public]
        return unless(not found, f"MountTargets: {', '.join(found)}")

    return every(site.name, words.FILE_SYSTEM, site.file_systems, hidden)


@rule(
    "storage.address-given",
    3,
    "critical",
    title=Text("The playbook is given the file system's address", "Playbook menerima alamat file system"),
    sentence=Text(
        "Update the EFS Vars in the playbook and enter the address of your EFS.",
        "Update variabel EFS di playbook Ansible dengan alamat EFS Anda.",
    ),
    reason=Text(
        "In zone B the DNS name of a file system means nothing: only an address of a mount target does.",
        "Di zona B nama DNS file system tidak berarti; hanya alamat mount target yang berlaku.",
    ),
    hint=Text(
        "Pass the address as an extra variable of the association. Name everything again: what is left out is lost.",
        "Berikan alamat sebagai extra variable pada association. Sebutkan semuanya lagi: yang tidak disebut akan hilang.",
    ),
    fix=UPDATE_ASSOCIATION,
)
def address_given(account: Account, blueprint: Blueprint) -> Verdict:
    main = home(account, blueprint)
    targets = {known(target.address, "address of a mount target") for target in main.mount_targets}
    names = {one.id for one in main.file_systems}

    def look(site: Site) -> Verdict:
        right = targets | names if site.zone.home else targets  # a name is resolved in the file system's own VPC only

        def given(association: Association) -> Wrong:
            variables = " ".join(association.parameters.get("ExtraVariables", ()))
            told = known(ADDRESS.findall(variables) or None, "variables inside of the playbook")
            return unless(bool(right & set(told)), f"ExtraVariables = {variables}")

        return every(site.name, words.PLAYBOOK, site.playbooks, given)

    return at_each(sites(account, blueprint), look)


@rule(
    "storage.mount-point",
    2,
    "major",
    title=Text(f"The playbook mounts it at {SHARE}", f"Playbook memasangnya di {SHARE}"),
    sentence=MOUNTED,
    reason=Text("Workers look for their models there.", "Worker mencari modelnya di sana."),
    hint=Text(
        "Set the mount point in the association or in the playbook. Name everything again: what is left out is lost.",
        "Atur mount point di association atau di playbook. Sebutkan semuanya lagi: yang tidak disebut akan hilang.",
    ),
    fix=UPDATE_ASSOCIATION,
)
def mount_point(account: Account, blueprint: Blueprint) -> Verdict:
    def mounted(association: Association) -> Wrong:
        variables = " ".join(association.parameters.get("ExtraVariables", ())).split()
        paths = [value.strip("\"'") for _, _, value in (word.partition("=") for word in variables)]
        folders = known([path for path in paths if path.startswith("/")] or None, "mount point inside of the playbook")
        return unless(SHARE in [folder.rstrip("/") for folder in folders], f"ExtraVariables = {' '.join(variables)}")

    def look(site: Site) -> Verdict:
        return every(site.name, words.PLAYBOOK, site.playbooks, mounted)

    return at_each(sites(account, blueprint), look)


RULES = (
    file_system,
    only_there,
    bursting,
    backups,
    encrypted,
    mount_targets,
    not_in_public,
    address_given,
    mount_point,
)
