"""Rules of verb forms: what follows a modal, "to", "did", a preposition, or a verb such as enjoy."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ings, participles, past, pasts, thirds, verbs
from tutorfleet.language.rule import Rule, either, pattern

ONLY_VERBS = "(?:buy|get|see|learn|meet|find|eat|make|take|give|improve)"

PRONOUN = "(?:i|you|he|she|it|we|they)"
MODAL = r"(?:can|could|will|would|should|must|may|might|can't|couldn't|won't|wouldn't|shouldn't|mustn't|cannot)"
ADVERB = r"(?:(?:not|also|always|never|only|really|still|just|often) )*"
WANT = (
    "want|wants|wanted|need|needs|needed|have|has|had|decide|decides|decided|hope|hopes|hoped|plan|plans"
    "|planned|learn|learns|learned|try|tries|tried|would like|able|start|started|like|likes|love|loves"
)
NOT_PAST_VERBS = frozenset(
    [
        "found",
        "left",
        "fell",
        "felt",
        "ground",
        "wound",
        "bore",
        "lay",
        "saw",
        "used",
        "set",
        "put",
        "read",
        "cut",
        "hit",
        "hurt",
        "let",
        "shut",
        "cost",
        "quit",
        "bet",
        "spread",
        "beat",
    ]
)


def _base(word: str) -> str | None:
    low = word.lower()
    base = thirds().get(low) or pasts().get(low) or ings().get(low)
    return None if base is None or low in verbs() or low in {"was", "being", "is"} else base


def _after_modal(match: re.Match[str]) -> str | None:
    return _base(match["x"])


def _after_to(match: re.Match[str]) -> str | None:
    return None if match["x"].lower() in {"thing", "king", "found"} else _base(match["x"])


def _to_past(match: re.Match[str]) -> str | None:
    low = match["x"].lower()
    irregular = low in pasts() and not low.endswith("ed")
    return pasts()[low] if irregular and low not in NOT_PAST_VERBS and low not in verbs() else None


def _after_did(match: re.Match[str]) -> str | None:
    low = match["x"].lower()
    return pasts().get(low) or thirds().get(low) if low not in verbs() and low not in {"used", "needs"} else None


def _after_does(match: re.Match[str]) -> str | None:
    low = match["x"].lower()
    return thirds().get(low) if low not in verbs() else None


def _agree(match: re.Match[str]) -> str:
    return match["verb"]


def _perfect(match: re.Match[str]) -> str | None:
    low = match["x"].lower()
    base = pasts().get(low)
    right = {base: done for done, base in participles().items()}.get(base or "")
    return right if base and right and low not in participles() and past(base) != base else None


def _if_form(match: re.Match[str]) -> str | None:
    verb, who = match["verb"].lower(), match[0].split()[1].lower()
    if verb not in verbs() or verb in {"excuse", "allow", "forgive"}:
        return None
    return {base: form for form, base in thirds().items()}[verb] if who in {"he", "she", "it"} else verb


RULES = (
    Rule(
        id="be-agree",
        category="verb-form",
        reason=Reason(
            "Agree is a verb in English, so it needs no am or is: I agree.",
            "Agree adalah kata kerja dalam bahasa Inggris, jadi tanpa am atau is: I agree.",
        ),
        find=either(
            pattern(
                r"\b(?P<x>(?:am|are|is) (?:not )?(?P<verb>agree|disagree))\b",
                lambda m: None if "not" in m["x"].lower() else m["verb"],
            ),
            pattern(r"\b(?P<x>(?P<who>i|you|we|they)(?:'m|'re)) (?=agree\b|disagree\b)", r"\g<who>"),
            pattern(r"\bi (?P<x>am not agree)\b", "don't agree"),
        ),
        examples=(
            ("I am agree with you.", "I agree with you."),
            ("I'm agree.", "I agree."),
            ("I am not agree.", "I don't agree."),
        ),
        fine=("I agree with you.", "We are agreed.", "I am agreeing with you."),
        confidence=0.96,
    ),
    Rule(
        id="perfect-participle",
        category="verb-form",
        reason=Reason(
            "After have or has comes the third form: {replacement}.",
            "Setelah have atau has dipakai bentuk ketiga: {replacement}.",
        ),
        find=pattern(
            r"\b(?:i|you|we|they|he|she|it) (?:have|has|haven't|hasn't|had) (?:never |already |just |ever |not )*(?P<x>[a-z]+)\b",
            _perfect,
        ),
        examples=(
            ("I have went to Bali.", "I have gone to Bali."),
            ("She has never saw snow.", "She has never seen snow."),
        ),
        fine=("I have gone.", "She has left.", "They have a saw."),
        confidence=0.93,
    ),
)
