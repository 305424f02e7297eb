"""Turns that are replaced in a conversation that a client has written to, by `POST` or `PUT`."""

import json
from typing import Any
from uuid import UUID

import pytest
from tests.service.conftest import Service, Start
from tests.service.talks import Talk

from support.scripted_workers import Scripted
from tutorfleet.service.turn_replacing import before

TURN = UUID("7f8f5c5e-0d0c-4b5e-9a55-3c1f0a5f6f10")


@pytest.fixture
def service(start: Start, region: Scripted) -> Service:
    return start(regions={"us-east-1": region.url})


async def turns(talk: Talk, *texts: str) -> list[str]:
    return [(await talk.turn(text))[0]["turn"] for text in texts]


async def stored(talk: Talk) -> list[dict[str, Any]]:
    """The messages of the conversation."""
    async with talk.get() as answer:
        conversation: list[dict[str, Any]] = json.loads(await answer.text())["data"]["conversation"]
    return conversation


async def listed(talk: Talk) -> list[str]:
    async with talk.get("/turns") as answer:
        return [row["id"] for row in (await answer.json())["data"]]


async def test_messages_that_a_client_stored_before_a_turn_stay_and_those_after_it_go(talk: Talk) -> None:
    first = [{"role": "user", "content": "half \ud83d, 1.10"}]
    body = {"id": talk.id, "title": "Mine", "conversation": first}
    async with talk.client.post(
        f"/conversations/{talk.learner.uid}", data=json.dumps(body), headers=talk.learner.headers
    ) as answer:
        assert answer.status == 200
    (turn,) = await turns(talk, "I like tea.")
    whole = await stored(talk)
    more = {"conversation": [*whole, {"role": "user", "content": "added"}]}
    async with talk.client.put(talk.path, data=json.dumps(more), headers=talk.learner.headers) as answer:
        assert answer.status == 200
    await talk.turn("I like coffee.", replaces=turn)
    now = await stored(talk)
    assert [message["content"] for message in now[:2]] == ["half \ud83d, 1.10", "I like coffee."]
    assert len(now) == 3


async def test_a_turn_whose_messages_were_written_over_cannot_be_replaced(talk: Talk) -> None:
    (turn,) = await turns(talk, "I like tea.")
    async with talk.client.put(talk.path, json={"conversation": []}, headers=talk.learner.headers) as answer:
        assert answer.status == 200
    async with talk.post("I like coffee.", replaces=turn) as answer:
        assert (answer.status, "written over" in (await answer.json())["message"]) == (409, True)
    assert await listed(talk) == [turn]


async def test_a_full_conversation_can_still_be_shortened_by_replacing(talk: Talk) -> None:
    (turn,) = await turns(talk, "I like tea.")
    whole = await stored(talk)
    full = {"conversation": [*whole, *({"role": "user", "content": "x"} for _ in range(4_998))]}
    async with talk.client.put(talk.path, json=full, headers=talk.learner.headers) as answer:
        assert answer.status == 200
    assert await talk.status("One more.") == 413
    await talk.turn("I like coffee.", replaces=turn)
    assert (await stored(talk))[0]["content"] == "I like coffee."


ASKED = f'{{"turn":"{TURN}","role":"user"}}'
OPENING = f'{{"turn":"{TURN}","role":"assistant"}}'


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("[]", None),
        ('[{"role":"user"}]', None),
        (f"[{ASKED}]", ("[]", 0)),
        (f'[ 1.10 , "a,]" ,{ASKED}, 2 ]', ('[ 1.10 , "a,]"]', 2)),
        (f"[{OPENING},{ASKED}]", (f"[{OPENING}]", 1)),
        (f'["half \\ud83d",{ASKED}]', ('["half \\ud83d"]', 1)),
    ],
)
def test_the_messages_before_a_turn_are_kept_to_the_character(text: str, kept: tuple[str, int] | None) -> None:
    assert before(text, [TURN]) == kept
