"""A learner's level as a range of the CEFR (A1 to C2), with what it rests on: three levels from the first sentence on, later two.

An estimate from counted features (`features.py`), not a test: it was set so that forty short texts written for it
(tests/language/levels.tsv) come out right, and has not been measured against examined learners.
"""

import math
from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from tutorfleet.language.edits import Edit
from tutorfleet.language.features import Features, features

Band = Literal["A1", "A2", "B1", "B2", "C1", "C2"]
BANDS: tuple[Band, ...] = get_args(Band)
STEPS = ((0, 6.0), (1, 1.0), (15, 0.75), (40, 0.5))
"""From so many sentences on, so many bands to either side of the estimate."""
USUAL, USUAL_WORDS = 1.8, 6
"""Before a word is seen a learner is near the end of A2; what is seen outweighs that from so many words on."""
PER_WORD, LONGEST = 0.15, 18
"""bands for a word more in a sentence, and from where on a longer sentence shows nothing more"""
PER_LETTER, FEWEST_LETTERS, MOST_LETTERS = 0.6, 5.0, 9.5
"""bands for a letter more in a word that carries meaning: long words are the rarer ones"""
PER_MISTAKE, MOST_MISTAKES = 0.06, 15
"""bands for a mistake more in a hundred words"""


class Level(msgspec.Struct, frozen=True):
    """Between `low` and `high`, from `sentences` sentences; `needed` more until the range narrows (0: it is narrow)."""

    low: Band
    high: Band
    sentences: int
    needed: int
    evidence: list[str]


def level(texts: Sequence[str], edits: Sequence[Sequence[Edit]]) -> Level:
    """The range of levels that the learner's messages (oldest first) and their edits support."""
    counted = features(texts, edits)
    width = [w for n, w in STEPS if counted.sentences >= n][-1]
    needed = next((n - counted.sentences for n, _ in STEPS if n > counted.sentences), 0)
    at = estimate(counted)
    low, high = (BANDS[max(0, min(5, math.floor(at + side * width)))] for side in (-1, 1))
    return Level(low=low, high=high, sentences=counted.sentences, needed=needed, evidence=_evidence(counted))


def shown(counted: Features) -> Band:
    """The band in the middle of what is counted."""
    return BANDS[math.floor(estimate(counted))]


def estimate(counted: Features) -> float:
    """The middle of the range: 0 is the beginning of A1, 6 the end of C2."""
    if not counted.content:
        return USUAL
    length = PER_WORD * min(counted.length, LONGEST)
    wording = PER_LETTER * (min(counted.letters, MOST_LETTERS) - FEWEST_LETTERS)
    wrong = PER_MISTAKE * min(counted.rate, MOST_MISTAKES)
    shown = max(0.0, min(5.9, length + wording - wrong))
    return (counted.words * shown + USUAL_WORDS * USUAL) / (counted.words + USUAL_WORDS)


def _evidence(counted: Features) -> list[str]:
    if not counted.sentences:
        return []
    found = [
        f"{counted.sentences} sentences of {counted.length:.1f} words on average",
        f"{counted.rate:.1f} mistakes per 100 words",
        f"{len(counted.types)} different words",
    ]
    if counted.learned:
        found.append("less common words: " + ", ".join(sorted(counted.learned, key=lambda w: (-len(w), w))[:5]))
    if counted.links:
        found.append("joins ideas with: " + ", ".join(sorted(counted.links)))
    return found
