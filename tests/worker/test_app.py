"""Ollama's API over a worker's socket, with real engines."""

import asyncio
import json
from pathlib import Path

import pytest

from support.worker_stand import Running, until_async
from tutorfleet.worker.constraints import SCORES

HI = [{"role": "user", "content": "hi"}]
TEXT = (Path(__file__).parents[1] / "support" / "recite.txt").read_text().strip()


async def test_the_root_says_that_ollama_is_running(start):
    worker = await start()
    async with worker.session.get("/") as response:
        assert await response.text() == "Ollama is running"
    async with worker.session.head("/") as response:
        assert response.status == 200


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/healthz", 200), ("/nothing", 404), ("/api/chat", 405), ("/api/tags", 200)]
)
async def test_every_answer_names_its_worker(start, path, status):
    worker = await start(name="us-east-1.chat.primary")
    async with worker.session.get(path) as response:
        assert response.status == status
        assert response.headers.getall("x-tutorfleet-worker") == ["us-east-1.chat.primary"]


async def test_a_stream_names_its_worker(start):
    worker = await start(name="us-east-1.chat.primary")
    body = {"model": "tiny", "messages": HI, "options": {"num_predict": 3}}
    async with worker.session.post("/api/chat", json=body) as response:
        assert response.headers["x-tutorfleet-worker"] == "us-east-1.chat.primary"
        await response.read()


async def test_chat_streams_whole_lines_and_ends_with_metrics(start):
    worker = await start()
    lines = await worker.lines("/api/chat", {"model": "tiny", "messages": HI, "options": {"num_predict": 12}})
    assert [line["done"] for line in lines] == [False] * (len(lines) - 1) + [True]
    last = lines[-1]
    assert last["message"] == {"role": "assistant", "content": ""}
    assert last["done_reason"] == "length"
    assert last["eval_count"] == 12
    assert last["prompt_eval_count"] > 0
    assert last["total_duration"] >= last["eval_duration"] > 0
    assert "context" not in last


async def test_every_flush_is_whole_lines(start):
    worker = await start(pace=200)
    body = {"model": "tiny", "messages": HI, "options": {"num_predict": 40}}
    async with worker.session.post("/api/chat", json=body) as response:
        assert response.headers["content-type"] == "application/x-ndjson"
        pieces = [piece async for piece, ends in response.content.iter_chunks() if piece]
    assert len(pieces) > 3
    for piece in pieces:
        assert piece.endswith(b"\n")
        assert all(json.loads(line) for line in piece.splitlines())


async def test_without_streaming_there_is_one_object(start):
    worker = await start()
    body = {"model": "tiny", "messages": HI, "stream": False, "options": {"num_predict": 5, "seed": 7}}
    status, answer = await worker.post("/api/chat", body)
    assert status == 200
    assert answer["done"] is True
    assert answer["message"]["content"]
    assert answer["eval_count"] == 5


async def test_a_seed_makes_a_reply_repeatable(start):
    worker = await start()
    body = {"model": "tiny", "messages": HI, "options": {"num_predict": 20, "seed": 5, "temperature": 1.0}}
    assert await worker.text("/api/chat", body) == await worker.text("/api/chat", body)
    other = {**body, "options": {**body["options"], "seed": 6}}
    assert await worker.text("/api/chat", body) != await worker.text("/api/chat", other)


async def test_a_reply_goes_on_from_what_was_said(start):
    worker = await start()
    ask = {"role": "user", "content": "Recite."}
    options = {"temperature": 0, "num_predict": 60}
    whole = await worker.text("/api/chat", {"model": "recite", "messages": [ask], "options": options})
    assert TEXT.startswith(whole.strip())
    for cut in (8, 40, 41, 42, 43, 44, 45):
        said = {"role": "assistant", "content": whole[:cut]}
        rest = await worker.text("/api/chat", {"model": "recite", "messages": [ask, said], "options": options})
        assert (whole[:cut] + rest).startswith(whole)


