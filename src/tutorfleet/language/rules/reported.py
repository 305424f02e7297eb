"""Rules of what others said: orders (told me not to), yes/no questions (asked if I was), and the future seen from then (would).

`indirect.py` has tell and say and question tags, `indirect_questions.py` the order of words after what, where, why.
"""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past, third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import PERSONS
from tutorfleet.language.rules.past_beside import is_told
from tutorfleet.language.rules.times import times
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, listed, view, words_of
from tutorfleet.language.rules.verb_groups import BE, MODALS, POSSESSIVES, Clause, clauses, skip_adverbs, subject_at
from tutorfleet.language.rules.verb_patterns import OBJECTS
from tutorfleet.language.tokens import Sentence

_SAID = words_of("reported.said")
_MINDS = words_of("reported.minds")
_THEN = {
    "will": "would", "won't": "wouldn't", "can": "could", "can't": "couldn't", "am": "was", "is": "was", "are": "were",
    "has": "had", "have": "had", "do": "did", "does": "did", "don't": "didn't", "doesn't": "didn't",
}  # fmt: skip


def person_after(seen: View, i: int) -> int:
    """Where the person ends that begins at `i`: me, my little brother, the teacher, Budi; 0: there is none."""
    word = seen.word(i)
    if word in OBJECTS and not (word == "her" and is_noun(seen.word(i + 1)) and seen.word(i + 1) != "don't"):
        return i + 1
    if seen.is_name(i) and seen.word(i + 1) != "'s":
        return i + 1
    if word in POSSESSIVES | {"the"}:
        return next(
            (k + 1 for k in range(i + 1, i + 4) if seen.word(k) in listed("verb_patterns", "persons") | PERSONS), 0
        )
    return 0


def _orders(sentence: Sentence) -> Iterator[Fix]:
    """The doctor told me don't lift it -> told me not to lift it."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 3):
        if base_of(seen.word(i)) not in words_of("reported.ordering"):
            continue
        said_to = base_of(seen.word(i)) == "say"
        if said_to and seen.word(i + 1) != "to":
            continue
        end = person_after(seen, i + 1 + said_to)
        at = end + (seen.word(end) in {"to", "that"})
        do = at + (seen.word(at) == "do")
        negative = seen.word(at) in {"don't", "dont"} or (seen.word(do) == "not" and (do > at or at > end))
        if not end or not negative:
            continue
        if is_base(seen.word(do + 1)) or seen.word(do + 1) == "be":
            first = i if said_to else end
            told = [_tell(seen, i), *(seen.text(k) for k in range(i + 2, end))] if said_to else []
            yield seen.fix(first, do + 1, " ".join([*told, "not to", seen.word(do + 1)]))


def _tell(seen: View, i: int) -> str:
    return {"say": "tell", "says": "tells", "saying": "telling"}.get(seen.word(i), "told")


def _yes_no(sentence: Sentence) -> Iterator[Fix]:
    """She asked me can I help -> if I could help; the officer asked me did I have -> if I had."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 4):
        if base_of(seen.word(i)) != "ask" or (i > 1 and seen.word(i - 1) == ","):
            continue
        end = person_after(seen, i + 1)
        first = end
        if end and seen.word(end) in {"that", "if", "whether"}:
            end += 1
        if not end or seen.word(end) not in BE | MODALS | {"do", "does", "did", "have", "has", "had"}:
            continue
        yield from _turned(seen, first, end, told=seen.word(i) == "asked")


def _turned(seen: View, first: int, helper: int, told: bool) -> Iterator[Fix]:
    subject = subject_at(seen, helper + 1)
    if subject is None:
        return
    word, start = seen.word(helper), helper + 1
    end = subject.end
    if subject.end - start > 1 and is_base(seen.word(subject.end - 1)) and not base_of(seen.word(subject.end)):
        end -= 1  # "does this machine work"
    who = " ".join("I" if seen.word(k) == "i" else seen.text(k) for k in range(start, end))
    if word not in {"do", "does", "did"}:
        helped = _THEN.get(word, word) if told else word
        yield seen.fix(first, end - 1, f"if {who} {helped}")
        return
    at = skip_adverbs(seen, end)
    base = base_of(seen.word(at), "base") or ("have" if seen.word(at) == "have" else "")
    if base:
        verb = past(base) if told or word == "did" else third(base) if subject.who in {"he", "it"} else base
        yield seen.fix(first, at, " ".join(["if", who, *(seen.text(k) for k in range(end, at)), verb]))


def _then(sentence: Sentence) -> Iterator[Fix]:
    """He said he will come, but he didn't -> would come; I thought it will rain -> would rain."""
    seen, known = view(sentence), clauses(sentence)
    if seen.is_question():
        return
    for i, clause in enumerate(known):
        if _asked_if(seen, clause) and not clause.helpers and _came_otherwise(seen, known[i + 1 :]):
            base = base_of(seen.word(clause.main), "base", "third")
            if base and not is_past(seen.word(clause.main)):
                yield seen.fix(clause.main, clause.main, past(base))
        said = _saying(seen, clause)
        if not said:
            continue
        word = seen.word(clause.first)
        minds = base_of(seen.word(said)) in _MINDS and (word in {"will", "won't"} or base_of(seen.word(said)) != "know")
        if not (clause.helpers and word in _THEN) or seen.word(clause.first + 1) == "have":
            continue
        over = _came_otherwise(seen, known[i + 1 :]) or _is_past_time(sentence, said, clause)
        going = word in {"is", "are", "am"} and seen.word(clause.first + 1) == "going"
        if minds or (over and (going or word in {"will", "won't", "can", "can't"})):
            if minds and word in {"do", "does", "has", "have", "don't", "doesn't"} and clause.main < 0:
                continue
            be = word == "are" and clause.who == "you"
            if not (be and base_of(seen.word(said)) == "know"):
                yield seen.fix(clause.first, clause.first, "were" if be else _THEN[word])


