"""Which corrections come first: how far the meaning suffers, how often this learner makes the mistake, how sure we are."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

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
NOTHING: Mapping[str, int] = MappingProxyType({})


def rank(edits: Sequence[Edit], seen: Mapping[str, int] = NOTHING, level: Level | None = None) -> list[Edit]:
    """The edits, most useful first; the caller shows the first three.

    `seen` counts this learner's earlier mistakes by category: a habit comes before a slip. For a beginner fine points
    come later. Ties stay in text order.
    """
    beginner = level is not None and BANDS.index(level.high) <= BANDS.index("B1")

    def worth(edit: Edit) -> float:
        habit = 1 + 0.25 * math.log1p(max(0, seen.get(edit.category, 0)))
        patience = 0.6 if beginner and edit.category in FINE_POINTS else 1.0
        return HARM[edit.category] * habit * patience * edit.confidence

    return sorted(edits, key=lambda e: (-worth(e), e.start))
