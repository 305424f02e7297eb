"""Harper's findings with its false alarms tamed: which of its rules we trust, and what we tell the learner.

Harper has 900 rules for writers; a learner needs those that find mistakes, not those that find style. Only the rules named
here are switched on; each has one of our categories and a reason of our own. Of spelling only what is very probably a
mistake passes: `is_misspelling`. Harper is imported when it is first needed, and used by one thread at a time.
"""

import ctypes
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from tutorfleet.language.edits import Category, Edit, Reason
from tutorfleet.language.morph import frequent, thirds, verbs
from tutorfleet.language.tokens import MASK, is_local
from tutorfleet.language.words import lines, words

if TYPE_CHECKING:
    from harper import Lint, Linter

CONFIDENCE = 0.75
"""Of a rule of Harper's; our own rules, which are mostly surer, win where both speak."""
SLOW = 0.5
"""Seconds: a call that takes longer has built tables, which it does once (the first word that is near to no other)."""
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
        span, replacement = lint.span, _replacement(name, lint)
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
                confidence=CONFIDENCE - 0.02 * (name == "SpellCheck"),
                reason=Reason(
                    reason.en.replace("{replacement}", replacement), reason.id.replace("{replacement}", replacement)
                ),
            )


def is_misspelling(word: str, meant: str) -> bool:
    """Whether a word that no dictionary has is a misspelling of a frequent one, and not a name or a word from elsewhere.

    Small letters only, at least four; one slip (a letter too many, too few, wrong, or two swapped), two in a long word;
    the first letter right; no doubt with Indonesian by its shape.
    """
    if word in words("british") or _american(word) == _american(meant):
        return False
    if (
        not (word.isascii() and word.isalpha() and word.islower() and len(word) >= 4)
        or is_local(word)
        or _is_indonesian_shape(word)
    ):
        return False
    slips = distance(word, meant)
    swapped = slips == 1 and sorted(word) == sorted(meant)
    enough = slips == 1 if len(word) < 8 else slips <= 2
    return meant in frequent() and word[0] == meant[0] and enough and (len(word) >= 5 or swapped)


def distance(one: str, other: str) -> int:
    """Slips between two words: insertion, deletion, substitution, swap of neighbours."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]


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
    from harper import Linter  # noqa: PLC0415 - 130 MB: only the program that corrects pays for it

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
        linter, begun = _linter(), time.process_time()
        found = linter.organized_lints(clean, language="plaintext")
        if time.process_time() - begun > SLOW:
            _return_freed_memory()
    return [(name, lint) for name, group in found.items() if name in trusted() for lint in group]


def _replacement(name: str, lint: "Lint") -> str | None:
    choices = [s.replacement_text for s in lint.suggestions if int(s.kind) == 0]
    if name == "SpellCheck":
        word = lint.problem_text
        if any(_american(word) == _american(choice) for choice in choices):
            return None
        if re.fullmatch(r"[A-Z][a-z]{5,}", word):
            # A capital may be a name; only a word near a function word ("Tommorow", "Becouse") is none.
            near = sorted((distance(word.lower(), c.lower()), c.lower()) for c in choices if _is_function_slip(word, c))
            return near[0][1].capitalize() if near else None
        order = sorted((distance(word, c), i) for i, c in enumerate(choices) if is_misspelling(word, c))
        return choices[order[0][1]] if order else None
    return choices[0] if choices else None


def _is_function_slip(word: str, meant: str) -> bool:
    return meant.lower() in words("function") and len(meant) > 5 and is_misspelling(word.lower(), meant.lower())


def _is_alarm(name: str, start: int, end: int, plain: str) -> bool:
    """False alarms of single rules: "you guys" is no verb; "es teh" is iced tea, not "the"."""
    if name == "PronounVerbAgreement":
        if re.search(r"\b(?:am|is|are|was|were|do|does|did|and|or)\s+\w+\s+$", plain[:start], re.IGNORECASE):
            return True  # "Is he work here?" has another mistake; in "he and she live" the subject is two
        return plain[start:end].lower() not in verbs() | thirds().keys() | {"am", "is", "are", "was", "were"}
    if name == "The":
        before, after = re.findall(r"\w+", plain[:start])[-1:], re.findall(r"^\s+(\w+)", plain[end:])
        return (
            not after
            or after[0] in {"at", "and", "with", "in", "from", "is"}
            or any(is_local(word) for word in before + after)
        )
    return False


_AMERICAN = (
    (re.compile(r"our(?=$|s|ed|ing|ite|ful|able|less|hood|y)"), "or"),
    (re.compile(r"([iy])s(?=e|ing|ation)"), r"\1z"),
    (re.compile(r"ll(?=ed|ing|er)"), "l"),
    (re.compile(r"tre(?=$|s|d)"), "ter"),
    (re.compile(r"ogue"), "og"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"mme"), "m"),
    (re.compile(r"(?:ae|oe)"), "e"),
)


def _american(word: str) -> str:
    """One spelling for both sides of the Atlantic, to compare with: not itself meant to be shown."""
    for british, american in _AMERICAN:
        word = british.sub(american, word)
    return word


def _is_indonesian_shape(word: str) -> bool:
    return word.endswith(("nya", "kan", "lah", "kah", "ku", "mu")) or word.startswith(
        ("meng", "meny", "mem", "ber", "peng", "pem", "ngg")
    )
