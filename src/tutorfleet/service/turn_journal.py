"""The events of one running turn: numbered, stored, and only then shown.

`push` takes an event and returns at once; `write` stores what was pushed, deltas of a reply gathered for a moment into one;
`follow` gives stored lines to whoever listens, however many, from whichever sequence. A database that goes away is waited for,
and what it may have forgotten is stored again. What storing means is the caller's business.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any

import msgspec
import psycopg
import psycopg_pool

log = logging.getLogger(__name__)
Store = Callable[[Mapping[int, str]], Awaitable[None]]
"""stores lines by sequence, keeping those that are there"""
BATCH_SECONDS = 0.04
FIRST_WAIT, LONGEST_WAIT = 0.05, 1.0
AWAY = (psycopg.OperationalError, psycopg.InterfaceError, psycopg_pool.PoolTimeout, OSError)
"""what is raised while PostgreSQL is away"""


class Journal:
    """`begun`: when the turn began, in seconds of the epoch; `lines`: what was stored before."""

    def __init__(self, store: Store, begun: float, lines: Sequence[str] = (), patience: float = 60.0) -> None:
        self.lines = list(lines)
        self.events: list[dict[str, Any]] = [msgspec.json.decode(line) for line in lines]
        self.begun = begun
        self.closed = False
        self._store, self._patience = store, patience
        self._fresh: list[dict[str, Any]] = []
        self._pushed = asyncio.Event()
        self._changed = asyncio.Condition()
        self._batch = asyncio.Lock()
        self._last_batch = 0.0

    def push(self, kind: str, fields: Mapping[str, Any]) -> None:
        """An event to be stored and shown."""
        last = self._fresh[-1] if self._fresh else None
        if last and kind == last["type"] == "reply" and not fields.get("end"):
            last["text"] += fields["text"]
        else:
            self._fresh.append({"seq": 0, "type": kind, "ms": self.milliseconds(), **fields})
        self._pushed.set()

    def milliseconds(self) -> int:
        """Since the turn began."""
        return max(0, round((time.time() - self.begun) * 1000))

    async def write(self) -> None:
        """Store and show until cancelled. Raises what the store raises, when PostgreSQL was away for too long, or at once otherwise."""
        while True:
            await self._pushed.wait()
            if all(event["type"] == "reply" for event in self._fresh):
                await asyncio.sleep(max(0.0, self._last_batch + BATCH_SECONDS - time.monotonic()))
            await self.flush()

    async def finish(self, writing: asyncio.Task[None]) -> None:
        """End the task of `write`, in no batch's middle, and store and show the rest."""
        async with self._batch:
            writing.cancel()
        await asyncio.wait([writing])
        await self.flush()

    async def flush(self) -> None:
        """Store and show what was pushed."""
        async with self._batch:
            self._pushed.clear()
            fresh, self._fresh = self._fresh, []
            if fresh:
                await self._keep(fresh)

    async def _keep(self, fresh: Sequence[dict[str, Any]]) -> None:
        lines = self.numbered(fresh)
        await self.patiently(lambda again: self._store({**dict(enumerate(self.lines)), **lines} if again else lines))
        self._last_batch = time.monotonic()
        await self.show(fresh, lines)

    def numbered(self, events: Sequence[dict[str, Any]]) -> dict[int, str]:
        """The lines that these events will be, after those that are shown."""
        for number, event in enumerate(events, len(self.lines)):
            event["seq"] = number
        return {event["seq"]: msgspec.json.encode(event).decode() for event in events}

    async def show(self, events: Sequence[dict[str, Any]], lines: Mapping[int, str]) -> None:
        """Let followers see what has been stored."""
        async with self._changed:
            self.lines.extend(lines.values())
            self.events.extend(events)
            self._changed.notify_all()

    async def close(self) -> None:
        """Nothing more comes from here."""
        async with self._changed:
            self.closed = True
            self._changed.notify_all()

    async def follow(self, start: int) -> AsyncIterator[list[str]]:
        """Stored lines from `start` on, as they come, until the journal closes."""
        while True:
            async with self._changed:
                while len(self.lines) <= start and not self.closed:
                    await self._changed.wait()
            batch = self.lines[start:]
            if not batch:
                return
            start += len(batch)
            yield batch

    async def patiently(self, act: Callable[[bool], Awaitable[None]]) -> None:
        """Do something with the database, again while it is away; `act` is told whether it is again: a crashed server may
        have forgotten the last moments, so then everything is stored."""
        deadline = time.monotonic() + self._patience
        wait, again = FIRST_WAIT, False
        while True:
            try:
                return await act(again)
            except AWAY as error:
                if time.monotonic() > deadline:
                    raise
                log.warning("the database is away, a turn waits for it: %s", error)
            again = True
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
