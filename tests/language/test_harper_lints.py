"""Harper's spelling is believed only where a frequent English word was very probably meant."""

import pytest

from tutorfleet.language.check import check
from tutorfleet.language.edits import CATEGORIES
from tutorfleet.language.harper_lints import distance, is_misspelling, trusted


@pytest.mark.parametrize(
    ("word", "meant"),
    [("recieve", "receive"), ("freind", "friend"), ("beatiful", "beautiful"), ("tommorow", "tomorrow")],
)
def test_a_slip_in_a_frequent_word_is_a_misspelling(word: str, meant: str) -> None:
    assert is_misspelling(word, meant)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Rizky", "Risky"),
        ("nasi", "nasty"),
        ("colour", "color"),
        ("organised", "organized"),
        ("kopi", "copy"),
        ("wifi", "wife"),
        ("makannya", "makanya"),
        ("zzzz", "size"),
    ],
)
def test_names_indonesian_and_british_words_are_none(word: str, meant: str) -> None:
    assert not is_misspelling(word, meant)


def test_slips_are_counted() -> None:
    assert [distance("teh", "the"), distance("cat", "cart"), distance("", "abc"), distance("same", "same")] == [
        1,
        1,
        3,
        0,
    ]


def test_every_trusted_rule_of_harper_exists_and_has_a_category() -> None:
    from harper import Linter

    assert set(trusted()) <= set(Linter().get_lint_descriptions())
    assert set(trusted().values()) <= set(CATEGORIES)


def test_harper_prints_nothing_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    check("I look forward to meet you. She looking forward to meeting him.")
    assert capfd.readouterr() == ("", "")
