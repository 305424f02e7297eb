"""Rules of a subject that is said twice: my mother she cooks; and of oneself named first."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    FEMALE,
    MALE,
    TIMES,
    all_singulars,
    is_person,
    put,
    singular_of,
    words_between,
)
from tutorfleet.language.tags import FINITE, NOUN, VERB, Phrase, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_NOT_TWICE = TIMES | group("pronouns.not_twice")


def _me_and(sentence: Sentence) -> Iterator[Fix]:
    """Me and my brother likes football; with the right verb it is how friends talk, and stays."""
    t = tagged(sentence)
    if t.word(0) in _TWO and t.word(1) == "and" and t.word(2) in _TWO and t.can(t.skip(3), FINITE):
        first, second = sorted((_TWO[t.word(0)], _TWO[t.word(2)]), key=lambda word: word == "I")
        yield put(sentence, 0, f"{first.capitalize()} and {second}", 2)
        if t.word(3) in _PLURAL_VERB:
            yield put(sentence, 3, _PLURAL_VERB[t.word(3)])
    elif t.word(0) in {"him", "them"} and t.word(1) == "and" and t.can(2, "poss", "det"):
        band = t.phrase(2)
        if band is not None and t.can(t.skip(band.end), FINITE):
            yield put(sentence, 0, _TWO[t.word(0)].capitalize())
    if t.word(0) != "me" or t.word(1) != "and":
        return
    phrase = t.phrase(2)
    if phrase and t.word(phrase.end) == "we" and t.can(t.skip(phrase.end + 1), FINITE):
        other = words_between(sentence, 2, phrase.end)
        yield put(sentence, 0, f"{other[:1].upper()}{other[1:]} and I", phrase.end)
        return
    verb = t.skip(phrase.end) if phrase else 0
    if phrase and t.can(2, "poss", "name") and t.word(verb) in _PLURAL_VERB:
        other = words_between(sentence, 2, phrase.end)
        yield put(sentence, 0, f"{other[:1].upper()}{other[1:]} and I", phrase.end - 1)
        yield put(sentence, verb, _PLURAL_VERB[t.word(verb)])


_TWO = {"me": "I", "him": "he", "her": "she", "us": "we", "them": "they"}
_PLURAL_VERB = {
    "is": "are",
    "am": "are",
    "was": "were",
    "has": "have",
    "likes": "like",
    "goes": "go",
    "lives": "live",
    "plays": "play",
    "works": "work",
    "wants": "want",
}


def _twice(sentence: Sentence) -> Iterator[Fix]:
    """My mother she cooks; the car it is expensive."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        if t.word(i) not in {"he", "she", "it", "they", "we"} or (
            t.can(i - 1, VERB) and not t.can(i - 1, NOUN, "subj")
        ):
            continue
        phrase = _over_what_follows(t, i) or t.phrase_before(i)
        if phrase is None or not _opens(t, phrase.start) or not _same(t, phrase.start, phrase.head, t.word(i)):
            continue
        verb = t.skip(i + 1)
        if t.can(verb, FINITE) and _only_verb(t, verb):
            yield put(sentence, i, "")


def _over_what_follows(t: Tagged, pronoun: int) -> Phrase | None:
    """The noun that the sentence begins with, if only "in my class" or "that I bought last week" stands between."""
    phrase = t.phrase(0) if t.can(0, "det", "poss") and t.word(pronoun) in {"he", "she", "it", "they"} else None
    if phrase is None or phrase.end >= pronoun or not t.can(phrase.head, NOUN):
        return None
    if t.only(phrase.end, "prep") and (place := t.phrase(phrase.end + 1)) is not None and place.end == pronoun:
        return phrase
    inside = range(phrase.end + 1, pronoun)
    clause = t.word(phrase.end) in {"that", "which", "who", "where"} and any(t.can(j, FINITE) for j in inside)
    whole = not any(t.only(j, "mark", "conj", "sub", "wh") for j in inside)
    closed = not t.can(pronoun - 1, "base", "third", "past") or t.can(pronoun - 1, NOUN, "done", "adv")
    return phrase if clause and whole and closed and len(inside) > 1 else None


