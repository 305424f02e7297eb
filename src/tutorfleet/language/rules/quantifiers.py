"""Rules of how many and how much: the plural after numbers, the singular after every, much and many, few and little."""

from collections.abc import Callable, Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import plural
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    POSSESSIVES,
    TIMES,
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
from tutorfleet.language.wordclass import common

_NUMBERS = group("quantifiers.numbers")


_MANY = frozenset({"many", "several", "various", "numerous", "both", "few"})


_DOZENS = frozenset({"plenty", "couple", "hundreds", "thousands", "dozens", "lots", "tons", "kinds", "types"})


_SAME = group("quantifiers.same")


_LABELS = group("quantifiers.labels")


_CLOCK = frozenset({"at", "by", "until", "till", "before", "after", "since", "around", "about"})


_GROUPS = group("quantifiers.groups")


_TAKES_SOME = group("quantifiers.takes_some")


_NOT_SOME = TIMES | persons() | group("quantifiers.not_some")


def noun_at(t: Tagged, start: int, wanted: Callable[[str], bool]) -> int | None:
    """The noun that the words from `start` on lead to, over adjectives, if it is one of the wanted."""
    i = start
    while i < start + 3 and (is_adjective(t, i) or t.word(i) in {"very", "most", "more"}) and not wanted(t.word(i)):
        i += 1
    return i if wanted(t.word(i)) and t.can(i, NOUN) else None


def _stops(t: Tagged, index: int) -> bool:
    """Whether the noun before `index` is the last of its phrase."""
    verb = t.can(index, FINITE) and not common(t.word(index)) & {"noun", "nouns"}
    return ends(t, index) or verb or t.only(index, "det", "poss", "subj")


def _one(word: str) -> bool:
    return word not in _SAME and is_one(word)


def _strictly_one(word: str) -> bool:
    return word in countables() and _one(word)


def _is_number(word: str) -> bool:
    return word in _NUMBERS or (word.isdigit() and word not in {"0", "1", "00"} and len(word) < 4)


