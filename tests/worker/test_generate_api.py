"""What Ollama's API says about generating, field by field, with real engines and models of several kinds."""

import re
from pathlib import Path

import pytest

from support.tiny_gguf import CHAT_TEMPLATE, make
from tutorfleet.models.manifest import Message
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store

HI = [{"role": "user", "content": "hi"}]
CHATML = "{{ range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}<|im_start|>assistant\n{{ .Response }}"
OLDER = "{{ if .System }}S:{{ .System }} {{ end }}Q:{{ .Prompt }} A:{{ .Response }};"
CODE = "{{ if .Suffix }}P:{{ .Prompt }} S:{{ .Suffix }} M:{{ else }}{{ .Prompt }}{{ end }}"
TOOLS = "{{ .Prompt }}" + CHATML.replace("{{ range", "{{ if .Tools }}{{ .Tools }}{{ end }}{{ range", 1)
THINKS = CHATML.replace("{{ .Response }}", "{{ if .Think }}<think>{{ end }}{{ .Response }}")
JINJA_THINKS = CHAT_TEMPLATE + "{% if enable_thinking %}<think>{% else %}<think></think>{% endif %}"
JINJA_TOOLS = "{% if tools %}{{ tools | tojson }}{% endif %}" + CHAT_TEMPLATE
TOOL = {
    "type": "function",
    "function": {"name": "w", "description": "Weather", "parameters": {"type": "object", "properties": {}}},
}
SHORT = {"num_predict": 4, "temperature": 0}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of models with the same weights: with templates in Jinja, in Go, in both and in none, and with marks of a gap."""
    folder = tmp_path_factory.mktemp("kinds")
    store = Store(folder / "store")
    marks = {f"tokenizer.ggml.fim_{name}_token_id": number for name, number in (("pre", 5), ("suf", 6), ("mid", 7))}
    for name, jinja, extra, extras in (
        ("jinja", CHAT_TEMPLATE, {}, Extras()),
        ("go", "", {}, Extras(template=CHATML)),
        ("older", "", {}, Extras(template=OLDER)),
        ("code", "", {}, Extras(template=CODE)),
        ("both", CHAT_TEMPLATE, {}, Extras(template=TOOLS)),
        ("gap", CHAT_TEMPLATE, marks, Extras()),
        ("broken", "", {}, Extras(template="{{ if }}")),
        ("thinker", "", {}, Extras(template=THINKS)),
        ("jinja-thinker", JINJA_THINKS, {}, Extras()),
        ("jinja-tools", JINJA_TOOLS, {}, Extras()),
        ("always-thinks", CHAT_TEMPLATE + "<think>", {}, Extras()),
        ("begins", "", {}, Extras(template="<s>{{ .Prompt }}")),
        ("none", "", {}, Extras()),
        (
            "first",
            CHAT_TEMPLATE,
            {},
            Extras(messages=(Message("user", "Who are you?"), Message("assistant", "Sofya."))),
        ),
    ):
        make(folder / "m.gguf", never_ends=True, chat_template=jinja, extra=extra)
        store.import_gguf(folder / "m.gguf", parse(name), extras)
    return folder / "store"


@pytest.fixture
async def worker(start, kinds):
    return await start(store=str(kinds), num_ctx=512)


async def _prompt(worker, model: str, **fields) -> list[int]:
    """The tokens of the prompt that a request becomes."""
    body = {"model": model, "stream": False, "options": SHORT, **fields}
    status, answer = await worker.post("/api/generate", body)
    assert status == 200, answer
    return answer["context"][: answer["prompt_eval_count"]]


async def _text(worker, text: str) -> list[int]:
    """The tokens of a text."""
    return await _prompt(worker, "jinja", prompt=text, template="{{ .Prompt }}")


async def test_a_models_go_template_makes_the_same_prompt_as_its_jinja_would(worker):
    for fields in ({"prompt": "hi"}, {"prompt": "hi", "system": "Be kind."}):
        assert await _prompt(worker, "go", **fields) == await _prompt(worker, "jinja", **fields)


async def test_a_chat_with_a_go_template_counts_the_same_tokens(worker):
    talk = [{"role": "system", "content": "S"}, *HI, {"role": "assistant", "content": "B"}, *HI]
    counts = [
        (await worker.lines("/api/chat", {"model": name, "messages": talk, "options": SHORT}))[-1]["prompt_eval_count"]
        for name in ("go", "jinja")
    ]
    assert counts[0] == counts[1]


async def test_an_older_template_is_run_turn_by_turn(worker):
    expected = await _text(worker, "S:Be kind. Q:hi A:")
    assert await _prompt(worker, "older", prompt="hi", system="Be kind.") == expected


async def test_a_template_of_the_request_comes_before_the_models(worker):
    asked = {"prompt": "hi", "system": "S", "template": "[{{ .System }}] {{ .Prompt }} ->{{ .Response }} end"}
    assert await _prompt(worker, "jinja", **asked) == await _text(worker, "[S] hi ->")


async def test_a_model_without_any_template_gets_the_text_itself(worker):
    assert await _prompt(worker, "none", prompt="hi", system="S") == await _text(worker, "S\n\nhi")


async def test_a_template_that_cannot_be_read_is_the_askers_fault_or_the_models(worker):
    asked = {"model": "jinja", "prompt": "hi", "template": "{{ if }}"}
    status, answer = await worker.post("/api/generate", asked)
    assert (status, answer["error"]) == (400, "template: line 1, column 4: a value is missing")
    status, answer = await worker.post("/api/generate", {"model": "broken", "prompt": "hi"})
    assert (status, answer["error"]) == (500, "template: line 1, column 4: a value is missing")


async def test_a_suffix_is_put_where_the_template_wants_it(worker):
    assert await _prompt(worker, "code", prompt="def f(", suffix="return 1") == await _text(
        worker, "P:def f( S:return 1 M:"
    )


async def test_a_suffix_goes_between_the_models_own_marks(worker):
    tokens = await _prompt(worker, "gap", prompt="ab", suffix="cd")
    assert [token for token in tokens if token in {5, 6, 7}] == [5, 6, 7]
    assert tokens[-1] == 7
    assert len(tokens) == 8  # the beginning, three marks and one token each


async def test_a_text_with_a_gap_that_is_too_long_keeps_what_is_nearest(worker):
    tokens = await _prompt(worker, "gap", prompt="a" * 900 + "b", suffix="c" + "d" * 900)
    at = tokens.index(6)
    assert len(tokens) <= 512
    assert (tokens[1], tokens[-1]) == (5, 7)
    assert [tokens[at - 1], tokens[at + 1]] == (await _text(worker, "bc"))[-2:]


@pytest.mark.parametrize(("name", "able"), [("code", True), ("gap", True), ("jinja", False), ("older", False)])
async def test_insert_is_a_capability_of_those_who_can(worker, name, able):
    _, shown = await worker.post("/api/show", {"model": name})
    assert ("insert" in shown["capabilities"]) is able
    status, answer = await worker.post(
        "/api/generate", {"model": name, "prompt": "a", "suffix": "b", "options": SHORT, "stream": False}
    )
    assert (status == 200) is able
    assert able or answer["error"] == f'"{name}" does not support insert'


async def test_a_models_first_messages_stand_before_a_prompt_but_not_before_a_context(worker):
    plain, first = await _prompt(worker, "jinja", prompt="hi"), await _prompt(worker, "first", prompt="hi")
    assert len(first) > len(plain)
    assert await _prompt(worker, "first", prompt="hi", context=[1]) == [1, *plain]


async def test_tools_stand_in_the_prompt_of_the_template_that_knows_them(worker):
    for name in ("both", "jinja-tools"):
        body = {"model": name, "messages": HI, "options": SHORT}
        without = (await worker.lines("/api/chat", body))[-1]["prompt_eval_count"]
        told = (await worker.lines("/api/chat", {**body, "tools": [TOOL]}))[-1]["prompt_eval_count"]
        assert told > without + 60


@pytest.mark.parametrize("name", ["thinker", "jinja-thinker"])
async def test_thoughts_are_no_part_of_the_response(worker, name):
    body = {"model": name, "prompt": "hi", "stream": False, "options": {"num_predict": 12, "seed": 1}}
    _, thinking = await worker.post("/api/generate", body)
    assert (thinking["response"], bool(thinking["thinking"])) == ("", True)
    _, silent = await worker.post("/api/generate", {**body, "think": False})
    assert (bool(silent["response"]), "thinking" in silent) == (True, False)


@pytest.mark.parametrize("name", ["thinker", "jinja-thinker"])
async def test_thoughts_of_a_chat_are_a_field_of_the_message(worker, name):
    lines = await worker.lines("/api/chat", {"model": name, "messages": HI, "options": {"num_predict": 12, "seed": 1}})
    assert "".join(line["message"].get("thinking", "") for line in lines)
    assert "".join(line["message"]["content"] for line in lines) == ""


@pytest.mark.parametrize("name", ["thinker", "jinja-thinker", "always-thinks"])
async def test_a_reply_that_is_held_to_a_schema_has_no_thoughts(worker, name):
    body = {"model": name, "prompt": "hi", "stream": False, "format": {"type": "boolean"}}
    status, answer = await worker.post("/api/generate", body)
    assert (status, answer.get("response")) in [(200, "true"), (200, "false")]
    assert "thinking" not in answer


async def test_nor_has_one_of_a_chat_that_we_render(worker):
    body = {"model": "thinker", "messages": HI, "stream": False, "format": {"type": "boolean"}}
    _, answer = await worker.post("/api/chat", body)
    assert answer["message"] in [{"role": "assistant", "content": word} for word in ("true", "false")]


async def test_a_beginning_that_the_template_writes_too_stands_once(worker):
    assert await _prompt(worker, "begins", prompt="hi") == await _text(worker, "hi")


@pytest.mark.parametrize("think", ["low", "medium", "high", "max", True])
async def test_every_level_of_thinking_is_taken(worker, think):
    body = {"model": "jinja-thinker", "messages": HI, "think": think, "options": SHORT}
    assert (await worker.lines("/api/chat", body))[-1]["eval_count"] == 4


async def test_another_level_of_thinking_is_a_400(worker):
    status, answer = await worker.post("/api/chat", {"model": "jinja-thinker", "messages": HI, "think": "hard"})
    assert status == 400
    assert answer["error"] == 'invalid think value: "hard" (must be "high", "medium", "low", "max", true, or false)'


async def test_a_reply_longer_than_its_context_goes_on_without_the_older_half(worker):
    options = {"num_ctx": 64, "num_predict": 200, "seed": 1}
    last = (await worker.lines("/api/generate", {"model": "jinja", "prompt": "hi", "options": options}))[-1]
    assert (last["eval_count"], last["done_reason"]) == (200, "length")


async def test_a_long_reply_does_not_cost_a_prompt_that_fits(worker):
    body = {
        "model": "jinja",
        "prompt": "x" * 300,
        "raw": True,
        "options": {"num_ctx": 512, "num_predict": 600, "seed": 1},
    }
    last = (await worker.lines("/api/generate", body))[-1]
    assert (last["prompt_eval_count"], last["eval_count"]) == (301, 600)


async def test_without_shift_a_reply_ends_when_its_context_is_full(worker):
    options = {"num_ctx": 64, "num_predict": 200, "seed": 1}
    last = (
        await worker.lines("/api/generate", {"model": "jinja", "prompt": "hi", "shift": False, "options": options})
    )[-1]
    assert last["prompt_eval_count"] + last["eval_count"] == 64
    assert last["done_reason"] == "length"


async def test_an_endless_reply_that_may_shift_ends_after_ten_contexts(worker):
    body = {"model": "jinja", "prompt": "hi", "shift": True, "options": {"num_ctx": 32, "num_predict": -1, "seed": 1}}
    assert (await worker.lines("/api/generate", body))[-1]["eval_count"] == 320


@pytest.mark.parametrize("number", [-1, -2])
async def test_a_reply_without_a_limit_fills_its_context(worker, number):
    body = {"model": "jinja", "messages": HI, "options": {"num_ctx": 64, "num_predict": number}}
    last = (await worker.lines("/api/chat", body))[-1]
    assert last["prompt_eval_count"] + last["eval_count"] == 64


async def test_no_token_is_a_reply_too(worker):
    body = {"model": "jinja", "messages": HI, "stream": False, "options": {"num_predict": 0}}
    _, answer = await worker.post("/api/chat", body)
    assert (answer["message"]["content"], answer["done_reason"]) == ("", "length")
    assert answer["prompt_eval_count"] > 0
    assert "eval_count" not in answer


async def test_probabilities_stand_beside_each_token(worker):
    body = {"model": "jinja", "prompt": "hi", "logprobs": True, "top_logprobs": 3, "format": {"type": "boolean"}}
    lines = await worker.lines("/api/generate", body)
    rows = [row for line in lines for row in line.get("logprobs", [])]
    assert "".join(row["token"] for row in rows) == "".join(line["response"] for line in lines)
    for row in rows:
        assert set(row) == {"token", "logprob", "bytes", "top_logprobs"}
        assert [set(one) for one in row["top_logprobs"]] == [{"token", "logprob", "bytes"}] * 3
        assert row["logprob"] <= max(one["logprob"] for one in row["top_logprobs"]) < 0


async def test_probabilities_without_others_and_in_one_answer(worker):
    body = {"model": "jinja", "messages": HI, "logprobs": True, "stream": False, "format": {"type": "boolean"}}
    _, answer = await worker.post("/api/chat", body)
    assert "".join(row["token"] for row in answer["logprobs"]) == answer["message"]["content"]
    assert all(set(row) == {"token", "logprob", "bytes"} for row in answer["logprobs"])
    _, answer = await worker.post("/api/chat", {**body, "logprobs": False, "top_logprobs": 2})
    assert "logprobs" not in answer


@pytest.mark.parametrize("number", [-1, 21])
async def test_more_probabilities_than_twenty_are_a_400(worker, number):
    status, answer = await worker.post("/api/generate", {"model": "jinja", "prompt": "a", "top_logprobs": number})
    assert (status, answer["error"]) == (400, "top_logprobs must be between 0 and 20")


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ({}, "objects with a function"),
        ({"function": {"name": 7}}, "and its name"),
        ({"function": {"name": "w", "arguments": "{}"}}, "that are an object"),
    ],
)  # fmt: skip
async def test_a_call_that_is_none_is_a_400(worker, call, error):
    talk = [*HI, {"role": "assistant", "content": "", "tool_calls": [call]}]
    status, answer = await worker.post("/api/chat", {"model": "jinja-tools", "messages": talk})
    assert (status, error in answer["error"]) == (400, True)


async def test_durations_are_whole_nanoseconds_and_times_are_rfc_3339(worker):
    body = {"model": "jinja", "messages": HI, "stream": False, "options": SHORT}
    _, answer = await worker.post("/api/chat", body)
    for name in ("total_duration", "load_duration", "prompt_eval_duration", "eval_duration"):
        assert isinstance(answer[name], int)
        assert answer[name] > 1000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", answer["created_at"])
