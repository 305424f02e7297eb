"""OpenAI's API over a worker's socket, with real engines."""

import json
import os
import signal
from pathlib import Path

import aiohttp
import pytest

from support.parrot import TOOLS, parrot
from support.worker_stand import Running, until_async
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store
from tutorfleet.worker.errors import BUSY, ENGINE_DIED

HI = [{"role": "user", "content": "hi"}]
CHAT, COMPLETIONS, EMBEDDINGS = "/v1/chat/completions", "/v1/completions", "/v1/embeddings"
CITY = {
    "type": "object",
    "properties": {"city": {"$ref": "#/$defs/City"}},
    "required": ["city"],
    "additionalProperties": False,
}
WEATHER = {"name": "weather", "parameters": CITY | {"$defs": {"City": {"enum": ["Solo", "Bandung"]}}}}
SIDES = {
    "type": "object",
    "properties": {"sides": {"enum": [6, 20]}},
    "required": ["sides"],
    "additionalProperties": False,
}
BOTH = [{"type": "function", "function": one} for one in (WEATHER, {"name": "dice", "parameters": SIDES})]
CALL = ['<tool_call>\n{"name": "wea', 'ther", "arguments": {"city"', ': "Solo"}}\n</tool_call>']

GO_TOOLS = (
    "{{ if .Tools }}Tools: {{ .Tools }}. Say <tool_call>{...}</tool_call>.\n{{ end }}"
    "{{ range .Messages }}{{ .Role }}: {{ .Content }}"
    "{{ range .ToolCalls }}<tool_call>{{ .Function.Arguments }}</tool_call>{{ end }}\n{{ end }}"
)
GO_GAP = "{{ if .Suffix }}P:{{ .Prompt }} S:{{ .Suffix }} M:{{ else }}{{ .Prompt }}{{ end }}"
THINKS = (
    "{%- for m in messages %}{{- '<|im_start|>' + m.role + '\n' }}{%- if m.role == 'assistant' and m.reasoning_content %}"
    "{{- '<think>\n' + m.reasoning_content + '\n</think>\n\n' }}{%- endif %}{{- m.content + '<|im_end|>\n' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}"
    "{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\n\n</think>\n\n' }}{%- endif %}{%- endif %}"
)


@pytest.fixture(scope="module")
def said_store(tmp_path_factory) -> Path:
    """A store with models that greet Budi, call for the weather in Solo, and think before they agree."""
    folder = tmp_path_factory.mktemp("said")
    store = Store(folder / "store")
    store.import_gguf(parrot(folder / "greets.gguf", ["Good ", "morning, ", "Budi."]), parse("greets"))
    store.import_gguf(parrot(folder / "calls.gguf", CALL, template=TOOLS), parse("calls"))
    thoughts = ["<think>\n", "Hm, ", "so.", "\n</think>\n\n", "Yes."]
    store.import_gguf(parrot(folder / "thinks.gguf", thoughts, template=THINKS), parse("thinks"))
    store.import_gguf(parrot(folder / "go.gguf", CALL, template=""), parse("calls-in-go"), Extras(template=GO_TOOLS))
    fill = parrot(folder / "fill.gguf", ["    return 1\n"], template="")
    store.import_gguf(fill, parse("fills"), Extras(template=GO_GAP))
    return folder / "store"


async def events(worker: Running, path: str, body: dict) -> list[dict]:
    """The events of a stream."""
    async with worker.session.post(path, json={"stream": True, **body}) as response:
        assert response.status == 200, await response.text()
        assert response.headers["content-type"] == "text/event-stream"
        whole = (await response.read()).decode()
    *data, done, rest = whole.split("\n\n")
    assert (done, rest) == ("data: [DONE]", "")
    return [json.loads(one.removeprefix("data: ")) for one in data]


