"""Embeddings after the answer: a real service, a real balancer client, and a worker of this test's own behind a unix socket."""

import asyncio
import dataclasses
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import psycopg
import pytest
from aiohttp import web
from tests.service.conftest import NewLearner, Settings, Start
from tests.service.talks import Signed

from tutorfleet.service import conversation_store, database, embeddings
from tutorfleet.service.conversation_store import Change
from tutorfleet.tutor.balancer import Balancer

Answer = Callable[[str], Awaitable[list[float]]]
OWNER = UUID(int=1)


async def length(text: str) -> list[float]:
    """An embedding that tells how long the text was."""
    return [float(len(text))] * 768


@asynccontextmanager
async def worker(socket: Path, answer: Answer = length) -> AsyncIterator[list[str]]:
    """A region's balancer with one llm worker; the texts that it was asked for."""
    asked: list[str] = []

    async def embed(request: web.Request) -> web.Response:
        body = await request.json()
        asked.extend(body["input"])
        return web.json_response({"model": body["model"], "embeddings": [await answer(text) for text in body["input"]]})

    app = web.Application()
    app.router.add_post("/api/embed", embed)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.UnixSite(runner, str(socket)).start()
    try:
        yield asked
    finally:
        await runner.cleanup()


async def until(condition: Callable[[], Any]) -> Any:
    """The first true value of `condition`, within 15 s."""
    deadline = time.monotonic() + 15
    while not (value := condition()):
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)
    return value


class Saved:
    """A service with one region, and what it stored."""

    def __init__(self, settings: Settings, client: aiohttp.ClientSession, learner: Signed) -> None:
        self.settings, self.client, self.learner = settings, client, learner

    async def save(self, number: str, *contents: Any, **more: Any) -> None:
        talk = [{"role": "user", "content": content} for content in contents]
        body = {"id": number, "title": "T", "conversation": talk, **more}
        path = f"/conversations/{self.learner.uid}"
        async with self.client.post(path, json=body, headers=self.learner.headers) as answer:
            assert answer.status == 200

    def column(self, number: str, name: str) -> Any:
        with psycopg.connect(self.settings.database) as connection:
            query = psycopg.sql.SQL("SELECT {}::text FROM conversations WHERE id = %s").format(
                psycopg.sql.Identifier(name)
            )
            row = connection.execute(query, [number]).fetchone()
        return row and row[0]

    def first_number(self, number: str) -> float | None:
        text = self.column(number, "embedding")
        return json.loads(text)[0] if text else None

    def make_due(self) -> None:
        with psycopg.connect(self.settings.database) as connection:
            connection.execute("UPDATE conversations SET embed_after = now() WHERE embed_after IS NOT NULL")


@pytest.fixture
def settings(settings: Settings, runtime: Path) -> Settings:
    return dataclasses.replace(settings, regions={"us-east-1": f"unix:{runtime / 'r.sock'}"})


@pytest.fixture
async def saved(start: Start, settings: Settings, client: aiohttp.ClientSession, new_learner: NewLearner) -> Saved:
    return Saved(settings, client, await new_learner())


async def test_a_conversation_gets_an_embedding_after_the_answer(saved: Saved, runtime: Path) -> None:
    number = str(uuid4())
    async with worker(runtime / "r.sock") as asked:
        await saved.save(number, "Hello")
        assert await until(lambda: saved.first_number(number)) == len("T\nHello")
    assert asked == ["T\nHello"]
    assert saved.column(number, "embed_after") is None


async def test_the_embedding_is_made_again_when_the_conversation_grows(saved: Saved, runtime: Path) -> None:
    number = str(uuid4())
    async with worker(runtime / "r.sock"):
        await saved.save(number, "Hello")
        await until(lambda: saved.first_number(number))
        await saved.save(number, "Hello", "you")
        await until(lambda: saved.first_number(number) == len("T\nHello you"))


async def test_an_embedding_of_the_client_is_not_replaced(saved: Saved, runtime: Path) -> None:
    theirs, other = str(uuid4()), str(uuid4())
    async with worker(runtime / "r.sock") as asked:
        await saved.save(theirs, "mine", embedding=[0.5] * 768)
        await saved.save(other, "Hello")
        await until(lambda: saved.first_number(other))
    assert asked == ["T\nHello"]
    assert saved.first_number(theirs) == 0.5


async def test_without_a_worker_the_save_succeeds_and_the_embedding_comes_later(saved: Saved, runtime: Path) -> None:
    number, other = str(uuid4()), str(uuid4())
    await saved.save(number, "Hello")
    await until(lambda: saved.column(number, "embed_attempts") == "1")
    async with worker(runtime / "r.sock"):
        saved.make_due()
        await saved.save(other, "wakes it")
        await until(lambda: saved.first_number(number))
    assert saved.column(number, "embed_attempts") == "0"


async def test_an_embedding_of_another_size_is_not_stored(saved: Saved, runtime: Path) -> None:
    number = str(uuid4())

    async def short(text: str) -> list[float]:
        return [1.0, 2.0]

    async with worker(runtime / "r.sock", short):
        await saved.save(number, "Hello")
        await until(lambda: saved.column(number, "embed_attempts") == "1")
    assert saved.first_number(number) is None


async def test_an_embedding_of_words_that_changed_meanwhile_is_thrown_away(database_url: str, runtime: Path) -> None:
    database.migrate(database_url)
    number = uuid4()
    async with database.open_pool(database_url) as pool, Balancer({"r": f"unix:{runtime / 'r.sock'}"}) as balancer:

        async def store(text: str) -> None:
            change = Change('"T"', json.dumps([{"content": text}]), 1)
            async with pool.connection() as connection:
                await conversation_store.upsert(connection, OWNER, number, change)

        async def slow(text: str) -> list[float]:
            if text.endswith("old"):
                await store("new words")
            return await length(text)

        embedder = embeddings.Embedder(pool, balancer, "r", "m")
        await store("old")
        async with worker(runtime / "r.sock", slow):
            assert [await embedder.one() for _ in range(3)] == [True, True, False]
        async with pool.connection() as connection:
            found = await conversation_store.read(connection, OWNER, number)
    assert found
    assert json.loads(found[0].embedding or "[0]")[0] == len("T\nnew words")


async def test_two_services_do_not_embed_the_same_conversation(database_url: str, runtime: Path) -> None:
    database.migrate(database_url)
    async with database.open_pool(database_url) as pool, Balancer({}) as balancer:
        async with pool.connection() as connection:
            for _ in range(2):
                await conversation_store.upsert(connection, OWNER, uuid4(), Change('"T"', '["x"]', 1))
        services = [embeddings.Embedder(pool, balancer, "r", "m") for _ in range(3)]
        claimed = await asyncio.gather(*(service.claim() for service in services))
    assert len({due.id for due in claimed if due}) == 2
    assert claimed.count(None) == 1


def test_the_text_is_the_title_and_the_newest_words() -> None:
    long = embeddings.text_of("Title", [{"content": "old " * 2000}, {"content": "newest"}])
    assert (long[:6], long[-6:], len(long)) == ("Title\n", "newest", embeddings.TEXT)


def test_messages_of_any_shape_have_a_text() -> None:
    assert (
        embeddings.text_of("T", [None, 5, "x", [], {}, {"content": 5}, {"content": "a"}, {"content": "\ud83d"}])
        == "T\na ?"
    )


def test_a_conversation_without_words_needs_no_embedding() -> None:
    assert embeddings.text_of("T", []) == embeddings.text_of("T", [{"content": ""}]) == ""
