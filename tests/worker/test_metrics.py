"""A worker's page for Prometheus and its figures, from real requests."""

import asyncio
import os
import time
from collections.abc import Mapping

import pytest
from prometheus_client.parser import text_string_to_metric_families

from support.worker_stand import until_async
from tutorfleet.worker.metrics import memory

HI = [{"role": "user", "content": "hi"}]
ASK = {"model": "tiny", "messages": HI, "options": {"num_predict": 5, "seed": 1}}
P = "tutorfleet_worker_"


class Scrape:
    """A page as Prometheus reads it."""

    def __init__(self, text: str) -> None:
        self.families = list(text_string_to_metric_families(text))
        self.samples = [sample for family in self.families for sample in family.samples]

    def value(self, name: str, labels: Mapping[str, str] = {}) -> float:
        """The sum over the samples that have these labels."""
        found = [
            sample.value
            for sample in self.samples
            if sample.name == P + name and labels.items() <= sample.labels.items()
        ]
        assert found, f"no sample {name} {labels}"
        return sum(found)

    def labels(self, name: str) -> set[str]:
        return {sample.labels["model"] for sample in self.samples if sample.name == P + name}


async def scrape(worker) -> Scrape:
    async with worker.session.get("/metrics") as response:
        assert response.status == 200
        assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        return Scrape(await response.text())


async def test_an_idle_worker_says_who_it_is(start):
    page = await scrape(await start(region="us-east-1", role="chat", replica="primary"))
    assert page.value("info", {"region": "us-east-1", "role": "chat", "replica": "primary", "worker": "w0"}) == 1
    assert page.value("load_waiting") == 0


async def test_every_family_has_a_help_text(start):
    worker = await start()
    await worker.lines("/api/chat", ASK)
    assert [family.name for family in (await scrape(worker)).families if len(family.documentation) < 10] == []


async def test_requests_are_counted_by_route_and_status(start):
    worker = await start()
    for _ in range(2):
        await worker.lines("/api/chat", ASK)
    await worker.post("/api/chat", {"model": "tiny", "messages": HI, "format": 7})
    page = await scrape(worker)
    assert page.value("requests_total", {"model": "tiny:latest", "route": "/api/chat", "status": "200"}) == 2
    assert page.value("requests_total", {"route": "/api/chat", "status": "400"}) == 1


async def test_tokens_and_the_cache_are_those_that_the_reply_says(start):
    worker = await start(slots=1)
    said = [(await worker.lines("/api/chat", ASK))[-1] for _ in range(2)]
    page = await scrape(worker)
    model = {"model": "tiny:latest"}
    assert page.value("prompt_tokens_total", model) == sum(line["prompt_eval_count"] for line in said)
    assert page.value("reply_tokens_total", model) == sum(line["eval_count"] for line in said)
    assert 0 < page.value("cached_tokens_total", model) < page.value("prompt_tokens_total", model)


async def test_times_are_counted_once_a_reply(start):
    worker = await start()
    for _ in range(3):
        await worker.lines("/api/chat", ASK)
    page = await scrape(worker)
    assert {name: page.value(f"{name}_count") for name in ("queue_wait_seconds", "first_token_seconds")} == {
        "queue_wait_seconds": 3,
        "first_token_seconds": 3,
    }
    assert page.value("reply_tokens_per_second_sum") > 0
    assert page.value("load_seconds_count") == 1


async def test_a_request_that_waited_has_its_wait_counted(start):
    worker = await start(slots=1, pace=20)
    holder = await worker.session.post("/api/chat", json={"model": "tiny", "messages": HI})
    await holder.content.readany()
    waiter = asyncio.create_task(worker.lines("/api/chat", ASK))

    async def queued() -> bool:
        return bool((await worker.get("/healthz"))["queued"])

    await until_async(queued, "one to wait")
    began = time.perf_counter()
    await scrape(worker)
    least = time.perf_counter() - began
    holder.close()
    await waiter
    assert (await scrape(worker)).value("queue_wait_seconds_sum") > least


async def test_what_runs_and_waits_is_shown_now(start):
    worker = await start(slots=1, num_ctx=64, pace=20)
    ask = {"model": "tiny", "messages": HI, "options": {"num_predict": 60}}
    asking = [asyncio.create_task(worker.lines("/api/chat", ask)) for _ in range(3)]

    async def two_wait() -> bool:
        health = await worker.get("/healthz")
        return (health["running"], health["queued"]) == (1, 2)

    await until_async(two_wait, "two to wait")
    page = await scrape(worker)
    assert page.value("slots") == page.value("slots_busy") == 1
    assert page.value("queue_depth") == 2
    assert 0 < page.value("reserved_tokens") <= page.value("pool_tokens") == 64
    for task in asking:
        task.cancel()
    await asyncio.gather(*asking, return_exceptions=True)


async def test_an_engines_memory_is_that_of_its_process(start):
    worker = await start()
    await worker.post("/api/generate", {"model": "tiny"})
    pid = (await worker.engines())["tiny:latest"]
    shown, real = (await scrape(worker)).value("engine_memory_bytes"), sum(memory(pid).values())
    assert shown == pytest.approx(real, rel=0.3)
    assert shown > 2**20


def test_a_process_that_is_gone_has_no_memory():
    child = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(child, 0)
    assert memory(child) == {}


async def test_names_that_do_not_exist_and_paths_that_nobody_serves_make_no_labels(start):
    worker = await start()
    for number in range(20):
        await worker.post("/api/chat", {"model": f"no-such-{number}", "messages": HI})
        await worker.post(f"/no/such/path/{number}", {})
    page = await scrape(worker)
    assert page.labels("requests_total") == {""}
    assert page.value("requests_total", {"route": "/api/chat", "status": "404"}) == 20
    assert page.value("requests_total", {"route": "other", "status": "404"}) == 20


async def test_embeddings_are_counted_too(start):
    worker = await start()
    await worker.post("/api/embed", {"model": "embed", "input": ["a", "b"]})
    page = await scrape(worker)
    assert page.value("requests_total", {"model": "embed:latest", "route": "/api/embed", "status": "200"}) == 1
    assert page.value("queue_wait_seconds_count", {"model": "embed:latest"}) == 1


async def test_a_client_that_leaves_is_a_499(start):
    worker = await start(pace=20)
    response = await worker.session.post("/api/chat", json={"model": "tiny", "messages": HI})
    await response.content.readany()
    response.close()

    async def counted() -> bool:
        samples = (await scrape(worker)).samples
        return any(sample.labels.get("status") == "499" for sample in samples)

    await until_async(counted, "the leave to be counted")


async def test_health_has_the_figures_of_the_latest_replies(start):
    worker = await start(slots=1)
    before = await worker.get("/healthz")
    assert (before["first_token_p50_s"], before["tokens_per_second"], before["cache_hits"]) == (None, None, None)
    for _ in range(3):
        await worker.lines("/api/chat", ASK)
    health = await worker.get("/healthz")
    assert 0 < health["first_token_p50_s"] <= health["first_token_p95_s"] < 30
    assert health["tokens_per_second"] > 0
    assert 0 < health["cache_hits"] < 1
    assert (health["slots"], health["restarts"]) == (1, 0)