def called(parts: list[dict]) -> tuple[str, str]:
    """The name and the arguments of the one call in a stream."""
    deltas = [part["choices"][0]["delta"].get("tool_calls", []) for part in parts]
    functions = [one["function"] for calls in deltas for one in calls]
    return "".join(one.get("name", "") for one in functions), "".join(one.get("arguments", "") for one in functions)


async def test_a_reply_that_ends_by_itself_stops(start, said_store):
    worker = await start(store=str(said_store))
    _, answer = await worker.post(CHAT, {"model": "greets", "messages": HI})
    (choice,) = answer["choices"]
    assert choice["message"] == {"role": "assistant", "content": "Good morning, Budi."}
    assert choice["finish_reason"] == "stop"


async def test_a_stop_text_ends_a_reply(start, said_store):
    worker = await start(store=str(said_store))
    _, answer = await worker.post(CHAT, {"model": "greets", "messages": HI, "stop": ", Budi"})
    assert answer["choices"][0]["message"]["content"] == "Good morning"


async def test_every_flush_is_whole_events(start):
    worker = await start(pace=200)
    body = {"model": "tiny", "messages": HI, "max_tokens": 40, "stream": True}
    async with worker.session.post(CHAT, json=body) as response:
        pieces = [piece async for piece, ends in response.content.iter_chunks() if piece]
    assert len(pieces) > 3
    assert all(piece.startswith(b"data: ") and piece.endswith(b"\n\n") for piece in pieces)


async def test_both_apis_say_the_same_with_the_same_seed(start):
    worker = await start()
    _, ours = await worker.post(CHAT, {"model": "tiny", "messages": HI, "max_tokens": 20, "seed": 5})
    options = {"num_predict": 20, "seed": 5, "temperature": 1.0, "top_p": 1.0}
    _, theirs = await worker.post("/api/chat", {"model": "tiny", "messages": HI, "stream": False, "options": options})
    assert ours["choices"][0]["message"]["content"] == theirs["message"]["content"]
    assert ours["usage"]["prompt_tokens"] == theirs["prompt_eval_count"]


async def test_likelihoods_stand_beside_each_token(start):
    worker = await start()
    body = {"model": "recite", "messages": HI, "max_tokens": 6, "temperature": 0, "logprobs": True, "top_logprobs": 3}
    _, whole = await worker.post(CHAT, body)
    content = whole["choices"][0]["logprobs"]["content"]
    assert "".join(one["token"] for one in content).strip() == whole["choices"][0]["message"]["content"].strip()
    assert [one["token"] for one in content] == [one["top_logprobs"][0]["token"] for one in content]
    assert all(len(one["top_logprobs"]) == 3 for one in content)
    assert all(other["logprob"] <= 0 for one in content for other in [one, *one["top_logprobs"]])
    parts = await events(worker, CHAT, body)
    streamed = [one for part in parts for one in (part["choices"][0]["logprobs"] or {}).get("content", [])]
    assert [one["token"] for one in streamed] == [one["token"] for one in content]


async def test_likelihoods_alone_name_no_alternatives(start):
    worker = await start()
    _, answer = await worker.post(CHAT, {"model": "recite", "messages": HI, "max_tokens": 2, "logprobs": True})
    content = answer["choices"][0]["logprobs"]["content"]
    assert content
    assert not any(one["top_logprobs"] for one in content)


async def test_likelihoods_come_with_tools_too(start, said_store):
    worker = await start(store=str(said_store))
    body = {"model": "thinks", "messages": HI, "logprobs": True, "top_logprobs": 1}
    _, answer = await worker.post(CHAT, body)
    content = answer["choices"][0]["logprobs"]["content"]
    assert "Yes." in [one["token"] for one in content]
    assert all(one["logprob"] == pytest.approx(0, abs=1e-3) for one in content)


