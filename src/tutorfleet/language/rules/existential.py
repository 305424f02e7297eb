"""Rules of there is and there are: the verb fits what follows, and it is be, not have."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import JOINTS, TIMES, any_word, countables, put, singular_of
from tutorfleet.language.tags import FINITE, Phrase, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_ARE = {"is": "are", "was": "were", "isn't": "aren't", "wasn't": "weren't", "there's": "there are"}
_IS = {"are": "is", "were": "was", "aren't": "isn't", "weren't": "wasn't"}
_OF = frozenset({"lot", "lots", "plenty", "kinds", "types"})
_PLURAL_SOUND = group("existential.plural_sound")


def _number(t: Tagged, start: int) -> str | None:
    """Whether what begins at `start` is plural or singular for certain."""
    while t.word(start) in {"also", "still", "not", "only", "really", "always", "usually", "just"} or (
        t.word(start) in {"so", "too", "very"} and t.word(start + 1) in {"many", "few", "much", "little"}
    ):
        start += 1
    if t.word(start) == "a" and t.word(start + 1) == "lot":
        start += 1
    if t.word(start) in {"lot", "lots", "plenty"} and t.word(start + 1) == "of":
        start += 2
    if t.word(start) in _NOBODY:
        return "singular"
    phrase = t.phrase(start)
    if phrase is None or t.word(phrase.end) in JOINTS:
        return None
    return _of_phrase(t, phrase)


_NOBODY = frozenset({"someone", "somebody", "nobody", "nothing", "something", "anyone", "anybody", "anything"})


def _of_phrase(t: Tagged, phrase: Phrase) -> str | None:
    head, opening = t.word(phrase.head), t.word(phrase.start)
    if opening in {"a", "an", "one", "another", "every"}:
        one = not any_word(t, _PLURAL_SOUND, phrase.start, phrase.end) and not t.only(phrase.head, "nouns")
        return "singular" if one else None
    if t.only(phrase.start, "num") and head.removesuffix("s") in TIMES:
        return None
    one_of_many = singular_of(head) or t.only(phrase.head, "nouns")
    if one_of_many and not t.can(phrase.head, "noun", "mass", "name") and opening not in {"more", "one"}:
        return "plural"
    if head == "people":
        return "plural"
    mass = words("no_plural") | (words("uncountable") - countables())
    return "singular" if head in mass | {"water", "money", "rice", "food", "time", "rain", "snow", "noise"} else None


def _agree(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        asked = t.word(i + 1) == "there" and t.word(i) in _ARE | _IS and opens(sentence, i) and "?" in sentence.words
        verb = i if asked else i + 1
        if t.word(i) == "there" and t.word(i + 1) in {"have", "has"} and t.word(i + 2) == "been":
            been = {"plural": "have", "singular": "has"}.get(_number(t, i + 3) or "")
            if been and been != t.word(i + 1) and not _listed(t, i + 3) and opens(sentence, i):
                yield put(sentence, i + 1, been)
        if not asked and (t.word(i) != "there" or t.word(i + 1) not in _ARE | _IS):
            continue
        number = _number(t, i + 2)
        new = _ARE.get(t.word(verb)) if number == "plural" else _IS.get(t.word(verb)) if number == "singular" else None
        listed = number == "singular" and _listed(t, i + 2)
        if new and not listed and not any_word(t, {"if", "wish"}, 0, i if t.word(verb) == "were" else 0):
            yield put(sentence, verb, new)


def _listed(t: Tagged, start: int) -> bool:
    """Whether more things follow: a table and two chairs; but not "and no chair", "and we bought", ", so please"."""
    for i in range(start, len(t.tags)):
        if t.word(i) in {"and", ","}:
            following = t.phrase(i + 1)
            none = t.can(i + 1, "subj", "conj", "sub", "wh") or t.word(i + 1) in {"no", "so", "please", "then"}
            return following is not None and not none and not t.can(t.skip(following.end), FINITE)
        if t.only(i, "mark", "conj", "sub", "wh"):
            return False
    return False


def _have(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        if t.word(i) != "there" or t.word(i + 1) not in {"have", "has", "had"} or not opens(sentence, i):
            continue
        number = _number(t, i + 2)
        if number and t.word(i + 2) not in {"been", "to"}:
            past = t.word(i + 1) == "had"
            yield put(sentence, i + 1, {"plural": ("are", "were"), "singular": ("is", "was")}[number][past])


def _place(sentence: Sentence) -> Iterator[Fix]:
    """In my room have a big window; near my house has many shops."""
    t = tagged(sentence)
    phrase = t.phrase(1) if t.word(0) in {"in", "at", "on", "near", "behind", "around", "inside"} else None
    if (
        phrase is None
        or t.word(phrase.end) not in {"have", "has", "had"}
        or t.word(phrase.head) not in countables() | _PLACES
    ):
        return
    number = _number(t, phrase.end + 1)
    if number:
        past = t.word(phrase.end) == "had"
        be = {"plural": ("are", "were"), "singular": ("is", "was")}[number][past]
        yield put(sentence, phrase.end, f"there {be}")


def _it_has(sentence: Sentence) -> Iterator[Fix]:
    """It has a big tree in front of my school, at the head of a text: there is nothing yet that "it" could be."""
    t = tagged(sentence)
    if sentence.start or t.word(0) != "it" or t.word(1) not in {"has", "had"}:
        return
    thing, number = t.phrase(2), _number(t, 2)
    if thing is None or number is None or t.word(thing.end) not in {"in", "near", "behind", "next", "at", "around"}:
        return
    mine = next((i for i in range(thing.end + 1, thing.end + 4) if t.word(i) in {"my", "our"}), 0)
    if mine and t.word(mine - 1) in _NEAR and (t.word(mine + 1) in countables() | _PLACES):
        be = {"plural": ("are", "were"), "singular": ("is", "was")}[number][t.word(1) == "had"]
        yield put(sentence, 0, f"There {be}", 1)


_NEAR = frozenset({"of", "near", "behind", "to", "around", "in", "at"})
_PLACES = frozenset(
    {"school", "home", "family", "university", "class", "campus", "front", "bali", "jakarta", "indonesia"}
)

RULES = (
    Rule(
        id="there-are",
        category="agreement",
        needs=frozenset({"there"}),
        reason=Reason(
            "There is goes with one thing, there are with several: {replacement}.",
            "There is untuk satu benda, there are untuk banyak benda: {replacement}.",
        ),
        tip=Reason(
            "Look at what comes after there: that is what the verb must fit.",
            "Lihat kata setelah there: kata kerjanya mengikuti kata itu.",
        ),
        find=_agree,
        examples=(
            ("There is many people in the street.", "There are many people in the street."),
            ("There was two cats.", "There were two cats."),
            ("There are a big market near my house.", "There is a big market near my house."),
            ("Is there any questions?", "Are there any questions?"),
            ("There isn't any shops here.", "There aren't any shops here."),
            ("There was so many ants that we left.", "There were so many ants that we left."),
            ("There are a hole in the roof, so be careful.", "There is a hole in the roof, so be careful."),
        ),
        fine=(
            "There are a lamp and two chairs in the room.",
            "There is a lot of water.",
            "There is a table and two chairs in the room.",
            "There are a few people here.",
            "There is more than one way.",
            "If there were a bridge, we would cross.",
            "There is five minutes left.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="there-have",
        category="verb-form",
        needs=frozenset({"there"}),
        reason=Reason(
            "What is in a place is told with there is or there are, not with have.",
            "Yang ada di suatu tempat disebut dengan there is atau there are, bukan have.",
        ),
        find=_have,
        examples=(
            ("There have many restaurants in my street.", "There are many restaurants in my street."),
            ("There has a big tree here.", "There is a big tree here."),
            ("There had many people.", "There were many people."),
        ),
        fine=("There have been many problems.", "There has to be a way.", "The people there have cars."),
        confidence=0.93,
    ),
    Rule(
        id="place-there-is",
        category="verb-form",
        needs=frozenset({"have", "has", "had"}),
        reason=Reason(
            "What is in a place is told with there is or there are: {replacement}.",
            "Yang ada di suatu tempat disebut dengan there is atau there are: {replacement}.",
        ),
        find=either(_place, _it_has),
        examples=(
            ("In my room have a big window.", "In my room there is a big window."),
            ("Near my house has many shops.", "Near my house there are many shops."),
            ("In this park have many old trees.", "In this park there are many old trees."),
            ("It has a big tree in front of my school.", "There is a big tree in front of my school."),
        ),
        fine=(
            "My phone is new. It has a camera in front of my eyes.",
            "It has a nice view of our garden.",
            "In my city we have many malls.",
            "My city has many malls.",
            "In the end has come.",
        ),
        confidence=0.9,
    ),
)
