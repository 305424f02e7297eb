"""Everything about the fleet on AWS that follows from `fleet.toml` without asking AWS: zones, names, addresses, machines. Pure.

Stacks, audit and cost read the same blueprint, so a name or an address stands in one place. What only an account can tell
(ids, images, quotas) comes later (deploy/).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tutorfleet.cloud.addresses import BALANCER_HOST, CROSSING_HOST, MOUNT_TARGET_HOST, Subnets, host, subnets
from tutorfleet.fleet.description import Cloud, Fleet, Region, Role
from tutorfleet.fleet.routes import IDLE_SECONDS, region_names

WORKER_PORT = 11434
BALANCER_PORT = 80
NFS_PORT = 2049
DATABASE_PORT = 5432
SHARE = "/share"
"""where a worker mounts the models"""
API_STAGE = "v1"
CLIENT_BRANCH = "main"
"""of the Amplify app, and of a repository that it builds"""
API_IDLE_SECONDS = IDLE_SECONDS
"""silence after which a regional REST API ends a stream; balancers wait as long"""
UNTAGGABLE = re.compile(r"[^\w .:/=+\-@]")
"""characters that a service refuses in the value of a tag: EC2 takes all, RDS and Lambda not even a comma"""


@dataclass(frozen=True)
class Worker:
    """One machine that works."""

    name: str
    role: str
    replica: str
    private: int
    """0 or 1: in which private subnet, and so in which availability zone"""


@dataclass(frozen=True)
class Zone:
    """One region of the fleet: a VPC with its balancer and workers."""

    prefix: str
    region: Region
    home: bool
    workers: tuple[Worker, ...]

    @property
    def letter(self) -> str:
        return self.region.zone

    @cached_property
    def subnets(self) -> Subnets:
        return subnets(self.region.network)

    @property
    def availability_zones(self) -> tuple[str, str]:
        """Of the private subnets; the public one lies in the first. The specification says 1a and 1b."""
        return f"{self.region.name}a", f"{self.region.name}b"

    @property
    def balancer_addresses(self) -> tuple[str, str]:
        """Of the network balancer, one in each private subnet."""
        return self._pinned(BALANCER_HOST)

    @property
    def mount_targets(self) -> tuple[str, str]:
        """Of EFS, one in each private subnet; only the home zone has any."""
        return self._pinned(MOUNT_TARGET_HOST)

    def crossing_addresses(self, number: int) -> tuple[str, str]:
        """Of the home zone's balancer for the other zone of this number, one in each private subnet."""
        return self._pinned(CROSSING_HOST + number)

    def named(self, what: str) -> str:
        """`lks-alb-zone-a`: names that two zones must not share."""
        return f"{self.prefix}-{what}-zone-{self.letter}"

    def _pinned(self, number: int) -> tuple[str, str]:
        first, second = self.subnets.private
        return host(first, number), host(second, number)


@dataclass(frozen=True)
class Blueprint:
    """The whole fleet on AWS."""

    fleet: Fleet

    @property
    def cloud(self) -> Cloud:
        return self.fleet.cloud

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """The home zone first."""
        return tuple(
            Zone(self.fleet.prefix, region, region is self.fleet.home, tuple(self._workers(region)))
            for region in self.fleet.regions
        )

    @property
    def home(self) -> Zone:
        return self.zones[0]

    @property
    def away(self) -> tuple[Zone, ...]:
        """The zones that reach EFS and the API from another region."""
        return self.zones[1:]

    @property
    def paths(self) -> tuple[tuple[str, str], ...]:
        """(region name or alias, region): the first segment of a learner's path to a region's balancer."""
        return tuple(region_names(self.fleet))

    def named(self, what: str) -> str:
        """`lks-api`: names that are there once."""
        return f"{self.fleet.prefix}-{what}"

    def tags(self, name: str, description: str) -> dict[str, str]:
        """What every resource carries that can carry it."""
        return {
            "Name": name,
            "Description": UNTAGGABLE.sub("", description),
            "Project": self.named("llm"),
            "Environment": "lab",
            "ManagedBy": "tutorfleet",
        }

    def worker_tags(self, worker: Worker) -> dict[str, str]:
        """By these State Manager finds a worker, and the audit its role."""
        return {"Fleet": self.named("workers"), "Role": worker.role, "Replica": worker.replica}

    def role(self, name: str) -> Role:
        return self.fleet.role(name)

    def _workers(self, region: Region) -> Iterator[Worker]:
        for number, replica in enumerate(self.fleet.replicas):
            for role in self.fleet.roles:
                name = f"{self.fleet.prefix}-worker-{role.name}-{replica}-zone-{region.zone}"
                yield Worker(name, role.name, replica, number % 2)
