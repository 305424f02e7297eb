"""Rules of too, very, so and such by what they stand before, however it is worded; the fixed wordings: `data/degree.txt`."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.units import listed
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import ADJ, DET, NOUN, possible
from tutorfleet.language.words import words

_BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "feel", "feels", "felt", "look", "looks", "looked"])
_BE |= {"taste", "tastes", "tasted", "seem", "seems", "smells", "smelled", "sound", "sounds"}
_SHORT = frozenset(
    ["i'm", "we're", "he's", "she's", "they're", "you're", "it's", "that's", "this's", "isn't", "wasn't"]
)
_NO = frozenset(
    ["not", "never", "isn't", "wasn't", "aren't", "weren't", "don't", "doesn't", "didn't", "if", "nobody", "no"]
)


def _follows_be(t: Tagged, i: int) -> bool:
    before = t.word(i - 1)
    if before in {"just", "really", "always", "still", "now", "also", "both", "all"}:
        before = t.word(i - 2)
    return before in _BE or before in _SHORT


def _too_glad(sentence: Sentence) -> Iterator[Fix]:
    """I am too happy today -> I am very happy today; your cooking is too delicious -> very delicious."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if token.lower != "too" or t.word(i + 1) not in listed("degrees", "glad") or not _follows_be(t, i):
            continue
        hinders = t.word(i + 2) == "to" and t.word(i + 3) not in listed("degrees", "glad_to")
        if not hinders and t.word(i + 2) not in {"for", "-"} and not any(t.word(k) in _NO for k in range(i)):
            yield Fix(token.start, token.end, "very")


def _too_much(sentence: Sentence) -> Iterator[Fix]:
    """The soup is too much salty -> too salty."""
    t = tagged(sentence)
    for i in range(1, len(sentence.tokens) - 2):
        if [t.word(i), t.word(i + 1)] != ["too", "much"] or not _follows_be(t, i) or not t.only(i + 2, ADJ):
            continue
        if not t.can(i + 3, NOUN, ADJ) and t.word(i + 2) != "fun":
            yield Fix(sentence.tokens[i].start, sentence.tokens[i + 1].end, "too")


def _love_too_much(sentence: Sentence) -> Iterator[Fix]:
    """I love my new school too much, the teachers are kind -> so much."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if token.lower == "too" and t.word(i + 1) == "much" and (not t.at(i + 2) or t.can(i + 2, "mark")):
            start = t.clause(i)[0]
            verb = next((k for k in range(start, i) if t.word(k) in listed("degrees", "loved")), -1)
            mine = verb > 0 and t.word(verb - 1) in {"i", "we", "really"} and verb < i - 1
            if mine and not any(t.word(k) in _NO for k in range(i)) and t.can(verb + 1, DET, "obj", "name", NOUN):
                yield Fix(token.start, token.end, "so")


def _very_to(sentence: Sentence) -> Iterator[Fix]:
    """The coffee is very hot to drink -> too hot to drink; she is very young to go alone -> too young."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if (
            token.lower not in {"very", "so"}
            or t.word(i + 1) not in listed("degrees", "hinders")
            or not _follows_be(t, i)
        ):
            continue
        doing = (
            t.word(i + 2) == "to" and t.can(i + 3, "base") and t.word(i + 3) not in listed("degrees", "not_hindered")
        )
        said = _NO if t.word(i + 1) in {"spicy", "salty", "sour", "heavy"} else _NO | {"it", "it's", "that", "what"}
        if doing and not any(t.word(k) in said for k in range(i)):
            yield Fix(token.start, token.end, "too")


