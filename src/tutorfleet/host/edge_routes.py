"""What learners may ask for, and who answers: the edge's table and each region's. Pure.

Everything needs a token but the routes marked `public`. Paths are matched as they were sent, never tidied up: a path with an escaped
or doubled slash, or with dots, fits nothing and is 404. A region's own root needs a token like all that lies under it; the balancer's
root, which AWS's health checks ask, does not, for no learner can reach it. A page in a browser can give this machine's address a name
of its own (DNS rebinding), so the edge answers only to names of this machine and of the description; a balancer is out of its reach.
"""

from collections.abc import Iterator

from tutorfleet.fleet.description import Fleet
from tutorfleet.fleet.routes import STORE_CHANGES, Rule, region_names, rules
from tutorfleet.host.edge_clusters import SERVICE, edge_cluster, region_cluster
from tutorfleet.host.edge_filters import CORS, NOT_FOR_LEARNERS, address_quota, append, no_token
from tutorfleet.host.edge_json import Json, one_of, seconds, typed

API = "/api/"
NAME = "[A-Za-z0-9_.:-]*[A-Za-z0-9_-]"
"""one part of a path: never dots alone, nothing escaped"""
NAMES = f"{NAME}(?:/{NAME})*"
STRANGE = r".*(?://|/\.{1,2}(?:/|$)|%2[eEfF]|%5[cC]|%00|\\).*"
"""paths that two programs might read differently"""
GENERATION = frozenset({"/api/generate", "/api/chat"})
WORKER = "x-tutorfleet-worker"
"""which worker answered: for the turn, which names it where a reply changed hands"""
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
QUICK_SHARE = 4
"""an answer that is not generated must begin in this part of the time that generation has"""
SAFE_RETRIES = "connect-failure,refused-stream"
"""the request has certainly not been acted on"""
GENERATION_RETRIES = f"{SAFE_RETRIES},reset,retriable-status-codes"
"""it may have been: once more does no harm to anyone, the text so far was not shown yet"""


def tables(fleet: Fleet) -> dict[str, Json]:
    """The edge's table and one for each region's balancer, by name."""
    ours = virtual_host("edge", fleet, list(dict.fromkeys((*LOCAL_HOSTS, *fleet.hosts))), list(edge(fleet)))
    others = virtual_host("strangers", fleet, ["*"], [strange_host()])
    found = {"edge": towards_learners(table("edge", [ours, others]))}
    for region in fleet.regions:
        name = balancer_table(region.name)
        found[name] = table(name, [virtual_host(name, fleet, ["*"], list(balancer(fleet, region.name)))])
    return found


def balancer_table(region: str) -> str:
    return f"lb_{region}"


def table(name: str, hosts: list[Json]) -> Json:
    kind = "envoy.config.route.v3.RouteConfiguration"
    return {**typed(kind), "name": name, "virtual_hosts": hosts, "ignore_port_in_host_matching": True}


def virtual_host(name: str, fleet: Fleet, domains: list[str], routes: list[Json]) -> Json:
    return {
        "name": name,
        "domains": domains,
        "routes": routes,
        "request_body_buffer_limit": fleet.limits.body_bytes,  # a request can be sent again as a whole
    }


def towards_learners(made: Json) -> Json:
    """What any page may read of an answer, and what is nobody's business outside."""
    return {**made, "response_headers_to_add": append(CORS), "response_headers_to_remove": [WORKER]}


def strange_host() -> Json:
    """The only answer to a host name that is not ours, whatever the path and the token."""
    text = "This fleet does not answer to that host name; its operator can add it to `hosts` in fleet.toml"
    return public(direct({"prefix": "/"}, NOT_FOR_LEARNERS, text))


def edge(fleet: Fleet) -> Iterator[Json]:
    """Tried in this order."""
    yield public(direct({"prefix": "/", **method("OPTIONS")}, 204))
    yield public(to_service(fleet, {"path": "/", **method("POST")}), address_quota(fleet))
    yield public(to_service(fleet, {"path": "/", **method("GET", "HEAD")}))
    yield public(to_service(fleet, {"path": "/healthz", **method("GET", "HEAD")}))
    for document in ("jwks.json", "openid-configuration"):
        path = f"/{fleet.pool}/.well-known/{document}"
        yield public(to_service(fleet, {"path": path, **method("GET", "HEAD")}))
    yield direct({"safe_regex": {"regex": STRANGE}}, 404, "There is nothing here")
    for prefix in ("/conversations", "/me"):
        yield to_service(fleet, {"path_separated_prefix": prefix})
    for name, region in region_names(fleet):
        yield from learner_region(fleet, name, region)
    yield direct({"prefix": "/"}, 404, "There is nothing here")


