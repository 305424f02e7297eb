"""The learner's own list of memories; recall is tested with the store (test_learning_store.py)."""

from typing import Any
from uuid import uuid4

import aiohttp
from tests.service.conftest import NewLearner, Service
from tests.service.talks import Signed
from tests.service.taught import teach

from tutorfleet.service.learning_store import NewMemory


async def listed(client: aiohttp.ClientSession, learner: Signed, query: str = "") -> dict[str, Any]:
    async with client.get(f"/me/memories{query}", headers=learner.headers) as answer:
        assert answer.status == 200, await answer.text()
        page: dict[str, Any] = await answer.json()
        return page


async def test_memories_are_listed_newest_first_in_pages(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu = await new_learner()
    for text in "abc":
        await teach(service, ayu, remember=[NewMemory("fact", text, None, {"n": [1]}, [1.0] * 768)])
    first = await listed(client, ayu, "?limit=2")
    second = await listed(client, ayu, f"?limit=2&cursor={first['next']}")
    assert [memory["text"] for memory in first["data"] + second["data"]] == ["c", "b", "a"]
    assert set(first["data"][0]) == {"id", "kind", "category", "text", "detail", "at"}
    assert second["next"] is None


async def test_a_memory_is_deleted_by_its_owner_and_by_nobody_else(
    client: aiohttp.ClientSession, new_learner: NewLearner, service: Service
) -> None:
    ayu, budi = await new_learner(), await new_learner()
    (number,) = (await teach(service, ayu, remember=[NewMemory("fact", "x")])).memories
    statuses = []
    for learner, name in [(budi, number), (ayu, uuid4()), (ayu, "1"), (ayu, number), (ayu, number)]:
        async with client.delete(f"/me/memories/{name}", headers=learner.headers) as answer:
            statuses.append(answer.status)
    assert statuses == [404, 404, 404, 200, 404]
    assert (await listed(client, ayu))["data"] == (await listed(client, budi))["data"] == []
