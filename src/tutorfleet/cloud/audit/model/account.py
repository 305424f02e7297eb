"""An account in the regions of the fleet, as one value. Pure.

Everything in it is in it: also what has no `lks-` name. Which of it is to be judged, the rules decide.
"""

from dataclasses import dataclass, fields

from tutorfleet.cloud.audit.model.application import ClientApp, Function, HttpApi, RestApi, UserPool, VpcLink
from tutorfleet.cloud.audit.model.balancing import LoadBalancer, TargetGroup
from tutorfleet.cloud.audit.model.compute import Association, Instance, ManagedInstance, Volume
from tutorfleet.cloud.audit.model.monitoring import Alarm, Dashboard, LogGroup
from tutorfleet.cloud.audit.model.network import (
    ElasticAddress,
    InternetGateway,
    NatGateway,
    NetworkInterface,
    Peering,
    RouteTable,
    SecurityGroup,
    Subnet,
    Vpc,
    VpcEndpoint,
)
from tutorfleet.cloud.audit.model.storage import Database, FileSystem


@dataclass(frozen=True, kw_only=True)
class Region:
    """What stands in one region. A kind of thing that could not be read is None, and a note of the account says why."""

    name: str
    vpcs: tuple[Vpc, ...] | None = ()
    subnets: tuple[Subnet, ...] | None = ()
    route_tables: tuple[RouteTable, ...] | None = ()
    peerings: tuple[Peering, ...] | None = ()
    internet_gateways: tuple[InternetGateway, ...] | None = ()
    nat_gateways: tuple[NatGateway, ...] | None = ()
    addresses: tuple[ElasticAddress, ...] | None = ()
    security_groups: tuple[SecurityGroup, ...] | None = ()
    interfaces: tuple[NetworkInterface, ...] | None = ()
    endpoints: tuple[VpcEndpoint, ...] | None = ()
    instances: tuple[Instance, ...] | None = ()
    volumes: tuple[Volume, ...] | None = ()
    associations: tuple[Association, ...] | None = ()
    managed: tuple[ManagedInstance, ...] | None = ()
    file_systems: tuple[FileSystem, ...] | None = ()
    databases: tuple[Database, ...] | None = ()
    balancers: tuple[LoadBalancer, ...] | None = ()
    target_groups: tuple[TargetGroup, ...] | None = ()
    functions: tuple[Function, ...] | None = ()
    rest_apis: tuple[RestApi, ...] | None = ()
    http_apis: tuple[HttpApi, ...] | None = ()
    vpc_links: tuple[VpcLink, ...] | None = ()
    user_pools: tuple[UserPool, ...] | None = ()
    client_apps: tuple[ClientApp, ...] | None = ()
    alarms: tuple[Alarm, ...] | None = ()
    dashboards: tuple[Dashboard, ...] | None = ()
    log_groups: tuple[LogGroup, ...] | None = ()


COLLECTIONS = tuple(field.name for field in fields(Region) if field.name != "name")
"""every kind of thing that a region holds"""


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something that could not be read, and why."""

    region: str
    what: str
    """a collection of Region, or the call that failed"""
    why: str


@dataclass(frozen=True, kw_only=True)
class Account:
    id: str
    source: str
    """"live" or "planned" """
    taken: str
    """when, ISO 8601 in UTC"""
    regions: tuple[Region, ...]
    notes: tuple[Note, ...] = ()

    def region(self, name: str) -> Region:
        """Of this name; an account that was not looked at there knows nothing about it."""
        return next((region for region in self.regions if region.name == name), _unread(name))


def _unread(name: str) -> Region:
    return Region(name=name, **dict.fromkeys(COLLECTIONS))
