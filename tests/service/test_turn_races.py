"""Turns while something else happens: another learner's with the same id, two browsers, a deletion, an end that cannot be stored."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import psycopg
import pytest
from tests.service.conftest import NewLearner, Service, Start, signed_up
from tests.service.talks import LONG, MISTAKEN, Talk, kinds

from support.scripted_workers import Scripted


@pytest.fixture
async def region(runtime: Path) -> AsyncIterator[Scripted]:
    async with Scripted(runtime / "a.sock") as region:
        yield region


@pytest.fixture
def service(start: Start, region: Scripted) -> Service:
    return start(regions={"us-east-1": region.url})


async def until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


def run_sql(service: Service, statement: str, *values: Any) -> list[Any]:
    with psycopg.connect(service.settings.database, autocommit=True) as connection:
        found = connection.execute(statement.encode(), values)
        return found.fetchall() if found.description else []


async def test_v9_stopping_a_turn_leaves_another_learners_of_the_same_id(
    service: Service, talk: Talk, region: Scripted, new_learner: NewLearner
) -> None:
    region.text, region.hold_after = LONG, 10
    eve, turn = Talk(talk.client, await new_learner()), str(uuid4())
    async with talk.post("Tell me.", turn=turn) as mine, eve.post("Tell me.", turn=turn) as theirs:
        assert (mine.status, theirs.status) == (200, 200)
        run_sql(service, "UPDATE turns SET stopping = true WHERE owner = %s", UUID(eve.learner.uid))
        assert b'"stopped":true' in await theirs.read()
        region.go.set()
        assert b'"stopped":false' in await mine.read()


async def test_a_turn_that_this_service_holds_and_nobody_works_at_is_taken_up(
    service: Service, talk: Talk, region: Scripted
) -> None:
    await talk.turn("I like tea.")
    turn, lease = uuid4(), service.app.state.turns.lease
    run_sql(
        service,
        "INSERT INTO turns (owner, id, conversation, request, lease, lease_until) SELECT owner, %s, conversation, request,"
        " %s, now() - interval '1 second' FROM turns",
        turn,
        lease,
    )
    assert (await talk.replay(str(turn)))[-1]["reply"] == region.text


async def test_a_turn_whose_end_cannot_be_stored_is_taken_up_again(
    service: Service, talk: Talk, region: Scripted
) -> None:
    run_sql(service, "ALTER TABLE scores ADD CONSTRAINT never CHECK (turn IS NULL) NOT VALID")
    _, turn = await talk.begun(MISTAKEN)
    await until(lambda: not service.app.state.turns.runs)
    run_sql(service, "ALTER TABLE scores DROP CONSTRAINT never")
    assert (await talk.replay(turn))[-1]["reply"] == region.text


async def test_the_same_turn_begun_twice_at_once_is_one_turn(start: Start, region: Scripted) -> None:
    """Also where a learner may have only one: the second follows the first."""
    service = start(regions={"us-east-1": region.url}, turns_per_learner=1)
    async with aiohttp.ClientSession(service.url) as client:
        talk, turn = await signed(service, client), str(uuid4())
        first, *others = await asyncio.gather(*(talk.turn("I like tea.", turn=turn) for _ in range(4)))
    assert others == [first] * 3
    assert len(region.asked("/api/chat")) == 1


async def test_a_service_takes_no_more_turns_than_it_says(start: Start, region: Scripted) -> None:
    region.text, region.hold_after = LONG, 10
    service = start(regions={"us-east-1": region.url}, turns_per_service=2, turns_per_learner=9)
    async with aiohttp.ClientSession(service.url) as client:
        talk = await signed(service, client)

        async def status() -> int:
            async with Talk(client, talk.learner).post("Tell me.") as answer:
                return int(answer.status)

        assert sorted(await asyncio.gather(*(status() for _ in range(6)))) == [200, 200, 503, 503, 503, 503]
        region.go.set()


async def test_a_turn_goes_on_in_a_talk_with_half_a_surrogate_pair(talk: Talk) -> None:
    body = b'{"id":"%s","title":"x","conversation":[{"role":"user","content":"half \\ud83d"}]}' % talk.id.encode()
    path = talk.path.rpartition("/")[0]
    async with talk.client.post(path, data=body, headers=talk.learner.headers) as answer:
        assert answer.status == 200
    assert not (await talk.turn("I like tea."))[-1]["failed"]


async def test_a_full_conversation_takes_no_more_turns(talk: Talk) -> None:
    body = {"id": talk.id, "title": "x", "conversation": [0] * 5000}
    path = talk.path.rpartition("/")[0]
    async with talk.client.post(path, json=body, headers=talk.learner.headers) as answer:
        assert answer.status == 200
    assert await talk.status("I like tea.") == 413


async def test_the_embedding_of_a_talk_is_made_when_its_turn_ends(service: Service, talk: Talk) -> None:
    await talk.turn("I like tea.")
    ended = time.monotonic()
    await until(lambda: run_sql(service, "SELECT 1 FROM conversations WHERE embedding IS NOT NULL"))
    assert time.monotonic() - ended < 9


WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


async def test_deleting_a_conversation_at_the_moment_its_turn_ends_waits_for_it(service: Service, talk: Talk) -> None:
    """Both lock the conversation first; in different orders PostgreSQL would have to break one of them off."""
    with psycopg.connect(service.settings.database) as holding:
        holding.execute("LOCK TABLE mistakes IN EXCLUSIVE MODE")
        turn = asyncio.create_task(talk.turn(MISTAKEN))
        await until(lambda: run_sql(service, WAITING) == [(1,)])
        deletion = asyncio.create_task(deleted(talk))
        await until(lambda: run_sql(service, WAITING) == [(2,)])
    assert kinds(await turn)[-1] == "done"
    assert await deletion == 200
    assert run_sql(service, "SELECT count(*) FROM turns") == [(0,)]


async def deleted(talk: Talk) -> int:
    async with talk.delete() as answer:
        return int(answer.status)


async def signed(service: Service, client: aiohttp.ClientSession) -> Talk:
    return Talk(client, await signed_up(client, service.settings.client_id))
