"""Rows of bad input that reach a worker: each gets an answer with Ollama's error shape, quickly, and the worker lives."""

import asyncio
import json
import os
import resource
import signal
from pathlib import Path

import aiohttp
import pytest

from support.tiny_gguf import make
from support.worker_stand import Running, connect, fork, until_async
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
from tutorfleet.worker.guard import LARGEST_BODY

ROUTES = ("/api/chat", "/api/generate", "/api/embed", "/api/embeddings", "/api/show")
DEEP = b'{"model":"tiny","options":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}"
BODIES = {
    "no body": b"",
    "null": b"null",
    "an array": b"[]",
    "a string": b'"x"',
    "a number": b"1e999",
    "half an object": b'{"model":"tiny"',
    "bad UTF-8": b'{"model":"\xff\xfe"}',
    "a lone surrogate": b'{"model":"\\ud800"}',
    "a model that is a number": b'{"model":7}',
    "a model with a NUL": b'{"model":"a\\u0000b"}',
    "depth 100000": DEEP,
    "an array of depth 100000": b"[" * 100_000,
}


async def _alive(worker: Running) -> None:
    lines = await worker.lines(
        "/api/chat", {"model": "tiny", "messages": [{"role": "user", "content": "a"}], "options": {"num_predict": 1}}
    )
    assert lines[-1]["done"]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_v17_a_body_that_is_no_request_is_a_4xx_and_the_worker_lives(start, body):
    worker = await start()
    for route in ROUTES:
        spent = worker.spent_s()
        status, answer = await worker.post(route, data=body)
        assert 400 <= status < 500, (route, answer)
        assert isinstance(answer["error"], str)
        assert worker.spent_s() - spent < 1
    await _alive(worker)


@pytest.mark.parametrize(
    "fields",
    [
        {"messages": "hi"},
        {"messages": [None]},
        {"messages": [{"role": "user", "content": {"a": 1}}]},
        {"options": []},
        {"options": {"temperature": "hot"}},
        {"options": {"stop": "x"}},
        {"options": {"seed": 1.5}},
        {"stream": "yes"},
        {"keep_alive": []},
        {"format": []},
    ],
)
async def test_v17_a_wrong_type_is_a_400_and_the_worker_lives(start, fields):
    worker = await start()
    body = {"model": "tiny", "messages": [{"role": "user", "content": "a"}], **fields}
    status, answer = await worker.post("/api/chat", body)
    assert status == 400
    assert answer["error"]
    await _alive(worker)


async def test_v17_a_body_of_50_megabytes_is_a_413(start):
    worker = await start()
    assert LARGEST_BODY < 50_000_000
    status, answer = await worker.post("/api/chat", data=b" " * 50_000_000)
    assert status == 413
    assert "16 MiB" in answer["error"]
    await _alive(worker)


async def test_v5_a_context_of_two_to_the_31_is_a_400(start):
    worker = await start()
    body = {"model": "tiny", "messages": [{"role": "user", "content": "a"}], "options": {"num_ctx": 2**31}}
    status, answer = await worker.post("/api/chat", body)
    assert (status, "num_ctx" in answer["error"]) == (400, True)


async def test_v5_a_huge_context_is_cut_to_what_there_is(start):
    worker = await start()
    body = {
        "model": "tiny",
        "messages": [{"role": "user", "content": "a"}],
        "options": {"num_ctx": 2**31 - 1, "num_predict": 2},
    }
    assert (await worker.lines("/api/chat", body))[-1]["eval_count"] == 2


async def test_v5_a_million_inputs_are_a_400_within_a_second(start):
    worker = await start()
    data = json.dumps({"model": "embed", "input": ["a"] * 1_000_000}).encode()
    spent = worker.spent_s()
    status, answer = await worker.post("/api/embed", data=data)
    assert (status, "too many" in answer["error"]) == (400, True)
    assert worker.spent_s() - spent < 1
    rss = int(Path(f"/proc/{worker.process.pid}/statm").read_text().split()[1]) * resource.getpagesize()
    assert rss < 400 * 2**20


