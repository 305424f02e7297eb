"""Rules of amounts: fifty thousand rupiah, a little bit, most students."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import before, put, singular_of
from tutorfleet.language.tags import NOUN, tagged
from tutorfleet.language.tokens import Sentence

_NUMBERS = group("quantifiers.numbers") | {"several", "few"}
_BIG = {"hundreds": "hundred", "thousands": "thousand", "millions": "million", "billions": "billion"}


def _thousands(sentence: Sentence) -> Iterator[Fix]:
    """Fifty thousands rupiah, three hundreds people."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        counted = t.word(i - 1) in _NUMBERS or (t.word(i - 1).isdigit() and len(t.word(i - 1)) < 4)
        if t.word(i) in _BIG and counted and t.can(i + 1, NOUN, "num"):
            yield put(sentence, i, _BIG[t.word(i)])


def _bit(sentence: Sentence) -> Iterator[Fix]:
    """I am little bit nervous."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        if (
            t.word(i) == "little"
            and t.word(i + 1) == "bit"
            and t.can(i - 1, "be", "base", "third", "past", "obj", "adv")
        ):
            yield before(sentence, i, "a")


def _most(sentence: Sentence) -> Iterator[Fix]:
    """Most of students, some of people."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 3):
        many = t.word(i + 2) == "people" or (singular_of(t.word(i + 2)) and t.only(i + 2, "nouns"))
        if (
            t.word(i) in {"most", "some", "many"}
            and t.word(i + 1) == "of"
            and many
            and t.word(i - 1) not in {"the", "at"}
        ):
            yield put(sentence, i + 1, "")


RULES = (
    Rule(
        id="two-thousand",
        category="plural",
        needs=frozenset(_BIG),
        reason=Reason(
            "After a number hundred, thousand and million have no -s: {replacement}.",
            "Setelah angka, hundred, thousand, dan million tanpa -s: {replacement}.",
        ),
        find=_thousands,
        examples=(
            ("It costs fifty thousands rupiah.", "It costs fifty thousand rupiah."),
            ("About three hundreds people came.", "About three hundred people came."),
            ("The house has 2 millions visitors a year.", "The house has 2 million visitors a year."),
        ),
        fine=("Thousands of people came.", "The hundreds of letters are here.", "They came in their thousands."),
        confidence=0.9,
    ),
    Rule(
        id="a-little-bit",
        category="article",
        needs=frozenset({"bit"}),
        reason=Reason("Little bit takes a: a little bit.", "Little bit memakai a: a little bit."),
        find=_bit,
        examples=(
            ("I am little bit nervous.", "I am a little bit nervous."),
            ("She looks little bit tired today.", "She looks a little bit tired today."),
            ("He was only little bit late.", "He was only a little bit late."),
        ),
        fine=("I am a little bit nervous.", "Every little bit helps.", "The dog bit him."),
        confidence=0.92,
    ),
    Rule(
        id="most-of",
        category="word-choice",
        needs=frozenset({"most", "some", "many"}),
        reason=Reason(
            "Most, some and many stand right before the noun, or with of the: most students, most of the students.",
            "Most, some, dan many langsung di depan kata benda, atau dengan of the: most students, most of the students.",
        ),
        find=_most,
        examples=(
            ("Most of students go by bus.", "Most students go by bus."),
            ("Some of people don't like durian.", "Some people don't like durian."),
            ("I like most of animals.", "I like most animals."),
        ),
        fine=("Most of the students go by bus.", "Most of us agree.", "He ate most of it.", "At most of times."),
        confidence=0.86,
    ),
)
