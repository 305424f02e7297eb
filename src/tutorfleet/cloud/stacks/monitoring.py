"""Task 14, "monitoring and metrics in CloudWatch": a dashboard for each region, and alarms on what really breaks.

An alarm has no action: it turns red on the dashboard and in the console. Whoever wants mail adds a topic; fleet.toml knows no address.
Waiting in a worker's queue is no metric of a balancer, but what learners feel of it is: a worker sends the head of an answer
together with its first words, so the balancer's response time is queue, reading and first word.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from aws_cdk import App
from aws_cdk import aws_cloudwatch as cloudwatch

from tutorfleet.cloud.blueprint import API_STAGE, Blueprint
from tutorfleet.cloud.stacks.api import Api
from tutorfleet.cloud.stacks.balancers import Balancers
from tutorfleet.cloud.stacks.base import Chapter, logical
from tutorfleet.cloud.stacks.database import STORAGE_GIB, Database
from tutorfleet.cloud.stacks.functions import MIGRATE, Functions
from tutorfleet.cloud.stacks.machine import burstable
from tutorfleet.cloud.stacks.nat import Nat
from tutorfleet.cloud.stacks.storage import Storage
from tutorfleet.cloud.stacks.watch import ABOVE, BELOW, MINUTE, MOST_METRICS, Metric, Picture, Watch, alarm, board
from tutorfleet.cloud.stacks.workers import Workers
from tutorfleet.fleet.routes import role_for

BALANCER, MACHINE, FILES = "AWS/ApplicationELB", "AWS/EC2", "AWS/EFS"
API, FUNCTION, DATABASE = "AWS/ApiGateway", "AWS/Lambda", "AWS/RDS"
CHAT = "/api/chat"
"""a learner waits for what answers this path"""
GIB = 2**30
FEW_CREDITS = 30
"""minutes of one processor that a burstable worker has left; a new t2.large begins with 60"""
LITTLE_BURST = 100 * GIB
"""what EFS still gives at full speed; a new file system has 2100 GiB"""
MANY_CONNECTIONS = 60
"""of the eighty or so that the smallest database takes"""
LITTLE_SPACE = STORAGE_GIB * GIB // 10
FEW_FAILURES = 5
"""of a function in five minutes"""
SERVER_ERRORS = 0.05
"""a twentieth of all requests"""


@dataclass(frozen=True)
class Once:
    """The chapters of what there is once, at home."""

    storage: Storage
    database: Database
    functions: Functions
    api: Api


class Monitoring(Chapter):
    """Of one zone; the home zone's also watches what there is once."""

    def __init__(
        self,
        app: App,
        blueprint: Blueprint,
        balancers: Balancers,
        workers: Workers,
        nat: Nat,
        once: Once | None = None,
    ) -> None:
        zone = balancers.zone
        super().__init__(app, blueprint, zone, "monitoring", f"Dashboard and alarms in {zone.region.title}")
        watched: list[Machines | Application] = [Machines(self, balancers, workers, nat)]
        watched += [Application(self, once)] if once else []
        alarms = [alarm(self, watch).attr_arn for each in watched for watch in each.watches()]
        name, title = zone.named("dashboard"), zone.region.title
        heading = f"## {title}\nThe fleet in zone {zone.letter}: what is red first, then how it is used."
        pictures = [picture for each in watched for picture in each.pictures()]
        cloudwatch.CfnDashboard(
            self,
            "Dashboard",
            dashboard_name=name,
            dashboard_body=self.to_json_string(board(zone.region.name, heading, pictures, alarms)),
            tags=self.tags_of(name, f"The fleet in {title} at a glance"),
        )