def _opens(t: Tagged, start: int) -> bool:
    if start >= 2 and t.word(start - 1) == "and" and t.phrase_before(start - 1) is not None:
        first = t.phrase_before(start - 1)
        return first is not None and first.start == 0
    return start == 0 or t.word(start - 1) in {"because", "and", "but", "that", "so"}


def _same(t: Tagged, start: int, head: int, pronoun: str) -> bool:
    """Whether the noun phrase can be the pronoun, and is one that a sentence is about."""
    noun = t.word(head)
    one = singular_of(noun)
    if noun == "i":
        return pronoun == "we" and start > 0
    definite = (
        t.can(start, "poss") or t.word(start) in {"the", "this", "these", "those", "that"} or t.only(head, "name")
    )
    if not definite or (one or noun) in _NOT_TWICE or t.word(start) == "i":
        return False
    if pronoun == "they":
        return (one is not None and t.only(head, "nouns")) or noun in {"people", "children", "parents"}
    if one is not None or pronoun == "we":
        return False
    if pronoun == "it":
        return not is_person(noun) and (noun in all_singulars() or noun in words("uncountable"))
    wrong = MALE if pronoun == "she" else FEMALE
    return (is_person(noun) or t.only(head, "name") or noun in {"cat", "dog"}) and noun not in wrong


def _only_verb(t: Tagged, verb: int) -> bool:
    """Whether the clause has no other finite verb after this one (the man he saw was old)."""
    for i in range(verb + 1, len(t.tags)):
        if t.only(i, "mark", "conj", "sub") or t.word(i) in {"that", "who", "which", "when"}:
            return t.word(i) != "?"
        if t.can(i - 1, "prep") and t.lexical(i) & {"past", "third"} and not t.lexical(i) & (NOUN | {"det"}):
            return False
        helped = t.can(verb, "modal", "do", "be", "have") and t.back(i - 1) == verb
        if t.can(i, "third", "past", "be", "modal", "have", "do") and not t.can(i, NOUN) and not helped:
            return False
    return True


RULES = (
    Rule(
        id="and-i-subject",
        category="pronoun",
        needs=frozenset({"me", "him", "her", "us", "them"}),
        reason=Reason(
            "As the subject say I, and name yourself last: {replacement}.",
            "Sebagai subjek pakai I, dan sebut diri sendiri paling akhir: {replacement}.",
        ),
        find=_me_and,
        examples=(
            ("Me and my brother likes football.", "My brother and I like football."),
            ("Me and Rina is friends.", "Rina and I are friends."),
            ("Me and my sister we sell cakes.", "My sister and I sell cakes."),
            ("Him and me are friends.", "He and I are friends."),
            ("Me and my friends was late.", "My friends and I were late."),
        ),
        fine=("Me and my big mouth!", "My brother and I like football.", "Me and my friend go to school together."),
        confidence=0.76,
    ),
    Rule(
        id="said-once",
        category="pronoun",
        needs=frozenset({"he", "she", "it", "they", "we"}),
        reason=Reason(
            "The subject is said once: {original} is not needed after the noun.",
            "Subjek disebut sekali saja: {original} tidak perlu setelah kata bendanya.",
        ),
        find=_twice,
        examples=(
            ("My mother she cooks delicious food.", "My mother cooks delicious food."),
            ("My parents they are very strict.", "My parents are very strict."),
            ("The car it is very expensive.", "The car is very expensive."),
            ("Rina she is my classmate.", "Rina is my classmate."),
            ("The students in my class they are noisy.", "The students in my class are noisy."),
            ("The phone that I bought last week it is broken.", "The phone that I bought last week is broken."),
        ),
        fine=(
            "The man he saw was old.",
            "The teacher she likes best is Mr. Hadi.",
            "Last week they left.",
            "My brother, he is tall.",
            "The next day we went home.",
            "The way he talks is funny.",
            "The teachers at the school she goes to are strict.",
            "The day that I left they cried.",
        ),
        confidence=0.88,
    ),
)
