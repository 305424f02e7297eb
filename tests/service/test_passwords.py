"""The password policy, and hashing that tells nobody whether there is an account."""

import asyncio
import statistics
import time

import pytest

from tutorfleet.service import passwords
from tutorfleet.service.passwords import Busy, Hasher, weakness

GOOD = "Correct-horse-1"


@pytest.mark.parametrize("symbol", list("!@#$%^&*_+-=[]{};':\"\\|,.<>/?"))
def test_every_symbol_of_the_reference_client_is_enough(symbol: str) -> None:
    assert weakness(f"Abcdef1{symbol}") is None


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("Sh0rt!a", "not long enough"),
        ("no-upper-1", "uppercase"),
        ("NO-LOWER-1", "lowercase"),
        ("No-numbers", "numeric"),
        ("NoSymbol1", "symbol"),
        ("Aa1!" * 1000, "too long"),
    ],
)
def test_a_weak_password_is_named_by_its_rule(password: str, rule: str) -> None:
    assert rule in str(weakness(password))


async def test_only_the_same_password_matches() -> None:
    hasher = Hasher()
    encoded = await hasher.hash(GOOD)
    assert await hasher.verify(encoded, GOOD)
    assert not await hasher.verify(encoded, f"{GOOD} ")


async def test_a_password_matches_however_the_keyboard_composed_it() -> None:
    hasher = Hasher()
    assert await hasher.verify(await hasher.hash("Caf\u00e9-horse-1"), "Cafe\u0301-horse-1")


async def test_nobody_has_a_password() -> None:
    assert not await Hasher().verify(None, GOOD)


async def test_a_hash_that_is_none_matches_nothing() -> None:
    assert not await Hasher().verify("not a hash", GOOD)


async def test_an_unknown_account_takes_as_long_as_a_known_one() -> None:
    hasher = Hasher()
    known = await hasher.hash(GOOD)
    await hasher.verify(None, "warm")

    async def took(encoded: str | None) -> float:
        begun = time.process_time()
        await hasher.verify(encoded, "wrong")
        return time.process_time() - begun

    pairs = [(await took(known), await took(None)) for _ in range(7)]
    medians = [statistics.median(column) for column in zip(*pairs, strict=True)]
    assert 0.5 < medians[0] / medians[1] < 2


async def test_a_queue_that_is_too_long_is_refused_and_the_rest_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "QUEUE", 3)
    hasher = Hasher(at_once=1)
    results = await asyncio.gather(*(hasher.hash(GOOD) for _ in range(5)), return_exceptions=True)
    assert [isinstance(result, Busy) for result in results] == [False] * 3 + [True] * 2
    assert await hasher.hash(GOOD)
