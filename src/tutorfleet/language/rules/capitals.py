"""Rules of capital letters: days, months, languages and countries."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Rule, any_of, pattern

NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november"  # noqa: SIM905
    " december indonesia indonesian english japan japanese korea korean america american england australia singapore malaysia"
    " germany german france chinese arabic javanese sundanese jakarta surabaya bandung yogyakarta".split()
)


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
        find=pattern(rf"(?<![\w@#./'-])(?P<x>{any_of(NAMES)})(?![\w/'-]|\.[\w\ufffc])", _capital),
        examples=(("I live in indonesia.", "I live in Indonesia."), ("See you on monday.", "See you on Monday.")),
        fine=("I live in Indonesia.", "Write to me at jakarta.go.id.", "I may go in march."),
        confidence=0.68,
    ),
)
