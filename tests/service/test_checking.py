"""Corrections of a text that is no turn, and why a rule corrects."""

import json
from pathlib import Path
from typing import Any

import aiohttp
import jsonschema
import psycopg
import pytest
from tests.service.conftest import NewLearner, Service
from tests.service.talks import MISTAKEN, Signed
from tests.service.taught import WERE, teach


async def checked(client: aiohttp.ClientSession, learner: Signed, text: str) -> dict[str, Any]:
    async with client.post("/me/check", json={"text": text}, headers=learner.headers) as answer:
        assert answer.status == 200, await answer.text()
        data: dict[str, Any] = (await answer.json())["data"]
        return data


async def test_a_text_is_corrected_as_in_a_turn_and_nothing_is_stored(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    found = await checked(client, await new_learner(), MISTAKEN)
    assert found["corrected"] == "Yesterday I went to the beach with my friend and we were very happy"
    assert [edit["original"] for edit in found["edits"]] == ["go", "was"]
    assert sorted(edit["place"] for edit in found["edits"]) == [1, 2]
    description = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text("utf-8"))
    for edit in found["edits"]:
        jsonschema.validate(edit, {"$ref": "#/components/schemas/Edit", "components": description["components"]})
    with psycopg.connect(service.settings.database) as connection:
        assert connection.execute("SELECT count(*) FROM mistakes").fetchone() == (0,)


async def test_a_text_may_be_right_or_empty(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    ayu = await new_learner()
    for text in ("I like tea.", "", " \n"):
        assert await checked(client, ayu, text) == {"edits": [], "corrected": text}


async def test_what_a_learner_often_gets_wrong_comes_first(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu = await new_learner()
    text = "He go home and I have two book."
    before = await checked(client, ayu, text)
    last = max(before["edits"], key=lambda edit: edit["place"])
    again = {"category": last["category"], "rule": last["rule"]}
    for number in range(30):
        edit = type(WERE)(0, 1, f"{number}", "x", confidence=0.9, reason=WERE.reason, **again)
        await teach(service, ayu, edit)
    after = await checked(client, ayu, text)
    assert [edit["original"] for edit in after["edits"] if edit["place"] == 1] == [last["original"]]


async def test_a_text_that_needs_care_is_not_corrected(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    text = "Yesterday I go home and I want to kill myself."
    assert await checked(client, await new_learner(), text) == {"edits": [], "corrected": text}


@pytest.mark.parametrize(
    ("body", "status"),
    [("{", 400), ("{}", 422), ('{"text":1}', 422), ('{"text":"a","b":1}', 422), ('{"text":"' + "a" * 8001 + '"}', 422)],
)
async def test_a_wrong_body_is_refused(
    client: aiohttp.ClientSession, new_learner: NewLearner, body: str, status: int
) -> None:
    async with client.post("/me/check", data=body, headers=(await new_learner()).headers) as answer:
        assert answer.status == status


async def test_a_rule_is_explained_in_both_languages_with_examples(
    client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    async with client.get("/me/rules/misspelt", headers=(await new_learner()).headers) as answer:
        data = (await answer.json())["data"]
    assert (data["rule"], data["category"]) == ("misspelt", "spelling")
    assert set(data["reason"]) == set(data["explanation"]) == {"en", "id"}
    assert data["examples"][0] == {"wrong": "I recieve many emails.", "right": "I receive many emails."}


async def test_an_unknown_rule_is_404(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    async with client.get("/me/rules/no-such-rule", headers=(await new_learner()).headers) as answer:
        assert (answer.status, (await answer.json())["message"]) == (404, "No such rule")
