"""The few shapes of Envoy's configuration that every part of it needs. Pure; knows nothing of fleets."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

FILTER = "envoy.extensions.filters.http."


def typed(kind: str, **fields: Any) -> Json:
    """A value of a protobuf type."""
    return {"@type": f"type.googleapis.com/{kind}", **fields}


def pipe(path: Path) -> Json:
    """A unix socket that only our own user can open."""
    return {"pipe": {"path": str(path), "mode": 0o600}}


def seconds(value: float) -> str:
    """A duration as Envoy writes it: `1.5s`."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "s"


def one_of(names: tuple[str, ...] | list[str]) -> str:
    """A group of a regular expression; names are already safe to stand in one."""
    return f"(?:{'|'.join(names)})"


@dataclass(frozen=True)
class Sources:
    """Files that Envoy watches: each in a folder of its own, for a folder that changes wakes all that watch it."""

    root: Path

    def file(self, name: str) -> Path:
        """Relative to the root."""
        return Path(name) / f"{name}.json"

    def of(self, name: str) -> Json:
        """The configuration source of a resource."""
        folder = self.root / name
        watched = {"path": str(folder / f"{name}.json"), "watched_directory": {"path": str(folder)}}
        return {"resource_api_version": "V3", "path_config_source": watched}