async def test_two_half_said_messages_are_one(start):
    worker = await start()
    ask = {"role": "user", "content": "Recite."}
    parts = [{"role": "assistant", "content": part} for part in (TEXT[:20], TEXT[20:50])]
    rest = await worker.text(
        "/api/chat", {"model": "recite", "messages": [ask, *parts], "options": {"temperature": 0, "num_predict": 40}}
    )
    assert rest
    assert TEXT.startswith(TEXT[:50] + rest)


async def test_an_empty_half_said_message_is_a_plain_retry(start):
    worker = await start()
    talk = [{"role": "user", "content": "Recite."}, {"role": "assistant", "content": ""}]
    text = await worker.text(
        "/api/chat", {"model": "recite", "messages": talk, "options": {"temperature": 0, "num_predict": 20}}
    )
    assert TEXT.startswith(text)


async def test_only_a_system_message_gets_a_reply(start):
    worker = await start()
    body = {
        "model": "tiny",
        "messages": [{"role": "system", "content": "You are Sofya."}],
        "options": {"num_predict": 3},
    }
    assert (await worker.lines("/api/chat", body))[-1]["done_reason"] == "length"


async def test_an_assistant_may_speak_before_the_user(start):
    worker = await start()
    talk = [{"role": "system", "content": "s"}, {"role": "assistant", "content": "Hello!"}, *HI]
    assert (await worker.lines("/api/chat", {"model": "tiny", "messages": talk, "options": {"num_predict": 3}}))[-1][
        "eval_count"
    ] == 3


async def test_no_messages_load_and_keep_alive_zero_unloads(start):
    worker = await start()
    _, answer = await worker.post("/api/chat", {"model": "tiny", "messages": []})
    assert (answer["done_reason"], answer["message"]["content"]) == ("load", "")
    assert [one["name"] for one in (await worker.get("/api/ps"))["models"]] == ["tiny:latest"]
    _, answer = await worker.post("/api/generate", {"model": "tiny", "prompt": "", "keep_alive": 0})
    assert answer["done_reason"] == "unload"
    assert (await worker.get("/api/ps"))["models"] == []


async def test_a_model_leaves_when_its_time_has_come(start):
    worker = await start()
    await worker.post("/api/generate", {"model": "tiny", "keep_alive": "100ms"})

    async def gone() -> bool:
        return not (await worker.get("/api/ps"))["models"]

    await until_async(gone, "the model to leave")


async def test_generate_gives_a_context_that_goes_on(start):
    worker = await start()
    body = {"model": "tiny", "prompt": "hi", "stream": False, "options": {"num_predict": 4}}
    _, first = await worker.post("/api/generate", body)
    _, second = await worker.post("/api/generate", {**body, "context": first["context"]})
    assert second["context"][: len(first["context"])] == first["context"]
    assert second["prompt_eval_count"] > first["prompt_eval_count"]


async def test_raw_sends_the_prompt_as_it_stands(start):
    worker = await start()
    body = {"model": "tiny", "prompt": "hi", "raw": True, "stream": False, "options": {"num_predict": 4}}
    _, answer = await worker.post("/api/generate", body)
    assert answer["prompt_eval_count"] == 3  # the beginning and one byte each
    assert "context" not in answer


async def test_a_schema_holds_any_model(start):
    worker = await start()
    schema = {
        "type": "object",
        "properties": {"age": {"type": "integer", "minimum": 1, "maximum": 99}, "ok": {"type": "boolean"}},
        "required": ["age", "ok"],
        "additionalProperties": False,
    }
    for path, ask in (("/api/chat", {"messages": HI}), ("/api/generate", {"prompt": "hi"})):
        answer = json.loads(await worker.text(path, {"model": "tiny", "format": schema, **ask}))
        assert set(answer) == {"age", "ok"}
        assert 1 <= answer["age"] <= 99


@pytest.mark.parametrize(
    "schema",
    [{"type": "zebra"}, {"type": "object", "properties": {"a": {"$ref": "#/nope"}}, "required": ["a"]}, "xml", 7],
)
async def test_a_schema_that_cannot_be_is_refused_and_not_dropped(start, schema):
    worker = await start()
    status, answer = await worker.post("/api/chat", {"model": "tiny", "messages": HI, "format": schema})
    assert status == 400
    assert answer["error"].startswith("invalid format")