class Machines:
    """The workers, the balancer and the NAT of a zone."""

    def __init__(self, chapter: Chapter, balancers: Balancers, workers: Workers, nat: Nat) -> None:
        fleet = chapter.blueprint.fleet
        self._cloud, self._patience = fleet.cloud, fleet.limits.first_byte_seconds
        self._talker = role_for(fleet, CHAT) or fleet.roles[0].name
        self._nat = {"InstanceId": chapter.take("Nat", nat.instance, description="The NAT instance")}
        self._balancer = chapter.take("AlbFullName", balancers.full_name, description="The balancer's name in metrics")
        self._groups = {
            role: chapter.take(
                logical(role, "full", "name"), group, description=f"Name of the {role} workers in metrics"
            )
            for role, group in balancers.target_groups.items()
        }
        self._workers = {
            f"{role} {replica}": chapter.take(
                logical(role, replica), worker, description=f"The {replica} {role} worker"
            )
            for role, instances in workers.instances.items()
            for replica, worker in zip(fleet.replicas, instances, strict=True)
        }

    def watches(self) -> Iterator[Watch]:
        """What gets an alarm."""
        for role in self._groups:
            healthy = self._of_role(role, "HealthyHostCount", "Maximum")
            description = f"No healthy {role} worker: its requests fail"
            yield Watch(f"no-{role}-worker", description, [healthy], BELOW, 1, silence="breaching")
        slow = self._of_role(self._talker, "TargetResponseTime", "p90")
        yield Watch("slow-chat", "One answer of ten waits too long for its first word", [slow], ABOVE, self._patience)
        if burstable(self._cloud.worker_instance):
            credit = list(self._of_workers("CPUCreditBalance", "Minimum"))
            description = "A worker has spent the credits of its processor and becomes slow"
            for start in range(0, len(credit), MOST_METRICS):
                some, number = credit[start : start + MOST_METRICS], f"-{start // MOST_METRICS + 1}" if start else ""
                yield Watch(f"few-credits{number}", description, some, BELOW, FEW_CREDITS, 5 * MINUTE, 1)
        failed = Metric(MACHINE, "StatusCheckFailed", self._nat, "Maximum")
        description = "The NAT instance is gone: nothing private reaches the internet"
        yield Watch("no-nat", description, [failed], ABOVE, 0, silence="breaching")

    def pictures(self) -> Iterator[Picture]:
        """What the dashboard shows."""
        for title, metric, statistic in (
            ("Healthy workers", "HealthyHostCount", "Minimum"),
            ("Requests", "RequestCount", "Sum"),
            ("Until the first word, 90 of 100 (s)", "TargetResponseTime", "p90"),
            ("Errors of workers", "HTTPCode_Target_5XX_Count", "Sum"),
        ):
            yield Picture(title, [self._of_role(role, metric, statistic) for role in self._groups])
        yield Picture("Processors (%)", list(self._of_workers("CPUUtilization")))
        yield Picture("Credits of processors (minutes)", list(self._of_workers("CPUCreditBalance")))
        yield Picture("NAT (bytes)", [Metric(MACHINE, name, self._nat, "Sum") for name in ("NetworkIn", "NetworkOut")])

    def _of_role(self, role: str, metric: str, statistic: str) -> Metric:
        where = {"TargetGroup": self._groups[role], "LoadBalancer": self._balancer}
        return Metric(BALANCER, metric, where, statistic, role)

    def _of_workers(self, metric: str, statistic: str = "Average") -> Iterator[Metric]:
        for name, instance in self._workers.items():
            yield Metric(MACHINE, metric, {"InstanceId": instance}, statistic, name)


class Application:
    """The file system, the database, the functions and the API. Functions and API are known in metrics by our own names; of the
    one that makes the tables the deployer says itself when it fails."""

    def __init__(self, chapter: Chapter, once: Once) -> None:
        chapter.wait_for(once.functions, once.api)
        files, database = once.storage.file_system, once.database.instance
        self._files = {"FileSystemId": chapter.take("FileSystem", files, description="The models' file system")}
        self._database = {"DBInstanceIdentifier": chapter.take("Database", database, description="The database")}
        self._functions = {what: name for what, name in once.functions.names.items() if what != MIGRATE}
        self._api = {"ApiName": once.api.name, "Stage": API_STAGE}

    def watches(self) -> Iterator[Watch]:
        """What gets an alarm."""
        burst = Metric(FILES, "BurstCreditBalance", self._files, "Minimum")
        yield Watch("few-burst-credits", "EFS becomes slow: models load for long", [burst], BELOW, LITTLE_BURST)
        errors = Metric(API, "5XXError", self._api)
        description = "One request of twenty to the API fails"
        yield Watch("api-errors", description, [errors], ABOVE, SERVER_ERRORS, 5 * MINUTE, 1)
        for what, name in self._functions.items():
            failed = Metric(FUNCTION, "Errors", {"FunctionName": name}, "Sum")
            yield Watch(f"{what}-errors", f"The function {name} fails", [failed], ABOVE, FEW_FAILURES, 5 * MINUTE, 1)
        connections = Metric(DATABASE, "DatabaseConnections", self._database, "Maximum")
        yield Watch("many-connections", "The database soon takes no more", [connections], ABOVE, MANY_CONNECTIONS)
        space = Metric(DATABASE, "FreeStorageSpace", self._database, "Minimum")
        yield Watch("little-space", "The disk of the database is nearly full", [space], BELOW, LITTLE_SPACE)

    def pictures(self) -> Iterator[Picture]:
        """What the dashboard shows."""
        requests = [Metric(API, name, self._api, "Sum") for name in ("Count", "4XXError", "5XXError")]
        yield Picture("Requests to the API", requests)
        for title, metric, statistic in (
            ("Calls of functions", "Invocations", "Sum"),
            ("Errors of functions", "Errors", "Sum"),
            ("Duration of functions, 90 of 100 (ms)", "Duration", "p90"),
        ):
            names = self._functions.items()
            yield Picture(title, [Metric(FUNCTION, metric, {"FunctionName": n}, statistic, what) for what, n in names])
        yield Picture("Connections of the database", [Metric(DATABASE, "DatabaseConnections", self._database)])
        yield Picture("Free disk of the database (bytes)", [Metric(DATABASE, "FreeStorageSpace", self._database)])
        yield Picture("Burst credits of EFS (bytes)", [Metric(FILES, "BurstCreditBalance", self._files)])
        sizes = [Metric(FILES, name, self._files, "Sum") for name in ("DataReadIOBytes", "DataWriteIOBytes")]
        yield Picture("Models read and written (bytes)", sizes)
