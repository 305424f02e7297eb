from collections.abc import Hashable, Sequence

import pytest

from tutorfleet.worker.seats import Seats, shared


async def use(seats: Seats, setting: Hashable, tokens: Sequence[int]) -> int:
    async with seats.hold(setting, tokens) as seat:
        return seat["id_slot"]


@pytest.mark.parametrize(
    ("one", "other", "count"), [([], [1], 0), ([1, 2, 3], [1, 2, 4], 2), ([1, 2], [1, 2, 3], 2), ([9, 1], [1], 0)]
)
def test_two_prompts_share_their_beginning(one, other, count):
    assert shared(one, other) == count


async def test_a_talk_goes_on_in_its_slot():
    seats = Seats(3)
    slot = await use(seats, "x", [1, 2, 3])
    assert await use(seats, "x", [7, 8, 9]) != slot
    assert await use(seats, "x", [1, 2, 3, 4, 5]) == slot


async def test_the_same_prompt_of_another_adapter_gets_another_slot():
    seats = Seats(2)
    slot = await use(seats, "x", [1, 2, 3])
    assert await use(seats, "y", [1, 2, 3]) != slot
    assert await use(seats, "x", [1, 2, 3]) == slot


async def test_a_short_common_beginning_does_not_end_a_long_talk():
    seats = Seats(2)
    slot = await use(seats, "x", [1, 2, *range(10, 30)])
    assert await use(seats, "x", [1, 2, 99]) != slot


async def test_of_two_that_go_on_the_longer_is_taken():
    seats = Seats(3)
    await use(seats, "x", [1])
    long = await use(seats, "x", [2, 3])
    slot = await use(seats, "x", [2, 3, 4])
    assert slot == long


async def test_the_slot_that_was_used_longest_ago_is_given_up():
    seats = Seats(2)
    first = await use(seats, "x", [1, 1, 1])
    second = await use(seats, "x", [2, 2, 2])
    assert first != second
    assert await use(seats, "x", [3, 3, 3]) == first


async def test_a_slot_that_computes_is_not_given_twice():
    seats = Seats(2)
    async with seats.hold("x", [1, 2]) as one, seats.hold("x", [1, 2, 3]) as other, seats.hold("x", [1]) as third:
        assert {one["id_slot"], other["id_slot"]} == {0, 1}
        assert third == {}
