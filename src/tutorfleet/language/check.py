"""Correct a text: Harper with its false alarms tamed, and our own rules above it.

What is found is made in the text, and the text is looked at again with the same eyes: where one correction makes room for
another they become one, and where two take each other back neither is shown, so that a corrected text has nothing more to
correct.

Harper is imported and built at the first `check`, once a process (about a second, 110 MB), and used by one thread at a
time. `rules_only` and everything else in this room work without it. Only the first `tokens.LONGEST` characters are read.
"""

from collections.abc import Callable, Iterator

import msgspec

from tutorfleet.language.compose import compose, written
from tutorfleet.language.edits import Edit, apply, without_overlaps
from tutorfleet.language.harper_lints import harper_edits
from tutorfleet.language.rule import found_by
from tutorfleet.language.rules import RULES, spelling
from tutorfleet.language.tokens import LONGEST, MASK, Sentence, is_english, mask, sentences

ENOUGH = 0.65
"""Edits less sure than this are not shown: a false alarm costs a learner's trust, a miss costs little."""

MANY = 12
"""Harper's grammar corrections of one sentence; each is judged by running all our rules, so more would cost seconds."""

ROUNDS = 3
"""How often a corrected text is looked at again."""

Clean = frozenset[str]
"""Sentences, as they are masked, in which nothing was found: they need not be looked at again."""

Look = Callable[[str, Clean], list[Edit]]
"""Finds the edits of a text, leaving out what is clean."""


def check(text: str) -> list[Edit]:
    """The confident corrections of `text`, in text order, not overlapping. Never raises, whatever the text."""
    return agreed(text, _all)


def rules_only(text: str) -> list[Edit]:
    """As `check`, but from our own rules alone: light, no Harper."""
    return agreed(text, _own)


def agreed(text: str, look: Look) -> list[Edit]:
    """What `look` finds, and finds after it, as edits of `text`; without what it never comes to rest with."""
    edits, clean = look(text, frozenset()), frozenset[str]()
    for _ in range(ROUNDS):
        clean |= _clean(text, edits)
        more = look(apply(text, edits), clean) if edits else []
        if not more:
            return edits
        edits = compose(text, edits, more)
    contested = look(apply(text, edits), clean)
    return [edit for start, end, edit in written(edits) if not any(c.start < end and c.end > start for c in contested)]


def _clean(text: str, edits: list[Edit]) -> Clean:
    places = [(s.start, s.start + len(s.text), s.text) for s in sentences(text)]
    return frozenset(found for start, end, found in places if not any(e.start <= end and e.end >= start for e in edits))


def _all(text: str, clean: Clean) -> list[Edit]:
    found = [s for s in sentences(text) if s.text not in clean and is_english(s)]
    theirs = list(harper_edits(_only(found, text), text)) if found else []
    ours = found_by(spelling.RULES, found, text)
    spelt = without_overlaps([*ours, *(edit for edit in theirs if edit.category == "spelling")])
    # Our rules see the words spelt right: "My freind go".
    own = compose(text, spelt, _own(apply(text, spelt), clean))
    others = [edit for edit in theirs if edit.category != "spelling"]
    return without_overlaps([*own, *_good(others, text)])


def _own(text: str, clean: Clean) -> list[Edit]:
    found = [s for s in sentences(text) if is_english(s)]
    return without_overlaps([edit for edit in found_by(RULES, found, text, clean) if edit.confidence >= ENOUGH])


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
    return any(new.start < stop and new.end > start for new in _own(after, frozenset()))
