"""Correct a text: Harper with its false alarms tamed, and our own rules above it.

Harper is imported and built at the first `check`, once a process (about a second, 130 MB), and used by one thread at a
time. `rules_only` and everything else in this room work without it. Only the first `tokens.LONGEST` characters are read.
"""

from collections.abc import Iterable, Iterator

import msgspec

from tutorfleet.language.edits import Edit, apply, without_overlaps
from tutorfleet.language.harper_lints import harper_edits
from tutorfleet.language.rules import RULES
from tutorfleet.language.tokens import LONGEST, MASK, Sentence, is_english, mask, sentences

ENOUGH = 0.65
"""Edits less sure than this are not shown: a false alarm costs a learner's trust, a miss costs little."""

MANY = 12
"""Harper's grammar corrections of one sentence; each is judged by running all our rules, so more would cost seconds."""


def check(text: str) -> list[Edit]:
    """The confident corrections of `text`, in text order, not overlapping. Never raises, whatever the text."""
    found = [s for s in sentences(text) if is_english(s)]
    if not found:
        return []
    theirs = list(harper_edits(_only(found, text), text))
    spelling = without_overlaps([edit for edit in theirs if edit.category == "spelling"])
    others = [edit for edit in theirs if edit.category != "spelling"]
    return _sure([*_own_after(spelling, text), *spelling, *_good(others, text)])


def rules_only(text: str) -> list[Edit]:
    """As `check`, but from our own rules alone: light, no Harper."""
    return _sure(_own(text))


def _sure(edits: Iterable[Edit]) -> list[Edit]:
    return without_overlaps([edit for edit in edits if edit.confidence >= ENOUGH])


def _own(text: str) -> Iterator[Edit]:
    for sentence in sentences(text):
        if is_english(sentence):
            for rule in RULES:
                yield from rule.edits(sentence, text)


def _own_after(spelling: list[Edit], text: str) -> Iterator[Edit]:
    """What our rules find once the words are spelt right ("My freind go"), in the places of `text` itself."""
    for edit in _own(apply(text, spelling)):
        start, end = _place(edit.start, spelling, at_end=False), _place(edit.end, spelling, at_end=True)
        yield msgspec.structs.replace(edit, start=start, end=end, original=text[start:end])


def _place(index: int, spelling: list[Edit], at_end: bool) -> int:
    """The index in the text before the spelling edits; inside a replaced word its beginning or its end."""
    shift = 0
    for edit in spelling:
        start = edit.start + shift
        end = start + len(edit.replacement)
        if index < start or (index == start and not at_end):
            break
        if index < end or (index == end and at_end):
            return edit.end if at_end else edit.start
        shift += len(edit.replacement) - len(edit.original)
    return index - shift


def _only(found: list[Sentence], text: str) -> str:
    """The masked text with every sentence hidden that is not English."""
    parts, done, masked = [], 0, mask(text[:LONGEST])
    for sentence in found:
        end = sentence.start + len(sentence.text)
        parts += [MASK * (sentence.start - done), masked[sentence.start : end]]
        done = end
    return "".join(parts)


def _good(edits: list[Edit], text: str) -> Iterator[Edit]:
    """Those that stay within a sentence and are not objected to. A sentence with more than MANY is no prose: none of it."""
    for sentence in sentences(text):
        end = sentence.start + len(sentence.text)
        inside = [edit for edit in edits if sentence.start <= edit.start < end and edit.end <= end]
        if len(inside) <= MANY:
            yield from (edit for edit in inside if not _makes_worse(edit, sentence))


def _makes_worse(edit: Edit, sentence: Sentence) -> bool:
    """Whether our rules object, at the same place, to what it would leave."""
    start, end = edit.start - sentence.start, edit.end - sentence.start
    after = apply(sentence.text, [msgspec.structs.replace(edit, start=start, end=end)])
    stop = start + len(edit.replacement)
    return any(new.start < stop and new.end > start for new in rules_only(after))
