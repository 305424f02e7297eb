"""Rules of questions that have another shape: "You like it or not?", "What time is start the class?", "What means this?"."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, either, pattern
from tutorfleet.language.rules.questions import BEGIN, MINE
from tutorfleet.language.rules.units import base_of, is_past, view
from tutorfleet.language.rules.verb_groups import PREPOSITIONS, clauses, subject_at
from tutorfleet.language.tokens import Sentence


def _or_not(sentence: Sentence) -> Iterator[Fix]:
    """You like it or not? -> Do you like it or not?"""
    seen = view(sentence)
    end = len(seen.units)
    if not seen.is_question() or [seen.word(end - 3), seen.word(end - 2)] != ["or", "not"]:
        return
    clause = next((c for c in clauses(sentence) if c.asked < 0), None)
    if clause is None or clause.start != 0 or clause.main != clause.end or clause.helpers:
        have = clause is not None and seen.word(clause.end) in {"have", "has"} and clause.end == 1 and clause.main < 0
        if clause is None or clause.start or not have:
            return
    base = base_of(seen.word(clause.end), "base", "third") or "have"
    subject = " ".join(
        "I" if seen.word(i) == "i" else seen.word(i) if i == 0 and not seen.is_name(0) else seen.text(i)
        for i in range(clause.end)
    )
    if not is_past(seen.word(clause.end)):
        yield seen.fix(0, clause.end, f"{'does' if clause.third else 'do'} {subject} {base}")


def _is_start(sentence: Sentence) -> Iterator[Fix]:
    """What time is start the class? When does starts the movie? -> does the class start"""
    seen = view(sentence)
    if not seen.is_question() or seen.word(0) not in {"when", "what", "where", "how"}:
        return
    for i in range(1, 4):
        base = base_of(seen.word(i + 1), "base", "third")
        if seen.word(i) not in {"is", "does", "do", "are"} or base not in BEGIN or seen.word(i + 2) not in MINE:
            continue
        subject = subject_at(seen, i + 2)
        if subject is not None and (seen.is_end(subject.end) or seen.word(subject.end) in PREPOSITIONS):
            words = " ".join(seen.text(k) for k in range(subject.start, subject.end))
            yield seen.fix(i, subject.end - 1, f"{'does' if subject.who in {'he', 'it'} else 'do'} {words} {base}")


_REQUESTS = frozenset(
    {"help", "tell", "show", "explain", "give", "lend", "teach", "repeat", "speak", "wait", "send", "call"}
)


def _can_you(sentence: Sentence) -> Iterator[Fix]:
    """You can help me? -> Can you help me?"""
    seen = view(sentence)
    asked = seen.word(0) == "you" and seen.word(1) in {"can", "could", "will"} and seen.word(2) in _REQUESTS
    if seen.is_question() and [seen.word(k) for k in range(3)] == ["you", "have", "ever"]:
        token = seen.units[3]
        yield Fix(seen.units[0].start, token.end, f"have you ever {seen.text(3)}", confidence=0.97)
    if asked and seen.is_question() and "," not in sentence.words:
        yield seen.fix(0, 1, f"{seen.word(1)} you")


RULES = (
    Rule(
        id="question-shape",
        category="word-order",
        needs=frozenset({"?"}),
        reason=Reason(
            "In a question the helping verb stands before the subject: {replacement}.",
            "Dalam pertanyaan kata kerja bantu berada di depan subjek: {replacement}.",
        ),
        find=either(_or_not, _is_start, _can_you),
        examples=(
            ("You like spicy food or not?", "Do you like spicy food or not?"),
            ("What time is start the class?", "What time does the class start?"),
            ("You have ever been to Bromo?", "Have you ever been to Bromo?"),
            ("You can help me with this box?", "Can you help me with this box?"),
        ),
        fine=("You can swim?", "When is the start of the class?", "What is open today?"),
        confidence=0.88,
    ),
    Rule(
        id="what-means",
        category="word-order",
        needs=frozenset(["mean", "means"]),
        reason=Reason("One asks: {replacement}?", "Pertanyaannya: {replacement}?"),
        find=pattern(
            r"^(?P<x>what (?:is |does )?(?:the )?means? (?P<what>(?:this|that|it|the|these|your)(?: (?!of\b)[a-z]+)?))(?= ?(?:[?.!]|$))",
            r"what does \g<what> mean",
        ),
        examples=(
            ("What means this word?", "What does this word mean?"),
            ("What is mean this?", "What does this mean?"),
            ("What mean it?", "What does it mean?"),
        ),
        fine=("What does this word mean?", "What this means is clear.", "What is the mean temperature?"),
        confidence=0.95,
    ),
    Rule(
        id="how-to-say",
        category="word-order",
        needs=frozenset(["how"]),
        reason=Reason("One asks: {replacement} ...?", "Pertanyaannya: {replacement} ...?"),
        find=pattern(
            r"^(?P<x>how to (?P<verb>say|spell|pronounce|write|call|use|make|get|go|cook))\b(?=[^?.!:]*\?)",
            r"how do you \g<verb>",
        ),
        examples=(
            ("How to say this in English?", "How do you say this in English?"),
            ("How to spell your name?", "How do you spell your name?"),
            ("How to get to the station?", "How do you get to the station?"),
        ),
        fine=("How do you say this?", "How to cook rice: wash it first.", "Do you know how to say this?"),
        confidence=0.75,
    ),
    Rule(
        id="look-like",
        category="word-order",
        needs=frozenset(["like"]),
        reason=Reason("One asks: {replacement}?", "Pertanyaannya: {replacement}?"),
        find=pattern(
            r"^(?P<x>how (?:is|do|does) (?P<who>he|she|it|(?:your|his|her|the|my) [a-z]+) looks? like)\b",
            r"what does \g<who> look like",
        ),
        examples=(
            ("How is your mother look like?", "What does your mother look like?"),
            ("How does he look like?", "What does he look like?"),
            ("How do the house looks like?", "What does the house look like?"),
        ),
        fine=("What does she look like?", "How is your mother?", "How does she look?"),
        confidence=0.96,
    ),
)
