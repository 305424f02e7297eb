"""The second ear: a small linear model that hears a cry which no pattern of `safety.py` has words for. It may only add care.

`hear` gives the weightiest of three meanings (crisis, abuse, grief) for a message, if it is sure enough, else None. The model is a
logistic regression over words, neighbouring words and beginnings of words; its weights are a text that a person can read,
`data/ear.txt`, made by `python -m training.ear`. It knows about as many sentences as it was trained on: no meaning, no film, no jest
but those. It is no judge of a person, and what rests on it is only whether we ask kindly.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Literal, get_args

import msgspec

from tutorfleet.language.word_patterns import WORD, plain
from tutorfleet.language.words import lines
from tutorfleet.language.words import words as plain_words

Meaning = Literal["crisis", "abuse", "grief"]
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
LONGEST = 2_000
"""Letters that are listened to: the beginning of a message and its end."""
WINDOW = 40
"""Words that are heard together; a longer message is heard in parts that overlap by half."""
FEWEST = 6
"""Words that a message must have to be heard: a shorter one says too little, and short cries are known to the patterns."""
STEM = 5
"""Letters of a word by which its forms and many misspellings are the same."""


class Heard(msgspec.Struct, frozen=True):
    """How likely it is that the message is about this, from 0 to 1."""

    meaning: Meaning
    sureness: float


class Model(msgspec.Struct, frozen=True):
    """A weight for each meaning, by feature; a bias for each; how sure is sure enough."""

    weights: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]
    enough: float


def hear(text: str) -> Heard | None:
    """What the ear is sure to have heard in this message; None for nearly every message. Never raises.

    Of a long message more is asked: each of its windows may be taken wrongly, so the doubt allowed is shared among them.
    """
    heard = sureness(text)
    doubt = (1 - model().enough) / len(windows(text))
    return heard if heard.sureness >= 1 - doubt else None


def sureness(text: str, by: Model | None = None) -> Heard:
    """The likeliest meaning, however unlikely."""
    judge = by or model()
    return max((_judged(words, judge) for words in windows(text)), key=lambda heard: heard.sureness)


def windows(text: str) -> list[list[str]]:
    """The words of the text as the ear knows them, in parts of at most `WINDOW`; one empty part for no words."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    known = _known()
    words = [known.get(word[0], word[0]) for word in WORD.finditer(plain(text))]
    starts = range(0, max(1, len(words) - WINDOW // 2), WINDOW // 2) if len(words) > WINDOW else (0,)
    return [words[start : start + WINDOW] for start in starts]


def features(words: Iterable[str]) -> set[str]:
    """What the model sees of some words: each, its beginning, and two or three that stand together.

    Small words count beside others only, or a long message of many would add up to a cry.
    """
    framed = ["<", *(_stem(word) for word in words), ">"]
    found = {*framed[1:-1], *words} - plain_words("ear_plain")
    found.update(f"{a} {b}" for a, b in pairwise(framed))
    found.update(f"{a} {b} {c}" for a, b, c in zip(framed, framed[1:], framed[2:], strict=False))
    return found


@cache
def model() -> Model:
    """Read once, when the first message is heard."""
    head, *rest = lines("ear")
    enough, *bias = map(float, head.split())
    return Model(dict(_read(rest)), tuple(bias), enough)


def _read(rows: Iterable[str]) -> Iterator[tuple[str, tuple[float, ...]]]:
    for row in rows:
        feature, *weights = row.split("\t")
        yield feature, tuple(int(weight) / 10 for weight in weights)


def _judged(words: list[str], model: Model) -> Heard:
    """Softmax over the meanings and "an ordinary message", whose sum is 0."""
    sums = list(model.bias)
    for feature in features(words):
        for i, weight in enumerate(model.weights.get(feature, ())):
            sums[i] += weight
    powers = [math.exp(min(total, 50.0)) for total in sums]
    best = max(range(len(powers)), key=powers.__getitem__)
    return Heard(MEANINGS[best], sum(powers) / (1 + sum(powers)) if len(words) >= FEWEST else 0.0)


def _stem(word: str) -> str:
    return word[:STEM]


@cache
def _known() -> dict[str, str]:
    """Words that count as one: `name = words` of `data/ear_words.txt`."""
    rows = (line.partition(" = ") for line in lines("ear_words"))
    return {word: name for name, _, words in rows for word in words.split()}
