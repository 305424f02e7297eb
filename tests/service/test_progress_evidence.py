"""The sentences that a learner's level rests on."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.service.conftest import NewLearner, Service, Start
from tests.service.talks import MISTAKEN, Talk

from support.scripted_workers import Scripted


@pytest.fixture
def service(start: Start, region: Scripted) -> Service:
    return start(regions={"us-east-1": region.url})


async def level(talk: Talk) -> dict[str, Any]:
    async with talk.client.get("/me/progress", headers=talk.learner.headers) as answer:
        assert answer.status == 200, await answer.text()
        found: dict[str, Any] = (await answer.json())["data"]["level"]
        return found


async def test_the_level_names_sentences_and_where_they_were_written(talk: Talk) -> None:
    first = (await talk.turn("I like tea very much."))[0]["turn"]
    second = (await talk.turn(MISTAKEN))[0]["turn"]
    evidence = {each["sentence"]: each for each in (await level(talk))["evidence"]}
    assert set(evidence) == {"I like tea very much.", MISTAKEN}
    assert {each["conversation"] for each in evidence.values()} == {talk.id}
    assert (evidence["I like tea very much."]["turn"], evidence[MISTAKEN]["turn"]) == (first, second)
    assert (evidence[MISTAKEN]["mistakes"], evidence["I like tea very much."]["mistakes"]) == (2, 0)


async def test_the_page_is_as_the_description_of_the_api_says(talk: Talk) -> None:
    await talk.turn(MISTAKEN)
    description = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text("utf-8"))
    schema = {"$ref": "#/components/schemas/Progress", "components": description["components"]}
    async with talk.client.get("/me/progress", headers=talk.learner.headers) as answer:
        jsonschema.validate((await answer.json())["data"], schema)


async def test_a_conversation_that_is_deleted_takes_its_sentences_along(talk: Talk) -> None:
    await talk.turn("I like tea very much.")
    async with talk.delete() as answer:
        assert answer.status == 200
    found = await level(talk)
    assert (found["sentences"], found["evidence"]) == (1, [])


async def test_another_learners_sentences_are_not_named(talk: Talk, new_learner: NewLearner) -> None:
    eve = Talk(talk.client, await new_learner())
    await talk.turn("I like tea very much.")
    await eve.turn("My house has a garden.")
    assert [each["sentence"] for each in (await level(eve))["evidence"]] == ["My house has a garden."]
