"""Rules of how many and how much: the plural after numbers, the singular after every, much and many, few and little."""

from collections.abc import Callable, Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import plural
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.nounwords import (
    TIMES,
    all_singulars,
    before,
    countables,
    ends,
    is_adjective,
    is_one,
    persons,
    put,
    singular_of,
)
from tutorfleet.language.tags import FINITE, NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty sixty seventy eighty"  # noqa: SIM905
    " ninety hundred thousand million".split()
)
_MANY = frozenset({"many", "several", "various", "numerous", "both", "few"})
_DOZENS = frozenset({"hundreds", "thousands", "dozens", "lots", "tons", "kinds", "types"})
_SAME = frozenset(
    "fish sheep deer series species aircraft dozen hundred thousand million percent hair police people rupiah ringgit youth"  # noqa: SIM905
    " staff family team salmon shrimp pair head o'clock time work".split()
)
_LABELS = frozenset(
    "chapter page room number grade bus route line platform level part size channel year class gate unit lesson season"  # noqa: SIM905
    " episode version windows day week step act scene world type group phase".split()
)
_CLOCK = frozenset({"at", "by", "until", "till", "before", "after", "since", "around", "about"})
_GROUPS = frozenset(
    "team family class band group company staff crew club crowd way coffee college office government".split()
)  # noqa: SIM905
_DRUNK = frozenset("water coffee tea milk juice rice sugar time money work".split())  # noqa: SIM905
_TAKES_SOME = frozenset(
    "have has had buy bought buys need needs make made ask asked want wants get got see saw visit visited read learn learned"  # noqa: SIM905
    " met meet give gave".split()
)
_NOT_SOME = (
    TIMES
    | persons()
    | frozenset("place way reason thing type point extent part idea kind sort effort hope help".split())
)  # noqa: SIM905


def _head(t: Tagged, start: int, wanted: Callable[[str], bool]) -> int | None:
    """The noun that the words from `start` on lead to, over adjectives, if it is one of the wanted."""
    i = start
    while i < start + 3 and (is_adjective(t, i) or t.word(i) in {"very", "most"}) and not wanted(t.word(i)):
        i += 1
    return i if wanted(t.word(i)) and t.can(i, NOUN) else None


def _stops(t: Tagged, index: int) -> bool:
    """Whether the noun before `index` is the last of its phrase."""
    verb = t.can(index, FINITE) and not t.can(index, NOUN)
    return ends(t, index) or verb or t.only(index, "det", "poss", "subj")


def _one(word: str) -> bool:
    return word not in _SAME and is_one(word)


def _strictly_one(word: str) -> bool:
    return word in all_singulars() and word not in words("uncountable") | {"energy", "education"} and _one(word)


def _is_number(word: str) -> bool:
    return word in _NUMBERS or (word.isdigit() and word not in {"0", "1", "00"} and len(word) < 4)


