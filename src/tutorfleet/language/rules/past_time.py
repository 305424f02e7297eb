"""The verbs of a sentence that names a past time, and their past forms: the search behind the first rules of `tense.py`.

A time belongs to the clause that it stands in: the one after it, if it opens the sentence, else the last one before it.
"""

from collections.abc import Iterator

from tutorfleet.language.morph import past
from tutorfleet.language.rule import Fix
from tutorfleet.language.rules.past_beside import is_told
from tutorfleet.language.rules.times import Time, times
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import ADVERBS, Clause, clauses, opens, skip_adverbs
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

# A time after one of these is no adverb of the clause ("the ticket from last week", "I remember last year").
NOT_ADVERB = words_of("past_time.not_adverb")
PRESENT = words_of("past_time.present")
OPINION = words_of("past_time.opinion")
# What is between a verb and a time may have a verb of its own ("the film that we saw yesterday", "to tell you what happened").
BREAKS = words_of("past_time.breaks")
BE_PAST = {
    "am": "was", "is": "was", "are": "were", "isn't": "wasn't", "aren't": "weren't", "don't": "didn't", "doesn't": "didn't",
    "can": "could", "can't": "couldn't", "cannot": "couldn't", "do": "did", "does": "did", "have": "had", "has": "had",
}  # fmt: skip
JOINS = frozenset(["and", "then", ","])


def past_time(sentence: Sentence) -> Iterator[Fix]:
    """The present verbs of the clauses to which a past time belongs."""
    found = [time for time in times(sentence) if time.kind == "past" and _is_adverb(view(sentence), time)]
    present = PRESENT - {"still"} if found and found[0].start == 0 else PRESENT
    words = sentence.words - ({"now", "today"} if _turns(view(sentence)) else set())
    if not found or view(sentence).is_question() or not present.isdisjoint(words):
        return
    yield from _yesterday_is(view(sentence), found[0])
    done: set[int] = set()
    for time in found:
        for clause in _governed(sentence, time):
            if clause.start not in done:
                done.add(clause.start)
                yield from _to_past(view(sentence), clause)


def _yesterday_is(seen: View, time: Time) -> Iterator[Fix]:
    """Yesterday is my birthday and my friends give me a party."""
    if time.start or seen.word(time.end) not in {"is", "are"} or seen.word(time.end + 1) in {"a", "an"}:
        return
    yield seen.fix(time.end, time.end, "was" if seen.word(time.end) == "is" else "were")
    for clause in clauses(seen.sentence):
        if clause.start > time.end + 1 and seen.word(clause.start - 1) in {"and", "but", "so"} and clause.asked < 0:
            yield from _to_past(seen, clause)


def _turns(seen: View) -> bool:
    """Whether "but now" begins another time: "At first I don't like it, but now I do"."""
    return any(seen.word(i) in {"but", "and"} and seen.word(i + 1) in {"now", "today"} for i in range(len(seen.units)))


def childhood(sentence: Sentence) -> Iterator[Fix]:
    """The same after or before "when I was a child"."""
    known = clauses(sentence)
    seen = view(sentence)
    if seen.is_question() or len(known) < 2 or not {"now", "still", "today"}.isdisjoint(sentence.words):
        return
    for i, clause in enumerate(known):
        if _is_childhood(seen, clause):
            other = known[i + 1] if i == 0 and i + 1 < len(known) else known[0] if i == 1 else None
            if other is not None and base_of(seen.word(other.main)) not in OPINION - {"like", "love"}:
                yield from _to_past(seen, other)


def this_morning(sentence: Sentence) -> Iterator[Fix]:
    """Short events of this morning: "This morning I wake up late"."""
    seen = view(sentence)
    if seen.is_question() or not any(time.kind == "morning" for time in times(sentence)):
        return
    known = clauses(sentence)
    for clause in known[:1]:
        base = base_of(seen.word(clause.main))
        told = any(seen.word(c.start - 1) in {"so", "and", "but"} and is_told(seen, c) for c in known[1:])
        if (not clause.helpers and base in EVENTS) or (told and not seen.word(clause.first).startswith("ha")):
            yield from _to_past(seen, clause)


