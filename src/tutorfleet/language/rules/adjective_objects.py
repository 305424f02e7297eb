"""Rules of the preposition of an adjective before any object: afraid of lightning, interested in old coins.

The table is `data/adjective_objects.txt`. A wrong preposition with a question mark there is right before a person or may be
right in another sense: it is left alone.
"""

from collections.abc import Iterator
from functools import cache

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.units import listed
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import NOUN
from tutorfleet.language.words import lines, words


@cache
def _right() -> dict[str, tuple[str, frozenset[str]]]:
    found = {}
    for line in lines("adjective_objects"):
        if line.startswith("prep:") and len(parts := line.split()) == 4:
            found[parts[1]] = parts[2], frozenset(p for p in parts[3].split(",") if not p.endswith("?"))
    return found


def _preposition(sentence: Sentence) -> Iterator[Fix]:
    """My grandmother is afraid with lightning -> afraid of lightning."""
    t = tagged(sentence)
    for i in range(len(sentence.tokens) - 2):
        right, wrong = _right().get(t.word(i), ("", frozenset()))
        if t.word(i + 1) in wrong and _is_felt(t, i) and _is_object(t, i + 2, t.word(i + 1)):
            token = sentence.tokens[i + 1]
            yield Fix(token.start, token.end, right, phrase=f"{t.word(i)} {right}")


def _is_felt(t: Tagged, i: int) -> bool:
    """Whether it is said of somebody: is afraid, became very proud; "used" only after be or get, "married" with an adverb too."""
    k = t.back(i - 1)
    while t.word(k) in {"so", "too", "very", "more", "most", "not", "really"}:
        k = t.back(k - 1)
    if t.can(k, "subj") and t.can(k - 1, "be"):
        return True
    linked = {
        "feel",
        "feels",
        "felt",
        "get",
        "gets",
        "got",
        "become",
        "becomes",
        "became",
        "seem",
        "seems",
        "getting",
        "being",
        "and",
    }
    return t.can(k, "be") or t.word(k) in linked - ({"got", "and"} if t.word(i) in {"used", "based"} else set())


def _is_object(t: Tagged, i: int, preposition: str) -> bool:
    phrase = t.phrase(i)
    if (
        phrase is None
        or t.only(i, "adv")
        or (t.can(i, "subj") and t.can(i + 1, "base", "past", "third", "be", "modal"))
    ):
        dark = t.can(i, "det", "poss") and t.word(i + 1) not in listed("adjective_objects", "around")
        return dark or (t.can(i, "ing") and not t.can(i, NOUN))
    noun = t.word(phrase.head)
    if noun in listed("adjective_objects", "around"):
        return False
    person = (
        noun in words("persons")
        or t.word(phrase.head).removesuffix("s") in words("persons")
        or t.only(phrase.head, "name")
    )
    return not (preposition in {"with", "to", "for", "at", "by"} and person) and not t.only(i, "num")


RULES = (
    Rule(
        id="adjective-of",
        category="preposition",
        needs=frozenset(_right()),
        reason=Reason(
            "Many adjectives have a preposition of their own: {phrase}.",
            "Banyak kata sifat punya kata depan sendiri: {phrase}.",
        ),
        find=_preposition,
        examples=(
            ("My grandmother is afraid with lightning.", "My grandmother is afraid of lightning."),
            ("They became very interested about old coins.", "They became very interested in old coins."),
            ("He is allergic with peanuts.", "He is allergic to peanuts."),
            ("We are not satisfied of the answer.", "We are not satisfied with the answer."),
        ),
        fine=(
            "I am proud to be here.",
            "He is busy at work.",
            "She was angry about the noise.",
            "I was afraid at night.",
            "The knife is used for meat.",
            "She is happily married with two children.",
        ),
        confidence=0.88,
    ),
)
