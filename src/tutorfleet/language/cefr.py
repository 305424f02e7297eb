"""A learner's level as a range of the CEFR (A1 to C2), with what it rests on: wide while there is little to go on."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from tutorfleet.language.edits import Edit

Band = Literal["A1", "A2", "B1", "B2", "C1", "C2"]


class Level(msgspec.Struct, frozen=True):
    """Between `low` and `high`; rests on `sentences` sentences, `needed` more until the range narrows (0: it is narrow)."""

    low: Band
    high: Band
    sentences: int
    needed: int
    evidence: list[str]


def level(texts: Sequence[str], edits: Sequence[Sequence[Edit]]) -> Level:
    """The range of levels that the learner's messages and their edits support."""
    return Level("A1", "C2", 0, 5, [])
