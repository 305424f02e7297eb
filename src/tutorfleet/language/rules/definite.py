"""Rules of the where it is missing: before the best and the biggest, the same, the first time, at the end of."""

from collections.abc import Iterator

from msgspec import structs

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.bare_nouns import BE_ONE, PREPS
from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import (
    before,
    countables,
    ends,
    is_adjective,
    put,
)
from tutorfleet.language.tags import NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence


def _superlative(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        if not _is_superlative(t, i) or t.word(i - 1) not in BE_ONE | PREPS | {
            "visit",
            "visited",
            "see",
            "eat",
            "buy",
        }:
            continue
        head = i + 1 + (t.word(i) == "most")
        while is_adjective(t, head) and t.can(head + 1, NOUN):
            head += 1
        listed = t.word(head) in countables() | _SUPER or t.lexical(head) <= {"noun"}
        if t.can(head, "noun") and listed and not _no_superlative(t, i):
            yield before(sentence, i, "the")


_SUPER = group("bare_nouns.super")


def _is_superlative(t: Tagged, i: int) -> bool:
    word = t.word(i)
    if word == "most":
        return is_adjective(t, i + 1)
    return word in {"best", "worst"} or (t.can(i, "most") and word.endswith("est"))


def _no_superlative(t: Tagged, i: int) -> bool:
    return t.word(i) == "best" and t.word(i + 1) in {"friend", "practice", "man", "friends", "effort"}


def _the_one(sentence: Sentence) -> Iterator[Fix]:
    """Same school, for first time, at end of, is capital of."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        here, prior, following = t.word(i), t.word(i - 1), t.word(i + 1)
        of = t.word(i + 1) == "of" and t.can(i + 2, "det", "poss", "name", NOUN)
        if (
            (
                here in {"same", "whole", "entire"}
                and _opens_object(t, i)
                and t.can(i + 1, NOUN)
                and t.word(i + 1) != "wheat"
            )
            or (prior in {"for", "is", "was", "it's"} and here in {"first", "second", "last"} and following == "time")
            or (prior in {"at", "in", "on", "since", "until", "by"} and here in _EDGES[prior] and of)
            or (prior in {"is", "was"} and here in {"capital", "owner", "author", "founder"} and of)
            or (prior == "in" and here in _ORDINALS and following == "century")
            or (
                here in {"dry", "rainy", "wet", "monsoon"}
                and following == "season"
                and not t.can(i - 1, "det", "poss", "adj")
            )
            or (prior in {"on", "since"} and here in _ORDINALS and following == "of" and t.can(i + 2, "name"))
        ):
            yield before(sentence, i, "the")


def _opens_object(t: Tagged, i: int) -> bool:
    opens = t.can(i - 1, VERB) and not t.can(i - 1, NOUN, "adj", "do")
    return opens or t.word(i - 1) in PREPS | {"of", "during"}


def _same(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        if t.word(i) == "a" and t.word(i + 1) == "same" and t.can(i + 2, NOUN) and t.word(i + 2) not in {"sex", "day"}:
            yield put(sentence, i, "the")


def _place(sentence: Sentence) -> Iterator[Fix]:
    """In bathroom, to beach, open window, sun is hot."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        prior, here = t.word(i - 1), t.word(i)
        if _is_the_country(t, i):
            both = f"{sentence.tokens[i - 1].text} the {sentence.tokens[i].text}"
            yield structs.replace(put(sentence, i - 1, both, i), confidence=0.95)
            continue
        if here == "internet" and i == 0 and t.can(1, "be", "have", "third", "modal"):
            yield before(sentence, i, "the")
            continue
        if here == "office" and prior == "at" and ends(t, i + 1):
            yield before(sentence, i, "the")
            continue
        two = f"{here}_{t.word(i + 1)}"
        if two in _ROOMS and prior in {"in", "at", "to", "near"} and t.can(i - 1, "prep", "to") and ends(t, i + 2):
            yield before(sentence, i, "the")
            continue
        room = here in _ROOMS and prior in {"in", "at", "to", "near", "behind", "inside"} and t.can(i - 1, "prep", "to")
        pair = t.word(i + 1) in {"and", "or", "to", ","} or t.word(i - 2) in {"from", "and"}
        room = room and (here != "park" or prior in {"in", "at"}) and t.word(i - 2) != here
        if (here in {"sea", "ocean"} and prior == "in" and ends(t, i + 1)) or (
            here == "door" and prior == "at" and t.word(i - 2) in _SOMEONE and ends(t, i + 1)
        ):
            yield before(sentence, i, "the")
            continue
        opened = not t.can(i - 2, "det", "poss") and here in {"door", "window", "windows", "gate"} and prior in _OPENS
        if (
            here == "radio"
            and ends(t, i + 1)
            and prior == "to"
            and t.word(i - 2) in {"listen", "listens", "listened", "listening"}
        ):
            yield before(sentence, i, "the")
            continue
        if here in _SWITCHED and prior in {"on", "off"} and t.word(i - 2) in _SWITCHES and ends(t, i + 1):
            yield before(sentence, i, "the")
            continue
        shines = t.word(i + 1) in {"is", "was", "rises", "sets", "shines", "rose"} and opens(sentence, i)
        sky = here in {"sun", "sky", "moon"} and (
            (i and shines and here != "sky")
            or prior in {"in", "under", "at", "see", "saw", "watch"}
            or (i == 0 and t.word(1) in {"is", "was", "rises", "sets"})
        )
        if ((room and not pair) or opened or sky) and (ends(t, i + 1) or i == 0 or opened or shines):
            yield before(sentence, i, "the")


_ROOMS = group("definite.rooms")


def _is_the_country(t: Tagged, i: int) -> bool:
    """In Netherlands, from United States, to US."""
    named = t.word(i) in _COUNTRIES or t.sentence.tokens[i].text == "US"
    two = t.word(i) == "united" and t.word(i + 1) in {"states", "kingdom", "arab"}
    capital = t.sentence.tokens[i].text[:1].isupper()
    alone = not (i + 1 + two < len(t.tags) and t.can(i + 1 + two, NOUN) and not ends(t, i + 1 + two))
    return capital and (named or two) and t.word(i - 1) in {"in", "from", "to", "of", "visit", "visited"} and alone


_COUNTRIES = frozenset({"netherlands", "philippines", "maldives", "usa", "uk", "uae"})
_SOMEONE = frozenset(
    {"someone", "somebody", "knock", "knocked", "wait", "waiting", "standing", "stood", "is", "man", "woman"}
)
_SWITCHED = frozenset(
    {"light", "lights", "tv", "television", "fan", "lamp", "computer", "radio", "music", "engine", "ac"}
)
_SWITCHES = frozenset({"turn", "turned", "turns", "turning", "switch", "switched", "switches"})
_OPENS = frozenset(
    {"open", "opened", "opens", "close", "closed", "closes", "lock", "locked", "shut", "opening", "closing"}
)
_EDGES = {
    "at": frozenset({"end", "beginning", "bottom", "start", "top"}),
    "in": frozenset({"middle", "beginning", "center", "centre", "north", "south", "east", "west"}),
    "on": frozenset({"day", "side", "outskirts"}),
    "since": frozenset({"beginning", "start", "end"}),
    "until": frozenset({"end"}),
    "by": frozenset({"side", "end"}),
}


_ORDINALS = group("bare_nouns.ordinals")


RULES = (
    Rule(
        id="the-superlative",
        category="article",
        reason=Reason(
            "Best, biggest, most beautiful and the like take the: {replacement}.",
            "Best, biggest, most beautiful, dan sejenisnya memakai the: {replacement}.",
        ),
        find=_superlative,
        examples=(
            ("This is best restaurant in town.", "This is the best restaurant in town."),
            ("He is most popular singer in my country.", "He is the most popular singer in my country."),
            ("It was happiest day of my life.", "It was the happiest day of my life."),
        ),
        fine=(
            "She is my best friend.",
            "He is best man at the wedding.",
            "Most popular songs are short.",
            "In most old cities there is a market.",
            "It is best when fresh.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="the-only-one",
        category="article",
        needs=group("bare_nouns.needs"),
        reason=Reason(
            "What there is only one of takes the: {replacement}.",
            "Yang hanya ada satu memakai the: {replacement}.",
        ),
        find=_the_one,
        examples=(
            ("We go to same school.", "We go to the same school."),
            ("Jakarta is capital of Indonesia.", "Jakarta is the capital of Indonesia."),
            ("I saw snow for first time.", "I saw snow for the first time."),
            ("At end of the day we were tired.", "At the end of the day we were tired."),
        ),
        fine=(
            "On top of the hill there is a house.",
            "At first I was shy.",
            "It is love at first sight.",
            "This same school is old.",
            "I had a whole pizza.",
            "In front of me is a river.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="the-same",
        category="article",
        needs=frozenset({"same"}),
        reason=Reason("Same always goes with the: the same.", "Same selalu memakai the: the same."),
        find=_same,
        examples=(
            ("We stayed in a same hotel.", "We stayed in the same hotel."),
            ("They have a same idea.", "They have the same idea."),
            ("She bought a same bag.", "She bought the same bag."),
        ),
        fine=("It is a same-day delivery.", "We go to the same school.", "A same sex couple lives here."),
        confidence=0.93,
    ),
    Rule(
        id="the-place",
        category="article",
        reason=Reason(
            "A place or a thing that both know takes the: {replacement}.",
            "Tempat atau benda yang sudah diketahui keduanya memakai the: {replacement}.",
        ),
        find=_place,
        examples=(
            ("I saw a snake in bathroom.", "I saw a snake in the bathroom."),
            ("We went to beach yesterday.", "We went to the beach yesterday."),
            ("Can you open window?", "Can you open the window?"),
            ("Sun is very hot today.", "The sun is very hot today."),
        ),
        fine=(
            "She is in bed.",
            "We walked from station to station.",
            "He went to market research school.",
            "I like to park near trees.",
            "Open doors lead somewhere.",
        ),
        confidence=0.84,
    ),
)
