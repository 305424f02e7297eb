"""Who may store something: nobody who has been erased, and nobody without end."""

import asyncio
import base64
import secrets
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import psycopg
import pytest
from tests.service.conftest import Service, Start, signed_up
from tests.service.talks import Signed, Talks

from tutorfleet.service import erasure

ONE = "0b9fd7ba-7a5c-4e0e-9c86-54f0ab9b4d3a"
OTHER = "5d7c0a3e-2f0b-4b52-8f0a-6f0f9a3c1e77"
REGIONS = {"us-east-1": "http://127.0.0.1:1"}
"""Nobody is there: what is begun is not finished."""
TALK: dict[str, Any] = {"title": "x", "conversation": []}
LARGE: dict[str, Any] = {"title": "x", "conversation": [base64.b64encode(secrets.token_bytes(600_000)).decode()]}
"""Bytes without an order, as large compressed: two of them are more than a megabyte."""


@pytest.fixture
def service(start: Start) -> Service:
    return start(regions=REGIONS, learner_megabytes=1)


@pytest.fixture
async def ayu(service: Service, client: aiohttp.ClientSession) -> Signed:
    return await signed_up(client, service.settings.client_id)


@pytest.fixture
async def other(start: Start, ayu: Signed) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of a second service of the same database, which has just seen Ayu's token and remembers it."""
    async with aiohttp.ClientSession(start(regions=REGIONS).url, headers=ayu.headers) as client:
        async with client.get("/me/consent") as answer:
            assert answer.status == 200
        yield client


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/conversations/{}", TALK | {"id": OTHER}),
        ("POST", f"/conversations/{{}}/{ONE}/turns", {"text": "I like tea."}),
        ("PUT", "/me/consent", {"training": True}),
    ],
)
async def test_nothing_is_stored_for_a_learner_who_was_erased_at_another_service(
    service: Service,
    client: aiohttp.ClientSession,
    other: aiohttp.ClientSession,
    ayu: Signed,
    method: str,
    path: str,
    body: dict[str, Any],
) -> None:
    assert await left(client, ayu) == 200
    async with other.request(method, path.format(ayu.uid), json=body) as answer:
        assert (answer.status, (await answer.json())["message"]) == (401, "The incoming token has been revoked")
    assert rows(service, ayu) == 0


async def test_what_is_being_stored_when_a_learner_is_erased_is_erased_too(
    service: Service, client: aiohttp.ClientSession, ayu: Signed
) -> None:
    with psycopg.connect(service.settings.database) as holding:
        holding.execute("LOCK TABLE conversations IN EXCLUSIVE MODE")
        saving = asyncio.create_task(save(Talks(client, ayu), TALK))
        await until_waiting(service, 1)
        leaving = asyncio.create_task(left(client, ayu))
        await until_waiting(service, 2)
    assert (await saving, await leaving) == (200, 200)
    assert rows(service, ayu) == 0


async def left(client: aiohttp.ClientSession, learner: Signed) -> int:
    async with client.delete("/me", headers=learner.headers) as answer:
        return answer.status


async def until_waiting(service: Service, number: int) -> None:
    """Until so many connections wait for a lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    deadline = time.monotonic() + 20
    with psycopg.connect(service.settings.database, autocommit=True) as connection:
        while connection.execute(waiting).fetchone() != (number,):
            assert time.monotonic() < deadline, "nobody waits"
            await asyncio.sleep(0.02)


def rows(service: Service, learner: Signed) -> int:
    """How many rows the learner has in all tables."""
    with psycopg.connect(service.settings.database) as connection:
        counts = (f"SELECT count(*) FROM {table} WHERE owner = '{UUID(learner.uid)}'" for table in erasure.STATEMENTS)
        return sum(row[0] for each in counts if (row := connection.execute(each.encode()).fetchone()))


async def save(talks: Talks, body: dict[str, Any], number: str = "") -> int:
    return (await talks.ask("POST", body=body | {"id": number or str(uuid4())}))[0]


@pytest.fixture
async def full(client: aiohttp.ClientSession, ayu: Signed) -> Talks:
    """A learner who has stored as much as she may, ONE among it."""
    talks = Talks(client, ayu)
    assert [await save(talks, LARGE, ONE), await save(talks, LARGE)] == [200, 200]
    return talks


@pytest.mark.parametrize(
    ("method", "rest", "body"),
    [
        ("POST", "", TALK | {"id": OTHER}),
        ("PUT", f"/{ONE}", {"title": "y"}),
        ("POST", f"/{ONE}/turns", {"text": "I like tea."}),
    ],
)
async def test_a_learner_who_has_stored_too_much_stores_no_more(
    full: Talks, method: str, rest: str, body: dict[str, Any]
) -> None:
    status, answer, _ = await full.ask(method, rest, body)
    assert (status, answer["message"]) == (413, "Your conversations take more than 1 MB; delete some first")


async def test_what_is_too_much_may_be_read_and_deleted(full: Talks) -> None:
    status, answer, _ = await full.ask("GET", f"/{ONE}")
    assert (status, answer["data"]["conversation"]) == (200, LARGE["conversation"])
    assert (await full.ask("DELETE", f"/{ONE}"))[0] == 200
    assert await save(full, TALK) == 200


async def test_what_others_have_stored_takes_nobodys_room(full: Talks, service: Service) -> None:
    budi = await signed_up(full.client, service.settings.client_id)
    assert await save(Talks(full.client, budi), TALK) == 200
