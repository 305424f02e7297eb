"""Admission by reserved tokens and turns between learners: never over the pool, nobody starves, nothing lost."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.worker_stand import Running, until_async
from tutorfleet.worker.errors import EngineLost, Failure
from tutorfleet.worker.scheduler import MOVES, Admission, Gate, State, Ticket, learner_of, picture

POOL = 100


def drain(admission: Admission, running: list[Ticket]) -> Iterator[Ticket]:
    """End what runs, the oldest first, and give each ticket that is admitted because of it, until nothing is left."""
    while running:
        admitted = admission.leave(running.pop(0))
        running += admitted
        yield from admitted


def test_what_is_next_is_never_overtaken_by_one_that_would_fit():
    admission = Admission(slots=4, pool=POOL, max_queue=10)
    first = admission.enter(80)
    large, small = admission.enter(50), admission.enter(10)
    assert not large.admitted
    assert not small.admitted
    assert admission.leave(first) == [large, small]


def test_what_is_next_is_not_overtaken_by_a_learner_who_has_had_less():
    admission = Admission(slots=4, pool=POOL, max_queue=10)
    first = admission.enter(80, "a")
    large, newcomer = admission.enter(50, "a"), admission.enter(60, "b")
    assert large.state is State.NEXT
    assert admission.leave(first) == [large]
    assert admission.leave(large) == [newcomer]


def test_a_request_larger_than_the_pool_is_refused_at_once():
    with pytest.raises(Failure, match="needs 101 tokens") as caught:
        Admission(slots=1, pool=POOL, max_queue=10).enter(101)
    assert caught.value.status == 400


def test_a_full_queue_refuses_and_keeps_those_who_wait():
    admission = Admission(slots=1, pool=POOL, max_queue=1)
    running, waiting = admission.enter(1), admission.enter(1)
    with pytest.raises(Failure, match=r"server busy, please try again\.  maximum pending requests exceeded"):
        admission.enter(1)
    assert admission.leave(running) == [waiting]


def test_where_nobody_may_wait_one_who_need_not_is_served():
    admission = Admission(slots=2, pool=POOL, max_queue=0)
    assert admission.enter(60).admitted
    with pytest.raises(Failure, match="server busy"):
        admission.enter(60)
    assert admission.enter(40).admitted


def test_one_learners_full_line_leaves_room_for_the_others():
    admission = Admission(slots=1, pool=POOL, max_queue=10, max_line=2)
    admission.enter(1, "busy")
    admission.enter(1, "busy")
    admission.enter(1, "busy")
    with pytest.raises(Failure, match="server busy"):
        admission.enter(1, "busy")
    assert admission.enter(1, "other").state is State.WAITING


def test_who_has_no_name_has_only_the_limit_of_all():
    admission = Admission(slots=1, pool=POOL, max_queue=5, max_line=2)
    for _ in range(6):
        admission.enter(1)
    with pytest.raises(Failure, match="server busy"):
        admission.enter(1)


def test_a_learner_with_one_request_does_not_wait_for_another_ones_twenty():
    admission = Admission(slots=1, pool=POOL, max_queue=100)
    running = [admission.enter(10, "many") for _ in range(21)][:1]
    one = admission.enter(10, "one")
    assert next(drain(admission, running)) is one


def test_learners_take_turns_by_tokens_and_not_by_requests():
    admission = Admission(slots=1, pool=POOL, max_queue=1000)
    running = [admission.enter(1, "holds the slot")]
    for _ in range(100):
        admission.enter(50, "long")
        admission.enter(10, "short")
    served = [ticket.learner for ticket in drain(admission, running)][:60]
    assert served.count("short") == 5 * served.count("long")


def test_what_a_learner_had_in_vain_hours_gives_no_credit():
    admission = Admission(slots=1, pool=POOL, max_queue=1000)
    running = [admission.enter(50, "diligent")]
    waiting = [admission.enter(50, "diligent") for _ in range(40)]
    for _ in range(30):
        running = admission.leave(running[0])
    late = [admission.enter(50, "late") for _ in range(10)]
    served = [ticket.learner for ticket in drain(admission, running)][:10]
    assert served == ["late", "diligent"] * 5
    assert late
    assert waiting


def test_a_learner_who_was_just_served_does_not_become_a_newcomer():
    admission = Admission(slots=1, pool=POOL, max_queue=1000)
    running = [admission.enter(90, "greedy")]
    admission.enter(90, "greedy")
    waiting = [admission.enter(20, "patient") for _ in range(3)]
    assert [ticket.learner for ticket in drain(admission, running)] == ["patient"] * 3 + ["greedy"]
    assert all(ticket.state is State.GONE for ticket in waiting)


def test_an_endless_row_of_newcomers_does_not_starve_one_who_has_had_something():
    admission = Admission(slots=1, pool=POOL, max_queue=1000)
    running = admission.enter(100, "b")
    one = admission.enter(100, "b")
    overtaken = 0
    newcomer = admission.enter(10, "n0")
    while not one.admitted:
        overtaken += 1
        newcomer, before = admission.enter(10, f"n{overtaken}"), newcomer
        (running,) = admission.leave(running)
        assert one.admitted or running is before
        assert overtaken <= 40, "the clock stands still"


def test_a_newcomer_with_a_name_each_leaves_no_trace():
    admission = Admission(slots=2, pool=POOL, max_queue=10)
    running = [admission.enter(5, "first"), admission.enter(5, "second")]
    for number in range(1000):
        left = admission.enter(5, f"leaves {number}")
        served = admission.enter(5, f"stays {number}")
        admission.leave(left)
        running = [running[1], *admission.leave(running[0])]
        assert running[1] is served
        assert len(admission._had) < 10


def test_a_new_day_begins_when_nobody_is_there():
    admission = Admission(slots=1, pool=POOL, max_queue=10)
    for learner in "ab":
        admission.leave(admission.enter(30, learner))
    assert admission.clock == 0
    assert admission.learners == 0


@dataclass
class Play:
    """Requests that come and go by a script; what must always hold is checked after every step."""

    slots: int
    admission: Admission = field(init=False)
    tickets: list[Ticket] = field(default_factory=list)
    order: list[Ticket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.admission = Admission(self.slots, POOL, 10_000)

    def step(self, act: tuple[int, int, int]) -> None:
        what, which, tokens = act
        if what < 6:
            self.tickets.append(self.admission.enter(tokens, f"learner {which % 4}"))
            self.order += self.tickets[-1:] if self.tickets[-1].admitted else []
        elif what < 9 and (running := self.running()):
            self.order += self.admission.leave(running[which % len(running)])
        elif waiting := self.waiting():
            self.order += self.admission.leave(waiting[which % len(waiting)])
        self.check()

    def running(self) -> list[Ticket]:
        return [ticket for ticket in self.tickets if ticket.admitted]

    def waiting(self) -> list[Ticket]:
        return [ticket for ticket in self.tickets if ticket.state in (State.WAITING, State.NEXT)]

    def check(self) -> None:
        running, waiting, admission = self.running(), self.waiting(), self.admission
        assert len(running) == admission.running <= self.slots
        assert sum(ticket.tokens for ticket in running) == admission.reserved <= POOL
        assert len(waiting) == admission.waiting
        assert len({ticket.learner for ticket in (*running, *waiting)}) == admission.learners
        chosen = [ticket for ticket in waiting if ticket.state is State.NEXT]
        if waiting and len(running) < self.slots:  # it conserves work: what is next only ever waits for room
            assert len(chosen) == 1
            assert admission.reserved + chosen[0].tokens > POOL

    def end(self) -> None:
        while running := self.running():
            self.order += self.admission.leave(running[0])
            self.check()


steps = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 1000), st.integers(1, POOL)), max_size=120)


@given(steps, st.integers(1, 5))
def test_after_any_script_the_sums_are_right_and_nothing_is_left(script, slots):
    play = Play(slots)
    for act in script:
        play.step(act)
    play.end()
    assert play.admission.waiting == play.admission.running == play.admission.reserved == 0
    assert not play.admission._had
    assert not play.admission._lines


@given(steps, st.integers(1, 5))
def test_one_learners_requests_are_served_in_the_order_they_came(script, slots):
    play = Play(slots)
    for act in script:
        play.step(act)
    play.end()
    for learner in range(4):
        numbers = [ticket.number for ticket in play.order if ticket.learner == f"learner {learner}"]
        assert numbers == sorted(numbers)


def before_a_newcomer(script: list[tuple[int, int, int]], slots: int, tokens: int) -> list[Ticket]:
    """What is served before a newcomer, who comes after the script and asks once."""
    play = Play(slots)
    for act in script:
        play.step(act)
    already = len(play.order)
    play.tickets.append(new := play.admission.enter(tokens, "newcomer"))
    play.order += [new] if new.admitted else []
    play.end()
    return play.order[already : play.order.index(new)]


@given(steps, st.integers(1, 5), st.integers(1, POOL))
def test_a_newcomer_waits_for_one_request_of_each_other_where_all_are_of_one_size(script, slots, most):
    size = max(1, most // slots)  # so that the pool has room for as many as there are slots
    before = before_a_newcomer([(what, which, size) for what, which, _ in script], slots, size)
    assert len(before) == len({ticket.learner for ticket in before})


@given(steps, st.integers(1, 5), st.integers(1, POOL))
def test_a_newcomer_waits_for_no_learner_longer_than_three_of_the_largest_requests(script, slots, tokens):
    before = before_a_newcomer(script, slots, tokens)
    for learner in {ticket.learner for ticket in before}:
        assert sum(ticket.tokens for ticket in before if ticket.learner == learner) <= 3 * POOL


@given(st.lists(st.integers(5, POOL), min_size=4, max_size=4), st.integers(1, 4))
def test_who_always_waits_gets_the_same_tokens_as_every_other(sizes, slots):
    """However large each one's requests are: nobody is further ahead than the requests in hand."""
    admission = Admission(slots, POOL, 10_000)
    had = [0, 0, 0, 0]
    running = [admission.enter(POOL, "holds the pool")]
    for which, size in enumerate(sizes):
        for _ in range(6 * POOL // size + 1):
            admission.enter(size, str(which))
    for ticket in drain(admission, running):
        had[int(ticket.learner)] += ticket.tokens
        if max(had) > 5 * POOL:
            break
        assert max(had) - min(had) <= 2 * POOL


def test_the_picture_shows_every_state_and_every_move():
    drawn = picture()
    assert drawn.startswith("stateDiagram-v2\n    [*] --> Arrived\n")
    assert all(f"    {origin} --> {to}: " in drawn for origin, to in MOVES)
    assert {state for move in MOVES for state in move} == set(State)
    assert "    Refused --> [*]\n    Gone --> [*]\n" in drawn


def test_every_move_of_the_picture_is_one_that_requests_take(monkeypatch):
    taken = set()

    def noted(self: Ticket, to: State) -> None:
        taken.add((self.state, to))
        self.state = to

    monkeypatch.setattr(Ticket, "move", noted)
    admission = Admission(slots=2, pool=POOL, max_queue=2)
    first = admission.enter(90)
    following, behind = admission.enter(50), admission.enter(50)
    with pytest.raises(Failure, match="server busy"):
        admission.enter(50)
    for ticket in (behind, following, first):
        admission.leave(ticket)
    assert taken == MOVES.keys()


def test_a_move_that_is_not_in_the_picture_is_an_error():
    ticket = Admission(slots=1, pool=POOL, max_queue=0).enter(1)
    with pytest.raises(KeyError):
        ticket.move(State.WAITING)


def test_a_learners_name_is_cut_and_may_be_absent():
    assert learner_of({}) == ""
    assert learner_of({"x-tutorfleet-learner": "x" * 10_000}) == "x" * 128


async def test_one_who_is_cancelled_in_the_queue_gives_way():
    gate = Gate(Admission(1, 10, 10))
    order: list[str] = []

    async def hold(name: str) -> None:
        async with gate.admit(1):
            order.append(name)

    async with gate.admit(1):
        waiting = [asyncio.create_task(hold(name)) for name in "abc"]
        await asyncio.sleep(0)
        waiting[1].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert order == ["a", "c"]
    assert gate.admission.running == gate.admission.waiting == 0


async def test_one_who_is_cancelled_at_the_moment_of_its_turn_passes_it_on():
    gate = Gate(Admission(1, 10, 10))
    order: list[str] = []

    async def hold(name: str) -> None:
        async with gate.admit(1, name):
            order.append(name)

    async with gate.admit(1, "first"):
        waiting = [asyncio.create_task(hold(name)) for name in "ab"]
        await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert order == ["b"]
    assert gate.admission.running == gate.admission.waiting == 0


async def ask(worker: Running, learner: str, ended: list[str], tokens: int = 5) -> None:
    """One request in a learner's name; the name is noted when it has been answered."""
    body = {"model": "tiny", "prompt": "go on", "options": {"num_predict": tokens}}
    async with worker.session.post("/api/generate", json=body, headers={"x-tutorfleet-learner": learner}) as response:
        said = [json.loads(line) for line in (await response.read()).splitlines()]
        assert response.status == 200, said
    ended.append(learner)


async def queued(worker: Running, count: int) -> None:
    async def there() -> bool:
        return bool((await worker.get("/healthz"))["queued"] == count)

    await until_async(there, f"{count} requests in the queue")


async def running(worker: Running) -> None:
    async def there() -> bool:
        return bool((await worker.get("/healthz"))["running"])

    await until_async(there, "a request that runs")


async def test_over_http_a_learner_is_answered_before_another_ones_queue(start):
    worker = await start(slots=1, pace=100, preload=["tiny"])
    ended: list[str] = []
    first = asyncio.create_task(ask(worker, "many", ended, tokens=150))
    await running(worker)
    many = [asyncio.create_task(ask(worker, "many", ended)) for _ in range(4)]
    await queued(worker, 4)
    await asyncio.gather(first, *many, ask(worker, "one", ended))
    assert ended == ["many", "one", "many", "many", "many", "many"]


async def test_over_http_one_learners_line_is_full_and_the_others_are_served(start):
    worker = await start(slots=1, pace=100, max_queue_per_learner=1, preload=["tiny"])
    ended: list[str] = []
    first = asyncio.create_task(ask(worker, "busy", ended, tokens=150))
    await running(worker)
    second = asyncio.create_task(ask(worker, "busy", ended))
    await queued(worker, 1)
    body = {"model": "tiny", "prompt": "go on", "stream": False}
    async with worker.session.post("/api/generate", json=body, headers={"x-tutorfleet-learner": "busy"}) as response:
        assert response.status == 503
        assert (await response.json())["error"].startswith("server busy, please try again.")
    await asyncio.gather(first, second, ask(worker, "other", ended))
    assert sorted(ended) == ["busy", "busy", "other"]


async def test_a_gate_that_closes_ends_every_wait_with_the_error():
    gate = Gate(Admission(slots=1, pool=10, max_queue=9))

    async def wait() -> None:
        async with gate.admit(5):
            raise AssertionError("it was admitted")

    async with gate.admit(5):
        waiting = [asyncio.create_task(wait()) for _ in range(3)]
        await asyncio.sleep(0)
        gate.close(EngineLost())
        ends = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(end) for end in ends] == [EngineLost] * 3
    assert (gate.admission.running, gate.admission.waiting) == (0, 0)


