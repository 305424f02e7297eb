"""Chapter "LLM", configuration: State Manager brings every worker, and no other machine, to the same state. Pure."""

from collections.abc import Iterator

from tutorfleet.cloud.audit.finders import Site, sites
from tutorfleet.cloud.audit.model import Account, Association, Instance, ManagedInstance, known
from tutorfleet.cloud.audit.rule import Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.kinds import UPDATE_ASSOCIATION
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, missing, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

STATE_MANAGER = Text(
    "Execute the configuration playbook with State Manager in AWS Systems Manager (SSM).",
    "Jalankan playbook konfigurasi dengan State Manager (AWS Systems Manager - SSM).",
)
BY_TAGS = Text(
    "Specify the targets only based on tags in State Manager.",
    "Pastikan target worker dipilih berdasarkan tags di State Manager.",
)


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
    return every_at(sites(account, blueprint), words.PLAYBOOK, lambda site: site.playbooks, lambda _: None)


@rule(
    "workers.targets-by-tags",
    3,
    "major",
    title=Text("Its targets are chosen by tags only", "Targetnya dipilih hanya berdasarkan tag"),
    sentence=BY_TAGS,
    reason=Text(
        "A new worker is then configured without a hand.", "Worker baru akan terkonfigurasi tanpa campur tangan."
    ),
    hint=Text(
        "Replace instance ids by a tag. Name everything again: what is left out is lost.",
        "Ganti id instance dengan tag. Sebutkan semuanya lagi: yang tidak disebut akan hilang.",
    ),
    fix=UPDATE_ASSOCIATION,
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
    fix="aws ec2 create-tags --region <region> --resources <worker without it> --tags Key=<key>,Value=<value>",
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


def _asked(site: Site) -> dict[str, ManagedInstance]:
    return {one.instance: one for one in known(site.region.managed, "instances of Systems Manager")}


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
    tags = known(one.tags, f"tags of {one.shown}")

    def fits(key: str, values: tuple[str, ...]) -> bool:
        if key.startswith("tag:"):
            return tags.get(key.removeprefix("tag:")) in values
        return one.id in values if key == "InstanceIds" else any(value in tags for value in values)

    return bool(association.targets) and all(fits(key, values) for key, values in association.targets.items())


RULES = (
    state_manager,
    targets_by_tags,
    targets_complete,
    configured,
    managed,
    same_models,
    models_there,
)
