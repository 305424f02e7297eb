"""Rules of tense: the verb that fits the time which the sentence names.

A time is looked for in one sentence only; what was told in the sentence before is not known here.
"""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ings, overregular, participle, participles, past, pasts, thirds, verbs
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.past_time import OPINION, PAST_TIME, STATIVE, SUBJECTS, past_time


def _question(match: re.Match[str]) -> str | None:
    verb = match["verb"].lower()
    return "did" if PAST_TIME.search(match.string) and verb in verbs() - OPINION - {"like", "love", "want"} else None


def _perfect(match: re.Match[str]) -> str | None:
    base = participles().get(match["verb"].lower())
    return past(base) if base and base != "be" else None


def _tomorrow(match: re.Match[str]) -> str | None:
    base = pasts().get(match["x"].lower())
    return None if base is None else f"will {base}"


def _since(match: re.Match[str]) -> str | None:
    verb = match["verb"].lower()
    have = "has" if match["who"].lower() in {"he", "she", "it"} else "have"
    if verb in ings():
        return f"{have} been {verb}"
    base = thirds().get(verb, verb)
    return f"{have} {participle(base)}" if base in STATIVE - {"have"} | {"know", "study", "learn", "teach"} else None


_SINCE_TIME = (
    r"(?:19\d\d|20\d\d|last|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january"
    r"|february|march|april|may|june|july|august"
    r"|september|october|november|december|childhood|i was|(?:\d+|a|one|two|three|four|five|six|ten) (?:day|week|month|year|hour)s?)\b"
)
_PAST_REASON = Reason(
    "The sentence names a time in the past, so the verb is in the past: {replacement}.",
    "Kalimat ini menyebut waktu lampau, jadi kata kerjanya bentuk lampau: {replacement}.",
)
_WHO = any_of(SUBJECTS)
_OPEN = r"[^.?!;]*?(?:since|from|until|for|that|which|who|when|about|than|of) "
_LATE = (
    r"[^.?!;]*?\b(?:yesterday|last (?:night|week|month|year)|\d+ \w+ ago|(?:a|one|two|three|four|five"
    r"|few) \w+ ago|in (?:19\d\d|20[01]\d))\b"
)


def _irregular(match: re.Match[str]) -> str:
    base = overregular()[match["x"].lower()]
    return participle(base) if match["have"] else past(base)


