"""Rules of what one has or has not lived through: ever, never, the first time, the best ever."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import participle
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.units import View, base_of, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import HELPERS, POSSESSIVES, PRONOUNS, Clause, clauses, opens, subject_at
from tutorfleet.language.tokens import Sentence

_EVER_ASKED = 0.96
"""Where be asks ("are you ever eat"): surer than the rule that would put do."""


def _have(clause: Clause) -> str:
    return "has" if clause.third else "have"


def _been(base: str) -> str:
    return "been" if base in {"go", "be"} else participle(base)


def _never_been(sentence: Sentence) -> Iterator[Fix]:
    """I never be to Japan; are you ever been; do you ever eat ... before?; I have ever been."""
    seen = view(sentence)
    for clause in clauses(sentence):
        words = [seen.word(i) for i in range(clause.end, clause.end + 3)]
        if words[:2] == ["never", "be"] or (words[:2] == ["never", "been"] and clause.asked < 0):
            yield seen.fix(clause.end, clause.end + 1, f"{_have(clause)} never been")
        elif words[0] == "never" and clause.asked < 0 and _of_a_life(seen) and base_of(words[1], "base", "third"):
            base = base_of(words[1], "base", "third")
            yield seen.fix(
                clause.end, clause.end + 1, f"{_have(clause)} never {'been' if base == 'go' else participle(base)}"
            )
        elif (
            clause.asked >= 0
            and words[:2] == ["ever", "been"]
            and seen.word(clause.asked) in {"are", "is", "do", "did", "does"}
        ):
            yield seen.fix(clause.asked, clause.asked, _have(clause))
        elif (
            clause.asked >= 0 and words[0] == "ever" and seen.word(clause.asked) in {"do", "does"} and _of_a_life(seen)
        ):
            base = base_of(words[1], "base")
            if base:
                subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
                done = "been" if base in {"go", "be"} else participle(base)
                yield seen.fix(clause.asked, clause.end + 1, f"{_have(clause)} {subject} ever {done}")
        elif (
            (
                clause.asked < 0
                and words[0] in {"have", "has"}
                and words[1] == "ever"
                and (base_of(words[2], "done") or words[2] == "been")
            )
            and not words_of("perfect.ever_fine") & sentence.words
            and opens(seen, clause.start)
        ):
            yield seen.fix(clause.end + 1, clause.end + 1, "")


def _of_a_life(seen: View) -> bool:
    """... before; ... in my life, in her whole life."""
    for i in range(len(seen.units)):
        if seen.word(i) == "before" and seen.is_end(i + 1):
            return True
        life = seen.word(i) == "life" and seen.word(i - 1) in POSSESSIVES | {"whole", "entire"}
        if life and seen.is_end(i + 1) and "in" in {seen.word(i - 2), seen.word(i - 3)}:
            return True
    return False


def _are_you_ever(sentence: Sentence) -> Iterator[Fix]:
    """Are you ever eat durian? -> Have you ever eaten durian?"""
    seen = view(sentence)
    for clause in clauses(sentence):
        base = base_of(seen.word(clause.end + 1), "base", "past", "done") if seen.word(clause.end) == "ever" else ""
        asked = clause.asked >= 0 and seen.word(clause.asked) in {"are", "is", "am", "was", "were"}
        if base and asked and not seen.can(clause.end + 1, "ing", "adj", "noun"):
            subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
            fix = seen.fix(clause.asked, clause.end + 1, f"{_have(clause)} {subject} ever {_been(base)}")
            yield Fix(fix.start, fix.end, fix.replacement, confidence=_EVER_ASKED)


def _first_time(sentence: Sentence) -> Iterator[Fix]:
    """This is the first time I visit Europe; it is the best film I ever saw -> have visited, have ever seen."""
    seen = view(sentence)
    if seen.word(0) not in {"this", "it", "that", "he", "she", "you"} or seen.word(1) not in {"is", "are", "'s"}:
        return
    for i in range(2, len(seen.units) - 2):
        ordinal = seen.word(i) == "time" and seen.word(i - 1) in {"first", "second", "third", "fourth", "last"}
        subject = (
            subject_at(seen, i + 1 + (seen.word(i + 1) == "that")) if ordinal or seen.word(i + 1) == "ever" else None
        )
        if ordinal and subject is not None:
            base = base_of(seen.word(subject.end), "base", "third")
            if base and not is_past(seen.word(subject.end)) and seen.word(subject.end) not in HELPERS:
                have = "has" if subject.who in {"he", "it"} else "have"
                yield seen.fix(subject.end, subject.end, f"{have} {_been(base)}")
        elif seen.word(i + 1) == "ever" and seen.word(i) in PRONOUNS and seen.word(i - 1) not in {"and", "if", "when"}:
            base = base_of(seen.word(i + 2), "base", "third", "past")
            base = "" if seen.word(i + 2) in HELPERS else base
            if base and "the" in {seen.word(2), seen.word(3)}:
                have = "has" if seen.word(i) in {"he", "she", "it"} else "have"
                yield seen.fix(i + 1, i + 2, f"{have} ever {_been(base)}")


_REASON = Reason(
    "For what somebody did some time in life use have and the third form; ever only in questions and negatives.",
    "Untuk pengalaman hidup pakai have dan bentuk ketiga; ever hanya dalam pertanyaan dan kalimat negatif.",
)

RULES = (
    Rule(
        id="ever-never",
        category="tense",
        needs=frozenset(["ever", "never"]),
        reason=Reason(
            "For what somebody did some time in life use have and the third form; ever only in questions and negatives.",
            "Untuk pengalaman hidup pakai have dan bentuk ketiga; ever hanya dalam pertanyaan dan kalimat negatif.",
        ),
        find=_never_been,
        examples=(
            ("I never be to Japan.", "I have never been to Japan."),
            ("Are you ever been to London?", "Have you ever been to London?"),
            ("I have ever been to Lombok.", "I have been to Lombok."),
            ("Do you ever eat sushi before?", "Have you ever eaten sushi before?"),
            ("I never see snow in my life.", "I have never seen snow in my life."),
            ("My brother never goes abroad in his life.", "My brother has never been abroad in his life."),
        ),
        fine=(
            "Have you ever been to London?",
            "It is the best cake I have ever eaten.",
            "Do you ever eat sushi?",
            "Nobody has ever asked me that.",
            "I will never be rich.",
        ),
    ),
    Rule(
        id="ever-asked",
        category="tense",
        needs=frozenset(["ever"]),
        reason=_REASON,
        find=_are_you_ever,
        examples=(
            ("Are you ever eat durian?", "Have you ever eaten durian?"),
            ("Is your brother ever went to Bali?", "Has your brother ever been to Bali?"),
            ("Are they ever see a whale?", "Have they ever seen a whale?"),
        ),
        fine=("Are you ever late?", "Are you ever going to tell me?", "Is he ever at home?"),
    ),
    Rule(
        id="first-time",
        category="tense",
        needs=frozenset(["time", "ever"]),
        reason=Reason(
            "After the first time and the best ... ever comes have: {replacement}.",
            "Setelah the first time dan the best ... ever dipakai have: {replacement}.",
        ),
        find=_first_time,
        examples=(
            ("This is the first time I visit Europe.", "This is the first time I have visited Europe."),
            ("It is the second time my sister eats sushi.", "It is the second time my sister has eaten sushi."),
            ("It is the best film I ever saw.", "It is the best film I have ever seen."),
        ),
        fine=(
            "It was the first time I visited Europe.",
            "This is the time I get up.",
            "It is the best film I have ever seen.",
            "This is the last time I will tell you.",
        ),
        confidence=0.85,
    ),
)
