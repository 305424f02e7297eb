"""Rules of relative clauses: who for people, that for things, whose, and nothing said twice."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    all_singulars,
    any_word,
    is_person,
    persons,
    put,
    singular_of,
)
from tutorfleet.language.tags import FINITE, NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence

ASKS = group("relatives.asks")


_THINGS = frozenset({"everything", "all", "something", "anything", "nothing", "thing", "things"})


_GROUPS = group("relatives.groups")


_ALIVE = group("relatives.alive")


_OWN = frozenset({"his", "her", "their", "its"})


def noun_before(t: Tagged, i: int) -> str:
    """The main word right before `i` in the singular; empty if it is no noun."""
    word = t.word(i - 1)
    return (singular_of(word) or word) if t.can(i - 1, NOUN, "pron") else ""


def _asked(t: Tagged, i: int) -> bool:
    """Whether the person before `i` is asked or told ("I asked my friend which bus to take")."""
    phrase = t.phrase_before(i)
    return phrase is not None and t.word(phrase.start - 1) in ASKS


def _who(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        noun = noun_before(t, i)
        person = noun in persons() or t.word(i - 1) in {
            "people",
            "someone",
            "somebody",
            "everyone",
            "anyone",
            "men",
            "women",
        }
        clause = bool(t.lexical(t.skip(i + 1)) & FINITE) or t.can(i + 1, "subj", "poss", "name", "det")
        if t.word(i) == "what" and person and _is_first(t, i) and t.can(i + 1, FINITE) and not t.can(i + 1, NOUN):
            yield put(sentence, i, "who")
        near = person and clause and not _asked(t, i)
        if t.word(i) == "which" and (near or (t.word(i - 1) == "," and _is_about(t, i))):
            yield put(sentence, i, "who")


def _is_about(t: Tagged, i: int) -> bool:
    """My uncle, which is a policeman; but not: she married my uncle, which was a surprise."""
    phrase = t.phrase_before(i - 1)
    if phrase is None or not is_person(t.word(phrase.head)) or not t.can(phrase.start, "poss", "det", "name"):
        return False
    what = t.phrase(i + 2)
    role = t.can(i + 1, "be") and what is not None and is_person(t.word(what.head))
    return role or (phrase.start == 0 and t.can(t.skip(i + 1), FINITE))


def _that(sentence: Sentence) -> Iterator[Fix]:
    """The phone who I bought, the book what I read."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        noun = noun_before(t, i)
        thing = noun in all_singulars() and not is_person(noun) and noun not in _GROUPS | _ALIVE | {"guess"}
        if t.word(i) == "who" and thing and not _asked(t, i) and (t.can(i + 1, "subj") or t.can(i + 1, FINITE)):
            yield put(sentence, i, "that")
        said = t.can(i + 1, "subj", "poss", "name") or (t.word(i - 1) in _THINGS and t.can(i + 1, "det"))
        clause = t.word(i) == "what" and said and not _asked(t, i) and _of_clause(t, i) and noun not in {"idea", "clue"}
        if clause and (t.word(i - 1) in _THINGS or thing):
            yield put(sentence, i, "that")


def _of_clause(t: Tagged, i: int) -> bool:
    """Whether the noun before `i` is a subject or an object, not in a phrase of place ("In this book what I like")."""
    phrase = t.phrase_before(i)
    start = phrase.start if phrase else i - 1
    return start == 0 or (not t.can(start - 1, "prep", "mark") and not any_word(t, ASKS, max(0, start - 2), start))


