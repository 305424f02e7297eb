"""Task 14, "Configure necessary application monitoring and metrics in CloudWatch": alarms on what breaks, and a picture. Pure."""

from collections.abc import Callable, Iterable

from tutorfleet.cloud.audit.finders import Site, home, sites
from tutorfleet.cloud.audit.model import Account, Alarm, Dashboard, Instance, LogGroup, known
from tutorfleet.cloud.audit.rule import Evidence, Rule, Text, Verdict, failed_unless, plain
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, missing, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

MONITORING = Text(
    "Configure necessary application monitoring and metrics in CloudWatch.",
    "Konfigurasikan monitoring dan metrics yang diperlukan di CloudWatch.",
)
PUT_ALARM = (
    "aws cloudwatch put-metric-alarm --region <region> --alarm-name lks-<name> --namespace <namespace> --metric-name <metric> "
    "--dimensions Name=<name>,Value=<value> --statistic <statistic> --period 60 --evaluation-periods 3 --threshold <number> "
    "--comparison-operator <operator>"
)
INSTANCE = "InstanceId"


def _watched(
    name: str,
    points: int,
    everywhere: bool,
    title: Text,
    reason: Text,
    namespaces: tuple[str, ...],
    metrics: tuple[str, ...],
    of: Callable[[Site], Iterable[Instance]] = lambda site: site.instances,
) -> Rule:
    """An alarm on one of these metrics of one of these namespaces; one that names an instance names one of these."""
    what = f"{namespaces[0]} {', '.join(metrics)}"

    @rule(
        f"monitoring.{name}",
        points,
        "major",
        title=title,
        sentence=MONITORING,
        reason=reason,
        hint=Text(
            f"Create an alarm on {' or '.join(metrics)} of {namespaces[0]}.",
            f"Buat alarm pada {' atau '.join(metrics)} dari {namespaces[0]}.",
        ),
        fix=PUT_ALARM.replace("<namespace>", namespaces[0]).replace("<metric>", metrics[0]),
    )
    def watched(account: Account, blueprint: Blueprint) -> Verdict:
        def look(site: Site) -> Verdict:
            ids = {one.id for one in of(site)}
            on = [alarm for alarm in site.alarms if _is_on(alarm, namespaces, metrics)]
            found = [alarm for alarm in on if alarm.dimensions.get(INSTANCE) in (None, *ids)]
            return failed_unless(() if found else (Evidence(what, site.name, plain("Alarms = -")),))

        return at_each(sites(account, blueprint) if everywhere else (home(account, blueprint),), look)

    return watched


def _is_on(alarm: Alarm, namespaces: tuple[str, ...], metrics: tuple[str, ...]) -> bool:
    """An alarm of mathematics names no namespace; its metrics tell."""
    told = any(metric in name for metric in metrics for name in (alarm.metric, *alarm.metrics))
    return told and (alarm.namespace in namespaces or not alarm.namespace)


@rule(
    "monitoring.alarms-quiet",
    2,
    "major",
    title=Text("No alarm is ringing", "Tidak ada alarm yang berbunyi"),
    sentence=Text(
        "Conduct a thorough testing of the entire infrastructure and ensure that everything operates as desired.",
        "Lakukan pengujian menyeluruh pada seluruh infrastruktur dan pastikan semuanya berjalan sesuai harapan.",
    ),
    reason=Text(
        "An alarm that rings on the day of judgement says it for the judge.",
        "Alarm yang berbunyi pada hari penilaian berbicara kepada juri.",
    ),
    hint=Text("Mend what it watches, or its threshold.", "Perbaiki yang diawasi, atau ambang batasnya."),
    fix="aws cloudwatch describe-alarms --region <region> --state-value ALARM",
)
def alarms_quiet(account: Account, blueprint: Blueprint) -> Verdict:
    def quiet(alarm: Alarm) -> Wrong:
        state = known(alarm.state, "state of an alarm")
        return unless(state != "ALARM", f"StateValue = {state}")

    return every_at(sites(account, blueprint), words.ALARM, lambda site: site.alarms, quiet)


