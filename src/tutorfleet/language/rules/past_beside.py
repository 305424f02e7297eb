"""A present verb beside a past one in the same sentence: "He take the rice cooker and ran away".

The search behind `narrative.py`; `sequence.py` has the other order ("He ran away and take it"). States and habits stay: "She writes
novels and won a prize". So the form must be wrong anyway, or the verb one that tells what was done once, or the story before
must be in the past.
"""

from collections.abc import Iterator

from tutorfleet.language.morph import past
from tutorfleet.language.rule import Fix
from tutorfleet.language.rules.units import (
    View,
    base_of,
    is_base,
    is_noun,
    is_past,
    is_plain_past,
    listed,
    view,
    words_of,
)
from tutorfleet.language.rules.verb_groups import Clause, base_at, clauses, skip_adverbs
from tutorfleet.language.tokens import Sentence

_BREAKS = words_of("past_time.breaks") | words_of("narrative.before_others")
_ANYHOW = 0.96
_LIKELY = 0.8


def beside(sentence: Sentence, told: bool, weakly: bool = False) -> Iterator[Fix]:
    """The present verbs of a sentence that a past verb beside them shows to be of the past.

    `told`: so is the story before; `weakly`: a state was told before (the kitchen was full of smoke).
    """
    seen, known = view(sentence), clauses(sentence)
    for i, clause in enumerate(known):
        if not _is_main(seen, clause):
            continue
        rest = known[i + 1 :]
        if told and _is_state(seen, clause) and (_past_after(seen, clause, rest, own=True) or _was_too(seen, rest)):
            yield _fix(seen.fix(clause.first, clause.first, "were" if clause.who in {"we", "they"} else "was"), _LIKELY)
        was = known[i - 1] if i and seen.word(clause.start - 1) in {"and", "so", "but"} else None
        if told and was is not None and clause.who != "i" and _is_state(seen, clause) and is_told(seen, was):
            yield _fix(seen.fix(clause.first, clause.first, "were" if clause.who in {"we", "they"} else "was"), _LIKELY)
        yield from _so_that(seen, clause, known[i + 1 :], told)
        base = base_of(seen.word(clause.main), "base", "third") if clause.main >= 0 else ""
        if clause.helpers or not base or is_past(seen.word(clause.main)) or past(base) == base:
            continue
        confidence = _confidence(seen, clause, base, told or (weakly and _one_event(seen, clause, rest)))
        if confidence and _past_after(seen, clause, known[i + 1 :], own=False):
            yield _fix(seen.fix(clause.main, clause.main, past(base)), confidence)


def is_told(seen: View, clause: Clause) -> bool:
    """Whether the clause tells of the past for sure: went, saw; was cooking; did not go. Not "worked by", not "used to"."""
    if clause.asked >= 0 or clause.who == "":
        return False
    word = seen.word(clause.first)
    if clause.helpers:
        do = word == "did" and seen.word(clause.first + 1) == "not"
        do = do or (word in {"don't", "doesn't"} and clause.main >= 0 and is_plain_past(seen.word(clause.main)))
        return word in {"was", "were", "wasn't", "weren't", "didn't"} or do
    return is_past(word) and word not in {"used", "lay", "bound", "wound", "ground"}


def is_bare(seen: View, clause: Clause) -> bool:
    """Whether the verb lacks its -s: "he look". Then the form is wrong anyway."""
    word = seen.word(clause.main)
    return clause.third and not clause.helpers and clause.main >= 0 and is_base(word) and not is_past(word)


def _so_that(seen: View, clause: Clause, later: tuple[Clause, ...], told: bool) -> Iterator[Fix]:
    """I feel so sad that I cried; in a story it is so hot that we left. Not "it is so good that I read it twice"."""
    word = seen.word(clause.first)
    at = clause.first + 1
    if seen.word(at) != "so" or not (told or (seen.word(clause.start) == "i" and word in {"feel", "am"})):
        return
    if any(seen.word(c.start - 1) == "that" and is_told(seen, c) and c.start - at < 5 for c in later[:1]):
        new = {
            "am": "was",
            "is": "was",
            "are": "were",
            "feel": "felt",
            "feels": "felt",
            "look": "looked",
            "looks": "looked",
        }
        if word in new:
            yield _fix(seen.fix(clause.first, clause.first, new[word]), _LIKELY)


