"""The turns of a long conversation come in pages."""

from typing import Any

import pytest
from tests.service.conftest import Service, Start
from tests.service.talks import Talk

from support.scripted_workers import Scripted


@pytest.fixture
def service(start: Start, region: Scripted) -> Service:
    return start(regions={"us-east-1": region.url})


async def rows(talk: Talk, query: str = "") -> list[dict[str, Any]]:
    async with talk.get(f"/turns{query}") as answer:
        assert answer.status == 200, await answer.text()
        data: list[dict[str, Any]] = (await answer.json())["data"]
        return data


async def test_older_turns_come_in_pages(talk: Talk) -> None:
    turns = [(await talk.turn(f"I like {drink}."))[0]["turn"] for drink in ("tea", "milk", "water")]
    newest = await rows(talk, "?limit=2")
    assert [row["id"] for row in newest] == turns[1:]
    assert [row["id"] for row in await rows(talk, f"?limit=2&before={newest[0]['id']}")] == turns[:1]
    assert await rows(talk, f"?before={turns[0]}") == []


@pytest.mark.parametrize(("before_", "status"), [("yesterday", 422), ("c6042ccc-b943-485c-bcbc-2f420576f0dd", 404)])
async def test_a_page_before_no_turn_is_refused(talk: Talk, before_: str, status: int) -> None:
    async with talk.get(f"/turns?before={before_}") as answer:
        assert answer.status == status
