"""What changes a store over a worker's API: to the letter of Ollama's contract, with real files and real engines."""

import asyncio
import hashlib
import io
import json
import os
import resource
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yarl import URL

from support.tiny_gguf import make, make_lora
from support.worker_stand import Running, until_async
from tutorfleet.models.store import Store

HI = [{"role": "user", "content": "hi"}]
ABSENT = "sha256:" + "ab" * 32


@pytest.fixture
def folder(store: Path, tmp_path: Path) -> Path:
    """A store of this test's own."""
    shutil.copytree(store, tmp_path / "own", copy_function=shutil.copy)
    return tmp_path / "own"


@pytest.fixture
async def worker(start: Callable[..., Any], folder: Path) -> Running:
    one: Running = await start(store=str(folder), pulls=False)
    return one


async def ask(worker: Running, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    data = None if body is None else json.dumps(body).encode()
    async with worker.session.request(method, path, data=data) as response:
        return response.status, await response.read()


async def upload(worker: Running, content: bytes, digest: str = "") -> int:
    name = digest or f"sha256:{hashlib.sha256(content).hexdigest()}"
    async with worker.session.post(f"/api/blobs/{name}", data=io.BytesIO(content)) as response:
        return response.status


async def names(worker: Running) -> set[str]:
    return {one["name"] for one in (await worker.get("/api/tags"))["models"]}


async def say(worker: Running, model: str, **options: Any) -> list[dict[str, Any]]:
    body = {"model": model, "messages": HI, "options": {"num_predict": 4, **options}}
    return await worker.lines("/api/chat", body)


# create


async def test_a_model_is_made_of_another_and_answers(worker):
    body = {"model": "tutor", "from": "tiny", "system": "Be kind.", "parameters": {"num_predict": 3}}
    lines = await worker.lines("/api/create", body)
    assert lines[-2:] == [{"status": "writing manifest"}, {"status": "success"}]
    assert lines[0]["status"].startswith("using existing layer sha256:")
    shown = (await worker.post("/api/show", {"model": "tutor"}))[1]
    assert shown["system"] == "Be kind."
    said = await worker.lines("/api/chat", {"model": "tutor", "messages": HI})
    assert said[-1]["eval_count"] == 3


async def test_without_streaming_create_says_only_its_end(worker):
    status, answer = await worker.post("/api/create", {"name": "tutor", "from": "tiny", "stream": False})
    assert (status, answer) == (200, {"status": "success"})
    assert "tutor:latest" in await names(worker)


async def test_an_uploaded_file_becomes_a_model_that_answers(worker, tmp_path):
    content = make(tmp_path / "m.gguf", seed=5, never_ends=True).read_bytes()
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert await upload(worker, content) == 201
    lines = await worker.lines("/api/create", {"model": "mine", "files": {"m.gguf": digest}})
    assert {"status": "parsing GGUF"} in lines
    assert {"status": f"using existing layer {digest}"} in lines
    assert (await say(worker, "mine"))[-1]["eval_count"] == 4


async def test_an_uploaded_adapter_changes_what_a_model_says(worker, tmp_path):
    content = make_lora(tmp_path / "a.gguf").read_bytes()
    await upload(worker, content)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    await worker.lines("/api/create", {"model": "adapted", "from": "tiny", "adapters": {"a.gguf": digest}})
    plain, adapted = [
        "".join(line["message"]["content"] for line in await say(worker, name, temperature=0, num_predict=12))
        for name in ("tiny", "adapted")
    ]
    assert plain != adapted


async def test_a_starter_model_can_be_the_base(worker):
    status, answer = await worker.post(
        "/api/create", {"model": "mine", "from": "starter-embed", "parameters": {"num_ctx": 128}, "stream": False}
    )
    assert (status, answer) == (200, {"status": "success"})
    assert len((await worker.post("/api/embed", {"model": "mine", "input": "a"}))[1]["embeddings"]) == 1


@pytest.mark.parametrize(
    ("fields", "status", "word"),
    [
        ({}, 400, "neither 'from' or 'files' was specified"),
        ({"from": "nobody"}, 404, "model 'nobody' not found"),
        ({"from": "../x"}, 400, "invalid model name"),
        ({"from": "tiny", "files": {"a.gguf": ABSENT}}, 400, "not both"),
        ({"files": {"a.gguf": ABSENT}}, 400, "send it to /api/blobs/"),
        ({"files": {"a.safetensors": ABSENT}}, 400, "convert it to GGUF"),
        ({"from": "tiny", "adapters": {"a.safetensors": ABSENT}}, 400, "convert it to GGUF"),
        ({"files": {"../a.gguf": ABSENT}}, 400, "file path must be relative"),
        ({"from": "tiny", "quantize": "q4_K_M"}, 400, "quantize is not supported"),
        ({"from": "tiny", "template": "{{ if }}"}, 400, "template error: "),
        ({"from": "tiny", "messages": [{"role": "tool", "content": "x"}]}, 400, "message role must be one of"),
        ({"from": "tiny", "parameters": {"temperature": "hot"}}, 400, "temperature"),
        ({"from": "tiny", "parameters": {"num_ctx": 2**31}}, 400, "num_ctx"),
        ({"model": "con", "from": "tiny"}, 400, "invalid model name"),
        ({"model": "TINY", "from": "recite"}, 400, "invalid model name"),
    ],
)
@pytest.mark.parametrize("stream", [True, False])
async def test_create_refuses_with_a_reason_and_changes_nothing(worker, fields, status, word, stream):
    before = await names(worker)
    found, answer = await worker.post("/api/create", {"model": "new", "stream": stream, **fields})
    assert (found, word in answer["error"]) == (status, True), answer
    assert await names(worker) == before


@pytest.mark.parametrize("path", ["/api/create", "/api/copy", "/api/push"])
async def test_a_missing_body_is_told_in_ollamas_words(worker, path):
    assert await worker.post(path, data=b"") == (400, {"error": "missing request body"})


async def test_a_model_in_use_is_replaced_and_its_stream_goes_on(start, folder, tmp_path):
    worker = await start(store=str(folder), pace=60)
    body = {"model": "tiny", "messages": HI, "options": {"num_predict": 60}}
    async with worker.session.post("/api/chat", json=body) as response:
        await response.content.readline()
        await worker.lines("/api/create", {"model": "tiny", "from": "recite"})
        lines = [json.loads(line) for line in (await response.read()).splitlines()]
    assert lines[-1]["eval_count"] == 60
    said = await say(worker, "tiny", temperature=0, num_predict=8)
    again = await say(worker, "recite", temperature=0, num_predict=8)
    assert [line["message"] for line in said if not line["done"]] == [
        line["message"] for line in again if not line["done"]
    ]


# copy


async def test_copy_gives_a_second_name_and_an_empty_answer(worker):
    assert await ask(worker, "POST", "/api/copy", {"source": "tiny", "destination": "mia/other:v2"}) == (200, b"")
    shown = {one["name"]: one["digest"] for one in (await worker.get("/api/tags"))["models"]}
    assert shown["mia/other:v2"] == shown["tiny:latest"]


async def test_a_starter_model_can_be_copied(worker):
    assert (await ask(worker, "POST", "/api/copy", {"source": "starter-embed", "destination": "x"}))[0] == 200
    assert "x:latest" in await names(worker)


@pytest.mark.parametrize(
    ("source", "destination", "status", "error"),
    [
        ("nobody", "x", 404, "model 'nobody' not found"),
        ("../x", "x", 400, 'source "../x" is invalid'),
        ("tiny", "a b", 400, 'destination "a b" is invalid'),
        ("tiny", "", 400, 'destination "" is invalid'),
    ],
)
async def test_copy_refuses_with_a_reason(worker, source, destination, status, error):
    assert await worker.post("/api/copy", {"source": source, "destination": destination}) == (status, {"error": error})


# delete


@pytest.mark.parametrize("key", ["model", "name"])
async def test_delete_removes_a_model_and_answers_nothing(worker, key):
    assert await ask(worker, "DELETE", "/api/delete", {key: "recite"}) == (200, b"")
    assert "recite:latest" not in await names(worker)
    status, answer = await ask(worker, "DELETE", "/api/delete", {key: "recite"})
    assert (status, json.loads(answer)) == (404, {"error": "model 'recite' not found"})


async def test_delete_of_no_name_is_a_400(worker):
    status, answer = await ask(worker, "DELETE", "/api/delete", {})
    assert (status, json.loads(answer)) == (400, {"error": 'name "" is invalid'})


async def test_a_starter_model_stays(worker):
    status, answer = await ask(worker, "DELETE", "/api/delete", {"model": "starter-chat"})
    assert (status, "belongs to the program" in json.loads(answer)["error"]) == (400, True)
    assert "starter-chat:latest" in await names(worker)


async def test_a_model_in_use_is_deleted_and_its_stream_ends_well(start, folder):
    worker = await start(store=str(folder), pace=60)
    body = {"model": "tiny", "messages": HI, "options": {"num_predict": 60}}
    async with worker.session.post("/api/chat", json=body) as response:
        await response.content.readline()
        assert await ask(worker, "DELETE", "/api/delete", {"model": "tiny"}) == (200, b"")
        assert (await worker.post("/api/chat", body))[0] == 404
        lines = [json.loads(line) for line in (await response.read()).splitlines()]
    assert lines[-1]["eval_count"] == 60


async def test_the_engine_of_a_deleted_model_ends(worker):
    await say(worker, "recite")
    await ask(worker, "DELETE", "/api/delete", {"model": "recite"})
    assert "recite:latest" not in await worker.engines()


async def test_the_engine_stays_while_another_name_has_the_same_files(worker):
    await say(worker, "recite")
    await ask(worker, "POST", "/api/copy", {"source": "recite", "destination": "again"})
    before = await worker.engines()
    await ask(worker, "DELETE", "/api/delete", {"model": "recite"})
    await say(worker, "again")
    assert list((await worker.engines()).values()) == list(before.values())


# push


async def test_push_is_refused_with_a_reason(worker):
    status, answer = await worker.post("/api/push", {"model": "tiny"})
    assert (status, "publishes nothing" in answer["error"]) == (403, True)
    assert await worker.post("/api/push", {}) == (400, {"error": "model is required"})


# blobs


async def test_a_blob_is_uploaded_in_pieces(worker, folder):
    content = b"x" * 3_000_000
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert (await ask(worker, "HEAD", f"/api/blobs/{digest}"))[0] == 404
    assert await upload(worker, content) == 201
    assert Store(folder).blobs.path(digest).read_bytes() == content
    assert (await ask(worker, "HEAD", f"/api/blobs/{digest}"))[0] == 200


async def test_a_large_blob_is_never_in_memory(worker):
    def resident() -> int:
        return int(Path(f"/proc/{worker.process.pid}/statm").read_text().split()[1]) * resource.getpagesize()

    piece, most, before = bytes(2**20), 0, resident()

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal most
        for _ in range(96):
            most = max(most, resident())
            yield piece

    digest = f"sha256:{hashlib.sha256(piece * 96).hexdigest()}"
    async with worker.session.post(f"/api/blobs/{digest}", data=pieces()) as response:
        assert response.status == 201
    assert most - before < 32 * 2**20


async def test_a_blob_that_is_there_is_not_taken_again(worker, folder):
    assert await upload(worker, b"abc") == 201
    path = Store(folder).blobs.path(f"sha256:{hashlib.sha256(b'abc').hexdigest()}")
    os.utime(path, (1, 1))
    inode = path.stat().st_ino
    assert await upload(worker, b"abc") == 200
    assert path.stat().st_ino == inode
    assert path.stat().st_mtime > 1, "it is not collected before a model is made of it"


async def test_a_blob_with_another_digest_is_refused_and_gone(worker, folder):
    before = set(folder.rglob("*"))
    status, answer = await worker.post(f"/api/blobs/{ABSENT}", data=b"abc")
    got = hashlib.sha256(b"abc").hexdigest()
    assert (status, answer["error"]) == (400, f'digest mismatch, expected "{ABSENT}", got "sha256:{got}"')
    assert set(folder.rglob("*")) == before


async def test_an_upload_whose_sender_leaves_is_gone(worker, folder):
    async def endless() -> AsyncIterator[bytes]:
        yield b"x" * 2_000_000
        await asyncio.Event().wait()

    async def unfinished() -> bool:
        return any(path.name.startswith(".tmp-") for path in (folder / "blobs").iterdir())

    async def finished() -> bool:
        return not await unfinished()

    sending = asyncio.create_task(worker.session.post(f"/api/blobs/{ABSENT}", data=endless()))
    await until_async(unfinished, "the upload to begin")
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await until_async(finished, "the upload to be forgotten")
    assert (await ask(worker, "HEAD", f"/api/blobs/{ABSENT}"))[0] == 404


@pytest.mark.parametrize(
    "digest",
    [
        "%2e%2e%2f%2e%2e%2fetc%2fld.so.preload",
        "sha256:" + "a" * 63,
        "sha256:" + "g" * 64,
        "sha256:" + "A" * 64,
        "sha256:",
        "sha256-..%2f",
        "sha256:" + "a" * 63 + "%00",
        "sha256:" + "%D9%A3" * 64,
        "sha512:" + "a" * 64,
    ],
)
async def test_v1_a_digest_that_is_none_is_a_400_and_nothing_is_written(worker, folder, digest):
    before = set(folder.parent.rglob("*"))
    for method in ("HEAD", "POST"):
        url = f"http://worker/api/blobs/{digest}"
        async with worker.session.request(method, URL(url, encoded=True), data=b"abc") as response:
            assert response.status == 400
    assert set(folder.parent.rglob("*")) == before


@pytest.mark.parametrize("digest", ["", "../../x", "sha256:" + "a" * 63, "sha256-" + "../" * 20, "sha256:" + "٣" * 64])
async def test_v1_a_recipe_with_a_digest_that_is_none_is_a_400(worker, digest):
    status, answer = await worker.post("/api/create", {"model": "x", "files": {"a.gguf": digest}})
    assert (status, answer["error"].startswith("invalid digest")) == (400, True)


@pytest.mark.parametrize("name", ["../x", "a/b/../../c", "con", "x" * 300, "x.", "a/b/c/d", "x:../y", "a\x00b"])
async def test_v2_a_name_that_no_model_has_is_a_400_everywhere(worker, folder, name):
    before = set(folder.parent.rglob("*"))
    for path, body in (
        ("/api/create", {"model": name, "from": "tiny"}),
        ("/api/create", {"model": "x", "from": name}),
        ("/api/copy", {"source": name, "destination": "x"}),
        ("/api/copy", {"source": "tiny", "destination": name}),
    ):
        assert (await worker.post(path, body))[0] == 400, path
    assert (await ask(worker, "DELETE", "/api/delete", {"model": name}))[0] == 400
    assert set(folder.parent.rglob("*")) == before


async def test_v4_an_uploaded_file_that_is_cut_short_is_a_400(worker, tmp_path):
    content = make(tmp_path / "m.gguf", seed=5).read_bytes()[:-1]
    await upload(worker, content)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    status, answer = await worker.post("/api/create", {"model": "x", "files": {"m.gguf": digest}})
    assert (status, "cut short" in answer["error"]) == (400, True)


MANY = {
    "messages": ("messages", [{"role": "user", "content": "a"}] * 100_000, 400),
    "licenses": ("license", ["a"] * 700_000, 400),
    "files": ("files", {f"{number}.gguf": ABSENT for number in range(40_000)}, 400),
    "parameters": ("parameters", {str(number): 1 for number in range(300_000)}, 400),
    "stops": ("parameters", {"stop": ["a"] * 700_000}, 400),
    "a million parameters": ("parameters", {str(number): 1 for number in range(1_000_000)}, 413),
}


@pytest.mark.parametrize(("field", "value", "expected"), MANY.values(), ids=MANY)
async def test_v5_a_million_of_anything_is_a_4xx_within_a_second(worker, field, value, expected):
    base = {} if field == "files" else {"from": "tiny"}
    data = json.dumps({"model": "x", **base, field: value}, separators=(",", ":")).encode()
    spent = worker.spent_s()
    async with worker.session.post("/api/create", data=io.BytesIO(data), expect100=True) as response:
        answer = await response.json()
    assert (response.status, "at most" in answer["error"] or "MiB" in answer["error"]) == (expected, True), answer
    assert worker.spent_s() - spent < 1
    rss = int(Path(f"/proc/{worker.process.pid}/statm").read_text().split()[1]) * resource.getpagesize()
    assert rss < 400 * 2**20


async def test_v6_another_host_name_changes_nothing(start_tcp, folder):
    url = await start_tcp(store=str(folder), pulls=False)
    before = set(folder.rglob("*"))
    async with aiohttp.ClientSession(url, headers={"host": "evil.example"}) as session:
        for path in ("/api/create", "/api/copy", "/api/pull", f"/api/blobs/{ABSENT}"):
            async with session.post(path, json={"model": "x", "from": "tiny"}) as response:
                assert response.status == 403
        async with session.delete("/api/delete", json={"model": "tiny"}) as response:
            assert response.status == 403
    assert set(folder.rglob("*")) == before


async def test_v5_a_deep_body_is_a_400(worker):
    deep = b'{"model":"x","parameters":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}"
    for path in ("/api/create", "/api/copy", "/api/push"):
        assert (await worker.post(path, data=deep))[0] == 400
