"""What is counted, and how figures are made of it."""

import asyncio

import pytest

from tutorfleet.worker.tally import MOST_MODELS, OTHERS, Exchange, Histogram, Tally, about, begin, end, percentile


def test_a_bound_holds_what_is_equal_to_it():
    one = Histogram((1.0, 2.0))
    for value in (0.5, 1.0, 1.5, 9.0):
        one.observe(value)
    assert list(one.cumulative()) == [("1.0", 2), ("2.0", 3), ("+Inf", 4)]
    assert one.total == 12.0


def test_tokens_of_replies_add_up():
    one = Tally().of("m")
    one.replied(prompt=10, cached=4, reply=20, reply_ms=500)
    one.replied(prompt=10, cached=10, reply=5, reply_ms=100)
    assert (one.prompt_tokens, one.cached_tokens, one.reply_tokens) == (20, 14, 25)
    assert list(one.recent_rate) == [40.0, 50.0]


def test_a_reply_of_one_token_has_no_speed():
    one = Tally().of("m")
    one.replied(prompt=1, cached=0, reply=1, reply_ms=0.001)
    assert not one.recent_rate


def test_restarts_are_ends_that_nobody_wanted():
    one = Tally().of("m")
    for why in ("idle", "died", "stalled", "room", "died"):
        one.ended(why)
    assert one.restarts == 3


def test_models_that_come_and_go_do_not_fill_the_memory():
    tally = Tally()
    for number in range(MOST_MODELS + 50):
        tally.of(f"m{number}").answered("/api/chat", "200")
    assert len(tally.models) <= MOST_MODELS + 1
    assert tally.of(OTHERS).requests == {("/api/chat", "200"): 50}


@pytest.mark.parametrize(("share", "value"), [(0.5, 51), (0.95, 96), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_one_of_the_values(share, value):
    assert percentile(range(1, 101), share) == value


def test_of_nothing_there_is_no_percentile():
    assert percentile([], 0.5) is None


async def test_a_task_says_what_its_own_request_is_about():
    async def request(model: str) -> str:
        token = begin(one := Exchange())
        await asyncio.create_task(deep(model))
        end(token)
        return one.model

    async def deep(model: str) -> None:
        await asyncio.sleep(0)
        about(model)

    assert await asyncio.gather(*map(request, "abc")) == ["a", "b", "c"]


def test_without_a_request_nothing_is_said():
    about("m")
    token = begin(one := Exchange())
    end(token)
    about("m")
    assert one.model == ""
