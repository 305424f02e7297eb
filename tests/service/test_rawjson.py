"""JSON objects taken apart."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.service.rawjson import DEPTH, BadJson, members

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def nested(depth: int) -> bytes:
    return b'{"a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


@given(st.dictionaries(st.text(), VALUES), st.sampled_from([None, 2]))
def test_every_object_is_taken_apart_into_the_texts_it_was_made_of(sent: dict[str, object], indent: int | None) -> None:
    found = members(json.dumps(sent, indent=indent, ensure_ascii=False).encode())
    assert {name: json.loads(member.text) for name, member in found.items()} == sent


@given(st.binary(max_size=40))
def test_any_bytes_are_an_object_or_bad_json(body: bytes) -> None:
    try:
        found = members(body)
    except BadJson:
        return
    assert set(json.loads(body)) == set(found)


@pytest.mark.parametrize(
    "text", ['"\\ud83d"', '"\\u0000"', "1.10", "1e400", "9" * 5000, '{"a":1,"a":2}', "-0", '"\U0001f600"', "[ 1 ,\t2 ]"]
)
def test_a_text_stays_as_it_was_sent(text: str) -> None:
    assert members(f'{{ "x" : {text} }}'.encode())["x"].text == text


def test_of_a_name_that_comes_twice_the_last_counts() -> None:
    assert members(b'{"a":1,"a":2}')["a"].text == "2"


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"1", b'"x"', b"{", b'{"a"}', b'{"a":}', b'{"a":1,}', b'{"a":1}x', b"{a:1}", b'{"a":NaN}', b'{"a":01}',
     b'{"a":-Infinity}', b'{"a":"\x00"}', b'{"a":"\n"}', b'{"a":"\xff"}', b"\xef\xbb\xbf{}", b'{"a":[1,]}', b'{"a":"\\x"}', b"\x00"],
    ids=repr,
)  # fmt: skip
def test_anything_but_an_object_is_refused(body: bytes) -> None:
    with pytest.raises(BadJson):
        members(body)


def test_nesting_is_accepted_to_its_limit() -> None:
    assert members(nested(DEPTH))


@pytest.mark.parametrize(
    "body", [nested(DEPTH + 1), nested(100_000), b'{"a":' * 100_000, b"[" * 100_000, b"]" * 100_000]
)
def test_deeper_nesting_is_refused(body: bytes) -> None:
    with pytest.raises(BadJson):
        members(body)


def test_brackets_inside_strings_do_not_nest() -> None:
    assert members(json.dumps({"a": '["\\' + "[" * 1000}).encode())
