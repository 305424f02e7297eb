"""Who says how long a model stays loaded: whoever runs the worker, and no learner where all learners need it."""

import pytest

from support.worker_stand import Running, until_async
from tutorfleet.worker.scheduler import LEARNER_HEADER

AYU = {LEARNER_HEADER: "ayu"}


@pytest.fixture
async def worker(start) -> Running:
    """A worker that has `tiny` loaded, to stay."""
    one = await start(preload=["tiny"])

    async def there() -> bool:
        return await names(one) == {"tiny:latest"}

    await until_async(there, "what is loaded at the start")
    return one


async def names(worker: Running) -> set[str]:
    return {row["name"] for row in (await worker.get("/api/ps"))["models"]}


async def unload(worker: Running, **headers: str) -> str:
    body = {"model": "tiny", "keep_alive": 0}
    async with worker.session.post("/api/generate", json=body, headers=headers) as response:
        return str((await response.json())["done_reason"])


async def test_a_learner_does_not_unload_what_all_learners_need(worker):
    assert await unload(worker, **AYU) == "unload"
    assert await names(worker) == {"tiny:latest"}


async def test_whoever_runs_the_worker_unloads_it(worker):
    assert await unload(worker) == "unload"
    assert await names(worker) == set()


async def test_a_learners_request_does_not_say_how_long_it_stays(worker):
    body = {"model": "tiny", "prompt": "a", "options": {"num_predict": 1}, "keep_alive": 0, "stream": False}
    async with worker.session.post("/api/generate", json=body, headers=AYU) as response:
        assert response.status == 200
    assert await names(worker) == {"tiny:latest"}


async def test_a_learner_unloads_what_was_loaded_for_learners_only_when_asked(start):
    worker = await start()
    await worker.post("/api/generate", {"model": "tiny"})
    await unload(worker, **AYU)
    assert await names(worker) == set()
