"""OpenAI's requests as Ollama's, without an engine."""

import base64
import json
import struct

import msgspec
import pytest

from tutorfleet.worker import openai, openai_answers
from tutorfleet.worker.errors import TOO_LONG, Failure, Refusal
from tutorfleet.worker.ollama import Metrics, Said
from tutorfleet.worker.openai_answers import Events, Heading

HI = [{"role": "user", "content": "hi"}]
HEADING = Heading(True, "chatcmpl-1", 7, "tiny", "fp_1")
END = Metrics("stop", prompt_tokens=3, reply_tokens=2)


def chat(**fields):
    """What a chat becomes."""
    return openai.chat(_read(openai.Chat, messages=fields.pop("messages", HI), **fields), {})


def completion(**fields):
    return openai.completion(_read(openai.Completion, **fields), {})


def _read(kind, **fields):
    return openai.read(json.dumps({"model": "tiny", **fields}).encode(), kind)


def _data(events: bytes) -> list:
    return [json.loads(one.removeprefix(b"data: ")) for one in events.split(b"\n\n") if one and b"[DONE]" not in one]


def test_options_have_ollamas_names():
    asked = chat(max_tokens=5, temperature=0.5, top_p=0.7, seed=3, presence_penalty=1, frequency_penalty=0.5)
    assert asked.options == {
        "temperature": 0.5,
        "top_p": 0.7,
        "seed": 3,
        "presence_penalty": 1.0,
        "frequency_penalty": 0.5,
        "num_predict": 5,
    }


def test_without_a_temperature_it_is_openais_default():
    assert chat().options == {"temperature": 1.0, "top_p": 1.0}


def test_a_models_own_default_goes_before_openais():
    asked = openai.chat(_read(openai.Chat, messages=HI), {"temperature": 0.2})
    assert asked.options == {"top_p": 1.0}


@pytest.mark.parametrize(("seed", "expected"), [(3, 3), (-1, -1), (2**40 + 3, 3), (2**31, 0), (-(2**62), 0)])
def test_a_seed_of_64_bits_is_one_of_the_engines(seed, expected):
    assert chat(seed=seed).options["seed"] == expected


def test_max_tokens_may_say_that_there_is_no_limit():
    assert chat(max_tokens=-1).options["num_predict"] == -1


def test_max_completion_tokens_goes_before_the_older_name():
    assert chat(max_tokens=5, max_completion_tokens=9).options["num_predict"] == 9


@pytest.mark.parametrize(("stop", "expected"), [("x", ["x"]), (["x", "y"], ["x", "y"])])
def test_stop_is_a_text_or_a_list(stop, expected):
    assert chat(stop=stop).options["stop"] == expected


def test_parts_of_text_are_one_text():
    parts = [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]
    assert chat(messages=[{"role": "user", "content": parts}]).messages[0].content == "a\nb"


def test_an_image_comes_as_its_base64():
    part = {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD"}}
    assert chat(messages=[{"role": "user", "content": [part]}]).messages[0].images == ["QUJD"]


def test_a_developer_is_the_system():
    assert chat(messages=[{"role": "developer", "content": "Be kind."}]).messages[0].role == "system"


def test_a_call_of_an_earlier_answer_has_its_arguments_as_an_object_and_its_result_the_tools_name():
    call = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Solo"}'}}
    messages = [
        *HI,
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": "31"},
    ]
    _, said, result = chat(messages=messages).messages
    assert said.tool_calls[0]["function"] == {"name": "weather", "arguments": {"city": "Solo"}}
    assert (result.tool_name, result.tool_call_id) == ("weather", "call_1")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (None, None),
        ({"type": "text"}, None),
        ({"type": "json_object"}, "json"),
        ({"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "object"}}}, {"type": "object"}),
    ],
)
def test_a_response_format_is_ollamas_format(wanted, expected):
    assert chat(response_format=wanted).format == expected


@pytest.mark.parametrize(("effort", "expected"), [(None, None), ("none", False), ("low", "low"), ("minimal", "low")])
def test_an_effort_of_reasoning_is_ollamas_think(effort, expected):
    assert chat(reasoning_effort=effort).think is expected or chat(reasoning_effort=effort).think == expected


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": None}, "messages"),
        ({"n": 2}, "n"),
        ({"n": 0}, "n"),
        ({"logit_bias": {"50256": -100}}, "logit_bias"),
        ({"functions": [{"name": "f"}]}, "functions"),
        ({"modalities": ["text", "audio"]}, "modalities"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"response_format": {"type": "json_schema"}}, "response_format"),
        ({"response_format": {"type": "yaml"}}, "response_format"),
        ({"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": []}}}, "response_format"),
        ({"reasoning_effort": "utmost"}, "reasoning_effort"),
        ({"messages": [{"role": "user", "content": 7}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": [{"type": "input_audio"}]}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": [None]}]}, "messages[0].content"),
        ({"messages": [*HI, {"role": "assistant", "tool_calls": [{}]}]}, "messages[1].tool_calls"),
        ({"temperature": "hot"}, "temperature"),
        ({"messages": [{"role": 7}]}, "messages[0].role"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_the_name_of_its_field(fields, param):
    with pytest.raises(Refusal) as refused:
        chat(**fields)
    assert (refused.value.status, refused.value.param) == (400, param)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"logprobs": False}, None),
        ({"logprobs": True}, 0),
        ({"logprobs": True, "top_logprobs": 3}, 3),
        ({"top_logprobs": 0}, None),
    ],
)
def test_likelihoods_are_given_where_they_are_asked_for(fields, expected):
    assert openai.likelihoods(_read(openai.Chat, **fields)) == expected


