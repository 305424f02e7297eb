"""Rules of a missing be after a noun: my father a farmer, my house near the river, the rooms on this floor dirty."""

from collections.abc import Iterator

from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.copula import (
    ADVERBS,
    DEGREE,
    PLACES,
    REASON,
    TIP,
    adjective,
    be_form,
    clause_end,
    has_verb,
    predicate,
    stops,
)
from tutorfleet.language.rules.nounwords import after, is_person
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.tags import FINITE, NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words


def _nouns(sentence: Sentence) -> Iterator[Fix]:
    """My father a farmer; the food here very delicious; the rooms on this floor dirty; Grandpa still weak."""
    t = tagged(sentence)
    for start in range(len(t.tags) - 2):
        if not _noun_begins(t, start):
            continue
        phrase = t.phrase(start)
        if phrase is None or not (t.can(phrase.head, NOUN) or t.word(start) in _EVERY):
            continue
        second = t.phrase(phrase.end + 1) if t.word(phrase.end) == "and" else None
        at = phrase.end + (t.word(phrase.end) in {"here", "there"})
        at = second.end if second and t.word(phrase.end + 1) in _DEFINITE | {"i"} else _after_place(t, at)
        end = clause_end(t, at - 1)
        if at >= end or has_verb(t, at, end) or has_verb(t, start + 1, phrase.head) or _verbal(t, phrase.head):
            continue
        if _noun_predicate(t, start, at, end) and not _is_absolute(t, start, end):
            plural = t.only(phrase.head, "nouns") or t.word(phrase.head) in {"people", "parents", "children"}
            plural = plural or t.word(phrase.end) == "and"
            be = be_form(t, "are" if plural else "is", start, end)
            last = at + (t.word(at) in DEGREE | {"not"})
            words_after = " ".join(sentence.tokens[k].text for k in range(at, last + 1))
            found = after(sentence, at - 1, f"{be} {words_after}")
            yield Fix(found.start, sentence.tokens[last].end, found.replacement, confidence=0.93 if last > at else None)


def _is_absolute(t: Tagged, start: int, end: int) -> bool:
    """The soup still hot, we waited a bit: that is right, and told first of all."""
    return start == 0 and t.word(end) == "," and t.can(end + 1, "subj") and t.only(t.skip(end + 2), "past")


def _after_place(t: Tagged, at: int) -> int:
    """Over "on the second floor" if something is told after it: "the toilets on the second floor | dirty"."""
    place = t.phrase(at + 1) if t.word(at) in _HANGING else None
    if place is None or not (adjective(t, place.end) or t.word(place.end) in DEGREE - {"also", "usually", "often"}):
        return at
    return place.end


_HANGING = frozenset({"in", "on", "at", "of", "near", "from", "behind"})


def _noun_begins(t: Tagged, start: int) -> bool:
    definite = t.word(start) in _EVERY or t.only(start, "poss") or t.word(start) in _DEFINITE or t.word(start) in _KIN
    definite = definite or (t.only(start, "name") and not t.can(start - 1, "name", NOUN))
    if start == 0 and (t.only(0, "nouns") or t.word(0) == "people"):
        return True
    prior = t.word(start - 1)
    place = start == 0 or prior in {"because", "but", "when", "although"} or (prior in {"and", "so"} and start > 2)
    told = prior in _TOLD or (prior == "that" and t.word(start - 2) in _TOLD)
    greeted = prior == "," and start < 4 and not any(t.lexical(i) & FINITE for i in range(start - 1))
    warned = (
        prior == "," and t.word(start) in {"the", "my", "our"} and t.word(start + 2) in words("adjectives") | {"wet"}
    )
    return definite and (place or told or greeted or (warned and t.only(start + 3, "mark")))


_DEFINITE = frozenset({"the", "this", "that", "these", "those", "my", "his", "her", "our", "their", "your"})
_EVERY = frozenset({"everything", "everyone", "everybody", "nothing"})
_KIN = frozenset({"grandpa", "grandma", "mom", "mum", "dad", "mama", "papa"})
_TOLD = frozenset({"said", "say", "says", "think", "thinks", "know", "knew", "heard", "hope"})


