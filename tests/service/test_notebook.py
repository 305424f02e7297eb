"""The mistake notebook."""

from typing import Any
from uuid import uuid4

import aiohttp
import msgspec
from tests.service.conftest import NewLearner, Service
from tests.service.talks import Signed
from tests.service.taught import WENT, WERE, teach


async def notebook(client: aiohttp.ClientSession, learner: Signed, query: str = "") -> dict[str, Any]:
    async with client.get(f"/me/notebook{query}", headers=learner.headers) as answer:
        assert answer.status == 200, await answer.text()
        book: dict[str, Any] = await answer.json()
        return book


async def test_a_mistake_is_one_entry_with_its_last_sentence_and_how_often(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu = await new_learner()
    await teach(service, ayu, WENT, sentence="First I go.")
    await teach(service, ayu, msgspec.structs.replace(WENT, original="GO"), sentence="Then I GO.")
    (entry,) = (await notebook(client, ayu))["data"]
    assert entry["firstSeen"] < entry["lastSeen"]
    assert {name: entry[name] for name in ("category", "original", "replacement", "sentence", "seen", "reason")} == {
        "category": "tense", "original": "GO", "replacement": "went", "sentence": "Then I GO.", "seen": 2,
        "reason": {"en": "Past.", "id": "Lampau."},
    }  # fmt: skip


async def test_pages_show_every_entry_once_the_latest_first(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu = await new_learner()
    for word in "abcde":
        await teach(service, ayu, msgspec.structs.replace(WENT, original=word))
    seen: list[str] = []
    cursor = ""
    for _ in range(3):
        page = await notebook(client, ayu, f"?limit=2{cursor}")
        seen += [entry["original"] for entry in page["data"]]
        cursor = f"&cursor={page['next']}"
    assert (seen, page["next"]) == (list("edcba"), None)


async def test_a_category_shows_only_its_own(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu = await new_learner()
    await teach(service, ayu, WENT, WERE)
    assert [entry["rule"] for entry in (await notebook(client, ayu, "?category=agreement"))["data"]] == ["we-were"]


async def test_a_deleted_entry_is_gone_with_all_its_occurrences(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu = await new_learner()
    await teach(service, ayu, WENT, WERE)
    await teach(service, ayu, WENT)
    gone = next(entry["id"] for entry in (await notebook(client, ayu))["data"] if entry["category"] == "tense")
    statuses = []
    for _ in range(2):
        async with client.delete(f"/me/notebook/{gone}", headers=ayu.headers) as answer:
            statuses.append(answer.status)
    assert statuses == [200, 404]
    assert [entry["category"] for entry in (await notebook(client, ayu))["data"]] == ["agreement"]


async def test_another_learners_entry_is_neither_shown_nor_deleted(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu, budi = await new_learner(), await new_learner()
    await teach(service, ayu, WENT)
    (entry,) = (await notebook(client, ayu))["data"]
    for number in (entry["id"], str(uuid4()), "1", "%00"):
        async with client.delete(f"/me/notebook/{number}", headers=budi.headers) as answer:
            assert answer.status == 404
    assert (await notebook(client, budi))["data"] == []
    assert len((await notebook(client, ayu))["data"]) == 1


async def test_an_unknown_parameter_or_category_is_refused(
    client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    ayu = await new_learner()
    for query in ("categry=tense", "category=x", "category=", "api_base=http://evil", "owner=x"):
        async with client.get(f"/me/notebook?{query}", headers=ayu.headers) as answer:
            assert answer.status == 422, query
