"""Rules of be, do and not before a plain verb, and of what follows want and used to."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import third, thirds, verbs
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.clauses import PERSONS, SUBJUNCTIVE
from tutorfleet.language.rules.past_time import PAST_TIME

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
        id="be-verb",
        category="verb-form",
        needs=frozenset(["am", "is", "are", "i'm", "he's", "she's", "you're", "we're", "they're"]),
        reason=Reason(
            "Am, is and are do not stand before a plain verb: {replacement}.",
            "Am, is, dan are tidak dipakai di depan kata kerja dasar: {replacement}.",
        ),
        find=pattern(
            rf"{START}(?P<who>i|you|we|they|he|she|{PERSON}) (?P<x>(?:am|is|are) (?P<not>not )?{LIVE}(?P<verb>{PLAIN}))\b"
            r"(?! ?[-/])",
            _without_be,
        ),
        examples=(
            ("I am live in Jakarta.", "I live in Jakarta."),
            ("She is want to go home.", "She wants to go home."),
            ("I am not understand.", "I don't understand."),
            ("My brother is study law.", "My brother studies law."),
        ),
        fine=(
            "We are live on Instagram.",
            "I am like my father.",
            "All I do is eat and sleep.",
            "The best they are is live.",
            "What I am is not learn-by-heart.",
            "My plan is go home first.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="be-question",
        category="verb-form",
        needs=frozenset(["am", "is", "are"]),
        reason=Reason(
            "A question with a plain verb begins with do or does: {replacement}.",
            "Pertanyaan dengan kata kerja dasar diawali do atau does: {replacement}.",
        ),
        find=pattern(
            r"^(?:(?:what|where|when|why|how) )?"
            rf"(?P<x>(?:am|is|are) (?P<who>i|you|we|they|he|she) {LIVE}(?P<verb>{PLAIN}|work|think|play|cook))\b(?! ?-)[^?]*\?",
            _do_question,
        ),
        examples=(
            ("Is he work here?", "Does he work here?"),
            ("Are you speak English?", "Do you speak English?"),
            ("Where are you study?", "Where do you study?"),
        ),
        fine=("Are you like him?", "Is he working here?", "Are you live now?"),
        confidence=0.95,
    ),
    Rule(
        id="not-do",
        category="verb-form",
        needs=frozenset(["not"]),
        reason=Reason(
            "A verb is made negative with don't, doesn't or didn't: {replacement}.",
            "Kata kerja dijadikan negatif dengan don't, doesn't, atau didn't: {replacement}.",
        ),
        find=pattern(rf"{START}(?P<who>i|you|we|they|he|she|{PERSON}) (?P<x>not (?P<verb>[a-z]+))\b(?! ?-)", _not),
        examples=(
            ("I not like coffee.", "I don't like coffee."),
            ("He not come yesterday.", "He didn't come yesterday."),
            ("She is sad because he not call her.", "She is sad because he doesn't call her."),
        ),
        fine=(
            "I suggest that he not go.",
            "May I not go?",
            "I am not going.",
            "I not only sing but dance.",
            "Why would he not come?",
            "It is vital that she not leave.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="no-verb",
        category="verb-form",
        needs=frozenset(["no"]),
        reason=Reason(
            "A verb is made negative with don't or doesn't, not with no: {replacement}.",
            "Kata kerja dijadikan negatif dengan don't atau doesn't, bukan no: {replacement}.",
        ),
        find=pattern(
            rf"{START}(?P<who>i|you|we|they|he|she) (?P<x>no (?P<verb>have|has|like|likes|want|wants|know|knows|understand|go))\b",
            _no,
        ),
        examples=(("I no have money.", "I don't have money."), ("She no like fish.", "She doesn't like fish.")),
        fine=("I have no money.", "He said no.", "I no longer have it.", "If you say so, no."),
        confidence=0.94,
    ),
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
    Rule(
        id="used-to-ing",
        category="verb-form",
        needs=frozenset(["used"]),
        reason=Reason(
            "Be used to (terbiasa) is followed by -ing: {replacement}.",
            "Be used to (terbiasa) diikuti -ing: {replacement}.",
        ),
        find=pattern(
            r"\b(?:i am|i'm|i was|he is|he's|she is|she's|he was|she was|we are|we're|i got) (?:not |already )*used to (?P<x>wake|get|eat"
            r"|drink|live|work|speak|drive|sleep|go|cook|study|be)\b(?! ?-)",
            lambda m: {
                "get": "getting",
                "wake": "waking",
                "live": "living",
                "drive": "driving",
            }.get(m["x"].lower(), m["x"].lower() + "ing"),
        ),
        examples=(("I am used to wake up early.", "I am used to waking up early."),),
        fine=("I used to wake up early.", "The knife is used to cut bread.", "I am used to noise."),
        confidence=0.9,
    ),
    Rule(
        id="want-to",
        category="verb-form",
        needs=frozenset(["want", "wants", "wanted", "need", "needs", "like", "hope", "plan", "decided"]),
        reason=Reason(
            "Between want, need or hope and the next verb stands to: to {original}.",
            "Antara want, need, atau hope dan kata kerja berikutnya ada to: to {original}.",
        ),
        find=pattern(
            rf"{START}(?:i|you|we|they|he|she) (?:really |also |just |don't |doesn't |didn't )*(?:want|wants|wanted|would like|decided"
            r"|need|needs|hope) (?P<x>go|eat|buy|see|become|learn|meet|know|make|take|speak|ask|tell|improve|find|visit)\b"
            r"(?! (?:ahead|away)\b)(?! ?[-,])",
            r"to \g<x>",
        ),
        examples=(
            ("I want go home.", "I want to go home."),
            ("She wants learn English.", "She wants to learn English."),
        ),
        fine=(
            "I want to go home.",
            "I need help.",
            "If you want, go home.",
            "The things I want make me happy.",
            "If you want go ahead.",
        ),
        confidence=0.92,
    ),
)
