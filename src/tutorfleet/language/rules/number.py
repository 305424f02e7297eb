"""Rules of number before a noun: this and these, there is and there are, one of."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import plurals, singulars, verbs
from tutorfleet.language.rule import Rule, either, pattern

_SURE_PLURALS = frozenset(
    noun
    for noun, one in plurals().items()
    if one not in verbs() and one not in {"class", "glass", "mean", "mile", "series", "plant", "party", "hour"}
)
_GROUPS = frozenset({"team", "family", "class", "band", "group", "company", "way", "coffee", "college", "office"})


def _there(match: re.Match[str]) -> str | None:
    noun = match["noun"].lower()
    counted = match["many"].lower()
    if noun not in plurals() and not (
        counted in {"many", "several", "two", "three", "four", "five"} and noun.endswith("s")
    ):
        return None
    return {"is": "are", "was": "were", "isn't": "aren't", "wasn't": "weren't"}[match["x"].lower()]


def _these(match: re.Match[str]) -> str | None:
    noun = match["noun"].lower()
    word, plural_noun = match["x"].lower(), noun in plurals()
    be = "were" if word.endswith(("was", "were")) else "are"
    if plural_noun:
        return ("these " if word.startswith(("this", "these")) else "those ") + be
    if noun in singulars() and not word.startswith(("these", "those")):
        return ("this " if word.startswith("this") else "that ") + {"are": "is", "were": "was"}[be]
    return None


def _plural_or_none(noun: str) -> str | None:
    low = noun.lower()
    forms = {one: many for many, one in plurals().items()}
    return forms[low] if low in singulars() and low not in _GROUPS else None


RULES = (
    Rule(
        id="there-are",
        category="agreement",
        needs=frozenset(["there"]),
        reason=Reason(
            "Before several things say there {replacement}.",
            "Sebelum benda lebih dari satu, pakai there {replacement}.",
        ),
        find=pattern(
            r"\bthere (?P<x>is|was|isn't|wasn't)"
            r" (?P<many>many|several|some|a lot of|lots of|two|three|four|five|six|seven|ten|no|\d+)(?: of)? (?:(?:good"
            r"|big|small|nice|new|old|beautiful|different|young) )?(?P<noun>[a-z]+)\b",
            _there,
        ),
        examples=(
            ("There is many people in the street.", "There are many people in the street."),
            ("There was two cats.", "There were two cats."),
        ),
        fine=("There is a lot of water.", "There is one book.", "There is some sugar.", "There are many people."),
    ),
    Rule(
        id="this-these",
        category="agreement",
        needs=frozenset(["this", "that", "these", "those"]),
        reason=Reason(
            "This and that go with one thing, these and those with several.",
            "This dan that untuk satu benda, these dan those untuk banyak benda.",
        ),
        find=pattern(
            (
                r"^(?P<x>(?:this|that) (?:are|were)|(?:these|those) (?:is|was)) (?:(?:my|your|his|her|our|their|the"
                r"|a|an) )?(?:(?:new|old|good|big|best|favorite|favourite) )?(?P<noun>[a-z]+)\b"
            ),
            _these,
        ),
        examples=(
            ("This are my book.", "This is my book."),
            ("This are my books.", "These are my books."),
            ("These is my friends.", "These are my friends."),
        ),
        fine=("This is my book.", "These are my shoes.", "Cars like this are expensive."),
    ),
    Rule(
        id="demonstrative-plural",
        category="agreement",
        needs=frozenset(["this", "that"]),
        reason=Reason(
            "Before a plural noun use these or those, not this or that.",
            "Sebelum kata benda jamak pakai these atau those, bukan this atau that.",
        ),
        find=either(
            pattern(
                r"\b(?P<x>this) (?P<noun>[a-z]+)\b(?!')",
                lambda m: "these" if m["noun"].lower() in _SURE_PLURALS else None,
            ),
            pattern(
                (
                    r"(?:^|\b(?:like|love|buy|bought|with|of|in|to|for|see|saw) )(?P<x>that) (?P<noun>[a-z]+)\b(?!')(?! "
                    r"(?:i|you|we|they|he|she)\b)"
                ),
                lambda m: "those" if m["noun"].lower() in _SURE_PLURALS else None,
            ),
        ),
        examples=(
            ("I like this books.", "I like these books."),
            ("This children are noisy.", "These children are noisy."),
        ),
        fine=(
            "I like this book.",
            "This works well.",
            "This means war.",
            "I know that people lie.",
            "This plants a seed.",
        ),
    ),
    Rule(
        id="one-of-plural",
        category="plural",
        needs=frozenset(["one"]),
        reason=Reason(
            "After one of the noun is plural: one of my {replacement}.",
            "Setelah one of kata bendanya jamak: one of my {replacement}.",
        ),
        find=pattern(
            (
                r"\bone of (?:the|my|your|his|her|our|their|these|those) (?:(?:best|most \w+|biggest|greatest|oldest"
                r"|favorite|favourite|famous|good|close) )?(?P<x>[a-z]+)\b(?!['-])(?= ?(?:[.,!?;]|$)| (?:is|are|was"
                r"|in|who|that|from|at|to|and|told|said)\b)"
            ),
            lambda m: _plural_or_none(m["x"]),
        ),
        examples=(
            ("He is one of my friend.", "He is one of my friends."),
            ("One of the best singer in Asia is here.", "One of the best singers in Asia is here."),
        ),
        fine=(
            "One of my friends is here.",
            "One of the team is ill.",
            "One of the family is ill.",
            "One of my family bought it.",
        ),
    ),
)
