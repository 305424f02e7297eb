"""Correct a text by our rules: first the spelling, then everything else in the words spelt right.

What is found is made in the text, and the text is looked at again with the same eyes: where one correction makes room for
another they become one, and where two take each other back neither is shown, so that a corrected text has nothing more to
correct. Only the first `tokens.LONGEST` characters are read. What a rule is: `rule.py`.
"""

from collections.abc import Callable, Sequence
from functools import cache

from tutorfleet.language import rules
from tutorfleet.language.compose import compose, written
from tutorfleet.language.edits import Edit, apply, without_overlaps
from tutorfleet.language.rule import Rule, found_by
from tutorfleet.language.rules import spelling
from tutorfleet.language.tokens import is_english, sentences

ENOUGH = 0.65
"""Edits less sure than this are not shown: a false alarm costs a learner's trust, a miss costs little."""

ROUNDS = 3
"""How often a corrected text is looked at again."""

Clean = frozenset[str]
"""Sentences, as they are masked, in which nothing was found: they need not be looked at again."""

Look = Callable[[str, Clean], list[Edit]]
"""Finds the edits of a text, leaving out what is clean."""


def check(text: str) -> list[Edit]:
    """The confident corrections of `text`, in text order, not overlapping. Never raises, whatever the text."""
    return agreed(text, _look)


def agreed(text: str, look: Look) -> list[Edit]:
    """What `look` finds, and finds after it, as edits of `text`; without what it never comes to rest with."""
    edits, clean = look(text, frozenset()), frozenset[str]()
    for _ in range(ROUNDS):
        clean |= _clean(text, edits)
        more = look(apply(text, edits), clean) if edits else []
        if not more:
            return edits
        edits = compose(text, edits, more)
    contested = look(apply(text, edits), clean)
    return [edit for start, end, edit in written(edits) if not any(c.start < end and c.end > start for c in contested)]


def _clean(text: str, edits: list[Edit]) -> Clean:
    places = [(s.start, s.start + len(s.text), s.text) for s in sentences(text)]
    return frozenset(found for start, end, found in places if not any(e.start <= end and e.end >= start for e in edits))


def _look(text: str, clean: Clean) -> list[Edit]:
    spelt = _found(spelling.RULES, text, clean)
    # The other rules see the words spelt right: "My freind go".
    return compose(text, spelt, _found(_others(), apply(text, spelt), clean))


@cache
def _others() -> tuple[Rule, ...]:
    """What is looked for when the words are spelt right."""
    return tuple(rule for rule in rules.RULES if rule not in spelling.RULES)


def _found(some: Sequence[Rule], text: str, clean: Clean) -> list[Edit]:
    english = [s for s in sentences(text) if is_english(s)]
    return without_overlaps([edit for edit in found_by(some, english, text, clean) if edit.confidence >= ENOUGH])
