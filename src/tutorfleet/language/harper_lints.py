"""Harper's findings with its false alarms tamed: which of its rules we trust, and what we tell the learner.

Harper has 900 rules for writers; a learner needs those that find mistakes, not those that find style. Only the rules named
here are switched on; each has one of our categories and a reason of our own. Its spelling is off: at the first word that it
does not know it works for seconds and takes 45 MB, and our own (`misspelling.py`) is as good. Harper is imported when it
is first needed, and used by one thread at a time.
"""

import ctypes
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from tutorfleet.language.edits import Category, Edit, Reason
from tutorfleet.language.morph import thirds, verbs
from tutorfleet.language.tokens import MASK, is_local
from tutorfleet.language.words import lines

if TYPE_CHECKING:
    from harper import Lint, Linter

CONFIDENCE = 0.75
"""Of a rule of Harper's; our own rules, which are mostly surer, win where both speak."""
CATEGORY_REASONS: dict[Category, Reason] = {
    "agreement": Reason(
        "The verb must fit its subject: {replacement}.", "Kata kerja harus sesuai dengan subjeknya: {replacement}."
    ),
    "article": Reason(
        "The small word before the noun should be: {replacement}.",
        "Kata sandang di depan kata benda seharusnya: {replacement}.",
    ),
    "plural": Reason(
        "The form of this noun should be: {replacement}.", "Bentuk kata benda ini seharusnya: {replacement}."
    ),
    "verb-form": Reason(
        "Here the verb takes another form: {replacement}.", "Di sini kata kerja memakai bentuk lain: {replacement}."
    ),
    "adjective": Reason(
        "This adjective is compared in another way: {replacement}.",
        "Perbandingan kata sifat ini seharusnya: {replacement}.",
    ),
    "preposition": Reason("In English one says: {replacement}.", "Dalam bahasa Inggris: {replacement}."),
    "word-choice": Reason(
        "Two words are easily mixed up; here it is: {replacement}.",
        "Dua kata ini mudah tertukar; di sini: {replacement}.",
    ),
    "pronoun": Reason("Here the pronoun is: {replacement}.", "Di sini kata gantinya: {replacement}."),
    "spelling": Reason("This word is written: {replacement}.", "Kata ini ditulis: {replacement}."),
    "repetition": Reason("The same word stands here twice.", "Kata yang sama tertulis dua kali."),
    "capitalisation": Reason(
        "This word begins with a capital letter: {replacement}.", "Kata ini diawali huruf besar: {replacement}."
    ),
    "punctuation": Reason("It is written like this: {replacement}.", "Penulisannya: {replacement}."),
}


def harper_edits(plain: str, text: str) -> Iterator[Edit]:
    """What Harper finds in `plain`, the masked `text` (same length), as far as we trust it."""
    for name, lint in _lints(plain.replace(MASK, " ")):
        span, replacement = lint.span, _replacement(lint)
        original = text[span.start : span.end]
        hidden = MASK in plain[span.start : span.end]
        if (
            replacement is not None
            and replacement != original
            and not hidden
            and not _is_alarm(name, span.start, span.end, plain)
        ):
            category = trusted()[name]
            reason = CATEGORY_REASONS[category]
            yield Edit(
                start=span.start,
                end=span.end,
                original=original,
                replacement=replacement,
                category=category,
                rule=f"harper-{name}",
                confidence=CONFIDENCE,
                reason=Reason(
                    reason.en.replace("{replacement}", replacement), reason.id.replace("{replacement}", replacement)
                ),
            )


@cache
def trusted() -> dict[str, Category]:
    """Harper's rules that are switched on, with our category: `data/harper.txt`."""
    table: dict[str, Category] = {}
    for line in lines("harper"):
        head, _, names = line.partition(":")
        category: Category = next(c for c in CATEGORY_REASONS if c == head)
        table |= dict.fromkeys(names.split(), category)
    return table


_LOCK = threading.Lock()


@cache
def _linter() -> "Linter":
    from harper import Linter  # noqa: PLC0415 - 110 MB: only the program that corrects pays for it

    linter = Linter()
    linter.set_lint_config({name: name in trusted() for name in linter.get_lint_descriptions()})
    _return_freed_memory()
    return linter


def _return_freed_memory() -> None:
    """Building tables leaves some 35 MB free that glibc would keep to itself."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _lints(plain: str) -> list[tuple[str, "Lint"]]:
    # Harper takes no lone surrogates; the sign put in their place is as long as they are.
    clean = "".join("?" if "\ud800" <= c <= "\udfff" else c for c in plain)
    with _LOCK:
        found = _linter().organized_lints(clean, language="plaintext")
    return [(name, lint) for name, group in found.items() if name in trusted() for lint in group]


def _replacement(lint: "Lint") -> str | None:
    choices = [s.replacement_text for s in lint.suggestions if int(s.kind) == 0]
    return choices[0] if choices else None


def _is_alarm(name: str, start: int, end: int, plain: str) -> bool:
    """False alarms of single rules: "you guys" is no verb; "es teh" is iced tea, not "the"; Made and Will are men."""
    if name == "RepeatedWords":
        first, *_, last = plain[start:end].split()
        return first != last and re.search(r"\w $", plain[:start]) is not None
    if name in {"Everyone", "Myself"}:  # every one of them; my self-esteem
        return plain.startswith((" of ", "-"), end)
    if name == "WillNonLemma":
        return plain.startswith("Will", start) and re.search(r"\w,? $", plain[:start]) is not None
    if name == "PronounVerbAgreement":
        if re.search(r"\b(?:am|is|are|was|were|do|does|did|and|or)\s+\w+\s+$", plain[:start], re.IGNORECASE):
            return True  # "Is he work here?" has another mistake; in "he and she live" the subject is two
        return plain[start:end].lower() not in verbs() | thirds().keys() | {"am", "is", "are", "was", "were"}
    if name == "PronounInflectionBe":
        # "If no questions to it are asked", "both a name and one without a mark are fine": the pronoun is not the subject.
        before = re.findall(r"[\w']+", plain[:start].lower())[-2:]
        return bool(before) and before[0] in {
            "to",
            "of",
            "with",
            "for",
            "in",
            "on",
            "by",
            "about",
            "before",
            "after",
            "and",
        }
    if name == "ThereIsAgreement":
        return re.match(r"\s*(?:is|are|was|were)?\s*(?:lots|enough|plenty)\b", plain[start:]) is not None
    if name == "ItsContraction":
        return re.match(r"\s+\w+ed\s+\w+", plain[end:]) is not None
    if name == "The":
        before, after = re.findall(r"\w+", plain[:start])[-1:], re.findall(r"^\s+(\w+)", plain[end:])
        return (
            not after
            or after[0] in {"at", "and", "with", "in", "from", "is"}
            or any(is_local(word) for word in before + after)
        )
    return False