def _counted(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        start = _after_quantity(t, i)
        wanted = _one if _is_number(t.word(i)) or t.word(i) in _MANY else _strictly_one
        head = _head(t, start, wanted) if start else None
        if head is None or t.can(head, VERB) and t.word(i) in {"both", "many", "few", "several"}:
            continue
        old = (
            t.word(head + 1) == "old"
            and t.word(head) in {"year", "month", "week", "day"}
            and t.word(i - 1) not in {"a", "an"}
        )
        if (_stops(t, head + 1) and t.word(head + 1) != "old") or (old and not t.can(head + 2, NOUN)):
            yield put(sentence, head, plural(t.word(head)))


def _after_quantity(t: Tagged, i: int) -> int:
    """Where the counted noun may begin after the quantity at `i`; 0: there is no quantity."""
    word, prior = t.word(i), t.word(i - 1)
    if _is_number(word):
        labelled = prior in _LABELS or (
            word.isdigit() and (t.can(i - 1, "name", NOUN) or prior in {".", ",", ":", "$", "-", "/", "#", "+"})
        )
        timed = prior in _CLOCK and t.can(i + 2, FINITE) and not ends(t, i + 2)
        following = t.word(i + 1)
        return (
            0
            if labelled or timed or following in {"-", ".", ",", ":", "/", "%"} or prior in {"-", "$", "rp"}
            else i + 1
        )
    if word in _MANY:
        return (
            0
            if t.word(i + 1) in {"a", "an"} or prior == "not" or (word == "few" and prior in {"the", "every"})
            else i + 1
        )
    if word in _DOZENS and t.word(i + 1) == "of":
        return i + 2 if word not in {"kinds", "types"} or prior in {"many", "all"} else 0
    if word == "lot" and prior == "a" and t.word(i + 1) == "of":
        return i + 2
    return 0


def _some(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(2, len(t.tags) - 1):
        asked = t.word(i - 1) in _TAKES_SOME or (t.only(i - 1, "obj") and t.word(i - 2) in _TAKES_SOME)
        head = (
            _head(t, i + 1, lambda w: _one(w) and w in countables() - _NOT_SOME)
            if t.word(i) == "some" and asked
            else None
        )
        if head is not None and ends(t, head + 1) and t.word(head + 1) != "of":
            yield put(sentence, head, plural(t.word(head)))


def _all(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        start = i + 1 + (t.word(i + 1) in {"the", "my", "our", "your", "his", "her", "their", "of"})
        wanted = (
            countables()
            - TIMES
            - _GROUPS
            - {"house", "body", "city", "town", "village", "country", "course", "book", "way"}
        )
        head = _head(t, start, lambda w: _one(w) and w in wanted) if t.word(i) == "all" else None
        if (
            head is not None
            and _stops(t, head + 1)
            and not t.can(head, VERB)
            and t.word(i - 1) not in {"it", "at", "after"}
        ):
            yield put(sentence, head, plural(t.word(head)))


def _one_of(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 3):
        if t.word(i) == "one" and t.word(i + 1) == "of" and t.only(i + 2, "det", "poss", "pron"):
            head = _head(t, i + 3, lambda w: _one(w) and w not in _GROUPS)
            if head is not None and not (t.can(head + 1, "noun", "nouns") and not _stops(t, head + 1)):
                if t.word(head + 1) not in {"-", "'s", "/"}:
                    yield put(sentence, head, plural(t.word(head)))


def _every(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        word = t.word(i)
        if word not in {"every", "each", "another", "one"} or (word == "one" and t.word(i - 1) in _BEFORE_ONE):
            continue
        head = i + 1
        while is_adjective(t, head) and singular_of(t.word(head)) is None and t.word(head) not in {"few", "other"}:
            head += 1
        one = singular_of(t.word(head))
        loose = word in {"another", "one"}
        if one is None or (loose and (t.can(head, VERB) or t.word(head) in {"people", "others"})) or one in {"other"}:
            continue
        if not (t.can(head + 1, NOUN) and not t.can(head + 1, FINITE)):
            yield put(sentence, head, one)


_BEFORE_ONE = frozenset({"no", "the", "any", "every", "this", "that", "which", "each", "some", "to", "twenty", "-"})


def _much(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        if t.word(i) == "much":
            head = _head(t, i + 1, _several)
            if head is not None and not t.can(i + 1, "more") and not t.can(head, FINITE):
                yield put(sentence, i, "many")


def _several(word: str) -> bool:
    one = singular_of(word)
    return one is not None and one not in words("no_plural") | {"good", "thank"}


def _many(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        noun = t.word(i + 1)
        mass = noun.removesuffix("s") if noun.removesuffix("s") in _MASS else noun
        if t.word(i) != "many" or mass not in _MASS or (mass in _DRUNK and noun != mass and not _to_do(t, i + 1)):
            continue
        if not ends(t, i + 2) and not t.can(i + 2, "do", "be", "have", "modal", "subj", "obj"):
            continue
        if noun == "work" and not t.can(i - 1, VERB):
            continue
        degree = t.word(i - 1) in {"how", "so", "too", "very", "as"}
        negative = any(t.can(j, "not") for j in range(max(0, i - 3), i)) and noun == mass
        yield put(sentence, i, f"{'much' if degree or negative else 'a lot of'} {mass}", i + 1)


_MASS = words("no_plural") | _DRUNK


def _to_do(t: Tagged, noun: int) -> bool:
    return t.word(noun) == "works" and t.word(noun + 1) == "to" and t.word(noun + 2) in {"do", "finish", "complete"}


def _few(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        word, noun = t.word(i), t.word(i + 1)
        if word == "few" and noun in _MASS and ends(t, i + 2):
            yield put(sentence, i, "little")
        elif word == "little" and t.word(i - 1) == "a" and _several(noun) and t.only(i + 1, "nouns") and ends(t, i + 2):
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


_PLURAL = Reason(
    "After a number or many the noun is plural: {replacement}.",
    "Setelah angka atau many kata bendanya jamak: {replacement}.",
)

RULES = (
    Rule(
        id="number-plural",
        category="plural",
        reason=_PLURAL,
        tip=Reason(
            "Indonesian says dua buku without -s; English always adds it.",
            "Dalam bahasa Indonesia cukup dua buku; bahasa Inggris selalu menambahkan -s.",
        ),
        find=_counted,
        examples=(
            ("I have two book.", "I have two books."),
            ("She has many friend in Bali.", "She has many friends in Bali."),
            ("We waited for three hour.", "We waited for three hours."),
            ("There were hundreds of butterfly in the garden.", "There were hundreds of butterflies in the garden."),
            ("The baby is ten month old.", "The baby is ten months old."),
        ),
        fine=(
            "It is a five minute walk.",
            "He has two book shops.",
            "Chapter two is long.",
            "She is 20 today.",
            "I live on 5 street food stalls.",
            "A ten year old won the race.",
            "Both work hard and many work at night.",
            "At seven school starts.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="some-plural",
        category="plural",
        needs=frozenset({"some"}),
        reason=Reason(
            "Some means several here, so the noun is plural: {replacement}.",
            "Some di sini berarti beberapa, jadi kata bendanya jamak: {replacement}.",
        ),
        find=_some,
        examples=(
            ("He asked me some difficult question.", "He asked me some difficult questions."),
            ("I bought some new shirt.", "I bought some new shirts."),
            ("We visited some old museum.", "We visited some old museums."),
        ),
        fine=("I have some idea.", "I met some guy there.", "I need some rest.", "We have some sort of plan."),
        confidence=0.72,
    ),
    Rule(
        id="all-plural",
        category="plural",
        needs=frozenset({"all"}),
        reason=Reason(
            "After all the noun is plural: {replacement}.", "Setelah all kata bendanya jamak: {replacement}."
        ),
        find=_all,
        examples=(
            ("All student must come.", "All students must come."),
            ("I like all my teacher.", "I like all my teachers."),
            ("All the shop are closed.", "All the shops are closed."),
        ),
        fine=("I slept all day.", "All the city was dark.", "All my family came.", "First of all, stay calm."),
        confidence=0.82,
    ),
    Rule(
        id="one-of-plural",
        category="plural",
        needs=frozenset({"one"}),
        reason=Reason(
            "After one of the noun is plural: one of my {replacement}.",
            "Setelah one of kata bendanya jamak: one of my {replacement}.",
        ),
        find=_one_of,
        examples=(
            ("He is one of my friend.", "He is one of my friends."),
            ("One of the best singer in Asia is here.", "One of the best singers in Asia is here."),
            ("It is one of the most beautiful beach.", "It is one of the most beautiful beaches."),
        ),
        fine=(
            "One of my friends is here.",
            "One of the team is ill.",
            "One of my family bought it.",
            "One of the book shops is closed.",
        ),
    ),
    Rule(
        id="every-singular",
        category="plural",
        needs=frozenset({"every", "each", "another", "one"}),
        reason=Reason(
            "After every, each, another or one the noun is singular: {replacement}.",
            "Setelah every, each, another, atau one kata bendanya tunggal: {replacement}.",
        ),
        find=_every,
        examples=(
            ("Every students has a book.", "Every student has a book."),
            ("I go there every days.", "I go there every day."),
            ("Each children gets a present.", "Each child gets a present."),
        ),
        fine=(
            "Every two days I swim.",
            "Each of the boys has one.",
            "I need another three weeks.",
            "No one needs it and one never knows.",
            "We each pay.",
        ),
        confidence=0.93,
    ),
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
