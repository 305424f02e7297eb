"""Edits and memories for the tests of this room."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tutorfleet.language.edits import Category, Edit, Reason
from tutorfleet.tutor.memory import MISTAKE, Remembered

TEXT = "Yesterday I go home. We was happy."
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def edit(original: str, replacement: str, category: Category = "tense", rule: str = "past", text: str = TEXT) -> Edit:
    start = text.index(original)
    reason = Reason(f"Say {replacement}, not {original}.", f"Pakai {replacement}.")
    return Edit(start, start + len(original), original, replacement, category, rule, 0.9, reason)


def remembered(number: int, category: str = "tense", rule: str = "past", **detail: Any) -> Remembered:
    kept = {"rule": rule, "sentence": f"Sentence {number}.", **detail}
    return Remembered(UUID(int=number), MISTAKE, category, f"Memory {number}", kept, NOW)


GO = edit("go", "went")
WAS = edit("was", "were", "agreement", "be")
