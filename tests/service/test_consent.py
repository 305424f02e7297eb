"""Consent to training."""

from typing import Any

import aiohttp
from tests.service.conftest import NewLearner
from tests.service.talks import Signed


async def told(client: aiohttp.ClientSession, learner: Signed) -> dict[str, Any]:
    async with client.get("/me/consent", headers=learner.headers) as answer:
        data: dict[str, Any] = (await answer.json())["data"]
        return data


async def say(client: aiohttp.ClientSession, learner: Signed, body: str) -> int:
    async with client.put("/me/consent", data=body, headers=learner.headers) as answer:
        return answer.status


async def test_nobody_agrees_before_saying_so(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    assert await told(client, await new_learner()) == {"training": False, "since": None, "history": []}


async def test_every_change_of_mind_is_kept(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    ayu, budi = await new_learner(), await new_learner()
    for training in ("true", "true", "false"):
        assert await say(client, ayu, f'{{"training":{training}}}') == 200
    now = await told(client, ayu)
    assert (now["training"], [said["training"] for said in now["history"]]) == (False, [False, True])
    assert now["since"] == now["history"][0]["at"] > now["history"][1]["at"]
    assert (await told(client, budi))["history"] == []


async def test_anything_but_yes_or_no_is_refused(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    ayu = await new_learner()
    unprocessable = ["{}", "[]", "null", '{"training":1}', '{"training":"yes"}', '{"training":true,"owner":"x"}']
    assert [await say(client, ayu, body) for body in unprocessable] == [422] * len(unprocessable)
    assert [await say(client, ayu, body) for body in ("", "{", "x" * 1025)] == [400, 400, 413]
    assert (await told(client, ayu))["history"] == []