async def test_likelihoods_of_a_plain_completion_have_their_places_in_the_text(start, said_store):
    worker = await start(store=str(said_store))
    body = {"model": "greets", "prompt": "hi", "logprobs": 1, "max_tokens": 3}
    _, answer = await worker.post(COMPLETIONS, body)
    likely = answer["choices"][0]["logprobs"]
    assert likely["tokens"] == ["Good ", "morning, ", "Budi."]
    assert likely["text_offset"] == [0, 5, 14]
    assert [list(one) for one in likely["top_logprobs"]] == [["Good "], ["morning, "], ["Budi."]]
    parts = await events(worker, COMPLETIONS, body)
    likely = [part["choices"][0]["logprobs"] or {} for part in parts]
    assert [offset for one in likely for offset in one.get("text_offset", [])] == [0, 5, 14]


async def test_a_model_that_calls_a_tool_is_understood(start, said_store):
    worker = await start(store=str(said_store))
    _, answer = await worker.post(CHAT, {"model": "calls", "messages": HI, "tools": BOTH})
    (choice,) = answer["choices"]
    (call,) = choice["message"]["tool_calls"]
    assert (call["type"], call["function"]["name"], choice["finish_reason"]) == ("function", "weather", "tool_calls")
    assert json.loads(call["function"]["arguments"]) == {"city": "Solo"}


async def test_a_call_is_streamed_as_it_is_made(start, said_store):
    worker = await start(store=str(said_store))
    parts = await events(worker, CHAT, {"model": "calls", "messages": HI, "tools": BOTH})
    name, arguments = called(parts)
    assert (name, json.loads(arguments)) == ("weather", {"city": "Solo"})
    assert parts[-1]["choices"][0]["finish_reason"] == "tool_calls"


@pytest.mark.parametrize("choice", ["auto", "required"])
async def test_a_model_with_a_template_in_go_calls_too(start, said_store, choice):
    worker = await start(store=str(said_store))
    body = {"model": "calls-in-go", "messages": HI, "tools": BOTH, "tool_choice": choice}
    name, arguments = called(parts := await events(worker, CHAT, body))
    assert name in ("weather", "dice")
    assert set(json.loads(arguments)) in ({"city"}, {"sides"})
    assert parts[-1]["choices"][0]["finish_reason"] == "tool_calls"


async def test_a_completion_fills_the_gap_before_a_suffix(start, said_store):
    worker = await start(store=str(said_store))
    gap = {"model": "fills", "prompt": "def one():\n", "suffix": "\nprint(one())", "temperature": 0}
    _, filled = await worker.post(COMPLETIONS, gap)
    assert filled["choices"][0]["text"] == "    return 1\n"
    _, plain = await worker.post(COMPLETIONS, {**gap, "suffix": None})
    assert filled["usage"]["prompt_tokens"] > plain["usage"]["prompt_tokens"] + len("print(one())")


async def test_a_suffix_is_refused_by_a_model_that_knows_no_gaps(start):
    worker = await start()
    status, answer = await worker.post(COMPLETIONS, {"model": "tiny", "prompt": "a", "suffix": "b"})
    assert (status, "does not support insert" in answer["error"]["message"]) == (400, True)


async def test_with_tool_choice_none_nothing_is_called(start, said_store):
    worker = await start(store=str(said_store))
    _, answer = await worker.post(CHAT, {"model": "calls", "messages": HI, "tools": BOTH, "tool_choice": "none"})
    assert "tool_calls" not in answer["choices"][0]["message"]


async def test_a_required_call_is_made_by_a_model_that_would_not(start, said_store):
    worker = await start(store=str(said_store))
    for seed in range(4):
        body = {"model": "calls", "messages": HI, "tools": BOTH, "tool_choice": "required", "seed": seed}
        _, answer = await worker.post(CHAT, body)
        (call,) = answer["choices"][0]["message"]["tool_calls"]
        arguments = json.loads(call["function"]["arguments"])
        assert (call["function"]["name"], set(arguments)) in [("weather", {"city"}), ("dice", {"sides"})]
        assert next(iter(arguments.values())) in ["Solo", "Bandung", 6, 20]


