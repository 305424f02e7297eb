"""Rules of other, another, others and each other."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import any_word, countables, ends, put, singular_of
from tutorfleet.language.tags import NOUN, VERB, tagged
from tutorfleet.language.tokens import Sentence

_WITH_OTHER = group("others.with_other")


def _another(sentence: Sentence) -> Iterator[Fix]:
    """Buy other phone; come other day."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        noun = t.word(i + 1)
        one = noun in (countables() | {"way", "school", "time", "job", "place", "drink"}) and singular_of(noun) is None
        opened = t.can(i - 1, VERB, "prep", "adv") and t.word(i - 1) not in _WITH_OTHER
        if t.word(i) == "other" and one and opened and ends(t, i + 2):
            yield put(sentence, i, "another")
        elif t.word(i) == "other" and t.word(i - 1) == "an":
            yield put(sentence, i - 1, "another", i)


def _other(sentence: Sentence) -> Iterator[Fix]:
    """Another people, others colors."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        noun = t.word(i + 1)
        many = noun == "people" or (singular_of(noun) is not None and t.only(i + 1, "nouns"))
        if (many and t.word(i) == "another" and t.word(i - 1) != "one") or (
            many and t.word(i) == "others" and not ends(t, i + 1)
        ):
            yield put(sentence, i, "other")


def _each(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        if (t.word(i), t.word(i + 1)) in {("each", "others"), ("one", "anothers")} and t.can(i - 1, VERB, "prep", "to"):
            yield put(sentence, i + 1, t.word(i + 1).removesuffix("s"))


def _some_others(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(2, len(t.tags) - 1):
        verb = t.only(i + 1, "base") or t.word(i + 1) in {"are", "like", "prefer", "don't", "have"}
        if t.word(i) == "another" and verb and any_word(t, {"some"}, 0, i) and not t.can(i + 1, NOUN):
            yield put(sentence, i, "others")


RULES = (
    Rule(
        id="another-one",
        category="word-choice",
        needs=frozenset({"other"}),
        reason=Reason(
            "One more or a different one is another, one word: {replacement}.",
            "Satu lagi atau satu yang lain adalah another, satu kata: {replacement}.",
        ),
        find=_another,
        examples=(
            ("I want to buy other phone.", "I want to buy another phone."),
            ("I will come other day.", "I will come another day."),
            ("He has an other problem.", "He has another problem."),
        ),
        fine=(
            "I have no other choice.",
            "The other day I saw him.",
            "Every other day I run.",
            "My other phone is old.",
            "In other words, no.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="other-plural",
        category="word-choice",
        needs=frozenset({"another", "others"}),
        reason=Reason(
            "Before a plural noun say other: {replacement}.",
            "Sebelum kata benda jamak pakai other: {replacement}.",
        ),
        find=_other,
        examples=(
            ("I like helping another people.", "I like helping other people."),
            ("We need another chairs.", "We need other chairs."),
            ("Do you have others colors?", "Do you have other colors?"),
            ("The others students went home.", "The other students went home."),
        ),
        fine=(
            "Another two weeks passed.",
            "Some like tea and others like coffee.",
            "The others went home.",
            "The others often laugh.",
        ),
        confidence=0.94,
    ),
    Rule(
        id="each-other",
        category="pronoun",
        needs=frozenset({"each", "one"}),
        reason=Reason("Each other never takes -s.", "Each other tidak pernah memakai -s."),
        find=_each,
        examples=(
            ("They help each others.", "They help each other."),
            ("We talk to each others.", "We talk to each other."),
            ("They love one anothers.", "They love one another."),
        ),
        fine=("They help each other.", "Each others' homes are open.", "One another is enough."),
        confidence=0.95,
    ),
    Rule(
        id="some-others",
        category="pronoun",
        needs=frozenset({"another"}),
        reason=Reason(
            "Some people do this, others do that: several are others.",
            "Some people do this, others do that: untuk banyak orang pakai others.",
        ),
        find=_some_others,
        examples=(
            ("Some people like tea, another like coffee.", "Some people like tea, others like coffee."),
            ("Some students walk, another are late.", "Some students walk, others are late."),
            ("Some eat meat and another don't.", "Some eat meat and others don't."),
        ),
        fine=("Some buses left and another came.", "One was red, another was blue.", "Some of us need another drink."),
        confidence=0.9,
    ),
)
