"""What learners may ask for, and who answers: the edge's table and each region's. Pure; a region's routes are edge_regions.py's.

Everything needs a token but the routes marked `public`. Paths are matched as they were sent, never tidied up: a path with an escaped
or doubled slash, or with dots, fits nothing and is 404. A region's own root needs a token like all that lies under it; the balancer's
root, which AWS's health checks ask, does not, for no learner can reach it. A page in a browser can give this machine's address a name
of its own (DNS rebinding), so the edge answers only to names of this machine and of the description; a balancer is out of its reach.
"""

from collections.abc import Iterator

from tutorfleet.fleet.cors import CORS
from tutorfleet.fleet.description import Fleet
from tutorfleet.fleet.pages import FILES, HTML, NOT_FOUND, PAGES, SHARED, SIGN_IN, pattern
from tutorfleet.fleet.routes import region_names
from tutorfleet.host import edge_regions
from tutorfleet.host.edge_actions import direct, method, public, to_service
from tutorfleet.host.edge_filters import NOT_FOR_LEARNERS, address_quota, append
from tutorfleet.host.edge_json import Json, typed

STRANGE = r".*(?://|/\.{1,2}(?:/|$)|%2[eEfF]|%5[cC]|%00|\\).*"
"""paths that two programs might read differently"""
WORKER = "x-tutorfleet-worker"
"""which worker answered: for the turn, which names it where a reply changed hands"""
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def tables(fleet: Fleet) -> dict[str, Json]:
    """The edge's table and one for each region's balancer, by name."""
    ours = virtual_host("edge", fleet, list(dict.fromkeys((*LOCAL_HOSTS, *fleet.hosts))), list(edge(fleet)))
    others = virtual_host("strangers", fleet, ["*"], [strange_host()])
    found = {"edge": towards_learners(table("edge", [ours, others]))}
    for region in fleet.regions:
        name = balancer_table(region.name)
        found[name] = table(name, [virtual_host(name, fleet, ["*"], list(edge_regions.balancer(fleet, region.name)))])
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
    begin = {"safe_regex": {"regex": "|".join(("/", *SIGN_IN))}, **method("POST")}
    yield public(to_service(fleet, begin), address_quota(fleet))
    yield public(to_service(fleet, {"path": "/healthz", **method("GET", "HEAD")}))
    for document in ("jwks.json", "openid-configuration"):
        path = f"/{fleet.pool}/.well-known/{document}"
        yield public(to_service(fleet, {"path": path, **method("GET", "HEAD")}))
    for name, region in region_names(fleet):
        yield from edge_regions.models(fleet, name, region)
    yield direct({"safe_regex": {"regex": STRANGE}}, 404, "There is nothing here")
    yield from edge_regions.fleet_status()
    for prefix in ("/conversations", "/me"):
        yield to_service(fleet, {"path_separated_prefix": prefix})
    for name, region in region_names(fleet):
        yield from edge_regions.region(fleet, name, region)
    yield from page(fleet)
    yield direct({"prefix": "/"}, 404, "There is nothing here")


def page(fleet: Fleet) -> Iterator[Json]:
    """The learner's page: its session, its files, and its addresses. One that the API has too is a page for whoever accepts HTML; so
    is one that there is not, and whatever it was, the service is asked for one address only."""
    read = method("GET", "HEAD")
    opened = {"headers": [*read["headers"], {"name": "accept", "string_match": {"contains": HTML}}]}
    yield public(to_service(fleet, {"path": "/session", **method("GET", "DELETE")}))
    for path in (*PAGES, *FILES):
        place: Json = {"safe_regex": {"regex": pattern(path)}} if "{" in path else {"path": path}
        yield public(to_service(fleet, {**place, **(opened if path in SHARED else read)}))
        if path in SHARED:
            yield to_service(fleet, {**place, **read})
    whole = {"pattern": {"regex": "^/.*$"}, "substitution": NOT_FOUND}
    lost = to_service(fleet, {"prefix": "/", **opened})
    yield public({**lost, "route": {**lost["route"], "regex_rewrite": whole}})
