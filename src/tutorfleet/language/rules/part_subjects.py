"""Subjects that are some of many: one of my friends, everyone in my family, most of the students, which bus.

Where their verb must be, and whether they count as one, is told as in `noun_subjects.py`.
"""

from collections.abc import Iterator

from tutorfleet.language.rules.clauses import is_inverted, opens
from tutorfleet.language.rules.noun_subjects import Subject, over
from tutorfleet.language.rules.nounwords import persons
from tutorfleet.language.tags import Tagged

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
        elif opens(t.sentence, i) and not is_inverted(t.sentence, i):
            yield from _part(t, i)


_ASKED = frozenset({"which", "what"})


def _part(t: Tagged, i: int) -> Iterator[Subject]:
    phrase = None
    if t.word(i) in _ONE | _SEVERAL and t.word(i + 1) == "of":
        phrase = t.phrase(i + 2)
        many = phrase and phrase.number != "singular" and t.can(phrase.start, "det", "poss", "pron")
        sure = many and (t.word(i) in _ONE or (phrase and t.only(phrase.head, "nouns")))
        phrase = phrase if sure else None
    elif t.word(i) in _ANYTHING and t.word(i + 1) in {"that", "who", "i", "you", "we", "they", "he", "she"}:
        yield Subject(i, i, t.skip(over(t, i + 1)), False, True)
    elif t.word(i) in _ANYONE and t.can(i + 1, "prep") and t.word(i + 1) not in {"but", "except", "like"}:
        phrase = t.phrase(i + 2)
    if phrase is not None:
        yield Subject(i, i, t.skip(over(t, phrase.end)), t.word(i) in _SEVERAL, True)


def _which(t: Tagged, i: int) -> Iterator[Subject]:
    """Tell me which bus go there: one thing that is asked for, and a verb that is nothing else."""
    verb = t.skip(i + 2)
    asked = i == 0 or t.word(i - 1) in _ASKING
    noun = t.only(i + 1, "noun") or t.word(i + 1) in persons()
    if asked and noun and t.only(verb, "base", "do", "not") and t.word(verb) != "do":
        yield Subject(i, i + 1, verb, False)
