"""Harper is believed only where we trust its rule; of spelling it says what it does not know, not what was meant."""

import pytest

from tutorfleet.language.check import check
from tutorfleet.language.edits import CATEGORIES, apply
from tutorfleet.language.harper_lints import trusted


def corrected(text: str) -> str:
    return apply(text, check(text))


@pytest.mark.parametrize(
    "text",
    [
        "Have you tried sambal matah with ikan bakar?",
        "Hendrikus went to Purwosari with Mbak Lintang.",
        "We had wedang ronde and mie celor.",
        "Grace and Will went to the cinema.",
        "Uncle Made made us a kite.",
        "They live quiet lives in the mountains.",
        "We had one training yesterday.",
        "After a crossing, turn right.",
    ],
)
def test_names_and_words_from_elsewhere_are_no_mistakes(text: str) -> None:
    assert check(text) == []


def test_a_word_that_no_dictionary_has_becomes_the_near_frequent_one() -> None:
    assert corrected("The vegatebles were very delicous.") == "The vegetables were very delicious."


def test_after_a_determiner_a_noun_is_meant() -> None:
    assert corrected("It depends on the wether.") == "It depends on the weather."


def test_every_trusted_rule_of_harper_exists_and_has_a_category() -> None:
    from harper import Linter

    assert set(trusted()) <= set(Linter().get_lint_descriptions())
    assert set(trusted().values()) <= set(CATEGORIES)


def test_harper_prints_nothing_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    check("I look forward to meet you. She looking forward to meeting him.")
    assert capfd.readouterr() == ("", "")
