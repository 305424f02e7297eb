"""A streamed text breaks at words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tutorfleet.cli.flow import Flow, printable

PROSE = "It is good that you write to me about this. What do you think?"


def flowed(pieces: list[str], width: int | None) -> str:
    flow = Flow(width)
    return "".join([*map(flow.feed, pieces), flow.end()])


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_lines_break_at_words_however_the_text_comes(size: int) -> None:
    pieces = [PROSE[at : at + size] for at in range(0, len(PROSE), size)]
    assert flowed(pieces, 20) == "It is good that you\nwrite to me about\nthis. What do you\nthink?\n"


@given(st.lists(st.text("ab日", min_size=1, max_size=3)), st.integers(8, 12), st.integers(1, 9))
@settings(max_examples=50, deadline=None)
def test_no_character_is_lost_and_no_line_too_long(words: list[str], width: int, size: int) -> None:
    text = " ".join(words)
    shown = flowed([text[at : at + size] for at in range(0, len(text), size)], width)
    assert shown.split() == words
    assert all(cell_len(line) <= width for line in shown.split("\n"))


def test_a_word_is_not_shown_before_it_is_whole() -> None:
    flow = Flow(20)
    assert [flow.feed("Hel"), flow.feed("lo"), flow.feed(" you")] == ["", "", "Hello"]


def test_a_text_without_spaces_is_not_held_for_ever() -> None:
    assert Flow(5).feed("日本語のテキスト") == "日本語のテキスト"


def test_a_pipe_gets_the_text_as_it_is() -> None:
    assert flowed(["a  b", "\n", "c"], None) == "a  b\nc\n"


def test_an_ended_line_is_not_ended_twice() -> None:
    assert flowed(["a\n"], None) == flowed(["a\n"], 10) == "a\n"


def test_nothing_is_nothing() -> None:
    assert flowed([], 10) == ""


def test_a_text_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[2Jb\x9b\x07\tc\n") == "a[2Jb\tc\n"
