"""Chapter "LLM", the workers: three roles in each zone, each with a backup, configured by State Manager. Pure."""

from collections.abc import Callable, Iterator

from tutorfleet.cloud.audit.finders import Site, sites
from tutorfleet.cloud.audit.model import Account, Association, Instance, ManagedInstance, TargetGroup, known
from tutorfleet.cloud.audit.rule import Evidence, Text, Verdict, failed_unless, plain
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, missing, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

THREE_KINDS = Text(
    "There will be three types of workers: LLM Workers, Scoring Workers, and Chat Workers.",
    "Akan ada tiga jenis worker: LLM Workers, Scoring Workers, Chat Workers.",
)
BACKUPS = Text(
    "Ensure that you have backup instances in different Availability Zones for each worker.",
    "Pastikan setiap worker memiliki backup instance di Availability Zone yang berbeda.",
)
STATE_MANAGER = Text(
    "Execute the configuration playbook with State Manager in AWS Systems Manager (SSM).",
    "Jalankan playbook konfigurasi dengan State Manager (AWS Systems Manager - SSM).",
)
BY_TAGS = Text(
    "Specify the targets only based on tags in State Manager.",
    "Pastikan target worker dipilih berdasarkan tags di State Manager.",
)
RUN_WORKER = "aws ec2 run-instances --region <region> --subnet-id <private subnet> --instance-type t2.large --image-id <ubuntu> ..."


def _workers(check: Callable[[Instance], Wrong]) -> Callable[[Account, Blueprint], Verdict]:
    """A check of every worker; each zone has some."""
    return lambda account, blueprint: every_at(
        sites(account, blueprint), words.WORKER, lambda site: site.workers, check
    )


def _roles(
    site: Site, wrong: Callable[[tuple[Instance, ...]], bool], found: Callable[[tuple[Instance, ...]], str]
) -> Verdict:
    """A question to the workers of each role at a site."""

    def asked() -> Iterator[Evidence]:
        for role in site.roles:
            workers = site.of_role(role.name)
            if wrong(workers):
                yield Evidence(role.name, site.name, plain(found(workers) or "-"))

    return failed_unless(tuple(asked()))


def _names(workers: tuple[Instance, ...]) -> str:
    return ", ".join(worker.shown for worker in workers)


def _has_each_role(site: Site) -> Verdict:
    return _roles(site, lambda workers: not workers, _names)


