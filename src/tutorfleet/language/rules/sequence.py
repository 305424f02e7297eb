"""Rules of two verbs in one sentence: what is told in the past stays in the past ("I went home and eat", "when I came, he sleep").

Conservative: habits, facts and feelings that may still be true are left in the present.
"""

import itertools
from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.past_beside import is_bare, is_told
from tutorfleet.language.rules.past_time import OPINION, is_bare_verb
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.rules.units import (
    View,
    base_of,
    is_base,
    is_noun,
    is_past,
    listed,
    view,
    words_of,
)
from tutorfleet.language.rules.verb_groups import POSSESSIVES, PRONOUNS, Clause, base_at, clauses, skip_adverbs
from tutorfleet.language.tokens import Sentence

# After these a plain verb is none that "and" joins to the first: want to sit and talk, made me sit and wait.
_OTHER = words_of("sequence.other")
_PRESENT = words_of("sequence.present")
_FEELINGS = words_of("sequence.feelings")
_FACTS = (OPINION - {"see", "hear"}) | words_of("sequence.facts")


def _and(sentence: Sentence) -> Iterator[Fix]:
    """I went home and eat dinner; opened the door and see."""
    seen = view(sentence)
    if seen.is_question() or "future" in kinds(sentence):
        return
    for clause in clauses(sentence):
        if (
            not is_told(seen, clause)
            or (clause.helpers and not _was_kind(seen, clause))
            or _governs(seen, clause)
            or seen.word(clause.start - 1) in {"if", "wish"}
        ):
            continue
        end = min((c.start for c in clauses(sentence) if c.start > clause.start), default=len(seen.units))
        for i in range(max(clause.main, clause.first) + 1, min(end, len(seen.units) - 1)):
            infinitive = seen.word(i) == "to" and is_base(seen.word(i + 1))
            if infinitive or seen.word(i) in _OTHER or seen.word(i) in {".", ";", ":"}:
                break
            at = skip_adverbs(seen, i + 1)
            if any(seen.word(k) in _OTHER for k in range(i + 1, at)):
                break
            if seen.word(i) in {"and", "then", ","} and _is_joined_verb(seen, at):
                yield seen.fix(at, at, past(seen.word(at)))
            elif seen.word(i) == "and" and _is_event(seen, at):
                yield seen.fix(at, at, past(base_of(seen.word(at), "third")))


def _was_kind(seen: View, clause: Clause) -> bool:
    """Our guide was friendly and tell us stories."""
    return seen.word(clause.first) in {"was", "were"} and len(clause.helpers) == 1 and clause.main < 0


def _is_joined_verb(seen: View, at: int) -> bool:
    word = seen.word(at)
    if word == "say" and seen.word(at + 1) in {
        "goodbye",
        "hello",
        "hi",
        "sorry",
        "yes",
        "no",
        "thanks",
        "thank",
        "nothing",
    }:
        return True
    if word in {"go", "come", "see", "eat", "buy", "sleep", "drink", "talk"} and not seen.is_end(at + 1):
        return True
    return is_bare_verb(seen, at) and word not in {"please", "thank", "have", "do", "be"} and not seen.is_end(at + 1)


def _is_event(seen: View, at: int) -> bool:
    """Opened the box and sees that ...: what is done once, though its form is not wrong in itself."""
    base = base_of(seen.word(at), "third")
    once = base in listed("events", "once") or (base == "see" and seen.word(at + 1) in {"that", "a", "an", "the"})
    return once and not seen.is_name(at)


