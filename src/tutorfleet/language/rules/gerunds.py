"""Rules of the -ing form: after enjoy and the like, after prepositions, for hobbies."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ing, verbs
from tutorfleet.language.rule import Rule, any_of, either, pattern

BEFORE_ING = (
    "enjoy|enjoys|enjoyed|suggest|suggests|suggested|avoid|avoids|avoided|finish|finished|finishes|mind|practice|practise|practiced"
    "|miss|misses|give up|gave up|keep on|can't help|dislike|dislikes"
)
# Verbs that are no nouns, so that a preposition before them leaves no doubt.
ONLY_VERBS = any_of(
    [
        "go",
        "eat",
        "say",
        "learn",
        "buy",
        "meet",
        "see",
        "make",
        "do",
        "be",
        "give",
        "write",
        "speak",
        "sing",
        "read",
        "become",
        "get",
        "have",
        "tell",
        "bring",
        "choose",
        "understand",
        "improve",
        "send",
        "teach",
        "cook",
        "ask",
        "listen",
        "watch",
    ]
)
HAS_OBJECT = (
    "(?= (?:me|you|him|her|us|them|it|my|your|his|our|their|the|a|an|to|with|in|at|about|from|english"
    "|music|football|some|new|more|books?|by|for)\\b|[.,!?]|$)"
)


def _gerund(match: re.Match[str]) -> str | None:
    base = match["verb"].lower()
    return ing(base) if base in verbs() else None


def _gerund_of_to(match: re.Match[str]) -> str | None:
    base = match["verb"].lower()
    return f"to {ing(base)}" if base in verbs() else None


RULES = (
    Rule(
        id="enjoy-ing",
        category="verb-form",
        reason=Reason(
            "After enjoy, avoid, finish, mind and the like the next verb takes -ing: {replacement}.",
            "Setelah enjoy, avoid, finish, mind, dan sejenisnya kata kerja berikutnya memakai -ing: {replacement}.",
        ),
        find=pattern(rf"\b(?:{BEFORE_ING}) (?P<x>to (?P<verb>[a-z]+))\b", _gerund),
        examples=(
            ("I enjoy to swim.", "I enjoy swimming."),
            ("She finished to read the book.", "She finished reading the book."),
        ),
        fine=("I enjoy swimming.", "I want to swim.", "I finished it to help you.", "Never mind to whom it goes."),
    ),
    Rule(
        id="look-forward-ing",
        category="verb-form",
        reason=Reason(
            "In look forward to the word to is a preposition, so -ing follows: to {replacement}.",
            "Dalam look forward to, to adalah preposisi, jadi diikuti -ing: {replacement}.",
        ),
        find=pattern(
            (
                rf"\blook(?:ing|ed|s)? forward (?P<x>to (?P<verb>{ONLY_VERBS}|visit|work|talk|hear))\b(?! (?:with|at"
                rf"|from|is|on)\b)(?=.)(?! ?[.!?,])"
            ),
            _gerund_of_to,
        ),
        examples=(
            ("I look forward to meet you.", "I look forward to meeting you."),
            ("We are looking forward to see the show.", "We are looking forward to seeing the show."),
        ),
        fine=("I look forward to meeting you.", "I look forward to work.", "I look forward to your visit."),
        confidence=0.93,
    ),
    Rule(
        id="preposition-ing",
        category="verb-form",
        reason=Reason(
            "After a preposition the verb takes -ing: {replacement}.",
            "Setelah preposisi kata kerja memakai -ing: {replacement}.",
        ),
        find=either(
            pattern(
                (
                    rf"\b(?:good at|bad at|interested in|instead of|without|tired of|afraid of|before|after|by|thinking "
                    rf"about|think about|how about|what about|thank you for|thanks for|sorry for|keen on|succeed in|dream "
                    rf"of) (?P<x>(?P<verb>{ONLY_VERBS}))\b(?! ?-){HAS_OBJECT}"
                ),
                _gerund,
            ),
            pattern(
                (
                    r"\b(?:thank you for|thanks for|good at|interested in|tired of|afraid of) (?P<x>(?P<verb>help|play"
                    r"|dance|swim|teach|study|drive|draw|travel|cook|paint))\b(?= (?:me|us|him|the|a|my|football|guitar"
                    r"|english|to|in|with)\b|[.!?]|$)"
                ),
                _gerund,
            ),
        ),
        examples=(
            ("I am good at sing.", "I am good at singing."),
            ("He left without say a word.", "He left without saying a word."),
            ("She is interested in learn English.", "She is interested in learning English."),
            ("Thank you for help me.", "Thank you for helping me."),
        ),
        fine=(
            "I am good at singing.",
            "Thank you for your help.",
            "Before I go, call me.",
            "I got tired of play-acting.",
            "He is good at play and work.",
        ),
    ),
    Rule(
        id="hobby-ing",
        category="verb-form",
        reason=Reason(
            "A hobby is named with -ing: my hobby is {replacement}.",
            "Hobi disebut dengan -ing: my hobby is {replacement}.",
        ),
        find=pattern(r"\b(?:hobby is|hobbies are|hobby are|hobbies is) (?P<x>(?:to )?(?P<verb>[a-z]+))\b", _gerund),
        examples=(
            ("My hobby is swim.", "My hobby is swimming."),
            ("My hobbies are read books.", "My hobbies are reading books."),
        ),
        fine=("My hobby is swimming.", "My hobby is chess."),
    ),
)
