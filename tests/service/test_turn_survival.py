"""A service that is killed with -9 in mid-reply, and a database that goes away: no shown word is lost."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import psycopg
import pytest
from tests.service.conftest import PASSWORD, ask

from support.scripted_workers import Scripted
from tutorfleet.host.postgres import Postgres
from tutorfleet.service.settings import DEFAULT_CLIENT_ID

STORY = " ".join(f"word{number}" for number in range(200))


class Killable:
    """The service as a program of its own, on one port for all its lives."""

    def __init__(self, database: str, regions: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        told = {
            "DATABASE_URL": database,
            "TUTORFLEET_LISTEN": f"127.0.0.1:{self.port}",
            "TUTORFLEET_REGIONS": json.dumps(regions),
            "TUTORFLEET_AUTO_CONFIRM": "1",
        }
        self.environment = {**os.environ, **told}
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen[bytes]] = []

    async def start(self) -> None:
        command = [sys.executable, "-m", "tutorfleet.service"]
        self.processes.append(subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL))
        async with aiohttp.ClientSession() as client, asyncio.timeout(60):
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with client.get(f"{self.url}/healthz") as answer:
                        if answer.status == 200:
                            return
                assert self.processes[-1].poll() is None, "the service ended"
                await asyncio.sleep(0.05)

    def kill(self, number: int = signal.SIGKILL) -> None:
        self.processes[-1].send_signal(number)
        self.processes[-1].wait(20)


@pytest.fixture
async def region(runtime: Path) -> AsyncIterator[Scripted]:
    async with Scripted(runtime / "a.sock", STORY) as region:
        region.hold_after = 600
        yield region


@pytest.fixture
async def killable(database_url: str, region: Scripted) -> AsyncIterator[Killable]:
    service = Killable(database_url, {"us-east-1": region.url})
    await service.start()
    yield service
    for process in service.processes:
        process.kill()
        process.wait(20)


class Reader:
    """A learner in a browser that remembers what it was shown."""

    def __init__(self, client: aiohttp.ClientSession) -> None:
        self.client = client
        self.seen: list[dict[str, Any]] = []

    async def sign_in(self) -> None:
        email = f"{uuid4().hex}@example.com"
        person = [{"Name": "name", "Value": "Ayu"}, {"Name": "email", "Value": email}]
        made = {"ClientId": DEFAULT_CLIENT_ID, "Username": email, "Password": PASSWORD, "UserAttributes": person}
        uid = (await ask(self.client, "SignUp", **made))["UserSub"]
        flow = {"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": email, "PASSWORD": PASSWORD}}
        tokens = (await ask(self.client, "InitiateAuth", ClientId=DEFAULT_CLIENT_ID, **flow))["AuthenticationResult"]
        self.headers = {"Authorization": tokens["IdToken"]}
        self.path = f"/conversations/{uid}/{uuid4()}"
        self.turn = str(uuid4())

    async def read(self, characters: int, **more: str) -> None:
        """Begin, and be shown so much of the reply."""
        body = {"text": "Tell me a story", "turn": self.turn, **more}
        async with self.client.post(f"{self.path}/turns", json=body, headers=self.headers) as answer:
            async for line in answer.content:
                self.seen.append(json.loads(line))
                if len(self.reply()) >= characters:
                    break
            answer.close()

    def reply(self) -> str:
        return "".join(event["text"] for event in self.seen if event["type"] == "reply")

    async def replay(self) -> list[dict[str, Any]]:
        async with self.client.get(f"{self.path}/turns/{self.turn}?from=0", headers=self.headers) as answer:
            assert answer.status == 200, await answer.text()
            return [json.loads(line) async for line in answer.content]


@pytest.fixture
async def reader(killable: Killable) -> AsyncIterator[Reader]:
    async with aiohttp.ClientSession(killable.url) as client:
        reader = Reader(client)
        await reader.sign_in()
        yield reader


async def test_a_killed_service_goes_on_where_it_was(killable: Killable, region: Scripted, reader: Reader) -> None:
    await reader.read(500)
    killable.kill()
    region.go.set()
    await killable.start()
    again = await reader.replay()
    assert again[: len(reader.seen)] == reader.seen
    done = again[-1]
    assert done["reply"] == "".join(event["text"] for event in again if event["type"] == "reply") == STORY
    assert [seam["reason"] for seam in done["seams"]] == ["service restarted"]


async def test_the_talk_is_stored_once_after_a_kill(killable: Killable, region: Scripted, reader: Reader) -> None:
    await reader.read(300)
    killable.kill()
    region.go.set()
    await killable.start()
    await reader.replay()
    async with reader.client.get(reader.path, headers=reader.headers) as answer:
        talk = (await answer.json())["data"]["conversation"]
    assert [each["content"] for each in talk] == ["Tell me a story", STORY]


async def test_a_turn_that_was_left_too_long_ago_is_marked_with_a_retry(
    killable: Killable, region: Scripted, reader: Reader, database_url: str
) -> None:
    await reader.read(300)
    killable.kill()
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE turns SET begun_at = begun_at - interval '1 hour'")
    await killable.start()
    again = await reader.replay()
    assert again[: len(reader.seen)] == reader.seen
    assert (again[-1]["failed"], again[-2]["type"], again[-2]["retry"]) == (True, "error", True)
    assert again[-1]["reply"].startswith(reader.reply())


async def test_a_killed_service_goes_on_with_a_turn_that_replaces_and_until_then_the_old_one_is_there(
    killable: Killable, region: Scripted, reader: Reader
) -> None:
    region.go.set()
    await reader.read(len(STORY))
    old = (await reader.replay())[0]["turn"]
    region.go.clear()
    reader.turn, reader.seen = str(uuid4()), []
    await reader.read(300, replaces=old)
    killable.kill()
    await killable.start()
    async with reader.client.get(f"{reader.path}/turns/{old}", headers=reader.headers) as answer:
        assert answer.status == 200
    region.go.set()
    assert (await reader.replay())[-1]["replaced"] == [old]


async def test_another_service_goes_on_at_once_when_one_is_stopped(
    killable: Killable, region: Scripted, reader: Reader, database_url: str
) -> None:
    await reader.read(300)
    killable.processes[-1].terminate()
    region.go.set()
    other = Killable(database_url, {"us-east-1": region.url})
    await other.start()
    try:
        async with aiohttp.ClientSession(other.url) as client:
            reader.client = client
            assert (await reader.replay())[-1]["reply"] == STORY
    finally:
        other.kill()


@pytest.fixture
def outage(postgres: Postgres) -> Iterator[Any]:
    """Makes every connection of a database break, and new ones fail, until the block ends."""

    @contextlib.asynccontextmanager
    async def away(name: str) -> AsyncIterator[None]:
        with psycopg.connect(postgres.url("postgres"), autocommit=True) as admin:
            database = psycopg.sql.Identifier(name)
            admin.execute(psycopg.sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(database))
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            yield
            admin.execute(psycopg.sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(database))

    return away


async def test_a_database_that_goes_away_in_mid_reply_is_waited_for(
    killable: Killable, region: Scripted, reader: Reader, outage: Any, database_url: str
) -> None:
    await reader.read(300)
    async with outage(psycopg.conninfo.conninfo_to_dict(database_url)["dbname"]):
        region.go.set()
        await asyncio.wait_for(region.recited.wait(), 30)
    async with asyncio.timeout(60):
        while (again := await replayed(reader)) is None:
            await asyncio.sleep(0.1)
    assert again[: len(reader.seen)] == reader.seen
    assert again[-1]["reply"] == STORY


async def replayed(reader: Reader) -> list[dict[str, Any]] | None:
    with contextlib.suppress(AssertionError, aiohttp.ClientError):
        return await reader.replay()
    return None
