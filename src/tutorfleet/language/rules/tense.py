"""Rules of tense: the verb that fits the time which the sentence names (yesterday, tomorrow, last year).

What was told in the sentence before is `narrative.py`'s business; two verbs of one sentence are `sequence.py`'s.
"""

import re
from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import overregular, participle, past
from tutorfleet.language.rule import Fix, Rule, any_of, either, pattern
from tutorfleet.language.rules.past_time import NOT_ADVERB, childhood, past_time, this_morning
from tutorfleet.language.rules.times import times
from tutorfleet.language.rules.units import View, base_of, is_base, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import Clause, clauses, later, opens
from tutorfleet.language.tokens import Sentence


def _future(sentence: Sentence) -> Iterator[Fix]:
    """A simple past with tomorrow, a bare verb with next month."""
    seen = view(sentence)
    if seen.is_question() or {"if", "said", "thought", "told", "was", "were", "would", "wish"} & sentence.words:
        return
    found = [time for time in times(sentence) if time.kind == "future" and seen.word(time.start - 1) not in NOT_ADVERB]
    known = clauses(sentence)
    for time in found:
        if opens(seen, time.start) and known and known[0].start in {time.end, time.end + 1}:
            yield from _to_will(seen, known[0], True)
        elif len(known) == 2 and seen.word(known[1].start) == "it" and time in later(sentence, known[1]):
            if base_of(seen.word(known[1].main)) in {"rain", "snow"} and not is_past(seen.word(known[1].main)):
                yield from _to_will(seen, known[1], False)
        elif len(known) == 1 and time in later(sentence, known[0]) and time.start > known[0].main + 1 - (time.end == 0):
            yield from _to_will(seen, known[0], False)


PLANNED = words_of("tense.planned")


def _to_will(seen: View, clause: Clause, first: bool) -> Iterator[Fix]:
    word = seen.word(clause.main)
    if clause.helpers or clause.main < 0 or clause.asked >= 0:
        return
    base = base_of(word, "past") if is_past(word) else base_of(word, "base", "third")
    weather = base in {"rain", "snow"} and seen.word(clause.start) == "it"
    if not base or (not is_past(word) and (base in PLANNED or not first) and not weather):
        return
    rest = range(clause.main + 1, len(seen.units))
    if is_past(word) and not first and any(_other(seen, i) for i in rest):
        return
    yield seen.fix(clause.main, clause.main, f"will {base}")


def _other(seen: View, i: int) -> bool:
    """Whether the time after it may be that of something else: "met to plan next week", "asked about tomorrow"."""
    word = seen.word(i)
    return is_past(word) or word in {"for", "about", "that"} or (word == "to" and is_base(seen.word(i + 1)))


def _irregular(match: re.Match[str]) -> str:
    base = overregular()[match["x"].lower()]
    return participle(base) if match["have"] else past(base)


def _born_and(sentence: Sentence) -> Iterator[Fix]:
    """... was born in Solo and move to Bali in 2005."""
    seen = view(sentence)
    for i in range(len(seen.units)):
        if seen.word(i) == "born" and seen.word(i - 1) == "was":
            for at in range(i + 1, len(seen.units)):
                base = base_of(seen.word(at), "base", "third")
                if (
                    seen.word(at - 1) in words_of("tense.born_joins")
                    and base
                    and is_base(base)
                    and seen.word(at + 1) in _PLACES
                    and base not in _NOW
                ):
                    yield seen.fix(at, at, past(base))


_PLACES = frozenset(["to", "in", "up", "here", "there"])
_NOW = frozenset(["live", "work", "study", "stay"])
_PAST_REASON = Reason(
    "The sentence names a time in the past, so the verb is in the past: {replacement}.",
    "Kalimat ini menyebut waktu lampau, jadi kata kerjanya bentuk lampau: {replacement}.",
)


