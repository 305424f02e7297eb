"""How frequent a word is in English and in Indonesian: 0 unknown, 3 once in a million words, 6 once in a thousand.

The tables are those that `wordfreq` carries (of subtitles, news, books and chats up to 2021, words from about once in a
million on). They are read as the MessagePack that they are; the package itself is never imported, which would cost regex and
more. Misspellings are rare in them, names are not. Whether a word is English at all, ask `lexicon.py`.
"""

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec


def english(word: str) -> float:
    """How frequent the word, in small letters, is in English."""
    return _table("en").get(word, 0.0)


def indonesian(word: str) -> float:
    """How frequent the word, in small letters, is in Indonesian texts, which have English words in them too."""
    return _table("id").get(word, 0.0)


@cache
def english_words() -> tuple[str, ...]:
    """All English words of the table, the most frequent first."""
    return tuple(_table("en"))


@cache
def _table(language: str) -> dict[str, float]:
    spec = find_spec("wordfreq")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("wordfreq", name="wordfreq")
    packed = Path(spec.origin).parent.joinpath("data", f"small_{language}.msgpack.gz").read_bytes()
    # The first entry is a header; then for each hundredth of a power of ten, from 1 down, the words that are so frequent.
    steps = msgspec.msgpack.decode(gzip.decompress(packed), type=list[dict[str, str | int] | list[str]])
    return {word: 9 - step / 100 for step, words in enumerate(steps[1:]) for word in words}
