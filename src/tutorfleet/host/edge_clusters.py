"""Whom Envoy reaches, and who takes over: primary, backup, then the other regions. Pure.

A region's balancer knows only its own workers: what fails over across regions in the middle of a turn is the turn's own business.
A learner's own request at the edge crosses regions, through a cluster that is made of the regions' clusters, so that every worker is
asked for its health once.
"""

from collections.abc import Iterator
from pathlib import Path

from tutorfleet.fleet.description import Fleet
from tutorfleet.fleet.routes import IDLE_SECONDS
from tutorfleet.host.edge_json import Json, pipe, seconds, typed
from tutorfleet.host.layout import Layout

PROTOCOL = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
SERVICE, STATUS = "service", "status"
FACTS, REGION = "tutorfleet", "region"
"""where Envoy keeps what we know of an endpoint, and the name of its region there"""
AT_ONCE = 32
"""connections to the supervisor, which must not run out of files for the sake of those who look at it; the others wait here"""
MANY = 10_000
"""requests, connections: the workers themselves refuse what they cannot do"""


def clusters(fleet: Fleet, layout: Layout) -> list[Json]:
    """Every cluster."""
    return [
        alone(SERVICE, layout.service_socket),
        alone(STATUS, layout.status_socket, AT_ONCE),
        *regional(fleet, layout),
        *crossing(fleet),
    ]


def region_cluster(region: str, role: str) -> str:
    """The workers of a role in a region. No dots: they would split the names of counters."""
    return f"{region}_{role}"


def edge_cluster(region: str, role: str) -> str:
    """The same, and after them those of the other regions."""
    return f"{region}_{role}_edge"


def regional(fleet: Fleet, layout: Layout) -> Iterator[Json]:
    for region in fleet.regions:
        for role in fleet.roles:
            sockets = [layout.worker_socket(region.name, role.name, replica) for replica in fleet.replicas]
            yield workers(region_cluster(region.name, role.name), sockets, region.name)


def crossing(fleet: Fleet) -> Iterator[Json]:
    for region in fleet.regions:
        others = [each for each in fleet.regions if each != region]
        for role in fleet.roles:
            parts = [region_cluster(each.name, role.name) for each in (region, *others)]
            yield aggregate(edge_cluster(region.name, role.name), parts)


def workers(name: str, sockets: list[Path], region: str) -> Json:
    """Workers of a region in the order in which they take over; nobody is sent to one that is known to be down."""
    return {
        **base(name),
        "load_assignment": assignment(name, sockets, {REGION: region}),
        "common_lb_config": {"healthy_panic_threshold": {"value": 0}},
        "health_checks": [health_check()],
        "outlier_detection": outliers(),
    }


def alone(name: str, socket: Path, connections: int = MANY) -> Json:
    """One of it (the service, the supervisor), so there is nothing to take out of rotation."""
    limits = {"circuit_breakers": breakers(connections)}
    return {**base(name), **limits, "load_assignment": assignment(name, [socket])}


def aggregate(name: str, parts: list[str]) -> Json:
    kind = typed("envoy.extensions.clusters.aggregate.v3.ClusterConfig", clusters=parts)
    return {
        **typed("envoy.config.cluster.v3.Cluster"),
        "name": name,
        "connect_timeout": "1s",
        "lb_policy": "CLUSTER_PROVIDED",
        "cluster_type": {"name": "envoy.clusters.aggregate", "typed_config": kind},
        "circuit_breakers": breakers(),
    }


def base(name: str) -> Json:
    return {
        **typed("envoy.config.cluster.v3.Cluster"),
        "name": name,
        "type": "STATIC",
        "connect_timeout": "1s",
        "circuit_breakers": breakers(),
        "typed_extension_protocol_options": {PROTOCOL: closing_first()},
    }


def closing_first() -> Json:
    """HTTP/1.1, and the end of an idle connection that comes from this side."""
    idle = {"idle_timeout": seconds(IDLE_SECONDS)}
    return typed(PROTOCOL, common_http_protocol_options=idle, explicit_http_config={"http_protocol_options": {}})


def breakers(connections: int = MANY) -> Json:
    """Out of the way: what does not fit waits in the worker's queue, which knows more."""
    limits = {"max_connections": connections, "max_pending_requests": MANY, "max_requests": MANY, "max_retries": 1000}
    return {"thresholds": [{"priority": "DEFAULT", **limits}]}


def assignment(name: str, sockets: list[Path], facts: Json | None = None) -> Json:
    """Who is asked first, and who then; with the facts that routes may tell of whoever answers."""
    known = {"metadata": {"filter_metadata": {FACTS: facts}}} if facts else {}
    groups = [
        {
            "priority": priority,
            "lb_endpoints": [{"endpoint": {"address": pipe(socket), "hostname": "localhost"}, **known}],
        }
        for priority, socket in enumerate(sockets)
    ]
    return {"cluster_name": name, "endpoints": groups}


def health_check() -> Json:
    """Slow to give a busy worker up (three times two seconds), quick to take it back; idle workers are asked less often."""
    return {
        "timeout": seconds(2),
        "interval": seconds(2),
        "unhealthy_interval": seconds(0.5),
        "unhealthy_edge_interval": seconds(0.5),
        "no_traffic_interval": seconds(0.5),
        "no_traffic_healthy_interval": seconds(5),
        "unhealthy_threshold": 3,
        "healthy_threshold": 1,
        "http_health_check": {"path": "/healthz", "host": "localhost"},
    }


def outliers() -> Json:
    """A worker that does not answer at all is passed over at once; an error that it answers with is an answer."""
    return {
        "split_external_local_origin_errors": True,
        "consecutive_local_origin_failure": 3,
        "enforcing_consecutive_local_origin_failure": 100,
        "enforcing_local_origin_success_rate": 0,
        "enforcing_success_rate": 0,
        "enforcing_consecutive_5xx": 0,
        "enforcing_consecutive_gateway_failure": 0,
        "interval": seconds(1),
        "base_ejection_time": seconds(1),
        "max_ejection_time": seconds(4),
        "max_ejection_percent": 100,
    }
