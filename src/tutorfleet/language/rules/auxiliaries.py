"""Rules of be, do and not before a plain verb, and of what follows want and used to."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import third, thirds, verbs
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.clauses import PERSONS, SUBJUNCTIVE

PAST_TIME = re.compile(r"\b(?:yesterday|last (?:night|week|month|year)|ago)\b", re.IGNORECASE)

WHO = "(?:i|you|we|they|he|she|it)"
PERSON = rf"(?:my|your|his|her|our|their) {any_of(PERSONS)}"
# A clause may begin here; not after a noun ("the car they have"), nor in a question.
START = r"(?:^|(?<=, )|(?<=\band )|(?<=\bbut )|(?<=\bso )|(?<=\bbecause )|(?<=\bthat ))"
# Verbs that are neither nouns nor adjectives nor their own participle, so that "am" before them leaves no doubt.
PLAIN = (
    "(?:have|know|understand|want|need|believe|forget|remember|prefer|enjoy|agree|go|eat|sleep|study|learn|speak|"
    "write|teach|buy|meet|wake|arrive|live)"
)
LIVE = r"(?!live\b(?! (?:in|with|near|here)\b))"


def _is_third(who: str) -> bool:
    low = who.lower()
    return low in {"he", "she", "it"} or " " in low


def _without_be(match: re.Match[str]) -> str | None:
    verb = match["verb"].lower()
    if match["not"]:
        return f"{'does' if _is_third(match['who']) else 'do'}n't {verb}"
    return third(verb) if _is_third(match["who"]) else verb


def _do_question(match: re.Match[str]) -> str:
    return f"{'does' if _is_third(match['who']) else 'do'} {_lower(match['who'])} {match['verb']}"


def _lower(who: str) -> str:
    return "I" if who.lower() == "i" else who.lower()


def _not(match: re.Match[str]) -> str | None:
    verb = match["verb"].lower()
    base = thirds().get(verb, verb)
    earlier = set(re.findall(r"[a-z]+", match.string[: match.start()].lower()))
    if base not in verbs() or earlier & (SUBJUNCTIVE | {"why", "let", "whether", "better", "if"}):
        return None
    if PAST_TIME.search(match.string):
        return f"didn't {base}"
    return f"{'does' if _is_third(match['who']) else 'do'}n't {base}"


def _no(match: re.Match[str]) -> str:
    return f"{'does' if _is_third(match['who']) else 'do'}n't {thirds().get(match['verb'].lower(), match['verb'])}"


def _stative(match: re.Match[str]) -> str:
    base = {"knowing": "know", "believing": "believe", "owning": "own", "having": "have"}[match["ing"].lower()]
    if match["not"]:
        return f"{'does' if _is_third(match['who']) else 'do'}n't {base}"
    return third(base) if _is_third(match["who"]) else base


RULES = (
    Rule(
        id="do-modal",
        category="verb-form",
        needs=frozenset(["do", "does"]),
        reason=Reason(
            "A question with can, will or must needs no do: {replacement}.",
            "Pertanyaan dengan can, will, atau must tidak memerlukan do: {replacement}.",
        ),
        find=pattern(
            rf"(?:^|\b(?:what|where|when|why|how) )(?P<x>(?:do|does) (?P<who>{WHO}) (?P<verb>can|could|will|must|should))\b",
            lambda m: f"{m['verb'].lower()} {_lower(m['who'])}",
        ),
        examples=(("Do you can help me?", "Can you help me?"), ("What do I must do?", "What must I do?")),
        fine=("Can you help me?", "Do you think I can?", "What I do can help."),
        confidence=0.95,
    ),
    Rule(
        id="stative-ing",
        category="verb-form",
        needs=frozenset(["knowing", "believing", "owning", "having"]),
        reason=Reason(
            "Know, believe, own and have (own) do not take -ing here: {replacement}.",
            "Know, believe, own, dan have (memiliki) tidak memakai -ing di sini: {replacement}.",
        ),
        find=either(
            pattern(
                rf"{START}(?P<who>i|you|we|they|he|she) (?P<x>(?:am|is|are) (?P<not>not )?(?P<ing>knowing|believing|owning))"
                r"(?= (?:him|her|you|them|it|the|that|this|a)\b)",
                _stative,
            ),
            pattern(
                rf"{START}(?P<who>i|you|we|they|he|she) (?P<x>(?:am|is|are) (?P<not>not )?(?P<ing>having))"
                r"(?= (?:(?:a|one|two|three|four|five|many) (?:big |new |old |younger |older )?(?:cars?|houses?|brothers?|sisters?"
                r"|motorbikes?|motorcycles?|bicycles?|phones?|laptops?|friends|cats?|dogs?|cousins?))(?: ?[.!,]|$| and\b| named\b))",
                _stative,
            ),
        ),
        examples=(
            ("I am knowing him.", "I know him."),
            ("She is having two brothers.", "She has two brothers."),
        ),
        fine=("She is having a baby.", "I am having lunch.", "Knowing him is a joy.", "We are having friends over."),
        confidence=0.9,
    ),
)
