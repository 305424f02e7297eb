"""Cursors and query parameters: what is understood, and what is refused with a reason."""

from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

import pytest
from starlette.requests import Request

from tutorfleet.service import paging
from tutorfleet.service.errors import Refused, Unprocessable
from tutorfleet.service.paging import START, Cursor

NUMBER = UUID("550e8400-e29b-41d4-a716-446655440000")


def asked(**query: str) -> Request:
    return Request({"type": "http", "query_string": urlencode(query).encode(), "headers": []})


@pytest.mark.parametrize(
    "at", [datetime(2026, 11, 21, 3, 0, 0, 123456, UTC), datetime(1969, 1, 1, tzinfo=UTC), START.at]
)
def test_a_cursor_comes_back_as_it_was(at: datetime) -> None:
    cursor = Cursor(at, NUMBER)
    assert paging.cursor_of(asked(cursor=cursor.text())) == cursor


def test_without_a_cursor_the_list_begins_at_its_start() -> None:
    assert paging.cursor_of(asked()) == START


@pytest.mark.parametrize("text", ["", "x", "é", "g" + "A" * 31, "a" * 100_000])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="cursor: expected"):
        paging.cursor_of(asked(cursor=text))


@pytest.mark.parametrize("text", ["", "0", "201", "-1", "1.0", "1e2", "\u0661", " 5", "9" * 5000])
def test_a_number_that_is_none_or_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="limit: expected a whole number from 1 to 200"):
        paging.whole(asked(limit=text), "limit", 50, 1, 200)


def test_a_misspelt_parameter_is_named() -> None:
    with pytest.raises(Unprocessable, match="limt: unknown; this route knows limit, cursor"):
        paging.only(asked(limt="5"), ["limit", "cursor"])


@pytest.mark.parametrize("text", [None, 5, "", "x", NUMBER.hex, f"{{{NUMBER}}}", f"urn:uuid:{NUMBER}", f" {NUMBER}"])
def test_only_the_usual_spelling_is_a_uuid(text: object) -> None:
    assert paging.uuid_of(text) is None
