"""How frequent a word is in English and in Indonesian: 0 unknown, 3 once in a million words, 6 once in a thousand.

The tables are those that `wordfreq` carries (of subtitles, news, books and chats up to 2021): words from about once in a
million on, in the large table of English from once in a hundred million on. They are read as the MessagePack that they
are; the package itself is never imported, which would cost regex and more. Misspellings are rare in the small tables, names
are not; the large one has both. Whether a word is English at all, ask `lexicon.py`.
"""

import gzip
from bisect import bisect_right
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

import msgspec


def english(word: str) -> float:
    """How frequent the word, in small letters, is in English."""
    return _table("en").get(word, 0.0)


@lru_cache(maxsize=8192)
def indonesian(word: str) -> float:
    """How frequent the word, in small letters, is in Indonesian texts, which have English words in them too."""
    return _packed("small_id").frequency(word)


@lru_cache(maxsize=8192)
def rare_english(word: str) -> float:
    """As `english`, but down to once in a hundred million words (1.0): rare words, names, and frequent misspellings."""
    return _packed("large_en").frequency(word)


@cache
def english_words() -> tuple[str, ...]:
    """All English words of the table, the most frequent first."""
    return tuple(_table("en"))


class Packed(msgspec.Struct, frozen=True):
    """A table as the file has it, 3 MB for 300,000 words: slower to ask (a millisecond), a tenth of a dictionary's memory.

    `ends` is where in `data` the words of each step end.
    """

    data: bytes
    ends: tuple[int, ...]

    def frequency(self, word: str) -> float:
        """How frequent the word is; 0 if it is not there."""
        encoded = word.encode(errors="replace")
        # A word stands behind its length: 0xa0 + length for the short ones, and all are short.
        at = self.data.find(bytes((0xA0 | len(encoded),)) + encoded) if 0 < len(encoded) < 32 else -1
        return _at_step(bisect_right(self.ends, at)) if at >= 0 else 0.0


@cache
def _packed(name: str) -> Packed:
    rows = msgspec.msgpack.decode(_read(name), type=list[msgspec.Raw])[1:]
    return Packed(b"".join(bytes(row) for row in rows), tuple(accumulate(len(row) for row in rows)))


@cache
def _table(language: str) -> dict[str, float]:
    steps = msgspec.msgpack.decode(_read(f"small_{language}"), type=list[dict[str, str | int] | list[str]])
    found: dict[str, float] = {}
    for step, words in enumerate(steps[1:]):
        found |= dict.fromkeys(words, _at_step(step))
    return found


def _at_step(step: int) -> float:
    """After a header the tables have, for each hundredth of a power of ten from 1 down, the words that are so frequent."""
    return 9 - step / 100


def _read(name: str) -> bytes:
    spec = find_spec("wordfreq")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("wordfreq", name="wordfreq")
    return gzip.decompress(Path(spec.origin).parent.joinpath("data", f"{name}.msgpack.gz").read_bytes())
