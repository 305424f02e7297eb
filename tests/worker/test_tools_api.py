"""Thoughts and calls of tools in Ollama's API, from models that say the same whatever they are asked: by Jinja and by Go."""

import re
from pathlib import Path

import pytest

from support.parrot import TOOLS, parrot
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store

HI = [{"role": "user", "content": "How warm is it in Solo?"}]
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
GO_TOOLS = (
    "{{ if .Tools }}{{ .Tools }}{{ end }}{{ range .Messages }}{{ .Role }}: {{ .Content }}"
    "{{ range .ToolCalls }}<tool_call>{{ .Function }}</tool_call>{{ end }}\n{{ end }}assistant: {{ .Response }}"
)
GO_THINKS = "{{ range .Messages }}{{ .Thinking }}{{ .Content }}\n{{ end }}{{ if .Think }}think {{ end }}<think></think>{{ .Response }}"
JINJA_THINKS = (
    "{% for m in messages %}{{ m.content }}\n{% endfor %}{% if add_generation_prompt %}assistant: "
    "{% if not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}{# <think> #}"
)
CALL = ['<tool_call>\n{"name": "wea', 'ther", "arguments": {"city"', ': "Solo"}}\n</tool_call>']
TWO = [*CALL, '\n<tool_call>\n{"name": "weather", ', '"arguments": {"city": "Ubud"}}\n</tool_call>']
THOUGHTS = ["<think>\nIt is ", "early.\n</think>\n\n", "Good ", "morning."]


@pytest.fixture(scope="module")
def parrots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parrots")
    store = Store(folder / "store")
    for name, parts, jinja, go in (
        ("jinja-calls", TWO, TOOLS, ""),
        ("go-calls", TWO, "", GO_TOOLS),
        ("jinja-thinks", THOUGHTS, JINJA_THINKS, ""),
        ("go-thinks", THOUGHTS, "", GO_THINKS),
    ):
        store.import_gguf(parrot(folder / "m.gguf", parts, template=jinja), parse(name), Extras(template=go))
    return folder / "store"


@pytest.fixture
async def worker(start, parrots):
    return await start(store=str(parrots))


@pytest.mark.parametrize("name", ["jinja-calls", "go-calls"])
async def test_calls_have_objects_for_arguments_and_names_of_their_own(worker, name):
    body = {"model": name, "messages": HI, "tools": [WEATHER], "stream": False, "options": {"temperature": 0}}
    _, answer = await worker.post("/api/chat", body)
    calls = answer["message"]["tool_calls"]
    assert [call["function"] for call in calls] == [
        {"index": 0, "name": "weather", "arguments": {"city": "Solo"}},
        {"index": 1, "name": "weather", "arguments": {"city": "Ubud"}},
    ]
    assert all(re.fullmatch(r"call_[a-z0-9]{8}", call["id"]) for call in calls)
    assert calls[0]["id"] != calls[1]["id"]
    assert (answer["message"]["content"], answer["done_reason"]) == ("", "stop")


@pytest.mark.parametrize("name", ["jinja-calls", "go-calls"])
async def test_calls_of_a_stream_come_before_its_last_line(worker, name):
    body = {"model": name, "messages": HI, "tools": [WEATHER], "options": {"temperature": 0}}
    lines = await worker.lines("/api/chat", body)
    assert [len(line["message"].get("tool_calls", [])) for line in lines if "tool_calls" in line["message"]] == [2]
    assert "tool_calls" in lines[-2]["message"]
    assert "".join(line["message"]["content"] for line in lines).strip() == ""


@pytest.mark.parametrize("name", ["jinja-calls", "go-calls"])
async def test_without_tools_what_looks_like_a_call_is_said(worker, name):
    text = await worker.text("/api/chat", {"model": name, "messages": HI, "options": {"temperature": 0}})
    assert text.startswith('<tool_call>\n{"name": "weather"')


@pytest.mark.parametrize("name", ["jinja-calls", "go-calls"])
async def test_the_result_of_a_call_goes_back_as_it_came(worker, name):
    body = {"model": name, "messages": HI, "tools": [WEATHER], "stream": False, "options": {"temperature": 0}}
    _, answer = await worker.post("/api/chat", body)
    talk = [*HI, answer["message"], {"role": "tool", "content": "31", "tool_name": "weather"}]
    status, again = await worker.post("/api/chat", {**body, "messages": talk})
    assert status == 200
    assert again["prompt_eval_count"] > answer["prompt_eval_count"]


@pytest.mark.parametrize("name", ["jinja-thinks", "go-thinks"])
@pytest.mark.parametrize("path", ["/api/chat", "/api/generate"])
async def test_thoughts_and_words_are_told_apart(worker, name, path):
    body = {"model": name, "messages": HI, "prompt": "hi", "stream": False, "options": {"temperature": 0}}
    _, answer = await worker.post(path, body)
    said = answer["message"] if path == "/api/chat" else answer
    assert said["thinking"].strip() == "It is early."
    assert said.get("content", said.get("response")) == "Good morning."


@pytest.mark.parametrize("name", ["jinja-thinks", "go-thinks"])
async def test_thoughts_of_an_earlier_reply_may_be_sent_back(worker, name):
    talk = [*HI, {"role": "assistant", "content": "Warm.", "thinking": "It is early."}, *HI]
    status, _ = await worker.post("/api/chat", {"model": name, "messages": talk, "stream": False})
    assert status == 200