async def test_a_tool_called_by_name_is_streamed_as_a_call_and_no_text(start, said_store):
    worker = await start(store=str(said_store))
    choice = {"type": "function", "function": {"name": "dice"}}
    parts = await events(worker, CHAT, {"model": "calls", "messages": HI, "tools": BOTH, "tool_choice": choice})
    name, arguments = called(parts)
    assert (name, json.loads(arguments)["sides"] in (6, 20)) == ("dice", True)
    assert not any(part["choices"][0]["delta"].get("content") for part in parts)


async def test_the_result_of_a_tool_is_told_to_the_model(start, said_store):
    worker = await start(store=str(said_store))
    call = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Solo"}'}}
    talk = [*HI, {"role": "assistant", "content": None, "tool_calls": [call]}]
    result = {"role": "tool", "tool_call_id": "call_1", "content": "31 degrees"}
    body = {"model": "calls", "tools": BOTH, "tool_choice": "none", "max_tokens": 2}
    _, before = await worker.post(CHAT, {**body, "messages": talk})
    _, after = await worker.post(CHAT, {**body, "messages": [*talk, result]})
    assert after["usage"]["prompt_tokens"] > before["usage"]["prompt_tokens"] + len("31 degrees")


async def test_thinking_is_told_apart_from_the_reply(start, said_store):
    worker = await start(store=str(said_store))
    body = {"model": "thinks", "messages": HI, "reasoning_effort": "high"}
    _, answer = await worker.post(CHAT, body)
    message = answer["choices"][0]["message"]
    assert (message["content"], message["reasoning"].strip()) == ("Yes.", "Hm, so.")
    deltas = [part["choices"][0]["delta"] for part in await events(worker, CHAT, body)]
    assert "".join(delta.get("content", "") for delta in deltas) == "Yes."
    assert "".join(delta.get("reasoning", "") for delta in deltas).strip() == "Hm, so."


async def test_without_an_effort_of_reasoning_the_prompt_says_so(start, said_store):
    worker = await start(store=str(said_store))
    _, thinking = await worker.post(CHAT, {"model": "thinks", "messages": HI})
    _, without = await worker.post(CHAT, {"model": "thinks", "messages": HI, "reasoning_effort": "none"})
    assert without["usage"]["prompt_tokens"] > thinking["usage"]["prompt_tokens"]


@pytest.mark.parametrize(
    ("path", "body", "status", "message", "param"),
    [
        (CHAT, {"messages": HI}, 400, "model is required", None),
        (CHAT, {"model": "../x", "messages": HI}, 400, "invalid model name", None),
        (CHAT, {"model": "nope", "messages": HI}, 404, "model 'nope' not found", "model"),
        (CHAT, {"model": "embed", "messages": HI}, 400, '"embed" does not support chat', None),
        (CHAT, {"model": "tiny", "messages": HI, "tools": BOTH}, 400, '"tiny" does not support tools', None),
        (CHAT, {"model": "tiny", "messages": HI, "reasoning_effort": "low"}, 400, "does not support thinking", None),
        (CHAT, {"model": "tiny", "messages": [{"role": "function", "content": "a"}]}, 400, "invalid role", None),
        (COMPLETIONS, {"model": "embed", "prompt": "a"}, 400, '"embed" does not support generate', None),
        (EMBEDDINGS, {"model": "nope", "input": "a"}, 404, "model 'nope' not found", "model"),
        (EMBEDDINGS, {"model": "embed", "input": "a", "dimensions": 0}, 400, "dimensions", None),
        (EMBEDDINGS, {"model": "embed", "input": "a", "encoding_format": "hex"}, 400, "base64", "encoding_format"),
    ],
)
async def test_refusals_are_said_as_openai_says_them(start, path, body, status, message, param):
    worker = await start()
    got, answer = await worker.post(path, body)
    assert (got, answer["error"]["param"]) == (status, param)
    assert message in answer["error"]["message"]


