"""One blob from a registry into the store: in pieces over several connections, resumable, whole or not at all.

It goes on where an earlier download stopped, here or on another machine; while another has the lease it waits and
shows that one's progress. The size and the digest are checked before the file gets its name. What a registry is, is
not known here: a `Source` gives bytes of a range.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from tutorfleet.models.blobs import Blobs, ask_for_room, explained
from tutorfleet.models.errors import PullFailed
from tutorfleet.models.lease import Lease, LeaseLost, acquire
from tutorfleet.models.manifest import Layer
from tutorfleet.models.part import Part, Range, adopt, gaps, length, pieces, resumable
from tutorfleet.models.registry import RangeIgnored
from tutorfleet.models.terms import MIB, Terms
from tutorfleet.models.web import Unsettled

T = TypeVar("T")


class Source(Protocol):
    """Where the bytes come from."""

    def blob(self, digest: str, start: int, end: int, size: int, *, skip: bool = False) -> AsyncGenerator[bytes]:
        """Bytes `start` to `end` of a blob of `size`; raises Unsettled, RangeIgnored, PullFailed."""


class Download:
    """The way of one layer into the store; `completed` is the number of bytes that are here."""

    def __init__(
        self, blobs: Blobs, layer: Layer, source: Source, terms: Terms, inspect: Callable[[Path], None]
    ) -> None:
        """`inspect` looks at the finished file before it gets its name, and raises what speaks against it."""
        self.blobs, self.layer, self.completed = blobs, layer, 0
        self._source, self._terms, self._inspect = source, terms, inspect

    async def run(self) -> None:
        """Returns when the blob is in the store, whoever brought it.

        Raises PullFailed, StoreError, and what `inspect` raises; what is there by then is kept for the next time, except
        bytes that proved to be wrong.
        """
        with explained(self.blobs.root, self.layer.size):
            while not await asyncio.to_thread(self._is_there):
                lease = await _settled(self._acquire, _release)
                if lease is not None:
                    await self._try(lease)
                else:
                    self.completed = await asyncio.to_thread(resumable, self.blobs, self.layer.digest, self.layer.size)
                    await asyncio.sleep(self._terms.poll_s)
        self.completed = self.layer.size

    def _is_there(self) -> bool:
        return self.blobs.has(self.layer.digest, self.layer.size)

    async def _try(self, lease: Lease) -> None:
        try:
            await self._hold(lease)
        except LeaseLost:
            return
        finally:
            await asyncio.to_thread(lease.release)

    def _acquire(self) -> Lease | None:
        return acquire(self.blobs, self.layer.digest, self._terms.lease_s, self._terms.machine)

    async def _hold(self, lease: Lease) -> None:
        if await asyncio.to_thread(self._is_there):
            await asyncio.to_thread(lease.clear)  # its last owner had just finished
            return
        with _plainly():
            async with asyncio.TaskGroup() as group:
                beat = group.create_task(self._beat(lease))
                await self._make(lease)
                beat.cancel()

    async def _make(self, lease: Lease) -> None:
        part = await _settled(lambda: adopt(lease, self.layer.size), Part.close)
        try:
            await self._complete(lease, part)
        finally:
            await asyncio.to_thread(part.close)

    async def _beat(self, lease: Lease) -> None:
        while True:
            await asyncio.sleep(self._terms.lease_s / 3)
            await asyncio.to_thread(lease.renew)

    async def _complete(self, lease: Lease, part: Part) -> None:
        for _ in range(2):  # what was resumed may be what is wrong
            await self._fill(lease, part)
            if await asyncio.to_thread(part.sha256) == self.layer.digest:
                break
            await asyncio.to_thread(part.forget)
        else:
            await asyncio.to_thread(part.remove)
            raise PullFailed(f"{self.layer.digest} arrived with other contents twice; what came was thrown away")
        try:
            await asyncio.to_thread(self._inspect, part.path)
        except Exception:
            await asyncio.to_thread(part.remove)
            raise
        await asyncio.to_thread(part.place, lease, self.layer.digest)

    async def _fill(self, lease: Lease, part: Part) -> None:
        done = await asyncio.to_thread(lambda: part.done)
        self.completed = length(done)
        missing = gaps(done, part.total)
        await asyncio.to_thread(self._ask_for_room, part.total - self.completed)
        work = deque(pieces(missing, self._terms.piece(part.total)))
        try:
            with _plainly():
                async with asyncio.TaskGroup() as group:
                    for _ in range(min(len(work), self._terms.connections)):
                        group.create_task(self._work(lease, part, work))
        except RangeIgnored:
            self.completed = missing[0][0]
            await self._fetch(_Span(lease, part, (missing[0][0], part.total)), skip=True)

    def _ask_for_room(self, size: int) -> None:
        with explained(self.blobs.root, size):
            ask_for_room(self.blobs.folder, size)

    async def _work(self, lease: Lease, part: Part, work: deque[Range]) -> None:
        while work:
            await self._fetch(_Span(lease, part, work.popleft()))

    async def _fetch(self, span: "_Span", *, skip: bool = False) -> None:
        failures = 0
        while span.at < span.end:
            before = span.at
            try:
                await self._stream(span, skip=skip)
            except Unsettled as error:
                failures = 0 if span.at - before >= MIB else failures + 1
                if failures >= self._terms.attempts:
                    raise
                await self._terms.pause(self._terms.delay(failures, error.after))

    async def _stream(self, span: "_Span", *, skip: bool) -> None:
        bytes_of = self._source.blob(self.layer.digest, span.at, span.end, self.layer.size, skip=skip)
        try:
            async with aclosing(bytes_of) as stream:
                async for piece in stream:
                    span.waiting += piece
                    self.completed += len(piece)
                    if len(span.waiting) >= self._terms.write_bytes:
                        await asyncio.to_thread(span.write)
                    if span.at - span.kept >= self._terms.journal_bytes:
                        await asyncio.to_thread(span.keep)
        finally:
            await asyncio.to_thread(span.keep)


class _Span:
    """A range that is being filled: written up to `at`, on the disk up to `kept`."""

    def __init__(self, lease: Lease, part: Part, wanted: Range) -> None:
        self.at, self.end = wanted
        self.kept, self.waiting = self.at, bytearray()
        self._lease, self._part = lease, part

    def write(self) -> None:
        piece, self.waiting = bytes(self.waiting), bytearray()
        self._part.write(self.at, piece)
        self.at += len(piece)

    def keep(self) -> None:
        """Note what came; raises LeaseLost instead if it is not ours to note any more."""
        self._lease.check()
        if self.waiting:
            self.write()
        if self.at > self.kept:
            self._part.keep(self.kept, self.at)
            self.kept = self.at


async def _settled(function: Callable[[], T], undo: Callable[[T], object]) -> T:
    """Run it in a thread; if nobody waits for its result any more, undo it."""
    running: Awaitable[T] = asyncio.ensure_future(asyncio.to_thread(function))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.to_thread(undo, await running)
        raise


def _release(lease: Lease | None) -> None:
    if lease is not None:
        lease.release()


@contextmanager
def _plainly() -> Iterator[None]:
    """The first error of a group in place of the group."""
    try:
        yield
    except BaseExceptionGroup as group:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        raise error from None