@pytest.mark.parametrize(
    ("kind", "fields", "param"),
    [
        (openai.Chat, {"top_logprobs": 3}, "top_logprobs"),
        (openai.Chat, {"logprobs": True, "top_logprobs": 21}, "top_logprobs"),
        (openai.Chat, {"logprobs": True, "top_logprobs": -1}, "top_logprobs"),
        (openai.Completion, {"logprobs": 21}, "logprobs"),
    ],
)
def test_likelihoods_that_cannot_be_given_are_refused(kind, fields, param):
    with pytest.raises(Refusal) as refused:
        openai.likelihoods(_read(kind, **fields))
    assert refused.value.param == param


@pytest.mark.parametrize("url", ["http://169.254.169.254/x.png", "file:///etc/passwd", "data:text/html;base64,QQ==", 7])
def test_v15_an_image_is_never_fetched(url):
    part = {"type": "image_url", "image_url": {"url": url}}
    with pytest.raises(Refusal, match="addresses are not fetched"):
        chat(messages=[{"role": "user", "content": [part]}])


@pytest.mark.parametrize("prompt", ["Once", ["Once"]])
def test_a_completion_is_a_prompt(prompt):
    asked = completion(prompt=prompt, suffix=" end", max_tokens=3)
    assert (asked.prompt, asked.suffix, asked.options["num_predict"]) == ("Once", " end", 3)


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({}, "prompt"),
        ({"prompt": ""}, "prompt"),
        ({"prompt": ["a", "b"]}, "prompt"),
        ({"prompt": [1, 2]}, "prompt"),
        ({"prompt": [[1, 2]]}, "prompt"),
        ({"prompt": "a", "echo": True}, "echo"),
        ({"prompt": "a", "best_of": 3}, "best_of"),
    ],
)
def test_a_completion_that_cannot_be_is_refused_by_the_name_of_its_field(fields, param):
    with pytest.raises(Refusal) as refused:
        completion(**fields)
    assert refused.value.param == param


@pytest.mark.parametrize("given", [None, [], [1, 2], [[1, 2]], {"a": 1}, [None], ["a", 1], 7])
def test_only_texts_are_embedded(given):
    with pytest.raises(Refusal) as refused:
        openai.inputs(_read(openai.Embedding, input=given))
    assert refused.value.param == "input"


def test_v14_fields_that_nobody_knows_have_no_effect():
    foreign = {
        "api_base": "http://evil",
        "base_url": "http://evil",
        "extra_headers": {"a": "b"},
        "options": {"seed": 1},
    }
    assert chat(**foreign) == chat()


def test_the_first_event_says_who_speaks_and_the_last_why_it_ends():
    events = Events(HEADING, usage=False)
    first, word, last = _data(events.begin() + events.words("Hi") + events.end(END, called=False))
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert word["choices"][0] == {"index": 0, "delta": {"content": "Hi"}, "logprobs": None, "finish_reason": None}
    assert last["choices"][0]["finish_reason"] == "stop"
    assert {one["id"] for one in (first, word, last)} == {"chatcmpl-1"}


def test_a_stream_ends_with_done():
    assert Events(HEADING, usage=False).end(END, called=False).endswith(b"\n\ndata: [DONE]\n\n")


def test_a_count_of_tokens_has_no_choices():
    *_, count = _data(Events(HEADING, usage=True).end(END, called=False))
    assert count["choices"] == []
    tokens = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    assert count["usage"] == {**tokens, "prompt_tokens_details": {"cached_tokens": 0}}


def test_thinking_is_apart_from_the_reply():
    (event,) = _data(Events(HEADING, usage=False).words("", "Hm."))
    assert event["choices"][0]["delta"] == {"reasoning": "Hm."}
    said = json.loads(openai_answers.whole(HEADING, Said("Yes.", "Hm."), END))
    assert said["choices"][0]["message"] == {"role": "assistant", "content": "Yes.", "reasoning": "Hm."}


@pytest.mark.parametrize(("reason", "expected"), [("stop", "tool_calls"), ("length", "length")])
def test_a_call_is_the_reason_unless_it_was_cut(reason, expected):
    said = json.loads(openai_answers.whole(HEADING, Said(calls=[{"id": "call_1"}]), Metrics(reason)))
    assert said["choices"][0]["finish_reason"] == expected
    assert said["choices"][0]["message"]["content"] is None


def test_vectors_in_base64_are_little_endian_floats():
    answer = msgspec.json.decode(openai_answers.embeddings("e", [[0.5, -2.0]], 3, base64=True))
    assert struct.unpack("<2f", base64.b64decode(answer["data"][0]["embedding"])) == (0.5, -2.0)


@pytest.mark.parametrize(
    ("failure", "kind", "param", "code"),
    [
        (Failure(404, "model 'x' not found"), "not_found_error", "model", "model_not_found"),
        (Failure(400, TOO_LONG), "invalid_request_error", None, "context_length_exceeded"),
        (Failure(503, "busy"), "api_error", None, None),
        (Refusal(400, "no", "n", "unsupported_parameter"), "invalid_request_error", "n", "unsupported_parameter"),
    ],
)
def test_an_error_has_openais_shape(failure, kind, param, code):
    error = json.loads(openai_answers.error(failure))["error"]
    assert error == {"message": failure.message, "type": kind, "param": param, "code": code}
