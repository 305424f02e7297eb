"""Turns that are begun again, followed, left, stopped, several at once, failed, listed and deleted, with workers that fail as told."""

import asyncio
from uuid import uuid4

import aiohttp
import psycopg
import pytest
from tests.service.conftest import Service, Start
from tests.service.talks import LONG, MISTAKEN, TEXT, Talk, kinds, reply_of

from support.scripted_workers import Fault, Scripted
from tutorfleet.service.settings import Settings


@pytest.fixture
def service(start: Start, region: Scripted) -> Service:
    return start(regions={"us-east-1": region.url, "us-west-2": region.url})


async def test_the_same_turn_id_again_replays_and_runs_once(talk: Talk, region: Scripted) -> None:
    turn = str(uuid4())
    first = await talk.turn("I like tea.", turn=turn)
    assert await talk.turn("I like tea.", turn=turn) == first
    assert len(region.asked("/api/chat")) == 1


async def test_a_turn_id_with_another_text_is_a_conflict(talk: Talk) -> None:
    turn = str(uuid4())
    await talk.turn("I like tea.", turn=turn)
    assert await talk.status("I like coffee.", turn=turn) == 409


async def test_a_worker_that_dies_in_mid_reply_leaves_only_a_seam(talk: Talk, region: Scripted) -> None:
    region.faults = [Fault("reset", 300), Fault("end", 200)]
    seen = await talk.turn("I like tea.")
    assert reply_of(seen) == seen[-1]["reply"] == TEXT
    assert len(seen[-1]["seams"]) == kinds(seen).count("seam") == 2
    assert all(seam["reason"] for seam in seen[-1]["seams"])


async def test_a_browser_that_leaves_and_comes_back_has_everything(talk: Talk, region: Scripted) -> None:
    region.text, region.hold_after = LONG, 400
    seen, turn = await talk.begun("Tell me a story.")
    region.go.set()
    rest = await talk.replay(turn, seen[-1]["seq"] + 1)
    assert reply_of(seen + rest) == LONG
    assert await talk.replay(turn) == seen + rest


async def test_several_listeners_hear_the_same(talk: Talk, region: Scripted) -> None:
    region.text, region.hold_after = LONG, 400
    _, turn = await talk.begun("Tell me a story.")
    listeners = [asyncio.create_task(talk.replay(turn)) for _ in range(3)]
    region.go.set()
    heard = await asyncio.gather(*listeners)
    assert heard[0] == heard[1] == heard[2]
    assert reply_of(heard[0]) == LONG


async def test_a_stopped_turn_keeps_the_text_so_far_and_stops_upstream(talk: Talk, region: Scripted) -> None:
    region.text, region.hold_after = LONG, 400
    _, turn = await talk.begun("Tell me a story.")
    async with talk.delete(f"/turns/{turn}") as answer:
        assert (await answer.json())["data"]["state"] == "stopped"
    await asyncio.wait_for(region.gone.wait(), 5)
    done = (await talk.replay(turn))[-1]
    assert done["stopped"]
    assert LONG.startswith(done["reply"])
    async with talk.get() as answer:
        assert (await answer.json())["data"]["conversation"][-1]["content"] == done["reply"]


async def test_stopping_an_ended_turn_changes_nothing(talk: Talk) -> None:
    seen = await talk.turn("I like tea.")
    async with talk.delete(f"/turns/{seen[0]['turn']}") as answer:
        assert (answer.status, (await answer.json())["data"]["state"]) == (200, "done")


async def test_one_turn_at_a_time_in_a_conversation(talk: Talk, region: Scripted) -> None:
    region.text, region.hold_after = LONG, 10
    _, turn = await talk.begun("Tell me a story.")
    async with talk.post("And another.") as answer:
        assert (answer.status, (await answer.json())["turn"]) == (409, turn)
    region.go.set()
    await talk.replay(turn)


async def test_a_learner_has_a_bound_of_turns_at_once(
    client: aiohttp.ClientSession, talk: Talk, region: Scripted
) -> None:
    region.text, region.hold_after = LONG, 10
    begun = [await Talk(client, talk.learner).begun("Tell me.") for _ in range(2)]
    assert await talk.status("And another.") == 429
    region.go.set()
    assert len(begun) == 2


async def test_a_failed_turn_keeps_the_question_and_what_was_shown(talk: Talk, region: Scripted) -> None:
    region.faults = [Fault("404")] * 4
    seen = await talk.turn(MISTAKEN)
    assert kinds(seen)[-2:] == ["error", "done"]
    assert seen[-1]["failed"]
    assert seen[-2]["retry"]
    assert seen[-1]["corrections"]
    async with talk.get() as answer:
        assert [each["content"] for each in (await answer.json())["data"]["conversation"]] == [MISTAKEN]


async def test_turns_are_listed_with_what_they_brought(talk: Talk) -> None:
    first = await talk.turn("I like tea.")
    async with talk.get("/turns") as answer:
        rows = (await answer.json())["data"]
    assert [(row["id"], row["state"], row["text"]) for row in rows] == [(first[0]["turn"], "done", "I like tea.")]
    assert rows[0]["done"] == first[-1]


async def test_deleting_a_conversation_deletes_its_turns(talk: Talk, settings: Settings) -> None:
    await talk.turn(MISTAKEN)
    async with talk.delete() as answer:
        assert answer.status == 200
    with psycopg.connect(settings.database) as connection:
        assert connection.execute(
            "SELECT (SELECT count(*) FROM turns), (SELECT count(*) FROM turn_events)"
        ).fetchone() == (0, 0)


async def test_deleting_a_conversation_ends_the_turn_that_runs_in_it(talk: Talk, region: Scripted) -> None:
    region.text, region.hold_after = LONG, 400
    seen, _ = await talk.begun("Tell me a story.")
    async with talk.delete() as answer:
        assert answer.status == 200
    await asyncio.wait_for(region.gone.wait(), 5)
    assert seen