RULES = (
    Rule(
        id="irregular-past",
        category="verb-form",
        needs=frozenset(overregular()),
        reason=Reason("This verb is irregular: {replacement}.", "Kata kerja ini tidak beraturan: {replacement}."),
        find=pattern(
            rf"\b(?P<have>(?:have|has|had|is|are|was|were|be|been|being) (?:never |already |just )?)?(?P<x>{any_of(overregular())})\b",
            _irregular,
        ),
        examples=(
            ("I goed to the zoo.", "I went to the zoo."),
            ("She buyed a bag.", "She bought a bag."),
            ("I have eated.", "I have eaten."),
        ),
        fine=("I went to the zoo.", "He needed it.", "They founded a club."),
        confidence=0.96,
    ),
    Rule(
        id="past-time",
        category="tense",
        needs=frozenset(["yesterday", "past", "last", "ago", "in", "during", "once", "other", "then", "first", "from"]),
        reason=_PAST_REASON,
        tip=Reason(
            "First look for the time: yesterday, last, ago. Then put every verb of the story into the past.",
            "Cari dulu keterangan waktunya: yesterday, last, ago. Lalu ubah semua kata kerja cerita itu ke bentuk lampau.",
        ),
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
            (
                "The teacher from Canada teach us a song last Tuesday.",
                "The teacher from Canada taught us a song last Tuesday.",
            ),
            ("There are many guests at the wedding last Sunday.", "There were many guests at the wedding last Sunday."),
            ("In the past people don't have phones.", "In the past people didn't have phones."),
            ("Yesterday is my birthday.", "Yesterday was my birthday."),
            ("We want to swim yesterday, but it was closed.", "We wanted to swim yesterday, but it was closed."),
            ("I see a snake in the bathroom two days ago.", "I saw a snake in the bathroom two days ago."),
            ("My mother-in-law come to us last week.", "My mother-in-law came to us last week."),
            (
                "Last month she cut her finger and go to the clinic.",
                "Last month she cut her finger and went to the clinic.",
            ),
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
            "The man I met last week works in a bank.",
            "The house my father built in 1990 is small.",
        ),
    ),
    Rule(
        id="childhood",
        category="tense",
        needs=frozenset(["when"]),
        reason=_PAST_REASON,
        find=childhood,
        confidence=0.92,
        examples=(
            ("When I was a child, I play football every day.", "When I was a child, I played football every day."),
            ("My father take me to the lake when I was little.", "My father took me to the lake when I was little."),
            ("When she was in school, she is very shy.", "When she was in school, she was very shy."),
            ("When we were in grade three, we have a turtle.", "When we were in grade three, we had a turtle."),
        ),
        fine=(
            "When I was a child, I played football every day.",
            "I know that when I was a child.",
            "When I was young, I used to think that the moon follows us.",
            "I still live where I lived when I was a child.",
        ),
    ),
    Rule(
        id="this-morning",
        category="tense",
        needs=frozenset(["morning", "earlier"]),
        reason=_PAST_REASON,
        find=this_morning,
        confidence=0.8,
        examples=(
            ("This morning I wake up late.", "This morning I woke up late."),
            ("I eat fried rice this morning.", "I ate fried rice this morning."),
            ("She leave her bag on the bus this morning.", "She left her bag on the bus this morning."),
            ("This morning the bus is full, so I walked.", "This morning the bus was full, so I walked."),
        ),
        fine=("This morning I feel better.", "This morning I have a meeting.", "This morning I am going to the zoo."),
    ),
    Rule(
        id="future-time",
        category="tense",
        needs=frozenset(["tomorrow", "next"]),
        reason=Reason(
            "The time is in the future, so use will: {replacement}.",
            "Waktunya di masa depan, jadi pakai will: {replacement}.",
        ),
        find=_future,
        examples=(
            ("Tomorrow I went to Jakarta.", "Tomorrow I will go to Jakarta."),
            ("Next week we visited my aunt.", "Next week we will visit my aunt."),
            ("We went to Singapore next week.", "We will go to Singapore next week."),
            ("Next month my brother buy a car.", "Next month my brother will buy a car."),
        ),
        fine=(
            "Tomorrow I will go.",
            "Tomorrow I fly to Bali.",
            "I knew that tomorrow was a holiday.",
            "I bought the tickets for tomorrow.",
            "Next week I start my new job.",
            "The train leaves at seven tomorrow.",
        ),
    ),
    Rule(
        id="born",
        category="tense",
        needs=frozenset(["born", "bored", "burn", "burned"]),
        reason=Reason("Birth is in the past: {replacement}.", "Kelahiran sudah lampau: {replacement}."),
        find=either(
            pattern(r"\bi(?P<x>'m| am) born\b", " was"),
            pattern(
                r"\b(?:was|were) (?P<x>bored|burn|burned) in (?=(?:19|20)\d\d\b|(?:january|february|april|june|july|august)\b)",
                "born",
            ),
            pattern(r"\b(?:he|she|my (?:father|mother|brother|sister|son|daughter)) (?P<x>is) born\b", "was"),
            pattern(r"\b(?:we|they|you) (?P<x>are) born (?=in\b)", "were"),
        ),
        examples=(
            ("I am born in Solo.", "I was born in Solo."),
            ("I'm born in 1999.", "I was born in 1999."),
            ("I was bored in 1999.", "I was born in 1999."),
            ("She is born in Medan.", "She was born in Medan."),
        ),
        fine=("I was born in Solo.", "Every minute a child is born.", "A star is born."),
    ),
    Rule(
        id="born-and",
        category="tense",
        needs=frozenset(["born"]),
        reason=_PAST_REASON,
        find=_born_and,
        examples=(
            ("She was born in 1999 and move to Solo in 2005.", "She was born in 1999 and moved to Solo in 2005."),
            ("I was born in Medan and grow up in Bogor.", "I was born in Medan and grew up in Bogor."),
            ("He was born in Medan but grow up in Bogor.", "He was born in Medan but grew up in Bogor."),
            ("My father was born here and go to school here.", "My father was born here and went to school here."),
        ),
        fine=(
            "She was born in Solo and moved to Bali.",
            "I was born in Bali and love it.",
            "He was born and raised here.",
        ),
        confidence=0.9,
    ),
)
