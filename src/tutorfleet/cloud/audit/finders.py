"""What is what in an account: found by type, tag and relation, never by the names that our own stacks give. Pure.

A zone's VPC is the one with its address range; a subnet is public by its range, or else by a route to an internet gateway; the
NAT instance is where a private table's default route leads; a worker has the role of the listener rule that leads to it.
Whatever is wrong in an account should be found wrong once: a finder therefore takes the next best sign when the first is missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network

from tutorfleet.cloud.audit.model import (
    Account,
    Action,
    Alarm,
    Association,
    ClientApp,
    Database,
    FileSystem,
    Function,
    Instance,
    Listener,
    LoadBalancer,
    Method,
    MountTarget,
    Peering,
    Region,
    Resource,
    RestApi,
    Route,
    RouteTable,
    SecurityGroup,
    Subnet,
    TargetGroup,
    UserPool,
    Vpc,
    VpcLink,
    known,
)
from tutorfleet.cloud.blueprint import WORKER_PORT, Blueprint, Zone
from tutorfleet.fleet.description import Role

DEFAULT_ROUTE = "0.0.0.0/0"


@dataclass(frozen=True)
class Site:
    """One zone of the blueprint, with what stands there."""

    zone: Zone
    region: Region
    blueprint: Blueprint

    @property
    def name(self) -> str:
        """Of the region."""
        return self.region.name

    @property
    def roles(self) -> tuple[Role, ...]:
        return self.blueprint.fleet.roles

    @cached_property
    def vpc(self) -> Vpc | None:
        return next((vpc for vpc in known(self.region.vpcs, "VPCs") if vpc.cidr == self.zone.region.network), None)

    @cached_property
    def subnets(self) -> tuple[Subnet, ...]:
        return tuple(subnet for subnet in known(self.region.subnets, "subnets") if self._inside(subnet.vpc))

    @cached_property
    def public(self) -> tuple[Subnet, ...]:
        return tuple(subnet for subnet in self.subnets if self._is_public(subnet))

    @cached_property
    def private(self) -> tuple[Subnet, ...]:
        return tuple(subnet for subnet in self.subnets if not self._is_public(subnet))

    @cached_property
    def tables(self) -> tuple[RouteTable, ...]:
        """Those in use: the main table of the VPC only when a subnet falls back on it."""
        tables = [table for table in known(self.region.route_tables, "route tables") if self._inside(table.vpc)]
        named = {subnet for table in tables for subnet in table.subnets}
        fallen_back = any(subnet.id not in named for subnet in self.subnets)
        return tuple(table for table in tables if table.subnets or not table.main or fallen_back)

    def tables_of(self, subnets: Iterable[Subnet]) -> tuple[RouteTable, ...]:
        """The tables that these subnets use, each once."""
        used = {subnet.id: self._table_of(subnet) for subnet in subnets}
        return tuple(table for table in self.tables if table in used.values())

    @cached_property
    def peerings(self) -> tuple[Peering, ...]:
        """That begin or end in this VPC."""
        all_of_them = known(self.region.peerings, "peering connections")
        return tuple(one for one in all_of_them if self._inside(one.requester_vpc) or self._inside(one.accepter_vpc))

    @cached_property
    def groups(self) -> tuple[SecurityGroup, ...]:
        """Of the VPC, without the default one."""
        groups = known(self.region.security_groups, "security groups")
        return tuple(group for group in groups if self._inside(group.vpc) and not group.generated)

    def groups_of(self, ids: Iterable[str]) -> tuple[SecurityGroup, ...]:
        """The groups with these ids, the default one too."""
        wanted = set(ids)
        return tuple(group for group in known(self.region.security_groups, "security groups") if group.id in wanted)

    @cached_property
    def instances(self) -> tuple[Instance, ...]:
        return tuple(one for one in known(self.region.instances, "instances") if self._inside(one.vpc))

    @cached_property
    def nats(self) -> tuple[Instance, ...]:
        """Where the default routes of private tables lead; without such a route, what stands in the public subnet."""
        targets = {route.target for table in self.tables_of(self.private) for route in default_routes(table)}
        pointed = tuple(one for one in self.instances if {one.id, *one.interfaces} & targets)
        public = {subnet.id for subnet in self.public}
        return pointed or tuple(one for one in self.instances if one.subnet in public)

    @cached_property
    def workers(self) -> tuple[Instance, ...]:
        """Instances that a target group reaches at the worker's port, or that carry a role in their tags."""
        targets = {
            target.id for group in self.target_groups for target in group.targets or () if target.port == WORKER_PORT
        }
        names = {role.name for role in self.roles}
        others = [one for one in self.instances if one not in self.nats]
        found = [one for one in others if one.id in targets or one.private_address in targets or one.role in names]
        if not found:  # a target that could not be read may be one
            for group in self.target_groups:
                known(group.targets, "targets")
        return tuple(found)

    def role_of(self, worker: Instance) -> str:
        """As its tag says, or else as the path says that leads to it; "" when nothing does."""
        names = [role.name for role in self.roles]
        return worker.role if worker.role in names else next((n for n in names if self.leads(n, worker)), "")

    def leads(self, role: str, worker: Instance) -> bool:
        """Whether the path of this role leads to the worker."""
        targets = [target.id for group in self.groups_for(role) for target in known(group.targets, "targets")]
        return worker.id in targets or worker.private_address in targets

    def of_role(self, role: str) -> tuple[Instance, ...]:
        return tuple(worker for worker in self.workers if self.role_of(worker) == role)

    @cached_property
    def balancers(self) -> tuple[LoadBalancer, ...]:
        """Application load balancers of the VPC."""
        return self._balancers("application")

    @cached_property
    def network_balancers(self) -> tuple[LoadBalancer, ...]:
        return self._balancers("network")

    @cached_property
    def target_groups(self) -> tuple[TargetGroup, ...]:
        return tuple(one for one in known(self.region.target_groups, "target groups") if self._inside(one.vpc))

    @cached_property
    def listeners(self) -> tuple[Listener, ...]:
        """Of the application load balancers."""
        return tuple(listener for one in self.balancers for listener in known(one.listeners, "listeners"))

    def groups_for(self, role: str) -> tuple[TargetGroup, ...]:
        """The target groups that the path of this role leads to."""
        path = probe(next(one for one in self.roles if one.name == role))
        ids = {group for listener in self.listeners for group in resolve(listener, path).groups}
        return tuple(group for group in self.target_groups if group.id in ids)

    @property
    def worker_groups(self) -> tuple[TargetGroup, ...]:
        """Target groups that the path of a role leads to, or that hold a worker; each once."""
        found = [group for role in self.roles for group in self.groups_for(role.name)]
        workers = {one.id for one in self.workers}
        holding = [
            one for one in self.target_groups if workers & {target.id for target in known(one.targets, "targets")}
        ]
        return tuple(dict.fromkeys((*found, *holding)))

    def targets_behind(self, balancer: LoadBalancer) -> tuple[str, ...]:
        """Ids or addresses that the listeners of a network load balancer lead to."""
        ids = {group for listener in known(balancer.listeners, "listeners") for group in listener.default.groups}
        groups = [group for group in self.target_groups if group.id in ids]
        return tuple(target.id for group in groups for target in known(group.targets, "targets"))

    @cached_property
    def file_systems(self) -> tuple[FileSystem, ...]:
        return known(self.region.file_systems, "file systems")

    @property
    def mount_targets(self) -> tuple[MountTarget, ...]:
        return tuple(target for system in self.file_systems for target in known(system.mount_targets, "mount targets"))

    @cached_property
    def databases(self) -> tuple[Database, ...]:
        """In the VPC; also those whose VPC cannot be told."""
        databases = known(self.region.databases, "databases")
        return tuple(one for one in databases if one.vpc is None or self._inside(one.vpc))

    @cached_property
    def apis(self) -> tuple[RestApi, ...]:
        """With a path for conversations or for a region."""
        firsts = {"conversations", *(name for name, _ in self.blueprint.paths)}
        apis = known(self.region.rest_apis, "REST APIs")
        return tuple(api for api in apis if any(segment(path) in firsts for path, _ in methods(api))) or apis

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """That the API calls."""
        called = {m.integration.function for api in self.apis for _, m in methods(api) if m.integration}
        return tuple(one for one in known(self.region.functions, "functions") if {one.id, one.name} & called)

    @cached_property
    def all_functions(self) -> tuple[Function, ...]:
        """That the API calls, or that stand in the VPC."""
        functions = known(self.region.functions, "functions")
        subnets = {subnet.id for subnet in self.subnets}
        return tuple(one for one in functions if one in self.functions or subnets & set(one.subnets))

    @cached_property
    def pools(self) -> tuple[UserPool, ...]:
        """That an authorizer of the API names, or else all."""
        pools = known(self.region.user_pools, "user pools")
        named = {arn for api in self.apis for one in known(api.authorizers, "authorizers") for arn in one.pools}
        return tuple(pool for pool in pools if pool.arn in named) or pools

    @cached_property
    def vpc_links(self) -> tuple[VpcLink, ...]:
        """That a method of the API goes through."""
        used = {m.integration.vpc_link for api in self.apis for _, m in methods(api) if m.integration}
        return tuple(one for one in known(self.region.vpc_links, "VPC links") if one.id in used)

    @cached_property
    def associations(self) -> tuple[Association, ...]:
        """That apply playbooks, or have the prefix."""
        found = known(self.region.associations, "associations")
        return tuple(one for one in found if applies_playbook(one) or self.prefixed(one))

    @property
    def playbooks(self) -> tuple[Association, ...]:
        """Associations that apply one; another may only install what Ansible needs."""
        return tuple(one for one in self.associations if applies_playbook(one))

    @cached_property
    def client_apps(self) -> tuple[ClientApp, ...]:
        """With the prefix, or else all."""
        apps = known(self.region.client_apps, "Amplify apps")
        return tuple(one for one in apps if self.prefixed(one)) or apps

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """With the prefix, or on something that stands here."""
        here = [one.id for one in (*self.instances, *self.databases, *self.file_systems, *self.all_functions)]
        here += [one.name for one in (*self.apis, *self.databases, *self.all_functions)]
        here += [one.id.partition("loadbalancer/")[2] for one in (*self.balancers, *self.network_balancers)]
        return tuple(
            one
            for one in known(self.region.alarms, "alarms")
            if self.prefixed(one) or any(value and value in here for value in one.dimensions.values())
        )

    def prefixed(self, thing: Resource) -> bool:
        return thing.name.startswith(f"{self.blueprint.fleet.prefix}-")

    @cached_property
    def network(self) -> IPv4Network:
        return IPv4Network(self.zone.region.network)

    def _balancers(self, kind: str) -> tuple[LoadBalancer, ...]:
        balancers = known(self.region.balancers, "load balancers")
        return tuple(one for one in balancers if one.kind == kind and self._inside(one.vpc))

    def _inside(self, vpc: str) -> bool:
        return self.vpc is not None and vpc == self.vpc.id

    def _table_of(self, subnet: Subnet) -> RouteTable | None:
        named = next((table for table in self.tables if subnet.id in table.subnets), None)
        return named or next((table for table in self.tables if table.main), None)

    def _is_public(self, subnet: Subnet) -> bool:
        wanted = self.zone.subnets
        if subnet.cidr == wanted.public or subnet.cidr in wanted.private:
            return subnet.cidr == wanted.public
        table = self._table_of(subnet)
        return table is not None and any(route.kind == "internet-gateway" for route in default_routes(table))


