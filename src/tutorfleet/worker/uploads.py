"""A blob on its way into the store: the body of a request, hashed while it is written, never in memory as a whole.

It gets the name that it was announced under only if its contents have that digest. A disk is never filled to its end.
"""

import asyncio
import os
import shutil
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from starlette.requests import Request

from tutorfleet.models.blobs import Blobs, Source, explained
from tutorfleet.models.create import keep
from tutorfleet.models.errors import InvalidName, StoreError
from tutorfleet.models.names import check_digest
from tutorfleet.models.store import Store
from tutorfleet.worker.errors import Failure

RESERVE = 256 * 2**20
"""Bytes of the disk that an upload leaves free."""
SILENCE_S = 120.0
"""Seconds without a byte after which the sender is given up."""
_PIECE = 2**20


def digest_of(text: str) -> str:
    """The digest in a path, also written with a dash as Ollama takes it; raises Failure 400 before a disk is touched."""
    try:
        return check_digest(text.replace("-", ":", 1) if text.startswith("sha256-") else text)
    except InvalidName:
        raise Failure(400, "invalid digest format") from None


def present(blobs: Blobs, digest: str) -> bool:
    """Whether the blob is there. It counts as new from now on: somebody is about to make a model of it."""
    path, there = blobs.path(digest), False
    with suppress(OSError):
        there = stat.S_ISREG(path.stat().st_mode)
        os.utime(path)  # fails where the store is only read; then others collect it
    return there


def take(store: Store, digest: str, source: Source, length: int = 0, reserve: int = RESERVE) -> None:
    """Store what the source gives under the digest; `length` is what the sender announced, 0 where nothing.

    Raises Failure 400 if the contents have another digest, StoreError if the disk has no room; then nothing stays.
    """

    def bounded(write: Callable[[bytes], None]) -> None:
        def checked(piece: bytes) -> None:
            _check_room(store, len(piece), reserve)
            write(piece)

        source(checked)

    with explained(store.root):
        store.root.mkdir(parents=True, exist_ok=True)
        _check_room(store, length, reserve)
        with store.blobs.draft(bounded) as draft:
            if draft.digest != digest:
                raise Failure(400, f'digest mismatch, expected "{digest}", got "{draft.digest}"')
            keep(store, draft)


def body_of(request: Request, loop: asyncio.AbstractEventLoop) -> Source:
    """The body of a request as a source that is read on another thread than the loop's."""
    parts = _pieces(request)

    def source(write: Callable[[bytes], None]) -> None:
        while piece := _next(parts, loop):
            write(piece)

    return source


def _next(parts: AsyncIterator[bytes], loop: asyncio.AbstractEventLoop) -> bytes:
    async def one() -> bytes:
        return await anext(parts, b"")

    found = asyncio.run_coroutine_threadsafe(one(), loop)
    try:
        return found.result(SILENCE_S)
    except TimeoutError:
        found.cancel()
        raise Failure(408, f"nothing was sent for {SILENCE_S:.0f} s") from None


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    """The body in pieces that are worth a change of threads."""
    waiting: list[bytes] = []
    size = 0
    async for part in request.stream():
        waiting.append(part)
        size += len(part)
        if size >= _PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    if size:
        yield b"".join(waiting)


def _check_room(store: Store, size: int, reserve: int) -> None:
    if shutil.disk_usage(store.root).free < size + reserve:
        raise StoreError(f"no room for the file in {store.root}; free some space or choose a store on another disk")
