"""Who may compute now: admission by reserved tokens, and turns between learners.

llama.cpp's slots share one pool of key-value cells. When it overflows, every running stream fails at once; so a request is
admitted only when its whole reservation (prompt and longest reply) fits. Of those who wait, the learner who has had the
least goes first (start-time fair queueing by reserved tokens), and what one learner asked earlier goes before what the same
learner asked later. Somebody who was away begins at the present `clock`: absence earns nothing, and so does a new name.
What was chosen keeps its turn: if the pool lacks room for it, nobody overtakes it until there is.

llama.cpp computes one setting of adapters at a time, and another waits for as long as one of them runs, for ever if they keep
coming. So settings take turns: what was chosen with another setting waits for those who run and for nobody who comes later,
but for those who wait for the turn that begins: they compute together.

`Admission` is pure; `Gate` puts futures around it for asyncio. `picture()` draws the states of a request from `MOVES`, the
table that the code itself moves by.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Hashable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum

from tutorfleet.worker.errors import BUSY, Failure

LEARNER_HEADER = "x-tutorfleet-learner"
LONGEST_LEARNER = 128
"""Characters of a learner's name that count; a token's subject has 36."""


class State(StrEnum):
    """Where a request is."""

    ARRIVED = "Arrived"
    REFUSED = "Refused"
    WAITING = "Waiting"
    NEXT = "Next"
    RUNNING = "Running"
    GONE = "Gone"


MOVES: Mapping[tuple[State, State], str] = {
    (State.ARRIVED, State.WAITING): "joins the line of its learner",
    (State.ARRIVED, State.REFUSED): "larger than the pool (400), or a line is full (503)",
    (State.WAITING, State.NEXT): "a slot is free, its learner has had the least",
    (State.NEXT, State.RUNNING): "the pool has room for all its tokens, no other adapter computes",
    (State.WAITING, State.GONE): "the client left",
    (State.NEXT, State.GONE): "the client left",
    (State.RUNNING, State.GONE): "answered, or the client left: slot and tokens are free",
}
"""Every step a request can take, and why."""


@dataclass(eq=False, slots=True)
class Ticket:
    """One request's place: the tokens it reserves in the pool, whose it is, and what its learner is charged for it."""

    tokens: int
    learner: str
    cost: int
    number: int
    """Of its arrival."""
    setting: Hashable = ()
    """Its adapters: only equal ones compute together."""
    state: State = State.ARRIVED

    @property
    def admitted(self) -> bool:
        """Whether it holds a slot and its tokens."""
        return self.state is State.RUNNING

    def move(self, to: State) -> None:
        """Take one step of `MOVES`; any other is a KeyError."""
        _ = MOVES[self.state, to]
        self.state = to


