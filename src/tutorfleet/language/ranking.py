"""Which corrections come first: how far the meaning suffers, how often this learner makes the mistake, how sure we are.

What was corrected twice in this talk already comes after everything else, and of several mistakes of one kind each counts
less than the one before it, so that three cards say three things. Pure; what is known of a learner is given (`Habits`).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from tutorfleet.language.cefr import BANDS, Level
from tutorfleet.language.edits import Category, Edit

HARM: Mapping[Category, float] = MappingProxyType(
    {
        "tense": 1.0,
        "word-choice": 0.95,
        "word-order": 0.9,
        "verb-form": 0.85,
        "spelling": 0.75,
        "agreement": 0.7,
        "adjective": 0.7,
        "pronoun": 0.7,
        "plural": 0.6,
        "preposition": 0.55,
        "connective": 0.5,
        "article": 0.4,
        "repetition": 0.3,
        "punctuation": 0.2,
        "capitalisation": 0.1,
    }
)
"""How far a mistake of a category keeps a reader from understanding, 0 to 1: a judgement, not a measurement."""
FINE_POINTS = frozenset({"article", "preposition", "punctuation", "capitalisation"})
PATIENCE = 0.6
"""what a fine point is worth to a beginner"""
AGAIN = 0.6
"""what the second mistake of a kind in a message is worth, beside the first"""
SHOWN = 3
TOLD = 2
"""after so many corrections in a talk the learner has heard it"""
NOTHING: Mapping[str, int] = MappingProxyType({})


class Habits(msgspec.Struct, frozen=True):
    """Mistakes that this learner made before, by `kind` and by category; and, by kind, the corrections shown in this talk."""

    kinds: Mapping[str, int] = NOTHING
    categories: Mapping[str, int] = NOTHING
    told: Mapping[str, int] = NOTHING


def rank(edits: Sequence[Edit], habits: Habits | None = None, level: Level | None = None) -> list[Edit]:
    """All the edits, the most useful first; `cards` are the ones to show.

    For a beginner fine points come later. Ties stay in text order.
    """
    known = habits or Habits()
    beginner = level is not None and BANDS.index(level.high) <= BANDS.index("B1")

    def worth(edit: Edit) -> float:
        patience = PATIENCE if beginner and edit.category in FINE_POINTS else 1.0
        return HARM[edit.category] * _habit(edit, known) * patience * edit.confidence

    before: Counter[str] = Counter()
    weighed: list[tuple[bool, float, int, Edit]] = []
    for edit in sorted(edits, key=lambda e: (-worth(e), e.start, e.end)):
        one = kind(edit)
        heard = known.told.get(one, 0) >= TOLD
        weighed.append((heard, -worth(edit) * AGAIN ** before[one], edit.start, edit))
        before[one] += 1
    return [edit for *_, edit in sorted(weighed, key=lambda row: row[:3])]


def cards(ranked: Sequence[Edit], limit: int = SHOWN) -> list[tuple[int, Edit]]:
    """The first `limit` that say something new, in text order, each with its place among all (the most useful is 1).

    Two about the same words, or the same correction of the same words elsewhere, are one card.
    """
    chosen: list[tuple[int, Edit]] = []
    for place, edit in enumerate(ranked, 1):
        if len(chosen) < limit and not any(_alike(edit, other) for _, other in chosen):
            chosen.append((place, edit))
    return sorted(chosen, key=lambda card: (card[1].start, card[1].end))


def kind(edit: Edit) -> str:
    """What makes two mistakes the same to a learner: the rule, and for spelling the word."""
    return kind_of(edit.category, edit.rule, edit.replacement)


def kind_of(category: str, rule: str, replacement: str) -> str:
    """As `kind`, from what is stored of an edit."""
    return f"{rule}:{replacement.strip().casefold()}" if category == "spelling" else rule


def told(talk: Iterable[Sequence[Edit]]) -> Mapping[str, int]:
    """How often each kind of mistake was shown in a talk, from the ranked edits of its messages."""
    return Counter(kind(edit) for ranked in talk for _, edit in cards(ranked))


def _habit(edit: Edit, habits: Habits) -> float:
    same, similar = habits.kinds.get(kind(edit), 0), habits.categories.get(edit.category, 0)
    return 1 + 0.15 * math.log1p(max(0, same)) + 0.1 * math.log1p(max(0, similar))


def _alike(one: Edit, other: Edit) -> bool:
    touching = one.start == other.start or max(one.start, other.start) < min(one.end, other.end)
    return touching or _words(one) == _words(other)


def _words(edit: Edit) -> tuple[str, str]:
    return edit.original.strip().casefold(), edit.replacement.strip().casefold()