def _and_clause(sentence: Sentence) -> Iterator[Fix]:
    """She opened the door and she see a dog; I was tired so I go home."""
    seen, known = view(sentence), clauses(sentence)
    if seen.is_question() or not _PRESENT.isdisjoint(sentence.words) or "future" in kinds(sentence):
        return
    for first, second in itertools.pairwise(known):
        if (
            is_told(seen, first)
            and not _governs(seen, first)
            and seen.word(second.start - 1) in {"and", "so", "then", "but", "luckily", "suddenly", "fortunately"}
            and _is_main(seen, first)
        ) and (
            seen.word(second.start - 1) != "so"
            or seen.word(second.start) in PRONOUNS
            or seen.word(second.start) in POSSESSIVES
            or (seen.word(second.start) == "the" and "past" in kinds(sentence))
        ):
            yield from _event(seen, second)
            opened = base_at(seen, first) in {"open", "look", "check", "enter", "arrive", "come"} and not first.helpers
            found = {"no", "nothing", "nobody", "a", "an", "only", "many", "some"}
            be = seen.word(second.first) if seen.word(second.start) == "there" and opened else ""
            if be in {"is", "are"} and seen.word(second.first + 1) in found:
                yield seen.fix(second.first, second.first, {"is": "was", "are": "were"}[seen.word(second.first)])
            once = listed("events", "once") | {"come", "call", "help"}
            wrong = seen.word(second.first) == "don't" and second.third
            if wrong or (seen.word(second.first) in {"don't", "doesn't"} and base_at(seen, second) in once):
                fix = seen.fix(second.first, second.first, "didn't")
                yield Fix(fix.start, fix.end, fix.replacement, confidence=0.96 if wrong else None)


def _governs(seen: View, clause: Clause) -> bool:
    """Made me sit and wait, saw him come and go: the second verb hangs on the first one too."""
    return (
        base_of(seen.word(clause.main)) in {"make", "let", "help", "see", "hear", "watch", "have", "feel"}
        if clause.main >= 0 and not clause.helpers
        else False
    )


def _is_main(seen: View, clause: Clause) -> bool:
    return seen.word(clause.start - 1) not in words_of("sequence.subordinates")


def _event(seen: View, clause: Clause) -> Iterator[Fix]:
    """The clause's verb in the past, if it is an event: go, see, buy; not like, live, is."""
    if clause.helpers or clause.main < 0 or clause.asked >= 0:
        return
    word = seen.word(clause.main)
    base = base_of(word, "base", "third")
    if base == "miss" and seen.word(clause.main + 1) in {"her", "him", "you", "them", "it", "my"}:
        return
    if is_noun(word) and clause.who == "it" and not seen.can(clause.main + 1, "det", "poss", "obj"):
        return  # "a yellow scarf and an orange dress"
    if base and not is_past(word) and base not in _FACTS and past(base) != word and seen.word(clause.main - 1) != "not":
        yield seen.fix(clause.main, clause.main, past(base))


def _when(sentence: Sentence) -> Iterator[Fix]:
    """When I saw the snake, I scream; she was cooking when I come; after we finished, we go."""
    seen, known = view(sentence), clauses(sentence)
    if len(known) != 2 or seen.is_question() or not _PRESENT.isdisjoint(sentence.words) or "future" in kinds(sentence):
        return
    openers = [seen.word(clause.start - 1) for clause in known]
    time_words = {"when", "after", "while", "before", "until", "as", "once", "time"}
    if not (openers[0] in time_words or (openers[1] in time_words - {"as", "time"})):
        return
    for told, other in ((known[0], known[1]), (known[1], known[0])):
        if is_told(seen, told) and not (is_told(seen, other)):
            yield from _changed(seen, told, other)
            return


def _changed(seen: View, told: Clause, other: Clause) -> Iterator[Fix]:
    word = seen.word(other.first)
    been = seen.word(told.first) in {"was", "were"} and not seen.can(told.main, "ing")
    after_when = seen.word(told.start - 1) == "when" and told.start < other.start
    aged = seen.word(other.start - 1) == "when" and seen.word(other.first + 1) in words_of("past_time.childhood") | {
        "a",
        "five",
        "six",
    }
    if word in {"am", "is", "are"} and len(other.helpers) == 1 and aged:
        yield seen.fix(other.first, other.first, "were" if word == "are" else "was")
        return
    if other.helpers:
        if (
            word in {"am", "is", "are"}
            and len(other.helpers) == 1
            and (seen.can(other.main, "ing") or _feels(seen, other) or (after_when and other.main < 0))
        ):
            yield seen.fix(other.first, other.first, "were" if other.who in {"we", "you", "they"} else "was")
        elif word in {"can't", "don't", "doesn't"} and not been:
            yield seen.fix(other.first, other.first, {"can't": "couldn't"}.get(word, "didn't"))
        return
    was_when = been and seen.word(other.start - 1) == "when" and seen.word(told.main) != "wondering"
    if "already" in {seen.word(i) for i in range(other.end, other.main)} or (been and not was_when):
        return
    base = base_of(word, "base", "third")
    if (
        base
        and not is_past(word)
        and base not in _FACTS - ({"have", "live", "work"} if seen.word(told.start - 1) == "before" else {"have"})
        and past(base) != word
        and seen.word(other.main - 1) != "not"
    ):
        yield seen.fix(other.main, other.main, past(base))


