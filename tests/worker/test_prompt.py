"""Shaping a talk, joining a seam, cutting to fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.worker.errors import Failure
from tutorfleet.worker.ollama import Message
from tutorfleet.worker.prompt import Seam, cut, half_said, settled, within


def test_what_was_half_said_is_all_of_the_trailing_assistant_messages():
    talk = [Message("assistant", "x"), Message("user", "a"), Message("assistant", "one "), Message("assistant", "two ")]
    assert half_said(talk) == "one two "
    assert half_said(talk[:2]) == ""


@pytest.mark.parametrize(
    ("said", "parts", "new"),
    [
        ("to the ", [" beach"], "beach"),
        ("to the ", ["beach"], "beach"),
        ("to the", [" beach"], " beach"),
        ("end.\n\n", ["\n", "\nNext"], "Next"),
        ("end.\n\n", ["\n", "Next"], "Next"),
        ("end.\n", [" x"], " x"),
        ("", [" x"], " x"),
    ],
)
def test_white_space_that_was_sent_is_not_sent_again(said, parts, new):
    seam = Seam(said)
    assert "".join(seam.feed(part) for part in parts) == new


@given(st.text("ab \n", min_size=1, max_size=30), st.data())
def test_a_reply_cut_anywhere_is_joined_to_itself(whole, data):
    at = data.draw(st.integers(0, len(whole)))
    said = whole[:at]
    rest = whole[len(said.rstrip()) :]  # what a model goes on with after the stripped prefix
    pieces = data.draw(st.integers(1, 5))
    seam = Seam(said)
    assert said + "".join(seam.feed(rest[i : i + pieces]) for i in range(0, len(rest), pieces)) == whole


def test_a_talk_is_settled_for_strict_templates():
    talk = [{"role": role, "content": role[0]} for role in ("system", "assistant", "user", "user", "assistant")]
    calm = settled(talk)
    assert [one["role"] for one in calm] == ["user", "assistant", "user", "assistant"]
    assert calm[0]["content"] == "s"
    assert calm[2]["content"] == "u\n\nu"


def test_a_lonely_system_message_becomes_something_to_answer():
    assert settled([{"role": "system", "content": "be kind"}]) == [{"role": "user", "content": "be kind"}]


def test_the_beginning_and_the_newest_tokens_stay():
    assert cut(list(range(10)), 6, 2) == [0, 1, 6, 7, 8, 9]
    assert cut([1, 2], 6, 2) == [1, 2]


def test_what_must_not_be_cut_is_refused():
    with pytest.raises(Failure, match="exceeds the context length"):
        within([1, 2, 3], 2, 0, truncate=False)