def _whose(sentence: Sentence) -> Iterator[Fix]:
    """The boy who his father is a pilot."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 2):
        person = is_person(t.word(i - 1)) or noun_before(t, i) in persons()
        verb = t.can(i + 2, NOUN) and bool(t.lexical(t.skip(i + 3)) & FINITE)
        owned = t.word(i) in {"who", "which", "that"} and t.word(i + 1) in _OWN and person and verb and not _asked(t, i)
        if (owned and (t.word(i) == "who" or t.word(i + 2) in {"name", "father", "mother", "house", "job"})) or (
            t.word(i) == "that" and owned and (_shown(t, i) or (t.can(t.skip(i + 3), "be") and _is_first(t, i)))
        ):
            yield put(sentence, i, "whose", i + 1)
        elif (
            t.word(i) in {"his", "her", "their"}
            and person
            and _shown(t, i)
            and t.can(i + 1, NOUN)
            and t.can(i + 2, "be", "third")
        ):
            yield put(sentence, i, "whose")


def _is_first(t: Tagged, i: int) -> bool:
    phrase = t.phrase_before(i)
    return phrase is not None and phrase.start == 0


def _shown(t: Tagged, i: int) -> bool:
    """Whether the person before `i` is the one that the sentence shows: he is the man, I have a friend."""
    phrase = t.phrase_before(i)
    return phrase is not None and t.can(phrase.start, "det") and t.word(phrase.start - 1) in _SHOWS


_SHOWS = frozenset({"is", "was", "have", "has", "had", "know", "knows", "are", "were"})


RULES = (
    Rule(
        id="who-person",
        category="pronoun",
        needs=frozenset({"which", "what"}),
        reason=Reason(
            "For people say who, for things which: {replacement}.",
            "Untuk orang pakai who, untuk benda which: {replacement}.",
        ),
        find=_who,
        examples=(
            ("The man which lives next door is a doctor.", "The man who lives next door is a doctor."),
            ("I have a friend which can speak Korean.", "I have a friend who can speak Korean."),
            ("The people which I met were friendly.", "The people who I met were friendly."),
            ("I visited my uncle, which is a policeman.", "I visited my uncle, who is a policeman."),
            ("My boss, which has three dogs, is nice.", "My boss, who has three dogs, is nice."),
            ("The girl what sits near me is clever.", "The girl who sits near me is clever."),
        ),
        fine=(
            "I asked my friend which bus to take.",
            "The company which makes it is Korean.",
            "The man asked which was mine.",
            "He is a doctor, which is hard work.",
            "She married my uncle, which was a surprise.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="that-thing",
        category="pronoun",
        needs=frozenset({"who", "what"}),
        reason=Reason(
            "After a thing say that or which, not who or what.",
            "Setelah benda pakai that atau which, bukan who atau what.",
        ),
        find=_that,
        examples=(
            ("The phone who I bought is broken.", "The phone that I bought is broken."),
            ("The book what I read was boring.", "The book that I read was boring."),
            ("Everything what he said is true.", "Everything that he said is true."),
            ("I forgot everything what the doctor said.", "I forgot everything that the doctor said."),
        ),
        fine=(
            "Tell the man what you saw.",
            "I have no idea what you want.",
            "The team who won celebrated.",
            "In this book what I like is the end.",
            "The teacher told us what to do.",
            "I know what I want.",
            "Guess who I met today!",
        ),
        confidence=0.88,
    ),
    Rule(
        id="whose",
        category="pronoun",
        needs=frozenset({"his", "her", "their", "its"}),
        reason=Reason(
            "What belongs to the person before is told with whose: {replacement}.",
            "Milik orang yang disebut sebelumnya memakai whose: {replacement}.",
        ),
        find=_whose,
        examples=(
            ("The boy who his father is a pilot is my friend.", "The boy whose father is a pilot is my friend."),
            ("I met a girl who her name is Putri.", "I met a girl whose name is Putri."),
            ("There are students who their parents work abroad.", "There are students whose parents work abroad."),
            ("I have a friend his father is a painter.", "I have a friend whose father is a painter."),
            ("He is the man that his dog bit me.", "He is the man whose dog bit me."),
            ("The boy that his bike was stolen is sad.", "The boy whose bike was stolen is sad."),
        ),
        fine=(
            "I asked the man who his father is.",
            "I know who his father is.",
            "I told my mother that her name is nice.",
        ),
        confidence=0.88,
    ),
)
