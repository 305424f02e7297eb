"""A turn that replaces earlier ones: a reply made anew, a text edited and sent again."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import jsonschema
import psycopg
import pytest
from tests.service.conftest import NewLearner, Service, Start
from tests.service.talks import MISTAKEN, Talk, events

from support.scripted_workers import Fault, Scripted

LEARNT = ("mistakes", "memories", "scores")


@pytest.fixture
def service(start: Start, region: Scripted) -> Service:
    return start(regions={"us-east-1": region.url})


def taught(service: Service) -> list[str]:
    """The turns that taught something."""
    query = " UNION ".join(f"SELECT turn::text FROM {table}" for table in LEARNT)
    with psycopg.connect(service.settings.database) as connection:
        return sorted(row[0] for row in connection.execute(query.encode()))


def mistakes(service: Service) -> int:
    with psycopg.connect(service.settings.database) as connection:
        row = connection.execute("SELECT count(*) FROM mistakes").fetchone()
    return row[0] if row else 0


async def said(talk: Talk) -> list[str]:
    """What the learner said, as the conversation keeps it."""
    async with talk.get() as answer:
        conversation = (await answer.json())["data"]["conversation"]
    assert [m["role"] for m in conversation] == ["user", "assistant"] * (len(conversation) // 2)
    return [m["content"] for m in conversation if m["role"] == "user"]


async def rows(talk: Talk, query: str = "") -> list[dict[str, Any]]:
    async with talk.get(f"/turns{query}") as answer:
        assert answer.status == 200, await answer.text()
        data: list[dict[str, Any]] = (await answer.json())["data"]
        return data


async def talked(talk: Talk, *texts: str) -> list[str]:
    """The ids of turns, one after the other."""
    return [(await talk.turn(text))[0]["turn"] for text in texts]


async def test_an_edited_text_takes_the_place_of_the_turn_and_all_after_it(talk: Talk, service: Service) -> None:
    first, second, third = await talked(talk, "I like tea.", MISTAKEN, "He go home.")
    seen = await talk.turn("Yesterday I went to the beach.", replaces=second)
    new = seen[0]["turn"]
    assert seen[-1]["replaced"] == [second, third]
    assert await said(talk) == ["I like tea.", "Yesterday I went to the beach."]
    assert [(row["id"], row["replaces"]) for row in await rows(talk)] == [(first, None), (new, second)]
    assert taught(service) == sorted([first, new])


async def test_a_reply_made_anew_counts_its_mistakes_once(talk: Talk, service: Service) -> None:
    (turn,) = await talked(talk, MISTAKEN)
    for _ in range(2):
        made = mistakes(service)
        turn = (await talk.turn(MISTAKEN, replaces=turn))[0]["turn"]
        assert mistakes(service) == made == 2
    assert await said(talk) == [MISTAKEN]
    async with talk.client.get("/me/progress", headers=talk.learner.headers) as answer:
        assert (await answer.json())["data"]["turns"] == 1


async def test_the_new_turn_sees_only_the_talk_before(talk: Talk, region: Scripted) -> None:
    _, second, _ = await talked(talk, "I like tea.", MISTAKEN, "My dog is big.")
    asked = len(region.asked("/api/chat"))
    seen = await talk.turn(MISTAKEN, replaces=second)
    prompt = json.dumps(region.asked("/api/chat")[asked:])
    assert "I like tea." in prompt
    assert "My dog is big." not in prompt
    assert prompt.count("Yesterday I go") == 1
    assert all("earlier" not in edit for edit in seen[-1]["corrections"])
    assert seen[-1]["memories"]["used"] == []
    assert seen[-1]["cefr"]["sentences"] == 2


async def test_a_scenario_keeps_its_opening_and_goes_on_from_the_replaced_turn(talk: Talk) -> None:
    first = (await talk.turn("Yes, I have.", scenario={"id": "hotel", "level": "A1"}))[-1]
    await talk.turn("Two nights, please.")
    new = (await talk.turn("No, I have not.", replaces=first["turn"]))[-1]
    assert new["scenario"] == first["scenario"]
    async with talk.get() as answer:
        conversation = (await answer.json())["data"]["conversation"]
    assert [m["role"] for m in conversation] == ["assistant", "user", "assistant"]
    assert conversation[1]["content"] == "No, I have not."


async def test_replaced_turns_are_no_longer_there(talk: Talk) -> None:
    (turn,) = await talked(talk, "I like tea.")
    await talk.turn("I like coffee.", replaces=turn)
    async with talk.get(f"/turns/{turn}") as answer:
        assert answer.status == 404


async def test_a_turn_that_was_replaced_is_not_run_anew_when_a_client_sends_it_again(talk: Talk) -> None:
    sent = str(uuid4())
    await talk.turn("I like tea.", turn=sent)
    new = (await talk.turn("I like coffee.", replaces=sent))[0]["turn"]
    await talk.turn("I like milk.", replaces=new)
    for turn, text in [(sent, "I like tea."), (new, "I like coffee.")]:
        async with talk.post(text, turn=turn) as answer:
            assert (answer.status, (await answer.json())["message"]) == (409, "This turn was replaced by another one")
    assert await said(talk) == ["I like milk."]


async def test_a_conversation_is_named_after_its_new_first_text_unless_the_learner_named_it(talk: Talk) -> None:
    (turn,) = await talked(talk, "I like tea.")
    turn = (await talk.turn("I like coffee.", replaces=turn))[0]["turn"]
    async with talk.get() as answer:
        assert (await answer.json())["data"]["title"] == "I like coffee."
    async with talk.client.put(talk.path, json={"title": "Drinks"}, headers=talk.learner.headers) as answer:
        assert answer.status == 200
    await talk.turn("I like milk.", replaces=turn)
    async with talk.get() as answer:
        assert (await answer.json())["data"]["title"] == "Drinks"


async def test_a_turn_that_fails_replaces_and_teaches_nothing(talk: Talk, service: Service, region: Scripted) -> None:
    old = await talked(talk, MISTAKEN, "I like tea.")
    region.faults = [Fault("404")] * 20
    failed = await talk.turn("He go home.", replaces=old[0])
    assert (failed[-1]["failed"], failed[-1]["replaced"]) == (True, [])
    assert await said(talk) == [MISTAKEN, "I like tea."]
    assert taught(service) == sorted(old)
    assert [(row["id"], row["state"]) for row in await rows(talk)][2:] == [(failed[0]["turn"], "failed")]


async def test_a_failed_attempt_is_replaced_by_what_replaces_the_same(talk: Talk, region: Scripted) -> None:
    old = await talked(talk, MISTAKEN, "I like tea.")
    region.faults = [Fault("404")] * 20
    failed = (await talk.turn("He go home.", replaces=old[0]))[0]["turn"]
    region.faults = []
    seen = await talk.turn("He goes home.", replaces=failed)
    assert seen[-1]["replaced"] == [*old, failed]
    assert await said(talk) == ["He goes home."]


async def test_an_ordinary_failed_turn_can_be_replaced(talk: Talk, region: Scripted) -> None:
    region.faults = [Fault("404")] * 20
    failed = (await talk.turn(MISTAKEN))[0]["turn"]
    region.faults = []
    await talk.turn(MISTAKEN, replaces=failed)
    assert await said(talk) == [MISTAKEN]


@pytest.mark.parametrize(("hold", "kept"), [(0, "I like tea."), (12, "I like coffee.")])
async def test_a_stop_keeps_the_old_turn_only_before_the_first_word(
    talk: Talk, region: Scripted, hold: int, kept: str
) -> None:
    (turn,) = await talked(talk, "I like tea.")
    region.hold_after = hold
    new = str(uuid4())
    async with talk.post("I like coffee.", turn=new, replaces=turn) as answer:
        await anext(line async for line in answer.content if hold == 0 or b'"reply"' in line)
        async with talk.delete(f"/turns/{new}") as stopped:
            assert stopped.status == 200
        assert events(await answer.read())[-1]["stopped"]
    region.go.set()
    async with talk.get() as answer:
        assert (await answer.json())["data"]["conversation"][0]["content"] == kept


async def test_until_the_new_turn_is_stored_everything_old_is_there(
    talk: Talk, region: Scripted, service: Service
) -> None:
    old = await talked(talk, MISTAKEN, "I like tea.")
    region.hold_after = 8
    async with talk.post("I like coffee.", replaces=old[0]) as answer:
        await anext(line async for line in answer.content if b'"reply"' in line)
        assert await said(talk) == [MISTAKEN, "I like tea."]
        assert [row["id"] for row in await rows(talk)][:2] == old
        assert taught(service) == sorted(old)
        region.go.set()
        assert events(await answer.read())[-1]["replaced"] == old


async def test_the_same_turn_id_again_replays_although_the_old_turn_is_gone(talk: Talk) -> None:
    (old,) = await talked(talk, "I like tea.")
    new = str(uuid4())
    seen = await talk.turn("I like coffee.", turn=new, replaces=old)
    assert await talk.turn("I like coffee.", turn=new, replaces=old) == seen


async def test_the_same_replacement_twice_at_once_runs_once(talk: Talk) -> None:
    (old,) = await talked(talk, "I like tea.")
    asked = {"turn": str(uuid4()), "replaces": old}
    first, second = await asyncio.gather(*(talk.turn("I like coffee.", **asked) for _ in range(2)))
    assert first == second
    assert await said(talk) == ["I like coffee."]


async def test_a_turn_in_progress_cannot_be_replaced(talk: Talk, region: Scripted) -> None:
    region.hold_after = 8
    running = str(uuid4())
    async with talk.post("I like tea.", turn=running) as answer:
        await anext(aiter(answer.content))
        async with talk.post("I like coffee.", replaces=running) as refused:
            assert (refused.status, (await refused.json())["turn"]) == (409, running)
        region.go.set()
        await answer.read()
    assert await said(talk) == ["I like tea."]


async def test_a_turn_of_no_or_another_conversation_or_learner_cannot_be_replaced(
    talk: Talk, new_learner: NewLearner
) -> None:
    other, eve = Talk(talk.client, talk.learner), Talk(talk.client, await new_learner(), talk.id)
    await talked(talk, "I like milk.")
    for turn in [str(uuid4()), *await talked(other, "I like tea."), *await talked(eve, "I like tea.")]:
        async with talk.post("I like coffee.", replaces=turn) as answer:
            assert (answer.status, (await answer.json())["message"]) == (
                404,
                "replaces: this conversation has no such turn",
            )
    assert await said(other) == await said(eve) == ["I like tea."]
    assert await talk.status("I like coffee.", replaces="the last one") == 422


async def test_a_conversation_that_does_not_exist_is_not_made_by_a_refused_replacement(talk: Talk) -> None:
    assert await talk.status("I like coffee.", replaces=str(uuid4())) == 404
    async with talk.get() as answer:
        assert answer.status == 404


async def test_a_row_of_a_turn_fits_the_description_of_the_api(talk: Talk) -> None:
    (turn,) = await talked(talk, "I like tea.")
    await talk.turn("I like coffee.", replaces=turn)
    description = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text("utf-8"))
    schema = {"$ref": "#/components/schemas/Turn", "components": description["components"]}
    for row in await rows(talk):
        jsonschema.validate(row, schema)
