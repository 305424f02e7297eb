"""Engines that are stuck, or that fall again and again: killed, loaded again, and not for ever without a rest."""

import asyncio
import json
import os
import signal

from support.worker_stand import alive, until, until_async

HI = [{"role": "user", "content": "hi"}]
ASK = {"model": "tiny", "messages": HI, "options": {"num_predict": 3}}


async def pid_of(worker, model: str = "tiny:latest") -> int:
    return (await worker.engines())[model]


async def replaced(worker, pid: int) -> None:
    async def another() -> bool:
        return pid not in (await worker.engines()).values() and bool(await worker.engines())

    await until_async(another, "another engine")


async def test_an_idle_engine_that_is_stuck_is_killed_before_anybody_asks(start):
    worker = await start(answer_s=0.3)
    await worker.lines("/api/chat", ASK)
    pid = await pid_of(worker)
    os.kill(pid, signal.SIGSTOP)
    until(lambda: not alive(pid), "the watchdog")
    assert (await worker.lines("/api/chat", ASK))[-1]["eval_count"] == 3


async def test_a_preloaded_engine_that_is_stuck_is_loaded_again_by_itself(start):
    worker = await start(answer_s=0.3, preload=["tiny"])
    pid = await pid_of(worker)
    os.kill(pid, signal.SIGSTOP)
    await replaced(worker, pid)
    assert (await worker.get("/healthz"))["restarts"] == 1


async def test_a_preloaded_engine_that_was_killed_stays_for_ever_when_it_is_back(start):
    worker = await start(preload=["tiny"])
    pid = await pid_of(worker)
    os.kill(pid, signal.SIGKILL)
    await replaced(worker, pid)
    row = (await worker.get("/api/ps"))["models"][0]
    assert row["expires_at"].startswith("2318")


async def test_an_engine_that_is_stuck_in_mid_stream_ends_every_reply(start, slow_store):
    worker = await start(answer_s=0.5, store=str(slow_store))
    await worker.post("/api/generate", {"model": "slow"})
    pid = await pid_of(worker, "slow:latest")
    streams = [await worker.session.post("/api/chat", json={"model": "slow", "messages": HI}) for _ in range(2)]
    os.kill(pid, signal.SIGSTOP)
    ends = await asyncio.gather(*(stream.read() for stream in streams))
    assert not alive(pid)
    assert all("error" in json.loads(end.splitlines()[-1]) for end in ends)


async def test_those_who_wait_in_the_queue_of_a_killed_engine_are_told_so(start):
    worker = await start(slots=1, pace=20)
    holder = await worker.session.post("/api/chat", json={"model": "tiny", "messages": HI})
    await holder.content.readany()
    waiting = [asyncio.create_task(worker.post("/api/chat", ASK)) for _ in range(3)]

    async def queued() -> bool:
        return (await worker.get("/healthz"))["queued"] == 3

    await until_async(queued, "three to wait")
    os.kill(await pid_of(worker), signal.SIGKILL)
    answers = await asyncio.gather(*waiting)
    holder.close()
    assert {status for status, _ in answers} == {500}
    assert all("ended unexpectedly" in answer["error"] for _, answer in answers)


async def test_a_stuck_engine_does_not_touch_the_others(start):
    worker = await start(answer_s=0.3)
    await worker.lines("/api/chat", ASK)
    await worker.lines("/api/chat", {**ASK, "model": "recite"})
    stuck, other = await pid_of(worker), await pid_of(worker, "recite:latest")
    os.kill(stuck, signal.SIGSTOP)
    until(lambda: not alive(stuck), "the watchdog")
    assert await pid_of(worker, "recite:latest") == other


async def test_a_healthy_engine_is_left_alone_while_it_computes(start, slow_store):
    worker = await start(answer_s=0.2, store=str(slow_store))
    long = {"model": "slow", "messages": [{"role": "user", "content": "a " * 150}], "options": {"num_predict": 2}}
    assert (await worker.lines("/api/chat", long))[-1]["done"]
    assert (await worker.get("/healthz"))["restarts"] == 0


async def test_a_model_that_dies_again_and_again_rests_and_says_so(start):
    worker = await start()
    for _ in range(3):
        pid = await died(worker)
        assert not alive(pid)
    status, answer = await worker.post("/api/chat", ASK)
    assert status == 503
    assert "ended unexpectedly (" in answer["error"]

    async def back() -> bool:
        return (await worker.post("/api/chat", {**ASK, "stream": False}))[0] == 200

    await until_async(back, "the end of its rest")


async def died(worker) -> int:
    """Load, as soon as the model may be loaded, and kill; the process that was."""

    async def loaded() -> bool:
        return (await worker.post("/api/generate", {"model": "tiny"}))[0] == 200

    async def gone() -> bool:
        return pid not in (await worker.engines()).values()

    await until_async(loaded, "the model")
    pid = await pid_of(worker)
    os.kill(pid, signal.SIGKILL)
    await until_async(gone, "the worker to notice")
    return pid


async def test_a_model_that_cannot_be_loaded_is_not_tried_with_every_request(start, strange_store):
    worker = await start(store=str(strange_store))
    answers = [await worker.post("/api/generate", {"model": "strange"}) for _ in range(5)]
    assert [status for status, _ in answers] == [500, 500, 503, 503, 503]
    assert "cannot load" in answers[4][1]["error"]
    assert "2 times in a row" in answers[4][1]["error"]