def _fix(fix: Fix, confidence: float) -> Fix:
    return Fix(fix.start, fix.end, fix.replacement, confidence=confidence)


_ONE_DEED = frozenset(
    {"open", "close", "shut", "lock", "call", "take", "push", "pull", "throw", "drop", "hit", "break", "catch", "pick"}
)


def _one_event(seen: View, clause: Clause, later: tuple[Clause, ...]) -> bool:
    """My mother opens the window and we went outside: done with a known thing, and then somebody else did something."""
    other = next(iter(later), None)
    known = seen.word(clause.main + 1) == "the" and is_noun(seen.word(clause.main + 2)) and seen.word(clause.main + 3)
    known = known if base_at(seen, clause) in _ONE_DEED else ""
    joined = known in {"and", "but", "so"} and other is not None and other.start == clause.main + 4
    return joined and other is not None and _joined(seen, other)


def _was_too(seen: View, later: tuple[Clause, ...]) -> bool:
    """We are hungry, but the restaurants were closed."""
    other = next(iter(later), None)
    if other is None or seen.word(other.start - 1) not in {"but", "and", "so"}:
        return False
    return seen.word(other.first) in {"was", "were"}


def _is_main(seen: View, clause: Clause) -> bool:
    return clause.asked < 0 and seen.word(clause.start - 1) not in _BREAKS and seen.word(clause.start) != "you"


def _is_state(seen: View, clause: Clause) -> bool:
    """Is very excited: a mood, which passes."""
    at = clause.first + 1
    at += seen.word(at) in {"very", "so", "too", "really"}
    moods = words_of("sequence.feelings")
    return len(clause.helpers) == 1 and seen.word(clause.first) in {"am", "is", "are"} and seen.word(at) in moods


def _confidence(seen: View, clause: Clause, base: str, told: bool) -> float:
    """How sure it is that the verb is of the past, given that the one beside it is; 0: not."""
    act, once = base in listed("events", "act"), base in listed("events", "once")
    looks = base in {"look", "feel", "seem", "become", "get"}
    if not (act or once or looks):
        return 0
    if is_bare(seen, clause):
        return _ANYHOW
    first = seen.word(0) in {"on", "in", "during"} and "first" in {seen.word(1), seen.word(2)}
    day = first or (seen.word(0) == "on" and (seen.word(1).endswith("day") or "morning" in seen.sentence.words))
    return _LIKELY if told or once or day or "then" in seen.sentence.words else 0


def _past_after(seen: View, clause: Clause, later: tuple[Clause, ...], own: bool) -> bool:
    """Whether a past verb is joined to the clause: with the same subject, or (if not `own`) with one of its own."""
    last = max(clause.main, clause.first)
    end = later[0].start if later else len(seen.units)
    for i in range(last + 1, end):
        if seen.word(i) in _BREAKS or seen.word(i) in {";", ":", "."}:
            break
        if seen.word(i) in {"and", "but", "then"} and _is_past_verb(seen, skip_adverbs(seen, i + 1)):
            return True
    return not own and any(_joined(seen, other) for other in later)


def _is_past_verb(seen: View, at: int) -> bool:
    word = seen.word(at)
    if word == "didn't" or (word == "did" and seen.word(at + 1) == "not"):
        return True
    if not is_past(word) or is_noun(word) or word in {"was", "were"}:
        return False
    follows = seen.word(at + 1) in words_of("past_time.takes") | words_of("past_time.particles") | {"that", "tired"}
    return follows or (is_plain_past(word) and not seen.can(at, "adj"))


def _joined(seen: View, other: Clause) -> bool:
    """And I told her, but I just laughed, so we left: an event, joined by and, but, so or then."""
    if seen.word(other.start - 1) not in {"and", "but", "so", "then"} or not is_told(seen, other):
        return False
    base = base_at(seen, other)
    event = base in listed("events", "act") | listed("events", "once") and not other.helpers
    return event or (seen.word(other.first) in {"didn't", "did"} and base != "")
