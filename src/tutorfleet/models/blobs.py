"""The files of a store: how bytes get in whole or not at all, and when they may go.

A blob is written under a private name `blobs/.tmp-<host>-<uuid>`, hashed on its way, brought to the disk, and only then
renamed to its digest. Its writer holds a lock on the temporary file for as long as it lives, so whoever finds one
without a lock knows that its writer is dead. Renaming and deleting happen under one lock of the store, which is held
for milliseconds. What a manifest is, is not known here.

A real Ollama that shares the folder takes no part in our locks: hence the day of grace for blobs that nothing names.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tutorfleet.models.errors import StoreError
from tutorfleet.models.names import blob_name

GRACE = 24 * 3600.0
"""Seconds that a blob which no manifest names is kept: a pull of several large files may take hours."""

Progress = Callable[[int, int], None]
"""Is told the bytes done and their total."""
Source = Callable[[Callable[[bytes], None]], None]
"""Gives the contents of a file, piece by piece, to the function that it is given."""
_CHUNK = 4 << 20
_TEMPORARY = ".tmp-"
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished, hashed file under its temporary name."""

    path: Path
    digest: str
    size: int


class Blobs:
    """The `blobs` folder of the store at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "blobs"

    def path(self, digest: str) -> Path:
        """Where the blob lies, or would; raises InvalidName for what is not a digest."""
        return self.folder / blob_name(digest)

    def has(self, digest: str, size: int) -> bool:
        """Whether it is there in its full length."""
        try:
            return self.path(digest).stat().st_size == size
        except OSError:
            return False

    @contextlib.contextmanager
    def draft(self, source: Source, room: int = 0) -> Iterator[Draft]:
        """Call `source` with a function that takes pieces, and give the file that they made; it is gone at the end
        unless `place` gave it its name. `room` is the number of bytes that it will need; raises StoreError.
        """
        with explained(self.root, room):
            self.folder.mkdir(parents=True, exist_ok=True)
            ask_for_room(self.folder, room)
            path = self.folder / f"{_TEMPORARY}{_host()}-{uuid.uuid4().hex}"
            with self.lock(), path.open("xb") as file:  # nobody collects between its birth and its lock
                hold(file.fileno())
                keep = os.dup(file.fileno())
        try:
            yield self._fill(path, keep, source, room)
        finally:
            path.unlink(missing_ok=True)
            os.close(keep)

    def place(self, draft: Draft) -> None:
        """Give the draft its name. One that is there already is replaced: this one is known to be right."""
        draft.path.replace(self.path(draft.digest))
        sync_folder(self.folder)

    @contextlib.contextmanager
    def lock(self) -> Iterator[bool]:
        """The store's lock, to be held for a moment; False where the file system has no locks."""
        handle = os.open(self.root / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            yield hold(handle, wait=True)
        finally:
            os.close(handle)

    def temporary(self) -> Iterator[Path]:
        """Temporary files whose writer is dead: of this machine by their lock, of others by a day without a change."""
        for path in self._files(_TEMPORARY):
            ours = path.name.startswith(f"{_TEMPORARY}{_host()}-")
            if _older(path, GRACE) or (ours and abandoned(path)):
                yield path

    def unnamed(self, named: set[str], grace: float = GRACE) -> Iterator[Path]:
        """Blobs that are not among the digests `named` and older than the grace."""
        keep = {blob_name(digest) for digest in named}
        for path in self._files("sha256-"):
            whole = len(path.name) == len("sha256-") + 64  # the others are Ollama's unfinished downloads
            if whole and path.name not in keep and _older(path, grace):
                yield path

    def _files(self, prefix: str) -> list[Path]:
        try:
            return sorted(path for path in self.folder.iterdir() if path.name.startswith(prefix))
        except FileNotFoundError:
            return []

    def _fill(self, path: Path, handle: int, source: Source, room: int) -> Draft:
        digest, size = hashlib.sha256(), 0

        def write(piece: bytes) -> None:
            nonlocal size
            digest.update(piece)
            with explained(self.root, room):
                write_all(handle, piece)
            size += len(piece)

        source(write)
        with explained(self.root, room):
            os.fsync(handle)
        return Draft(path, f"sha256:{digest.hexdigest()}", size)


def copy_of(path: Path, progress: Progress) -> Source:
    """A source for `Blobs.draft` that reads the file; tells `progress` the bytes done and their total."""

    def source(write: Callable[[bytes], None]) -> None:
        with path.open("rb", buffering=0) as file:
            total, done = os.fstat(file.fileno()).st_size, 0
            while piece := _piece(file.read, path):
                write(piece)
                done += len(piece)
                progress(done, total)

    return source


@contextlib.contextmanager
def explained(root: Path, room: int = 0) -> Iterator[None]:
    """Turn what the operating system says about the store into a StoreError with the way out."""
    try:
        yield
    except OSError as error:
        raise StoreError(_explanation(error, root, room)) from error


def ask_for_room(folder: Path, room: int) -> None:
    """Raises the system's error of a full disk if there are fewer than `room` bytes free."""
    if shutil.disk_usage(folder).free < room:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems cannot
            os.fsync(handle)
    finally:
        os.close(handle)


def hold(handle: int, *, wait: bool = False) -> bool:
    """Lock an open file; False if another holds it or the file system has no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as error:
        if isinstance(error, BlockingIOError) or error.errno in _NO_LOCKS:
            return False
        raise
    return True


def abandoned(path: Path) -> bool:
    """Whether nobody on this machine holds the file locked; False if it is gone, or the file system has no locks."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return hold(handle)
    finally:
        os.close(handle)


def _explanation(error: OSError, root: Path, room: int) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        need = f": {room / 1e6:,.1f} MB are needed" if room else ""
        return f"no room for the model in {root}{need}; free some space or choose a store on another disk"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"the store {root} cannot be used ({error.strerror}); choose a folder that you may read and write"
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{error.filename or root} is in the way: the store needs a folder there"
    if error.errno == errno.ENOENT and error.filename and _TEMPORARY in str(error.filename):
        return "another program removed the unfinished copy (an Ollama server that starts does that); try again"
    return f"the store {root} failed: {error.strerror or error}"


def _piece(read: Callable[[int], bytes], path: Path) -> bytes:
    try:
        return read(_CHUNK)
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}") from error


def write_all(handle: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _older(path: Path, seconds: float) -> bool:
    try:
        return time.time() - path.stat().st_mtime > seconds
    except OSError:
        return False


def _host() -> str:
    name = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in socket.gethostname())
    return name[:60] or "host"