def _so_that(sentence: Sentence) -> Iterator[Fix]:
    """I was so hungry that I eat three plates -> ate."""
    seen, known = view(sentence), clauses(sentence)
    for told, other in itertools.pairwise(known):
        if seen.word(told.first) not in {"was", "were", "felt"} or seen.word(told.first + 1) != "so":
            continue
        if seen.word(other.start - 1) != "that" and other.start - told.first > 4:
            continue
        word = seen.word(other.first)
        if seen.word(other.start) in {"everybody", "everyone", "people"} and not is_bare(seen, other):
            continue
        if word in {"can't", "don't", "doesn't"} and other.helpers:
            yield seen.fix(other.first, other.first, "couldn't" if word == "can't" else "didn't")
        elif word == "cannot":
            yield seen.fix(other.first, other.first, "could not")
        else:
            yield from _event(seen, other)


def _feels(seen: View, clause: Clause) -> bool:
    at = clause.first + 1
    at += seen.word(at) in {"very", "so", "too", "still", "not", "really"}
    return seen.word(at) in _FEELINGS


def _because(sentence: Sentence) -> Iterator[Fix]:
    """He fell because he is not careful; I took my umbrella because it rain."""
    seen, known = view(sentence), clauses(sentence)
    if len(known) != 2 or seen.is_question() or not _PRESENT.isdisjoint(sentence.words) or "future" in kinds(sentence):
        return
    told, other = known
    if not is_told(seen, told) or seen.word(other.start - 1) not in {"because", "so"}:
        return
    so = seen.word(other.start - 1) == "so"
    if seen.word(told.first) in {"was", "were"} and told.main < 0 and "past" not in kinds(sentence):
        yield from _after_state(seen, other, so)
    elif not told.helpers or seen.word(told.first) == "didn't" or "past" in kinds(sentence):
        yield from _as_weather(seen, other)
        yield from _so(seen, told, other) if so else _why(seen, told, other, "past" in kinds(sentence))


def _after_state(seen: View, other: Clause, so: bool) -> Iterator[Fix]:
    """She was angry because I forget it; the teacher was sick, so we don't have class."""
    base, once = base_at(seen, other), listed("events", "once")
    if so and seen.word(other.first) in {"don't", "doesn't"} and "anymore" not in seen.sentence.words:
        if base in once | words_of("sequence.given"):
            yield seen.fix(other.first, other.first, "didn't")
    elif not so and not other.helpers and base in once | words_of("sequence.lost"):
        yield from _event(seen, other)


def _as_weather(seen: View, other: Clause) -> Iterator[Fix]:
    """... because it rain, because he is tired, so she was late."""
    word = seen.word(other.first)
    felt = _feels(seen, other) or seen.word(other.main) == "raining"
    if word in {"am", "is", "are"} and len(other.helpers) == 1 and felt:
        yield seen.fix(other.first, other.first, "were" if other.who in {"we", "you", "they"} else "was")
    elif seen.word(other.start) == "it" and word in {"rain", "rains"} and not other.helpers:
        yield seen.fix(other.first, other.first, "was raining")


def _so(seen: View, told: Clause, other: Clause) -> Iterator[Fix]:
    """I forgot my key so I can't open the door."""
    word, open_still = seen.word(other.first), {"this", "next", "until", "anymore", "yet"} & seen.sentence.words
    helped = word in {"can't", "don't", "doesn't"} and other.main >= 0
    if helped and told.who == other.who and not open_still and base_at(seen, other) not in _FACTS:
        yield seen.fix(other.first, other.first, {"can't": "couldn't"}.get(word, "didn't"))


