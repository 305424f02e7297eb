"""A worker that is told to end: it lets streams finish, refuses what is new, and does not wait for ever."""

import asyncio
import json
import os
import signal

import pytest
from aiohttp import ClientError

from support.worker_stand import until_async

HI = [{"role": "user", "content": "hi"}]


async def speaking(worker, tokens: int = 60):
    response = await worker.session.post(
        "/api/chat", json={"model": "tiny", "messages": HI, "options": {"num_predict": tokens}}
    )
    await response.content.readany()
    return response


async def drain(worker) -> None:
    os.kill(worker.process.pid, signal.SIGTERM)

    async def draining() -> bool:
        async with worker.session.get("/healthz") as health:
            return health.status == 503 and (await health.json())["status"] == "draining"

    await until_async(draining, "the worker to say that it drains")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/chat", {"model": "tiny", "messages": HI}),
        ("/api/generate", {"model": "tiny", "prompt": "a"}),
        ("/api/embed", {"model": "embed", "input": "a"}),
        ("/api/embeddings", {"model": "embed", "prompt": "a"}),
        ("/v1/chat/completions", {"model": "tiny", "messages": HI}),
        ("/v1/completions", {"model": "tiny", "prompt": "a"}),
        ("/v1/embeddings", {"model": "embed", "input": "a"}),
    ],
)
async def test_while_it_drains_new_work_is_a_503_so_that_another_worker_is_asked(start, path, body):
    worker = await start(pace=20)
    response = await speaking(worker)
    await drain(worker)
    status, answer = await worker.post(path, body)
    assert (status, "shutting down" in str(answer["error"])) == (503, True)
    response.close()
    assert worker.process.exit_code() == 0


async def test_one_that_waits_in_the_queue_is_answered_before_the_end(start):
    worker = await start(slots=1, pace=100)
    response = await speaking(worker)
    waiting = asyncio.create_task(
        worker.lines("/api/chat", {"model": "tiny", "messages": HI, "options": {"num_predict": 3}})
    )

    async def queued() -> bool:
        return bool((await worker.get("/healthz"))["queued"])

    await until_async(queued, "one to wait")
    await drain(worker)
    assert json.loads((await response.read()).splitlines()[-1])["eval_count"] == 60
    assert (await waiting)[-1]["eval_count"] == 3
    assert worker.process.exit_code() == 0


async def test_a_stream_longer_than_the_limit_is_cut_and_the_worker_ends(start):
    worker = await start(pace=2, drain_s=0.2)
    response = await speaking(worker)
    os.kill(worker.process.pid, signal.SIGTERM)
    with pytest.raises(ClientError):
        await response.read()
    assert await asyncio.to_thread(worker.process.exit_code) == 0


async def test_an_idle_worker_ends_at_once(start):
    worker = await start(drain_s=300)
    await worker.session.close()
    os.kill(worker.process.pid, signal.SIGTERM)
    assert worker.process.exit_code() == 0


async def test_told_twice_it_does_not_wait_for_streams(start):
    worker = await start(pace=2, drain_s=300)
    response = await speaking(worker)
    await drain(worker)
    os.kill(worker.process.pid, signal.SIGTERM)
    with pytest.raises(ClientError):
        await response.read()
    assert await asyncio.to_thread(worker.process.exit_code) == 0
