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
        id="modal-base",
        category="verb-form",
        reason=Reason(
            "After can, will, must and the like the verb has no ending: {replacement}.",
            "Setelah can, will, must, dan sejenisnya kata kerja tanpa akhiran: {replacement}.",
        ),
        find=pattern(rf"\b{PRONOUN} {MODAL} {ADVERB}(?P<x>[a-z]+)\b", _after_modal),
        examples=(
            ("He can sings very well.", "He can sing very well."),
            ("I will went there.", "I will go there."),
            ("She must not eats it.", "She must not eat it."),
        ),
        fine=("He can sing.", "I could not have known.", "They will be going.", "I opened the can."),
        confidence=0.95,
    ),
    Rule(
        id="modal-to",
        category="verb-form",
        reason=Reason(
            "After can, will, must and the like there is no to.",
            "Setelah can, will, must, dan sejenisnya tidak ada to.",
        ),
        find=either(
            pattern(
                rf"\b{PRONOUN} {MODAL} (?P<x>to) (?P<verb>[a-z]+)\b",
                lambda m: "" if m["verb"].lower() in verbs() | {"be"} else None,
            ),
            pattern(r"\bcan (?P<x>able to)(?= [a-z])", ""),
            pattern(r"\b(?:let's|let us) (?P<x>to) (?=[a-z])", ""),
            pattern(
                r"\b(?:make|makes|made|let|lets) (?:me|him|her|us|them|you) (?P<x>to) (?P<verb>[a-z]+)\b",
                lambda m: "" if m["verb"].lower() in verbs() | {"be"} else None,
            ),
        ),
        examples=(
            ("I must to go now.", "I must go now."),
            ("I can able to swim.", "I can swim."),
            ("Let's to eat together.", "Let's eat together."),
            ("He makes me to laugh.", "He makes me laugh."),
        ),
        fine=("I have to go now.", "I am able to swim.", "They made it to the station.", "It was made to last."),
    ),
    Rule(
        id="to-base",
        category="verb-form",
        reason=Reason(
            "After want to, need to, have to and the like comes the plain verb: {replacement}.",
            "Setelah want to, need to, have to, dan sejenisnya dipakai kata kerja dasar: {replacement}.",
        ),
        find=pattern(rf"\b(?:{WANT}) to (?P<x>[a-z]+)\b", _after_to),
        examples=(
            ("I want to going home.", "I want to go home."),
            ("She needs to bought a car.", "She needs to buy a car."),
            ("He has to goes now.", "He has to go now."),
        ),
        fine=(
            "I want to go home.",
            "I look forward to going there.",
            "He is used to working at night.",
            "We have to set it up.",
        ),
    ),
    Rule(
        id="to-past",
        category="verb-form",
        reason=Reason(
            "After to the verb stays in its base form: to {replacement}.",
            "Setelah to kata kerja tetap bentuk dasar: to {replacement}.",
        ),
        find=pattern(r"(?<!used )\bto (?P<x>[a-z]+)\b(?!-)", _to_past),
        examples=(
            ("Nice to met you.", "Nice to meet you."),
            ("I went there to bought rice.", "I went there to buy rice."),
        ),
        fine=(
            "Turn from right to left.",
            "He wants to found a company.",
            "It is nice to meet you.",
            "I prefer to read.",
        ),
    ),
    Rule(
        id="did-base",
        category="verb-form",
        reason=Reason(
            "Did already shows the past; the verb after it stays in its base form: {replacement}.",
            "Did sudah menunjukkan lampau; kata kerja setelahnya bentuk dasar: {replacement}.",
        ),
        find=either(
            pattern(r"\b(?:did not|didn't|did never) (?:also |even |really )?(?P<x>[a-z]+)\b", _after_did),
            pattern(
                r"(?:^|\b(?:what|where|when|why|how|who) )did (?:i|you|he|she|we|they) (?P<x>[a-z]+)\b", _after_did
            ),
        ),
        examples=(
            ("I did not went to school.", "I did not go to school."),
            ("She didn't ate lunch.", "She didn't eat lunch."),
            ("Where did you bought it?", "Where did you buy it?"),
        ),
        fine=("I did not go.", "Did you put it there?", "What he did surprised me.", "I didn't used to like it."),
        confidence=0.96,
    ),
    Rule(
        id="does-base",
        category="verb-form",
        reason=Reason(
            "Do and does already carry the ending; the verb after them is plain: {replacement}.",
            "Do dan does sudah membawa akhiran; kata kerja setelahnya polos: {replacement}.",
        ),
        find=either(
            pattern(r"\b(?:doesn't|does not|don't|do not) (?:also |even |really )?(?P<x>[a-z]+s)\b", _after_does),
            pattern(
                r"(?:^|\b(?:what|where|when|why|how|who) )(?:do|does) (?:i|you|he|she|we|they) (?P<x>[a-z]+s)\b",
                _after_does,
            ),
        ),
        examples=(("She doesn't likes fish.", "She doesn't like fish."), ("Does he works here?", "Does he work here?")),
        fine=("She doesn't like fish.", "He doesn't miss her.", "What does he do?"),
        confidence=0.95,
    ),
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
        id="for-purpose",
        category="verb-form",
        reason=Reason(
            "A purpose is told with to and the plain verb: {replacement}.",
            "Tujuan disebut dengan to dan kata kerja dasar: {replacement}.",
        ),
        find=either(
            pattern(
                (
                    rf"(?<!thank you )(?<!thanks )(?<!sorry )\b(?P<x>for (?P<verb>{ONLY_VERBS}))\b(?= (?:me|my|him|her"
                    rf"|them|some|a|an|the|to|rice|food|it|more|new|your|our|their)\b)"
                ),
                lambda m: "to " + m["verb"],
            ),
            pattern(r"\b(?P<x>for to) (?P<verb>[a-z]+)\b", lambda m: "to" if m["verb"].lower() in verbs() else None),
        ),
        examples=(
            ("I went to the market for buy some fish.", "I went to the market to buy some fish."),
            ("I study for to get a job.", "I study to get a job."),
        ),
        fine=("This is for you to read.", "Thank you for buying it.", "I came for a look."),
        confidence=0.88,
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
    Rule(
        id="if-will",
        category="tense",
        needs=frozenset(["if"]),
        reason=Reason(
            "In the part with if the present stands for the future: {replacement}.",
            "Di bagian dengan if, bentuk sekarang dipakai untuk masa depan: {replacement}.",
        ),
        find=pattern(r"^if (?:i|you|we|they|it|he|she) (?P<x>will (?P<verb>[a-z]+))\b", _if_form),
        examples=(
            ("If I will go to Japan, I will eat sushi.", "If I go to Japan, I will eat sushi."),
            ("If it will rain, we stay home.", "If it rains, we stay home."),
        ),
        fine=("If I go, I will call you.", "I wonder if she will come.", "If you will excuse me, I must go."),
        confidence=0.85,
    ),
)
