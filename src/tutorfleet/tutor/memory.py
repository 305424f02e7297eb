"""What the tutor remembers of a learner's mistakes: which to use now, and what to keep of this turn. Pure.

Finding them (by category, then by nearness) and keeping them is the service's business.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from tutorfleet.language.edits import Edit

MISTAKE = "mistake"
LONGEST_SENTENCE = 300
"""characters of a sentence that is kept"""
ENDS = ".!?\n"


class Remembered(msgspec.Struct, frozen=True):
    """A memory as it was found. `detail` of a mistake: rule, original, replacement, sentence."""

    id: UUID
    kind: str
    category: str | None
    text: str
    detail: dict[str, Any]
    at: datetime


class Note(msgspec.Struct, frozen=True):
    """Something to remember."""

    kind: str
    category: str
    text: str
    detail: dict[str, str]


class Earlier(msgspec.Struct, frozen=True):
    """The same kind of mistake, made before."""

    memory: UUID
    sentence: str
    at: datetime


def earlier(edit: Edit, remembered: Sequence[Remembered]) -> Earlier | None:
    """The memory of the same rule, else of the same category; of several the first."""
    alike = [memory for memory in remembered if memory.kind == MISTAKE and memory.category == edit.category]
    same_rule = [memory for memory in alike if memory.detail.get("rule") == edit.rule]
    for memory in [*same_rule, *alike]:
        return Earlier(memory.id, str(memory.detail.get("sentence", memory.text)), memory.at)
    return None


def used(edits: Sequence[Edit], remembered: Sequence[Remembered], limit: int = 3) -> list[Remembered]:
    """What to have in mind for the reply: memories of the kinds of mistake made now first, one a category."""
    kinds = {edit.category for edit in edits}
    ordered = sorted(remembered, key=lambda memory: memory.category not in kinds)
    first_of_kind = {memory.category or str(memory.id): memory for memory in reversed(ordered)}
    return [memory for memory in ordered if memory in first_of_kind.values()][:limit]


def notes(text: str, edits: Iterable[Edit]) -> list[Note]:
    """One for each kind of mistake of this turn."""
    kinds = {(edit.category, edit.rule): edit for edit in reversed(list(edits))}
    return [note(text, edit) for edit in reversed(kinds.values())]


def note(text: str, edit: Edit) -> Note:
    sentence = sentence_of(text, edit)
    change = (
        f'"{edit.original}" should be "{edit.replacement}"' if edit.replacement else f'"{edit.original}" is too much'
    )
    wording = f"In “{sentence}”, {change} ({edit.category})."
    detail = {"rule": edit.rule, "original": edit.original, "replacement": edit.replacement, "sentence": sentence}
    return Note(MISTAKE, edit.category, wording, detail)


def sentence_of(text: str, edit: Edit) -> str:
    """The sentence that an edit stands in, shortened around it if it is very long."""
    start = max(text.rfind(end, 0, edit.start) for end in ENDS) + 1
    end = min((place + 1 for mark in ENDS if (place := text.find(mark, edit.end)) >= 0), default=len(text))
    if end - start > LONGEST_SENTENCE:
        start = max(start, edit.start - LONGEST_SENTENCE // 2)
        end = min(end, start + LONGEST_SENTENCE)
    return text[start:end].strip()