@rule(
    "workers.roles-home",
    4,
    "critical",
    title=Text("The home zone has LLM, scoring and chat workers", "Zona utama memiliki worker LLM, scoring, dan chat"),
    sentence=THREE_KINDS,
    reason=Text("A turn needs all three at the same time.", "Satu giliran percakapan membutuhkan ketiganya bersamaan."),
    hint=Text(
        "Launch the worker that is missing and register it.",
        "Luncurkan worker yang kurang dan daftarkan ke target group.",
    ),
    fix=RUN_WORKER,
)
def roles_home(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(sites(account, blueprint)[:1], _has_each_role)


@rule(
    "workers.roles-away",
    4,
    "critical",
    title=Text("The other zone has LLM, scoring and chat workers", "Zona lain memiliki worker LLM, scoring, dan chat"),
    sentence=Text(
        "You will deploy these workers in each VPC Zone within the private subnets",
        "Semua worker ini harus di-deploy di setiap VPC Zone pada private subnet",
    ),
    reason=Text("Each region works by itself.", "Setiap region bekerja sendiri."),
    hint=Text(
        "Launch the worker that is missing and register it.",
        "Luncurkan worker yang kurang dan daftarkan ke target group.",
    ),
    fix=RUN_WORKER,
)
def roles_away(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(sites(account, blueprint)[1:], _has_each_role)


@rule(
    "workers.backups",
    4,
    "critical",
    title=Text("Each role has a backup", "Setiap peran memiliki cadangan"),
    sentence=BACKUPS,
    reason=Text("One instance is one failure away from none.", "Satu instance berarti satu kegagalan lagi menuju nol."),
    hint=Text(
        "Launch a second worker of the role in the other private subnet.",
        "Luncurkan worker kedua di subnet privat yang lain.",
    ),
    fix=RUN_WORKER,
)
def backups(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(sites(account, blueprint), lambda site: _roles(site, lambda workers: len(workers) < 2, _names))


@rule(
    "workers.backups-elsewhere",
    4,
    "critical",
    title=Text("The backup is in another availability zone", "Cadangan berada di availability zone lain"),
    sentence=BACKUPS,
    reason=Text(
        "A zone that fails takes all of its instances along.", "Zona yang gagal membawa semua instance di dalamnya."
    ),
    hint=Text("Launch the backup in the other private subnet.", "Luncurkan cadangan di subnet privat yang lain."),
    fix=RUN_WORKER,
)
def backups_elsewhere(account: Account, blueprint: Blueprint) -> Verdict:
    def together(workers: tuple[Instance, ...]) -> bool:
        return len({worker.availability_zone for worker in workers}) < 2

    def zones(workers: tuple[Instance, ...]) -> str:
        return ", ".join(f"{worker.shown}: {worker.availability_zone}" for worker in workers)

    return at_each(sites(account, blueprint), lambda site: _roles(site, together, zones))


@rule(
    "workers.private",
    3,
    "critical",
    title=Text("Workers stand in private subnets", "Worker berada di subnet privat"),
    sentence=Text(
        "You will deploy these workers in each VPC Zone within the private subnets",
        "Semua worker ini harus di-deploy di setiap VPC Zone pada private subnet",
    ),
    reason=Text("Nothing outside may reach them.", "Tidak ada yang dari luar boleh mencapainya."),
    hint=Text("Launch the worker again in a private subnet.", "Luncurkan ulang worker di subnet privat."),
    fix=RUN_WORKER,
)
def private(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        allowed = {subnet.id for subnet in site.private}
        return every(
            site.name, words.WORKER, site.workers, lambda one: unless(one.subnet in allowed, f"SubnetId = {one.subnet}")
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "workers.type",
    3,
    "major",
    title=Text("Workers are t2.large", "Worker bertipe t2.large"),
    sentence=Text(
        "Use the t2.large instance type for each Workers instance.",
        "Gunakan instance type t2.large untuk setiap worker.",
    ),
    reason=Text(
        "llama3 needs the 8 GB; the lab allows no more.", "llama3 membutuhkan 8 GB; lab tidak mengizinkan lebih."
    ),
    hint=Text("Stop the instance, change its type, start it.", "Hentikan instance, ganti tipenya, lalu jalankan."),
    fix="aws ec2 modify-instance-attribute --region <region> --instance-id <worker> --instance-type t2.large",
)
def instance_type(account: Account, blueprint: Blueprint) -> Verdict:
    wanted = blueprint.cloud.worker_instance
    check = _workers(lambda one: unless(one.instance_type == wanted, f"InstanceType = {one.instance_type}"))
    return check(account, blueprint)


@rule(
    "workers.separate",
    3,
    "major",
    title=Text("No worker serves two roles", "Tidak ada worker yang melayani dua peran"),
    sentence=Text(
        "ensuring that the computation for LLM, scoring, and chat handling is separated within each VPC Zone",
        "sehingga komputasi untuk LLM, scoring, dan chat terpisah di masing-masing zone",
    ),
    reason=Text("A long score would hold up a chat.", "Penilaian yang lama akan menahan chat."),
    hint=Text(
        "Register each worker in the target group of one role.",
        "Daftarkan setiap worker hanya di target group satu peran.",
    ),
    fix="aws elbv2 deregister-targets --region <region> --target-group-arn <arn> --targets Id=<worker>",
)
def separate(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        def alone(worker: Instance) -> Wrong:
            served = [role.name for role in site.roles if site.leads(role.name, worker)]
            return unless(len(served) < 2, ", ".join(served))

        return every(site.name, words.WORKER, site.workers, alone)

    return at_each(sites(account, blueprint), look)


@rule(
    "workers.registered",
    3,
    "critical",
    title=Text("The balancer leads to every worker", "Balancer menuju setiap worker"),
    sentence=BACKUPS,
    reason=Text(
        "A backup that no target group holds is never asked.", "Cadangan di luar target group tidak pernah ditanya."
    ),
    hint=Text(
        "Register the worker in the target group of its role, at port 11434.",
        "Daftarkan worker di target group perannya, pada port 11434.",
    ),
    fix="aws elbv2 register-targets --region <region> --target-group-arn <arn> --targets Id=<worker>,Port=11434",
)
def registered(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        targets = {target.id for group in site.target_groups for target in known(group.targets, "targets")}
        return every(
            site.name,
            words.WORKER,
            site.workers,
            lambda one: unless(
                one.id in targets or one.private_address in targets,
                Text("in no target group", "tidak ada di target group"),
            ),
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "workers.healthy",
    3,
    "critical",
    title=Text("Every worker is healthy", "Setiap worker healthy"),
    sentence=Text(
        "If the response is HTTP 200, the Worker is functioning correctly.",
        "Jika respon HTTP 200, berarti worker sudah berjalan dengan benar.",
    ),
    reason=Text("An unhealthy target gets no request.", "Target yang unhealthy tidak mendapat permintaan."),
    hint=Text(
        "Look at State Manager's last run on this instance, then at port 11434 in its security group.",
        "Lihat hasil State Manager terakhir pada instance ini, lalu port 11434 di security group-nya.",
    ),
    fix="aws elbv2 describe-target-health --region <region> --target-group-arn <arn>",
)
def healthy(account: Account, blueprint: Blueprint) -> Verdict:
    def well(group: TargetGroup) -> Wrong:
        ill = [
            f"{target.id}: {target.health}"
            for target in known(group.targets, "targets")
            if known(target.health, "health of targets") != "healthy"
        ]
        return unless(not ill, ", ".join(ill))

    return every_at(sites(account, blueprint), words.TARGET_GROUP, lambda site: site.worker_groups, well)


@rule(
    "workers.state-manager",
    4,
    "critical",
    title=Text(
        "State Manager applies an Ansible playbook in each region",
        "State Manager menjalankan playbook Ansible di setiap region",
    ),
    sentence=STATE_MANAGER,
    reason=Text(
        "Twelve machines configured by hand are twelve different machines.",
        "Dua belas mesin yang dikonfigurasi manual adalah dua belas mesin yang berbeda.",
    ),
    hint=Text(
        "Create an association of AWS-ApplyAnsiblePlaybooks.", "Buat association dari AWS-ApplyAnsiblePlaybooks."
    ),
    fix="aws ssm create-association --region <region> --name AWS-ApplyAnsiblePlaybooks --targets Key=tag:<key>,Values=<value> ...",
)
def state_manager(account: Account, blueprint: Blueprint) -> Verdict:
    def playbook(one: Association) -> Wrong:
        return unless("ansible" in one.document.lower() or "playbook" in one.document.lower(), f"Name = {one.document}")

    return every_at(sites(account, blueprint), words.ASSOCIATION, lambda site: site.associations, playbook)


@rule(
    "workers.targets-by-tags",
    3,
    "major",
    title=Text("Its targets are chosen by tags only", "Targetnya dipilih hanya berdasarkan tag"),
    sentence=BY_TAGS,
    reason=Text(
        "A new worker is then configured without a hand.", "Worker baru akan terkonfigurasi tanpa campur tangan."
    ),
    hint=Text("Replace instance ids by a tag.", "Ganti id instance dengan tag."),
    fix="aws ssm update-association --region <region> --association-id <id> --targets Key=tag:<key>,Values=<value>",
)
def targets_by_tags(account: Account, blueprint: Blueprint) -> Verdict:
    def by_tags(one: Association) -> Wrong:
        right = bool(one.targets) and all(key.startswith(("tag:", "tag-key")) for key in one.targets)
        return unless(right, f"Targets = {', '.join(one.targets) or '-'}")

    return every_at(sites(account, blueprint), words.ASSOCIATION, lambda site: site.associations, by_tags)


@rule(
    "workers.targets-complete",
    3,
    "critical",
    title=Text("It reaches every worker, and not the NAT", "Menjangkau setiap worker, dan bukan NAT"),
    sentence=BY_TAGS,
    reason=Text(
        "A worker without the tag stays an empty machine; a NAT with it becomes a worker.",
        "Worker tanpa tag tetap mesin kosong; NAT dengan tag itu menjadi worker.",
    ),
    hint=Text(
        "Give every worker, and nothing else, the tag of the association.",
        "Beri tag association pada setiap worker, dan hanya worker.",
    ),
    fix="aws ec2 create-tags --region <region> --resources <worker> --tags Key=<key>,Value=<value>",
)
def targets_complete(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        if not site.associations:
            return failed_unless((missing(site.name, words.ASSOCIATION),))

        def reached(one: Instance) -> Wrong:
            chosen = any(_chooses(association, one) for association in site.associations)
            return unless(chosen == (one in site.workers), "Targets " + ("=" if chosen else "!=") + " tags")

        return every(site.name, words.WORKER, (*site.workers, *site.nats) if site.workers else (), reached)

    return at_each(sites(account, blueprint), look)


@rule(
    "workers.configured",
    3,
    "critical",
    title=Text("Its last run succeeded", "Eksekusi terakhirnya berhasil"),
    sentence=Text(
        "After completing the configuration successfully, verify it", "Setelah konfigurasi berhasil, lakukan uji coba"
    ),
    reason=Text("A failed run leaves a worker half made.", "Eksekusi yang gagal meninggalkan worker setengah jadi."),
    hint=Text(
        "Read the output of the failed step; most often the NAT was not up yet: apply the association again.",
        "Baca keluaran langkah yang gagal; paling sering NAT belum siap: jalankan ulang association.",
    ),
    fix="aws ssm start-associations-once --region <region> --association-ids <id>",
)
def configured(account: Account, blueprint: Blueprint) -> Verdict:
    def succeeded(one: Association) -> Wrong:
        status = known(one.status, "status of the association")
        return unless(status == "Success", f"Status = {status}")

    return every_at(sites(account, blueprint), words.ASSOCIATION, lambda site: site.associations, succeeded)


def _asked(site: Site) -> dict[str, ManagedInstance]:
    return {one.instance: one for one in known(site.region.managed, "instances of Systems Manager")}


@rule(
    "workers.managed",
    2,
    "critical",
    title=Text("Every worker is online in Systems Manager", "Setiap worker online di Systems Manager"),
    sentence=Text(
        "You may need to install Ansible as an agent on each worker and need private connection.",
        "Mungkin perlu install Ansible agent di setiap worker.",
    ),
    reason=Text("State Manager configures only what is online.", "State Manager hanya mengonfigurasi yang online."),
    hint=Text(
        "It needs the instance profile, a way out through the NAT, and some minutes.",
        "Dibutuhkan instance profile, jalan keluar lewat NAT, dan beberapa menit.",
    ),
    fix="aws ssm describe-instance-information --region <region>",
)
def managed(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        online = {name for name, one in _asked(site).items() if one.online}
        return every(
            site.name, words.WORKER, site.workers, lambda one: unless(one.id in online, "PingStatus != Online")
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "workers.same-models",
    3,
    "major",
    title=Text("All workers have the same models", "Semua worker memiliki model yang sama"),
    sentence=Text(
        "If all workers have the same model, it indicates that your configuration is correct and the storage was mounted successfully.",
        "Jika semua worker memiliki model yang sama, artinya konfigurasi dan mounting EFS berhasil.",
    ),
    reason=Text(
        "A different list means that a worker writes to its own disk.",
        "Daftar berbeda berarti worker menulis ke disk sendiri.",
    ),
    hint=Text("Mount the file system on the worker that differs.", "Pasang file system pada worker yang berbeda."),
    fix="tutorfleet cloud models verify",
)
def same_models(account: Account, blueprint: Blueprint) -> Verdict:
    answers = [models for site in sites(account, blueprint) for _, models in _models(site)]
    everything = {name for models in answers for name in models}

    def look(site: Site) -> Verdict:
        told = dict(_models(site))
        return every(
            site.name,
            words.WORKER,
            site.workers,
            lambda one: unless(set(told[one.id]) == everything, ", ".join(told[one.id]) or "-"),
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "workers.models-there",
    3,
    "critical",
    title=Text(
        "orca-mini, llama3 and nomic-embed-text are downloaded", "orca-mini, llama3, dan nomic-embed-text sudah diunduh"
    ),
    sentence=Text(
        "Make sure orca-mini, llama3, and nomic-embed-text models have been downloaded",
        "Pastikan model orca-mini, llama3, dan nomic-embed-text sudah diunduh",
    ),
    reason=Text("The client asks for them by these names.", "Client memintanya dengan nama-nama ini."),
    hint=Text("Pull them once: all workers share them.", "Unduh sekali: semua worker berbagi."),
    fix="tutorfleet cloud models pull",
)
def models_there(account: Account, blueprint: Blueprint) -> Verdict:
    tutor = blueprint.fleet.tutor
    wanted = (tutor.chat, tutor.scoring, tutor.embed)

    def look(site: Site) -> Verdict:
        told = dict(_models(site))

        def complete(one: Instance) -> Wrong:
            names = {name.partition(":")[0] for name in told[one.id]}
            gone = [name for name in wanted if name not in names]
            return unless(not gone, f"- {', '.join(gone)}")

        return every(site.name, words.WORKER, site.workers, complete)

    return at_each(sites(account, blueprint), look)


def _models(site: Site) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(worker, its models); raises UnknownFact when nobody asked the workers."""
    asked = _asked(site)
    for worker in site.workers:
        answer = asked.get(worker.id)
        yield (
            worker.id,
            known(
                answer.models if answer else None, "models of the workers: ask with `tutorfleet cloud audit --models`"
            ),
        )


def _chooses(association: Association, one: Instance) -> bool:
    """Whether the association's targets fit this instance; several keys must all fit."""
    tags = one.tags or {}

    def fits(key: str, values: tuple[str, ...]) -> bool:
        if key.startswith("tag:"):
            return tags.get(key.removeprefix("tag:")) in values
        return one.id in values if key == "InstanceIds" else any(value in tags for value in values)

    return bool(association.targets) and all(fits(key, values) for key, values in association.targets.items())


RULES = (
    roles_home,
    roles_away,
    backups,
    backups_elsewhere,
    private,
    instance_type,
    separate,
    registered,
    healthy,
    state_manager,
    targets_by_tags,
    targets_complete,
    configured,
    managed,
    same_models,
    models_there,
)
