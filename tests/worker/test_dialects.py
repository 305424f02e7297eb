"""What is sent to backends of the three kinds."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tutorfleet.models.model import Details, Model
from tutorfleet.worker import constraints, options
from tutorfleet.worker.ask import Ask
from tutorfleet.worker.dialects import Kind, order
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.ollama import Message

MODEL = Model(
    "m", Path(), "", 0, datetime.now(UTC), Details("", "", (), "", ""), "", 0, 0, 0, ("completion",), False, ""
)
HELLO = Ask(MODEL, options.read({"temperature": 0.5}), (Message("user", "Hello"),))
PROMPT = Ask(MODEL, options.read({}), prompt="Hello")
OPENAI = [Kind.LLAMA_SERVER, Kind.VLLM]


def body(kind: Kind, ask: Ask = HELLO, **changes: Any) -> Any:
    return order(kind, replace(ask, **changes)).body


def test_an_ollama_is_asked_in_its_own_words() -> None:
    sent = body(Kind.OLLAMA, keep_alive="5m", format="json", options=options.read({"num_ctx": 512, "num_predict": 7}))
    assert sent["messages"] == [{"role": "user", "content": "Hello"}]
    assert (sent["keep_alive"], sent["format"]) == ("5m", "json")
    assert (sent["options"]["num_ctx"], sent["options"]["num_predict"]) == (512, 7)


def test_a_learner_does_not_say_how_long_an_ollama_keeps_a_model() -> None:
    assert "keep_alive" not in body(Kind.OLLAMA, keep_alive=0, learner="ayu")


def test_an_ollama_gets_what_only_it_can_do_with_a_prompt() -> None:
    sent = body(Kind.OLLAMA, PROMPT, suffix="!", template="{{ .Prompt }}", context=(1, 2), system="Be kind.")
    assert order(Kind.OLLAMA, PROMPT).path == "/api/generate"
    assert (sent["suffix"], sent["template"], sent["context"], sent["system"]) == (
        "!",
        "{{ .Prompt }}",
        [1, 2],
        "Be kind.",
    )


@pytest.mark.parametrize("kind", OPENAI)
@pytest.mark.parametrize("only", [{"context": (1,)}, {"template": "x"}, {"suffix": "x"}])
def test_what_openai_has_no_words_for_is_refused_by_name(kind: Kind, only: dict[str, Any]) -> None:
    with pytest.raises(Failure, match=next(iter(only))) as refused:
        order(kind, replace(PROMPT, **only))
    assert refused.value.status == 400


@pytest.mark.parametrize("kind", OPENAI)
def test_a_prompt_is_a_talk_with_a_system_text(kind: Kind) -> None:
    said = body(kind, PROMPT, system="Be kind.")["messages"]
    assert [(one["role"], one["content"]) for one in said] == [("system", "Be kind."), ("user", "Hello")]


@pytest.mark.parametrize("kind", OPENAI)
def test_a_raw_prompt_is_sent_as_it_stands(kind: Kind) -> None:
    sent = order(kind, replace(PROMPT, raw=True))
    assert (sent.path, sent.body["prompt"]) == ("/v1/completions", "Hello")


@pytest.mark.parametrize("kind", OPENAI)
def test_the_counts_are_asked_for(kind: Kind) -> None:
    assert body(kind)["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize("kind", OPENAI)
def test_no_seed_is_sent_where_none_is_asked_for(kind: Kind) -> None:
    assert "seed" not in body(kind)
    assert body(kind, options=options.read({"seed": 7}))["seed"] == 7


def test_vllm_must_be_told_to_go_on_from_a_half_said_reply() -> None:
    half = (Message("user", "Hello"), Message("assistant", "I am"))
    assert body(Kind.VLLM, messages=half)["continue_final_message"] is True
    assert "continue_final_message" not in body(Kind.VLLM)
    assert "continue_final_message" not in body(Kind.LLAMA_SERVER, messages=half)


@pytest.mark.parametrize("kind", OPENAI)
def test_a_schema_is_sent_as_openai_names_it(kind: Kind) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    assert body(kind, format=schema)["response_format"]["json_schema"]["schema"] == schema
    assert body(kind, format="json")["response_format"] == {"type": "json_object"}


@pytest.mark.parametrize("kind", list(Kind))
def test_the_scores_of_the_reference_client_are_held_to_their_nine_names(kind: Kind) -> None:
    sent = body(kind, PROMPT, prompt=f"Rate it. {constraints.SCORES_SENTENCE}")
    schema = sent["format"] if kind is Kind.OLLAMA else sent["response_format"]["json_schema"]["schema"]
    assert schema["required"] == list(constraints.SCORES)


@pytest.mark.parametrize("kind", OPENAI)
def test_calls_of_tools_in_the_talk_get_their_arguments_as_text(kind: Kind) -> None:
    call = {"id": "c1", "function": {"name": "f", "arguments": {"a": 1}}}
    talk = (Message("user", "x"), Message("assistant", "", tool_calls=[call]), Message("tool", "2", tool_call_id="c1"))
    said = body(kind, messages=talk)["messages"]
    assert said[1]["tool_calls"][0]["function"]["arguments"] == '{"a":1}'
    assert said[2]["tool_call_id"] == "c1"


def test_thinking_is_switched_where_it_was_asked_for() -> None:
    assert body(Kind.VLLM, think=False)["chat_template_kwargs"] == {"enable_thinking": False}
    assert body(Kind.VLLM, think="high")["reasoning_effort"] == "high"
    assert body(Kind.OLLAMA, think="high")["think"] == "high"
