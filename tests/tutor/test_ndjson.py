from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tutorfleet.tutor.errors import WorkerDied
from tutorfleet.tutor.ndjson import Lines

TEXT = 'Renée paid 4 € — 你好 👋🏽\n\tand "left".'


def read(parts: list[bytes]) -> str:
    lines = Lines()
    whole = [line for part in parts for line in lines.feed(part)] + list(lines.end())
    return "".join(msgspec.json.decode(line)["text"] for line in whole)


STREAM = b"".join(msgspec.json.encode({"text": letter}) + b"\n" for letter in TEXT)


def test_v22_a_split_at_every_byte_gives_the_same_text() -> None:
    for cut in range(len(STREAM) + 1):
        assert read([STREAM[:cut], STREAM[cut:]]) == TEXT


def test_v22_single_bytes_give_the_same_text() -> None:
    assert read([STREAM[i : i + 1] for i in range(len(STREAM))]) == TEXT


@examples(deadline=None)
@given(st.lists(st.integers(0, len(STREAM))))
def test_v22_any_cuts_give_the_same_text(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(STREAM)]
    assert read([STREAM[a:b] for a, b in pairwise(places)]) == TEXT


def test_a_last_line_without_its_end_counts() -> None:
    assert read([STREAM[:-1]]) == TEXT


def test_an_endless_line_is_no_answer_of_a_worker() -> None:
    lines = Lines(longest=100)
    with pytest.raises(WorkerDied):
        list(lines.feed(b"x" * 200))
