"""Subjects that are some of many: one of my friends, everyone in my family, most of the students, which bus.

Where their verb must be, and whether they count as one, is told as in `noun_subjects.py`.
"""

from collections.abc import Iterator

from tutorfleet.language.rules.clauses import is_inverted, opens
from tutorfleet.language.rules.noun_subjects import Subject, over
from tutorfleet.language.rules.nounwords import persons
from tutorfleet.language.tags import Phrase, Tagged
from tutorfleet.language.words import words

_ONE = frozenset({"one", "each", "neither", "either"})
_SEVERAL = frozenset({"some", "most", "all", "many", "several", "both", "few", "two", "three", "four", "five", "half"})
_ANYONE = frozenset({"everyone", "everybody", "someone", "somebody", "nobody"})
_ANYTHING = frozenset({"everything", "something", "nothing", "everyone", "everybody", "someone"})
_ASKING = frozenset({"know", "tell", "me", "ask", "sure", "see", "check", "remember", "say", "you", "him", "her", "us"})


def part_subjects(t: Tagged) -> Iterator[Subject]:
    """Such subjects of the sentence, with the place where the verb must be."""
    for i in range(len(t.tags) - 2):
        if t.word(i) in _ASKED:
            yield from _which(t, i)
        elif t.word(i) in {"he", "she", "you"} and t.word(i + 1) == "and" and i == 0:
            phrase = t.phrase(2) if t.can(2, "poss", "name") else None
            if phrase is not None:
                yield Subject(0, phrase.head, t.skip(phrase.end), True)
        elif t.word(i) == "one" and t.word(i - 1) in {"every", "no"} and opens(t.sentence, i - 1):
            yield from _part(t, i) if t.word(i + 1) == "of" else _no_one(t, i)
        elif t.word(i) == "both" and opens(t.sentence, i) and t.can(i + 1, "name", "poss"):
            yield from _both(t, i)
        elif opens(t.sentence, i) and not is_inverted(t.sentence, i):
            yield from _part(t, i)


_ASKED = frozenset({"which", "what"})


def _part(t: Tagged, i: int) -> Iterator[Subject]:
    phrase = None
    if t.word(i) in _ONE | _SEVERAL and t.word(i + 1) == "of":
        phrase = t.phrase(i + 2)
        phrase = phrase if phrase and _is_sure(t, i, phrase) else None
    elif t.word(i) in _ANYTHING and t.word(i + 1) in {"that", "who", "i", "you", "we", "they", "he", "she"}:
        yield Subject(i, i, t.skip(over(t, i + 1)), False, True)
    elif t.word(i) in _ANYONE and t.can(i + 1, "prep") and t.word(i + 1) not in {"but", "except", "like"}:
        phrase = t.phrase(i + 2)
    elif t.word(i) == "a" and t.word(i + 1) in {"lot", "number"} and t.word(i + 2) == "of":
        phrase = t.phrase(i + 3)
        phrase = phrase if phrase and _are_several(t, phrase.head) else None
    if phrase is not None:
        plural = t.word(i) in _SEVERAL | {"a"} and not _is_mass(t, phrase.head)
        yield Subject(i, i, t.skip(over(t, phrase.end)), plural, True)


def _is_sure(t: Tagged, i: int, phrase: Phrase) -> bool:
    if t.word(i) in _ONE:
        return phrase.number != "singular" and t.can(phrase.start, "det", "poss", "pron", "obj")
    if t.word(phrase.start) in {"us", "you", "them"}:
        return True
    return t.can(phrase.start, "det", "poss") and (_are_several(t, phrase.head) or _is_mass(t, phrase.head))


def _are_several(t: Tagged, head: int) -> bool:
    return (t.only(head, "nouns") or t.word(head) == "people") and not _is_mass(t, head)


def _is_mass(t: Tagged, head: int) -> bool:
    return t.word(head).removesuffix("s") in words("no_plural") | {"food", "water", "money", "rice", "work"}


def _no_one(t: Tagged, i: int) -> Iterator[Subject]:
    """No one knows; no one in my class speaks French."""
    if t.word(i - 1) == "no" and not is_inverted(t.sentence, i):
        yield Subject(i - 1, i, t.skip(over(t, i + 1)), False, t.can(i + 1, "prep"))


def _both(t: Tagged, i: int) -> Iterator[Subject]:
    """Both Rina and Sari have."""
    first = t.phrase(i + 1)
    second = t.phrase(first.end + 1) if first and t.word(first.end) == "and" else None
    if second is not None and t.can(second.start, "name", "poss"):
        yield Subject(i, second.head, t.skip(second.end), True)


def _which(t: Tagged, i: int) -> Iterator[Subject]:
    """Tell me which bus go there: one thing that is asked for, and a verb that is nothing else."""
    verb = t.skip(i + 2)
    asked = i == 0 or t.word(i - 1) in _ASKING
    noun = t.only(i + 1, "noun") or t.word(i + 1) in persons()
    if asked and noun and t.only(verb, "base", "do", "not") and t.word(verb) != "do":
        yield Subject(i, i + 1, verb, False)
