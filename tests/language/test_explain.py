"""Rules explained to a learner."""

import pytest

from tutorfleet.language.edits import Reason
from tutorfleet.language.explain import Example, explained
from tutorfleet.language.rule import Rule
from tutorfleet.language.rules import RULES


def test_a_rule_has_its_reason_in_words_its_advice_and_its_examples() -> None:
    found = explained("misspelt")
    assert found
    assert (found.rule, found.category) == ("misspelt", "spelling")
    assert found.reason == Reason("This word is written: receive.", "Kata ini ditulis: receive.")
    assert found.explanation
    assert found.explanation.id.startswith("Tulislah")
    assert found.examples[0] == Example("I recieve many emails.", "I receive many emails.")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_can_be_explained_without_a_blank_left_in_its_reason(rule: Rule) -> None:
    found = explained(rule.id)
    assert found
    assert found.examples
    assert not {"{", "}"} & set(found.reason.en + found.reason.id)


def test_an_unknown_rule_is_none() -> None:
    assert explained("no-such-rule") is None
