"""Rules of he and she: my aunt lost her purse, my uncle lives in Bali and he works there.

Only where the text knows nobody else: a brother that was spoken of before may be the one.
"""

from collections.abc import Iterator, Sequence

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import FEMALE, MALE, is_person, put, singular_of
from tutorfleet.language.tags import FINITE, Tagged, tagged
from tutorfleet.language.tokens import Sentence, is_local

_SHE = {"he": "she", "his": "her", "himself": "herself", "he's": "she's"}
_HE = {"she": "he", "her": "his", "herself": "himself", "she's": "he's"}
_LOSE = group("genders.lose")
_OWN = group("genders.own")
_ANIMALS = frozenset({"dog", "cat", "baby", "puppy", "kitten", "horse", "bird", "parrot", "rabbit", "god"})


def _about(t: Tagged) -> str:
    """The one person that a sentence is about, if it begins with "my aunt" or "her uncle" and names nobody else."""
    who = t.word(1)
    if t.word(0) not in {"my", "our"} or who not in FEMALE | MALE:
        return ""
    return who if not any(_may_be_another(t, i) for i in range(2, len(t.tags))) else ""


def _may_be_another(t: Tagged, i: int) -> bool:
    """Whether a person or an animal is meant at `i` who may be "he" or "she" as well."""
    word = t.word(i).removesuffix("'s")
    one = singular_of(word) or word
    role = t.word(i - 1) in {"a", "an"} and t.word(i - 2) in {"is", "was", "as"}
    named = (
        t.can(i, "name")
        and (is_local(word) or "unknown" in t.lexical(i))
        and t.word(i - 1) not in {"in", "at", "to", "from"}
    )
    return (is_person(word) and not role) or one in _ANIMALS or named or one in FEMALE | MALE


def _wrong(who: str) -> dict[str, str]:
    return _SHE if who in FEMALE else _HE


def _later(sentence: Sentence) -> Iterator[Fix]:
    """My aunt has a bakery and he makes cakes."""
    t = tagged(sentence)
    who = _about(t)
    for i in range(3, len(t.tags) - 1 if who else 0):
        joined = t.word(i - 1) in {"and", "but"} or (t.word(i - 1) in {"because", "so"} and t.word(2) in {"is", "was"})
        if t.word(i) in _wrong(who) and t.can(i, "subj") and joined and t.can(t.skip(i + 1), FINITE):
            yield put(sentence, i, _wrong(who)[t.word(i)])


def _own(sentence: Sentence) -> Iterator[Fix]:
    """My aunt lost his purse; my sister called his boyfriend."""
    t = tagged(sentence)
    who = t.word(1) if t.word(0) in {"my", "our"} and t.word(1) in FEMALE | MALE else ""
    verb = t.skip(2)
    if not who or t.word(verb + 1) not in _wrong(who) or any(_may_be_another(t, i) for i in range(2, verb + 1)):
        return
    partner = {"his": {"husband", "boyfriend"}, "her": {"wife", "girlfriend"}}.get(t.word(verb + 1), set())
    lost = t.word(verb) in _LOSE and t.word(verb + 2) in _OWN
    if lost or t.word(verb + 2) in partner | {"grandchildren"}:
        yield put(sentence, verb + 1, _wrong(who)[t.word(verb + 1)])


def _next_sentence(sentences: Sequence[Sentence]) -> Iterator[Fix]:
    """My mother is a teacher. He teaches maths."""
    if len(sentences) < 2:
        return
    first, second = tagged(sentences[0]), tagged(sentences[1])
    who = _about(first)
    if who and second.word(0) in {"he", "she", "he's", "she's"} and second.word(0) in _wrong(who):
        yield put(sentences[1], 0, _wrong(who)[second.word(0)])


RULES = (
    Rule(
        id="he-or-she",
        category="pronoun",
        reason=Reason(
            "A man is he, a woman is she: {replacement}.",
            "Laki-laki he, perempuan she: {replacement}.",
        ),
        find=_later,
        across=_next_sentence,
        examples=(
            ("My aunt has a bakery and he makes cakes.", "My aunt has a bakery and she makes cakes."),
            ("My uncle lives in Bali and she works in a hotel.", "My uncle lives in Bali and he works in a hotel."),
            ("My mother is a teacher. He teaches maths.", "My mother is a teacher. She teaches maths."),
            ("My daughter is five and he likes to draw.", "My daughter is five and she likes to draw."),
        ),
        fine=(
            "My sister likes Tom because he is funny.",
            "My aunt has a son and he is five.",
            "My mother has a dog. He is old.",
            "My mother is ill. She is at home.",
            "My sister met her boss and he was nice.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="his-her",
        category="pronoun",
        needs=frozenset({"his", "her"}),
        reason=Reason(
            "What belongs to a man is his, what belongs to a woman is her: {replacement}.",
            "Milik laki-laki his, milik perempuan her: {replacement}.",
        ),
        find=_own,
        examples=(
            ("My aunt lost his purse.", "My aunt lost her purse."),
            ("My father always forgets her glasses.", "My father always forgets his glasses."),
            ("My sister called his boyfriend.", "My sister called her boyfriend."),
        ),
        fine=(
            "My mother loves his jokes.",
            "My father met her teacher.",
            "My aunt lost her purse.",
            "My brother lost her.",
        ),
        confidence=0.82,
    ),
)
