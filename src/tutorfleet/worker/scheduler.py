"""Who may compute now: admission by reserved tokens, first come first served.

llama.cpp's slots share one pool of key-value cells. When it overflows, every running stream fails at once; so a request is
admitted only when its whole reservation (prompt and longest reply) fits, and the one at the head of the queue is never
overtaken. `Admission` is pure; `Gate` puts futures around it for asyncio.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tutorfleet.worker.errors import BUSY, Failure


@dataclass(eq=False, slots=True)
class Ticket:
    """One request's place: the tokens it reserves, and whether it was admitted."""

    tokens: int
    admitted: bool = False


class Admission:
    """`slots` requests and `pool` tokens at once, at most `max_queue` waiting."""

    def __init__(self, slots: int, pool: int, max_queue: int) -> None:
        self.slots = slots
        self.pool = pool
        self.max_queue = max_queue
        self.running = 0
        self.reserved = 0
        self._queue: deque[Ticket] = deque()

    @property
    def waiting(self) -> int:
        """Requests in the queue."""
        return len(self._queue)

    def enter(self, tokens: int) -> Ticket:
        """A ticket, admitted or queued; raises Failure 503 if the queue is full, 400 if it could never be admitted."""
        if tokens > self.pool:
            raise Failure(400, f"the request needs {tokens} tokens of context; this worker has {self.pool}")
        ticket = Ticket(tokens)
        self._queue.append(ticket)
        self._admit()
        if not ticket.admitted and self.waiting > self.max_queue:
            self._queue.remove(ticket)
            raise Failure(503, BUSY)
        return ticket

    def leave(self, ticket: Ticket) -> list[Ticket]:
        """Give the place back, or leave the queue; the tickets that are admitted because of it, in order."""
        if ticket.admitted:
            ticket.admitted = False
            self.running -= 1
            self.reserved -= ticket.tokens
        elif ticket in self._queue:
            self._queue.remove(ticket)
        return self._admit()

    def _admit(self) -> list[Ticket]:
        admitted = []
        while self._queue and self.running < self.slots and self.reserved + self._queue[0].tokens <= self.pool:
            ticket = self._queue.popleft()
            ticket.admitted = True
            self.running += 1
            self.reserved += ticket.tokens
            admitted.append(ticket)
        return admitted


class Gate:
    """Admission for coroutines. One that is cancelled while it waits leaves the queue."""

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self._waiters: dict[Ticket, asyncio.Future[None]] = {}

    @asynccontextmanager
    async def admit(self, tokens: int) -> AsyncIterator[None]:
        """Hold a place for the block; raises Failure as `Admission.enter` does."""
        ticket = self.admission.enter(tokens)
        try:
            if not ticket.admitted:
                self._waiters[ticket] = asyncio.get_running_loop().create_future()
                await self._waiters[ticket]
            yield
        finally:
            self._waiters.pop(ticket, None)
            for admitted in self.admission.leave(ticket):
                self._wake(admitted)

    def _wake(self, ticket: Ticket) -> None:
        waiter = self._waiters.get(ticket)
        if waiter is not None and not waiter.done():
            waiter.set_result(None)
