"""Rules of the third form: after have and has, in the passive, and not after was where the past is meant."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle, participles, past, verbs
from tutorfleet.language.rule import Rule, either, pattern
from tutorfleet.language.rules.auxiliaries import PERSON, START, WHO

DONE = (
    "(?:finish|go|see|eat|buy|meet|learn|know|forget|write|speak|lose|choose|give|take|bring|tell|teach|arrive|"
    "decide|receive|send|find|begin|do|live|break|fall|drive|wear|sell|pay|build|forget|graduate)"
)
MADE = (
    "(?:build|catch|steal|make|write|break|take|give|buy|sell|speak|bite|choose|drive|throw|hide|send|find|teach|"
    "tell|eat|kill|invite|clean|invent|discover|create|destroy|hit|cook|paint|produce|wash|repair|arrest)"
)


def _done(match: re.Match[str]) -> str | None:
    base = match["x"].lower()
    if base not in verbs() or base in participles():
        return None
    return "been" if base == "go" and "ever" in match[0].lower().split() else participle(base)


def _past(match: re.Match[str]) -> str:
    return match["verb"]


def _passive(match: re.Match[str]) -> str | None:
    base = match["x"].lower()
    return participle(base) if past(base) != base else None


def _already(match: re.Match[str]) -> str | None:
    base = match["verb"].lower()
    have = "has" if match["who"].lower() in {"he", "she"} else "have"
    return None if base in participles() else f"{have} already {participle(base)}"


RULES = (
    Rule(
        id="have-done",
        category="verb-form",
        needs=frozenset(["have", "has", "haven't", "hasn't", "never", "already"]),
        reason=Reason(
            "After have or has comes the third form: {replacement}.",
            "Setelah have atau has dipakai bentuk ketiga: {replacement}.",
        ),
        find=either(
            pattern(
                rf"\b(?:{WHO}|{PERSON}) (?:have|has|haven't|hasn't) (?:not |already |just |also )*(?P<x>{DONE})\b(?! ?-)",
                _done,
            ),
            pattern(rf"\b(?:{WHO}|{PERSON}) (?:have|has) never (?P<x>[a-z]+)\b(?! ?-)", _done),
            pattern(
                rf"{START}(?P<who>i|you|we|they|he|she) (?P<x>(?:am|is|are) already (?P<verb>{DONE}))\b"
                r"(?= ?(?:[.,!?]|$)| (?:my|the|it|a|lunch|dinner|breakfast)\b)",
                _already,
            ),
            pattern(r"^(?:have|has) (?:you|he|she|they|we) (?:ever|already|just|never) (?P<x>[a-z]+)\b[^?]*\?", _done),
        ),
        examples=(
            ("I have finish my homework.", "I have finished my homework."),
            ("He has go to school.", "He has gone to school."),
            ("I have never see snow.", "I have never seen snow."),
            ("I am already eat.", "I have already eaten."),
            ("Have you ever go to Bali?", "Have you ever been to Bali?"),
        ),
        fine=(
            "I have work to do.",
            "He has to go.",
            "They have plans.",
            "We have found it.",
            "I have never put it there.",
            "She has come.",
            "Let's have a go.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="passive-participle",
        category="verb-form",
        needs=frozenset(["was", "were", "been"]),
        reason=Reason(
            "What was done to something is told with the third form: {replacement}.",
            "Kalimat pasif memakai bentuk ketiga: {replacement}.",
        ),
        find=pattern(
            rf"(?:^|, |\band |\bbut |\bbecause )(?:(?:the|my|your|his|her|our|their|this|that|these|those) [a-z]+|it|they|we|he|she|i) "
            rf"(?:was|were|has been|have been) (?P<x>{MADE})\b(?=(?: (?:by (?:a|the|my|his|her|our|their|an|him|them|me)|in (?:19|20)\d\d"
            r"|yesterday|last))\b)",
            _passive,
        ),
        examples=(
            ("The thief was catch by the police.", "The thief was caught by the police."),
            ("The house was build in 1990.", "The house was built in 1990."),
            ("He was kill by a tiger.", "He was killed by a tiger."),
        ),
        fine=(
            "All he did was build a house.",
            "The cake was made by my mother.",
            "The ball was hit by him.",
            "What the man did was break the law.",
        ),
        confidence=0.93,
    ),
)
