"""Sessions: who may begin one, and how many there are."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg.rows import dict_row

from tutorfleet.service import accounts, sessions
from tutorfleet.service.accounts import Account, Connection

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAY = 24 * 3600


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[Connection]:
    connect = psycopg.AsyncConnection.connect(database_url, row_factory=dict_row, autocommit=True)
    async with await connect as connection:
        yield connection


@pytest.fixture
async def ayu(connection: Connection) -> Account:
    return await accounts.create(connection, "ayu@example.com", "Ayu", "hash", confirmed=True)


async def begun(connection: Connection, account: Account, now: datetime = NOW) -> str:
    found = await sessions.begin(connection, account, now, DAY)
    assert found
    return found[1]


async def test_a_refresh_token_names_its_session_until_it_expires(connection: Connection, ayu: Account) -> None:
    refresh = await begun(connection, ayu)
    assert await sessions.resume(connection, refresh, NOW + timedelta(hours=23))
    assert await sessions.resume(connection, refresh, NOW + timedelta(hours=25)) is None


async def test_a_password_that_changed_since_it_was_checked_begins_no_session(
    connection: Connection, ayu: Account
) -> None:
    await accounts.set_password(connection, ayu.uid, "new hash")
    assert await sessions.begin(connection, ayu, NOW, DAY) is None
    assert await sessions.begin(connection, replace(ayu, password="new hash"), NOW, DAY)


async def test_an_account_that_was_removed_meanwhile_begins_no_session(connection: Connection, ayu: Account) -> None:
    await accounts.remove(connection, ayu.uid)
    assert await sessions.begin(connection, ayu, NOW, DAY) is None


async def test_the_oldest_of_too_many_sessions_ends(
    connection: Connection, ayu: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "SESSIONS", 3)
    refreshes = [await begun(connection, ayu, NOW + timedelta(seconds=second)) for second in range(4)]
    alive = [await sessions.resume(connection, refresh, NOW) is not None for refresh in refreshes]
    assert alive == [False, True, True, True]
