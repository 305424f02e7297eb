"""A scenario over HTTP: its opening, its character's lines, how far it is, and what is no scenario."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import jsonschema
import pytest
from tests.service.conftest import NewLearner, Service, Start
from tests.service.talks import TEXT, Talk, Talks

from support.scripted_workers import Scripted
from tutorfleet.tutor.scenarios import every

HOTEL = {"id": "hotel", "level": "A1"}


@pytest.fixture
def service(start: Start, region: Scripted) -> Service:
    return start(regions={"us-east-1": region.url})


async def row_of(talk: Talk) -> dict[str, Any]:
    async with talk.get() as answer:
        row: dict[str, Any] = (await answer.json())["data"]
        return row


async def test_the_opening_is_the_first_message_and_the_scenario_gives_the_title(talk: Talk) -> None:
    await talk.turn("Yes, I have.", scenario=HOTEL)
    row = await row_of(talk)
    said = [(each["role"], each["content"]) for each in row["conversation"]]
    assert said == [("assistant", every()["hotel"].opening["A1"]), ("user", "Yes, I have."), ("assistant", TEXT)]
    assert (row["title"], row["scenario"]) == ("At the hotel", HOTEL)


async def test_the_title_is_in_the_learners_language(talk: Talk) -> None:
    await talk.turn("Yes, I have.", scenario=HOTEL, language="id")
    assert (await row_of(talk))["title"] == "Di hotel"


async def test_the_worker_is_told_the_part_and_the_next_line(talk: Talk, region: Scripted) -> None:
    await talk.turn("Yes, I have.", scenario=HOTEL)
    system = region.asked("/api/chat")[0]["messages"][0]["content"]
    assert every()["hotel"].part in system
    assert every()["hotel"].beats["A"][1].say in system


async def test_later_turns_go_on_without_naming_it(talk: Talk) -> None:
    first = await talk.turn("Yes, I have.", scenario=HOTEL)
    second = await talk.turn("My name is Ayu.")
    assert [seen[-1]["scenario"]["beat"] for seen in (first, second)] == [1, 2]
    assert second[-1]["scenario"] == {**HOTEL, "beat": 2, "of": 8, "finished": False}


async def test_an_ordinary_talk_has_no_scenario(talk: Talk) -> None:
    assert (await talk.turn("I like tea."))[-1]["scenario"] is None
    assert (await row_of(talk))["scenario"] is None


async def test_after_the_last_answer_it_is_finished_and_the_tutor_is_back(talk: Talk, region: Scripted) -> None:
    await talk.turn("Yes.", scenario=HOTEL)
    for _ in range(7):
        done = (await talk.turn("One night, please."))[-1]["scenario"]
    assert (done["beat"], done["finished"]) == (8, True)
    assert every()["hotel"].close["A"] in region.asked("/api/chat")[-1]["messages"][0]["content"]
    assert (await talk.turn("That was fun."))[-1]["scenario"]["finished"]
    assert "the tutor again" in region.asked("/api/chat")[-1]["messages"][0]["content"]


async def test_care_comes_first_and_moves_nothing(talk: Talk, region: Scripted) -> None:
    await talk.turn("Yes.", scenario=HOTEL)
    region.requests.clear()
    done = (await talk.turn("I want to kill myself"))[-1]
    assert "emergency" in done["reply"].lower()
    assert done["scenario"]["beat"] == 1
    assert not region.asked("/api/chat")


async def test_the_character_gets_a_taxi_where_a_tutor_would_not(talk: Talk, region: Scripted) -> None:
    done = (await talk.turn("Could you book a taxi for tomorrow morning?", scenario=HOTEL))[-1]
    assert done["reply"] == TEXT
    assert region.asked("/api/chat")


async def test_homework_is_not_done_in_a_scenario_either(talk: Talk, region: Scripted) -> None:
    done = (await talk.turn("Write me an essay about pollution.", scenario=HOTEL))[-1]
    assert not region.asked("/api/chat")
    assert done["scenario"]["beat"] == 0


@pytest.mark.parametrize(
    "scenario",
    [{"id": "moon", "level": "A1"}, {"id": "hotel", "level": "C2"}, {"id": "hotel"}, {**HOTEL, "part": "x"}, "hotel"],
    ids=str,
)
async def test_what_is_no_scenario_is_refused_and_begins_nothing(
    scenario: object, talk: Talk, region: Scripted
) -> None:
    assert await talk.status("Hi", scenario=scenario) == 422
    assert region.requests == []
    async with talk.get() as answer:
        assert answer.status == 404


async def test_a_conversation_does_not_change_its_scenario(talk: Talk) -> None:
    await talk.turn("Yes.", scenario=HOTEL)
    assert await talk.status("Hi", scenario={"id": "hotel", "level": "B1"}) == 409
    assert (await talk.turn("My name is Ayu.", scenario=HOTEL))[-1]["scenario"]["beat"] == 2


async def test_an_ordinary_talk_does_not_become_a_scenario(talk: Talk) -> None:
    await talk.turn("I like tea.")
    assert await talk.status("Hi", scenario=HOTEL) == 409


async def test_summaries_name_the_scenario(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    ayu = await new_learner()
    await Talk(client, ayu).turn("Yes.", scenario=HOTEL)
    await Talk(client, ayu).turn("I like tea.")
    rows = (await Talks(client, ayu).ask("GET", "?view=summary"))[1]["data"]
    assert [row["scenario"] for row in rows] == [None, HOTEL]


async def test_a_client_that_stores_the_conversation_again_keeps_its_scenario(ayu: Talks) -> None:
    number = str(uuid4())
    talk = Talk(ayu.client, ayu.signed, number)
    await talk.turn("Yes.", scenario=HOTEL)
    await ayu.save(number, conversation=(await ayu.row(number))["conversation"])
    assert (await talk.turn("Ayu."))[-1]["scenario"]["beat"] == 2


async def test_an_export_names_the_scenario(client: aiohttp.ClientSession, talk: Talk) -> None:
    await talk.turn("Yes.", scenario=HOTEL)
    async with client.get("/me/export", headers=talk.learner.headers) as answer:
        assert (await answer.json())["conversations"][0]["scenario"] == HOTEL


async def test_every_scenario_is_listed_as_the_description_says(client: aiohttp.ClientSession, talk: Talk) -> None:
    description = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text("utf-8"))
    form = {"$ref": "#/components/schemas/Scenario", "components": description["components"]}
    async with client.get("/scenarios", headers=talk.learner.headers) as answer:
        listed = (await answer.json())["data"]
    for each in listed:
        jsonschema.validate(each, form)
    assert [each["id"] for each in listed] == list(every())


async def test_a_replaced_turn_takes_its_beat_with_it_and_leaves_the_opening(talk: Talk) -> None:
    first = await talk.turn("Yes.", scenario=HOTEL)
    await talk.turn("My name is Ayu.")
    anew = await talk.turn("No, I haven't.", replaces=first[0]["turn"])
    assert anew[-1]["scenario"]["beat"] == 1
    row = await row_of(talk)
    assert [each["role"] for each in row["conversation"]] == ["assistant", "user", "assistant"]
    assert row["title"] == "At the hotel"
