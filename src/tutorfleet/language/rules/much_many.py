"""Rules of much and many, few and little, less and fewer, a lot of, number of."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import plural
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    TIMES,
    before,
    countables,
    ends,
    is_one,
    put,
    singular_of,
)
from tutorfleet.language.rules.quantifiers import noun_at
from tutorfleet.language.rules.uncountables import stem
from tutorfleet.language.tags import FINITE, NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_DRUNK = group("quantifiers.drunk")


def _much(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        if t.word(i) == "much":
            if is_one(t.word(i + 1)) and t.word(i + 1) in countables() - TIMES and ends(t, i + 2):
                yield put(sentence, i, f"many {plural(t.word(i + 1))}", i + 1)
            if t.word(i + 1) == "times":
                yield put(sentence, i + 1, "time")
            head = noun_at(t, i + 1, _several)
            if head is not None and not t.can(i + 1, "more") and not t.can(head, FINITE):
                yield put(sentence, i, "many")


def _several(word: str) -> bool:
    one = singular_of(word)
    if word == "times":
        return False
    return one is not None and one not in words("no_plural") | {"good", "thank"}


def _many(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        noun = t.word(i + 1)
        mass = noun.removesuffix("s") if noun.removesuffix("s") in _MASS else stem(noun) or noun
        if t.word(i) != "many" or mass not in _MASS or (mass in _DRUNK and noun not in {mass, "works"}):
            continue
        if (
            not ends(t, i + 2)
            and t.word(i + 2) != "left"
            and not t.can(i + 2, "do", "be", "have", "modal", "subj", "obj")
        ):
            continue
        if noun == "work" and not t.can(i - 1, VERB):
            continue
        if noun == "works" and not _is_given(t, i):
            continue
        degree = t.word(i - 1) in {"how", "so", "too", "very", "as"}
        negative = any(t.can(j, "not") for j in range(max(0, i - 3), i)) and noun == mass
        yield put(sentence, i, f"{'much' if degree or negative else 'a lot of'} {mass}", i + 1)


_MASS = words("no_plural") | _DRUNK


def _is_given(t: Tagged, many: int) -> bool:
    """Whether the works are no works of art: too many works to do, he gives us so many works."""
    to_do = t.word(many + 2) == "to" and t.word(many + 3) in {"do", "finish", "complete"}
    return to_do or any(t.word(i) in _GIVEN for i in range(max(0, many - 4), many))


_GIVEN = frozenset({"give", "gives", "gave", "have", "has", "had", "got", "get", "gets", "do", "did"})


_A_FEW = frozenset(
    {"need", "wait", "in", "for", "after", "stay", "have", "take", "takes", "took", "waited", "stayed", "spent"}
)


def _few(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        word, noun = t.word(i), t.word(i + 1)
        if word == "few" and noun.removesuffix("s") in TIMES and t.word(i - 1) in _A_FEW and noun.endswith("s"):
            yield before(sentence, i, "a")
        elif word == "few" and noun in _MASS and (ends(t, i + 2) or t.word(i + 2) == "left"):
            yield put(sentence, i, "little")
        elif (
            word == "little"
            and t.word(i - 1) == "a"
            and _several(noun)
            and t.only(i + 1, "nouns")
            and (ends(t, i + 2) or t.can(i + 2, FINITE))
        ):
            yield put(sentence, i, "few")


def _less(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        one = singular_of(t.word(i + 1))
        if (
            t.word(i) == "less"
            and one
            and one not in TIMES
            and t.only(i + 1, "nouns")
            and t.word(i - 1) not in {"or", "and"}
        ):
            yield put(sentence, i, "fewer")


def _lot(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        if t.word(i) != "lot":
            continue
        noun = t.word(i + 1)
        if (
            t.word(i - 1) == "a"
            and (singular_of(noun) or noun in _MASS)
            and not t.can(i + 1, FINITE)
            and t.can(i - 2, VERB)
        ):
            yield put(sentence, i, "lot of")
        elif noun == "of" and (i == 0 or (t.can(i - 1, VERB) and not t.can(i - 1, NOUN, "ing"))):
            yield before(sentence, i, "a")


def _amount(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 2):
        if t.word(i) == "amount" and t.word(i + 1) == "of" and singular_of(t.word(i + 2)) and t.only(i + 2, "nouns"):
            yield put(sentence, i, "number")


RULES = (
    Rule(
        id="much-countable",
        category="word-choice",
        needs=frozenset({"much"}),
        reason=Reason(
            "Much is for what cannot be counted; before a plural say many.",
            "Much untuk yang tidak dapat dihitung; sebelum kata jamak pakai many.",
        ),
        find=_much,
        examples=(
            ("I have much friends.", "I have many friends."),
            ("There are so much people here.", "There are so many people here."),
            ("How much new words do you learn?", "How many new words do you learn?"),
        ),
        fine=("I have much time.", "It is much better days like this.", "I don't eat much.", "How much is it?"),
        confidence=0.9,
    ),
    Rule(
        id="many-uncountable",
        category="word-choice",
        needs=frozenset({"many"}),
        reason=Reason(
            "Many is for what can be counted; here say {replacement}.",
            "Many untuk yang dapat dihitung; di sini pakai {replacement}.",
        ),
        find=_many,
        examples=(
            ("I have many homework.", "I have a lot of homework."),
            ("I don't have so many money.", "I don't have so much money."),
            ("He gave me many advices.", "He gave me a lot of advice."),
            ("How many water do you drink?", "How much water do you drink?"),
        ),
        fine=(
            "I have many friends.",
            "Many music teachers live here.",
            "I went there many times.",
            "Many works of art.",
        ),
        confidence=0.95,
    ),
    Rule(
        id="few-little",
        category="word-choice",
        needs=frozenset({"few", "little"}),
        reason=Reason(
            "Few is for what can be counted, little for what cannot: {replacement}.",
            "Few untuk yang dapat dihitung, little untuk yang tidak: {replacement}.",
        ),
        find=_few,
        examples=(
            ("I have few time to study.", "I have little time to study."),
            ("There is a few milk in the fridge.", "There is a little milk in the fridge."),
            ("She has a little friends at school.", "She has a few friends at school."),
        ),
        fine=("A few people came.", "She has little brothers.", "A little bird told me.", "Few time zones are so big."),
        confidence=0.9,
    ),
    Rule(
        id="fewer",
        category="word-choice",
        needs=frozenset({"less"}),
        reason=Reason(
            "Before a plural say fewer; less is for what cannot be counted.",
            "Sebelum kata jamak pakai fewer; less untuk yang tidak dapat dihitung.",
        ),
        find=_less,
        examples=(
            ("I made less mistakes this time.", "I made fewer mistakes this time."),
            ("There are less cars today.", "There are fewer cars today."),
            ("We need less books.", "We need fewer books."),
        ),
        fine=("It takes less time.", "Less than five people came.", "It cost less.", "I sleep less hours or more."),
        confidence=0.75,
    ),
    Rule(
        id="a-lot-of",
        category="word-choice",
        needs=frozenset({"lot"}),
        reason=Reason(
            "The whole wording is a lot of before a noun.",
            "Sebelum kata benda wujud lengkapnya adalah a lot of.",
        ),
        find=_lot,
        examples=(
            ("He has a lot friends.", "He has a lot of friends."),
            ("She knows lot of songs.", "She knows a lot of songs."),
            ("We had a lot homework.", "We had a lot of homework."),
        ),
        fine=("I cook a lot at home.", "There is a parking lot of ours.", "Thanks a lot, friends!", "It helps a lot."),
        confidence=0.92,
    ),
    Rule(
        id="number-of",
        category="word-choice",
        needs=frozenset({"amount"}),
        reason=Reason(
            "Amount is for what cannot be counted; before a plural say number.",
            "Amount untuk yang tidak dapat dihitung; sebelum kata jamak pakai number.",
        ),
        find=_amount,
        examples=(
            ("A large amount of people came.", "A large number of people came."),
            ("The amount of cars is growing.", "The number of cars is growing."),
            ("We saw a huge amount of birds.", "We saw a huge number of birds."),
        ),
        fine=("A large amount of money is lost.", "The amount of work is fine.", "It is a small amount of data."),
        confidence=0.75,
    ),
)
