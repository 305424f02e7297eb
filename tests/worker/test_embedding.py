"""Vectors of many texts: one request of the engine for the whole list, whatever the texts and the kind of model."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tutorfleet.models.catalogue import Catalogue
from tutorfleet.worker.embedding import embed
from tutorfleet.worker.engines import Engines
from tutorfleet.worker.settings import WorkerSettings
from tutorfleet.worker.upstream import Upstream


@pytest.fixture
async def engines(nursery: Path, store: Path, runtime: Path) -> AsyncIterator[Engines]:
    settings = WorkerSettings(listen="/unused", store=str(store), runtime=str(runtime), nursery=str(nursery))
    one = Engines(settings, runtime)
    yield one
    await one.close()


class Tap:
    """A socket before an engine's own: passes everything on and notes which paths were asked for."""

    def __init__(self, engine: str) -> None:
        self.asked: list[str] = []
        self._connector = aiohttp.UnixConnector(engine)

    async def open(self, path: Path) -> web.AppRunner:
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/{path:.*}", self._pass_on)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.UnixSite(runner, str(path)).start()
        return runner

    async def _pass_on(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        async with (
            aiohttp.ClientSession("http://engine", connector=self._connector, connector_owner=False) as session,
            session.request(request.method, request.path, data=await request.read()) as answer,
        ):
            return web.Response(body=await answer.read(), status=answer.status, content_type=answer.content_type)

    async def close(self) -> None:
        await self._connector.close()


@pytest.mark.parametrize("name", ["embed", "tiny"])
async def test_a_list_of_texts_is_one_request_of_the_engine(engines, store, runtime, name):
    model = Catalogue(store, {}).find(name)
    async with engines.lease(model, embed=True) as loaded:
        tap, before = Tap(loaded.settings.socket), loaded.upstream
        runner = await tap.open(runtime / "tap.sock")
        loaded.upstream = Upstream(str(runtime / "tap.sock"), 30)
        vectors, tokens, _ = await embed(engines, model, [f"text {number}" for number in range(64)], None)
        await loaded.upstream.close()
        loaded.upstream = before
        await runner.cleanup()
        await tap.close()
    assert tap.asked == ["/v1/embeddings"]
    assert len(vectors) == 64
    assert tokens >= 64


@pytest.mark.parametrize("name", ["embed", "tiny"])
async def test_many_texts_as_long_as_the_context_fit_together(start, name):
    worker = await start()
    texts = [f"{number} a b c d " * size for number in range(3) for size in (1000, 120, 60, 1)]
    status, answer = await worker.post("/api/embed", {"model": name, "input": texts})
    assert status == 200, answer
    assert len(answer["embeddings"]) == 12


@pytest.mark.parametrize("name", ["embed", "tiny"])
async def test_several_lists_at_once_do_not_disturb_each_other(start, name):
    worker = await start()
    lists = [[f"{who} {number} " * 200 for number in range(4)] for who in ("one", "two", "three", "four", "five")]
    alone = [await worker.post("/api/embed", {"model": name, "input": texts}) for texts in lists]
    together = await asyncio.gather(*(worker.post("/api/embed", {"model": name, "input": texts}) for texts in lists))
    for (status, answer), (_, expected) in zip(together, alone, strict=True):
        assert status == 200, answer
        for vector, other in zip(answer["embeddings"], expected["embeddings"], strict=True):
            assert vector == pytest.approx(other, abs=1e-3)
