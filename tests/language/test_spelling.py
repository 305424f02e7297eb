"""Regular endings, both ways."""

import pytest

from tutorfleet.language.spelling import bases, with_ed, with_ing, with_s


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("box", "boxes"),
        ("study", "studies"),
        ("day", "days"),
        ("knife", "knives"),
        ("roof", "roofs"),
        ("belief", "beliefs"),
    ],
)
def test_a_word_takes_s(word: str, right: str) -> None:
    assert with_s(word) == right


@pytest.mark.parametrize(
    ("base", "doubled", "right"),
    [("stop", True, "stopped"), ("like", False, "liked"), ("carry", True, "carried"), ("play", False, "played")],
)
def test_a_verb_takes_ed(base: str, doubled: bool, right: str) -> None:
    assert with_ed(base, doubled) == right


@pytest.mark.parametrize(
    ("base", "doubled", "right"),
    [
        ("run", True, "running"),
        ("write", False, "writing"),
        ("lie", False, "lying"),
        ("see", False, "seeing"),
        ("be", False, "being"),
    ],
)
def test_a_verb_takes_ing(base: str, doubled: bool, right: str) -> None:
    assert with_ing(base, doubled) == right


@pytest.mark.parametrize(
    ("word", "ending", "base"),
    [
        ("studies", "s", "study"),
        ("knives", "s", "knife"),
        ("boxes", "s", "box"),
        ("stopped", "ed", "stop"),
        ("lying", "ing", "lie"),
        ("happier", "er", "happy"),
    ],
)
def test_the_base_is_among_the_words_that_may_have_got_the_ending(word: str, ending: str, base: str) -> None:
    assert base in list(bases(word, ending))
