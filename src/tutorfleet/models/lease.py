"""One download of a blob at a time, over all machines that share a store: leases with a fencing token.

    blobs/.pulls/<hex>/lease.<token>              who downloads the blob; the largest token counts
    blobs/.pulls/<hex>/part.<token>.<owner>       what that one has of it (`part.py`); a journal `.done` lies beside it
    blobs/.pulls/<hex>/free.<token>.<owner>       the same once nobody has it open any more
    blobs/.pulls/pin.<hex of a manifest>          a manifest that somebody is pulling: what it names is not collected

A lease is taken by creating its file, which only one can (O_EXCL, on NFS too), and kept alive by touching it. On one
machine a lock on the file says at once whether its owner is dead; about another machine only silence does, measured with
the clock of the file server. A successor takes the next number, so an owner that comes back from a long sleep sees that
it lost; it also never holds a file that its successor writes to (`part.py`). The files lie in a folder because an
Ollama that starts removes files of unknown names from `blobs`, and cannot remove a folder that is not empty.
"""

import contextlib
import hashlib
import os
import shutil
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tutorfleet.models import manifest as documents
from tutorfleet.models.blobs import GRACE, Blobs, abandoned, explained, hold
from tutorfleet.models.errors import CorruptModel
from tutorfleet.models.names import blob_name

_PULLS = ".pulls"
_PIN = "pin."
PIN_S = 3600.0
"""Seconds that a pin counts after its puller spoke last."""


class LeaseLost(Exception):
    """Another took the lease over, for we were silent for too long."""


