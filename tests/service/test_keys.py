"""Signing keys: made once, published before they sign, kept until their tokens have expired."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tutorfleet.service import database, keys
from tutorfleet.service.database import Pool
from tutorfleet.service.keys import GRACE, LEAD, PERIOD, RELOAD, Keyring, SigningKey

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENT = timedelta(seconds=1)


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    database.migrate(database_url)
    async with database.open_pool(database_url) as pool:
        async with pool.connection() as connection:
            await connection.execute("DELETE FROM signing_keys")  # the template of tests has one
        yield pool


async def at(pool: Pool, now: datetime) -> list[SigningKey]:
    async with pool.connection() as connection:
        return await keys.load(connection, HOUR, now)


async def test_the_first_key_signs_at_once_and_is_rsa_2048(pool: Pool) -> None:
    found = await at(pool, NOON)
    assert keys.current(found, NOON) == found[0]
    assert found[0].key.raw_value.key_size == 2048


async def test_services_that_start_together_make_one_key(pool: Pool) -> None:
    found = await asyncio.gather(*(at(pool, NOON) for _ in range(4)))
    assert {key.kid for keys_of_one in found for key in keys_of_one} == {(await at(pool, NOON))[0].kid}


async def test_the_next_key_is_published_before_it_signs(pool: Pool) -> None:
    [first] = await at(pool, NOON)
    soon = NOON + PERIOD - LEAD
    assert await at(pool, soon - MOMENT) == [first] or len(await at(pool, soon - MOMENT)) == 1
    _, second = await at(pool, soon)
    assert keys.current(await at(pool, soon + LEAD - MOMENT), soon + LEAD - MOMENT).kid == first.kid
    assert keys.current(await at(pool, soon + LEAD), soon + LEAD).kid == second.kid


async def test_a_key_is_also_published_first_when_the_service_was_away_for_long(pool: Pool) -> None:
    [first] = await at(pool, NOON)
    late = NOON + 3 * PERIOD
    assert keys.current(await at(pool, late), late).kid == first.kid


async def test_an_old_key_stays_until_its_last_token_has_expired(pool: Pool) -> None:
    [first] = await at(pool, NOON)
    rotated = NOON + PERIOD
    await at(pool, rotated - LEAD)
    last = rotated + HOUR + GRACE
    assert first.kid in {key.kid for key in await at(pool, last)}
    assert first.kid not in {key.kid for key in await at(pool, last + MOMENT)}


async def test_a_key_that_another_service_made_is_found(pool: Pool) -> None:
    clock = iter(range(0, 10_000, int(RELOAD) + 1)).__next__
    ring = Keyring(pool, HOUR, clock)
    await ring.published()
    async with pool.connection() as connection:
        await connection.execute("DELETE FROM signing_keys")
    [other] = await at(pool, datetime.now(UTC))
    assert await ring.find(other.kid)


async def test_an_unknown_id_has_no_key(pool: Pool) -> None:
    ring = Keyring(pool, HOUR)
    assert await ring.find("unknown") is None
    assert await ring.find(None) is None