EVENTS = words_of("past_time.events")


def _is_adverb(seen: View, time: Time) -> bool:
    before = seen.word(time.start - 1)
    return before not in NOT_ADVERB or opens(seen, time.start) or after_object(seen, time)


def after_object(seen: View, time: Time) -> bool:
    """Whether "her" before the time is no possessive: "called her last night"."""
    before = seen.word(time.start - 2)
    return seen.word(time.start - 1) == "her" and (seen.word(time.end - 1) == "ago" or not is_noun(before))


def _governed(sentence: Sentence, time: Time) -> Iterator[Clause]:
    seen, known = view(sentence), clauses(sentence)
    if opens(seen, time.start) and not any(c.start < time.start for c in known):
        yield from _after(seen, known, time)
        return
    if seen.word(time.start - 1) in {"and", "but", "so", ";"} and any(
        c.start in {time.end, time.end + 1} for c in known
    ):
        yield from _after(seen, tuple(c for c in known if c.start >= time.end), time)
        return
    before = [c for c in known if c.start < time.start and c.end <= time.start]
    if before and _reaches(seen, before[-1], time):
        if len(before) == 1 or base_of(seen.word(before[-1].main)) not in OPINION:
            yield before[-1]
        if len(before) == 2 and seen.word(before[1].start - 1) == "when" and time.kind == "past":
            yield before[0]
    elif before and time.start == before[-1].end:
        yield before[-1]


def _after(seen: View, known: tuple[Clause, ...], time: Time) -> Iterator[Clause]:
    """The clause right after the time, and those that "and", "but" or "so" joins to it."""
    last: Clause | None = None
    for clause in known:
        begins = clause.start in {time.end, time.end + 1} or _near(seen, time.end, clause.start)
        joined = last is not None and seen.word(clause.start - 1) in {"and", "but", "so", ","}
        if clause.start >= time.end and ((last is None and begins) or joined) and clause.asked < 0:
            yield clause
            last = clause
        elif last is None:
            return


def _near(seen: View, start: int, end: int) -> bool:
    """Only adverbs, places and marks between: "Yesterday in the morning I ..."."""
    return end - start < 7 and not any(
        seen.word(i) in BREAKS or seen.can(i, "past", "third") or seen.word(i) in {"to", "is", "was"}
        for i in range(start, end)
    )


def _reaches(seen: View, clause: Clause, time: Time) -> bool:
    """Whether no other verb or clause stands between the clause's verb and the time."""
    last = max(clause.main, clause.first)
    if time.start <= last:
        return False
    between = range(last + 1, time.start)
    return not any((seen.word(i) in BREAKS and not _is_that(seen, i)) or _is_other_verb(seen, i) for i in between)


def _is_that(seen: View, i: int) -> bool:
    """Whether "that" points: at that restaurant."""
    return seen.word(i) == "that" and is_noun(seen.word(i + 1)) and seen.word(i - 1) in {"at", "in", "to", "from", "on"}


def _is_other_verb(seen: View, i: int) -> bool:
    word = seen.word(i)
    if word == "to" and base_of(seen.word(i - 1)) in {"want", "try", "need", "decide", "plan", "forget"}:
        return False
    if (
        is_base(word)
        and seen.word(i - 1) == "to"
        and base_of(seen.word(i - 2)) in {"want", "try", "need", "decide", "plan"}
    ):
        return False
    if word in words_of("past_time.far"):
        return word != "to" or is_base(seen.word(i + 1))
    if seen.word(i + 1) == "by" and seen.can(i, "done"):
        return True
    return (is_past(word) or (seen.can(i, "done") and "adj" not in possible(word))) and not is_noun(word)


def _to_past(seen: View, clause: Clause) -> Iterator[Fix]:
    fix = _first_verb(seen, clause)
    if fix is not None:
        yield fix
    word = seen.word(clause.first)
    same = not clause.helpers and is_base(word) and past(word) == word  # cut, put: a past too
    if fix is not None or is_past(word) or same:
        yield from coordinated(seen, clause)