def _saying(seen: View, clause: Clause) -> int:
    """The place of said, told me, thought before the clause (and perhaps that); 0: there is none."""
    at = clause.start - 1
    at -= seen.word(at) == "that"
    if seen.word(at) in _SAID:
        return at if is_past(seen.word(at)) or seen.word(at - 1) in {"didn't", "never"} else 0
    for k in range(at, max(0, at - 4), -1):
        if seen.word(k) in {"told", "promised", "assured", "warned", "informed"}:
            return k if person_after(seen, k + 1) == at + 1 else 0
    return 0


def _asked_if(seen: View, clause: Clause) -> bool:
    at = clause.start - 2
    at -= seen.word(at) in OBJECTS
    return seen.word(clause.start - 1) in {"if", "whether"} and seen.word(at) == "asked"


def _came_otherwise(seen: View, later: tuple[Clause, ...]) -> bool:
    """But she never came, but he didn't, and then they forgot."""
    for other in later:
        joined = seen.word(other.start - 1) in {"but", "and", "so", "then", ",", "because"}
        did = seen.word(other.first) in {"did", "didn't"}
        if joined and (did or is_told(seen, other)):
            return True
    return False


def _is_past_time(sentence: Sentence, said: int, clause: Clause) -> bool:
    """Yesterday she said ...; he will come to the party last night; not "told me yesterday that she will"."""
    seen = view(sentence)
    for time in times(sentence):
        if time.kind == "past" and (time.start > clause.first or (time.start == 0 and said < time.end + 6)):
            return seen.word(clause.first) in {"will", "can", "won't", "can't"} and not _is_future(sentence)
    return False


def _is_future(sentence: Sentence) -> bool:
    return any(time.kind in {"future", "now", "habit"} for time in times(sentence)) or "soon" in sentence.words


RULES = (
    Rule(
        id="told-not-to",
        category="verb-form",
        needs=frozenset({"don't", "dont", "not"}),
        reason=Reason(
            "An order that is told again takes to: {replacement}.",
            "Perintah yang diceritakan kembali memakai to: {replacement}.",
        ),
        find=_orders,
        examples=(
            ("The doctor told me don't lift heavy things.", "The doctor told me not to lift heavy things."),
            ("My mother asked my little brother don't shout.", "My mother asked my little brother not to shout."),
            ("He said to me don't be late.", "He told me not to be late."),
            ("My boss reminded us to don't forget it.", "My boss reminded us not to forget it."),
        ),
        fine=(
            "He told me. Don't worry.",
            "My teacher says don't run.",
            "I told you I don't like it.",
            "They told me not to wait.",
            "They told the children not to run.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="ask-if",
        category="word-order",
        needs=frozenset({"ask", "asks", "asked", "asking"}),
        reason=Reason(
            "A reported yes/no question begins with if: {replacement}.",
            "Pertanyaan ya/tidak yang dilaporkan diawali if: {replacement}.",
        ),
        find=_yes_no,
        examples=(
            ("He asked me do I like tea.", "He asked me if I liked tea."),
            ("They ask us do we need help.", "They ask us if we need help."),
            ("The officer asked me did I have a licence.", "The officer asked me if I had a licence."),
            ("She asked my brother can he help her.", "She asked my brother if he could help her."),
            ("He asked me that did I want to join.", "He asked me if I wanted to join."),
            ("My boss asked us are we ready.", "My boss asked us if we were ready."),
        ),
        fine=(
            "He asked me if I liked tea.",
            "She asked me to do it.",
            "Ask him: do you like it?",
            "The people I asked have cars.",
            "The man who asked her was late.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="said-would",
        category="tense",
        needs=_SAID | {"asked", "told", "promised", "assured", "warned", "informed"},
        reason=Reason(
            "What was still to come then takes would (can: could): {replacement}.",
            "Yang waktu itu masih akan terjadi memakai would (can: could): {replacement}.",
        ),
        find=_then,
        examples=(
            (
                "She said that she will call me, but she never did.",
                "She said that she would call me, but she never did.",
            ),
            ("Yesterday he told us he will help.", "Yesterday he told us he would help."),
            ("I thought it will rain.", "I thought it would rain."),
            (
                "The driver said the bus will be late, but it came on time.",
                "The driver said the bus would be late, but it came on time.",
            ),
        ),
        fine=(
            "He said that he will come tomorrow.",
            "She said she will call me.",
            "I told him I can't come.",
            "He told me that the earth goes around the sun.",
            "I knew you were there.",
            "Yesterday they said they will start next week.",
        ),
        confidence=0.85,
    ),
)