class Admission:
    """`slots` requests and `pool` tokens at once; at most `max_queue` waiting, and `max_line` of one named learner.

    The nameless learner "" stands for everybody without a name and has no limit of its own.
    """

    def __init__(self, slots: int, pool: int, max_queue: int, max_line: int | None = None) -> None:
        self.slots = slots
        self.pool = pool
        self.max_queue = max_queue
        self.max_line = max_queue if max_line is None else max_line
        self.running = 0
        self.reserved = 0
        self.setting: Hashable = ()
        """The adapters of those who run."""
        self.clock = 0.0
        """Tokens that a learner who was always here and always waiting would have had by now."""
        self._lines: dict[str, deque[Ticket]] = {}
        self._had: dict[str, float] = {}
        """The clock's tokens that each learner has had; who is at or behind the clock and does not wait is forgotten."""
        self._busy: Counter[str] = Counter()
        self._next: Ticket | None = None
        self._arrivals = 0

    @property
    def waiting(self) -> int:
        """Requests in the queue."""
        return sum(map(len, self._lines.values()))

    @property
    def learners(self) -> int:
        """Learners who wait or compute."""
        return len(self._lines.keys() | self._busy.keys())

    def enter(self, tokens: int, learner: str = "", cost: int | None = None, setting: Hashable = ()) -> Ticket:
        """A ticket, admitted or queued; its learner is charged `cost`, by default the tokens, when it is admitted.

        Raises Failure 400 if it could never be admitted, 503 if the queue or the learner's own line is full.
        """
        self._arrivals += 1
        ticket = Ticket(tokens, learner, max(1, tokens if cost is None else cost), self._arrivals, setting)
        if tokens > self.pool:
            ticket.move(State.REFUSED)
            raise Failure(400, f"the request needs {tokens} tokens of context; this worker has {self.pool}")
        if not self._fits_now(ticket) and self._is_full(learner):
            ticket.move(State.REFUSED)
            raise Failure(503, BUSY)
        self._join(ticket)
        self._admit()
        return ticket

    def leave(self, ticket: Ticket) -> list[Ticket]:
        """Give the place back, or leave the queue; the tickets that are admitted because of it, in order."""
        if ticket.admitted:
            self._release(ticket)
        elif ticket.state in (State.WAITING, State.NEXT):
            self._unqueue(ticket)
            ticket.move(State.GONE)
            self._forget()
        return self._admit()

    def _fits_now(self, ticket: Ticket) -> bool:
        return not self._lines and self.running < self.slots and self._has_room(ticket) and self._goes_along(ticket)

    def _has_room(self, ticket: Ticket) -> bool:
        return self.reserved + ticket.tokens <= self.pool

    def _goes_along(self, ticket: Ticket) -> bool:
        return not self.running or ticket.setting == self.setting

    def _is_full(self, learner: str) -> bool:
        line = self._lines.get(learner, ())
        return self.waiting >= self.max_queue or (learner != "" and len(line) >= self.max_line)

    def _join(self, ticket: Ticket) -> None:
        ticket.move(State.WAITING)
        if ticket.learner not in self._lines:
            self._lines[ticket.learner] = deque()
            self._had[ticket.learner] = max(self.clock, self._had.get(ticket.learner, 0.0))
        self._lines[ticket.learner].append(ticket)

    def _admit(self) -> list[Ticket]:
        admitted, turn_begins = [], not self.running
        while self._lines and self.running < self.slots:
            ticket = self._next = self._next or self._choose()
            if not (self._has_room(ticket) and self._goes_along(ticket)):
                break
            admitted.append(self._start(ticket))
        if turn_begins and self._next and not self._goes_along(self._next):
            admitted += self._fill_turn()
        return admitted

    def _fill_turn(self) -> list[Ticket]:
        """Those who wait for the same adapters as the turn that begins, as long as there is room."""
        admitted = []
        heads = sorted((line[0] for line in self._lines.values()), key=self._rank)
        for ticket in heads:
            if self.running < self.slots and self._has_room(ticket) and self._goes_along(ticket):
                ticket.move(State.NEXT)
                admitted.append(self._start(ticket))
        return admitted

    def _choose(self) -> Ticket:
        """The first request of the learner who has had the least; of several the one that came first."""
        ticket = min((line[0] for line in self._lines.values()), key=self._rank)
        ticket.move(State.NEXT)
        return ticket

    def _rank(self, ticket: Ticket) -> tuple[float, int]:
        return self._had[ticket.learner], ticket.number

    def _start(self, ticket: Ticket) -> Ticket:
        self._unqueue(ticket)
        ticket.move(State.RUNNING)
        self.running += 1
        self.reserved += ticket.tokens
        self._busy[ticket.learner] += 1
        self.setting = ticket.setting
        self._charge(ticket)
        return ticket

    def _charge(self, ticket: Ticket) -> None:
        """The learner has had more, and the clock goes on by everybody's share of it, or to where this one was: so no row of
        newcomers holds it back, and nobody is ahead of it by more than one request."""
        share = ticket.cost / (self.learners + 1)  # one more: who may come next
        self.clock = max(self.clock + share, self._had[ticket.learner])
        self._had[ticket.learner] += ticket.cost
        self._forget()

    def _forget(self) -> None:
        """Whoever does not wait and is not ahead of the clock is as somebody new."""
        self._had = {name: had for name, had in self._had.items() if had > self.clock or name in self._lines}

    def _unqueue(self, ticket: Ticket) -> None:
        line = self._lines[ticket.learner]
        line.remove(ticket)
        if not line:
            del self._lines[ticket.learner]
        if self._next is ticket:
            self._next = None

    def _release(self, ticket: Ticket) -> None:
        ticket.move(State.GONE)
        self.running -= 1
        self.reserved -= ticket.tokens
        self._busy[ticket.learner] -= 1
        if not self._busy[ticket.learner]:
            del self._busy[ticket.learner]
        if not self.running and not self._lines:
            self.clock, self._had = 0.0, {}  # a new day


class Gate:
    """Admission for coroutines. One that is cancelled while it waits leaves the queue. `waited` is told the seconds of each."""

    def __init__(self, admission: Admission, waited: Callable[[float], None] = lambda seconds: None) -> None:
        self.admission = admission
        self._waited = waited
        self._waiters: dict[Ticket, asyncio.Future[None]] = {}

    @asynccontextmanager
    async def admit(
        self, tokens: int, learner: str = "", cost: int | None = None, setting: Hashable = ()
    ) -> AsyncIterator[None]:
        """Hold a place for the block; raises Failure as `Admission.enter` does."""
        began = time.perf_counter()
        ticket = self.admission.enter(tokens, learner, cost, setting)
        try:
            if not ticket.admitted:
                self._waiters[ticket] = asyncio.get_running_loop().create_future()
                await self._waiters[ticket]
            self._waited(time.perf_counter() - began)
            yield
        finally:
            self._waiters.pop(ticket, None)
            for admitted in self.admission.leave(ticket):
                self._wake(admitted)

    def close(self, error: Exception) -> None:
        """End every wait with this error: whom they wait for is gone."""
        for waiter in self._waiters.values():
            if not waiter.done():
                waiter.set_exception(error)

    def _wake(self, ticket: Ticket) -> None:
        waiter = self._waiters.get(ticket)
        if waiter is not None and not waiter.done():
            waiter.set_result(None)


def learner_of(headers: Mapping[str, str]) -> str:
    """Who asks, from the header that the edge sets; "" where there is none. Good for taking turns, never for rights."""
    return headers.get(LEARNER_HEADER, "")[:LONGEST_LEARNER]


def picture(moves: Mapping[tuple[State, State], str] = MOVES) -> str:
    """The states of a request as a Mermaid diagram, drawn from the table that the code moves by."""
    begins = [state for state in State if not any(to is state for _, to in moves)]
    ends = [state for state in State if not any(origin is state for origin, _ in moves)]
    lines = ["stateDiagram-v2", *(f"    [*] --> {state}" for state in begins)]
    lines += [f"    {origin} --> {to}: {_plain(why)}" for (origin, to), why in moves.items()]
    return "\n".join([*lines, *(f"    {state} --> [*]" for state in ends)]) + "\n"


def _plain(text: str) -> str:
    """Without the signs that mean something to Mermaid in a label."""
    return text.replace(":", ",").replace(";", ",")
