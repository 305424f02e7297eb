"""What is read of the answers of backends, however their bytes are cut."""

import itertools
import json
from typing import Any

import pytest

from tutorfleet.worker.chunks import Piece
from tutorfleet.worker.dialect_readers import OllamaReader, OpenAIReader
from tutorfleet.worker.errors import Failure


def lines(*values: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def events(*values: dict[str, Any]) -> bytes:
    return b"".join(b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n" for value in values) + (
        b"data: [DONE]\n\n"
    )


def delta(**said: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": said}]}


OLLAMA = lines(
    {"message": {"role": "assistant", "content": "", "thinking": "hm"}},
    {"message": {"role": "assistant", "content": "Héllo"}},
    {"message": {"content": " you"}},
    {"message": {"content": ""}, "done": True, "done_reason": "length", "prompt_eval_count": 5, "eval_count": 2}
    | {"prompt_eval_duration": 3_000_000, "eval_duration": 4_000_000},
)
OPENAI = events(
    delta(role="assistant", content=None, reasoning_content="hm"),
    delta(content="Héllo"),
    delta(content=" you"),
    {"choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]},
    {
        "choices": [],
        "usage": {"prompt_tokens": 5, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 1}},
    },
)


def read(reader: OllamaReader | OpenAIReader, data: bytes, size: int) -> list[Piece]:
    parts = (data[start : start + size] for start in range(0, len(data), size))
    return [piece for part in parts for piece in reader.feed(part)] + reader.end()


def clocked() -> OpenAIReader:
    """A reader whose clock goes on by a second at every look."""
    return OpenAIReader(itertools.count(0.0, 1.0).__next__)


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
@pytest.mark.parametrize("make", [OllamaReader, clocked])
def test_text_and_thoughts_are_the_same_however_the_bytes_are_cut(make: Any, size: int) -> None:
    pieces = read(make(), OLLAMA if make is OllamaReader else OPENAI, size)
    assert "".join(piece.text for piece in pieces) == "Héllo you"
    assert "".join(piece.thinking for piece in pieces) == "hm"


@pytest.mark.parametrize("make", [OllamaReader, clocked])
def test_the_last_piece_says_why_it_ended_and_what_was_counted(make: Any) -> None:
    last = read(make(), OLLAMA if make is OllamaReader else OPENAI, 10)[-1]
    assert last.reason == "length"
    assert last.timings
    assert (last.timings.prompt_n + last.timings.cache_n, last.timings.predicted_n) == (5, 2)


def test_times_that_openai_does_not_tell_are_taken_here() -> None:
    timings = read(clocked(), OPENAI, 10_000)[-1].timings
    assert timings
    assert (timings.prompt_ms, timings.predicted_ms) == (1000.0, 1000.0)


def test_an_answer_that_was_broken_off_has_no_last_piece() -> None:
    pieces = read(OpenAIReader(), events(delta(content="Hel")), 10_000)
    assert [piece.reason for piece in pieces] == [""]


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (OllamaReader(), b'{"error":"out of memory"}\n'),
        (OpenAIReader(), b'data: {"error":{"message":"out of memory","code":500}}\n\n'),
    ],
)
def test_an_error_in_mid_stream_is_raised_with_its_words(reader: Any, data: bytes) -> None:
    with pytest.raises(Failure, match="out of memory"):
        reader.feed(data)


@pytest.mark.parametrize("data", [b"<html>\n", b'{"message": 3}\n', b"\xff\xfe\n"])
def test_what_is_no_answer_is_a_bad_gateway(data: bytes) -> None:
    with pytest.raises(Failure) as failed:
        OllamaReader().feed(data)
    assert failed.value.status == 502


def test_the_tokens_of_an_ollamas_context_are_kept() -> None:
    last = OllamaReader().feed(lines({"response": "", "done": True, "context": [1, 2, 3]}))[-1]
    assert last.tokens == (1, 2, 3)


def test_calls_of_tools_come_as_openai_streams_them() -> None:
    said = {"content": "", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]}
    piece = OllamaReader().feed(lines({"message": said}))[0]
    assert piece.tools[0]["function"] == {"name": "f", "arguments": '{"a":1}'}