async def test_any_model_gives_the_nine_scores_in_their_order(start):
    worker = await start()
    prompt = "Rate this. Respond with a JSON object containing only the scores."
    _, answer = await worker.post("/api/generate", {"model": "tiny", "prompt": prompt, "stream": False})
    scores = json.loads(answer["response"])
    assert tuple(scores) == SCORES
    assert all(isinstance(score, int) and 0 <= score <= 100 for score in scores.values())


async def test_embeddings_are_unit_vectors_in_the_order_of_the_texts(start):
    worker = await start()
    _, both = await worker.post("/api/embed", {"model": "embed", "input": ["hello", "world " * 300]})
    _, one = await worker.post("/api/embed", {"model": "embed", "input": "hello"})
    assert both["embeddings"][0] == pytest.approx(one["embeddings"][0], abs=1e-3)
    assert sum(x * x for x in both["embeddings"][1]) == pytest.approx(1)
    assert both["prompt_eval_count"] > one["prompt_eval_count"]
    _, short = await worker.post("/api/embed", {"model": "embed", "input": "hello", "dimensions": 8})
    assert len(short["embeddings"][0]) == 8
    assert sum(x * x for x in short["embeddings"][0]) == pytest.approx(1)


async def test_a_text_too_long_to_embed_is_cut_or_refused(start):
    worker = await start()
    status, answer = await worker.post("/api/embed", {"model": "embed", "input": "x " * 999, "truncate": False})
    assert (status, answer["error"]) == (400, "the input length exceeds the context length")


async def test_the_older_embeddings_route_gives_one_vector(start):
    worker = await start()
    _, answer = await worker.post("/api/embeddings", {"model": "embed", "prompt": "hello"})
    assert len(answer["embedding"]) == 128
    assert await worker.post("/api/embeddings", {"model": "embed", "prompt": ""}) == (200, {"embedding": []})


async def test_a_decoder_embeds_too(start):
    worker = await start()
    _, answer = await worker.post("/api/embed", {"model": "tiny", "input": "hello"})
    assert sum(x * x for x in answer["embeddings"][0]) == pytest.approx(1)


async def test_an_alias_answers_under_the_name_that_was_asked(start):
    worker = await start(aliases={"orca-mini": "tiny"})
    _, answer = await worker.post(
        "/api/chat", {"model": "orca-mini", "messages": HI, "stream": False, "options": {"num_predict": 2}}
    )
    assert answer["model"] == "orca-mini"
    assert "orca-mini:latest" in [one["name"] for one in (await worker.get("/api/tags"))["models"]]


async def test_aliases_share_an_engine(start):
    worker = await start(aliases={"llama2": "tiny", "llama3": "tiny"})
    for name in ("llama2", "llama3", "tiny"):
        await worker.post("/api/generate", {"model": name})
    assert len(await worker.engines()) == 1


async def test_show_describes_a_model(start):
    worker = await start()
    _, answer = await worker.post("/api/show", {"model": "tiny"})
    assert answer["capabilities"] == ["completion"]
    assert answer["details"]["family"] == "llama"
    assert answer["model_info"]["general.architecture"] == "llama"
    assert "<|im_start|>" in answer["template"]


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("/api/chat", {}, 400, "model is required"),
        ("/api/chat", {"model": "nope", "messages": HI}, 404, "model 'nope' not found"),
        ("/api/chat", {"model": "../x", "messages": HI}, 400, "invalid model name"),
        ("/api/chat", {"model": "embed", "messages": HI}, 400, '"embed" does not support chat'),
        ("/api/generate", {"model": "embed", "prompt": "a"}, 400, '"embed" does not support generate'),
        ("/api/chat", {"model": "tiny", "messages": HI, "think": True}, 400, '"tiny" does not support thinking'),
        ("/api/chat", {"model": "tiny", "messages": HI, "tools": [{"type": "function"}]}, 400, '"tiny" does not support tools'),
        ("/api/chat", {"model": "tiny", "messages": [{"role": "user", "content": "a", "images": ["aa"]}]}, 400, "does not support images"),
        ("/api/generate", {"model": "tiny", "prompt": "a", "suffix": "b"}, 400, '"tiny" does not support insert'),
        ("/api/generate", {"model": "tiny", "prompt": "a", "raw": True, "template": "b"}, 400, "raw mode does not support"),
        ("/api/embed", {"model": "embed", "input": 7}, 400, "invalid input type"),
        ("/api/embed", {"model": "embed", "input": "a", "dimensions": 0}, 400, "dimensions"),
        ("/api/chat", {"model": "tiny", "messages": HI, "keep_alive": "5 apples"}, 400, 'time: invalid duration "5 apples"'),
        ("/api/chat", {"model": "tiny", "messages": HI, "options": {"num_ctx": "big"}}, 400, 'option "num_ctx" must be of type integer'),
        ("/api/chat", {"model": "tiny", "messages": [{"role": "wizard", "content": "a"}]}, 400, "invalid role 'wizard'"),
        ("/api/nothing", {"model": "tiny"}, 404, "not found"),
    ],
)  # fmt: skip
async def test_refusals_are_said_as_ollama_says_them(start, path, body, status, error):
    worker = await start()
    got, answer = await worker.post(path, body)
    assert got == status
    assert error in answer["error"]


