"""Chapter "LLM", the workers: three roles in each zone, each with a backup. How they are configured is in configuration.py. Pure."""

from collections.abc import Callable, Iterator

from tutorfleet.cloud.audit.finders import Site, sites
from tutorfleet.cloud.audit.model import Account, Instance, TargetGroup, known
from tutorfleet.cloud.audit.rule import Evidence, Text, Verdict, failed_unless, plain
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

THREE_KINDS = Text(
    "There will be three types of workers: LLM Workers, Scoring Workers, and Chat Workers.",
    "Akan ada tiga jenis worker: LLM Workers, Scoring Workers, Chat Workers.",
)
BACKUPS = Text(
    "Ensure that you have backup instances in different Availability Zones for each worker.",
    "Pastikan setiap worker memiliki backup instance di Availability Zone yang berbeda.",
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
)
