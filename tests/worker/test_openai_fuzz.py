"""Whatever a body says, it becomes a request or a 4xx: a fuzzer of OpenAI's requests, for a bounded time, without an engine."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutorfleet.worker import openai
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.ollama import Chat, Generate

WORDS = [
    "text",
    "type",
    "function",
    "name",
    "user",
    "assistant",
    "tool",
    "json_schema",
    "schema",
    "image_url",
    "required",
    "#/a",
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**65), 2**65)
    | st.floats(allow_nan=False)
    | st.sampled_from(WORDS)
    | st.text(max_size=5)
)
KEYS = st.sampled_from([*WORDS, "role", "content", "parameters", "arguments", "tool_calls", "url", "$ref", "id"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=5
)
FUNCTIONS = st.fixed_dictionaries(
    {"name": st.sampled_from(WORDS) | VALUES}, optional={"parameters": VALUES, "arguments": VALUES}
)
CALLS = st.fixed_dictionaries(
    {"function": FUNCTIONS | VALUES}, optional={"id": VALUES, "type": st.just("function") | VALUES}
)
MESSAGES = st.fixed_dictionaries(
    {"role": st.just("user") | SCALARS},
    optional={"content": VALUES, "tool_calls": st.lists(CALLS, max_size=2) | VALUES},
)
LIKELY: dict[str, st.SearchStrategy[Any]] = {
    "messages": st.lists(MESSAGES, max_size=3),
    "tools": st.lists(CALLS, max_size=3),
    "tool_choice": st.sampled_from(["none", "auto", "required"]) | CALLS,
}


def bodies(kind: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies whose fields have the right names, and now and then the right shapes."""
    fields = {name: LIKELY.get(name, SCALARS) | VALUES for name in kind.__struct_fields__}
    some = st.lists(st.sampled_from(sorted(fields)), max_size=4, unique=True)
    usual = {name: fields[name] for name in ("messages", "prompt", "input") if name in fields}
    return some.flatmap(lambda names: st.fixed_dictionaries({**usual, **{name: fields[name] for name in names}}))


def answered(make: Callable[[bytes], Any], body: Any) -> Any:
    """What is made of a body; None if it is refused with a 4xx."""
    try:
        return make(json.dumps(body).encode())
    except Failure as failure:
        if 400 <= failure.status < 500:
            return None
        raise


@settings(max_examples=150, deadline=None)
@given(bodies(openai.Chat))
def test_a_chat_is_read_or_refused(body):
    asked = answered(lambda data: openai.chat(openai.read(data, openai.Chat), {}), body)
    assert asked is None or msgspec.json.decode(msgspec.json.encode(asked), type=Chat) == asked


@settings(max_examples=100, deadline=None)
@given(bodies(openai.Completion))
def test_a_completion_is_read_or_refused(body):
    asked = answered(lambda data: openai.completion(openai.read(data, openai.Completion), {}), body)
    assert asked is None or isinstance(asked, Generate)


@settings(max_examples=100, deadline=None)
@given(bodies(openai.Embedding))
def test_texts_to_embed_are_read_or_refused(body):
    texts = answered(lambda data: openai.inputs(openai.read(data, openai.Embedding)), body)
    assert texts is None or all(isinstance(text, str) for text in texts)


@pytest.mark.parametrize("kind", [openai.Chat, openai.Completion, openai.Embedding])
@settings(max_examples=50, deadline=None)
@given(body=st.binary(max_size=40))
def test_bytes_are_read_or_refused(kind, body):
    with suppress(Failure):
        assert isinstance(openai.read(body, kind), kind)
