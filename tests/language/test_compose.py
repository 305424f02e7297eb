"""Two rounds of edits as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.language.compose import compose
from tutorfleet.language.edits import Edit, Reason, apply


def edit(text: str, start: int, end: int, replacement: str, confidence: float = 0.9, rule: str = "r") -> Edit:
    return Edit(start, end, text[start:end], replacement, "tense", rule, confidence, Reason(rule, rule))


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    text = draw(st.text("ab ", max_size=12))
    first = draw(edits_of(text))
    return text, first, draw(edits_of(apply(text, first)))


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return [edit(text, a, b, draw(st.text("xy", max_size=3))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


@given(rounds())
def test_composed_edits_do_what_the_two_rounds_do(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, then = case
    assert apply(text, compose(text, first, then)) == apply(apply(text, first), then)


@given(rounds())
def test_composed_edits_change_something_and_are_in_order(case: tuple[str, list[Edit], list[Edit]]) -> None:
    found = compose(*case)
    assert all(e.original != e.replacement for e in found)
    assert found == sorted(found, key=lambda e: (e.start, e.end))


def test_edits_that_cancel_each_other_out_are_gone() -> None:
    text = "two information"
    first = [edit(text, 4, 15, "informations")]
    assert compose(text, first, [edit("two informations", 4, 16, "information")]) == []


def test_an_edit_of_what_was_written_becomes_part_of_it() -> None:
    text = "he go home"
    found = compose(text, [edit(text, 3, 5, "goes", rule="a")], [edit("he goes home", 3, 7, "went", 0.7, "b")])
    assert [(e.original, e.replacement, e.rule, e.confidence) for e in found] == [("go", "went", "b", 0.7)]


def test_an_edit_inside_what_was_written_keeps_the_first_reason() -> None:
    text = "I am work here"
    found = compose(
        text, [edit(text, 2, 9, "works there", rule="a")], [edit("I works there here", 2, 7, "work", rule="b")]
    )
    assert [(e.original, e.replacement, e.rule) for e in found] == [("am work", "work there", "a")]


@pytest.mark.parametrize("places", [[], [(0, 1)]])
def test_without_a_second_round_nothing_changes(places: list[tuple[int, int]]) -> None:
    text = "a b"
    first = [edit(text, start, end, "x") for start, end in places]
    assert compose(text, first, []) == first
