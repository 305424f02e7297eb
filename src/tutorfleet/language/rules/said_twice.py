"""What a relative clause says twice: the film that I saw it, the man who I talked to him, the house where I was born there."""

from collections.abc import Iterator

from tutorfleet.language.rule import Fix
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import TIMES, all_singulars, is_person, put
from tutorfleet.language.rules.relatives import ASKS, noun_before
from tutorfleet.language.tags import FINITE, NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence

_FACTS = group("relatives.facts") | TIMES | {"place", "shop", "store", "thing"}
_STAYS = group("relatives.stays") | {"stayed", "lived", "worked", "studied", "eat", "play", "grew"}
_WHERE = frozenset(
    {"place", "park", "house", "village", "town", "city", "room", "restaurant", "school", "beach", "shop"}
)
LONGEST = 7
"""So many words after the relative pronoun what is said twice may come."""


def object_twice(t: Tagged, who: int) -> Iterator[Fix]:
    """At the pronoun `who` after a thing or a person: "it" or "him" is one too many."""
    noun, person = noun_before(t, who), is_person(t.word(who - 1))
    phrase, verb = t.phrase_before(who), _verb_of(t, who + 1)
    if not verb or phrase is None or noun in _FACTS or not (noun in all_singulars() or person):
        return
    if any(t.word(i) in {"so", "such"} for i in range(max(0, who - 6), who)):
        return
    if t.word(phrase.start - 1) in ASKS | {"say", "said"} or not t.can(phrase.start, "det", "poss"):
        return
    again = {"him", "her", "them"} if person else {"it", "them"}
    for i in range(verb + 1, min(verb + LONGEST, len(t.tags))):
        if t.only(i, "mark", "conj", "sub", "wh") or t.can(i, "ing"):
            return
        if t.word(i) in again:
            if (i == verb + 1 and _goes_on(t, i + 1)) or (t.can(i - 1, "prep", "to") and person and _closes(t, i + 1)):
                yield put(t.sentence, i, "")
            return


def _verb_of(t: Tagged, start: int) -> int:
    """The full verb of the clause whose subject begins at `start`; 0: none for certain."""
    if t.can(start, "subj"):
        at = t.skip(start + 1)
    else:
        phrase = t.phrase(start) if t.can(start, "poss", "name") or t.word(start) == "the" else None
        at = t.skip(phrase.end) if phrase else -1
    if at < 0:
        return 0
    while t.can(at, "modal", "have", "do", "not") and t.can(at + 1, "base", "done", "not", "adv"):
        at += 1
    return at if t.can(at, VERB) and not t.can(at, "be") else 0


def _goes_on(t: Tagged, at: int) -> bool:
    """Whether the clause is complete before `at`: an adverbial, a verb, the end; and no stranded preposition (put it in)."""
    stranded = t.can(at, "prep", "to") and (at + 1 >= len(t.tags) or t.only(at + 1, "mark") or t.can(at + 1, "be"))
    adverbial = t.can(at, "prep", "to", "adv", "be", "third", "past", "modal", "have") or t.word(at) in {"last", "this"}
    return not stranded and (at >= len(t.tags) or t.only(at, "mark") or adverbial)


def _closes(t: Tagged, at: int) -> bool:
    return at >= len(t.tags) or t.only(at, "mark") or t.can(at, "be", "modal", "third", "past")


def where_there(sentence: Sentence) -> Iterator[Fix]:
    """The house where I live in; the cafe where I work at it; the park which we play in there."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 3):
        asked = t.word(i - 2) in ASKS or not t.can(i - 1, NOUN)
        if t.word(i) == "where" and not asked and t.can(i + 1, "subj", "poss", "name", "det"):
            yield from _place_twice(t, i)
        elif t.word(i) in {"which", "that"} and not asked and noun_before(t, i) in _WHERE and _verb_of(t, i + 1):
            there = _there(t, i)
            if there:
                yield put(sentence, i, "where")
                yield put(sentence, there, "")


def _there(t: Tagged, where: int) -> int:
    """Where "there" stands that closes the clause; 0: nowhere."""
    for j in range(where + 3, min(where + LONGEST, len(t.tags))):
        if t.only(j, "mark", "conj", "sub", "wh"):
            return 0
        if t.word(j) == "there":
            says = t.word(j - 1) in {"think", "thought", "say", "said", "know", "hope", "and"}
            return j if _closes(t, j + 1) and not says else 0
    return 0


def _place_twice(t: Tagged, where: int) -> Iterator[Fix]:
    there = _there(t, where)
    if there:
        yield put(t.sentence, there, "")
        return
    for j in range(where + 3, min(where + LONGEST, len(t.tags))):
        if t.word(j) in {"in", "at"} and t.word(j - 1) in _STAYS:
            it = j + (t.word(j + 1) == "it")
            if _closes(t, it + 1) or (it > j and t.can(it + 1, FINITE)):
                yield put(t.sentence, j, "", it)
