"""The unfinished file of one blob: bytes that come in any order, and a journal of those that are on the disk.

The journal is a line `<start> <end>` for each range, written after the range itself was brought to the disk; a line that
a crash cut short is passed over. Safe to use from several threads. Every owner has a file of its own, which it calls
free once it has closed it. What a predecessor left is moved when it is free, or when its owner is known to be dead; else
it is copied, so that nobody who comes back from a long sleep can write into what a successor has checked.
"""

import contextlib
import hashlib
import os
import re
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from tutorfleet.models.blobs import Blobs, explained, sync_folder, write_all
from tutorfleet.models.errors import StoreError
from tutorfleet.models.lease import Lease, died, folder_of, tokens

Range = tuple[int, int]
"""From the first byte to the one after the last."""
_LINE = re.compile(rb"^(\d{1,18}) (\d{1,18})\n", re.MULTILINE)
_NAME = re.compile(r"(part|free)\.[0-9]{1,18}\.[0-9a-f]{1,64}")
_CHUNK = 4 << 20


class Part:
    """The file at `path` for a blob of `total` bytes, and its journal beside it."""

    def __init__(self, path: Path, total: int, root: Path) -> None:
        """Opens it, or makes it. Raises StoreError, with the way out for the store at `root`."""
        self.path, self.total, self._root = path, total, root
        self._lock = threading.Lock()
        with explained(root, total):
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            try:
                self._journal = self._prepare()
            except OSError:
                os.close(self._file)
                _remove(path)
                raise
        self._open = True

    @property
    def done(self) -> list[Range]:
        """What is on the disk."""
        return _done(self.path, self.total)

    def write(self, start: int, piece: bytes) -> None:
        """Put a piece into its place; it may be lost until `keep`."""
        with self._usable():
            os.lseek(self._file, start, os.SEEK_SET)
            write_all(self._file, piece)

    def keep(self, start: int, end: int) -> None:
        """Bring a range to the disk and note it."""
        with self._usable():
            os.fdatasync(self._file)
            write_all(self._journal, f"{start} {end}\n".encode())
            os.fdatasync(self._journal)

    def sha256(self) -> str:
        """The digest of the whole file, as `sha256:<hex>`."""
        digest, at = hashlib.sha256(), 0
        while at < self.total:
            with self._usable():
                piece = os.pread(self._file, _CHUNK, at)
            if not piece:
                break
            digest.update(piece)
            at += len(piece)
        return f"sha256:{digest.hexdigest()}"

    def forget(self) -> None:
        """Begin again with nothing."""
        with self._usable():
            os.ftruncate(self._journal, 0)
            os.ftruncate(self._file, 0)
            os.ftruncate(self._file, self.total)

    def place(self, lease: Lease, digest: str) -> None:
        """Give the file its final name, which the caller knows to be right; raises LeaseLost if that is another's."""
        with self._usable():
            os.fsync(self._file)
            blobs = lease.blobs
            with blobs.lock():
                lease.check()
                os.utime(self._file)  # its grace begins now
                self.path.replace(blobs.path(digest))
                sync_folder(blobs.folder)
            _journal(self.path).unlink(missing_ok=True)

    def remove(self) -> None:
        """Delete what there is of it."""
        with self._usable():
            _remove(self.path)

    def close(self) -> None:
        """Nothing is written any more once this returns; another may go on. A file of which nothing has come goes."""
        with self._lock, explained(self._root):
            if not self._open:
                return
            self._open = False
            begun = os.fstat(self._journal).st_size > 0
            os.close(self._file)
            os.close(self._journal)
            if begun:
                _move(self.path, self.path.with_name(self.path.name.replace("part", "free", 1)))
            else:
                _remove(self.path)

    def _prepare(self) -> int:
        if os.fstat(self._file).st_size != self.total:
            _journal(self.path).unlink(missing_ok=True)
            os.ftruncate(self._file, self.total)
        return os.open(_journal(self.path), os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)

    @contextlib.contextmanager
    def _usable(self) -> Iterator[None]:
        with self._lock, explained(self._root, self.total):
            if not self._open:
                raise StoreError("the download was ended")
            yield


def adopt(lease: Lease, total: int) -> Part:
    """The lease's file, with all that predecessors had of a blob of `total` bytes; theirs are gone then."""
    path = lease.folder / f"part.{lease.token}.{lease.owner}"
    with explained(lease.blobs.root, total):
        old = [one for one in _left(lease.folder) if _token(one) < lease.token]
        best = max(old, key=lambda one: length(_done(one, total)), default=None)
        if best is not None and _done(best, total):
            (_move if _is_free(best, lease) else _copy)(best, path)
        for one in old:
            _remove(one)
        for token in tokens(lease.folder, "lease"):
            if token < lease.token:
                (lease.folder / f"lease.{token}").unlink(missing_ok=True)
    return Part(path, total, lease.blobs.root)


def resumable(blobs: Blobs, digest: str, total: int) -> int:
    """Bytes of the blob that are on the disk already, in the unfinished file that has most of it."""
    return max((length(_done(one, total)) for one in _left(folder_of(blobs, digest))), default=0)


def gaps(done: Iterable[Range], total: int) -> list[Range]:
    """What of 0 to `total` is missing."""
    found, at = [], 0
    for start, end in sorted(done):
        if start > at:
            found.append((at, start))
        at = max(at, end)
    return [*found, (at, total)] if at < total else found


def pieces(ranges: Iterable[Range], size: int) -> Iterator[Range]:
    """The same bytes in ranges of at most so many bytes."""
    for start, end in ranges:
        yield from ((at, min(at + size, end)) for at in range(start, end, size))


def length(ranges: Iterable[Range]) -> int:
    """How many bytes are in the ranges together, each counted once."""
    known = list(ranges)
    total = max((end for _, end in known), default=0)
    return total - sum(end - start for start, end in gaps(known, total))


def _left(folder: Path) -> list[Path]:
    """The unfinished files in the folder."""
    try:
        return [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except FileNotFoundError:
        return []


def _token(path: Path) -> int:
    return int(path.name.split(".")[1])


def _is_free(path: Path, lease: Lease) -> bool:
    """Whether nobody can write to it any more."""
    kind, token, owner = path.name.split(".")
    return kind == "free" or died(lease.folder, int(token), lease.machine, owner)


def _move(before: Path, path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):  # it has its final name, or another threw it away
        before.replace(path)
        _journal(before).replace(_journal(path))


def _copy(before: Path, path: Path) -> None:
    with before.open("rb") as source, path.open("xb") as target:
        total = os.fstat(source.fileno()).st_size
        target.truncate(total)
        ranges = _done(before, total)
        for start, end in pieces(ranges, _CHUNK):
            source.seek(start)
            target.seek(start)
            target.write(source.read(end - start))
        target.flush()
        os.fsync(target.fileno())
    _journal(path).write_bytes(b"".join(f"{start} {end}\n".encode() for start, end in ranges))


def _done(path: Path, total: int) -> list[Range]:
    try:
        journal = _journal(path).read_bytes()
        if path.stat().st_size != total:
            return []
    except FileNotFoundError:
        return []
    found = ((int(start), int(end)) for start, end in _LINE.findall(journal))
    return sorted((start, end) for start, end in found if start < end <= total)


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}.done")


def _remove(path: Path) -> None:
    _journal(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
