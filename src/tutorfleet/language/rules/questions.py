"""Rules of word order in questions, direct and indirect."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import thirds, verbs
from tutorfleet.language.rule import Rule, pattern

PRONOUN = "(?:i|you|he|she|it|we|they)"
AUXILIARY = "(?:can|could|will|would|should|must|am|are|is|was|were)"
WH = "(?:why|how|where|when|what|who)"


def _swap(match: re.Match[str]) -> str:
    return f"{match['verb']} {'I' if match['who'] == 'I' else match['who'].lower()}"


def _do(match: re.Match[str]) -> str | None:
    who, verb = match["who"].lower(), match["verb"].lower()
    base = thirds().get(verb, verb)
    if base not in verbs():
        return None
    return f"{'does' if who in {'he', 'she', 'it'} else 'do'} {match['who']} {base}"


def _swap_back(match: re.Match[str]) -> str:
    return f"{match['who']} {match['verb']}"


RULES = (
    Rule(
        id="question-order",
        category="word-order",
        reason=Reason(
            "In a question the helping verb stands before the subject: {replacement}.",
            "Dalam pertanyaan kata kerja bantu berada di depan subjek: {replacement}.",
        ),
        find=pattern(
            (
                rf"^(?:{WH}|how (?:long|often|old|much|many)) (?P<x>(?P<who>{PRONOUN}) (?P<verb>{AUXILIARY}))\b(?! "
                rf"(?:is|was|are|do|does)\b)(?![^?]*\b(?:is|was|are|does|do|will)\b)[^?.,]*\?"
            ),
            _swap,
        ),
        examples=(
            ("How I can learn English?", "How can I learn English?"),
            ("Why she is crying?", "Why is she crying?"),
            ("Where you are going?", "Where are you going?"),
        ),
        fine=(
            "How can I learn English?",
            "What I can do is help?",
            "I know how I can help.",
            "What you are saying is true?",
        ),
        confidence=0.93,
    ),
    Rule(
        id="question-do",
        category="word-order",
        reason=Reason(
            "A question needs do or does before the subject: {replacement}.",
            "Pertanyaan memerlukan do atau does di depan subjek: {replacement}.",
        ),
        find=pattern(
            rf"^(?:{WH}|how often|how much) (?P<x>(?P<who>{PRONOUN}) (?P<verb>[a-z]+))\b(?![^?]*\b(?:is|was|are|will|can)\b)[^?.,]*\?",
            _do,
        ),
        examples=(
            ("Where you live?", "Where do you live?"),
            ("What he wants?", "What does he want?"),
            ("Why they like it?", "Why do they like it?"),
        ),
        fine=("Where do you live?", "What you need is love?", "When you go there, will you call me?", "Who are you?"),
        confidence=0.9,
    ),
    Rule(
        id="indirect-question",
        category="word-order",
        reason=Reason(
            "Inside another sentence a question keeps the usual order: {replacement}.",
            "Di dalam kalimat lain, pertanyaan memakai urutan biasa: {replacement}.",
        ),
        find=pattern(
            r"\b(?:don't know|do you know|doesn't know|didn't know|tell me|know|remember|understand|wonder|ask "
            r"me) (?:where|when|how old|what time|why|who|what) "
            r"(?P<x>(?P<verb>is|are|was|were) (?P<who>he|she|it|they|you|(?:the|my|your|his|her) [a-z]+))(?= ?[.?!]|$)",
            _swap_back,
        ),
        examples=(
            ("I don't know where is he.", "I don't know where he is."),
            ("Can you tell me where is the station?", "Can you tell me where the station is?"),
        ),
        fine=(
            "I don't know where he is.",
            "Where is the station?",
            "I don't know what is wrong.",
            "Do you know who was there?",
        ),
        confidence=0.9,
    ),
    Rule(
        id="what-means",
        category="word-order",
        needs=frozenset(["mean", "means"]),
        reason=Reason("One asks: {replacement}?", "Pertanyaannya: {replacement}?"),
        find=pattern(
            r"^(?P<x>what (?:is |does )?(?:the )?means? (?P<what>(?:this|that|it|the|these|your)(?: (?!of\b)[a-z]+)?))(?= ?(?:[?.!]|$))",
            r"what does \g<what> mean",
        ),
        examples=(
            ("What means this word?", "What does this word mean?"),
            ("What is mean this?", "What does this mean?"),
        ),
        fine=("What does this word mean?", "What this means is clear.", "What is the mean temperature?"),
        confidence=0.95,
    ),
    Rule(
        id="look-like",
        category="word-order",
        needs=frozenset(["like"]),
        reason=Reason("One asks: {replacement}?", "Pertanyaannya: {replacement}?"),
        find=pattern(
            r"^(?P<x>how (?:is|do|does) (?P<who>he|she|it|(?:your|his|her|the|my) [a-z]+) looks? like)\b",
            r"what does \g<who> look like",
        ),
        examples=(("How is your mother look like?", "What does your mother look like?"),),
        fine=("What does she look like?", "How is your mother?", "How does she look?"),
        confidence=0.93,
    ),
)
