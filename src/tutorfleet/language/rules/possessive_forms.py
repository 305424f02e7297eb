"""Rules of mine and my, hers, a friend of mine."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.nounwords import (
    JOINTS,
    ends,
    is_adjective,
    put,
    singular_of,
)
from tutorfleet.language.tags import FINITE, NOUN, tagged
from tutorfleet.language.tokens import Sentence

_ALONE = {"my": "mine", "your": "yours", "our": "ours", "their": "theirs"}


_BEFORE = {"mine": "my", "hers": "her", "yours": "your", "ours": "our", "theirs": "their"}


_APOSTROPHE = {"her's": "hers", "your's": "yours", "our's": "ours", "their's": "theirs", "hers'": "hers"}


_OF = {"me": "mine", "him": "his", "her": "hers", "you": "yours", "us": "ours", "them": "theirs"}


_BE = frozenset({"is", "was", "are", "were", "isn't", "wasn't", "not"})


_THAN = frozenset({"than", "as"})


def _pronoun_alone(sentence: Sentence) -> Iterator[Fix]:
    """That bag is my; smaller than your."""
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        last = (
            i + 1 >= len(t.tags)
            or (t.only(i + 1, "mark") and t.word(i + 1) not in JOINTS | {"(", "…"})
            or t.word(i + 1) in {"and", "but"}
        )
        asked = t.word(0) in {"is", "are"} and t.word(i + 1) == "?" and t.can(i - 1, NOUN)
        told = t.word(i) in _ALONE and last and (t.word(i - 1) in _BE | _THAN | {"with", "of"} or asked)
        if told and (t.word(i + 1) not in {"and", "but"} or t.only(i + 2, "det", "subj")):
            yield put(sentence, i, _ALONE[t.word(i)])


def _pronoun_before(sentence: Sentence) -> Iterator[Fix]:
    """Theirs house, mine book, ours teacher."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        noun = t.only(i + 1, NOUN) or (is_adjective(t, i + 1) and t.only(i + 2, NOUN))
        noun = noun or (sentence.tokens[i + 1].text.isupper() and t.can(i + 2, NOUN))
        sure = (
            sentence.tokens[i + 1].text.isupper()
            or singular_of(t.word(i + 1))
            or t.can(i + 1, "noun", "mass")
            or is_adjective(t, i + 1)
        )
        if t.word(i) in _BEFORE and noun and sure and t.word(i - 1) != "of" and not t.can(i + 1, FINITE):
            yield put(sentence, i, _BEFORE[t.word(i)])


def _no_apostrophe(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        if token.lower in _APOSTROPHE:
            yield put(sentence, i, _APOSTROPHE[token.lower])


def _of_me(sentence: Sentence) -> Iterator[Fix]:
    """A friend of me."""
    t = tagged(sentence)
    for i in range(2, len(t.tags)):
        near = t.word(i - 2) if not t.word(i - 2).endswith("s") else singular_of(t.word(i - 2)) or ""
        friend = near in {
            "friend",
            "classmate",
            "colleague",
            "cousin",
            "neighbor",
            "neighbour",
            "roommate",
            "relative",
            "uncle",
        }
        opened = t.word(i - 3) in {"a", "an", "some", "many", "two", "best", "good", "old", "close", "another", "three"}
        if (
            t.word(i) in _OF
            and t.word(i - 1) == "of"
            and friend
            and opened
            and (ends(t, i + 1) or t.can(i + 1, FINITE))
        ):
            yield put(sentence, i, _OF[t.word(i)])


RULES = (
    Rule(
        id="mine",
        category="pronoun",
        needs=frozenset(_ALONE),
        reason=Reason("Without a noun after it say {replacement}.", "Tanpa kata benda sesudahnya pakai {replacement}."),
        find=_pronoun_alone,
        examples=(
            ("That bag is my.", "That bag is mine."),
            ("My room is smaller than your.", "My room is smaller than yours."),
            ("The house is not their.", "The house is not theirs."),
        ),
        fine=("That bag is mine.", "Is this your? (bag)", "It is my and her idea.", "This is my - our - house."),
        confidence=0.9,
    ),
    Rule(
        id="my-before",
        category="pronoun",
        needs=frozenset(_BEFORE),
        reason=Reason("Before a noun say {replacement}.", "Di depan kata benda pakai {replacement}."),
        find=_pronoun_before,
        examples=(
            ("Theirs house is bigger.", "Their house is bigger."),
            ("Ours teacher is sick today.", "Our teacher is sick today."),
            ("This is mine book.", "This is my book."),
        ),
        fine=(
            "Their house is small and ours is big.",
            "The gold mine closed.",
            "A friend of mine left.",
            "Yours truly",
        ),
        confidence=0.92,
    ),
    Rule(
        id="hers",
        category="pronoun",
        needs=frozenset(_APOSTROPHE),
        reason=Reason("It is written without an apostrophe.", "Ditulis tanpa apostrof."),
        find=_no_apostrophe,
        examples=(
            ("The blue car is her's.", "The blue car is hers."),
            ("Is this bag your's?", "Is this bag yours?"),
            ("The house is their's.", "The house is theirs."),
        ),
        fine=("It is hers.", "Her sister's car is blue.", "Theirs is here."),
        confidence=0.95,
    ),
    Rule(
        id="friend-of-mine",
        category="pronoun",
        needs=frozenset(_OF),
        reason=Reason(
            "After a friend of say mine, his, hers: a friend of {replacement}.",
            "Setelah a friend of pakai mine, his, hers: a friend of {replacement}.",
        ),
        find=_of_me,
        examples=(
            ("He is a friend of me.", "He is a friend of mine."),
            ("She is a classmate of him.", "She is a classmate of his."),
            ("Two cousins of us live there.", "Two cousins of ours live there."),
        ),
        fine=(
            "A picture of him hung there.",
            "He is a friend of mine.",
            "She is a big fan of me.",
            "Friends of us all.",
        ),
        confidence=0.9,
    ),
)
