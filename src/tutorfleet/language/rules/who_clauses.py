"""Rules of what is said twice or not at all in a relative clause: who, whose, where."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    is_person,
    put,
)
from tutorfleet.language.rules.said_twice import object_twice, where_there
from tutorfleet.language.tags import FINITE, NOUN, Phrase, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common


def _introduced(t: Tagged, i: int) -> Phrase | None:
    """The person before `i` that "I have", "there is" or "I know" introduces: a friend, a man."""
    phrase = t.phrase_before(i)
    if phrase is None or not is_person(t.word(phrase.head)) or t.word(phrase.start) not in _SOME:
        return None
    prior = t.word(phrase.start - 1)
    return phrase if prior in _INTRODUCES or t.word(phrase.start - 2) == "there" else None


_SOME = frozenset({"a", "an", "two", "three", "many", "some", "one", "several"})


_INTRODUCES = frozenset({"have", "has", "had", "know", "met", "there's", "knows", "is", "was", "are", "were"})


def _named(t: Tagged, i: int) -> Phrase | None:
    """The person before `i` that "that is" or "she is" points out, if nothing but a verb stands at `i`: the boy won."""
    phrase = t.phrase_before(i)
    if phrase is None or t.word(phrase.start) != "the" or t.word(phrase.start - 1) not in {"is", "was", "are"}:
        return None
    pointed = t.word(phrase.start - 2) in {"that", "this", "he", "she", "they", "those"} and phrase.start <= 2
    verb = t.lexical(i) & {"past", "third"} and not t.lexical(i) & (NOUN | {"adj"})
    return phrase if pointed and verb and is_person(t.word(phrase.head)) else None


def _missing(sentence: Sentence) -> Iterator[Fix]:
    """I have a brother work in Malaysia; there is a man want to meet you."""
    t = tagged(sentence)
    for i in range(3, len(t.tags) - 1):
        if _named(t, i) is not None and _goes_on(t, i):
            yield put(sentence, i, f"who {t.word(i)}")
            continue
        first = t.back(i - 1) + 1  # before "always" in "a student always comes late"
        phrase = _introduced(t, first) if _may_be_verb(t, i) else None
        if phrase is None or (_is_told(t, phrase.start) and t.word(phrase.start - 2) != "there"):
            continue
        verb = t.word(i)
        plural = t.only(phrase.head, "nouns") or t.word(phrase.head) == "people"
        sure = "noun" not in common(verb) or verb in _VERBS or first < i
        if sure and verb not in {"be", "help", "let"}:
            new = third(verb) if "base" in t.lexical(i) and not plural else verb
            often = "".join(f"{t.word(j)} " for j in range(first, i))
            yield put(sentence, first, f"who {often}{new}", i)


def _is_told(t: Tagged, start: int) -> bool:
    return t.word(start - 1) in {"is", "was", "are", "were"}


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
        if t.word(i + 1) in {"he", "she", "they"} and (_introduced(t, i) or _shown(t, i)) and _has_object(t, i + 2):
            yield put(sentence, i, "who", i + 1)
        elif t.can(i - 1, NOUN):
            yield from object_twice(t, i)


def _shown(t: Tagged, i: int) -> bool:
    """She is the teacher who she taught me: the person that "is" names, with who."""
    phrase = t.phrase_before(i)
    return (
        t.word(i) == "who"
        and phrase is not None
        and is_person(t.word(phrase.head))
        and t.word(phrase.start - 1) in {"is", "was"}
    )


def _has_object(t: Tagged, at: int) -> bool:
    """Whether a verb with what it needs follows, so that the person before is not its object (a friend who she likes)."""
    verb = t.skip(at)
    alone = t.word(verb) in _STAYS or t.can(verb, "be", "modal", "do")
    return t.can(verb, FINITE) and (
        t.can(verb + 1, "det", "num", "adj", "poss", "obj", "to") or (alone and t.can(verb + 1, "prep", "adv", "base"))
    )


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
            ("That is the boy won the race.", "That is the boy who won the race."),
            ("There is a student always comes late.", "There is a student who always comes late."),
        ),
        fine=(
            "That is the boy we met and she is the best player.",
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
            ("She is the nurse who she always helps me.", "She is the nurse who always helps me."),
            ("This is the jacket that I bought it yesterday.", "This is the jacket that I bought yesterday."),
            ("The girl who I sit next to her is shy.", "The girl who I sit next to is shy."),
        ),
        fine=(
            "I told a woman that she was right.",
            "The fact that it rained was sad.",
            "The idea that I had it was strange.",
            "I have a friend that she likes.",
            "I know a man who she met in Bali.",
            "This is the box that I put it in.",
            "It was such a good film that we watched it twice.",
            "I told the man that I saw it yesterday.",
            "It was on the day that we sold it.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="where-in",
        category="pronoun",
        needs=frozenset({"where", "which", "that"}),
        reason=Reason(
            "Where already says in which; no in or at at the end.",
            "Where sudah berarti di mana; tanpa in atau at di akhir.",
        ),
        find=where_there,
        examples=(
            ("The house where I live in is small.", "The house where I live is small."),
            ("The office where my father works at is far.", "The office where my father works is far."),
            ("This is the school where she studied in.", "This is the school where she studied."),
            ("The cafe where I work at it has free wifi.", "The cafe where I work has free wifi."),
            ("This is the village where I was born there.", "This is the village where I was born."),
            ("It is the park which we play football there.", "It is the park where we play football."),
        ),
        fine=(
            "I know a café where we can go when we are there.",
            "The town where I grew up in peace is gone.",
            "I know where he lives.",
            "Where do you live in Bali?",
        ),
        confidence=0.88,
    ),
)
