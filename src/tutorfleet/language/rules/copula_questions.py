"""Rules of a missing be with names, favourites and in questions: my name Budi, where you from?"""

from collections.abc import Iterator

from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.copula import NOW, REASON, clause_end, has_verb
from tutorfleet.language.rules.nounwords import after, put
from tutorfleet.language.rules.units import listed
from tutorfleet.language.tags import FINITE, NOUN, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words


def _names(sentence: Sentence) -> Iterator[Fix]:
    """My name Budi."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        capital = t.sentence.tokens[i + 2].text[:1].isupper() or t.word(i + 2) in words("names")
        called = t.word(i) in {"my", "his", "her"} and t.word(i + 1) == "name" and capital and opens(sentence, i)
        if called and not (t.can(i + 3, FINITE) and not t.can(i + 3, NOUN)):
            yield after(sentence, i + 1, "is")


def _questions(sentence: Sentence) -> Iterator[Fix]:
    """Where you from? How old your brother? What your name?"""
    t = tagged(sentence)
    if t.word(0) not in {"where", "what", "who", "how", "why", "when"} or "?" not in sentence.words:
        return
    at = 1 + (t.word(0) == "how" and t.word(1) in words("adjectives") | {"far", "tall", "many", "much"})
    end = clause_end(t, at)
    if t.word(at) in NOW and t.word(at) != "it":
        rest = t.word(at + 1)
        told = rest == "from" or (rest in words("adjectives") and t.word(0) == "why") or (at == 2 and rest == "?")
        if told and not has_verb(t, at + 1, end):
            yield put(sentence, at, f"{NOW[t.word(at)]} {t.sentence.tokens[at].text}")
    elif t.only(at, "poss") or t.word(at) in {"the", "that", "this"}:
        phrase = t.phrase(at)
        if (
            phrase is not None
            and (phrase.end == end or (t.can(phrase.end, "prep") and not has_verb(t, phrase.end, end)))
            and t.word(end) == "?"
            and phrase.end > at + 1
            and t.word(0) != "why"
        ):
            be = "are" if t.only(phrase.head, "nouns") else "is"
            yield put(sentence, at, f"{be} {t.sentence.tokens[at].text}")


def _favourite(sentence: Sentence) -> Iterator[Fix]:
    """My favourite subject biology."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 3):
        if (
            t.only(i, "poss")
            and t.word(i + 1) in {"favorite", "favourite"}
            and t.word(i + 2) in _KINDS
            and opens(sentence, i)
        ):
            phrase = t.phrase(i + 3)
            if phrase is not None and (t.only(phrase.end, "mark") or t.word(phrase.end) in {"and", "because", "but"}):
                yield after(sentence, i + 2, "is")


_KINDS = listed("clause_words", "favourite")


def _there(sentence: Sentence) -> Iterator[Fix]:
    """There many people; today very hot."""
    t = tagged(sentence)
    end = clause_end(t, 0)
    if t.word(0) == "there" and t.word(1) in _MANY and not has_verb(t, 1, end):
        phrase = t.phrase(1)
        if phrase is not None and t.can(phrase.head, "nouns"):
            yield after(sentence, 0, "are")
    elif (
        t.word(0) in {"today", "tonight"}
        and t.word(1) in {"very", "so", "too"}
        and t.can(2, "adj")
        and not has_verb(t, 1, end)
    ):
        yield after(sentence, 0, "is")


_MANY = frozenset({"many", "some", "several", "two", "three", "four", "five", "ten"})


RULES = (
    Rule(
        id="name-is",
        category="verb-form",
        needs=frozenset({"name", "favorite", "favourite"}),
        reason=REASON,
        find=either(_names, _favourite),
        examples=(
            ("My name Budi.", "My name is Budi."),
            ("Hello, my name Siti.", "Hello, my name is Siti."),
            ("Her name Rina.", "Her name is Rina."),
            ("My favourite subject biology.", "My favourite subject is biology."),
        ),
        fine=("My name is Budi.", "My name Budi means good.", "Her name was Rina."),
        confidence=0.92,
    ),
    Rule(
        id="be-question-missing",
        category="verb-form",
        needs=frozenset({"?"}),
        reason=REASON,
        find=_questions,
        examples=(
            ("Where you from?", "Where are you from?"),
            ("How old your brother?", "How old is your brother?"),
            ("What your name?", "What is your name?"),
        ),
        fine=("Where are you from?", "How about your brother?", "What a day!", "Who do you know?"),
        confidence=0.9,
    ),
    Rule(
        id="there-are-missing",
        category="verb-form",
        needs=frozenset({"there", "today", "tonight"}),
        reason=REASON,
        find=_there,
        examples=(
            ("There many people in the park.", "There are many people in the park."),
            ("Today very hot in Jakarta.", "Today is very hot in Jakarta."),
            ("There some books on the floor.", "There are some books on the floor."),
        ),
        fine=("There many people work.", "Today very hot weather kept us in.", "There, some people sang."),
        confidence=0.85,
    ),
)
