"""The fleet as one frozen value. Everything else that this project knows about a fleet is derived from it.

It does not know files (parse.py reads them) nor how anything is started.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Region:
    """One place with a balancer and workers of its own."""

    name: str
    title: str
    zone: str
    network: str
    """address range, CIDR"""
    aliases: tuple[str, ...] = ()
    """other names that learners may call it by"""


@dataclass(frozen=True)
class Role:
    """One kind of work."""

    name: str
    paths: tuple[str, ...]
    """exact paths, or a prefix that ends in `/*`"""
    models: tuple[str, ...]
    """loaded when a worker starts, in this order"""
    backend: str = ""
    """URL of an Ollama, llama-server or vLLM that does the work instead of engines of our own; "" is none"""


@dataclass(frozen=True)
class Worker:
    """One worker: the `replica` of a role in a region."""

    region: str
    role: str
    replica: str

    @property
    def name(self) -> str:
        return f"{self.region}.{self.role}.{self.replica}"


@dataclass(frozen=True)
class Tutor:
    """Which model the turn asks for what."""

    chat: str
    scoring: str
    embed: str


@dataclass(frozen=True)
class Limits:
    body_bytes: int
    requests_per_minute: int
    """of one learner"""
    sign_ins_per_minute: int
    """of one address, for requests without a token"""
    stream_seconds: int
    first_byte_seconds: int
    tokens_per_second: int
    """of one answer; 0 is no limit"""


@dataclass(frozen=True)
class Application:
    """What learners use on AWS: ours, or the application that the task hands out."""

    function: str = ""
    """folder of a Node.js Lambda function for /conversations; "" is ours"""
    client: str = ""
    """folder of built pages, or the https URL of a repository that Amplify builds; "" is ours"""


@dataclass(frozen=True)
class Cloud:
    """How the fleet stands on AWS. Prices and quotas follow from it."""

    role: str = "LabRole"
    """of every service; it exists already, none is made"""
    instance_profile: str = "LabInstanceProfile"
    worker_instance: str = "t2.large"
    worker_disk: int = 30
    """GiB"""
    nat_instance: str = "t2.micro"
    database_instance: str = "db.t3.micro"
    engine: str = "tutorfleet"
    """what a worker runs: ours, or "ollama" in Docker"""
    crossing: str = "peering"
    """how the API of the home region reaches the others: "peering" (addresses of their balancers) or "api" (an API of their own)"""
    application: Application = Application()


@dataclass(frozen=True)
class Fleet:
    prefix: str
    health_body: str
    replicas: tuple[str, ...]
    """in the order in which they take over"""
    regions: tuple[Region, ...]
    """the first is home: accounts and database live there"""
    roles: tuple[Role, ...]
    tutor: Tutor
    aliases: Mapping[str, str]
    """model name -> the model that stands in for it until the store has one of that name"""
    limits: Limits
    hosts: tuple[str, ...] = ()
    """names that learners may reach this fleet by, besides localhost"""
    cloud: Cloud = Cloud()

    @property
    def home(self) -> Region:
        return self.regions[0]

    @property
    def pool(self) -> str:
        """The id of the pool of accounts, as Cognito forms it: region, underscore, name."""
        return f"{self.home.name}_{self.prefix}tutorfleet"

    def workers(self) -> Iterator[Worker]:
        """Every worker, primaries of every region before backups, so that a fleet is useful before it is complete."""
        for replica in self.replicas:
            for region in self.regions:
                for role in self.roles:
                    yield Worker(region.name, role.name, replica)

    def role(self, name: str) -> Role:
        return next(role for role in self.roles if role.name == name)

    def small(self) -> "Fleet":
        """The same fleet with one region and no backups, for a small machine."""
        return replace(self, regions=self.regions[:1], replicas=self.replicas[:1])
