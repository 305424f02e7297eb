"""The fork server, and who survives whose death."""

import asyncio
import json
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from support.worker_stand import Forked, alive, connect, fork, start_nursery, until, until_async

HI = [{"role": "user", "content": "hi"}]


@pytest.fixture
def own(runtime: Path):
    """A nursery of the test's own, to be killed."""
    process, lifeline = start_nursery(runtime / "n.sock")
    yield process, lifeline
    process.kill()
    process.wait()
    os.close(lifeline)


def worker_settings(runtime: Path, store: Path, number: int = 0, **more: object) -> dict[str, object]:
    listen = f"unix:{runtime}/{number}.sock"
    settings = {
        "name": f"w{number}",
        "listen": listen,
        "store": str(store),
        "runtime": str(runtime),
        "nursery": str(runtime / "n.sock"),
    }
    return {**settings, "preload": ["tiny"], **more}


async def running(runtime: Path, store: Path, **more: object):
    process = fork(runtime / "n.sock", "worker", worker_settings(runtime, store, **more), runtime)
    return await connect(process, runtime / "0.sock")


async def close(worker) -> None:
    await worker.session.close()
    worker.process.end()
    worker.process.connection.close()


async def test_twelve_workers_with_an_engine_each_start_from_one_nursery(nursery, runtime, store):
    began = time.monotonic()
    forked = []
    for number in range(12):
        settings = {**worker_settings(runtime, store, number), "nursery": str(nursery)}
        forked.append(fork(nursery, "worker", settings, runtime))
    workers = [await connect(process, runtime / f"{number}.sock") for number, process in enumerate(forked)]
    took = time.monotonic() - began
    engines = [pid for worker in workers for pid in (await worker.engines()).values()]
    assert len(set(engines)) == 12
    assert took < 10
    for worker in workers:
        await close(worker)
    until(lambda: not any(map(alive, engines)), "the engines to end with their workers")


async def test_an_engine_that_is_killed_is_loaded_again(own, runtime, store):
    worker = await running(runtime, store)
    pid = (await worker.engines())["tiny:latest"]
    os.kill(pid, signal.SIGKILL)
    until(lambda: not alive(pid), "its end")

    async def forgotten() -> bool:
        return not await worker.engines()

    await until_async(forgotten, "the worker to notice")
    lines = await worker.lines("/api/chat", {"model": "tiny", "messages": HI, "options": {"num_predict": 3}})
    assert lines[-1]["eval_count"] == 3
    assert (await worker.engines())["tiny:latest"] != pid
    await close(worker)


async def test_an_engine_that_dies_in_mid_stream_leaves_an_error_line(own, runtime, store):
    worker = await running(runtime, store, pace=50)
    pid = (await worker.engines())["tiny:latest"]
    async with worker.session.post("/api/chat", json={"model": "tiny", "messages": HI}) as response:
        await response.content.readany()
        os.kill(pid, signal.SIGKILL)
        rest = (await response.read()).splitlines()
    assert response.status == 200
    assert "ended unexpectedly" in json.loads(rest[-1])["error"]
    await close(worker)


async def test_an_engine_that_dies_before_the_first_byte_is_a_500(own, runtime, store):
    worker = await running(runtime, store)
    pid = (await worker.engines())["tiny:latest"]
    os.kill(pid, signal.SIGSTOP)
    asking = asyncio.create_task(worker.post("/api/chat", {"model": "tiny", "messages": HI}))

    async def active() -> bool:
        return bool((await worker.get("/healthz"))["active"])

    await until_async(active, "the request to begin")
    os.kill(pid, signal.SIGKILL)
    status, answer = await asking
    assert status == 500
    assert "ended unexpectedly" in answer["error"]
    await close(worker)


async def test_engines_end_with_a_killed_worker(own, runtime, store):
    worker = await running(runtime, store)
    pid = (await worker.engines())["tiny:latest"]
    os.kill(worker.process.pid, signal.SIGKILL)
    assert worker.process.exit_code() == -9
    until(lambda: not alive(pid), "the engine to end")
    await close(worker)


