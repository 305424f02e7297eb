"""The sentences that a level rests on: the best that a learner wrote and the weakest, each with what it shows by itself. Pure.

A sentence is judged by the same features and the same formula as all of them together (`cefr.py`), so a short one alone shows
little. What is no English, an order to whoever scores, or said twice counts here as little as there.
"""

from collections.abc import Sequence

import msgspec

from tutorfleet.language.cefr import Band, estimate, shown
from tutorfleet.language.edits import Edit
from tutorfleet.language.features import Counted, Features, counted, tally

BEST, WEAKEST = 3, 2
FEWEST_WORDS = 3


class Evidence(msgspec.Struct, frozen=True):
    """A sentence as it was written. `message` is its place in the messages; `learned` are less common words, `links` join ideas."""

    sentence: str
    message: int
    shows: Band
    words: int
    mistakes: int
    learned: list[str]
    links: list[str]


def evidence(texts: Sequence[str], edits: Sequence[Sequence[Edit]]) -> list[Evidence]:
    """At most five sentences of the messages (oldest first), what shows most first."""
    each = {
        one.sentence.text.casefold(): (i, one) for i, text in enumerate(texts) for one in counted(text, tuple(edits[i]))
    }
    judged = [(tally([one]), i, one) for i, one in each.values()]
    ranked = sorted((row for row in judged if row[0].words >= FEWEST_WORDS), key=lambda row: -estimate(row[0]))
    chosen = ranked if len(ranked) <= BEST + WEAKEST else [*ranked[:BEST], *ranked[-WEAKEST:]]
    return [_told(*row) for row in chosen]


def _told(features: Features, message: int, one: Counted) -> Evidence:
    return Evidence(
        one.written,
        message,
        shown(features),
        features.words,
        features.mistakes,
        sorted(features.learned, key=lambda word: (-len(word), word)),
        sorted(features.links),
    )
