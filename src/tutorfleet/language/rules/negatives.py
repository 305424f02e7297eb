"""Rules of one no: never eats anything, nobody stole anything, I don't understand it either."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import FINITE

_ANY = {"nothing": "anything", "nobody": "anybody", "nowhere": "anywhere", "none": "any", "never": "ever"}
_NEGATIVE = frozenset(["never", "nobody", "hardly", "without", "not", "cannot", "rarely", "neither", "no-one"])
_PARTS = frozenset(
    [
        ",",
        ";",
        ":",
        ".",
        "-",
        "–",
        "and",
        "but",
        "because",
        "so",
        "or",
        "that",
        "if",
        "when",
        "than",
        "except",
        "since",
        "while",
    ]
) | frozenset(["until", "as", "where", "why", "how", "whether", "before", "after"])


def _no_again(sentence: Sentence) -> Iterator[Fix]:
    """My uncle never eats nothing -> anything; nobody stole nothing -> anything."""
    t = tagged(sentence)
    for i, token in enumerate(sentence.tokens):
        one = token.lower == "no" and t.word(i + 1) == "one"
        if not (one or token.lower in {"nothing", "nobody", "nowhere"}) or i == 0:
            continue
        end = i + 1 + one
        if (
            t.word(i - 1) in {"for", "but", "than", "or", "is", "was", "'s", "a"}
            or t.can(end, FINITE - {"base"})
            or t.word(end) == "but"
        ):
            continue
        if _is_denied(t, i):
            yield Fix(token.start, sentence.tokens[end - 1].end, "anyone" if one else _ANY[token.lower])


def _is_denied(t: Tagged, i: int) -> bool:
    """Whether a negative word and after it a verb stand before in the same clause."""
    for k in range(i - 1, max(-1, i - 8), -1):
        word = t.word(k)
        if word in _PARTS:
            return False
        if word in _NEGATIVE or word.endswith("n't"):
            if word == "without":
                return t.can(k + 1, "ing")
            if word.endswith("n't") or word in {"not", "cannot"}:
                return t.word(i - 1) != word
            return any(t.can(j, "base", "third", "past", "done", "ing", "be") for j in range(k + 1, i))
    return False


def _me_too(sentence: Sentence) -> Iterator[Fix]:
    """Me too don't understand this chapter -> I don't understand it either; me too like it -> I like it too."""
    t = tagged(sentence)
    if t.word(1) not in {"too", "also"} or t.word(0) != "me":
        return
    no = t.word(2).endswith(("n't", "cannot", "not"))
    start = 3 if no else 2
    end = next((k for k in range(start, len(t.tags)) if t.can(k, "mark", "conj", "sub")), len(t.tags))
    verb = t.can(3, "base", "ing", "adj", "done", "adv") if no else t.can(2, "base", "past", "modal")
    if end > start + 1 and verb:
        kept = sentence.text[sentence.tokens[2].start - sentence.start : sentence.tokens[end - 1].end - sentence.start]
        yield Fix(sentence.tokens[0].start, sentence.tokens[end - 1].end, f"I {kept} {'either' if no else 'too'}")


RULES = (
    Rule(
        id="one-negative",
        category="word-choice",
        needs=frozenset(["nothing", "nobody", "nowhere", "no"]),
        reason=Reason("One negative word is enough: {replacement}.", "Satu kata negatif sudah cukup: {replacement}."),
        find=_no_again,
        examples=(
            ("My uncle never eats nothing with garlic.", "My uncle never eats anything with garlic."),
            ("I don't know nothing.", "I don't know anything."),
            ("She didn't see nobody.", "She didn't see anybody."),
            ("Luckily nobody stole nothing.", "Luckily nobody stole anything."),
            ("We didn't go nowhere last weekend.", "We didn't go anywhere last weekend."),
            ("She hardly knows no one here.", "She hardly knows anyone here."),
        ),
        fine=(
            "I don't know why nothing works.",
            "It is not nothing.",
            "Nobody came and nothing happened.",
            "I know nothing.",
            "He never was a nobody.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="me-either",
        category="word-choice",
        needs=frozenset(["too", "also"]),
        reason=Reason(
            "Say I ... too, and in a negative sentence I ... either.",
            "Pakai I ... too, dan dalam kalimat negatif I ... either.",
        ),
        find=_me_too,
        examples=(
            ("Me too don't understand this chapter.", "I don't understand this chapter either."),
            ("Me too can't swim well, sorry.", "I can't swim well either, sorry."),
            ("Me too like this song.", "I like this song too."),
            ("Me too didn't know it.", "I didn't know it either."),
        ),
        fine=("Me too.", "I also don't like it.", "Me too, I don't like it."),
        confidence=0.93,
    ),
)
