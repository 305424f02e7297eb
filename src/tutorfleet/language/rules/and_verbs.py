"""A rule of two verbs with one subject: he lives there and comes back; she is kind and always helps."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import base, past, third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import is_inverted, opens
from tutorfleet.language.rules.noun_subjects import subjects
from tutorfleet.language.rules.nounwords import put
from tutorfleet.language.rules.part_subjects import part_subjects
from tutorfleet.language.tags import FINITE, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common
from tutorfleet.language.words import words

_ONE = frozenset({"he", "she", "it"})
_SEVERAL = frozenset({"i", "you", "we", "they"})
_FORMS = frozenset({"is", "has", "does"})


def _second_verbs(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for start, verb, plural in _firsts(t):
        at = 0 if is_inverted(sentence, start) else _after_and(t, verb) if t.can(verb, FINITE) else 0
        if not at:
            continue
        if plural:
            if _plain(t, verb) and _is_third(t, at):
                yield put(sentence, at, base(t.word(at), "third") or t.word(at))
        elif _takes_s(t, verb) and _is_base(t, at):
            yield put(sentence, at, third(t.word(at)))


def _takes_s(t: Tagged, verb: int) -> bool:
    first = t.word(verb)
    helper = first in _FORMS | {"wants", "likes", "helps", "makes", "lets"} and first not in {"is", "has"}
    person = first in {"helps", "makes", "lets"} and not t.can(verb + 1, "obj", "poss", "det", "name")
    return (not helper or person) and t.only(verb, "third", "be", "have") and not first.endswith("n't")


def _plain(t: Tagged, verb: int) -> bool:
    return t.only(verb, "base", "have") and not t.can(verb, "not", "modal", "do")


def _is_third(t: Tagged, at: int) -> bool:
    """Whether a verb with -s stands there, and no plural noun: sells honey, comes home, washes the dishes."""
    plain = not common(t.word(at)) & {"nouns"} and at + 1 < len(t.tags) and not t.only(at + 1, "mark")
    follows = t.can(at + 1, "poss", "obj", "to") or t.word(at + 1) in {"the", "a", "an"} or plain
    return follows and "third" in t.lexical(at) and not t.can(at, "be", "do") and not t.can(at + 1, "be")


def _firsts(t: Tagged) -> Iterator[tuple[int, int, bool]]:
    """Subjects, their verbs, and whether they are several."""
    for i in range(len(t.tags) - 2):
        if t.word(i) in _ONE | _SEVERAL and opens(t.sentence, i) and t.can(i, "subj"):
            yield i, t.skip(i + 1), t.word(i) in _SEVERAL
    for found in (*subjects(t), *part_subjects(t)):
        if found.verb < len(t.tags):
            yield found.start, found.verb, found.plural


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