def _verbal(t: Tagged, head: int) -> bool:
    return bool(t.lexical(head) & {"third", "past"}) and not t.only(head, NOUN)


def _noun_predicate(t: Tagged, start: int, at: int, end: int) -> bool:
    if t.word(at) == "so" and t.word(at + 1) in {"far", "much", "many", "long"}:
        return False
    if t.word(at) in DEGREE or (
        t.word(at) == "not" and (t.word(at + 1) in DEGREE | ADVERBS | {"at"} or adjective(t, at + 1))
    ):
        lasting = t.word(at) in {"still", "not", "always"} and _is_place(t, at + 1, end)
        return t.word(at) in DEGREE - {"also", "already", "usually", "often", "never"} | {"not"} and (
            lasting or predicate(t, at, end)
        )
    if (t.can(at, "more") and t.word(at + 1) == "than") or (t.word(at) == "more" and t.word(at + 2) == "than"):
        return t.word(start) != "the"
    if t.word(at) == "not" and t.word(at + 1).endswith("ing") and t.can(at + 1, "ing"):
        return True
    if t.word(at).endswith("ing") and t.can(at, "ing") and {"now", "future"} & kinds(t.sentence):
        return True
    if t.word(at) == "only" or (t.can(at, "num") and t.word(at + 1) in {"year", "years"}):
        return predicate(t, at, end)
    told = t.only(start, "name", "nouns") or t.word(start) == "people" or t.word(start - 1) in _TOLD
    if not told and adjective(t, at) and t.word(at) not in _AFTER_NOUN and (at == end - 1 or _about(t, at, end)):
        return True
    if t.word(start) in {"the", "this", "people"} or t.only(start, "name", "nouns"):
        return False
    if t.word(at) == "from" and t.word(start - 1) in {"and", "but"} and t.can(at + 1, "name"):
        return at + 2 == end
    if t.word(at) in {"near", "behind", "beside", "opposite"} or (t.word(at) == "far" and t.word(at + 1) == "from"):
        return start == 0 and t.phrase(at + 1 + (t.word(at) == "far")) is not None
    if t.word(at) in {"a", "an"}:
        return predicate(t, at, end)
    if t.word(at) in {"both", "all"} and t.only(at + 1, "nouns"):
        return is_person(t.word(at + 1)) and stops(t, at + 2, end)
    favourite = t.word(start + 1) in {"favorite", "favourite"} and at == end - 1
    return favourite and t.can(at, "adj", NOUN)


def _about(t: Tagged, at: int, end: int) -> bool:
    """Whether all that follows the adjective is what it is about: "proud of me"."""
    if t.word(at + 1) in {"today", "now", "tonight", "yesterday"}:
        return at + 2 == end
    about = t.phrase(at + 2) if t.word(at + 1) in {"of", "for", "with", "about", "at", "to", "from"} else None
    return about is not None and about.end == end


def _is_place(t: Tagged, at: int, end: int) -> bool:
    place = t.phrase(at + 1) if t.word(at) in PLACES else None
    return place is not None and stops(t, place.end, end)


_AFTER_NOUN = frozenset(
    {"alone", "responsible", "available", "present", "possible", "necessary", "concerned", "involved"}
)


RULES = (
    Rule(
        id="be-missing-noun",
        category="verb-form",
        reason=REASON,
        tip=TIP,
        find=_nouns,
        examples=(
            ("My father a farmer.", "My father is a farmer."),
            ("The food here very delicious.", "The food here is very delicious."),
            ("My house near the river.", "My house is near the river."),
            ("The weather very cold last night.", "The weather was very cold last night."),
            (
                "My office near the old harbour, and I walk to it.",
                "My office is near the old harbour, and I walk to it.",
            ),
            ("The toilets on this floor dirty.", "The toilets on this floor are dirty."),
            ("I left early because the meeting very long.", "I left early because the meeting was very long."),
            ("My friends and I very tired today.", "My friends and I are very tired today."),
        ),
        fine=(
            "The soup still hot, we waited a bit.",
            "My house near the river was sold.",
            "My life in Bali.",
            "The man very kindly helped us.",
            "My best friend, a nurse.",
            "My trip so far!",
            "We keep the food very cold.",
            "The people responsible, he said, were gone.",
        ),
        confidence=0.8,
    ),
)
