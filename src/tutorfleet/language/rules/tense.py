"""Rules of tense: the verb that fits the time which the sentence names (yesterday, tomorrow, last year).

What was told in the sentence before is `narrative.py`'s business; two verbs of one sentence are `sequence.py`'s.
"""

import re
from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import overregular, participle, past
from tutorfleet.language.rule import Fix, Rule, any_of, either, pattern
from tutorfleet.language.rules.past_time import NOT_ADVERB, OPINION, after_object, childhood, past_time, this_morning
from tutorfleet.language.rules.times import times
from tutorfleet.language.rules.units import View, base_of, is_base, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import Clause, clauses, later, opens
from tutorfleet.language.tokens import Sentence


def _question(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for clause in clauses(sentence):
        helper = clause.asked
        if helper >= 0 and seen.is_question() and any(time.kind == "past" for time in later(sentence, clause)):
            base = base_of(seen.word(clause.main), "base", "third")
            if (
                seen.word(helper) in {"do", "does", "don't", "doesn't"}
                and base
                and base not in OPINION - {"like", "love", "see"}
            ):
                yield seen.fix(helper, helper, "didn't" if "n't" in seen.word(helper) else "did")
            elif (
                seen.word(helper) in {"have", "has"} and base_of(seen.word(clause.main), "done") and not clause.helpers
            ):
                subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
                yield seen.fix(helper, clause.main, f"did {subject} {base_of(seen.word(clause.main), 'done')}")
            elif (
                seen.word(helper) in {"is", "are", "am"}
                and not clause.helpers
                and (clause.main < 0 or seen.can(clause.main, "adj"))
            ):
                yield seen.fix(helper, helper, "were" if clause.who in {"you", "we", "they"} else "was")


def _when_have(sentence: Sentence) -> Iterator[Fix]:
    """When have you arrived? -> When did you arrive?"""
    seen = view(sentence)
    for clause in clauses(sentence)[:1]:
        helper = clause.asked
        base = base_of(seen.word(clause.main), "done") if clause.main >= 0 else ""
        if helper < 1 or seen.word(helper - 1) not in {"when", "time"} or not base or clause.helpers:
            continue
        if seen.word(helper) in {"have", "has"} and seen.is_question() and seen.can(clause.main, "done"):
            subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
            yield seen.fix(helper, clause.main, f"did {subject} {base}")


def _perfect(sentence: Sentence) -> Iterator[Fix]:
    """Have + participle in a clause with a finished time."""
    seen = view(sentence)
    for clause in clauses(sentence):
        yield from _have_been(sentence, seen, clause)
        if (
            clause.asked >= 0
            or len(clause.helpers) != 1
            or seen.word(clause.first) not in {"have", "has", "haven't", "hasn't"}
        ):
            continue
        base = base_of(seen.word(clause.main), "done")
        finished = _finished(sentence, seen, clause) or _when_was(sentence, seen, clause)
        if not base or not finished or seen.word(clause.first + 1) == "not":
            continue
        adverbs = [
            seen.word(i) for i in range(clause.first + 1, clause.main) if seen.word(i) not in {"already", "just"}
        ]
        new = ["didn't", *adverbs, base] if "n't" in seen.word(clause.first) else [*adverbs, past(base)]
        yield seen.fix(clause.first, clause.main, " ".join(new))


def _have_been(sentence: Sentence, seen: View, clause: Clause) -> Iterator[Fix]:
    """I have been in Jakarta last month -> was; have been to Bali -> went."""
    at = clause.first + 1
    if (
        seen.word(clause.first) not in {"have", "has"}
        or seen.word(at) != "been"
        or seen.can(clause.main, "ing", "done")
    ):
        return
    if clause.asked >= 0 or not _finished(sentence, seen, clause):
        return
    be = "were" if clause.who in {"we", "you", "they"} else "was"
    if seen.word(at + 1) == "to":
        yield seen.fix(clause.first, at, "went")
    elif seen.word(at + 1) in {"in", "at", "on"} or seen.can(at + 1, "adj", "adv"):
        yield seen.fix(clause.first, at, be)


def _when_was(sentence: Sentence, seen: View, clause: Clause) -> bool:
    """Whether "when I was in Solo" follows the clause."""
    following = next((c for c in clauses(sentence) if c.start > clause.start), None)
    if following is None or seen.word(following.start - 1) != "when":
        return False
    return seen.word(following.first) in {"was", "were"} or is_past(seen.word(following.first))


def _finished(sentence: Sentence, seen: View, clause: Clause) -> bool:
    """Whether a past time belongs to the clause: it follows its verb with no other verb between, or opens the sentence."""
    for time in times(sentence):
        if time.kind != "past":
            continue
        if time.end == clause.start or (time.end + 1 == clause.start and seen.word(time.end) == ","):
            return opens(seen, time.start)
        if time in later(sentence, clause) and (
            seen.word(time.start - 1) not in NOT_ADVERB or after_object(seen, time)
        ):
            after = max(clause.main, *clause.helpers) + 1
            return not any(_another_verb(seen, i) for i in range(after, time.start))
    return False


def _another_verb(seen: View, i: int) -> bool:
    """Whether the time after it may belong to something else than the clause's verb."""
    if seen.word(i) == "to":
        return is_base(seen.word(i + 1))
    return is_past(seen.word(i)) or seen.can(i, "done") or seen.word(i) in {"that", "who", "which", "since"}


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


def _forget(sentence: Sentence) -> Iterator[Fix]:
    """Sorry, I forget to bring my book: it has happened; not "I forget names" and "I never forget to"."""
    seen = view(sentence)
    if seen.is_question() or not words_of("tense.forgetful").isdisjoint(sentence.words):
        return
    for clause in clauses(sentence):
        if seen.word(clause.main) != "forget" or clause.helpers or seen.word(clause.main - 1) not in {"i", "we"}:
            continue
        if seen.word(clause.main - 2) in {"if", "when", "that", "what", "because"}:
            continue
        again = (
            seen.word(clause.main + 1) in {"my", "our"} and {"again", "so", "today", "sorry", "home"} & sentence.words
        )
        if again or (seen.word(clause.main + 1) == "to" and is_base(seen.word(clause.main + 2))):
            yield seen.fix(clause.main, clause.main, "forgot")


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
        fine=("I went to the zoo.", "He needed it.", "They founded a club."),
        confidence=0.96,
    ),
    Rule(
        id="past-time",
        category="tense",
        needs=frozenset(["yesterday", "last", "ago", "in", "during", "once", "other", "then"]),
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
        id="past-question",
        category="tense",
        needs=frozenset(["do", "does", "don't", "doesn't", "have", "has", "is", "are"]),
        reason=Reason(
            "A question about a finished past time begins with did (or was, were): {replacement}.",
            "Pertanyaan tentang waktu lampau yang sudah selesai memakai did (atau was, were): {replacement}.",
        ),
        find=either(_question, _when_have),
        examples=(
            ("Do you go to school yesterday?", "Did you go to school yesterday?"),
            ("What do you eat last night?", "What did you eat last night?"),
            ("Have you seen Rina yesterday?", "Did you see Rina yesterday?"),
            ("Are you sick last week?", "Were you sick last week?"),
            ("When have you arrived?", "When did you arrive?"),
        ),
        fine=(
            "Did you see him yesterday?",
            "Do you know what happened yesterday?",
            "Do you remember last year?",
            "Have you been busy since last week?",
            "Do you like what she said last night?",
        ),
        confidence=0.85,
    ),
    Rule(
        id="perfect-with-past-time",
        category="tense",
        needs=frozenset(["have", "has", "haven't", "hasn't", "i've", "we've", "they've", "you've"]),
        reason=Reason(
            "With a finished time such as yesterday use the simple past, not have + participle: {replacement}.",
            "Dengan waktu yang sudah selesai seperti yesterday pakai simple past, bukan have + participle: {replacement}.",
        ),
        find=_perfect,
        examples=(
            ("I have seen him yesterday.", "I saw him yesterday."),
            ("She has finished it two days ago.", "She finished it two days ago."),
            ("My parents have moved here in 1995.", "My parents moved here in 1995."),
            ("I've called her last night.", "I called her last night."),
            ("I have been in Jakarta last month.", "I was in Jakarta last month."),
            ("They have been to Bali last year.", "They went to Bali last year."),
            ("I have met her when I was in Solo.", "I met her when I was in Solo."),
        ),
        fine=(
            "I have lived here since last year.",
            "I have had it since 2010.",
            "I have read the book that you gave me yesterday.",
            "I have seen him.",
            "I have read the report you wrote last week.",
        ),
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
        needs=frozenset(["born"]),
        reason=Reason("Birth is in the past: {replacement}.", "Kelahiran sudah lampau: {replacement}."),
        find=either(
            pattern(r"\bi(?P<x>'m| am) born\b", " was"),
            pattern(r"\b(?:he|she|my (?:father|mother|brother|sister|son|daughter)) (?P<x>is) born\b", "was"),
            pattern(r"\b(?:we|they|you) (?P<x>are) born (?=in\b)", "were"),
        ),
        examples=(
            ("I am born in Solo.", "I was born in Solo."),
            ("I'm born in 1999.", "I was born in 1999."),
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
    Rule(
        id="forgot",
        category="tense",
        needs=frozenset(["forget"]),
        reason=Reason("It has happened already: {replacement}.", "Itu sudah terjadi: {replacement}."),
        find=_forget,
        examples=(
            ("Sorry, I forget to bring my book.", "Sorry, I forgot to bring my book."),
            (
                "Today is my father's birthday and I forget to buy a cake.",
                "Today is my father's birthday and I forgot to buy a cake.",
            ),
            ("I forget my password again.", "I forgot my password again."),
        ),
        fine=(
            "I forget names easily.",
            "I always forget to lock the door.",
            "If I forget to call, remind me.",
            "I hope we don't forget to eat.",
            "When I am busy, I forget to eat.",
        ),
        confidence=0.8,
    ),
)