async def test_a_worker_and_its_engine_outlive_the_nursery(own, runtime, store):
    worker = await running(runtime, store)
    own[0].kill()
    own[0].wait()
    lines = await worker.lines("/api/chat", {"model": "tiny", "messages": HI, "options": {"num_predict": 3}})
    assert lines[-1]["eval_count"] == 3
    process, lifeline = start_nursery(runtime / "n.sock2")
    (runtime / "n.sock2").rename(runtime / "n.sock")
    await worker.post("/api/generate", {"model": "recite"})
    assert len(await worker.engines()) == 2
    os.close(lifeline)
    assert process.wait(10) == 0
    await close(worker)


async def test_an_engine_whose_nursery_died_is_still_missed_when_it_dies(own, runtime, store):
    worker = await running(runtime, store)
    pid = (await worker.engines())["tiny:latest"]
    own[0].kill()
    own[0].wait()
    os.kill(pid, signal.SIGKILL)

    async def forgotten() -> bool:
        return not await worker.engines()

    await until_async(forgotten, "the worker to notice")
    await close(worker)


async def test_everything_ends_when_the_parent_closes_its_lifelines(own, runtime, store):
    worker = await running(runtime, store)
    engine = (await worker.engines())["tiny:latest"]
    worker.process.end()
    until(lambda: not alive(worker.process.pid) and not alive(engine), "worker and engine to end")
    assert own[0].poll() is None
    await close(worker)


def test_the_nursery_ends_with_its_lifeline_and_takes_its_socket_along(runtime):
    process, lifeline = start_nursery(runtime / "x.sock")
    os.close(lifeline)
    assert process.wait(10) == 0
    assert not (runtime / "x.sock").exists()


@pytest.mark.parametrize(
    "order", [b"{}\n", b"nonsense\n", b'{"kind":"cat","settings":{}}\n', b'{"kind":"worker","settings":{"listen":7}}\n']
)
def test_a_wrong_order_is_refused_and_the_nursery_lives(nursery, runtime, order):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection, (runtime / "log").open("wb") as log:
        connection.connect(str(nursery))
        socket.send_fds(connection, [order], [log.fileno(), log.fileno()])
        assert "error" in json.loads(connection.makefile().readline())
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(str(nursery))


def test_a_client_that_says_nothing_does_not_stop_the_others(nursery, runtime, store):
    silent = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    silent.connect(str(nursery))
    settings = {**worker_settings(runtime, store), "nursery": str(nursery)}
    worker: Forked = fork(nursery, "worker", settings, runtime)
    worker.end()
    assert worker.exit_code() == 0
    silent.close()


async def test_a_damaged_model_is_one_clear_sentence(own, runtime, store):
    damaged = runtime / "damaged.gguf"
    whole = next(path for path in (store / "blobs").iterdir() if path.stat().st_size > 1_500_000)
    damaged.write_bytes(whole.read_bytes()[:900_000])
    socket_path, (status, status_end) = runtime / "e.sock", os.pipe()
    lifeline, keep = os.pipe()
    settings = {
        "model": str(damaged),
        "socket": str(socket_path),
        "context": 512,
        "batch": 64,
        "slots": 1,
        "threads": 1,
        "cache_ram_mib": 0,
    }
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection, (runtime / "log").open("wb") as log:
        connection.connect(str(runtime / "n.sock"))
        order = json.dumps({"kind": "engine", "settings": settings}).encode() + b"\n"
        socket.send_fds(connection, [order], [lifeline, log.fileno(), status_end])
        os.close(lifeline)
        os.close(status_end)
        with os.fdopen(status) as news:
            error = json.loads(news.readline())["error"]
        lines = connection.makefile()
        assert "pid" in json.loads(lines.readline())
        assert json.loads(lines.readline()) == {"exit": 1}
    os.close(keep)
    assert "damaged.gguf" in error
    assert "may be damaged" in error
