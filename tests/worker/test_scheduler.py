"""Admission by reserved tokens: never over the pool, first come first served, nothing lost."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.worker.errors import Failure
from tutorfleet.worker.scheduler import Admission, Gate


def test_the_head_of_the_queue_is_never_overtaken():
    admission = Admission(slots=4, pool=100, max_queue=10)
    first = admission.enter(80)
    large, small = admission.enter(50), admission.enter(10)
    assert not large.admitted
    assert not small.admitted
    assert admission.leave(first) == [large, small]


def test_a_request_larger_than_the_pool_is_refused_at_once():
    with pytest.raises(Failure, match="needs 101 tokens") as caught:
        Admission(slots=1, pool=100, max_queue=10).enter(101)
    assert caught.value.status == 400


def test_a_full_queue_refuses_and_keeps_those_who_wait():
    admission = Admission(slots=1, pool=100, max_queue=1)
    running, waiting = admission.enter(1), admission.enter(1)
    with pytest.raises(Failure, match=r"server busy, please try again\.  maximum pending requests exceeded"):
        admission.enter(1)
    assert admission.leave(running) == [waiting]


@given(st.lists(st.tuples(st.integers(1, 100), st.booleans()), max_size=60), st.integers(1, 5))
def test_the_pool_never_overflows_and_all_are_served_in_order(steps, slots):
    admission = Admission(slots, 100, 1000)
    tickets, running, served = [], [], []
    for tokens, leaves in steps:
        tickets.append(admission.enter(tokens))
        running += [ticket for ticket in tickets if ticket.admitted and ticket not in served and ticket not in running]
        if leaves and running:
            served.append(running.pop(0))
            running += admission.leave(served[-1])
        assert sum(ticket.tokens for ticket in running) == admission.reserved <= 100
        assert len(running) == admission.running <= slots
    while running:
        served.append(running.pop(0))
        running += admission.leave(served[-1])
    assert len(served) == len(tickets)
    assert admission.waiting == admission.reserved == admission.running == 0


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