def _first_verb(seen: View, clause: Clause) -> Fix | None:
    word, helped = seen.word(clause.first), bool(clause.helpers)
    if helped:
        new = BE_PAST.get(word)
        if new is None or len(clause.helpers) > 1 or (word in {"have", "has"} and clause.main >= 0):
            return None
        if word in {"am", "is", "are", "do", "does"} and clause.main >= 0 and not _fits(seen, clause, word):
            return None
        if word in {"am", "is", "are"} and clause.who in {"we", "you", "they"}:
            new = "were"
        return seen.fix(clause.first, clause.first, new)
    base = base_of(word, "base", "third")
    if (
        seen.can(clause.main, "nouns")
        and is_base(seen.word(clause.main + 1))
        and past(seen.word(clause.main + 1)) == seen.word(clause.main + 1)
    ):
        return None  # "Covid tests cost money"
    if not base or is_past(word) or past(base) == word or seen.word(clause.main - 1) == "not":
        return None
    if base in OPINION and not (base in _SENSED and seen.word(clause.main + 1) in _TAKES and _is_last(seen, clause)):
        return None
    return seen.fix(clause.main, clause.main, past(base))


_SENSED = frozenset({"see", "hear", "love", "like", "promise", "thank"})


def _is_last(seen: View, clause: Clause) -> bool:
    """Whether no other verb follows: "I see a snake two days ago", not "I see you sent it yesterday"."""
    rest = range(clause.main + 1, len(seen.units))
    return not any(is_past(seen.word(i)) or seen.word(i) in BREAKS or seen.word(i) in BE_PAST for i in rest)


def _fits(seen: View, clause: Clause, helper: str) -> bool:
    """Am cooking, do not go; "am go" is another mistake."""
    if helper in {"do", "does"}:
        return seen.word(clause.first + 1) == "not"
    return seen.can(clause.main, "ing", "done")


def coordinated(seen: View, clause: Clause) -> Iterator[Fix]:
    """Bare verbs that "and" joins to the clause's verb: "... and eat fish"."""
    for i in range(max(clause.main, clause.first) + 1, len(seen.units)):
        if (
            seen.word(i) in BREAKS
            or seen.word(i) in words_of("past_time.joined_otherwise")
            or seen.word(i) in {".", ";", "would", "should", "must"}
        ):
            return
        if seen.word(i) in JOINS and not (seen.word(i) == "," and seen.word(i + 1) in JOINS):
            at = skip_adverbs(seen, i + 1)
            if is_bare_verb(seen, at):
                yield seen.fix(at, at, past(seen.word(at)))


def is_bare_verb(seen: View, at: int) -> bool:
    """A base form that is a verb here, not a noun: it has an object, a place or a particle after it, or it can be nothing else."""
    word = seen.word(at)
    if not is_base(word) or past(word) == word or word in OPINION | {"like", "need", "want"} or word in ADVERBS:
        return False
    if not is_noun(word) and "adj" not in possible(word):
        return True
    if word in {"cry", "smile", "laugh", "scream", "shout", "fall", "sleep", "leave"} and (
        seen.is_end(at + 1) or seen.word(at + 1) in {"because", "when", "loudly", "all", "so", "asleep", "very"}
    ):
        return True
    if seen.word(at + 1) in {"two", "three", "four", "five", "six", "ten", "many"}:
        return True
    if word in words_of("past_time.hardly_nouns") and seen.can(at + 1, "nouns", "mass", "name"):
        return True
    return seen.word(at + 1) in _TAKES or (not is_noun(seen.word(at + 1)) and seen.word(at + 1) in _PARTICLES)


_TAKES = words_of("past_time.takes")
_PARTICLES = words_of("past_time.particles")


def _is_childhood(seen: View, clause: Clause) -> bool:
    """When I was a child, when she was in school, when we were young."""
    if seen.word(clause.start - 1) != "when" or seen.word(clause.first) not in {"was", "were"}:
        return False
    words = {seen.word(i) for i in range(clause.first + 1, clause.first + 6)}
    return not words.isdisjoint(words_of("past_time.childhood"))
