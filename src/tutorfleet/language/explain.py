"""A rule for a learner who asks why: its reason in two languages, a piece of advice, and sentences put right. Pure.

Loading the rules takes a second the first time.
"""

from functools import cache

import msgspec

from tutorfleet.language import rules
from tutorfleet.language.edits import Category, Reason
from tutorfleet.language.rule import Rule, found_by
from tutorfleet.language.tokens import sentences


class Example(msgspec.Struct, frozen=True):
    """A sentence with this mistake only, and the same put right."""

    wrong: str
    right: str


class Explained(msgspec.Struct, frozen=True, omit_defaults=True):
    """A rule. `reason` is that of its first example, `explanation` what more there is to say, if anything."""

    rule: str
    category: Category
    reason: Reason
    examples: list[Example]
    explanation: Reason | None = None


def explained(rule: str) -> Explained | None:
    """The rule of this id; None if there is none."""
    found = _by_id().get(rule)
    if found is None:
        return None
    examples = [Example(wrong, right) for wrong, right in found.examples]
    return Explained(found.id, found.category, _reason(found), examples, found.tip)


@cache
def _by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in rules.RULES}


def _reason(rule: Rule) -> Reason:
    """A reason names words: those of the first example."""
    wrong = rule.examples[0][0]
    return next(edit.reason for edit in found_by([rule], sentences(wrong), wrong))
