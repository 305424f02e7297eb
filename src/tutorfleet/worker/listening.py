"""What a learner's message is about and what kind of message it is: a linear model over words, in pure Python.

The weights travel inside the starter model's GGUF (training/starter/topic.py makes them and uses `features` too, so that
both sides see a message alike) and stay there: all workers of a machine look at the same pages of the file. Set phrases and
a few kinds of message need no model (`phrases.py`). Knows nothing of what the tutor then says (`starter.py`).
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Any

from tutorfleet.worker.pages import pages
from tutorfleet.worker.phrases import READ, formula, kind_of, odd
from tutorfleet.worker.tongues import WORD

ROWS_KEY = "tutorfleet.starter.rows"
KEY = 3.0
"""Added to a topic's score for a word that names it by itself: much where the model is unsure, little where it is sure."""
UNSURE = 0.5
"""Below this probability of the best topic, a topic that is named by itself is taken, whatever the model thinks."""
MOST = 1.5
"""Such words of one topic count at most so often."""
ZERO = 64
"""Weights are kept as signs of text (a GGUF has no other bytes that llama.cpp does not print one by one): 64 is zero."""
KEPT = 4
"""Sections of a message that are remembered, the best ones."""
COMPANY = frozenset({"family", "friends", "hometown"})
"""Topics whose words stand in any story ("with my mother", "in my village"); theirs count half."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it was understood: sections best first with their probabilities, and kinds likewise."""

    sections: Sequence[tuple[str, float]]
    kinds: Sequence[tuple[str, float]]
    named: frozenset[str] = frozenset()
    """Topics that a word of the message names by itself."""
    by_rule: bool = False
    """Whether a rule understood it, so that nothing else has to be weighed."""

    @property
    def section(self) -> str:
        return self.sections[0][0]

    @property
    def sure(self) -> float:
        return self.sections[0][1]

    @property
    def kind(self) -> str:
        return self.kinds[0][0]


@dataclass(frozen=True, slots=True)
class Listener:
    """The linear model: hashed features -> mean vector -> a score for each section and each kind."""

    width: int
    buckets: int
    sections: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: memoryview
    heads: Sequence[Sequence[float]]
    biases: Sequence[float]
    keys: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls, packed: Mapping[str, Any], rows: memoryview) -> "Listener":
        """From what `training/starter/topic.py` packed; raises KeyError or ValueError if it is not that."""
        width = int(packed["width"])
        if len(rows) != width * int(packed["buckets"]):
            raise ValueError("the starter model's topic weights are incomplete")
        keys: dict[str, list[str]] = {}
        for section, found in packed["keys"].items():
            for key in found:
                keys.setdefault(key, []).append(section)
        sections, kinds = tuple(packed["sections"]), tuple(packed["kinds"])
        return cls(width, int(packed["buckets"]), sections, kinds, rows, packed["heads"], packed["biases"], keys)

    def hear(self, text: str) -> Heard:
        """Understand one message."""
        section, kind = odd(text), kind_of(text)
        rule = formula(text) if section in (None, "nonenglish") else None
        rule = rule or ((section, "says") if section else None)
        if rule is not None:
            return Heard(((rule[0], 1.0),), ((rule[1], 1.0),), by_rule=True)
        named = self.named(text)
        scores = self._scores(features(text, self.buckets))
        cut = len(self.sections)
        raised = [score + KEY * named.get(name, 0) for name, score in zip(self.sections, scores[:cut], strict=True)]
        kinds = _ranked(self.kinds, scores[cut:])
        if kind in ("ask", "advice", "lets") or (kind == "bad" and kinds[0][0] in ("says", "bad", "dislike")):
            kinds = [(kind, 1.0), *kinds]
        return Heard(_decided(_ranked(self.sections, raised), named)[:KEPT], kinds, frozenset(named))

    def named(self, text: str) -> dict[str, float]:
        """How strongly words of the message name each topic by themselves, at most `MOST`."""
        found = words(text)
        plain = [w[:-1] if w.endswith("s") and len(w) > 3 else w for w in found]
        heard = {
            *found,
            *plain,
            *map(" ".join, pairwise(found)),
            *map(" ".join, zip(found, found[1:], found[2:], strict=False)),
        }
        count: dict[str, float] = {}
        for word in heard:
            for section in self.keys.get(word, ()):
                count[section] = min(MOST, count.get(section, 0) + (0.5 if section in COMPANY else 1))
        return count

    def _scores(self, found: Sequence[int]) -> list[float]:
        total, width = [0] * self.width, self.width
        for bucket in found:
            start = bucket * width
            total = [a + b for a, b in zip(total, self.rows[start : start + width], strict=True)]
        mean = [a / max(1, len(found)) - ZERO for a in total]
        return [sum(map(float.__mul__, mean, row)) + b for row, b in zip(self.heads, self.biases, strict=True)]


def _decided(ranked: Sequence[tuple[str, float]], named: Mapping[str, float]) -> Sequence[tuple[str, float]]:
    if ranked[0][1] >= UNSURE or not named:
        return ranked
    chances = dict(ranked)
    best = max(named, key=lambda section: (named[section], chances[section]))
    return [(best, UNSURE), *((name, chance / 2) for name, chance in ranked if name != best)]


def rows_of(path: Path) -> memoryview:
    """The weights inside a GGUF as bytes, shared with every process that looks at the same file.

    Raises ValueError if the file has none, OSError if it cannot be read.
    """
    return pages(path, ROWS_KEY)


def _ranked(names: Sequence[str], scores: Sequence[float]) -> Sequence[tuple[str, float]]:
    top = max(scores)
    powers = [exp(s - top) for s in scores]
    whole = sum(powers)
    return sorted(((n, p / whole) for n, p in zip(names, powers, strict=True)), key=lambda pair: -pair[1])


def words(text: str) -> list[str]:
    """Lower-case words, numbers as one digit, stretched letters shortened, apostrophes plain."""
    plain = unicodedata.normalize("NFKC", text[:READ]).replace("’", "'").lower()
    plain = re.sub(r"(.)\1{2,}", r"\1\1", plain)
    return ["0" if w[0].isdigit() else w for w in WORD.findall(plain)][:120]


def features(text: str, buckets: int) -> list[int]:
    """The bucket of each feature: words (twice), pairs of neighbours, parts of words, first and last sign."""
    return [zlib.crc32(f.encode()) % buckets for f in _named(text)]


def _named(text: str) -> Iterator[str]:
    found = words(text)
    edged = ["^", *found, "$"]
    yield "q?" if "?" in text else "q."
    yield f"n{min(len(found), 8)}"
    for word in found:
        yield "w" + word
        yield "w" + word
        if len(word) > 3:
            marked = f"<{word}>"
            yield from ("c" + marked[i : i + 4] for i in range(len(marked) - 3))
    yield from (f"p{a} {b}" for a, b in pairwise(edged))
