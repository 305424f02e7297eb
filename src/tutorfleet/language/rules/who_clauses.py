"""Rules of what is said twice or not at all in a relative clause: who, whose, where."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    all_singulars,
    is_person,
    put,
)
from tutorfleet.language.rules.relatives import ASKS, noun_before
from tutorfleet.language.tags import FINITE, NOUN, VERB, Phrase, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common

_FACTS = group("relatives.facts")


def _introduced(t: Tagged, i: int) -> Phrase | None:
    """The person before `i` that "I have", "there is" or "I know" introduces: a friend, a man."""
    phrase = t.phrase_before(i)
    if phrase is None or not is_person(t.word(phrase.head)) or t.word(phrase.start) not in _SOME:
        return None
    prior = t.word(phrase.start - 1)
    return phrase if prior in _INTRODUCES or t.word(phrase.start - 2) == "there" else None


_SOME = frozenset({"a", "an", "two", "three", "many", "some", "one", "several"})


_INTRODUCES = frozenset({"have", "has", "had", "know", "met", "there's", "knows", "is", "was", "are", "were"})


def _missing(sentence: Sentence) -> Iterator[Fix]:
    """I have a brother work in Malaysia; there is a man want to meet you."""
    t = tagged(sentence)
    for i in range(3, len(t.tags) - 1):
        phrase = _introduced(t, i) if _may_be_verb(t, i) else None
        if phrase is None or (
            t.word(phrase.start - 1) in {"is", "was", "are", "were"} and t.word(phrase.start - 2) != "there"
        ):
            continue
        verb = t.word(i)
        plural = t.only(phrase.head, "nouns") or t.word(phrase.head) == "people"
        sure = "noun" not in common(verb) or verb in _VERBS
        if sure and verb not in {"be", "help", "let"}:
            new = third(verb) if "base" in t.lexical(i) and not plural else verb
            yield put(sentence, i, f"who {new}")


_VERBS = group("relatives.verbs")


def _may_be_verb(t: Tagged, i: int) -> bool:
    return bool(t.lexical(i) & {"base", "third"}) and not t.can(i, "be", "have", "do") and _goes_on(t, i)


def _goes_on(t: Tagged, verb: int) -> bool:
    return t.can(verb + 1, "prep", "to", "det", "poss", "adv", "obj", "num")


def _resumed(sentence: Sentence) -> Iterator[Fix]:
    """A woman that she has ten cats; the movie that I watched it was funny."""
    t = tagged(sentence)
    for i in range(2, len(t.tags) - 2):
        if t.word(i) not in {"who", "that", "which"}:
            continue
        if (
            t.word(i + 1) in {"he", "she", "they"}
            and _introduced(t, i)
            and t.can(i + 2, FINITE)
            and t.can(i + 3, "det", "num", "adj", "poss", "prep")
        ):
            yield put(sentence, i, "who", i + 1)
        yield from _object_twice(t, i)


def _object_twice(t: Tagged, who: int) -> Iterator[Fix]:
    noun = noun_before(t, who)
    phrase = t.phrase_before(who)
    if (
        phrase is None
        or phrase.start != 0
        or noun in _FACTS
        or noun not in all_singulars()
        or not t.can(who + 1, "subj")
    ):
        return
    for i in range(who + 3, min(who + 6, len(t.tags) - 1)):
        if (
            t.word(i) in {"it", "him", "them"}
            and t.can(i - 1, VERB)
            and t.can(i + 1, "be", "third", "past", "modal", "have")
        ):
            yield put(t.sentence, i, "")


def _where_in(sentence: Sentence) -> Iterator[Fix]:
    """The house where I live in is small."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 3):
        if t.word(i) != "where" or not t.can(i - 1, NOUN) or t.word(i - 2) in ASKS:
            continue
        for j in range(i + 3, min(i + 6, len(t.tags))):
            closes = t.only(j + 1, "mark") or t.can(j + 1, "be", "modal") or j + 1 >= len(t.tags)
            if (
                t.word(j) in {"in", "at"}
                and t.word(j - 1) in _STAYS
                and closes
                and t.can(i + 1, "subj", "poss", "name", "det")
            ):
                yield put(sentence, j, "")


_STAYS = group("relatives.stays")


RULES = (
    Rule(
        id="who-missing",
        category="pronoun",
        reason=Reason(
            "Between the person and what the person does stands who: {replacement}.",
            "Di antara orang dan yang dilakukannya ada who: {replacement}.",
        ),
        find=_missing,
        examples=(
            ("I have a brother work in Malaysia.", "I have a brother who works in Malaysia."),
            ("There is a man want to meet you.", "There is a man who wants to meet you."),
            ("I know a girl speak five languages.", "I know a girl who speaks five languages."),
        ),
        fine=(
            "I have a brother and work with him.",
            "I let a friend use my car.",
            "I saw a man walk past.",
            "There is a man waiting outside.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="who-once",
        category="pronoun",
        needs=frozenset({"who", "that", "which"}),
        reason=Reason(
            "Who, which or that already stands for it; the pronoun is not needed.",
            "Who, which, atau that sudah menggantikannya; kata gantinya tidak perlu.",
        ),
        find=_resumed,
        examples=(
            ("I know a woman that she has ten cats.", "I know a woman who has ten cats."),
            ("The movie that I watched it was funny.", "The movie that I watched was funny."),
            ("I have a friend who he lives in Solo.", "I have a friend who lives in Solo."),
        ),
        fine=(
            "I told a woman that she was right.",
            "The fact that it rained was sad.",
            "The idea that I had it was strange.",
            "I have a friend that she likes.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="where-in",
        category="pronoun",
        needs=frozenset({"where"}),
        reason=Reason(
            "Where already says in which; no in or at at the end.",
            "Where sudah berarti di mana; tanpa in atau at di akhir.",
        ),
        find=_where_in,
        examples=(
            ("The house where I live in is small.", "The house where I live is small."),
            ("The office where my father works at is far.", "The office where my father works is far."),
            ("This is the school where she studied in.", "This is the school where she studied."),
        ),
        fine=("The town where I grew up in peace is gone.", "I know where he lives.", "Where do you live in Bali?"),
        confidence=0.88,
    ),
)
