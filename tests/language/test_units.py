"""The words of a sentence with contractions taken apart, and replacements that keep them whole."""

import pytest

from tutorfleet.language.rule import Fix
from tutorfleet.language.rules.units import View, base_of, is_plain_past, listed, view, words_of
from tutorfleet.language.tokens import sentences


def of(text: str) -> View:
    return view(sentences(text)[0])


def made(text: str, fix: Fix) -> str:
    return text[: fix.start] + fix.replacement + text[fix.end :]


def test_a_contraction_is_two_words() -> None:
    assert [unit.word for unit in of("I'm here and don't go.").units][:3] == ["i", "am", "here"]


def test_half_a_contraction_is_replaced_with_its_other_half() -> None:
    text = "I'm agree."
    assert made(text, of(text).fix(1, 2, "agree")) == "I agree."


def test_words_before_the_first_word_take_its_capital_along() -> None:
    text = "Is cold."
    assert made(text, of(text).insert(0, "it")) == "it is cold."


@pytest.mark.parametrize(("word", "base"), [("went", "go"), ("studies", "study"), ("making", "make"), ("table", "")])
def test_the_base_of_a_verb(word: str, base: str) -> None:
    assert base_of(word, "past", "third", "ing") == base


@pytest.mark.parametrize(("word", "plain"), [("went", True), ("saw", False), ("worked", False), ("put", False)])
def test_only_a_past_is_a_plain_past(word: str, plain: bool) -> None:
    assert is_plain_past(word) is plain


def test_an_unknown_group_of_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        words_of("nothing.of_that_name")


def test_a_key_of_several_lines_is_one_list() -> None:
    assert {"enjoy", "tolerate", "carry_on"} <= listed("verb_patterns", "ing")
