"""Whatever a body says, it becomes a checked request or a 4xx: a fuzzer of Ollama's requests, for a bounded time, without an engine."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.tiny_gguf import make
from tutorfleet.models.catalogue import Catalogue
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
from tutorfleet.worker import asks, ollama
from tutorfleet.worker.ask import Ask
from tutorfleet.worker.embedding import inputs_of
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.ollama import Chat, Embed, Generate

WORDS = [
    "tiny",
    "user",
    "assistant",
    "tool",
    "json",
    "high",
    "5m",
    "-1",
    "{{ .Prompt }}",
    "{{ if",
    "object",
    "../x",
    "a\x00b",
    "\ud800",
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**65), 2**65)
    | st.floats(allow_nan=False)
    | st.sampled_from(WORDS)
    | st.text(max_size=5)
)
KEYS = st.sampled_from(
    ["role", "content", "type", "name", "function", "arguments", "properties", "$ref", "stop", "num_ctx", "seed"]
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=5
)
CALLS = st.fixed_dictionaries(
    {"function": st.fixed_dictionaries({"name": VALUES}, optional={"arguments": VALUES}) | VALUES}
)
MESSAGES = st.fixed_dictionaries(
    {"role": st.just("user") | SCALARS}, optional={"content": VALUES, "tool_calls": st.lists(CALLS, max_size=2), "thinking": VALUES}
)  # fmt: skip
OPTIONS = st.dictionaries(
    st.sampled_from(["num_predict", "num_ctx", "stop", "top_k", "temperature", "num_keep"]), VALUES, max_size=3
)
LIKELY: dict[str, st.SearchStrategy[Any]] = {"messages": st.lists(MESSAGES, max_size=3), "options": OPTIONS}


def bodies(kind: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies of a model that exists, whose fields have the right names, and now and then the right shapes."""
    fields = {name: LIKELY.get(name, SCALARS) | VALUES for name in kind.__struct_fields__ if name != "model"}
    some = st.lists(st.sampled_from(sorted(fields)), max_size=4, unique=True)
    return some.flatmap(
        lambda names: st.fixed_dictionaries({"model": st.just("tiny"), **{name: fields[name] for name in names}})
    )


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder: Path = tmp_path_factory.mktemp("fuzz")
    Store(folder / "store").import_gguf(make(folder / "m.gguf"), parse("tiny"))
    return Catalogue(folder / "store")


@settings(max_examples=200, deadline=None)
@given(body=bodies(Chat))
def test_v17_a_chat_is_read_or_refused(catalogue, body):
    _read_or_refused(lambda data: asks.chat(catalogue, ollama.read(data, Chat)), body, Ask)


@settings(max_examples=200, deadline=None)
@given(body=bodies(Generate))
def test_v17_a_prompt_is_read_or_refused(catalogue, body):
    _read_or_refused(lambda data: asks.generate(catalogue, ollama.read(data, Generate)), body, Ask)


@settings(max_examples=100, deadline=None)
@given(body=bodies(Embed))
def test_v17_texts_are_read_or_refused(body):
    _read_or_refused(lambda data: inputs_of(ollama.read(data, Embed).input), body, list)


def _read_or_refused(make_it, body: Any, kind: type) -> None:
    try:
        assert isinstance(make_it(json.dumps(body).encode()), kind)
    except Failure as failure:
        if not 400 <= failure.status < 500:
            raise
