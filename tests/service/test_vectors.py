"""What is an embedding on its way into PostgreSQL, and what is none."""

import json
from typing import Any

import pytest

from tutorfleet.service import vectors
from tutorfleet.service.vectors import BadVector

GOOD = [0.5] * 768


@pytest.mark.parametrize("sent", [GOOD, json.dumps(GOOD)])
def test_an_array_and_its_text_are_the_same_embedding(sent: Any) -> None:
    assert vectors.from_json(json.dumps(sent).encode()) == "[" + ",".join(["0.5"] * 768) + "]"


def test_null_is_no_embedding() -> None:
    assert vectors.from_json(b"null") is None


@pytest.mark.parametrize(
    "sent",
    [[], [0.5] * 767, [0.5] * 769, ["0.5"] * 768, [None] * 768, "", "x", "[1]", 5, {}, [1e39] * 768, [[0.5]] * 768],
)
def test_anything_else_is_refused(sent: Any) -> None:
    with pytest.raises(BadVector):
        vectors.from_json(json.dumps(sent).encode())


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 70_000.0])
def test_half_precision_holds_no_such_number(number: float) -> None:
    with pytest.raises(BadVector):
        vectors.as_text([*GOOD[:-1], number], vectors.HALF)