async def test_a_gate_tells_how_long_each_waited():
    told: list[float] = []
    gate = Gate(Admission(slots=1, pool=10, max_queue=9), told.append)
    async with gate.admit(5):
        pass
    assert len(told) == 1
    assert 0 <= told[0] < 1


def test_another_adapter_waits_for_those_who_run_and_for_nobody_who_comes_later() -> None:
    admission = Admission(4, 1000, 10)
    first = admission.enter(10, "a", setting="x")
    other = admission.enter(10, "b", setting="y")
    later = admission.enter(10, "c", setting="x")
    assert (first.admitted, other.admitted, later.admitted) == (True, False, False)
    assert admission.leave(first) == [other]
    assert admission.leave(other) == [later]


def test_those_who_wait_for_the_same_adapter_compute_together() -> None:
    admission = Admission(3, 1000, 20)
    first = admission.enter(10, "0", setting="x")
    row = [admission.enter(10, str(number), setting="yx"[number % 2]) for number in range(2, 10)]
    together = admission.leave(first)
    assert [ticket.setting for ticket in together] == ["y", "y", "y"]
    assert together[0] is row[0]
    for ticket in together[:2]:
        assert admission.leave(ticket) == []  # the next turn has been promised
    assert [ticket.setting for ticket in admission.leave(together[2])] == ["x", "x", "x"]


def test_an_adapter_joins_its_own_while_nobody_waits_for_another() -> None:
    admission = Admission(2, 1000, 10)
    assert [admission.enter(10, setting="x").admitted for _ in range(2)] == [True, True]


def test_a_full_queue_refuses_another_adapter_though_slots_are_free() -> None:
    admission = Admission(4, 1000, 0)
    admission.enter(10, setting="x")
    with pytest.raises(Failure, match="server busy"):
        admission.enter(10, setting="y")


def test_one_who_waits_for_another_adapter_and_leaves_opens_the_turn_again() -> None:
    admission = Admission(4, 1000, 10)
    admission.enter(10, "a", setting="x")
    other, later = admission.enter(10, "b", setting="y"), admission.enter(10, "c", setting="x")
    assert admission.leave(other) == [later]
