"""An edit: one correction of a learner's text, with its kind and its reason in English and Indonesian.

Indices are those of Python's `str` (code points), so `text[edit.start:edit.end] == edit.original`.
How edits are found is the business of `check.py`; which of them a learner sees is that of `ranking.py`.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

import msgspec

Category = Literal[
    "tense",
    "agreement",
    "article",
    "plural",
    "verb-form",
    "preposition",
    "word-order",
    "spelling",
    "word-choice",
    "pronoun",
    "adjective",
    "connective",
    "repetition",
    "punctuation",
    "capitalisation",
]
CATEGORIES: tuple[str, ...] = get_args(Category)


class Reason(msgspec.Struct, frozen=True):
    """Why, for the learner: one or two plain sentences, the same in English and in Indonesian."""

    en: str
    id: str


class Edit(msgspec.Struct, frozen=True):
    """Replace `text[start:end]` (which is `original`) by `replacement`; an empty replacement removes it.

    `rule` names what found it (`docs/rules.md`); `confidence` is 0 to 1: how sure we are that it is a mistake and that
    the replacement is right.
    """

    start: int
    end: int
    original: str
    replacement: str
    category: Category
    rule: str
    confidence: float
    reason: Reason


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with every edit made. The edits may come in any order, but must not overlap.

    Raises ValueError if two overlap or if one does not belong to this text.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < done or text[edit.start : edit.end] != edit.original:
            raise ValueError(f"edit {edit.start}:{edit.end} ({edit.rule}) overlaps another or belongs to another text")
        parts += [text[done : edit.start], edit.replacement]
        done = edit.end
    return "".join(parts) + text[done:]


def without_overlaps(edits: Sequence[Edit]) -> list[Edit]:
    """The edits in text order; where two touch the same words the more confident one stays (the longer one on a tie)."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (-e.confidence, e.start - e.end, e.start, e.rule)):
        if all(edit.end <= other.start or edit.start >= other.end for other in kept):
            kept.append(edit)
    return sorted(kept, key=lambda e: (e.start, e.end))
