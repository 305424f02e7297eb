"""What the shapes of the contract let pass, and what they do not: a table that everything passes would test nothing."""

import pytest
from tests.contract.answer import Answer
from tests.contract.case import EVENTS, Case, Expected, Stream, error, filled, streamed
from tests.contract.shapes import (
    ABSENT,
    count,
    instant,
    json_object,
    mismatches,
    number,
    positive,
    several,
    text,
    unit,
    utc,
)

GOOD = [
    (str, "a"),
    ({"a": int}, {"a": 1}),
    ({"a?": int}, {}),
    ({"a": ABSENT}, {}),
    ([str], []),
    ([str], ["a", "b"]),
    (several(str), ["a"]),
    (text("a|b"), "b"),
    (positive, 1),
    (count, 0),
    (number, 1.5),
    (True, True),
    (instant, "2024-06-04T14:38:31.83753-07:00"),
    (utc, "2024-06-04T14:38:31Z"),
    (unit, [0.6, -0.8]),
    (json_object, '{"a": 1}'),
    ({"a": {"b": [positive]}}, {"a": {"b": [3, 4]}}),
]
BAD = [
    (str, 1),
    (int, True),
    (int, 1.0),
    (1, True),
    ({"a": int}, {}),
    ({"a": int}, {"a": "1"}),
    ({"a?": int}, {"a": None}),
    ({"a": ABSENT}, {"a": 0}),
    ({"a": int}, {"a": 1, "b": 2}),
    ({"a": int}, [1]),
    ([str], ["a", 1]),
    ([str], None),
    (several(str), []),
    (text("a|b"), "ab"),
    (text("a"), None),
    (positive, 0),
    (positive, 1e9),
    (positive, True),
    (count, -1),
    (number, "1"),
    (number, False),
    (instant, "2024-06-04 14:38:31"),
    (instant, "2024-06-04T14:38:31"),
    (instant, "2024-06-04T14:38:31.1234567890Z"),
    (utc, "2024-06-04T14:38:31+07:00"),
    (unit, [1.0, 1.0]),
    (json_object, "[1]"),
    (json_object, '{"a":'),
    ({"a": {"b": [positive]}}, {"a": {"b": [3, 0]}}),
]


@pytest.mark.parametrize(("shape", "value"), GOOD)
def test_what_has_the_shape_passes(shape: object, value: object) -> None:
    assert list(mismatches(shape, value, closed=True)) == []


@pytest.mark.parametrize(("shape", "value"), BAD)
def test_what_has_it_not_is_named(shape: object, value: object) -> None:
    assert len(list(mismatches(shape, value, closed=True))) == 1


def test_a_field_of_a_newer_ollama_is_no_mistake_of_it() -> None:
    assert list(mismatches({"a": int}, {"a": 1, "b": 2}, closed=False)) == []


def test_what_is_wrong_is_said_with_its_place() -> None:
    assert [*mismatches({"a": [{"b": int}]}, {"a": [{"b": 1}, {"b": "x"}]}, closed=True)] == [
        "answer.a[1].b: expected int, got 'x'"
    ]


def test_a_model_that_is_named_like_a_pattern_stands_for_itself() -> None:
    shape = filled({"error": text("no {model}.*")}, {"model": "a.b+c"})
    assert list(mismatches(shape, {"error": "no a.b+c!"}, closed=True)) == []
    assert list(mismatches(shape, {"error": "no aXbbc!"}, closed=True))


def _answer(body: bytes, status: int = 200, kind: str = "application/x-ndjson") -> Answer:
    return Answer(status, {"content-type": kind}, body)


STREAM = streamed({"n": int}, {"end": True}, first=[{"begin": True}])


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (b'{"begin":true}\n{"end":true}\n', 0),
        (b'{"begin":true}\n{"n":1}\n{"n":2}\n{"end":true}\n', 0),
        (b'{"begin":true}\n', 1),
        (b'{"begin":true}\n{"n":"1"}\n{"end":true}\n', 1),
        (b'{"n":1}\n{"end":true}\n', 2),
        (b'{"begin":true}\n{"n":1}\n', 2),
    ],
)
def test_a_stream_has_its_first_lines_and_its_last(body: bytes, wrong: int) -> None:
    assert len(list(STREAM.problems(_answer(body), closed=True))) == wrong


@pytest.mark.parametrize(
    "answer",
    [
        _answer(b'{"error":"x"}', 500, "application/json"),
        _answer(b'{"error":"x"}\n', 400),
        _answer(b'{"message":"x"}', 400, "application/json"),
    ],
)
def test_an_error_has_its_status_its_type_and_its_field(answer: Answer) -> None:
    assert list(error(400, "x").problems(answer, closed=True))


def test_no_body_is_none() -> None:
    assert list(Expected().problems(_answer(b""), closed=True)) == []
    assert list(Expected().problems(_answer(b"{}"), closed=True))


def test_events_end_with_done() -> None:
    expected = Expected(200, Stream({"n": int}, ("[DONE]",)), EVENTS)
    assert list(expected.problems(_answer(b'data: {"n":1}\n\ndata: [DONE]\n\n', kind=EVENTS), closed=True)) == []
    assert list(expected.problems(_answer(b'data: {"n":1}\n\n', kind=EVENTS), closed=True))


def test_a_row_needs_the_models_that_it_names() -> None:
    case = Case("x", "GET /v1/models/{tools}", {"model": "{model}"}, Expected(), "here", (("POST /a", "{insert}"),))
    assert case.needs() == {"tools", "model", "insert"}
