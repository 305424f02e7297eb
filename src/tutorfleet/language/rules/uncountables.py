"""Rules of nouns that cannot be counted: no plural, no a or an, pieces of them after a number, one verb."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import ends, is_adjective, put, words_between
from tutorfleet.language.tags import NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_BE = {"are": "is", "were": "was", "have": "has", "don't": "doesn't", "aren't": "isn't", "weren't": "wasn't"}
_THIS = {"these": "this", "those": "that"}
_PIECES = group("uncountables.pieces")
_NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "2", "3", "4", "5", "6"})
# What may take a or an in some sense, or in good style: "a good knowledge of", "a large vocabulary", "a staff of ten".
_SOMETIMES = group("uncountables.sometimes")
_SOME = frozenset({"advice", "information", "news", "furniture", "equipment"})


_IES = frozenset({"vocabularies", "sceneries", "jewelries", "jewelleries", "machineries", "stationeries", "poetries"})


def stem(word: str) -> str | None:
    """informations -> information; None if it is no plural of such a noun."""
    if not word.endswith("s") or word in words("no_plural"):
        return None
    ends = [word[:-1]] + ([word[:-2]] if word.endswith("hes") else [f"{word[:-3]}y"] if word in _IES else [])
    return next((one for one in ends if one in words("no_plural")), None)


def _plurals(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags)):
        mass = stem(t.word(i))
        if mass is None or (t.only(i, "third", "base") and t.can(i - 1, "subj", NOUN)) or t.word(i + 1) == "'":
            continue
        if t.word(i - 1) in {"a", "an", "many"} or (is_adjective(t, i - 1) and t.word(i - 2) in {"a", "an"}):
            continue
        counted = t.word(i - 1) in _NUMBERS and mass in _PIECES
        determiner = _THIS.get(t.word(i - 1))
        if determiner:
            yield put(sentence, i - 1, f"{determiner} {mass}", i)
        else:
            yield put(sentence, i, f"pieces of {mass}" if counted else mass)
        if not counted:
            yield from _verb_after(t, i + 1)
            yield from _they(t, i + 1)


def _verb_after(t: Tagged, start: int) -> Iterator[Fix]:
    """The verb of it, also over "about history", becomes one."""
    at = start
    if t.only(at, "prep") and (phrase := t.phrase(at + 1)) is not None:
        at = phrase.end
    if t.word(at) in _BE:
        yield put(t.sentence, at, _BE[t.word(at)])


def _they(t: Tagged, start: int) -> Iterator[Fix]:
    """The informations ... if they are true: it is, where no other plural is near."""
    for i in range(start, len(t.tags) - 1):
        if (
            t.word(i) == "they"
            and t.word(i + 1) in _BE
            and not any(t.can(j, "nouns") for j in range(i) if j != start - 1)
        ):
            yield put(t.sentence, i, f"it {_BE[t.word(i + 1)]}", i + 1)


def _these(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        noun = t.word(i + 1)
        if (
            t.word(i) in _THIS
            and noun in words("no_plural")
            and (ends(t, i + 2) or t.can(i + 2, "be", "have", "modal", "past", "third"))
        ):
            yield put(sentence, i, _THIS[t.word(i)])
            yield from _verb_after(t, i + 2)


def _with_a(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        if t.word(i) not in {"a", "an"}:
            continue
        head = i + 1
        if t.word(head) == "work" and t.word(i - 1) in _LOOK and ends(t, head + 1) and not _of_art(t, head + 1):
            yield put(sentence, i, "")
            continue
        if _meal_or_drink(t, i):
            yield put(sentence, i, "")
            continue
        if (
            t.word(head + 1) == "hair"
            and t.word(i - 1) in {"have", "has", "had"}
            and is_adjective(t, head)
            and ends(t, head + 2)
        ):
            yield put(sentence, i, "")
            continue
        while is_adjective(t, head) and t.word(head) not in {"few", "little"} and not _mass(t.word(head)):
            head += 1
        mass = _mass(t.word(head))
        if (
            mass
            and mass not in _SOMETIMES
            and ends(t, head + 1)
            and t.word(head + 1) not in {"of", "that"}
            and t.word(head - 1) != "-"
        ):
            described = words_between(sentence, i + 1, head) + " " if head > i + 1 else ""
            yield put(sentence, i, f"{'' if described or mass not in _SOME else 'some '}{described}{mass}", head)


def _meal_or_drink(t: Tagged, i: int) -> bool:
    """Had a dinner, drink a milk: what stands alone after such a verb."""
    noun, verb = t.word(i + 1), t.word(i - 1)
    meal = noun in {"breakfast", "lunch", "dinner", "supper"} and verb in {"have", "has", "had", "eat", "ate", "cook"}
    drunk = noun in {"milk", "water", "rice", "bread", "sugar", "salt", "butter", "meat", "beef", "pork"} and (
        verb in _EATS or i == 0
    )
    return (meal or drunk) and (ends(t, i + 2) or t.can(i + 2, "be")) and t.word(i + 2) not in {"of", "that", "-"}


_EATS = frozenset({"cook", "drink", "drinks", "drank", "eat", "eats", "ate", "need", "buy", "bought", "want", "like"})
_LOOK = frozenset({"for", "find", "found", "finding", "get", "got", "getting", "have", "has"})


def _of_art(t: Tagged, after: int) -> bool:
    return t.word(after) in {"of", "by", "that", "in"}


def _mass(word: str) -> str | None:
    return word if word in words("no_plural") else stem(word)


def _hairs(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags)):
        owned = i - 1 - (is_adjective(t, i - 1) and t.word(i - 1) != "two")
        mine = t.word(owned) in {"my", "your", "his", "her", "their", "our"} and (ends(t, i + 1) or t.can(i + 1, "be"))
        worn = t.word(owned - is_adjective(t, owned)) in {"have", "has", "had"}  # has long black hairs
        if t.word(i) == "hairs" and (mine or worn):
            yield put(sentence, i, "hair")
            yield from _verb_after(t, i + 1)


def _pieces(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        head = i + 1 + (is_adjective(t, i + 1))
        noun = t.word(head).removesuffix("s") if t.word(head) == "breads" else t.word(head)
        counted = t.word(i) in _NUMBERS and noun in _PIECES and (noun != "news" or head > i + 1)
        if counted and ends(t, head + 1) and t.word(i - 1) not in {"-", "/"}:
            described = words_between(sentence, i + 1, head) + " " if head > i + 1 else ""
            yield put(sentence, i + 1, f"pieces of {described}{noun}", head)


_UNCOUNTED = Reason(
    "This noun cannot be counted in English and has no plural: {replacement}.",
    "Kata benda ini tidak dapat dihitung dalam bahasa Inggris dan tidak punya bentuk jamak: {replacement}.",
)
_TIP = Reason(
    "To count it, say a piece of: two pieces of advice.",
    "Untuk menghitungnya pakai a piece of: two pieces of advice.",
)

RULES = (
    Rule(
        id="no-plural",
        category="plural",
        reason=_UNCOUNTED,
        tip=_TIP,
        find=_plurals,
        examples=(
            ("I need more informations.", "I need more information."),
            ("He gave me good advices.", "He gave me good advice."),
            ("We bought furnitures.", "We bought furniture."),
            ("These informations are wrong.", "This information is wrong."),
            ("We carried three luggages.", "We carried three pieces of luggage."),
        ),
        fine=("I need information.", "The information's source is clear.", "He advises me.", "She researches frogs."),
        confidence=0.95,
    ),
    Rule(
        id="this-uncountable",
        category="agreement",
        needs=frozenset(_THIS),
        reason=Reason("This noun counts as one thing: {replacement}.", "Kata benda ini dianggap satu: {replacement}."),
        find=_these,
        examples=(
            ("These information is useful.", "This information is useful."),
            ("Those furniture are old.", "That furniture is old."),
            ("I like these music.", "I like this music."),
        ),
        fine=("These information desks are closed.", "This information is new.", "These are news to me."),
        confidence=0.95,
    ),
    Rule(
        id="a-uncountable",
        category="article",
        needs=frozenset({"a", "an"}),
        reason=Reason(
            "This noun cannot be counted, so it takes no a or an: {replacement}.",
            "Kata benda ini tidak dapat dihitung, jadi tanpa a atau an: {replacement}.",
        ),
        tip=_TIP,
        find=_with_a,
        examples=(
            ("He gave me an advice.", "He gave me some advice."),
            ("I need a informations.", "I need some information."),
            ("I have a homework today.", "I have homework today."),
            ("We had a terrible weather.", "We had terrible weather."),
            ("I drink a milk every morning.", "I drink milk every morning."),
            ("We had a dinner at seven.", "We had dinner at seven."),
        ),
        fine=(
            "I have a homework assignment.",
            "She is a music teacher.",
            "We sat in a traffic jam.",
            "He gave me a piece of advice.",
            "She has a great knowledge of history.",
            "He has a large vocabulary.",
        ),
        confidence=0.94,
    ),
    Rule(
        id="hair",
        category="plural",
        needs=frozenset({"hairs"}),
        reason=Reason(
            "All the hair on a head counts as one thing: {replacement}.",
            "Semua rambut di kepala dianggap satu: {replacement}.",
        ),
        find=_hairs,
        examples=(
            ("My hairs are very long.", "My hair is very long."),
            ("She washed her black hairs.", "She washed her black hair."),
            ("He cut his hairs.", "He cut his hair."),
        ),
        fine=(
            "There are two hairs in my soup.",
            "My hair is long.",
            "He pulled out his two grey hairs.",
            "She has a few grey hairs.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="pieces-of",
        category="plural",
        needs=_NUMBERS,
        reason=Reason(
            "It cannot be counted by itself: {replacement}.",
            "Kata ini tidak dapat dihitung langsung: {replacement}.",
        ),
        find=_pieces,
        examples=(
            ("I ate two breads.", "I ate two pieces of bread."),
            ("They gave me two advice.", "They gave me two pieces of advice."),
            ("We have three furniture.", "We have three pieces of furniture."),
            ("I heard two bad news.", "I heard two pieces of bad news."),
        ),
        fine=("I bought two bread knives.", "There are two pieces of furniture.", "He has two news apps."),
        confidence=0.88,
    ),
)