@rule(
    "monitoring.missing-data",
    1,
    "minor",
    title=Text("Alarms say what silence means", "Alarm menyatakan arti data yang hilang"),
    sentence=MONITORING,
    reason=Text(
        "The default keeps an alarm without data in INSUFFICIENT_DATA, which looks like broken monitoring.",
        "Bawaannya membuat alarm tanpa data tetap INSUFFICIENT_DATA, yang terlihat seperti monitoring rusak.",
    ),
    hint=Text(
        "Set TreatMissingData to notBreaching, or to breaching where silence is the failure.",
        "Atur TreatMissingData menjadi notBreaching, atau breaching bila keheningan adalah kegagalan.",
    ),
    fix="aws cloudwatch put-metric-alarm --region <region> --alarm-name <alarm> --treat-missing-data notBreaching ...",
)
def missing_data(account: Account, blueprint: Blueprint) -> Verdict:
    def told(alarm: Alarm) -> Wrong:
        """The default does no harm to an alarm that has data."""
        if alarm.missing_data != "missing":
            return None
        state = known(alarm.state, "state of an alarm")
        return unless(state != "INSUFFICIENT_DATA", f"TreatMissingData = missing, StateValue = {state}")

    return every_at(sites(account, blueprint), words.ALARM, lambda site: site.alarms, told)


def _dashboards(site: Site) -> list[Dashboard]:
    return [one for one in known(site.region.dashboards, "dashboards") if site.prefixed(one)]


@rule(
    "monitoring.dashboard",
    3,
    "major",
    title=Text("A dashboard shows the fleet", "Sebuah dashboard menampilkan seluruh sistem"),
    sentence=MONITORING,
    reason=Text("Somebody has to see it at a glance.", "Harus bisa dilihat sekilas."),
    hint=Text(
        "Create a dashboard lks-... with the metrics of the task's services.",
        "Buat dashboard lks-... dengan metric dari service di soal.",
    ),
    fix="aws cloudwatch put-dashboard --region <region> --dashboard-name lks-<name> --dashboard-body file://dashboard.json",
)
def dashboard(account: Account, blueprint: Blueprint) -> Verdict:
    found = [one for site in sites(account, blueprint) for one in _dashboards(site)]
    region = home(account, blueprint).name

    def shows(one: Dashboard) -> Wrong:
        return unless(
            bool(known(one.metrics, "widgets of a dashboard")), Text("shows no metric", "tidak menampilkan metric")
        )

    return every(region, words.DASHBOARD, found, shows)


@rule(
    "monitoring.dashboard-complete",
    2,
    "minor",
    title=Text(
        "Dashboards show workers, balancer, database, functions and API",
        "Dashboard menampilkan worker, balancer, database, function, dan API",
    ),
    sentence=MONITORING,
    reason=Text("What is not shown is looked for at night.", "Yang tidak ditampilkan akan dicari di malam hari."),
    hint=Text("Add a widget for the service that is missing.", "Tambahkan widget untuk service yang kurang."),
    fix="aws cloudwatch put-dashboard --region <region> --dashboard-name lks-<name> --dashboard-body file://dashboard.json",
)
def dashboard_complete(account: Account, blueprint: Blueprint) -> Verdict:
    found = [one for site in sites(account, blueprint) for one in _dashboards(site)]
    region = home(account, blueprint).name
    if not found:
        return failed_unless((missing(region, words.DASHBOARD),))
    shown = {namespace for one in found for namespace, _ in known(one.metrics, "widgets of a dashboard")}
    wanted = {"AWS/EC2", "AWS/ApplicationELB", "AWS/RDS", "AWS/Lambda", "AWS/ApiGateway"}
    return failed_unless(tuple(Evidence(name, region, plain("Widgets = -")) for name in sorted(wanted - shown)))