def sites(account: Account, blueprint: Blueprint) -> tuple[Site, ...]:
    """The zones of the blueprint, the home zone first."""
    return tuple(Site(zone, account.region(zone.region.name), blueprint) for zone in blueprint.zones)


def home(account: Account, blueprint: Blueprint) -> Site:
    return sites(account, blueprint)[0]


def applies_playbook(association: Association) -> bool:
    """By the name of its document, or by what it is given."""
    given = (*association.parameters, *(value for values in association.parameters.values() for value in values))
    document = association.document.lower()
    return "ansible" in document or any("playbook" in text.lower() for text in (document, *given))


def default_routes(table: RouteTable) -> tuple[Route, ...]:
    return tuple(route for route in table.routes if route.destination == DEFAULT_ROUTE)


def probe(role: Role) -> str:
    """A path of Ollama's API that is this role's work."""
    path = next((path for path in role.paths if path.startswith("/api/")), role.paths[0])
    return path.replace("*", "tags")


def resolve(listener: Listener, path: str) -> Action:
    """What an application load balancer does with this path: the first rule that fits, or the default."""
    for rule in sorted(known(listener.rules, "listener rules"), key=lambda rule: rule.priority):
        if not rule.other_conditions and any(fnmatchcase(path, pattern) for pattern in rule.paths):
            return rule.action
    return listener.default


def methods(api: RestApi) -> Iterator[tuple[str, Method]]:
    """Every (path, method) of an API."""
    for resource in known(api.resources, "paths of the API"):
        for method in known(resource.methods, "methods of the API"):
            yield resource.path, method


def segment(path: str) -> str:
    """The first segment of a path."""
    return path.lstrip("/").split("/", 1)[0]


def within(address: str, network: IPv4Network | str) -> bool:
    """Whether an address, or a whole range, lies in the network; what is neither does not."""
    try:
        outer = IPv4Network(network, strict=False)
        return IPv4Network(address, strict=False).subnet_of(outer) if "/" in address else IPv4Address(address) in outer
    except ValueError:
        return False
