"""Rules of capital letters: days, months, languages and countries (`data/capitals.txt`)."""

import re
from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, any_of, pattern
from tutorfleet.language.rules.wording import unless_chat
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible
from tutorfleet.language.words import words

NAMES = words("capitals")
FOODS = r"(?! (?:fries|toast|horn|press|muffin|sprouts|massage)\b)"


BEFORE = frozenset(["named", "called", "mr", "mrs", "pak", "bu", "ibu", "mas", "mbak", "om", "tante"])
"""What a person's name follows, with the words for persons (my friend ketut)."""


def _persons(sentence: Sentence) -> Iterator[Fix]:
    """My friend ketut is from Bali -> Ketut."""
    for i, token in enumerate(sentence.tokens):
        if token.text.islower() and token.lower in words("names") and not _is_english(token.lower):
            before = sentence.word(i - 1)
            friend = before in words("persons") and sentence.word(i - 2) in {"my", "our", "his", "her", "their", "your"}
            name_is = before == "is" and sentence.word(i - 2) == "name"
            if friend or name_is or before in BEFORE:
                yield Fix(token.start, token.end, token.text.capitalize())


def _is_english(word: str) -> bool:
    """Whether it is an English word as well, which no name of the list should be."""
    return "unknown" not in possible(word)


def _capital(match: re.Match[str]) -> str | None:
    word = match["x"]
    return word.capitalize() if word.islower() else None


RULES = (
    Rule(
        id="capital-name",
        category="capitalisation",
        needs=NAMES,
        reason=Reason(
            "Days, months, languages and places begin with a capital letter: {replacement}.",
            "Hari, bulan, bahasa, dan tempat diawali huruf besar: {replacement}.",
        ),
        find=unless_chat(pattern(rf"(?<![\w@#./'-])(?P<x>{any_of(NAMES)})(?![\w/-]|\.[\w\ufffc]){FOODS}", _capital)),
        examples=(
            ("I live in indonesia.", "I live in Indonesia."),
            ("See you on monday.", "See you on Monday."),
            ("She speaks french and japanese.", "She speaks French and Japanese."),
            ("He is an italian chef.", "He is an Italian chef."),
        ),
        fine=(
            "I live in Indonesia.",
            "Write to me at jakarta.go.id.",
            "I may go in march.",
            "I ate french fries.",
            "Look at #bali.",
            "otw to jakarta lol",
        ),
        confidence=0.68,
    ),
    Rule(
        id="capital-person",
        category="capitalisation",
        needs=BEFORE | words("persons") | {"name"},
        reason=Reason(
            "A name begins with a capital letter: {replacement}.", "Nama diawali huruf besar: {replacement}."
        ),
        find=unless_chat(_persons),
        examples=(
            ("My friend ketut is from Bali.", "My friend Ketut is from Bali."),
            ("I have a cousin named dewi.", "I have a cousin named Dewi."),
            ("Her name is agus.", "Her name is Agus."),
        ),
        fine=("My friend is from Bali.", "her name is agus", "My teacher will come.", "A dog named rose bit me."),
        confidence=0.8,
    ),
)
