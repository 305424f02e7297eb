"""Which models a worker was asked for, the latest first: kept in a small file, so that a new start can begin with them.

The file is replaced as a whole or not at all. One that is damaged, or that cannot be written, costs a warm start and nothing else.
"""

import contextlib
import logging
import os
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import msgspec

from tutorfleet.worker.settings import WorkerSettings

MOST = 16
"""Models that are remembered."""
PAUSE_S = 1.0
"""Seconds between two writings when only the order changes; a new model is written down at once."""
LONGEST_FILE = 2**16
log = logging.getLogger("tutorfleet.worker")


class Used(msgspec.Struct, frozen=True):
    """A model by its name, and whether it was loaded for vectors."""

    name: str
    embed: bool = False


class Usage:
    """The models of one worker, the latest first; `path` None remembers nothing after the end."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._used = _read(path) if path else []
        self._written = list(self._used)
        self._written_at = 0.0

    @property
    def latest(self) -> list[Used]:
        """Most recently used first."""
        return list(self._used)

    def note(self, used: Used) -> None:
        """This model was asked for now."""
        if self._used[:1] == [used]:
            return
        self._used = [used, *(one for one in self._used if one != used)][:MOST]
        if used not in self._written or time.monotonic() - self._written_at > PAUSE_S:
            self.write()

    def write(self) -> None:
        """Put the file in its place if something changed."""
        if self._path is None or self._used == self._written:
            return
        try:
            _replace(self._path, msgspec.json.encode(self._used))
        except OSError as error:
            log.warning("cannot remember which models are used: %s", error)
        self._written, self._written_at = list(self._used), time.monotonic()


def file_of(settings: WorkerSettings) -> Path | None:
    """Where a worker of these settings remembers; None where it has no folder that stays."""
    folder = settings.state or settings.runtime
    return Path(folder) / f"{quote(settings.name, safe='')}.used.json" if folder else None


def _read(path: Path) -> list[Used]:
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(LONGEST_FILE), type=list[Used])[:MOST]
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return []


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
