"""Rules of comparison: taller, the cheapest, more beautiful."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.clauses import by_table

COMPARED = {
    word: (more, most)
    for word, more, most in (
        row.split()
        for row in """tall taller tallest;short shorter shortest;big bigger biggest;small smaller smallest;cheap cheaper cheapest
old older oldest;young younger youngest;fast faster fastest;slow slower slowest;hot hotter hottest;cold colder coldest
long longer longest;high higher highest;rich richer richest;poor poorer poorest;strong stronger strongest;weak weaker weakest
hard harder hardest;easy easier easiest;happy happier happiest;heavy heavier heaviest;busy busier busiest;nice nicer nicest
large larger largest;dirty dirtier dirtiest;pretty prettier prettiest;smart smarter smartest;fat fatter fattest;thin thinner thinnest
warm warmer warmest;great greater greatest;funny funnier funniest;lazy lazier laziest;near nearer nearest;loud louder loudest
deep deeper deepest;safe safer safest;early earlier earliest;good better best;bad worse worst""".replace(
            "\n", ";"
        ).split(";")
    )
}
"""Short adjectives with their comparative and superlative."""
COMPARATIVES = any_of(
    [more for more, _ in COMPARED.values()]
    + ["healthier", "quieter", "cleaner", "closer", "lighter", "cooler", "later"]
)
SUPERLATIVES = any_of([most for _, most in COMPARED.values()])
NO_FORMS = {
    "beautifuller": "more beautiful",
    "beautifulest": "most beautiful",
    "beautifullest": "most beautiful",
    "expensiver": "more expensive",
    "expensivest": "most expensive",
    "difficulter": "more difficult",
    "difficultest": "most difficult",
    "importanter": "more important",
    "interestinger": "more interesting",
    "gooder": "better",
    "goodest": "best",
    "badder": "worse",
    "baddest": "worst",
}


def _more(match: re.Match[str]) -> str:
    return COMPARED[match["word"].lower()][0]


def _most(match: re.Match[str]) -> str:
    return COMPARED[match["word"].lower()][1]


RULES = (
    Rule(
        id="double-comparative",
        category="adjective",
        needs=frozenset(["more", "most"]),
        reason=Reason(
            "The ending -er or -est is enough; more or most is not needed.",
            "Akhiran -er atau -est sudah cukup; tidak perlu more atau most.",
        ),
        find=either(
            pattern(rf"\b(?P<x>more) (?:{COMPARATIVES})\b(?! \w+s\b)", ""),
            pattern(rf"\b(?P<x>most) (?:{SUPERLATIVES})\b", ""),
        ),
        examples=(
            ("He is more taller than me.", "He is taller than me."),
            ("It is the most cheapest phone.", "It is the cheapest phone."),
        ),
        fine=("He is taller.", "It is more expensive.", "We need more cheaper flights."),
        confidence=0.96,
    ),
    Rule(
        id="short-comparative",
        category="adjective",
        needs=frozenset(["more", "most"]),
        reason=Reason(
            "A short adjective is compared with -er and -est: {replacement}.",
            "Kata sifat pendek dibandingkan dengan -er dan -est: {replacement}.",
        ),
        find=either(
            pattern(
                rf"\b(?:am|is|are|was|were|'m|'s|'re|be|become|becomes|became|get|gets|much|feel) "
                rf"(?P<x>more (?P<word>{any_of(COMPARED)}))\b"
                r"(?= than (?:i|me|you|he|him|she|her|it|us|we|them|they|my|your|his|our|their|the|this|that|mine|yours|yesterday"
                r"|before|last|in|other|any|\ufffc)\b)",
                _more,
            ),
            pattern(rf"\b(?:the|my|his|her|our) (?P<x>most (?P<word>{any_of(COMPARED)}))\b", _most),
        ),
        examples=(
            ("He is more tall than me.", "He is taller than me."),
            ("Today is more hot than yesterday.", "Today is hotter than yesterday."),
            ("This is the most cheap shop.", "This is the cheapest shop."),
        ),
        fine=(
            "He is more tall than wide.",
            "There are more young people than before.",
            "She is more beautiful than me.",
            "Most old people like tea.",
            "I was more happy than sad.",
        ),
        confidence=0.94,
    ),
    Rule(
        id="long-comparative",
        category="adjective",
        needs=frozenset(NO_FORMS),
        reason=Reason("This is compared in another way: {replacement}.", "Perbandingannya seharusnya: {replacement}."),
        find=pattern(rf"\b(?P<x>{any_of(NO_FORMS)})\b", by_table(NO_FORMS)),
        examples=(("She is beautifuller than me.", "She is more beautiful than me."),),
        fine=("She is more beautiful than me.",),
        confidence=0.95,
    ),
)