async def test_an_image_is_refused_by_a_model_that_cannot_see(start):
    worker = await start()
    part = {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD"}}
    status, answer = await worker.post(CHAT, {"model": "tiny", "messages": [{"role": "user", "content": [part]}]})
    assert (status, "does not support images" in answer["error"]["message"]) == (400, True)


async def test_a_schema_that_cannot_be_is_refused_and_not_dropped(start):
    worker = await start()
    wanted = {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "nonsense"}}}
    status, answer = await worker.post(CHAT, {"model": "tiny", "messages": HI, "response_format": wanted})
    assert (status, answer["error"]["param"]) == (400, "response_format")


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/nothing", 404), ("GET", CHAT, 405)])
async def test_a_route_that_is_not_there_has_openais_error(start, method, path, status):
    worker = await start()
    async with worker.session.request(method, path) as response:
        error = (await response.json())["error"]
        assert (response.status, error["code"]) == (status, "unknown_url")
        assert response.headers.get("allow") == ("POST" if status == 405 else None)


async def test_a_name_with_a_namespace_is_found_and_owned_by_it(start, said_store):
    Store(said_store).import_gguf(parrot(said_store / "x.gguf", ["A"]), parse("budi/own:v1"))
    worker = await start(store=str(said_store))
    answer = await worker.get("/v1/models/budi/own:v1")
    assert (answer["id"], answer["owned_by"]) == ("budi/own:v1", "budi")


async def test_dimensions_shorten_a_vector(start):
    worker = await start()
    _, answer = await worker.post(EMBEDDINGS, {"model": "embed", "input": "hello", "dimensions": 16})
    (row,) = answer["data"]
    assert len(row["embedding"]) == 16
    assert sum(x * x for x in row["embedding"]) == pytest.approx(1, abs=1e-5)


async def test_an_engine_that_dies_in_mid_stream_is_an_event_with_the_error(start):
    worker = await start(pace=20)
    body = {"model": "tiny", "messages": HI, "max_tokens": 400, "stream": True}
    async with worker.session.post(CHAT, json=body) as response:
        first = await response.content.readany()
        os.kill((await worker.engines())["tiny:latest"], signal.SIGKILL)
        whole = (first + await response.read()).decode()
    last = json.loads(whole.split("\n\n")[-2].removeprefix("data: "))
    assert last["error"] == {"message": ENGINE_DIED, "type": "api_error", "param": None, "code": None}
    assert "[DONE]" not in whole


async def test_a_full_queue_says_busy(start):
    worker = await start(slots=1, max_queue=0, pace=20)
    body = {"model": "tiny", "messages": HI, "max_tokens": 400, "stream": True}
    async with worker.session.post(CHAT, json=body) as response:
        await response.content.readany()
        status, answer = await worker.post(CHAT, {**body, "stream": False})
    assert (status, answer["error"]["message"]) == (503, BUSY)


async def test_a_client_that_leaves_frees_its_place(start):
    worker = await start(slots=1, pace=20)
    response = await worker.session.post(CHAT, json={"model": "tiny", "messages": HI, "stream": True})
    await response.content.readany()
    response.close()

    async def idle() -> bool:
        return (await worker.get("/healthz"))["running"] == 0

    await until_async(idle, "the place to be free")


async def test_the_starters_rules_are_the_same_under_both_apis(start):
    worker = await start()
    talk = [{"role": "user", "content": "I want to kill myself."}]
    theirs = await worker.text("/api/chat", {"model": "starter-chat", "messages": talk})
    parts = await events(worker, CHAT, {"model": "starter-chat", "messages": talk})
    assert "".join(part["choices"][0]["delta"].get("content", "") for part in parts) == theirs
    assert not await worker.engines()