async def test_a_prompt_longer_than_the_context_keeps_its_newest_part(start):
    worker = await start(num_ctx=256)
    talk = [{"role": "user", "content": f"message {n} " + "x" * 60} for n in range(30)]
    body = {"model": "tiny", "messages": talk, "options": {"num_predict": 4}}
    last = (await worker.lines("/api/chat", body))[-1]
    assert last["eval_count"] == 4
    assert 100 < last["prompt_eval_count"] <= 252
    status, answer = await worker.post("/api/chat", {**body, "truncate": False})
    assert (status, answer["error"]) == (400, "the input length exceeds the context length")


async def test_one_giant_message_is_cut(start):
    worker = await start(num_ctx=256)
    for body in ({"messages": [{"role": "user", "content": "x" * 5000}]}, {"prompt": "x" * 5000}):
        path = "/api/chat" if "messages" in body else "/api/generate"
        last = (await worker.lines(path, {"model": "tiny", **body}))[-1]
        assert last["done_reason"] == "length"
        assert last["prompt_eval_count"] + last["eval_count"] <= 256


async def test_many_endless_streams_never_overflow_the_pool(start):
    worker = await start(num_ctx=128, slots=2)
    body = {"model": "tiny", "messages": HI}
    ends = await asyncio.gather(*(worker.lines("/api/chat", body) for _ in range(8)))
    assert [lines[-1].get("done_reason") for lines in ends] == ["length"] * 8


async def test_a_pace_slows_a_stream(start):
    worker = await start(pace=50)
    loop = asyncio.get_running_loop()
    began = loop.time()
    await worker.text("/api/chat", {"model": "tiny", "messages": HI, "options": {"num_predict": 25}})
    assert 0.3 < loop.time() - began < 5


async def _busy(worker: Running) -> int:
    return int((await worker.get("/healthz"))["running"])


async def test_a_client_that_leaves_frees_the_slot(start):
    worker = await start(slots=1, num_ctx=2048, max_queue=5)
    response = await worker.session.post("/api/chat", json={"model": "tiny", "messages": HI})
    await response.content.readany()
    assert await _busy(worker) == 1
    response.close()
    await worker.text("/api/chat", {"model": "tiny", "messages": HI, "options": {"num_predict": 2}})
    assert (await worker.get("/healthz"))["active"] <= 1


async def test_a_client_that_leaves_is_a_499_in_the_log(start):
    worker = await start(pace=50)
    response = await worker.session.post("/api/chat", json={"model": "tiny", "messages": HI})
    await response.content.readany()
    response.close()

    async def noted() -> bool:
        return "/api/chat 499 the client left" in worker.process.log.read_text()

    await until_async(noted, "the line in the log")


async def test_a_client_that_leaves_the_queue_leaves_no_trace(start):
    worker = await start(slots=1, num_ctx=2048, pace=20)
    first = await worker.session.post("/api/chat", json={"model": "tiny", "messages": HI})
    waiting = asyncio.create_task(worker.lines("/api/chat", {"model": "tiny", "messages": HI}))

    async def queued(number: int) -> bool:
        return (await worker.get("/healthz"))["queued"] == number

    await until_async(lambda: queued(1), "the second to wait")
    waiting.cancel()
    await until_async(lambda: queued(0), "the second to be forgotten")
    first.close()


