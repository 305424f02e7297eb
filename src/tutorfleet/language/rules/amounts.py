"""Rules of amounts: fifty thousand rupiah, a little bit, most students."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import before, ends, put, singular_of
from tutorfleet.language.tags import NOUN, tagged
from tutorfleet.language.tokens import Sentence

_NUMBERS = group("quantifiers.numbers") | {"several", "few"}
_BIG = {"hundreds": "hundred", "thousands": "thousand", "millions": "million", "billions": "billion"}


_ABOUT = frozenset({"about", "around", "almost", "nearly"})


def _thousands(sentence: Sentence) -> Iterator[Fix]:
    """Fifty thousands rupiah, three hundreds people."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        counted = t.word(i - 1) in _NUMBERS or (t.word(i - 1).isdigit() and len(t.word(i - 1)) < 4)
        about = t.word(i - 1) in _ABOUT and t.word(i) in _BIG.values() and t.can(i + 1, "nouns")
        if about or (
            t.word(i) in _BIG.values() and i and t.word(i - 2) + t.word(i - 1) == "morethan" and t.can(i + 1, "nouns")
        ):
            yield before(sentence, i, "a")
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


def _half(sentence: Sentence) -> Iterator[Fix]:
    """It takes half hour; twice in week; two million rupiah in month."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        whole = t.can(i - 1, "det", "poss") or t.word(i - 1) in {"-", "first", "second", "last", "next"}
        if t.word(i) == "half" and t.word(i + 1) in {"hour", "kilo", "year", "day"} and not whole and ends(t, i + 2):
            yield put(sentence, i, f"half {'an' if t.word(i + 1) == 'hour' else 'a'}")
        often = t.word(i - 1) in {"once", "twice", "times", "rupiah", "dollars", "hours", "days"}
        if t.word(i) == "in" and often and t.word(i + 1) in {"week", "month", "year", "day"} and ends(t, i + 2):
            yield put(sentence, i, "a")


def _old(sentence: Sentence) -> Iterator[Fix]:
    """A five years old sister."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 3):
        aged = t.word(i + 1) in {"years", "months"} and t.word(i + 2) == "old" and t.can(i, "num")
        if (
            aged
            and t.word(i - 1) in {"a", "an", "my", "his", "her", "our"}
            and t.can(i + 3, "noun")
            and t.can(i - 1, "det", "poss")
        ):
            yield put(sentence, i, f"{sentence.tokens[i].text}-{t.word(i + 1).removesuffix('s')}-old", i + 2)


def _walk(sentence: Sentence) -> Iterator[Fix]:
    """We went for walk; it's shame that you can't come."""
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        went = t.word(i - 1) == "for" and t.word(i - 2) in _WENT and t.word(i) in _WALKS
        named = t.word(i - 1) in {"it's", "that's"} or (
            t.word(i - 1) in {"is", "was"} and t.word(i - 2) in {"it", "that"}
        )
        went = went or (t.word(i - 1) in _TAKES and t.word(i) in _RIDES and not t.can(i + 1, "num"))
        shame = t.word(i) in _SHAMES and named
        if (went or shame) and ends(t, i + 1):
            yield before(sentence, i, "a")


_WENT = frozenset({"go", "goes", "went", "going", "gone", "out"})
_WALKS = frozenset({"walk", "run", "swim", "drive", "ride", "jog", "picnic", "hike", "drink", "meal"})
_TAKES = frozenset({"take", "takes", "took", "taking", "catch", "caught", "catches"})
_RIDES = frozenset(
    {"taxi", "cab", "bus", "train", "ferry", "boat", "plane", "bath", "shower", "nap", "break", "rest", "photo"}
)
_SHAMES = frozenset({"shame", "pity", "relief", "mess", "disaster", "miracle", "coincidence", "pleasure"})


