"""What a word can be anywhere."""

import pytest

from tutorfleet.language.wordclass import common, is_closed, possible, rarely


@pytest.mark.parametrize(
    ("word", "tags"),
    [
        ("the", {"det"}),
        ("i'm", {"subj", "be"}),
        ("has", {"have", "third"}),
        ("people", {"nouns"}),
        ("who", {"wh", "pron"}),
        ("isn't", {"be", "not", "third"}),
    ],
)
def test_a_word_of_a_closed_class_has_only_the_tags_listed(word: str, tags: set[str]) -> None:
    assert is_closed(word)
    assert possible(word) == common(word) == tags


@pytest.mark.parametrize("word", ["water", "house", "man"])
def test_a_rare_sense_is_possible_but_not_common(word: str) -> None:
    assert "base" in possible(word)
    assert "base" not in common(word)
    assert rarely(word, "base")


def test_what_our_own_lists_have_is_never_rare() -> None:
    assert "base" in common("work")
    assert not rarely("work", "base")


@pytest.mark.parametrize(
    ("word", "tag"), [("3", "num"), ("?", "mark"), ("budi's", "poss"), ("blorpness", "mass"), ("advice", "mass")]
)
def test_numbers_marks_possessives_and_unknown_words_are_told_by_their_shape(word: str, tag: str) -> None:
    assert tag in possible(word)