async def test_the_reference_clients_scoring_prompt_gets_nine_integers_here_too(start):
    worker = await start()
    prompt = "Conversation: user: I goes home. Respond with a JSON object containing only the scores."
    for model in ("starter-chat", "tiny"):
        _, answer = await worker.post(COMPLETIONS, {"model": model, "prompt": prompt})
        scores = json.loads(answer["choices"][0]["text"])
        assert (len(scores), list(scores)[-1]) == (9, "overall_communication")


async def test_v14_where_a_model_is_said_to_be_has_no_effect(start):
    worker = await start()
    body = {"model": "tiny", "messages": HI, "max_tokens": 5, "seed": 1}
    foreign = {
        "api_base": "http://127.0.0.1:9",
        "base_url": "http://127.0.0.1:9",
        "region": "x",
        "extra_headers": {"a": "b"},
    }
    _, plain = await worker.post(CHAT, body)
    _, other = await worker.post(CHAT, {**body, **foreign})
    assert plain["choices"] == other["choices"]


async def test_v6_a_foreign_host_name_is_refused(start_tcp):
    url = await start_tcp()
    async with aiohttp.ClientSession(url, headers={"host": "evil.example"}) as session:
        for path in ("/v1/models", CHAT):
            async with session.post(path, json={"model": "tiny", "messages": HI}) as response:
                assert response.status == 403


BODIES = {
    "no body": b"",
    "null": b"null",
    "an array": b"[]",
    "half an object": b'{"model":"tiny"',
    "bad UTF-8": b'{"model":"\xff\xfe"}',
    "a lone surrogate": b'{"model":"\\ud800"}',
    "a model that is a number": b'{"model":7}',
    "messages of the wrong type": b'{"model":"tiny","messages":[[]]}',
    "depth 100000": b'{"model":"tiny","messages":[{"role":"user","content":' + b"[" * 100_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_v17_a_body_that_is_no_request_is_a_4xx_in_openais_shape(start, body):
    worker = await start()
    for path in (CHAT, COMPLETIONS, EMBEDDINGS):
        before = worker.spent_s()
        status, answer = await worker.post(path, data=body)
        assert 400 <= status < 500, (path, answer)
        assert isinstance(answer["error"]["message"], str)
        assert worker.spent_s() - before < 1


@pytest.mark.parametrize("depth", [300, 700, 5000])
@pytest.mark.parametrize(
    "field",
    [
        '"response_format":{"type":"json_schema","json_schema":{"schema":%s}}',
        '"tool_choice":"required","tools":[{"type":"function","function":{"name":"f","parameters":%s}}]',
        '"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":%s}}]}]',
    ],
)
async def test_v17_what_is_nested_deeply_is_answered_or_a_400(start, said_store, field, depth):
    worker = await start(store=str(said_store))
    deep = field % ('{"a":' * depth + "1" + "}" * depth)
    body = f'{{"model":"calls","max_tokens":3,"messages":[{{"role":"user","content":"a"}}],{deep}}}'
    status, answer = await worker.post(CHAT, data=body.encode())
    assert status == (400 if "error" in answer else 200)
    assert "error" in answer or depth < 1000
    assert (await worker.post(CHAT, {"model": "calls", "messages": HI, "max_tokens": 1}))[0] == 200


async def test_v17_a_body_of_17_megabytes_is_a_413_in_openais_shape(start):
    worker = await start()
    status, answer = await worker.post(CHAT, data=b" " * 17 * 2**20)
    assert (status, answer["error"]["type"]) == (413, "invalid_request_error")


async def test_v5_a_million_inputs_are_a_400_within_a_second(start):
    worker = await start()
    data = json.dumps({"model": "embed", "input": ["a"] * 1_000_000}).encode()
    before = worker.spent_s()
    status, answer = await worker.post(EMBEDDINGS, data=data)
    assert (status, "too many" in answer["error"]["message"]) == (400, True)
    assert worker.spent_s() - before < 1
