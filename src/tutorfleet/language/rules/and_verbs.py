"""A rule of two verbs with one subject: he lives there and comes back; she is kind and always helps."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past, third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import is_inverted, opens
from tutorfleet.language.rules.noun_subjects import subjects
from tutorfleet.language.rules.nounwords import put
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common
from tutorfleet.language.words import words

_ONE = frozenset({"he", "she", "it"})
_FORMS = frozenset({"is", "has", "does"})


def _second_verbs(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for start, verb in _firsts(t):
        first = t.word(verb)
        if first in _FORMS | {"wants", "likes", "helps", "makes", "lets"} and first not in {"is", "has"}:
            continue
        if is_inverted(sentence, start) or not t.only(verb, "third", "be", "have") or first.endswith("n't"):
            continue
        at = _after_and(t, verb)
        if at and _is_base(t, at):
            yield put(sentence, at, third(t.word(at)))


def _firsts(t: Tagged) -> Iterator[tuple[int, int]]:
    """Subjects that are one, and their verbs."""
    for i in range(len(t.tags) - 2):
        if t.word(i) in _ONE and opens(t.sentence, i):
            yield i, t.skip(i + 1)
    for found in subjects(t):
        if not found.plural and found.verb < len(t.tags):
            yield found.start, found.verb


def _after_and(t: Tagged, verb: int) -> int:
    """Where the second verb is; 0: there is none, or a plain verb or somebody else stands between."""
    for i in range(verb + 1, len(t.tags)):
        if t.word(i) == "and":
            return t.skip(i + 1)
        between = t.can(i, "modal", "mark", "sub", "wh", "conj", "do", "subj") or (
            t.word(i) == "to" and t.can(i + 1, "base")
        )
        if between or (t.can(i, "base") and not t.can(i, "noun", "adj", "prep", "adv")):
            return 0
    return 0


def _is_base(t: Tagged, at: int) -> bool:
    word = t.word(at)
    plain = t.only(at + 1, "det", "poss", "obj") and word in words("verbs")
    noun = common(word) & {"noun", "mass"} and not plain
    sure = "base" in t.lexical(at) and not noun and not common(word) & {"adj", "prep", "adv", "nouns", "past"}
    return (
        sure
        and past(word) != word
        and word not in {"be", "do", "have", "let", "please", "see"}
        and not t.can(at + 1, "be")
    )


RULES = (
    Rule(
        id="second-verb",
        category="agreement",
        needs=frozenset({"and"}),
        reason=Reason(
            "Both verbs belong to the same subject, so the second takes -s too: {replacement}.",
            "Kedua kata kerja punya subjek yang sama, jadi yang kedua juga memakai -s: {replacement}.",
        ),
        find=_second_verbs,
        examples=(
            ("She is very kind and always help her neighbours.", "She is very kind and always helps her neighbours."),
            (
                "My cousin lives in Oslo and come back every Christmas.",
                "My cousin lives in Oslo and comes back every Christmas.",
            ),
            ("He gets up at five and go to the market.", "He gets up at five and goes to the market."),
        ),
        fine=(
            "She helps me cook and clean.",
            "He wants to sing and dance.",
            "He watches people come and go.",
            "He is there and I am here.",
            "It is time to sit and eat.",
            "She eats rice and fish.",
        ),
        confidence=0.82,
    ),
)
