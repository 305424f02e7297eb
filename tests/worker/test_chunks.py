"""Events cut from bytes: the same whatever the cuts."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.worker.chunks import Events, read_all, read_native, read_openai
from tutorfleet.worker.errors import Failure

TEXTS = ["Hello", " wörld", "ش", "", "\n\n", "😀"]
STREAM = (
    b": ping\n\n"
    + b"".join(b"data: " + msgspec.json.encode({"content": text, "tokens": [1]}) + b"\n\n" for text in TEXTS)
    + b"data: [DONE]\n\n"
)


@given(st.lists(st.integers(0, len(STREAM)), max_size=40))
def test_v22_events_are_the_same_wherever_the_bytes_are_cut(cuts):
    events, found = Events(), []
    edges = [0, *sorted(cuts), len(STREAM)]
    for start, end in pairwise(edges):
        found += read_all(events.feed(STREAM[start:end]), read_native)
    assert [piece.text for piece in found] == TEXTS


def test_v22_events_survive_every_single_cut():
    for cut in range(len(STREAM)):
        events = Events()
        found = [*read_all(events.feed(STREAM[:cut]), read_native), *read_all(events.feed(STREAM[cut:]), read_native)]
        assert "".join(piece.text for piece in found) == "".join(TEXTS)


@pytest.mark.parametrize(
    "event",
    [
        b'{"error":{"code":500,"message":"Context size has been exceeded."}}',
        b'{"error":"Context size has been exceeded."}',
    ],
)
def test_an_error_in_mid_stream_is_a_failure_in_either_dialect(event):
    for read in (read_native, read_openai):
        with pytest.raises(Failure, match="Context size has been exceeded"):
            read_all([event], read)


def test_the_older_error_event_is_one_too():
    events = Events().feed(b'error: {"code":400,"message":"no"}\n\n')
    with pytest.raises(Failure, match="no") as caught:
        read_all(events, read_native)
    assert caught.value.status == 400


def test_news_of_progress_is_no_piece():
    assert read_all([b'{"content":"","prompt_progress":{"total":9,"processed":3}}'], read_native) == []


def test_tool_calls_and_thinking_are_taken_from_openais_dialect():
    delta = {"reasoning_content": "hm", "tool_calls": [{"index": 0, "function": {"name": "f", "arguments": '{"a":1}'}}]}
    (piece,) = read_all([msgspec.json.encode({"choices": [{"delta": delta, "finish_reason": None}]})], read_openai)
    assert piece.thinking == "hm"
    assert piece.tools[0]["function"]["name"] == "f"