class _Owner(msgspec.Struct):
    owner: str
    machine: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write what lies under `token` in the folder, until `check` says otherwise."""

    blobs: Blobs
    folder: Path
    token: int
    owner: str
    machine: str
    handle: int

    @property
    def path(self) -> Path:
        return self.folder / f"lease.{self.token}"

    def check(self) -> None:
        """Raises LeaseLost if there is a later one, or ours is gone."""
        found = _read(self.path)
        if found is None or found.owner != self.owner or max(tokens(self.folder, "lease"), default=0) > self.token:
            raise LeaseLost

    def renew(self) -> None:
        """Say that the owner lives; raises LeaseLost, StoreError."""
        with explained(self.blobs.root):
            self.check()
            try:
                os.utime(self.path)
            except FileNotFoundError:
                raise LeaseLost from None

    def clear(self) -> None:
        """Delete what others left under earlier tokens: the blob is in the store."""
        with explained(self.blobs.root), contextlib.suppress(FileNotFoundError):
            for file in list(self.folder.iterdir()):
                if file != self.path:
                    file.unlink(missing_ok=True)

    def release(self) -> None:
        """Give it back. What is under its token may be taken over by anybody then."""
        try:
            with explained(self.blobs.root), self.blobs.lock():
                with contextlib.suppress(LeaseLost):
                    self.check()
                    self.path.unlink(missing_ok=True)
                with contextlib.suppress(OSError):  # unless there is something to go on with
                    self.folder.rmdir()
        finally:
            os.close(self.handle)


def acquire(blobs: Blobs, digest: str, seconds: float, machine: str) -> Lease | None:
    """The lease on a digest, None while another has it; raises StoreError.

    It is to be renewed before so many seconds are over. `machine` names what shares file locks with this process.
    """
    folder = folder_of(blobs, digest)
    with explained(blobs.root):
        blobs.folder.mkdir(parents=True, exist_ok=True)
        with blobs.lock():
            folder.mkdir(parents=True, exist_ok=True)
            newest = max(tokens(folder, "lease"), default=0)
            if newest and not died(folder, newest, machine) and not expired(folder, newest, seconds):
                return None
            last = max(tokens(folder, "lease", "part", "free"), default=0)
            return _create(blobs, folder, last + 1, _Owner(uuid.uuid4().hex, machine, seconds))


def folder_of(blobs: Blobs, digest: str) -> Path:
    """Where the unfinished parts of a blob lie; raises InvalidName for what is no digest."""
    return blobs.folder / _PULLS / blob_name(digest).removeprefix("sha256-")


def tokens(folder: Path, *kinds: str) -> list[int]:
    """The tokens of the files of these kinds in the folder, in their order."""
    try:
        names = [path.name.split(".") for path in folder.iterdir()]
    except FileNotFoundError:
        return []
    return sorted({int(part[1]) for part in names if part[0] in kinds and len(part) > 1 and part[1].isdecimal()})


def died(folder: Path, token: int, machine: str, owner: str = "") -> bool:
    """Whether the owner of a lease (this owner, if one is named) ran on this machine and does not any more."""
    path = folder / f"lease.{token}"
    found = _read(path)
    if found is None or found.machine != machine or owner not in ("", found.owner):
        return False
    return abandoned(path)


def expired(folder: Path, token: int, seconds: float) -> bool:
    """Whether the owner was silent for longer than it may be."""
    path = folder / f"lease.{token}"
    owner = _read(path)
    try:
        return _now(folder) - path.stat().st_mtime > (owner.seconds if owner else seconds)
    except FileNotFoundError:
        return True


class Pin:
    """Keeps what a manifest names from being collected while it is pulled; a context manager.

    Two pullers of one manifest share a pin: when the first is done, the manifest itself keeps the blobs.
    """

    def __init__(self, blobs: Blobs, document: bytes) -> None:
        self._root, self._document, self._spoken = blobs.root, document, 0.0
        self._path = blobs.folder / _PULLS / f"{_PIN}{hashlib.sha256(document).hexdigest()}"

    def __enter__(self) -> "Pin":
        self.renew()
        return self

    def __exit__(self, *_: object) -> None:
        with explained(self._root):
            self._path.unlink(missing_ok=True)

    def renew(self) -> None:
        """To be called now and then; costs nothing when it was called a moment ago. Raises StoreError."""
        if self._spoken and time.monotonic() - self._spoken < PIN_S / 100:
            return
        with explained(self._root):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.utime(self._path)
            except FileNotFoundError:
                self._path.write_bytes(self._document)
        self._spoken = time.monotonic()


def pins(blobs: Blobs) -> set[str]:
    """The digests that somebody is pulling now."""
    found: set[str] = set()
    for path in (blobs.folder / _PULLS).glob(f"{_PIN}*"):
        with contextlib.suppress(OSError, CorruptModel):
            if time.time() - path.stat().st_mtime < PIN_S:
                found.update(layer.digest for layer in documents.decode(path.read_bytes(), path.name).blobs)
    return found


def collect(blobs: Blobs, grace: float = GRACE) -> int:
    """Delete unfinished downloads and pins that nobody touched for so many seconds; the bytes that became free.

    To be called under the store's lock.
    """
    freed = 0
    with contextlib.suppress(FileNotFoundError):
        for path in sorted((blobs.folder / _PULLS).iterdir()):
            with contextlib.suppress(FileNotFoundError):
                freed += _clear(path, grace)
    return freed


def _clear(path: Path, grace: float) -> int:
    inside = list(path.iterdir()) if path.is_dir() else []
    touched = max(file.stat().st_mtime for file in (path, *inside))
    if time.time() - touched <= grace:
        return 0
    freed = sum(file.stat().st_blocks * 512 for file in inside)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    return freed


def _create(blobs: Blobs, folder: Path, token: int, owner: _Owner) -> Lease | None:
    path = folder / f"lease.{token}"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    except (FileExistsError, FileNotFoundError):  # another was quicker, or has just cleared the folder
        return None
    hold(handle)
    os.write(handle, msgspec.json.encode(owner))
    os.fsync(handle)
    return Lease(blobs, folder, token, owner.owner, owner.machine, handle)


def _read(path: Path) -> _Owner | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Owner)
    except (OSError, msgspec.DecodeError):  # gone, or its owner had no time to write it
        return None


def _now(folder: Path) -> float:
    """What time the file server thinks it is: clocks of machines differ."""
    probe = folder / f"probe.{uuid.uuid4().hex}"
    try:
        probe.write_bytes(b"?")
        return probe.stat().st_mtime
    finally:
        probe.unlink(missing_ok=True)