def _so_noun(sentence: Sentence) -> Iterator[Fix]:
    """It was so funny video -> such a funny video; they are so kind people -> such kind people."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        if token.lower != "so" or not (_follows_be(t, i) or t.word(i - 1) in {"have", "has", "had"}):
            continue
        noun = _noun_after(t, i + 1)
        if noun < 0 or t.word(i + 1) in {"many", "much", "few", "little", "far", "early", "late"}:
            continue
        many = t.can(noun, "nouns") or t.word(noun) in words("uncountable")
        yield Fix(token.start, token.end, "such" if many else f"such {_article(t.word(i + 1))}")


def _noun_after(t: Tagged, i: int) -> int:
    """Where the noun is that ends a noun phrase begun by an adjective at `i`: funny video, beautiful old house; -1: none."""
    k = i
    while t.can(k, ADJ) and not t.can(k, DET) and t.can(k + 1, NOUN, ADJ) and k < i + 3:
        k += 1
    if k == i or not t.can(k, NOUN) or not t.only(k, NOUN, ADJ) or t.can(k, "name"):
        return -1
    if possible(t.word(k)) & {"adv"} or t.can(k + 1, NOUN, "base", "past", "third", "ing"):
        return -1
    return k if not t.only(k, "mass") else -1


def _article(word: str) -> str:
    vowel = word[0] in "aeiou" and not word.startswith(("uni", "use", "usu", "eur", "one"))
    return "an" if vowel or word.startswith("hon") else "a"


def _such_alone(sentence: Sentence) -> Iterator[Fix]:
    """It was such hot in the room that two people fainted -> so hot."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        such = token.lower == "such" and _follows_be(t, i) and t.can(i + 1, ADJ, "done") and not t.can(i + 1, NOUN, DET)
        if such and (not t.can(i + 2, NOUN, ADJ, "done", "ing", "poss") or t.word(i + 2) in {"in", "on", "that"}):
            yield Fix(token.start, token.end, "so")


RULES = (
    Rule(
        id="too-glad",
        category="word-choice",
        needs=frozenset(["too"]),
        reason=Reason(
            "Too means more than is good; say very, really or so: {phrase}{replacement}.",
            "Too berarti berlebihan sampai tidak baik; pakai very, really, atau so: {phrase}{replacement}.",
        ),
        find=either(_too_glad, _love_too_much, _too_much),
        examples=(
            ("I am too happy today.", "I am very happy today."),
            ("Your cooking is too delicious.", "Your cooking is very delicious."),
            ("The soup is too much salty.", "The soup is too salty."),
            ("I'm too happy to hear it.", "I'm very happy to hear it."),
            ("I love my new school too much.", "I love my new school so much."),
        ),
        fine=(
            "I am not too happy about it.",
            "She was too proud to ask for help.",
            "It is too good to be true.",
            "You like sugar too much.",
            "I was too excited to sleep.",
        ),
        confidence=0.85,
        tip=Reason("Too hot to drink, very hot but nice.", "Too hot to drink, very hot but nice."),
    ),
    Rule(
        id="very-to",
        category="word-choice",
        needs=frozenset(["very", "so"]),
        reason=Reason(
            "What makes it impossible is too much of it: {replacement} hot to drink.",
            "Yang membuat tidak mungkin memakai {replacement}: too hot to drink.",
        ),
        find=_very_to,
        examples=(
            ("The coffee is very hot to drink now.", "The coffee is too hot to drink now."),
            ("My daughter is very young to walk alone.", "My daughter is too young to walk alone."),
            ("The box was so heavy to carry.", "The box was too heavy to carry."),
        ),
        fine=(
            "The book was very hard to find.",
            "We were very happy to go.",
            "It is very late to be up.",
            "It was so cold to wait outside.",
        ),
        confidence=0.8,
    ),
    Rule(
        id="so-such-noun",
        category="word-order",
        needs=frozenset(["so", "such"]),
        reason=Reason(
            "So stands before an adjective alone, such a before an adjective with a noun: {replacement}.",
            "So di depan kata sifat saja, such a di depan kata sifat dengan kata benda: {replacement}.",
        ),
        find=either(_so_noun, _such_alone),
        examples=(
            ("It was so funny video that I watched it twice.", "It was such a funny video that I watched it twice."),
            ("He is so honest boy.", "He is such an honest boy."),
            ("They are so friendly neighbours.", "They are such friendly neighbours."),
            ("It was such hot in the room that she fainted.", "It was so hot in the room that she fainted."),
        ),
        fine=(
            "It was so funny that I cried.",
            "There are so many people.",
            "It is such fun.",
            "She was so tired yesterday.",
            "They are such good friends.",
        ),
        confidence=0.88,
    ),
)