@rule(
    "monitoring.logs-expire",
    1,
    "minor",
    title=Text("Logs of functions are kept for a set time", "Log function disimpan untuk waktu tertentu"),
    sentence=Text(
        "The goal is to create a stable, secure, and scalable learning environment that is also economical.",
        "Target akhirnya adalah menciptakan lingkungan belajar yang stabil, aman, dapat diskalakan, dan ekonomis.",
    ),
    reason=Text(
        "Without a set time they are kept, and paid, for ever.",
        "Tanpa batas waktu, log disimpan dan dibayar selamanya.",
    ),
    hint=Text("Set a retention.", "Atur retention."),
    fix="aws logs put-retention-policy --region us-east-1 --log-group-name /aws/lambda/<function> --retention-in-days 14",
)
def logs_expire(account: Account, blueprint: Blueprint) -> Verdict:
    site = home(account, blueprint)

    def expires(group: LogGroup) -> Wrong:
        return unless(group.retention_days > 0, f"RetentionInDays = {group.retention_days}")

    return every(site.name, Text("log group of a function", "log group milik function"), _logs(site), expires)


def _logs(site: Site) -> Iterable[LogGroup]:
    names = {name for one in site.all_functions for name in (one.id, one.name)}
    groups = known(site.region.log_groups, "log groups")
    return (one for one in groups if one.name.rpartition("/")[2] in names or site.prefixed(one))


RULES = (
    _watched(
        "targets",
        2,
        True,
        Text("Missing healthy workers raise an alarm", "Alarm berbunyi bila worker sehat tidak ada"),
        Text(
            "A role without a healthy worker is the fleet's commonest failure.",
            "Peran tanpa worker sehat adalah kegagalan paling umum.",
        ),
        ("AWS/ApplicationELB", "AWS/NetworkELB"),
        ("HealthyHostCount",),
    ),
    _watched(
        "workers",
        2,
        True,
        Text("Workers that run out of CPU raise an alarm", "Alarm berbunyi bila CPU worker habis"),
        Text("A t2 without credits runs at a third of its speed.", "T2 tanpa credit berjalan sepertiga kecepatannya."),
        ("AWS/EC2",),
        ("CPUCreditBalance", "CPUUtilization"),
        lambda site: site.workers,
    ),
    _watched(
        "nat",
        2,
        True,
        Text("A NAT that fails raises an alarm", "Alarm berbunyi bila NAT gagal"),
        Text("It is the only way out, and there is one.", "Ia satu-satunya jalan keluar, dan hanya ada satu."),
        ("AWS/EC2",),
        ("StatusCheckFailed",),
        lambda site: site.nats,
    ),
    _watched(
        "storage",
        1,
        False,
        Text(
            "A file system without burst credits raises an alarm", "Alarm berbunyi bila burst credit file system habis"
        ),
        Text("Without credits a model takes an hour to load.", "Tanpa credit, memuat model memakan waktu satu jam."),
        ("AWS/EFS",),
        ("BurstCreditBalance",),
    ),
    _watched(
        "database",
        2,
        False,
        Text("A database in trouble raises an alarm", "Alarm berbunyi bila database bermasalah"),
        Text(
            "A full disk or no free connection stops every conversation.",
            "Disk penuh atau koneksi habis menghentikan semua percakapan.",
        ),
        ("AWS/RDS",),
        ("DatabaseConnections", "FreeStorageSpace", "FreeableMemory"),
    ),
    _watched(
        "functions",
        1,
        False,
        Text("Errors of functions raise an alarm", "Alarm berbunyi bila function error"),
        Text("A learner's history is lost quietly.", "Riwayat pengguna hilang tanpa suara."),
        ("AWS/Lambda",),
        ("Errors",),
    ),
    _watched(
        "api",
        1,
        False,
        Text("Errors of the API raise an alarm", "Alarm berbunyi bila API error"),
        Text("It is what learners see.", "Itulah yang dilihat pengguna."),
        ("AWS/ApiGateway",),
        ("5XXError", "5xx"),
    ),
    alarms_quiet,
    missing_data,
    dashboard,
    dashboard_complete,
    logs_expire,
)
