"""For every rule of the audit a mistake that must turn it red: without one a rule could be true of anything."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from support.accounts import (
    AWAY,
    HOME,
    Mistake,
    anything,
    besides,
    both,
    each,
    facts,
    named,
    nat,
    of_kind,
    twice,
    without,
    worker,
)
from tutorfleet.cloud.audit.model import (
    Action,
    ElasticAddress,
    GroupRule,
    HttpApi,
    Image,
    InternetGateway,
    ManagedInstance,
    NatGateway,
    NetworkInterface,
    Region,
    Route,
    Target,
    Variable,
    Volume,
)

ANYWHERE = GroupRule(protocol="tcp", from_port=80, to_port=80, cidr="0.0.0.0/0", description="all of them")
KINDS = {
    "networks": "subnets",
    "security-groups": "security_groups",
    "instances": "instances",
    "file-systems": "file_systems",
    "balancers": "target_groups",
    "associations": "associations",
    "databases": "databases",
    "functions": "functions",
    "apis": "rest_apis",
    "user-pools": "user_pools",
    "clients": "client_apps",
    "alarms": "alarms",
}


def part(collection: str, name: str, change: Callable[[Any], Any], where: Any = anything, region: str = "") -> Mistake:
    """Changes every part of this name of every thing: routes of tables, rules of groups; to None: it is gone."""

    def changed(item: Any) -> Any:
        parts = (change(one) for one in getattr(item, name))
        return replace(item, **{name: tuple(one for one in parts if one is not None)})

    return each(collection, where, changed, region)


def routes(where: Callable[[Route], bool], **values: Any) -> Mistake:
    """Other routes; without values they are gone."""
    return part(
        "route_tables", "routes", lambda one: (replace(one, **values) if values else None) if where(one) else one
    )


def admitting(group: str, more: GroupRule, region: str = HOME) -> Mistake:
    """A group lets in one more."""
    return each("security_groups", named(group), lambda one: replace(one, ingress=(*one.ingress, more)), region)


def refusing(group: str, port: int, region: str = HOME, peers: tuple[str, ...] = ()) -> Mistake:
    """A group lets nobody in at a port, or not these ranges."""

    def kept(one: GroupRule) -> bool:
        return not one.admits(port) or (bool(peers) and one.cidr not in peers)

    return each(
        "security_groups",
        named(group),
        lambda one: replace(one, ingress=tuple(entry for entry in one.ingress if kept(entry))),
        region,
    )


def listening(change: Callable[[Any], Any], kind: str = "application") -> Mistake:
    """Other listeners."""
    return part("balancers", "listeners", change, of_kind(kind))


def ruling(where: Callable[[Any], bool], **values: Any) -> Mistake:
    """Other listener rules; without values they are gone."""

    def changed(listener: Any) -> Any:
        rules = ((replace(one, **values) if values else None) if where(one) else one for one in listener.rules)
        return replace(listener, rules=tuple(one for one in rules if one is not None))

    return listening(changed)


def for_path(path: str) -> Callable[[Any], bool]:
    return lambda rule: path in rule.paths


def answering(change: Callable[[str, Any], Any]) -> Mistake:
    """Other methods of the API: (path, method) to a method, or to None."""

    def changed(resource: Any) -> Any:
        methods = (change(resource.path, method) for method in resource.methods)
        return replace(resource, methods=tuple(method for method in methods if method is not None))

    return part("rest_apis", "resources", changed, region=HOME)


def no_method(verb: str, path: str) -> Mistake:
    """A method is gone."""
    return answering(lambda found, method: None if (found, method.verb) == (path, verb) else method)


def integrated(path: str, **values: Any) -> Mistake:
    """Other integrations of GET and POST of a path."""

    def changed(found: str, method: Any) -> Any:
        if found != path or method.verb not in ("GET", "POST"):
            return method
        return replace(method, integration=replace(method.integration, **values))

    return answering(changed)


def untold(variable: str) -> Mistake:
    """Functions get an empty variable."""
    return part("functions", "environment", lambda one: replace(one, is_set=False) if one.name == variable else one)


def targets(change: Callable[[Target], Target | None], kind: str = "instance") -> Mistake:
    """Other targets in the groups of this kind."""
    return part("target_groups", "targets", change, of_kind(kind))


def unwatched(*metrics: str) -> Mistake:
    """No alarm on these metrics."""
    return without("alarms", lambda one: any(metric in (one.metric, *one.metrics) for metric in metrics))


def loose_volume(region: Region) -> Volume:
    return Volume(id="vol-1", region=region.name, encrypted=True)


def loose_interface(region: Region) -> NetworkInterface:
    assert region.vpcs
    return NetworkInterface(id="eni-1", region=region.name, vpc=region.vpcs[0].id, subnet="", attached=False)


def nat_gateway(region: Region) -> NatGateway:
    assert region.vpcs
    return NatGateway(id="nat-1", region=region.name, vpc=region.vpcs[0].id, subnet="")


def all_in_one_group(listener: Any) -> Any:
    """Every rule leads to the first target group."""
    first = next(rule.action for rule in listener.rules if rule.action.groups)
    return replace(
        listener,
        rules=tuple(replace(rule, action=first) if rule.action.groups else rule for rule in listener.rules),
    )


def without_models(one: ManagedInstance) -> ManagedInstance:
    return replace(one, models=("orca-mini:latest",))


GENERAL: Mapping[str, Mistake] = {
    "general.regions": without("instances", region=AWAY),
    "general.instance-profile": facts("instances", nat, profile=""),
    "general.function-role": facts("functions", named("conversations"), role="arn:aws:iam::1:role/admin"),
    "general.ubuntu": facts("instances", nat, image=Image(id="ami-1", name="al2023-ami-2023.9", owner="amazon")),
    "general.ubuntu-version": facts(
        "instances", worker, image=Image(id="ami-1", name="ubuntu/images/hvm-ssd/ubuntu-bionic-18.04-amd64-server")
    ),
    "general.no-ssh": admitting("nat", GroupRule(protocol="tcp", from_port=22, to_port=22, cidr="172.32.1.0/25")),
    "general.no-key-pair": facts("instances", worker, key_pair="vockey"),
    "general.largest-size": facts("instances", named("chat"), instance_type="t2.xlarge"),
    "general.language": facts("functions", named("conversations"), runtime="nodejs16.x"),
    "general.running": facts("instances", named("chat-backup"), state="stopped"),
    **{
        f"general.names-of-{kind}": facts(collection, name="mine")
        for kind, collection in KINDS.items()
        if kind != "alarms"
    },
    "general.names-of-alarms": facts("alarms", lambda one: bool(one.dimensions), HOME, name="mine"),
    **{f"general.labels-of-{kind}": facts(collection, tags={"aws:x": "y"}) for kind, collection in KINDS.items()},
    "general.descriptions-of-groups": facts(
        "security_groups", named("lb"), description="launch-wizard-1 created 2026", tags={"Name": "lks-sg-lb"}
    ),
    "general.descriptions-of-group-rules": part("security_groups", "ingress", lambda one: replace(one, description="")),
    "general.descriptions-of-functions": facts("functions", description="", tags={}),
    "general.descriptions-of-apis": facts("rest_apis", description="", tags={}),
    "general.descriptions-of-alarms": facts("alarms", description="", tags={}),
    "general.no-loose-addresses": besides("addresses", lambda one: ElasticAddress(id="eipalloc-1", region=one.name)),
    "general.no-loose-volumes": besides("volumes", loose_volume),
    "general.no-loose-interfaces": besides("interfaces", loose_interface),
    "general.no-idle-instances": twice("instances", worker, tags={"Name": "lks-test"}, name="lks-test"),
    "general.no-other-vpcs": twice("vpcs", name="lks-vpc-old", cidr="10.20.0.0/16"),
    "general.no-idle-route-tables": twice("route_tables", subnets=(), name="lks-rtb-old"),
    "general.no-idle-gateways": besides("internet_gateways", lambda one: InternetGateway(id="igw-1", region=one.name)),
    "general.no-dead-peerings": twice("peerings", status="expired"),
    "general.no-idle-target-groups": twice("target_groups", name="lks-tg-old"),
    "general.no-idle-balancers": twice("balancers", of_kind("network"), listeners=()),
    "general.no-idle-vpc-links": twice("vpc_links", region=HOME),
    "general.no-idle-apis": besides(
        "http_apis", lambda one: HttpApi(id="api-1", region=one.name, name="lks-http", protocol="HTTP"), HOME
    ),
    "general.no-idle-functions": twice("functions", region=HOME, name="lks-old", subnets=(), groups=()),
    "general.no-idle-user-pools": twice("user_pools", region=HOME, arn="arn:old"),
    "general.no-other-databases": twice("databases", region=HOME, name="lks-old"),
}

NETWORK: Mapping[str, Mistake] = {
    "network.home-zone": facts("vpcs", region=HOME, cidr="172.31.0.0/16"),
    "network.other-zone": facts("vpcs", region=AWAY, cidr="10.10.0.0/16"),
    "network.three-subnets": without("subnets", named("private-2"), AWAY),
    "network.public-range": facts("subnets", named("public"), cidr="172.32.0.0/25"),
    "network.private-ranges": facts("subnets", named("private-1"), cidr="172.32.1.0/26"),
    "network.public-availability-zone": facts("subnets", named("public"), HOME, availability_zone="us-east-1c"),
    "network.private-availability-zones": facts("subnets", named("private-2"), HOME, availability_zone="us-east-1a"),
    "network.two-route-tables": twice("route_tables", region=HOME),
    "network.table-names": facts("route_tables", named("private"), name="lks-private-routes"),
    "network.own-tables": both(
        without("route_tables", named("private"), HOME),
        each("route_tables", named("public"), lambda one: replace(one, main=True), HOME),
    ),
    "network.internet-gateway": facts("internet_gateways", region=AWAY, vpcs=()),
    "network.public-default-route": routes(lambda one: one.kind == "internet-gateway"),
    "network.private-stays-private": routes(lambda one: one.kind in ("instance", "interface"), kind="internet-gateway"),
    "network.peering": facts("peerings", status="pending-acceptance"),
    "network.peering-routes-private": each(
        "route_tables",
        named("private"),
        lambda one: replace(one, routes=tuple(route for route in one.routes if route.kind != "peering")),
        AWAY,
    ),
    "network.peering-routes-public": each(
        "route_tables",
        named("public"),
        lambda one: replace(one, routes=tuple(route for route in one.routes if route.kind != "peering")),
        HOME,
    ),
    "network.no-black-holes": routes(lambda one: one.kind == "peering", active=False),
}

NAT: Mapping[str, Mistake] = {
    "nat.instance": without("instances", nat, AWAY),
    "nat.no-gateway": besides("nat_gateways", nat_gateway),
    "nat.default-route": routes(lambda one: one.kind in ("instance", "interface")),
    "nat.type": facts("instances", nat, instance_type="t3.large"),
    "nat.source-dest-check": facts("instances", nat, HOME, source_dest_check=True),
    "nat.public-address": facts("instances", nat, public_address=""),
    "nat.ip-forward": facts("instances", nat, user_data="#!/bin/sh\nsysctl net.ipv4.ip_forward=0"),
    "nat.persistent-rules": facts("instances", nat, user_data="#!/bin/sh\nsysctl net.ipv4.ip_forward=1"),
    "nat.masquerade": facts("instances", nat, user_data="#!/bin/sh\nsysctl net.ipv4.ip_forward=1"),
    "nat.forward-chain": facts("instances", nat, user_data="#!/bin/sh\niptables -P FORWARD DROP"),
    "nat.protected": facts("instances", nat, groups=()),
}

STORAGE: Mapping[str, Mistake] = {
    "storage.file-system": twice("file_systems", region=HOME),
    "storage.only-there": lambda account: besides(
        "file_systems",
        lambda _: replace(account.regions[0].file_systems[0], region=AWAY),
        AWAY,  # type: ignore[index]
    )(account),
    "storage.bursting": facts("file_systems", throughput_mode="provisioned"),
    "storage.backups": facts("file_systems", automatic_backups=False),
    "storage.encrypted": facts("file_systems", encrypted=False),
    "storage.mount-targets": each(
        "file_systems", anything, lambda one: replace(one, mount_targets=one.mount_targets[:1])
    ),
    "storage.not-in-public": lambda account: part(
        "file_systems",
        "mount_targets",
        lambda one: replace(one, subnet=account.regions[0].subnets[0].id),  # type: ignore[index]
    )(account),
    "storage.address-given": facts("associations", parameters={"ExtraVariables": ("share=/share efs=fs-0",)}),
    "storage.mount-point": facts("associations", parameters={"ExtraVariables": ("share=/mnt",)}),
}

SECURITY: Mapping[str, Mistake] = {
    "security.no-anywhere": admitting("lb", ANYWHERE),
    "security.home-limit": twice("security_groups", region=HOME),
    "security.other-limit": twice("security_groups", region=AWAY),
    "security.names": facts("security_groups", named("nat"), name="lks-nat-group"),
    "security.none-unused": twice("security_groups"),
    "security.default-group-unused": both(
        twice("security_groups", generated=True),
        each("databases", anything, lambda one: replace(one, groups=("default",))),
        each("security_groups", lambda one: one.generated, lambda one: replace(one, id="default")),
    ),
    "security.workers-not-public": facts("instances", named("chat-primary"), public_address="3.3.3.3"),
    "security.disks-encrypted": facts("volumes", encrypted=False),
    "security.metadata-tokens": facts("instances", worker, metadata_tokens="optional"),
    "security.database-sources": admitting(
        "db", GroupRule(protocol="tcp", from_port=5432, to_port=5432, cidr="172.32.0.0/23")
    ),
    "security.database-port": admitting(
        "db", GroupRule(protocol="tcp", from_port=0, to_port=65535, cidr="172.32.1.0/25")
    ),
    "security.functions-reach-database": refusing("db", 5432),
    "security.worker-ports": admitting("llm", GroupRule(protocol="-1", cidr="172.32.1.0/25"), AWAY),
    "security.worker-sources": admitting(
        "llm", GroupRule(protocol="tcp", from_port=11434, to_port=11434, cidr="10.10.0.0/23")
    ),
    "security.balancer-reaches-workers": refusing("llm", 11434, AWAY),
    "security.balancer-ports": admitting(
        "lb", GroupRule(protocol="tcp", from_port=443, to_port=443, cidr="172.32.1.0/25")
    ),
    "security.balancer-sources": admitting(
        "lb", GroupRule(protocol="tcp", from_port=80, to_port=80, cidr="10.0.0.0/8")
    ),
    "security.balancer-open": refusing("lb", 80),
    "security.nat-sources": admitting("nat", GroupRule(protocol="-1", cidr="10.0.0.0/8"), AWAY),
    "security.nat-serves": refusing("nat", 443, HOME, ("172.32.1.128/25",)),
    "security.files-sources": admitting(
        "efs", GroupRule(protocol="tcp", from_port=2049, to_port=2049, cidr="172.32.0.0/24")
    ),
    "security.files-port": admitting(
        "efs", GroupRule(protocol="tcp", from_port=111, to_port=111, cidr="172.32.1.0/25")
    ),
    "security.files-reached-home": each(
        "security_groups",
        named("efs"),
        lambda one: replace(one, ingress=tuple(entry for entry in one.ingress if not entry.group)),
    ),
    "security.files-reached-away": refusing("efs", 2049, HOME, ("10.10.1.0/25",)),
}

WORKERS: Mapping[str, Mistake] = {
    "workers.roles-home": without("instances", named("scoring"), HOME),
    "workers.roles-away": without("instances", named("chat"), AWAY),
    "workers.backups": without("instances", named("llm-backup"), AWAY),
    "workers.backups-elsewhere": facts("instances", named("chat-backup"), HOME, availability_zone="us-east-1a"),
    "workers.private": lambda account: facts(
        "instances",
        named("chat-primary"),
        HOME,
        subnet=account.regions[0].subnets[0].id,  # type: ignore[index]
    )(account),
    "workers.type": facts("instances", named("scoring-backup"), instance_type="t3.large"),
    "workers.separate": listening(all_in_one_group),
    "workers.registered": each("target_groups", named("chat"), lambda one: replace(one, targets=one.targets[:1])),
    "workers.healthy": targets(lambda one: replace(one, health="unhealthy")),
    "workers.state-manager": facts("associations", document="AWS-RunShellScript", parameters={"commands": ("apt",)}),
    "workers.targets-by-tags": facts("associations", targets={"InstanceIds": ("i-1",)}),
    "workers.targets-complete": facts("instances", named("chat-primary"), tags={"Name": "lks-x", "Role": "chat"}),
    "workers.configured": facts("associations", status="Failed"),
    "workers.managed": facts("managed", online=False),
    "workers.same-models": both(
        facts("managed", region=AWAY, models=("orca-mini", "llama3")),
        facts("managed", region=HOME, models=("orca-mini", "llama3", "nomic-embed-text")),
    ),
    "workers.models-there": facts("managed", models=("orca-mini:latest",)),
}

BALANCER: Mapping[str, Mistake] = {
    "balancer.application": without("balancers", of_kind("application"), AWAY),
    "balancer.internal": facts("balancers", of_kind("application"), scheme="internet-facing"),
    "balancer.private-subnets": each(
        "balancers", of_kind("application"), lambda one: replace(one, subnets=one.subnets[:1])
    ),
    "balancer.port": listening(lambda one: replace(one, port=8080)),
    "balancer.path-of-llm": ruling(for_path("/api/*")),
    "balancer.path-of-scoring": ruling(for_path("/api/generate"), priority=999),
    "balancer.path-of-chat": ruling(for_path("/api/chat"), paths=("/api/chats",)),
    "balancer.root-status": ruling(
        for_path("/"), action=Action(kind="fixed-response", status="503", body="its Worked!")
    ),
    "balancer.root-message": ruling(for_path("/"), action=Action(kind="fixed-response", status="200", body="OK")),
    "balancer.worker-port": targets(lambda one: replace(one, port=80)),
    "balancer.health-path": facts("target_groups", of_kind("instance"), health_path="/health"),
    "balancer.patience": facts("balancers", of_kind("application"), attributes={}),
    "balancer.network": without("balancers", of_kind("network"), AWAY),
    "balancer.network-internal": facts("balancers", of_kind("network"), AWAY, scheme="internet-facing"),
    "balancer.network-port": listening(lambda one: replace(one, port=8080), "network"),
    "balancer.network-leads-on": targets(lambda one: replace(one, id="arn:other"), "alb"),
}

DATABASE: Mapping[str, Mistake] = {
    "database.postgresql": facts("databases", engine="mysql"),
    "database.vectors": facts("databases", version="14.7"),
    "database.private": facts("databases", public=True),
    "database.private-subnets": each(
        "databases", anything, lambda one: replace(one, subnets=(*one.subnets, "subnet-1"))
    ),
    "database.encrypted": facts("databases", encrypted=False),
    "database.tls": facts("databases", parameters={"rds.force_ssl": "0"}),
    "database.backups": facts("databases", backup_days=0),
    "database.own-group": facts("databases", groups=("sg-default",)),
    "database.minor-upgrades": facts("databases", minor_upgrades=False),
}

FUNCTIONS: Mapping[str, Mistake] = {
    "functions.conversations": without("functions"),
    "functions.in-vpc": facts("functions", named("conversations"), subnets=(), vpc=""),
    "functions.two-zones": each("functions", anything, lambda one: replace(one, subnets=one.subnets[:1])),
    "functions.timeout": facts("functions", timeout=3),
    "functions.admits-api": facts("functions", callers=()),
    **{
        f"functions.{name.lower().replace('_', '-')}": untold(name)
        for name in ("DB_USER", "DB_PASSWORD", "DB_HOST", "DB_PORT", "DB_NAME")
    },
    "functions.host-is-database": part(
        "functions",
        "environment",
        lambda one: Variable(name="DB_HOST", value="old.example") if one.name == "DB_HOST" else one,
    ),
}

API: Mapping[str, Mistake] = {
    "api.rest": without("rest_apis"),
    "api.public": facts("rest_apis", endpoint="PRIVATE"),
    "api.deployed": facts("rest_apis", stages=()),
    "api.authorizer": facts("rest_apis", authorizers=()),
    "api.authorization-header": part(
        "rest_apis", "authorizers", lambda one: replace(one, identity_source="method.request.header.X")
    ),
    "api.every-method-guarded": answering(
        lambda path, method: replace(method, authorization="NONE") if path == "/us-east-1/{proxy+}" else method
    ),
    "api.conversations-list": no_method("GET", "/conversations/{uid}"),
    "api.conversations-read": no_method("GET", "/conversations/{uid}/{id}"),
    "api.conversations-create": no_method("POST", "/conversations/{uid}"),
    "api.conversations-update": no_method("PUT", "/conversations/{uid}/{id}"),
    "api.conversations-clear": no_method("DELETE", "/conversations/{uid}"),
    "api.conversations-delete": no_method("DELETE", "/conversations/{uid}/{id}"),
    "api.preflight": no_method("OPTIONS", "/us-west-2/{proxy+}"),
    "api.errors-for-browsers": facts("rest_apis", responses=()),
    "api.us-east-1-get": no_method("GET", "/us-east-1/{proxy+}"),
    "api.us-east-1-post": no_method("POST", "/us-east-1/{proxy+}"),
    "api.us-west-2-get": no_method("GET", "/us-west-2/{proxy+}"),
    "api.us-west-2-post": no_method("POST", "/us-west-2/{proxy+}"),
    "api.region-aliases": both(no_method("GET", "/us-west-1/{proxy+}"), no_method("POST", "/us-west-1/{proxy+}")),
    "api.only-get-and-post": answering(
        lambda path, method: (
            replace(method, verb="DELETE") if (path, method.verb) == ("/us-east-1/{proxy+}", "GET") else method
        )
    ),
    "api.prefix": integrated("/us-east-1/{proxy+}", uri="http://balancer/{proxy}"),
    "api.home-link": integrated("/us-east-1/{proxy+}", vpc_link=""),
    "api.other-region-reached": both(
        integrated("/us-west-2/{proxy+}", vpc_link="wrong"),
    ),
    "api.links-available": facts("vpc_links", status="FAILED"),
    "api.streams": integrated("/us-west-2/{proxy+}", streams=False),
}

CLIENT: Mapping[str, Mistake] = {
    "identity.pool": twice("user_pools", region=HOME),
    "identity.email": facts("user_pools", sign_in=("phone_number",)),
    "identity.no-temporary-passwords": facts("user_pools", only_administrators_create=True),
    "identity.single-factor": facts("user_pools", mfa="ON"),
    "identity.requires-name": facts("user_pools", required=("email",)),
    "identity.requires-email": facts("user_pools", required=("name",)),
    "identity.refresh-tokens": part(
        "user_pools", "clients", lambda one: replace(one, flows=("ALLOW_USER_PASSWORD_AUTH",))
    ),
    "identity.passwords": part("user_pools", "clients", lambda one: replace(one, flows=("ALLOW_USER_SRP_AUTH",))),
    "identity.client-without-secret": part("user_pools", "clients", lambda one: replace(one, has_secret=True)),
    "client.amplify": twice("client_apps", region=HOME),
    "client.role": facts("client_apps", role="arn:aws:iam::1:role/AmplifySSRLoggingRole"),
    "client.branch": facts("client_apps", branches=()),
    "client.deployed": part("client_apps", "branches", lambda one: replace(one, deployed=False)),
    "client.environment": facts("client_apps", environment=()),
    "client.next": facts("client_apps", platform="WEB", repository="https://github.com/somebody/vue"),
}

MONITORING: Mapping[str, Mistake] = {
    "monitoring.targets": unwatched("HealthyHostCount", "UnHealthyHostCount"),
    "monitoring.workers": unwatched("CPUCreditBalance", "CPUUtilization"),
    "monitoring.nat": unwatched("StatusCheckFailed", "StatusCheckFailed_Instance", "StatusCheckFailed_System"),
    "monitoring.storage": unwatched("BurstCreditBalance"),
    "monitoring.database": without("alarms", lambda one: one.namespace == "AWS/RDS"),
    "monitoring.functions": unwatched("Errors"),
    "monitoring.api": unwatched("5XXError"),
    "monitoring.alarms-quiet": facts("alarms", state="ALARM"),
    "monitoring.missing-data": facts("alarms", missing_data="missing", state="INSUFFICIENT_DATA"),
    "monitoring.dashboard": without("dashboards"),
    "monitoring.dashboard-complete": facts("dashboards", metrics=(("AWS/EC2", "CPUUtilization"),)),
    "monitoring.logs-expire": facts("log_groups", retention_days=0),
}

MISTAKES: Mapping[str, Mistake] = {
    **GENERAL,
    **NETWORK,
    **NAT,
    **STORAGE,
    **SECURITY,
    **WORKERS,
    **BALANCER,
    **DATABASE,
    **FUNCTIONS,
    **API,
    **CLIENT,
    **MONITORING,
}