def _counted(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        start = _after_quantity(t, i)
        if (
            start
            and t.word(start) in {"kind", "sort", "type"}
            and t.word(start + 1) == "of"
            and t.word(i) not in _DOZENS | {"lot"}
        ):
            yield put(sentence, start, f"{t.word(start)}s")
        several = _is_number(t.word(i)) or t.word(i) in {"several", "many"}
        if start and t.word(start) == "time" and several and ends(t, start + 1):
            yield put(sentence, start, "times")
        wanted = _one if _is_number(t.word(i)) or t.word(i) in _MANY else _strictly_one
        head = noun_at(t, start, wanted) if start else None
        if head is None or (t.can(head, VERB) and t.word(i) in {"both", "many", "few", "several"}):
            continue
        old = (
            t.word(head + 1) == "old"
            and t.word(head) in {"year", "month", "week", "day"}
            and t.word(i - 1) not in {"a", "an"}
        )
        if t.word(i) == "many" and t.word(head + 1) == "and" and _one(t.word(head + 2)) and t.word(head + 3) == "do":
            yield put(sentence, head + 2, plural(t.word(head + 2)))
        if (_stops(t, head + 1) and t.word(head + 1) != "old") or (old and not t.can(head + 2, NOUN)):
            yield put(sentence, head, plural(t.word(head)))


def _after_quantity(t: Tagged, i: int) -> int:
    """Where the counted noun may begin after the quantity at `i`; 0: there is no quantity."""
    word, prior = t.word(i), t.word(i - 1)
    if _is_number(word) and not (i and t.sentence.tokens[i - 1].end == t.sentence.tokens[i].start):
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
    if word == "both" and t.word(i + 2) == "and":
        return 0
    if word in _MANY:
        return (
            0
            if t.word(i + 1) in {"a", "an"}
            or (prior == "not" and word != "many")
            or (word == "few" and prior in {"the", "every"})
            else i + 1
        )
    if word == "more" and prior in _WANT_MORE and t.word(i + 2) != "than":
        return i + 1
    if word in _DOZENS and t.word(i + 1) == "of":
        return i + 2 if word not in {"kinds", "types"} or prior in {"many", "all"} else 0
    if word == "lot" and prior == "a" and t.word(i + 1) == "of":
        return i + 2
    return 0


_WANT_MORE = frozenset(
    {"read", "make", "need", "have", "buy", "want", "get", "find", "meet", "learn", "ask", "give", "write"}
)


def _some(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        if t.word(i) != "some":
            continue
        there = t.word(i - 2) == "there" and t.word(i - 1) in {"are", "were"}
        there = there or (opens(sentence, i) and t.word(i + 2) in {"are", "were", "have"})
        asked = t.word(i - 1) in _TAKES_SOME or (t.only(i - 1, "obj") and t.word(i - 2) in _TAKES_SOME)
        head = noun_at(t, i + 1, _strictly_one if there else _one_of_some) if there or asked else None
        stops = ends(t, head + 1) or t.word(head + 1) in {"are", "were", "have"} if head is not None else False
        if head is not None and stops and t.word(head + 1) != "of":
            yield put(sentence, head, plural(t.word(head)))


def _one_of_some(word: str) -> bool:
    return _strictly_one(word) and word not in _NOT_SOME


def _all(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        start = i + 1 + (t.word(i + 1) in {"the", "my", "our", "your", "his", "her", "their", "of"})
        both = t.word(i) == "both" and start > i + 1
        head = noun_at(t, start, _one_of_all) if t.word(i) == "all" or both else None
        if both and head is not None and t.word(head + 1) in {"and", "or", "'s"}:
            continue
        if (
            head is not None
            and _stops(t, head + 1)
            and not t.can(head, VERB)
            and t.word(i - 1) not in {"it", "at", "after"}
        ):
            yield put(sentence, head, plural(t.word(head)))


def _one_of_all(word: str) -> bool:
    return _one(word) and word in countables() - TIMES - _GROUPS - _WHOLES


# All the city: the whole of it.
_WHOLES = frozenset({"house", "body", "city", "town", "village", "country", "course", "book", "way"})


_DEFINITE = POSSESSIVES | {"the", "these", "those"}


def _one_of(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 3):
        several = t.word(i) in {"one", "each", "both", "many", "several", "few"} or _is_number(t.word(i))
        people = t.word(i) in {"all", "most", "some"} and t.word(i + 3) in persons()
        if (several or people) and t.word(i + 1) == "of" and t.word(i + 2) in _DEFINITE:
            head = noun_at(t, i + 3, lambda w: _one(w) and w not in _GROUPS)
            if head is None or t.word(head + 1) in {"-", "'s", "/"}:
                continue
            if not t.can(head + 1, "noun", "nouns") or _stops(t, head + 1):
                yield put(sentence, head, plural(t.word(head)))


def _every(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        word = t.word(i)
        if word not in {"every", "each", "one"} or (word == "one" and t.word(i - 1) in _BEFORE_ONE):
            continue
        head = i + 1
        while is_adjective(t, head) and singular_of(t.word(head)) is None and t.word(head) not in {"few", "other"}:
            head += 1
        one = singular_of(t.word(head))
        loose = word == "one"
        if one is None or (loose and (t.can(head, VERB) or t.word(head) in {"people", "others"})) or one in {"other"}:
            continue
        if not (t.can(head + 1, NOUN) and not t.can(head + 1, FINITE)):
            yield put(sentence, head, one)


_BEFORE_ONE = frozenset({"no", "the", "any", "every", "this", "that", "which", "each", "some", "to", "twenty", "-"})


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
        needs=frozenset({"all", "both"}),
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
        needs=frozenset({"of"}),
        reason=Reason(
            "After one of, both of, two of the noun is plural: one of my {replacement}.",
            "Setelah one of, both of, two of kata bendanya jamak: one of my {replacement}.",
        ),
        find=_one_of,
        examples=(
            ("He is one of my friend.", "He is one of my friends."),
            ("One of the best singer in Asia is here.", "One of the best singers in Asia is here."),
            ("It is one of the most beautiful beach.", "It is one of the most beautiful beaches."),
            ("He broke two of his tooth.", "He broke two of his teeth."),
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
        needs=frozenset({"every", "each", "one"}),
        reason=Reason(
            "After every, each or one the noun is singular: {replacement}.",
            "Setelah every, each, atau one kata bendanya tunggal: {replacement}.",
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
)
