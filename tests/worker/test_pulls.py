"""Pulls over a worker's API, from a registry on loopback; and one pull for all who ask for the same model."""

import asyncio
import itertools
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest

from support.fake_registry import FakeRegistry
from support.tiny_gguf import make
from tutorfleet.models.errors import PullFailed
from tutorfleet.models.names import Name, parse
from tutorfleet.models.pull import Step
from tutorfleet.worker.pulls import Pulls

NAME = parse("tiny")


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make(tmp_path_factory.mktemp("pulled") / "m.gguf", dim=32, layers=1, ff=32, heads=2).read_bytes()


@pytest.fixture
def registry():
    with FakeRegistry() as one:
        yield one


@pytest.fixture
async def worker(start, tmp_path: Path):
    return await start(store=str(tmp_path / "store"))


async def test_a_pulled_model_answers(worker, registry, weights):
    name = registry.add("tiny", model=weights, params=b'{"num_predict":3}')
    lines = await worker.lines("/api/pull", {"model": name})
    assert lines[0] == {"status": "pulling manifest"}
    assert lines[-3:] == [{"status": one} for one in ("verifying sha256 digest", "writing manifest", "success")]
    of_weights = [line for line in lines if line.get("total") == len(weights)]
    assert of_weights[-1]["completed"] == len(weights)
    assert of_weights[-1]["status"] == f"pulling {of_weights[-1]['digest'][7:19]}"
    said = await worker.lines("/api/chat", {"model": name, "messages": [{"role": "user", "content": "hi"}]})
    assert said[-1]["done"]


async def test_without_streaming_there_is_one_object_and_the_old_key_is_read(worker, registry, weights):
    body = {"name": registry.add("tiny", model=weights), "stream": False}
    assert await worker.post("/api/pull", body) == (200, {"status": "success"})


async def test_an_error_is_a_line_inside_the_stream(worker, registry):
    lines = await worker.lines("/api/pull", {"model": f"{registry.host}/library/nobody"})
    assert lines == [{"status": "pulling manifest"}, {"error": "pull model manifest: file does not exist"}]


async def test_an_error_without_streaming_is_a_500(worker, registry):
    body = {"model": f"{registry.host}/library/nobody", "stream": False}
    assert await worker.post("/api/pull", body) == (500, {"error": "pull model manifest: file does not exist"})


@pytest.mark.parametrize("name", ["", "../x", "a/b/c/d", "con", "x" * 300])
async def test_v2_a_name_that_no_model_has_is_a_400_before_the_stream(worker, name):
    status, answer = await worker.post("/api/pull", {"model": name})
    assert (status, answer["error"].startswith("invalid model name")) == (400, True)


async def test_a_setting_switches_pulls_off(start, registry, weights):
    worker = await start(pulls=False)
    name = registry.add("tiny", model=weights)
    status, answer = await worker.post("/api/pull", {"model": name})
    assert (status, "does not pull" in answer["error"]) == (403, True)
    assert (await worker.post("/api/create", {"model": "x", "from": name}))[0] == 404
    assert registry.requests == []


async def test_a_base_that_is_not_here_is_pulled(worker, registry, weights):
    body = {"model": "mine", "from": registry.add("tiny", model=weights), "system": "Be kind."}
    lines = await worker.lines("/api/create", body)
    assert [line["status"] for line in lines].count("success") == 1
    assert {"status": "writing manifest"} in lines
    assert (await worker.post("/api/show", {"model": "mine"}))[1]["system"] == "Be kind."


class Source:
    """Steps that come when they are let go; remembers how often it began and whether it ended early."""

    def __init__(self, *steps: Step, error: Exception | None = None) -> None:
        self.steps, self.error = steps, error
        self.goes_on = asyncio.Event()
        self.begun = 0
        self.closed = asyncio.Event()

    async def begin(self, name: Name, insecure: bool) -> AsyncGenerator[Step]:
        self.begun += 1
        yield Step("pulling manifest")
        try:
            await self.goes_on.wait()
        except asyncio.CancelledError:
            self.closed.set()
            raise
        for step in self.steps:
            yield step
        if self.error:
            raise self.error


async def test_a_second_asker_follows_and_hears_the_newest_of_each_step():
    source = Source(*(Step("pulling a", "a", 9, done) for done in range(10)), Step("success"))
    pulls = Pulls(source.begin)
    async with aclosing(pulls.follow(NAME)) as first, aclosing(pulls.follow(NAME)) as second:
        assert await anext(first) == await anext(second) == Step("pulling manifest")
        source.goes_on.set()
        heard = [[step async for step in steps] for steps in (first, second)]
    assert source.begun == 1
    assert [one[-2:] for one in heard] == [[Step("pulling a", "a", 9, 9), Step("success")]] * 2


async def test_every_follower_hears_the_error():
    source = Source(error=PullFailed("file does not exist"))
    pulls = Pulls(source.begin)
    source.goes_on.set()

    async def follow() -> None:
        async for _ in pulls.follow(NAME):
            pass

    heard = await asyncio.gather(follow(), follow(), return_exceptions=True)
    assert [str(one) for one in heard] == ["file does not exist"] * 2


async def test_a_pull_goes_on_while_somebody_follows_and_ends_with_the_last():
    source = Source(Step("success"))
    pulls = Pulls(source.begin)
    first, second = pulls.follow(NAME), pulls.follow(NAME)
    await anext(first)
    await anext(second)
    await first.aclose()
    assert not source.closed.is_set()
    await second.aclose()
    await asyncio.wait_for(source.closed.wait(), 10)


async def test_a_pull_after_one_that_ended_is_a_new_one():
    source = Source(Step("success"))
    source.goes_on.set()
    pulls = Pulls(source.begin)
    for _ in range(2):
        assert [step async for step in pulls.follow(NAME)][-1] == Step("success")
    assert source.begun == 2


async def test_an_insecure_pull_is_another_one():
    source = Source(Step("success"))
    pulls = Pulls(source.begin)
    async with aclosing(pulls.follow(NAME)) as one, aclosing(pulls.follow(NAME, insecure=True)) as other:
        await anext(one)
        await anext(other)
    assert source.begun == 2


async def test_a_client_that_leaves_ends_the_pull_and_the_next_one_goes_on(worker, registry, weights):
    def silence(exchange):
        exchange.start(200, {"Content-Length": str(len(weights))})
        exchange.registry.over.wait()

    name = registry.add("tiny", model=weights)
    registry.blobs = itertools.repeat(silence)
    async with worker.session.post("/api/pull", json={"model": name}) as response:
        await response.content.readline()
        while not registry.asked("blobs"):
            await asyncio.sleep(0.01)
    registry.blobs = iter(())
    assert (await worker.lines("/api/pull", {"model": name}))[-1] == {"status": "success"}