def learner_region(fleet: Fleet, name: str, region: str) -> Iterator[Json]:
    """`/{name}/X` and `/{name}/api/X`."""
    start = f"/{name}/(?:api/)?"
    yield direct({"safe_regex": {"regex": f"/{name}/?"}, **method("GET", "HEAD")}, 200, fleet.health_body)
    changes = f"{start}(?i:{one_of(STORE_CHANGES)})(?:/.*)?"
    yield direct(
        {"safe_regex": {"regex": changes}}, NOT_FOR_LEARNERS, "The models of a region are changed by its operator"
    )
    for rule in rules(fleet):
        if rule.path.startswith(API):
            rest = rule.path.removeprefix(API)
            match = {"safe_regex": {"regex": f"{start}{rest.replace('.', '[.]')}{NAMES if rule.prefix else ''}"}}
            yield to_workers(fleet, match, edge_cluster(region, rule.role), rule, rewrite=True)


def balancer(fleet: Fleet, region: str) -> Iterator[Json]:
    """What the region's balancer answers, here and on AWS."""
    yield direct({"path": "/"}, 200, fleet.health_body)
    for rule in rules(fleet):
        match = {"prefix" if rule.prefix else "path": rule.path}
        yield to_workers(fleet, match, region_cluster(region, rule.role), rule, rewrite=False)
    yield direct({"prefix": "/"}, 404, "There is nothing here")


def to_workers(fleet: Fleet, match: Json, cluster: str, rule: Rule, *, rewrite: bool) -> Json:
    """At the edge (`rewrite`) across regions, at a balancer within its own.

    Generation may be slow to its first byte; a worker that then says nothing for as long is given up, before or after it.
    """
    patience = fleet.limits.first_byte_seconds
    if rule.path not in GENERATION:
        patience = max(1, patience // QUICK_SHARE)
    action: Json = {
        **lasting(fleet),
        "cluster": cluster,
        "host_rewrite_literal": "localhost",
        "retry_policy": {
            **retries(GENERATION_RETRIES, len(fleet.replicas) * (len(fleet.regions) if rewrite else 1)),
            "retriable_status_codes": [503],
            "per_try_idle_timeout": seconds(patience),
        },
    }
    if rewrite:
        action["regex_rewrite"] = {"pattern": {"regex": "^/[^/]+/(?:api/)?(.*)$"}, "substitution": "/api/\\1"}
    return {"match": match, "route": action}


def to_service(fleet: Fleet, match: Json) -> Json:
    """The service writes: a request that it may have seen is never sent again."""
    action = {**lasting(fleet), "cluster": SERVICE, "retry_policy": retries(SAFE_RETRIES, 3)}
    return {"match": match, "route": action}


def lasting(fleet: Fleet) -> Json:
    """How long an answer may take as a whole; silence within it is judged by whoever knows the route."""
    return {"timeout": seconds(fleet.limits.stream_seconds), "idle_timeout": seconds(fleet.limits.stream_seconds)}


def retries(when: str, count: int) -> Json:
    """Each retry goes to the next in line, not to the one that has just failed."""
    next_in_line = typed(
        "envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig", update_frequency=1
    )
    return {
        "retry_on": when,
        "num_retries": count,
        "retry_priority": {"name": "envoy.retry_priorities.previous_priorities", "typed_config": next_in_line},
        "retry_back_off": {"base_interval": "0.025s", "max_interval": "0.25s"},
    }


def direct(match: Json, status: int, text: str = "") -> Json:
    """Envoy's own answer; from 400 on, edge_filters.py gives it the shape of every error."""
    response: Json = {"status": status}
    if text:
        response["body"] = {"inline_string": text}
    route: Json = {"match": match, "direct_response": response}
    if 200 <= status < 300 and text:
        route["response_headers_to_add"] = append({"content-type": "text/plain; charset=utf-8"})
    return route


def public(route: Json, filters: Json | None = None) -> Json:
    """The same route without a token."""
    return {**route, "typed_per_filter_config": {**no_token(), **(filters or {})}}


def method(*names: str) -> Json:
    """Only these methods."""
    pattern = {"safe_regex": {"regex": "|".join(names)}}
    return {"headers": [{"name": ":method", "string_match": pattern}]}
