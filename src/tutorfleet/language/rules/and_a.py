"""A rule of a second thing: a blue bicycle and a red helmet, a cup of tea and a sandwich."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.articles import needs_an
from tutorfleet.language.rules.nounwords import before, countables, ends, is_adjective, singular_of
from tutorfleet.language.tags import NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence


def _second(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(3, len(t.tags) - 1):
        if t.word(i) != "and" or not t.can(i - 1, NOUN):
            continue
        head = i + 1
        while is_adjective(t, head) and head < i + 3:
            head += 1
        one = (
            t.word(head) in countables()
            and singular_of(t.word(head)) is None
            and t.sentence.tokens[head].text.islower()
        )
        if one and ends(t, head + 1) and t.word(head + 1) not in {"and", "or", "of"} and _first(t, i, head > i + 1):
            yield before(sentence, i + 1, "an" if needs_an(t.word(i + 1)) else "a")


def _first(t: Tagged, joint: int, described: bool) -> bool:
    """Whether what stands before "and" is one thing with a, and the two are no fixed pair (a knife and fork)."""
    first = t.phrase_before(joint)
    if first is None:
        return False
    if t.word(first.start - 1) == "of" and (cup := t.phrase_before(first.start - 1)) is not None:
        return t.word(cup.start) in {"a", "an"}
    more = described and first.head - first.start > 1
    return t.word(first.start) in {"a", "an"} and more and t.can(first.head, "noun")


RULES = (
    Rule(
        id="and-a",
        category="article",
        needs=frozenset({"and"}),
        reason=Reason(
            "The second thing needs its own a or an: {replacement}.",
            "Benda kedua juga memerlukan a atau an: {replacement}.",
        ),
        find=_second,
        examples=(
            ("She has a blue bicycle and red helmet.", "She has a blue bicycle and a red helmet."),
            ("I had a cup of tea and sandwich.", "I had a cup of tea and a sandwich."),
            ("We saw a tall tower and old bridge.", "We saw a tall tower and an old bridge."),
        ),
        fine=(
            "I bought a knife and fork.",
            "He has a black and white cat.",
            "She is a good cook and friend.",
            "We had a big house and garden.",
            "It is a nice town and people are kind.",
        ),
        confidence=0.84,
    ),
)
