"""A worker whose models run elsewhere: on an Ollama (another worker of ours keeps its contract) and on llama.cpp's own server."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from support.tiny_gguf import make
from support.worker_stand import Running, answers, free_port, until, until_async

SUPPORT = Path(__file__).parents[1] / "support"
TEXT = (SUPPORT / "recite.txt").read_text("utf-8").strip()


@pytest.fixture
async def ollama(start_tcp: Callable[..., Any], store: Path) -> str:
    """The address of something that keeps Ollama's contract; it has tiny, recite and embed."""
    del store
    return str(await start_tcp(name="far"))


@pytest.fixture(scope="session")
def llama_server() -> Iterator[str]:
    """The address of llama.cpp's own server, which recites."""
    yield from served(SUPPORT / "recite.gguf")


@pytest.fixture(scope="session")
def embedding_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same with an embedder."""
    model = make(tmp_path_factory.mktemp("e") / "e.gguf", arch="nomic-bert", ctx=256)
    yield from served(model, "--embedding")


def served(model: Path, *more: str) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, str(SUPPORT / "llama_server.py"), str(model), str(port), *more]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin
        until(lambda: answers(f"http://127.0.0.1:{port}"), "llama.cpp's server")
        yield f"http://127.0.0.1:{port}"
        process.stdin.close()


@pytest.fixture
async def near(start: Callable[..., Any]) -> Callable[..., Any]:
    """A worker in front of a backend, once it knows its models."""

    async def make_one(backend: str, **settings: Any) -> Running:
        worker: Running = await start(backend=backend, **settings)
        await until_async(lambda: knows(worker), "the backend's models")
        return worker

    return make_one


async def knows(worker: Running) -> bool:
    async with worker.session.get("/api/tags") as answer:
        return bool(answer.status == 200 and (await answer.json())["models"])


async def lines(worker: Running, path: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    async with worker.session.post(path, json=body) as answer:
        assert answer.status == 200, await answer.text()
        return [json.loads(line) async for line in answer.content]


async def whole(worker: Running, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    async with worker.session.post(path, json=body) as answer:
        return answer.status, await answer.json()


def recite(model: str = "recite", **options: Any) -> dict[str, Any]:
    return {
        "model": model,
        "messages": [{"role": "user", "content": "Recite."}],
        "options": {"num_predict": 40, **options},
    }


async def names(worker: Running) -> set[str]:
    async with worker.session.get("/api/tags") as answer:
        return {row["name"] for row in (await answer.json())["models"]}


async def test_the_models_are_those_of_an_ollama(near: Any, ollama: str) -> None:
    assert {"tiny:latest", "recite:latest", "embed:latest"} <= await names(await near(ollama))


async def test_the_models_are_those_of_a_llama_server(near: Any, llama_server: str) -> None:
    assert len(await names(await near(llama_server))) == 1


async def test_a_reply_of_an_ollama_is_streamed(near: Any, ollama: str) -> None:
    said = await lines(await near(ollama), "/api/chat", recite())
    assert TEXT.startswith("".join(line["message"]["content"] for line in said).strip())
    assert said[-1]["done_reason"] == "length"
    assert said[-1]["eval_count"] == 40


async def test_a_reply_of_a_llama_server_is_streamed_with_its_counts(near: Any, llama_server: str) -> None:
    worker = await near(llama_server)
    (name,) = await names(worker)
    said = await lines(worker, "/api/chat", recite(name))
    assert len(said) > 3
    assert TEXT.startswith("".join(line["message"]["content"] for line in said).strip())
    assert (said[-1]["done_reason"], said[-1]["eval_count"]) == ("length", 40)
    assert said[-1]["prompt_eval_count"] > 0


async def test_a_half_said_reply_is_gone_on_with_by_an_ollama(near: Any, ollama: str) -> None:
    await goes_on(await near(ollama), "recite")


async def test_a_half_said_reply_is_gone_on_with_by_a_llama_server(near: Any, llama_server: str) -> None:
    worker = await near(llama_server)
    await goes_on(worker, *await names(worker))


async def goes_on(worker: Running, model: str) -> None:
    half = " ".join(TEXT.split()[:12])
    body = recite(model, temperature=0)
    body["messages"].append({"role": "assistant", "content": half})
    rest = "".join(line["message"]["content"] for line in await lines(worker, "/api/chat", body))
    assert TEXT.startswith(half + rest)
    assert rest.strip()


async def test_openais_api_is_there_in_front_of_an_ollama(near: Any, ollama: str) -> None:
    body = {"model": "recite", "messages": [{"role": "user", "content": "Recite."}], "max_tokens": 20}
    status, answer = await whole(await near(ollama), "/v1/chat/completions", body)
    assert status == 200
    assert TEXT.startswith(answer["choices"][0]["message"]["content"].strip())


async def test_vectors_of_an_ollama_come_in_the_order_of_the_texts(near: Any, ollama: str) -> None:
    await embeds(await near(ollama), "embed")


async def test_vectors_of_a_llama_server_come_in_the_order_of_the_texts(near: Any, embedding_server: str) -> None:
    worker = await near(embedding_server)
    await embeds(worker, *await names(worker))


async def embeds(worker: Running, model: str) -> None:
    both = (await whole(worker, "/api/embed", {"model": model, "input": ["one", "two"]}))[1]["embeddings"]
    one = (await whole(worker, "/api/embed", {"model": model, "input": "one"}))[1]["embeddings"]
    assert both[0] == pytest.approx(one[0], abs=1e-4)
    assert both[1] != pytest.approx(one[0], abs=1e-2)


async def test_show_is_the_ollamas_own(near: Any, ollama: str) -> None:
    status, shown = await whole(await near(ollama), "/api/show", {"model": "tiny"})
    assert (status, shown["model_info"]["general.architecture"]) == (200, "llama")


async def test_a_model_that_an_ollama_has_not_is_not_found_in_its_words(near: Any, ollama: str) -> None:
    status, answer = await whole(await near(ollama), "/api/chat", recite("nothing"))
    assert (status, answer["error"]) == (404, "model 'nothing' not found")


async def test_a_model_that_a_llama_server_has_not_is_named_with_those_it_has(near: Any, llama_server: str) -> None:
    worker = await near(llama_server)
    status, answer = await whole(worker, "/api/chat", recite("nothing"))
    assert status == 404
    assert next(iter(await names(worker))) in answer["error"]


async def test_an_alias_stands_for_a_model_of_the_backend(near: Any, ollama: str) -> None:
    worker = await near(ollama, aliases={"orca-mini": "recite"})
    said = await lines(worker, "/api/chat", recite("orca-mini"))
    assert said[-1]["done"]


async def test_what_the_backend_refuses_is_said_in_its_words(near: Any, ollama: str) -> None:
    status, answer = await whole(await near(ollama), "/api/chat", recite("embed"))
    assert (status, answer["error"]) == (400, '"embed" does not support chat')


async def test_a_backend_that_is_not_there_is_a_503_that_names_it(start: Callable[..., Any]) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    status, answer = await whole(await start(backend=url), "/api/chat", recite())
    assert (status, url in answer["error"]) == (503, True)


async def test_a_backend_that_lists_nonsense_is_named_and_asked_again(start: Callable[..., Any]) -> None:
    answers_with = {"/api/version": {"version": "1"}, "/api/tags": {"models": [{"size": "large"}]}}

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(
            answers_with.get(request.path, {}), status=200 if request.path in answers_with else 404
        )

    runner = web.AppRunner(nonsense := web.Application())
    nonsense.router.add_route("*", "/{path:.*}", answer)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port := free_port())
    await site.start()
    worker = await start(backend=f"http://127.0.0.1:{port}")

    async def named() -> bool:
        return "not understood" in (await whole(worker, "/api/chat", recite()))[1]["error"]

    await until_async(named, "the trouble with the backend")
    answers_with["/api/tags"] = {"models": [{"name": "recite:latest"}]}
    await until_async(lambda: knows(worker), "the backend's models")
    await runner.cleanup()


async def test_the_models_of_a_llama_server_are_changed_there(near: Any, llama_server: str) -> None:
    status, answer = await whole(await near(llama_server), "/api/copy", {"source": "tiny", "destination": "x"})
    assert status == 501
    assert "backend" in answer["error"]


async def test_a_client_that_leaves_frees_the_backend(near: Any, start_tcp: Any, store: Path) -> None:
    del store
    far = str(await start_tcp(name="far", slots=1))
    worker = await near(far)
    body = {"model": "tiny", "messages": [{"role": "user", "content": "x"}], "options": {"num_predict": 100_000}}
    async with worker.session.post("/api/chat", json=body) as answer:
        await answer.content.readline()
    async with aiohttp.ClientSession(far) as session, asyncio.timeout(30):
        while (await (await session.get("/healthz")).json())["running"]:
            await asyncio.sleep(0.02)


async def test_health_says_what_runs_at_the_backend(near: Any, ollama: str) -> None:
    worker = await near(ollama)
    async with worker.session.get("/healthz") as answer:
        said = await answer.json()
    assert said["slots"] > 0
    assert said["backend"] == {"url": ollama.rstrip("/"), "problem": ""}
