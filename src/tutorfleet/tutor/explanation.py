"""Explanations of corrections from a scoring worker, checked against the rules that found them.

A model may word a reason; it may not contradict it. What does not hold is left out, and the written reason of the rule stays.
"""

import re
from collections.abc import Sequence
from typing import Any, Literal, Protocol

import msgspec

from tutorfleet.language.edits import Edit
from tutorfleet.tutor import prompts
from tutorfleet.tutor.errors import TutorError

Why = Literal["late", "no worker", "nothing to explain", "not usable"]
QUOTED = re.compile(r"[\"“‘']([^\"“”‘’']{1,60})[\"”’']")
WORD = re.compile(r"[\w'’-]+")


class Explained(msgspec.Struct, frozen=True, omit_defaults=True):
    """About the edit number `edit` of those that were shown."""

    edit: int
    text: str


class Explanation(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the model said; or, where it said nothing, why. `most_important`: the number of an edit."""

    explained: list[Explained] = []
    most_important: int | None = None
    absent: Why | None = None


class _Chosen(msgspec.Struct):
    most_important: str


class _Explained(msgspec.Struct):
    explanations: list[str]


class Scoring(Protocol):
    """The part of the balancer that explains."""

    async def show(self, region: str, model: str) -> dict[str, Any]: ...

    async def generate(self, region: str, body: dict[str, Any]) -> str: ...


async def explain(scoring: Scoring, region: str, model: str, text: str, edits: Sequence[Edit]) -> Explanation:
    """Ask a scoring worker about the edits that are shown. Never raises for what a worker does."""
    if not edits:
        return Explanation(absent="nothing to explain")
    try:
        if prompts.is_starter(await scoring.show(region, model)):
            return chosen(await scoring.generate(region, prompts.choose(model, text, edits)), edits)
        return worded(await scoring.generate(region, prompts.explain(model, text, edits)), edits)
    except TutorError:
        return Explanation(absent="no worker")


def chosen(answer: str, edits: Sequence[Edit]) -> Explanation:
    """A starter's choice: the written reason of the edit that it names."""
    try:
        reason = msgspec.json.decode(answer, type=_Chosen).most_important
        number = [edit.reason.en for edit in edits].index(reason)
    except (msgspec.DecodeError, ValueError):
        return Explanation(absent="not usable")
    return Explanation([Explained(number, edits[number].reason.en)], number)


def worded(answer: str, edits: Sequence[Edit]) -> Explanation:
    """A model's own words for each edit, those that hold."""
    try:
        texts = msgspec.json.decode(answer, type=_Explained).explanations
    except msgspec.DecodeError:
        return Explanation(absent="not usable")
    pairs = enumerate(zip(edits, map(str.strip, texts), strict=False))
    kept = [Explained(number, text) for number, (edit, text) in pairs if holds(edit, text)]
    return Explanation(kept) if kept else Explanation(absent="not usable")


def holds(edit: Edit, text: str) -> bool:
    """Whether an explanation goes with its edit: names the replacement, asks and quotes nothing else, does not praise the original."""
    said = words(text)
    if not text or "?" in text or (edit.replacement and not contains(said, words(edit.replacement))):
        return False
    known = set(words(edit.original)) | set(words(edit.replacement)) | set(words(edit.reason.en))
    quotes = [words(quote) for quote in QUOTED.findall(text)]
    return all(set(quote) <= known for quote in quotes) and not praised(edit.original, text)


def praised(original: str, text: str) -> bool:
    right = r"[\"”’']?\s+(?:is|was|are)\s+(?:already\s+)?(?:right|correct|fine|better)"
    return bool(original) and re.search(re.escape(original) + right, text, re.IGNORECASE) is not None


def contains(said: list[str], part: list[str]) -> bool:
    size = len(part)
    return any(said[start : start + size] == part for start in range(len(said) - size + 1))


def words(text: str) -> list[str]:
    return [word.strip("'’").casefold() for word in WORD.findall(text)]
