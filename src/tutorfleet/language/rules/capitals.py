"""Rules of capital letters: days, months, languages and countries (`data/capitals.txt`)."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Rule, any_of, pattern
from tutorfleet.language.rules.wording import unless_chat
from tutorfleet.language.words import words

NAMES = words("capitals")
FOODS = r"(?! (?:fries|toast|horn|press|muffin|sprouts|massage)\b)"


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
)