RULES = (
    Rule(
        id="irregular-past",
        category="verb-form",
        needs=frozenset(overregular()),
        reason=Reason("This verb is irregular: {replacement}.", "Kata kerja ini tidak beraturan: {replacement}."),
        find=pattern(
            rf"\b(?P<have>(?:have|has|had|was|were|been) (?:never |already |just )?)?(?P<x>{any_of(overregular())})\b",
            _irregular,
        ),
        examples=(
            ("I goed to the zoo.", "I went to the zoo."),
            ("She buyed a bag.", "She bought a bag."),
            ("I have eated.", "I have eaten."),
        ),
        fine=("I went to the zoo.", "He needed it."),
        confidence=0.96,
    ),
    Rule(
        id="past-time",
        category="tense",
        needs=frozenset(["yesterday", "last", "ago", "in", "when"]),
        reason=_PAST_REASON,
        find=past_time,
        confidence=0.93,
        examples=(
            ("Yesterday my mother cook fish.", "Yesterday my mother cooked fish."),
            ("Yesterday I go to the beach.", "Yesterday I went to the beach."),
            ("Last week we visit my uncle and eat fish.", "Last week we visited my uncle and ate fish."),
            ("I buy a new phone two days ago.", "I bought a new phone two days ago."),
            ("Yesterday I am very tired.", "Yesterday I was very tired."),
            ("Last night she don't sleep.", "Last night she didn't sleep."),
            ("In 2010 they move to Bandung.", "In 2010 they moved to Bandung."),
            ("When I was a child, I play football every day.", "When I was a child, I played football every day."),
        ),
        fine=(
            "Yesterday I met a man who lives in Bali.",
            "I think yesterday was great.",
            "I like the film that we saw yesterday.",
            "I know what you did last summer.",
            "I have lived here since last year.",
            "I want to talk about yesterday.",
            "Yesterday's lesson is on my desk.",
            "I still have the ticket from last week.",
            "I love the song you sent me yesterday.",
            "Yesterday I bought a book because I love reading.",
        ),
    ),
    Rule(
        id="past-question",
        category="tense",
        needs=frozenset(["do", "does"]),
        reason=Reason(
            "A question about a past time begins with did.",
            "Pertanyaan tentang waktu lampau memakai did.",
        ),
        find=pattern(
            rf"(?:^|\b(?:what|where|when|why|how|who|which) )(?P<x>do|does) {_WHO} (?P<verb>[a-z]+)\b[^.?!]*\?",
            _question,
        ),
        examples=(
            ("Do you go to school yesterday?", "Did you go to school yesterday?"),
            ("What do you eat last night?", "What did you eat last night?"),
        ),
        fine=(
            "Did you see him yesterday?",
            "Do you know what happened yesterday?",
            "Do you remember last year?",
            "Do you like what she said last night?",
        ),
        confidence=0.85,
    ),
    Rule(
        id="perfect-with-past-time",
        category="tense",
        needs=frozenset(["have", "has"]),
        reason=Reason(
            "With a finished time such as yesterday use the simple past, not have + participle: {replacement}.",
            "Dengan waktu yang sudah selesai seperti yesterday pakai simple past, bukan have + participle: {replacement}.",
        ),
        find=pattern(
            rf"\b{_WHO} (?P<x>(?:have|has) (?P<verb>[a-z]+))\b(?!{_OPEN}{_LATE})(?={_LATE})",
            _perfect,
        ),
        examples=(
            ("I have seen him yesterday.", "I saw him yesterday."),
            ("She has finished it two days ago.", "She finished it two days ago."),
        ),
        fine=(
            "I have lived here since last year.",
            "I have had it since 2010.",
            "I have read the book that you gave me yesterday.",
            "I have seen him.",
        ),
    ),
    Rule(
        id="future-time",
        category="tense",
        reason=Reason(
            "The time is in the future, so use will: {replacement}.",
            "Waktunya di masa depan, jadi pakai will: {replacement}.",
        ),
        find=pattern(
            r"^(?:tomorrow|next (?:week|month|year|monday|sunday|saturday)),? (?:i|you|he|she|it|we|they) (?P<x>[a-z]+)\b",
            _tomorrow,
        ),
        examples=(
            ("Tomorrow I went to Jakarta.", "Tomorrow I will go to Jakarta."),
            ("Next week we visited my aunt.", "Next week we will visit my aunt."),
        ),
        fine=("Tomorrow I will go.", "Tomorrow I fly to Bali.", "I knew that tomorrow was a holiday."),
    ),
    Rule(
        id="present-since",
        category="tense",
        needs=frozenset(["since"]),
        reason=Reason(
            "What began in the past and still goes on takes have: {replacement}.",
            "Yang mulai di masa lalu dan masih berlangsung memakai have: {replacement}.",
        ),
        find=either(
            pattern(
                rf"\b(?P<who>{_WHO}) (?P<x>(?:am|is|are) (?P<verb>[a-z]+ing))\b[^.?!,;]{{0,60}}? since {_SINCE_TIME}",
                _since,
            ),
            pattern(rf"\b(?P<who>{_WHO}) (?P<x>(?P<verb>[a-z]+))\b[^.?!,;]{{0,60}}? since {_SINCE_TIME}", _since),
        ),
        examples=(
            ("I am living here since 2010.", "I have been living here since 2010."),
            ("She works here since three years.", "She has worked here since three years."),
            ("I know him since 2015.", "I have known him since 2015."),
        ),
        fine=("I am going home since it is late.", "I have lived here since 2010.", "I like it since it is cheap."),
    ),
    Rule(
        id="since-duration",
        category="preposition",
        needs=frozenset(["since"]),
        reason=Reason(
            "Since names the beginning (since 2020); for names how long it lasts (for two years).",
            "Since menyebut awalnya (since 2020); for menyebut lamanya (for two years).",
        ),
        find=pattern(
            (
                r"\b(?P<x>since) (?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twenty|many|several|a few"
                r"|a) (?:days?|weeks?|months?|years?|hours?|minutes?|long time)\b(?! ago)"
            ),
            "for",
        ),
        examples=(
            ("I have lived here since two years.", "I have lived here for two years."),
            ("I have studied English since 5 years.", "I have studied English for 5 years."),
        ),
        fine=(
            "I have lived here since 2010.",
            "It has been raining since two hours ago.",
            "I have been ill since Monday.",
        ),
    ),
    Rule(
        id="born",
        category="tense",
        needs=frozenset(["born"]),
        reason=Reason("Birth is in the past: I was born.", "Kelahiran sudah lampau: I was born."),
        find=pattern(r"\bi(?P<x>'m| am) born\b", " was"),
        examples=(("I am born in Solo.", "I was born in Solo."), ("I'm born in 1999.", "I was born in 1999.")),
        fine=("I was born in Solo.",),
    ),
    Rule(
        id="born-and",
        category="tense",
        needs=frozenset(["born"]),
        reason=_PAST_REASON,
        find=pattern(
            r"\b(?:he|she|i) was born in [^.?!,;]{3,40}? and (?P<x>(?P<verb>[a-z]+)) (?=(?:to|in|up|here|there)\b)",
            lambda m: past(m["verb"].lower()) if m["verb"].lower() in verbs() - STATIVE else None,
        ),
        examples=(
            ("She was born in 1999 and move to Solo in 2005.", "She was born in 1999 and moved to Solo in 2005."),
        ),
        fine=("She was born in Solo and moved to Bali.", "I was born in Bali and love it."),
        confidence=0.9,
    ),
    Rule(
        id="present-for-years",
        category="tense",
        needs=frozenset(["years"]),
        reason=Reason(
            "What began in the past and still goes on takes have been: {replacement}.",
            "Yang mulai di masa lalu dan masih berlangsung memakai have been: {replacement}.",
        ),
        find=pattern(
            rf"\b(?P<who>{_WHO}) (?P<x>(?:am|is|are) (?P<verb>living|working|learning|studying|teaching))\b[^.?!,;]{{0,40}}? for"
            r" (?:many|several|two|three|four|five|six|seven|eight|nine|ten|\d+) years\b(?! (?:from|next|to)\b)",
            lambda m: f"{'has' if m['who'].lower() in {'he', 'she', 'it'} else 'have'} been {m['verb']}",
        ),
        examples=(("I am living here for five years.", "I have been living here for five years."),),
        fine=(
            "I am staying here for two weeks.",
            "I have been living here for five years.",
            "I am working here for two months.",
        ),
        confidence=0.8,
    ),
)
