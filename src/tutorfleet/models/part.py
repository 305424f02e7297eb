"""The unfinished file of one blob: bytes that come in any order, and a journal of those that are on the disk.

The journal is a line `<start> <end>` for each range, written after the range itself was brought to the disk; a line that
a crash cut short is passed over. Safe to use from several threads. Every lease has a file of its own: what a
predecessor left is taken over by its name when that one is surely gone, else by a copy, so that nobody who comes back
from a long sleep can write into what a successor has checked.
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
from tutorfleet.models.lease import Lease, folder_of, surely_gone, tokens

Range = tuple[int, int]
"""From the first byte to the one after the last."""
_LINE = re.compile(rb"^(\d{1,18}) (\d{1,18})\n", re.MULTILINE)
_CHUNK = 4 << 20


class Part:
    """The file at `path` for a blob of `total` bytes, and its journal beside it."""

    def __init__(self, path: Path, total: int, root: Path) -> None:
        """Opens it, or makes it. Raises StoreError, with the way out for the store at `root`."""
        self.path, self.total, self._root = path, total, root
        self._lock = threading.Lock()
        with explained(root, total):
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            if os.fstat(self._file).st_size != total:
                _journal(path).unlink(missing_ok=True)
                os.ftruncate(self._file, total)
            self._journal = os.open(_journal(path), os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)
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
        """Nothing is written any more once this returns. A file of which nothing has come goes."""
        with self._lock:
            if self._open:
                self._open = False
                if os.fstat(self._journal).st_size == 0:
                    _remove(self.path)
                os.close(self._file)
                os.close(self._journal)

    @contextlib.contextmanager
    def _usable(self) -> Iterator[None]:
        with self._lock, explained(self._root, self.total):
            if not self._open:
                raise StoreError("the download was ended")
            yield


def adopt(lease: Lease, total: int) -> Part:
    """The lease's file, with all that predecessors had of a blob of `total` bytes; theirs are gone then."""
    with explained(lease.blobs.root, total):
        old = [token for token in tokens(lease.folder, "part") if token < lease.token]
        path = _path(lease.folder, lease.token)
        if old:
            before = max(old, key=lambda token: length(_done(_path(lease.folder, token), total)))
            _take_over(_path(lease.folder, before), path, total, move=surely_gone(lease.folder, before, lease.machine))
        for token in old:
            _remove(_path(lease.folder, token))
        for token in tokens(lease.folder, "lease"):
            if token < lease.token:
                (lease.folder / f"lease.{token}").unlink(missing_ok=True)
    return Part(path, total, lease.blobs.root)


def resumable(blobs: Blobs, digest: str, total: int) -> int:
    """Bytes of the blob that are on the disk already, in the unfinished file that has most of it."""
    folder = folder_of(blobs, digest)
    return max((length(_done(_path(folder, token), total)) for token in tokens(folder, "part")), default=0)


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


def _take_over(before: Path, path: Path, total: int, *, move: bool) -> None:
    if before.stat().st_size != total:
        return
    if move:
        before.replace(path)
        with contextlib.suppress(FileNotFoundError):  # the journal goes last: without it the file has nothing
            _journal(before).replace(_journal(path))
        return
    with before.open("rb") as source, path.open("xb") as target:
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


def _path(folder: Path, token: int) -> Path:
    return folder / f"part.{token}"


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}.done")


def _remove(path: Path) -> None:
    _journal(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
