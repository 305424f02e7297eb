"""What a learner's message is about and what kind of message it is: a linear model over words, in pure Python.

The weights travel inside the starter model's GGUF (training/starter/topic.py makes them and uses `features` too, so that
both sides see a message alike). A few kinds of message need no model: emoji, other scripts, code, numbers.
Knows nothing of what the tutor then says (`starter.py`). Costs well under a millisecond for an ordinary message.
"""

import base64
import re
import unicodedata
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from typing import Any

READ = 600
"""Characters of a message that are looked at."""
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
CODE = re.compile(
    r"</?\w+[^>]*>|\w+\([^)\s]*\)\s*[;:{]|[{};]\s*$|=>|\bimport \w+\s*$|https?://|www\.\w|\bSELECT\b.*\bFROM\b|\bDROP TABLE\b"
    r"|\w+\.\w+\(|\b(sudo|curl|git|docker|pip|npm|rm -rf|ls -)\s|```|^#include|\bdef \w+\(|[A-Z]:\\|Error:|'\s*OR\s*\d|\w==\w|\+\+;?"
    r"|\bprintf?\(|\b(const|let|var|int) \w+ ?=|line \d+, in",
    re.M,
)

GREETING = re.compile(
    r"(hi|hello|hey|halo|hai|good (morning|afternoon|evening|day))\b(?!.*\b(name|am|i'm|thank)\b)", re.I
)
GOODBYE = re.compile(r"\b(goodbye|bye|see you|(must|have to|need to|gotta) (go|leave|sleep|stop)\b.* now)\b", re.I)
GLOOMY = re.compile(
    r"\b(nobody|no one|lonely|terrible|horrible|awful|broken|stolen|disappointed|lied to|ashamed)\b", re.I
)
"""Words that make any news bad news, whatever the model thinks."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it was understood: sections best first with their probabilities, and kinds likewise."""

    sections: Sequence[tuple[str, float]]
    kinds: Sequence[tuple[str, float]]

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
    rows: "array[int]"
    heads: Sequence[Sequence[float]]
    biases: Sequence[float]

    @classmethod
    def load(cls, packed: Mapping[str, Any]) -> "Listener":
        """From what `training/starter/topic.py` packed; raises KeyError, ValueError or zlib.error if it is not that."""
        rows = array("b")
        rows.frombytes(zlib.decompress(base64.b64decode(packed["rows"])))
        width = int(packed["width"])
        if len(rows) != width * int(packed["buckets"]):
            raise ValueError("the starter model's topic weights are incomplete")
        sections, kinds = tuple(packed["sections"]), tuple(packed["kinds"])
        return cls(width, int(packed["buckets"]), sections, kinds, rows, packed["heads"], packed["biases"])

    def hear(self, text: str) -> Heard:
        """Understand one message."""
        plain = odd(text) or _formula(text)
        if plain is not None:
            return Heard(((plain, 1.0),), (("says", 1.0),))
        mean = self._mean(features(text, self.buckets))
        scores = [sum(map(float.__mul__, mean, row)) + b for row, b in zip(self.heads, self.biases, strict=True)]
        cut = len(self.sections)
        kinds = _ranked(self.kinds, scores[cut:])
        if kinds[0][0] == "says" and GLOOMY.search(text[:READ]):
            kinds = [("bad", 1.0), *kinds]
        return Heard(_ranked(self.sections, scores[:cut]), kinds)

    def _mean(self, found: Sequence[int]) -> list[float]:
        total, width = [0] * self.width, self.width
        for bucket in found:
            start = bucket * width
            total = [a + b for a, b in zip(total, self.rows[start : start + width], strict=True)]
        return [a / max(1, len(found)) for a in total]


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


def odd(text: str) -> str | None:
    """The section of a message that is not ordinary English prose, by its signs alone; None for prose."""
    bare = text.strip()
    letters = [c for c in bare if c.isalpha()]
    if not letters:
        return _without_letters(bare)
    if sum(not _latin(c) for c in letters) > len(letters) / 3:
        return "nonenglish"
    return "code" if CODE.search(bare[:READ]) else None


def _formula(text: str) -> str | None:
    """A greeting or a goodbye that is nothing else."""
    if GREETING.match(text.strip()) and len(words(text)) <= 4:
        return "greeting"
    return "bye" if GOODBYE.search(text) and len(words(text)) <= 9 else None


def _without_letters(bare: str) -> str:
    if any(c.isdigit() for c in bare):
        return "numbers"
    if re.search(r"[:;=][-']?[()DPp3/\\|*]|\^\^|<3|[:;]\)", bare) or any(ord(c) > 0x2000 for c in bare):
        return "emoji"
    return "dontunderstand" if "?" in bare else "help" if not bare else "emoji" if bare in {":)", ":("} else "unknown"


def _latin(c: str) -> bool:
    return ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00
