"""What becomes of a request that a route has matched: who is asked, how long, how often; or an answer of Envoy's own. Pure."""

from tutorfleet.fleet.description import Fleet
from tutorfleet.host.edge_clusters import SERVICE, STATUS
from tutorfleet.host.edge_filters import SIZE, append, no_token
from tutorfleet.host.edge_json import Json, seconds, typed

GENERATION = frozenset({"/api/generate", "/api/chat", "/v1/completions", "/v1/chat/completions"})
QUICK_SHARE = 4
"""an answer that is not generated must begin in this part of the time that generation has"""
SAFE_RETRIES = "connect-failure,refused-stream"
"""the request has certainly not been acted on"""
GENERATION_RETRIES = f"{SAFE_RETRIES},reset,retriable-status-codes"
"""it may have been: once more does no harm to anyone, the text so far was not shown yet"""


def to_workers(fleet: Fleet, match: Json, cluster: str, path: str, *, regions: int = 1) -> Json:
    """To the workers of a cluster that spans so many regions.

    Generation (by its `path` at a worker) may be slow to its first byte; a worker that then says nothing for as long is given up,
    before or after it.
    """
    patience = fleet.limits.first_byte_seconds
    if path not in GENERATION:
        patience = max(1, patience // QUICK_SHARE)
    action: Json = {
        **lasting(fleet),
        "cluster": cluster,
        "host_rewrite_literal": "localhost",
        "retry_policy": {
            **retries(GENERATION_RETRIES, len(fleet.replicas) * regions),
            "retriable_status_codes": [503],
            "per_try_idle_timeout": seconds(patience),
        },
    }
    return {"match": match, "route": action}


def to_store(fleet: Fleet, match: Json, cluster: str) -> Json:
    """To the workers of a cluster, to change their store: a download takes as long as it takes and is never begun twice."""
    idle = seconds(fleet.limits.stream_seconds)
    action = {
        "timeout": "0s",
        "idle_timeout": idle,
        "cluster": cluster,
        "host_rewrite_literal": "localhost",
        "retry_policy": retries(SAFE_RETRIES, len(fleet.replicas)),
    }
    return {"match": match, "route": action}


def to_service(fleet: Fleet, match: Json) -> Json:
    """The service writes: a request that it may have seen is never sent again."""
    action = {**lasting(fleet), "cluster": SERVICE, "retry_policy": retries(SAFE_RETRIES, 3)}
    return {"match": match, "route": action}


def to_supervisor(match: Json) -> Json:
    """Who asks everybody, and waits for who does not answer (host/look.py)."""
    return {"match": match, "route": {"timeout": "10s", "cluster": STATUS, "retry_policy": retries(SAFE_RETRIES, 3)}}


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


def of_any_size(route: Json) -> Json:
    """The same route for a body as large as it likes: it is passed on as it comes and kept nowhere here."""
    off = typed("envoy.config.route.v3.FilterConfig", disabled=True)
    return {**route, "typed_per_filter_config": {SIZE: off}}


def method(*names: str) -> Json:
    """Only these methods."""
    pattern = {"safe_regex": {"regex": "|".join(names)}}
    return {"headers": [{"name": ":method", "string_match": pattern}]}
