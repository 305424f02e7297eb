"""A rule of illnesses: a fever and a headache, the flu."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import before, ends, put
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence

_ILLS = group("illness.ills")
_HAVE = frozenset({"have", "has", "had", "having", "got", "get", "gets"})


def _ill(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        if t.word(i) in {"a", "an"} and t.word(i + 1) == "flu" and ends(t, i + 2):
            yield put(sentence, i, "the")
        elif t.word(i - 1) in _HAVE and _end(t, i) and not t.can(i - 2, "det", "poss"):
            yield from _with_a(t, i)


def _with_a(t: Tagged, i: int) -> Iterator[Fix]:
    """At `i`, and after "and": a fever and a headache."""
    yield before(t.sentence, i, "a")
    end = _end(t, i)
    if t.word(end) == "and" and _end(t, end + 1):
        yield before(t.sentence, end + 1, "a")


def _end(t: Tagged, i: int) -> int:
    """Where the illness without article that begins at `i` ends; 0: there is none."""
    end = i + 1 + (f"{t.word(i)}_{t.word(i + 1)}" in _ILLS)
    name = "_".join(t.word(j) for j in range(i, end))
    return end if name in _ILLS and (ends(t, end) or t.word(end) == "and") else 0


RULES = (
    Rule(
        id="a-fever",
        category="article",
        needs=frozenset(word for ill in _ILLS for word in ill.split("_")) | {"flu"},
        reason=Reason(
            "An illness like a fever or a headache takes a; say the flu: {replacement}.",
            "Penyakit seperti a fever atau a headache memakai a; tetapi the flu: {replacement}.",
        ),
        find=_ill,
        examples=(
            ("He has fever and headache.", "He has a fever and a headache."),
            ("I have stomachache today.", "I have a stomachache today."),
            ("The director has a flu.", "The director has the flu."),
            ("My son had sore throat yesterday.", "My son had a sore throat yesterday."),
        ),
        fine=("I have headache pills.", "He has flu.", "She has a fever.", "I got cold.", "I hate having a flu shot."),
        confidence=0.9,
    ),
)