def _most(sentence: Sentence) -> Iterator[Fix]:
    """Most of students, some of people."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        many = t.word(i + 2) == "people" or (singular_of(t.word(i + 2)) and t.only(i + 2, "nouns"))
        of = t.word(i) in {"most", "some", "many", "all"} and t.word(i + 1) == "of"
        if of and many and t.word(i - 1) not in {"the", "at"}:
            yield put(sentence, i + 1, "")
        plenty = t.word(i) == "a" and t.word(i + 1) == "plenty" and t.word(i + 2) == "of"
        both = t.word(i) == "the" and t.word(i + 1) == "both" and (t.word(i + 2) == "of" or t.can(i + 2, "nouns"))
        if plenty or both:
            yield put(sentence, i, "")


def _any(sentence: Sentence) -> Iterator[Fix]:
    """I don't have some money; there isn't some milk."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        some = t.word(i) == "some" and t.can(i + 1, NOUN) and ends(t, i + 2)
        have = t.word(i - 1) == "have" and t.can(i - 2, "not")
        if some and (have or (t.word(i - 1) in {"isn't", "aren't", "wasn't"} and t.word(i - 2) == "there")):
            yield put(sentence, i, "any")


RULES = (
    Rule(
        id="two-thousand",
        category="plural",
        needs=frozenset(_BIG) | frozenset(_BIG.values()),
        reason=Reason(
            "After a number hundred, thousand and million have no -s: {replacement}.",
            "Setelah angka, hundred, thousand, dan million tanpa -s: {replacement}.",
        ),
        find=_thousands,
        examples=(
            ("It costs fifty thousands rupiah.", "It costs fifty thousand rupiah."),
            ("About three hundreds people came.", "About three hundred people came."),
            ("There were about hundred guests.", "There were about a hundred guests."),
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
        id="half-an-hour",
        category="article",
        needs=frozenset({"half", "week", "month", "year", "day"}),
        reason=Reason(
            "Say half an hour, and twice a week: {replacement}.",
            "Katakan half an hour, dan twice a week: {replacement}.",
        ),
        find=_half,
        examples=(
            ("It takes half hour to get there.", "It takes half an hour to get there."),
            ("I go to the gym twice in week.", "I go to the gym twice a week."),
            ("He earns two million rupiah in month.", "He earns two million rupiah a month."),
        ),
        fine=(
            "The first half hour was fun.",
            "It takes half an hour.",
            "We met twice in week three.",
            "Every half hour it rings.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="years-old-noun",
        category="plural",
        needs=frozenset({"old"}),
        reason=Reason(
            "Before a noun the age is one word with hyphens and without -s: {replacement}.",
            "Di depan kata benda, umur ditulis dengan tanda hubung dan tanpa -s: {replacement}.",
        ),
        find=_old,
        examples=(
            ("I have a five years old sister.", "I have a five-year-old sister."),
            ("My ten years old cousin plays chess.", "My ten-year-old cousin plays chess."),
            ("She has a 3 months old puppy.", "She has a 3-month-old puppy."),
        ),
        fine=("My sister is five years old.", "I have a five-year-old sister.", "He is ten years old and tall."),
        confidence=0.86,
    ),
    Rule(
        id="go-for-a-walk",
        category="article",
        needs=_WALKS | _SHAMES | _RIDES,
        reason=Reason("Here a is needed: {replacement}.", "Di sini perlu a: {replacement}."),
        find=_walk,
        examples=(
            ("We went for walk in the park.", "We went for a walk in the park."),
            ("Let's go for swim.", "Let's go for a swim."),
            ("We had to take taxi.", "We had to take a taxi."),
            ("It's shame that you can't come.", "It's a shame that you can't come."),
        ),
        fine=("We went for a walk.", "They walk for fun.", "What mess?"),
        confidence=0.9,
    ),
    Rule(
        id="most-students",
        category="word-choice",
        needs=frozenset({"most", "some", "many", "all", "plenty", "both"}),
        reason=Reason(
            "Say most students or most of the students, both boys, and any after not.",
            "Katakan most students atau most of the students, both boys, dan any setelah not.",
        ),
        find=either(_most, _any),
        examples=(
            ("Most of students go by bus.", "Most students go by bus."),
            ("Some of people don't like durian.", "Some people don't like durian."),
            ("I like most of animals.", "I like most animals."),
            ("I don't have some money.", "I don't have any money."),
            ("The both boys are tall.", "Both boys are tall."),
        ),
        fine=("Most of the students go by bus.", "Most of us agree.", "He ate most of it."),
        confidence=0.86,
    ),
)
