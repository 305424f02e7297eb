"""Where a sentence names a time, and which: past, future, now, habit, and how long (since, for)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal

import msgspec

from tutorfleet.language.rules.units import View, words_of
from tutorfleet.language.rules.units import view as view_of
from tutorfleet.language.tokens import Sentence

Kind = Literal["past", "morning", "future", "now", "habit", "since", "for"]

_UNIT = r"(?:second|minute|hour|day|night|week|weekend|month|year|decade|semester|century|centurie|time)s?"
_COUNT = (
    r"(?:\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|some|many|several|(?:a )?few|a couple of|half an?|the last|the past)(?: (?:more|long|whole|and a half))?"
)
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_PERIOD = (
    rf"(?:night|evening|week|weekend|month|year|spring|summer|autumn|fall|winter|semester|term|century|decade|holidays?"
    rf"|christmas|ramadan|lebaran|eid|{_DAY}|{_MONTH})"
)
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("since", rf"since (?:then|childhood|birth|yesterday|last {_PERIOD}|this morning|\d{{4}}|{_DAY}|{_MONTH}|{_COUNT} {_UNIT}(?: ago)?"
     r"|(?:i|he|she|we|they|you|my \w+) (?:was|were|had|moved|left|came|started|got|met|graduated|finished|joined|began|arrived|married)"
     r"|(?:i|he|she|we|they|you) [a-z]{2,}ed|(?:primary|elementary|high|middle|junior|senior)(?: high)? school|(?:the|my|our|his|her|their)"
     r" \w+|kindergarten|university|college|graduation|lunch|breakfast|noon|midnight|\d{1,2}(?::\d\d)? ?[ap]m|\w+ o'clock)"),
    ("for", r"for (?:(?:about|almost|nearly|over|around|more than|at least) )?"
     rf"(?:{_COUNT} {_UNIT}|(?:a |such a |so |very )?(?:very )?long(?: time)?|ages|years|months|weeks|hours|days)"),
    ("past", r"the day before yesterday|yesterday(?: (?:morning|afternoon|evening|night))?(?!['’]s?\b)"),
    ("past", rf"last {_PERIOD}(?: (?:morning|afternoon|evening|night))?(?!['’]s?\b)"),
    ("past", rf"{_COUNT} {_UNIT} ago|long(?: time)? ago|ages ago"),
    ("past", rf"(?:in|during) (?:(?:early |late )?{_MONTH},? )?(?:1[5-9]\d\d|20[01]\d|202[0-5])(?![-/%]|\d)"),
    ("past", r"from (?:1[5-9]\d\d|20[01]\d|202[0-4]) (?:to|until|till) (?:1[5-9]\d\d|20[01]\d|202[0-5])"),
    ("past", r"in the past(?=,? (?:people|we|i|my|they|he|she|the|there|women|men|children|students) (?!have|has))"),
    ("past", r"at first(?=.*,? but now)"),
    ("past", r"in the (?:nineteen|eighteen)\w*|in the (?:19|18)\d0s|once upon a time|the other day|back then|in my childhood"),
    ("morning", r"this morning|earlier today"),
    ("future", rf"(?:the day after )?tomorrow(?: (?:morning|afternoon|evening|night))?(?!['’]s?\b)|next {_PERIOD}(?!['’]s?\b)"),
    ("now", r"right now|at the moment|at this moment|currently|at present|now"),
    ("habit", rf"(?:every|each) (?:single |other )?(?:{_UNIT}|morning|afternoon|evening|{_DAY}|{_PERIOD})|everyday|on {_DAY}s"
     rf"|on weekends|at weekends|(?:once|twice|\w+ times) (?:a|per|every) {_UNIT}|daily|weekly"),
)  # fmt: skip
_COMPILED = tuple(
    (kind, re.compile(rf"\b(?:{text})\b".replace(" ", r"[ \t]+"), re.IGNORECASE)) for kind, text in _PATTERNS
)
_WORDS = words_of("times.words")


MOST = 8
"""Times of one kind that are looked at in a sentence."""


class Time(msgspec.Struct, frozen=True):
    """A time named by the words `start` up to `end` (exclusive) of the view."""

    start: int
    end: int
    kind: Kind


@lru_cache(maxsize=16)
def times(sentence: Sentence) -> tuple[Time, ...]:
    """The times that the sentence names, in order, none inside another."""
    if _WORDS.isdisjoint(sentence.words):
        return ()
    found: list[Time] = []
    for time in _all(view_of(sentence)):
        if all(time.end <= other.start or time.start >= other.end for other in found):
            found.append(time)
    return tuple(sorted(found, key=lambda time: time.start))


def kinds(sentence: Sentence) -> frozenset[Kind]:
    """Which kinds of time the sentence names."""
    return frozenset(time.kind for time in times(sentence))


def _all(view: View) -> Iterator[Time]:
    offset = view.sentence.start
    starts, ends = [unit.start for unit in view.units], [unit.end for unit in view.units]
    for kind, expression in _COMPILED:
        for match in islice(expression.finditer(view.sentence.text), MOST):
            first, last = bisect_right(ends, match.start() + offset), bisect_left(starts, match.end() + offset)
            if first < last:
                yield Time(first, last, kind)
