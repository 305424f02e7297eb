"""Where Envoy listens: the one TCP port, and a unix socket for each region's balancer. Pure."""

from collections.abc import Iterator

from tutorfleet.fleet.cors import CORS
from tutorfleet.fleet.description import Fleet
from tutorfleet.fleet.pages import HEADER
from tutorfleet.host.edge_errors import mappers
from tutorfleet.host.edge_filters import FILTER_TYPES, JWT, append
from tutorfleet.host.edge_json import FILTER, Json, Sources, pipe, seconds, typed
from tutorfleet.host.edge_routes import balancer_table
from tutorfleet.host.layout import Layout

HEADERS_KB = 32
LOG = {
    "time": "%START_TIME%",
    "request_id": "%REQ(X-REQUEST-ID)%",
    "listener": "%ROUTE_NAME%",
    "learner": f"%DYNAMIC_METADATA({JWT}:jwt:sub)%",
    "method": "%REQ(:METHOD)%",
    "path": "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%",
    "status": "%RESPONSE_CODE%",
    "why": "%RESPONSE_CODE_DETAILS%",
    "flags": "%RESPONSE_FLAGS%",
    "milliseconds": "%DURATION%",
    "first_byte": "%RESPONSE_DURATION%",
    "upstream": "%UPSTREAM_HOST%",
    "cluster": "%UPSTREAM_CLUSTER%",
    "attempts": "%UPSTREAM_REQUEST_ATTEMPT_COUNT%",
    "received": "%BYTES_RECEIVED%",
    "sent": "%BYTES_SENT%",
}
"""no token and no body ever stands in it"""


def listeners(fleet: Fleet, layout: Layout, port: int, sources: Sources) -> Iterator[Json]:
    """The edge first."""
    address = {"socket_address": {"address": "127.0.0.1", "port_value": port}}
    filters = [*(discovered(name, kind, sources) for name, kind in FILTER_TYPES.items()), router()]
    edge = {**manager("edge", filters, layout, sources), **towards_learners()}
    once = {
        "enable_reuse_port": False,
        "tcp_backlog_size": 8192,
    }  # a second program on this port fails, instead of sharing it
    yield listener("edge", address, edge) | once
    for region in fleet.regions:
        name = balancer_table(region.name)
        yield listener(name, pipe(layout.balancer_socket(region.name)), manager(name, [router()], layout, sources))


def listener(name: str, address: Json, connections: Json) -> Json:
    kind = "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
    chain = {"name": "envoy.filters.network.http_connection_manager", "typed_config": typed(kind, **connections)}
    return {
        **typed("envoy.config.listener.v3.Listener"),
        "name": name,
        "address": address,
        "filter_chains": [{"filters": [chain]}],
        "connection_balance_config": {"exact_balance": {}},
    }


def manager(name: str, filters: list[Json], layout: Layout, sources: Sources) -> Json:
    """What both kinds of listeners have in common."""
    access = typed(
        "envoy.extensions.access_loggers.file.v3.FileAccessLog",
        path=str(layout.logs / "access.log"),
        log_format={"json_format": LOG | {"listener": name}},
    )
    return {
        "stat_prefix": name,
        "rds": {"route_config_name": name, "config_source": sources.of(name)},
        "http_filters": filters,
        "server_name": "tutorfleet",
        "stream_idle_timeout": seconds(300),
        "generate_request_id": True,
        "preserve_external_request_id": True,  # a turn's requests to workers carry the turn's own
        "always_set_request_id_in_response": True,
        "access_log": [{"name": "envoy.access_loggers.file", "typed_config": access}],
        "local_reply_config": {"mappers": list(mappers(append(CORS) if name == "edge" else []))},
    }


def towards_learners() -> Json:
    """Strangers speak here: nothing they say about themselves is believed, paths stay as they were sent."""
    return {
        "use_remote_address": True,
        "preserve_external_request_id": False,
        "request_headers_timeout": seconds(10),
        "request_timeout": seconds(120),
        "max_request_headers_kb": HEADERS_KB,
        "normalize_path": False,
        "merge_slashes": False,
        "path_with_escaped_slashes_action": "KEEP_UNCHANGED",
        "common_http_protocol_options": {
            "headers_with_underscores_action": "DROP_HEADER",
            "idle_timeout": seconds(3600),
        },
        "early_header_mutation_extensions": [unbelieved()],
    }


def unbelieved() -> Json:
    """Headers that would speak for somebody, or tell Envoy what to do; our own page's may stay."""
    ours = "x-tutorfleet-"
    patterns = ("x-user.*", "x-envoy-.*", ours + all_but(HEADER.removeprefix(ours)))
    mutations = [{"remove_on_match": {"key_matcher": {"safe_regex": {"regex": each}}}} for each in patterns]
    kind = "envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation"
    return {"name": "unbelieved", "typed_config": typed(kind, mutations=mutations)}


def all_but(word: str) -> str:
    """A regular expression for every text but this word; RE2 has no way to say so."""
    if not word:
        return ".+"
    return f"(?:[^{word[0]}].*|{word[0]}{all_but(word[1:])})?"


def discovered(name: str, kind: str, sources: Sources) -> Json:
    """A filter whose configuration is a file of its own."""
    urls = [f"type.googleapis.com/{kind}"]
    return {"name": name, "config_discovery": {"config_source": sources.of(name), "type_urls": urls}}


def router() -> Json:
    return {"name": "envoy.filters.http.router", "typed_config": typed(f"{FILTER}router.v3.Router")}