async def test_a_full_queue_says_busy_in_ollamas_words(start):
    worker = await start(slots=1, num_ctx=2048, max_queue=0, pace=20)
    first = await worker.session.post("/api/chat", json={"model": "tiny", "messages": HI})
    await first.content.readany()
    status, answer = await worker.post("/api/chat", {"model": "tiny", "messages": HI})
    assert (status, answer["error"]) == (503, "server busy, please try again.  maximum pending requests exceeded")
    first.close()


async def test_streams_end_and_health_says_draining_after_sigterm(start):
    import os
    import signal

    worker = await start(pace=30)
    response = await worker.session.post(
        "/api/chat", json={"model": "tiny", "messages": HI, "options": {"num_predict": 30}}
    )
    await response.content.readany()
    os.kill(worker.process.pid, signal.SIGTERM)

    async def draining() -> bool:
        async with worker.session.get("/healthz") as health:
            return health.status == 503 and (await health.json())["status"] == "draining"

    await until_async(draining, "the worker to drain")
    status, _ = await worker.post("/api/chat", {"model": "tiny", "messages": HI})
    assert status == 503
    rest = await response.read()
    assert json.loads(rest.splitlines()[-1])["eval_count"] == 30
    assert worker.process.exit_code() == 0


async def test_the_host_name_does_not_matter_on_a_unix_socket(start):
    worker = await start()
    async with worker.session.get("/api/version", headers={"host": "evil.example"}) as response:
        assert response.status == 200


async def test_max_loaded_ends_the_least_recently_used(start):
    worker = await start(max_loaded=1)
    await worker.post("/api/generate", {"model": "tiny"})
    await worker.post("/api/generate", {"model": "recite"})
    assert list(await worker.engines()) == ["recite:latest"]


async def test_waiting_for_a_load_is_shared(start):
    worker = await start()
    await asyncio.gather(*(worker.post("/api/generate", {"model": "tiny"}) for _ in range(6)))
    assert len(await worker.engines()) == 1


async def test_a_client_that_leaves_in_a_long_prompt_frees_the_slot(start, slow_store):
    worker = await start(store=str(slow_store), slots=1, num_ctx=2048)
    await worker.post("/api/generate", {"model": "slow"})
    body = {"model": "slow", "prompt": "x" * 1800, "raw": True, "options": {"num_predict": 2}}
    loop = asyncio.get_running_loop()
    began = loop.time()
    await worker.lines("/api/generate", body)
    whole = loop.time() - began
    leaving = asyncio.create_task(worker.lines("/api/generate", {**body, "prompt": "y" * 1800}))

    async def running() -> bool:
        return await _busy(worker) == 1

    await until_async(running, "the prompt to be computed")
    leaving.cancel()
    began = loop.time()
    await worker.lines("/api/generate", {"model": "slow", "prompt": "a", "raw": True, "options": {"num_predict": 1}})
    assert loop.time() - began < whole * 0.8


async def test_an_adapter_of_a_model_is_applied_to_every_reply(start, adapted_store):
    worker = await start(store=str(adapted_store))
    body = {"messages": HI, "options": {"num_predict": 12, "temperature": 0}}
    texts = [
        await worker.text("/api/chat", {"model": name, **body}) for name in ("plain", "adapted", "plain", "adapted")
    ]
    assert texts[0] == texts[2] != texts[1] == texts[3]


async def test_a_models_own_system_text_and_defaults_count(start, adapted_store):
    worker = await start(store=str(adapted_store))
    ends = {name: (await worker.lines("/api/chat", {"model": name, "messages": HI, "options": options}))[-1]
            for name, options in {"plain": {"num_predict": 3}, "shaped": {}}.items()}  # fmt: skip
    assert ends["shaped"]["eval_count"] == 3
    assert ends["shaped"]["prompt_eval_count"] > ends["plain"]["prompt_eval_count"]
