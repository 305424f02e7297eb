"""How the fleet is, on the supervisor's socket: one look for many, and nothing that can stop the supervisor."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from tutorfleet.fleet import parse
from tutorfleet.fleet.routes import FLEET_STATUS
from tutorfleet.host import look, probe, status
from tutorfleet.host.layout import Layout
from tutorfleet.host.seen import Look
from tutorfleet.host.status import Shared
from tutorfleet.host.supervisor import Kept
from tutorfleet.host.units import Plan


@pytest.fixture
def plan(runtime: Path) -> Plan:
    return Plan(parse.default(), Layout(runtime, runtime), 8080, database=f"host={runtime} dbname=none")


class Looks:
    """Counts looks; each waits until it may end."""

    def __init__(self) -> None:
        self.taken = 0
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self) -> Look:
        self.taken += 1
        await self.may_end.wait()
        return Look(version=str(self.taken), at="", url="", ok=True, regions=(), parts=())


async def begun(*asking: Awaitable[bytes]) -> list[asyncio.Task[bytes]]:
    """Tasks that have come to where they wait."""
    tasks = [asyncio.ensure_future(each) for each in asking]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


async def test_many_who_ask_at_once_share_a_look() -> None:
    looks = Looks()
    looks.may_end.clear()
    shared = Shared(looks)
    tasks = await begun(*(shared.latest() for _ in range(50)))
    looks.may_end.set()
    assert len(set(await asyncio.gather(*tasks))) == 1
    assert looks.taken == 1


async def test_a_look_is_shown_again_while_it_is_fresh_and_then_no_more() -> None:
    looks = Looks()
    kept, old = Shared(looks, fresh=3600), Shared(looks, fresh=0)
    assert await kept.latest() == await kept.latest()
    assert await old.latest() != await old.latest()


async def test_one_who_leaves_takes_the_look_from_nobody() -> None:
    looks = Looks()
    looks.may_end.clear()
    shared = Shared(looks)
    leaving, staying = await begun(shared.latest(), shared.latest())
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    looks.may_end.set()
    assert json.loads(await staying)["data"]["version"] == "1"


async def test_a_look_that_failed_is_tried_again() -> None:
    async def fails() -> Look:
        raise ValueError("once")

    shared = Shared(fails, fresh=0)
    for _ in range(2):
        with pytest.raises(ValueError, match="once"):
            await shared.latest()


async def test_the_socket_says_how_the_fleet_is_and_is_closed_to_others(plan: Plan) -> None:
    async with status.answering(plan, lambda name: Kept()):
        said = await probe.get_json(plan.layout.status_socket, FLEET_STATUS)
        assert plan.layout.status_socket.stat().st_mode & 0o777 == 0o600
    assert said["status"] == "success"
    assert [each["name"] for each in said["data"]["regions"]] == ["us-east-1", "us-west-2"]
    assert said["data"]["regions"][1]["aliases"] == ["us-west-1"]


async def test_the_end_does_not_wait_for_a_look_at_who_is_silent(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "SECONDS", 60.0)
    began = asyncio.Event()

    def kept(name: str) -> Kept:
        began.set()
        return Kept()

    with closing(socket.socket(socket.AF_UNIX)) as silent:
        silent.bind(str(plan.layout.service_socket))
        silent.listen()
        async with asyncio.timeout(20):
            async with status.answering(plan, kept):
                asking = asyncio.create_task(probe.get(plan.layout.status_socket, FLEET_STATUS, 60.0))
                await began.wait()
    with pytest.raises(OSError, match=r"disconnected|Cannot connect"):
        await asking


async def test_nobody_answers_after_the_end(plan: Plan) -> None:
    async with status.answering(plan, lambda name: Kept()):
        pass
    with pytest.raises(OSError, match="Cannot connect"):
        await probe.get(plan.layout.status_socket, FLEET_STATUS)


async def test_a_look_that_stumbles_is_a_500_and_the_next_one_is_taken(plan: Plan) -> None:
    fails = [True]

    def kept(name: str) -> Kept:
        if fails[0]:
            raise ValueError("a surprise")
        return Kept()

    async with status.answering(plan, kept):
        code, body = await probe.get(plan.layout.status_socket, FLEET_STATUS)
        assert (code, "could not be looked at" in json.loads(body)["message"]) == (500, True)
        fails[0] = False
        await answers(lambda: probe.answers(plan.layout.status_socket, FLEET_STATUS))


async def answers(ask: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await ask():
            await asyncio.sleep(0.01)


async def test_other_paths_are_not_there(plan: Plan) -> None:
    async with status.answering(plan, lambda name: Kept()):
        assert (await probe.get(plan.layout.status_socket, "/"))[0] == 404
