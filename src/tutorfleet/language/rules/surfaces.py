"""Rules of on and in by the place: on the table, on the train, in my soup, in front of me. The places: `data/surfaces.txt`."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.units import listed
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import NOUN, VERB


def _place(t: Tagged, i: int, name: str) -> int:
    """Where the noun of the list `name` is that ends "the old table" after the preposition at `i`; -1: none."""
    if not t.can(i + 1, "det", "poss") or t.word(i + 1) in {"this", "that", "these", "any", "which"}:
        return -1
    for k in range(i + 2, i + 5):
        if t.word(k) in listed("surfaces", name):
            return k if not t.can(k + 1, NOUN) or t.can(k + 1, "name", "adv", "prep", "sub", VERB) else -1
        if not t.can(k, "adj", "noun", "poss", "num", "name", "done"):
            return -1
    return -1


def _surface(sentence: Sentence) -> Iterator[Fix]:
    """My keys are in the table -> on the table."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if token.lower != "in" or t.word(i - 1) in {"interested", "believe", "keen"}:
            continue
        k = _place(t, i, "on")
        if k < 0 and sentence.words.isdisjoint(listed("surfaces", "wall_in")):
            k = _place(t, i, "wall")
        figures = t.word(k) == "table" and not sentence.words.isdisjoint(listed("surfaces", "figures"))
        figures |= t.word(k) == "table" and t.can(k - 1, NOUN) and t.word(k - 1) not in _TABLES
        if k > 0 and not figures and t.word(k + 1) not in {"of", "below", "above", "-"}:
            yield Fix(token.start, token.end, "on")


def _ride(sentence: Sentence) -> Iterator[Fix]:
    """I lost my bag in the train -> on the train."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if token.lower == "in" and sentence.words.isdisjoint(listed("surfaces", "ride_in")):
            k = _place(t, i, "ride")
            if (
                k > 0
                and t.can(i - 1, NOUN, VERB, "obj", "adv", "mark", "adj")
                and t.word(k + 1) not in {"'s", "of", "-"}
            ):
                yield Fix(token.start, token.end, "on")


def _liquid(sentence: Sentence) -> Iterator[Fix]:
    """There is a hair on my soup -> in my soup."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        fell = t.word(i - 1) in listed("surfaces", "drop") and (
            t.can(i - 2, "det", "num", "adj", "be") or t.can(i - 1, "nouns")
        )
        if token.lower in {"on", "at"} and fell and _place(t, i, "liquid") > 0:
            yield Fix(token.start, token.end, "in")


def _front(sentence: Sentence) -> Iterator[Fix]:
    """She sat in the front of me -> in front of me."""
    t = tagged(sentence)
    for i in range(len(sentence.tokens) - 4):
        if [t.word(i + k) for k in range(4)] not in (_FRONT, ["on", *_FRONT[1:]], ["at", *_FRONT[1:]]):
            continue
        phrase = t.phrase(i + 4)
        alone = t.word(i + 4) in listed("surfaces", "front") and not t.can(i + 5, NOUN)
        if alone or (phrase and t.word(phrase.head) in listed("surfaces", "front") | {"house"}):
            yield Fix(sentence.tokens[i].start, sentence.tokens[i + 3].end, "in front of")


def _top(sentence: Sentence) -> Iterator[Fix]:
    """The cat sleeps in the top of the fridge -> on the top of the fridge."""
    for i, token in enumerate(sentence.tokens):
        after = [sentence.word(i + k) for k in range(1, 6)]
        named = after[:3] == ["the", "top", "of"] and after[3] in {"the", "my", "our", "a", "his", "her"}
        if token.lower == "in" and named and after[4] in listed("surfaces", "on") | _TOPS:
            yield Fix(token.start, token.end, "on")


_FRONT = ["in", "the", "front", "of"]
_TOPS = frozenset(
    ["fridge", "refrigerator", "cupboard", "wardrobe", "car", "bus", "house", "box", "cake", "wall", "tv", "bed"]
)
_TOPS |= {"piano", "desk", "roof", "bookcase", "closet", "television", "washing", "building", "tower", "pile"}

_TABLES = frozenset(["kitchen", "dining", "coffee", "school", "side", "glass", "tea", "bedside", "dinner", "work"])

RULES = (
    Rule(
        id="on-a-surface",
        category="preposition",
        needs=listed("surfaces", "on") | listed("surfaces", "wall"),
        reason=Reason(
            "What lies or hangs there is on it: {replacement}.", "Benda di atas permukaan memakai on: {replacement}."
        ),
        find=_surface,
        examples=(
            ("My keys are in the table.", "My keys are on the table."),
            ("The cat slept in our new sofa all day.", "The cat slept on our new sofa all day."),
            ("I left my shirt in the floor.", "I left my shirt on the floor."),
        ),
        fine=(
            "The numbers are in the table below.",
            "There is a hole in the wall.",
            "We sat at the table and at the beach.",
            "There are many people at the beach.",
            "He is in the table tennis club.",
            "She works in the roof garden.",
        ),
        confidence=0.86,
    ),
    Rule(
        id="on-a-train",
        category="preposition",
        needs=listed("surfaces", "ride"),
        reason=Reason(
            "One travels on a bus, a train or a plane, but in a car.", "On untuk bus, kereta, pesawat; in untuk mobil."
        ),
        find=_ride,
        examples=(
            ("My aunt lost her purse in the train yesterday.", "My aunt lost her purse on the train yesterday."),
            ("I read a book in the bus.", "I read a book on the bus."),
            ("He wants a job in a ship.", "He wants a job on a ship."),
        ),
        fine=(
            "I met her in the bus station.",
            "There was a delay in the train schedule.",
            "We went in the car.",
            "There was smoke in the plane's engine.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="in-a-liquid",
        category="preposition",
        needs=listed("surfaces", "liquid"),
        reason=Reason("What has fallen into it is in it.", "Benda yang jatuh ke dalamnya memakai in."),
        find=_liquid,
        examples=(
            ("There is a hair on my soup.", "There is a hair in my soup."),
            ("I found two ants on my coffee.", "I found two ants in my coffee."),
            ("There was a fly on the juice.", "There was a fly in the juice."),
        ),
        fine=("He spends a lot on coffee.", "There is a fly in my soup.", "She put the salt on the table."),
        confidence=0.88,
    ),
    Rule(
        id="in-front-of",
        category="preposition",
        needs=frozenset(["front"]),
        reason=Reason(
            "In front of is before somebody or something; the front is a part of it.",
            "In front of berarti di depan; the front of adalah bagian depannya.",
        ),
        find=_front,
        examples=(
            ("She sat in the front of me.", "She sat in front of me."),
            ("We met in the front of the school gate.", "We met in front of the school gate."),
            ("There is a tree in the front of my house.", "There is a tree in front of my house."),
        ),
        fine=("We sat in the front of the bus.", "It is in front of me.", "Write it in the front of your book."),
        confidence=0.9,
    ),
    Rule(
        id="on-top-of",
        category="preposition",
        needs=frozenset(["top"]),
        reason=Reason("What lies there is on the top.", "Benda di atasnya memakai on the top."),
        find=_top,
        examples=(
            ("My cat sleeps in the top of the fridge.", "My cat sleeps on the top of the fridge."),
            ("Put it in the top of the cupboard.", "Put it on the top of the cupboard."),
            ("There was snow in the top of our house.", "There was snow on the top of our house."),
        ),
        fine=("It is in the top drawer.", "She is in the top of the class.", "It is on the top of the box."),
        confidence=0.85,
    ),
)
