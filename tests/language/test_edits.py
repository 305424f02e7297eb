"""Edits are made as they say, and never on top of each other."""

import pytest

from tutorfleet.language.edits import Edit, Reason, apply, without_overlaps


def edit(start: int, end: int, original: str, replacement: str, confidence: float = 0.9) -> Edit:
    return Edit(start, end, original, replacement, "tense", "r", confidence, Reason("a", "b"))


def test_edits_are_applied_in_any_order() -> None:
    assert apply("I go and eat", [edit(9, 12, "eat", "ate"), edit(2, 4, "go", "went")]) == "I went and ate"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply("I go", [edit(2, 4, "go", "went"), edit(0, 4, "I go", "We go")])


def test_an_edit_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        apply("I am", [edit(2, 4, "go", "went")])


def test_of_two_overlapping_edits_the_surer_stays() -> None:
    sure, unsure = edit(2, 4, "go", "went", 0.9), edit(0, 4, "I go", "x", 0.7)
    assert without_overlaps([unsure, sure]) == [sure]
