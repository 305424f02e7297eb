"""Limits on attempts, and whose attempt it is."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from starlette.requests import Request

from tutorfleet.service import database, throttle
from tutorfleet.service.database import Pool
from tutorfleet.service.throttle import Limit, LimitReached

TWO = Limit("two", 2, 60)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    database.migrate(database_url)
    async with database.open_pool(database_url) as pool:
        yield pool


async def allowed(pool: Pool, limit: Limit = TWO, whom: str = "ayu", now: datetime = NOON) -> bool:
    try:
        async with pool.connection() as connection:
            await throttle.charge(connection, limit, whom, now)
    except LimitReached:
        return False
    return True


async def test_as_many_as_the_limit_are_allowed(pool: Pool) -> None:
    assert [await allowed(pool) for _ in range(4)] == [True, True, False, False]


async def test_everybody_and_every_limit_counts_alone(pool: Pool) -> None:
    for _ in range(3):
        await allowed(pool)
    assert await allowed(pool, whom="budi")
    assert await allowed(pool, Limit("other", 2, 60))


async def test_a_window_closes_after_its_time_and_not_before(pool: Pool) -> None:
    for _ in range(3):
        await allowed(pool)
    assert not await allowed(pool, now=NOON + timedelta(seconds=60))
    assert await allowed(pool, now=NOON + timedelta(seconds=61))


async def test_attempts_at_the_same_time_are_all_counted(pool: Pool) -> None:
    results = await asyncio.gather(*(allowed(pool, Limit("ten", 10, 60)) for _ in range(30)))
    assert sum(results) == 10


async def test_a_good_attempt_is_taken_back(pool: Pool) -> None:
    for _ in range(5):
        assert await allowed(pool)
        async with pool.connection() as connection:
            await throttle.refund(connection, TWO, "ayu")


async def test_the_right_person_starts_again(pool: Pool) -> None:
    for _ in range(3):
        await allowed(pool)
    async with pool.connection() as connection:
        await throttle.forgive(connection, TWO, "ayu")
    assert await allowed(pool)


async def test_closed_windows_are_swept_away(pool: Pool) -> None:
    for number in range(8):
        await allowed(pool, whom=str(number))
    await allowed(pool, whom="later", now=NOON + timedelta(hours=1))
    async with pool.connection() as connection:
        row = await (await connection.execute("SELECT count(*) FROM attempts")).fetchone()
    assert row == {"count": 1}


async def test_neither_names_nor_addresses_are_kept(pool: Pool) -> None:
    await allowed(pool, whom="ayu@example.com")
    async with pool.connection() as connection:
        row = await (await connection.execute("SELECT attempts::text FROM attempts")).fetchone()
    assert "ayu" not in str(row)
    assert b"ayu".hex() not in str(row)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.7", "1.1.1.1,203.0.113.9 ", "203.0.113.9"),
        ("8.8.8.8", "1.1.1.1", "8.8.8.8"),
        ("8.8.8.8", "", "8.8.8.8"),
        (None, "203.0.113.9", "203.0.113.9"),
        (None, "", "local"),
        (None, "' OR '1'='1", "local"),
        ("127.0.0.1", "\x00", "127.0.0.1"),
        (None, "2a00:1450:4001:81b::200e", "2a00:1450:4001:81b::/64"),
    ],
)
def test_the_address_is_the_last_hop_that_a_proxy_of_ours_saw(peer: str | None, forwarded: str, address: str) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "headers": headers, "client": (peer, 1) if peer else None}
    assert throttle.address_of(Request(scope)) == address