async def test_v4_a_truncated_model_is_a_400_and_the_others_go_on(nursery, runtime):
    whole = make(runtime / "whole.gguf", never_ends=True)
    store = Store(runtime / "store")
    for name in ("tiny", "cut"):
        store.import_gguf(whole, parse(name))
    store.import_gguf(make(runtime / "other.gguf", seed=9), parse("cut"))
    blobs = sorted((runtime / "store" / "blobs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    newest = [path for path in blobs if path.stat().st_size > 1_000_000][-1]
    newest.chmod(0o644)
    os.truncate(newest, newest.stat().st_size // 2)
    settings = {
        "listen": f"unix:{runtime}/w.sock",
        "store": str(runtime / "store"),
        "runtime": str(runtime),
        "nursery": str(nursery),
    }
    worker = await connect(fork(nursery, "worker", settings, runtime), runtime / "w.sock")
    status, answer = await worker.post("/api/chat", {"model": "cut", "messages": [{"role": "user", "content": "a"}]})
    assert status == 400
    assert "cut" in answer["error"]
    await _alive(worker)
    await worker.session.close()
    worker.process.end()
    worker.process.connection.close()


@pytest.mark.parametrize("name", ["../x", "a/b/../../c", "con", "x" * 300, "x.", "a b", "/etc/passwd", "sha256:..%2f"])
async def test_v2_a_name_that_no_model_has_is_a_400(start, name):
    worker = await start()
    status, answer = await worker.post("/api/show", {"model": name})
    assert status == 400
    assert answer["error"].startswith("invalid model name")


async def test_v14_fields_that_would_send_it_elsewhere_have_no_effect(start):
    worker = await start()
    hosts = dict.fromkeys(("api_base", "base_url", "url", "host"), "http://169.254.169.254/")
    body = {
        "model": "tiny",
        "messages": [{"role": "user", "content": "a"}],
        "options": {"num_predict": 2, **hosts},
        **hosts,
        "lora": [{"id": 9}],
    }
    assert (await worker.lines("/api/chat", body))[-1]["eval_count"] == 2


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 403),
        ("evil.example:80", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1", 200),
        ("localhost:1", 200),
        ("[::1]:5", 200),
        ("tutor.test", 200),
    ],
)
async def test_v6_over_tcp_only_known_host_names_are_answered(start_tcp, host, status):
    url = await start_tcp(hosts=["tutor.test"])
    async with aiohttp.ClientSession() as session, session.get(f"{url}/api/tags", headers={"host": host}) as response:
        assert response.status == status


async def test_v6_a_page_of_another_origin_is_refused(start_tcp):
    url = await start_tcp()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/api/tags", headers={"origin": "https://evil.example"}) as response:
            assert response.status == 403
        async with session.get(f"{url}/api/tags", headers={"origin": "http://localhost:3000"}) as response:
            assert response.status == 200


async def test_a_worker_behind_a_balancer_can_be_told_to_answer_to_any_host_and_origin(start_tcp):
    url = await start_tcp(hosts=["*"])
    headers = {"host": "internal-lks-alb.us-east-1.elb.amazonaws.com", "origin": "https://main.d1.amplifyapp.com"}
    async with aiohttp.ClientSession() as session, session.get(f"{url}/api/tags", headers=headers) as response:
        assert response.status == 200


async def test_v22_a_reply_cut_at_any_byte_is_the_same_text(start):
    worker = await start()
    body = {
        "model": "tiny",
        "messages": [{"role": "user", "content": "a"}],
        "options": {"num_predict": 60, "seed": 3, "temperature": 2},
    }
    async with worker.session.post("/api/chat", json=body) as response:
        whole = await response.read()
    text = "".join(json.loads(line)["message"]["content"] for line in whole.splitlines())
    assert "\ud800" not in text
    assert text.encode()
    assert await worker.text("/api/chat", body) == text


async def test_v23_an_engine_that_stalls_does_not_stop_the_others(start):
    worker = await start()
    ask = {"messages": [{"role": "user", "content": "a"}], "options": {"num_predict": 3}}
    await worker.lines("/api/chat", {"model": "tiny", **ask})
    pid = (await worker.engines())["tiny:latest"]
    os.kill(pid, signal.SIGSTOP)
    stalled = asyncio.create_task(worker.lines("/api/chat", {"model": "tiny", **ask}))
    assert (await worker.lines("/api/chat", {"model": "recite", **ask}))[-1]["done"]
    assert not stalled.done()
    os.kill(pid, signal.SIGCONT)
    assert (await stalled)[-1]["eval_count"] == 3


async def test_v23_an_engine_that_never_answers_is_given_up(start):
    worker = await start(stall_s=1)
    ask = {"model": "tiny", "messages": [{"role": "user", "content": "a"}], "options": {"num_predict": 3}}
    await worker.lines("/api/chat", ask)
    pid = (await worker.engines())["tiny:latest"]
    os.kill(pid, signal.SIGSTOP)
    status, answer = await worker.post("/api/chat", ask)
    assert (status, "stopped answering" in answer["error"]) == (500, True)

    async def replaced() -> bool:
        return pid not in (await worker.engines()).values()

    await until_async(replaced, "the stalled engine to be dropped")
    assert (await worker.lines("/api/chat", ask))[-1]["eval_count"] == 3
