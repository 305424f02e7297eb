"""Rules of direct questions: the helper before the subject, do and did where there is none, the plain verb after them."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, pattern
from tutorfleet.language.rules.times import kinds
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import (
    BE,
    HAVE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    Clause,
    subject_at,
    verbs_at,
)
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

WH = words_of("questions.wh")
_MEASURES = words_of("questions.measures")
_ASKING_HELPERS = (BE | HAVE | MODALS | {"am", "are"}) - {"'d", "be", "been", "being"}
_LONE = frozenset(["have", "has", "had", "do", "does", "did"])
_TWO_VERBS = words_of("questions.two_verbs")


def _asking(seen: View) -> Iterator[tuple[int, Clause]]:
    """The clause after a question word at the start, and where it begins: "What kind of music | you like?"."""
    if not seen.is_question() or seen.word(0) not in WH or seen.word(1) in {"if", "about", "come"}:
        return
    for at in _starts(seen):
        subject = subject_at(seen, at)
        if subject is not None:
            helpers, main = verbs_at(seen, subject.end)
            main = _full_verb(seen, subject.end) if main < 0 and not helpers else main
            if helpers or main >= 0:
                yield at, Clause(subject.start, subject.end, subject.who, helpers, main)
                return


def _starts(seen: View) -> Iterator[int]:
    """Where the subject may begin: after what, what time, how many brothers, what kind of music, which book."""
    at = 1
    if seen.word(1) in PRONOUNS or not (seen.word(0) in {"what", "which"} or seen.word(1) in _MEASURES):
        yield at
        return
    if seen.word(0) in {"what", "which"} and seen.word(1) in {"my", "your", "his", "her", "our", "their", "the"}:
        yield at
        return
    end = next(
        (
            i
            for i in range(1, 7)
            if seen.word(i) in PRONOUNS.keys() | {"the", "your", "my", "his", "her", "their", "our"}
        ),
        0,
    )
    if (
        end
        and not any(seen.word(i) in _TWO_VERBS for i in range(1, end))
        and not any(seen.can(i, "past", "third") and not is_noun(seen.word(i)) for i in range(2, end))
        and not (seen.word(0) in {"what", "which"} and seen.can(1, "past", "third"))
        and seen.word(end - 1) not in PREPOSITIONS
    ):
        yield end


def _full_verb(seen: View, index: int) -> int:
    return index if base_of(seen.word(index)) and "adj" not in possible(seen.word(index)) else -1


def _one_verb(seen: View, clause: Clause) -> bool:
    """Whether no other finite verb follows ("What you need is love?", "When you go, will you call?")."""
    last = max(clause.main, *clause.helpers, 0) if clause.helpers else clause.main
    rest = range(last + 1, len(seen.units))
    return not any(seen.word(i) in _TWO_VERBS - {"have", "do"} or seen.word(i) == "," for i in rest)


def _swap(sentence: Sentence) -> Iterator[Fix]:
    """Why she is crying? How long you have lived here? Why your brother is angry?"""
    seen = view(sentence)
    for _, clause in _asking(seen):
        helper = seen.word(clause.first) if clause.helpers else ""
        lone_have = helper in HAVE and (clause.main < 0 or not base_of(seen.word(clause.main), "done"))
        do = helper in {"don't", "doesn't", "didn't"}
        if (
            (helper in _ASKING_HELPERS or do)
            and not lone_have
            and _one_verb(seen, clause)
            and seen.word(0) not in {"who", "whom"}
        ):
            subject = " ".join(_as_written(seen, i) for i in range(clause.start, clause.end))
            helper = "is" if helper == "'s" else helper
            between = [seen.word(i) for i in range(clause.end, clause.first)]
            yield seen.fix(clause.start, clause.first, " ".join([helper, subject, *between]))


def _as_written(seen: View, i: int) -> str:
    """A contraction's first half as it stands: you of "you're"."""
    word = seen.word(i)
    return "I" if word == "i" else word if "'" in seen.text(i) and not word.endswith("'s") else seen.text(i)


def _do(sentence: Sentence) -> Iterator[Fix]:
    """Where you live? What time the shop closes? Which book she bought?"""
    seen = view(sentence)
    for _, clause in _asking(seen):
        word = seen.word(clause.first)
        have = clause.helpers and word in _LONE and (clause.main < 0 or word in {"do", "does"})
        lone = have and len(clause.helpers) == 1
        if (
            (clause.helpers and not lone)
            or not _one_verb(seen, clause)
            or (seen.word(0) == "who" and clause.start == 1 and clause.main < 0)
        ):
            continue
        base = {"has": "have", "had": "have", "does": "do", "did": "do"}.get(word, word) if lone else base_of(word)
        if (
            not base
            or seen.can(clause.first, "ing")
            or (seen.word(clause.start) in {"this", "that"} and is_noun(seen.word(clause.first)))
        ):
            continue
        then = word in {"had", "did"} or (is_past(word) and not is_base(word)) or "past" in kinds(sentence)
        do = "did" if then else "does" if clause.third else "do"
        subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
        adverbs = [seen.word(i) for i in range(clause.end, clause.first)]
        yield seen.fix(clause.start, clause.first, " ".join([do, subject, *adverbs, base]))


RULES = (
    Rule(
        id="question-order",
        category="word-order",
        needs=WH,
        reason=Reason(
            "In a question the helping verb stands before the subject: {replacement}.",
            "Dalam pertanyaan kata kerja bantu berada di depan subjek: {replacement}.",
        ),
        find=_swap,
        examples=(
            ("How I can learn English?", "How can I learn English?"),
            ("Why she is crying?", "Why is she crying?"),
            ("Where you are going?", "Where are you going?"),
            ("Why your brother is angry?", "Why is your brother angry?"),
            ("How long you have lived here?", "How long have you lived here?"),
            ("Why you didn't come to class?", "Why didn't you come to class?"),
        ),
        fine=(
            "How can I learn English?",
            "What I can do is help?",
            "I know how I can help.",
            "What you are saying is true?",
            "What happened?",
            "Which bus goes there?",
        ),
        confidence=0.93,
    ),
    Rule(
        id="question-do",
        category="word-order",
        needs=WH,
        reason=Reason(
            "A question needs do, does or did before the subject: {replacement}.",
            "Pertanyaan memerlukan do, does, atau did di depan subjek: {replacement}.",
        ),
        find=_do,
        examples=(
            ("Where you live?", "Where do you live?"),
            ("What he wants?", "What does he want?"),
            ("What your sister does?", "What does your sister do?"),
            ("What time the shop closes?", "What time does the shop close?"),
            ("How many siblings you have?", "How many siblings do you have?"),
            ("Which book she bought?", "Which book did she buy?"),
        ),
        fine=(
            "Where do you live?",
            "What you need is love?",
            "When you go there, will you call me?",
            "Who are you?",
            "How many people live here?",
            "What makes you happy?",
            "How much money did you spend?",
        ),
        confidence=0.9,
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