def _why(seen: View, told: Clause, other: Clause, past_time: bool) -> Iterator[Fix]:
    """I woke up late because my alarm doesn't ring; he quit because his boss shout at him."""
    base, word = base_at(seen, other), seen.word(other.first)
    if word in {"rain", "rains"}:
        return
    if word == "doesn't" and base in listed("events", "once"):
        yield seen.fix(other.first, other.first, "didn't")
    wrong = is_bare(seen, other)
    once = base in listed("events", "act") | {"get"} and (past_time or seen.word(other.start) == "nobody")
    if wrong or once or (told.who == other.who and base in _EVENTS):
        for fix in _event(seen, other):
            yield Fix(fix.start, fix.end, fix.replacement, confidence=0.96 if wrong else None)


_EVENTS = words_of("sequence.events")
_REASON = Reason(
    "The story is in the past, so this verb is in the past too: {replacement}.",
    "Ceritanya di masa lampau, jadi kata kerja ini juga bentuk lampau: {replacement}.",
)

RULES = (
    Rule(
        id="past-and",
        category="tense",
        needs=frozenset(["and", "then", ","]),
        reason=_REASON,
        find=_and,
        examples=(
            ("Our guide was friendly and tell us stories.", "Our guide was friendly and told us stories."),
            ("I went home and eat dinner.", "I went home and ate dinner."),
            ("She opened the door and see a big dog.", "She opened the door and saw a big dog."),
            (
                "We walked to the station, buy tickets, and took the train.",
                "We walked to the station, bought tickets, and took the train.",
            ),
        ),
        fine=(
            "He made me sit and wait.",
            "I saw him come in and sit down.",
            "She wanted to sing and dance.",
            "I bought a cake and some fruit.",
            "We ate fish and drank tea.",
            "He found work and love.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="past-and-clause",
        category="tense",
        needs=frozenset(["and", "so", "then", "but", "luckily", "suddenly", "fortunately"]),
        reason=_REASON,
        find=_and_clause,
        examples=(
            ("She opened the door and she see a dog.", "She opened the door and she saw a dog."),
            ("I was very tired so I sleep early.", "I was very tired so I slept early."),
            ("I called you twice, but you don't answer.", "I called you twice, but you didn't answer."),
            ("The bus was late, so my brother walk to school.", "The bus was late, so my brother walked to school."),
        ),
        fine=(
            "He said he loves fish and I believe him.",
            "I was born in Bali and I live here.",
            "I was ill, but now I go to school.",
            "I went to the kitchen and there it is.",
        ),
        confidence=0.86,
    ),
    Rule(
        id="past-when",
        category="tense",
        needs=frozenset(["when", "after", "while", "before", "until", "as", "once", "time", "so"]),
        reason=_REASON,
        find=either(_when, _so_that),
        examples=(
            ("When I saw the snake, I scream.", "When I saw the snake, I screamed."),
            ("When my mother came home, I am sleeping.", "When my mother came home, I was sleeping."),
            ("She was cooking when I come home.", "She was cooking when I came home."),
            ("When I arrived at the office, nobody is there.", "When I arrived at the office, nobody was there."),
            ("My dad taught me to swim when I am five.", "My dad taught me to swim when I was five."),
            ("I was ten when my father leave us.", "I was ten when my father left us."),
            ("I was so hungry that I eat three plates.", "I was so hungry that I ate three plates."),
            (
                "After we finished the test, we go to the canteen.",
                "After we finished the test, we went to the canteen.",
            ),
        ),
        fine=(
            "When I arrived, he was sleeping.",
            "When I am tired, I watch a film.",
            "I was happy when I know.",
            "I know when he came.",
            "My mother was a nurse before I go to school is not clear.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="past-because",
        category="tense",
        needs=frozenset(["because", "so"]),
        reason=_REASON,
        find=_because,
        examples=(
            ("He fell because he is not careful.", "He fell because he was not careful."),
            ("I took my umbrella because it rain.", "I took my umbrella because it was raining."),
            ("I forgot my key so I can't open the door.", "I forgot my key so I couldn't open the door."),
        ),
        fine=(
            "I moved to Bandung because the weather is cooler there.",
            "I didn't call you because I know you are busy.",
            "He was tired because he works at night.",
            "I bought it because I love reading.",
        ),
        confidence=0.8,
    ),
)
