"""Whether a word is Indonesian: it is listed, or frequent in Indonesian and not in English, or derived from such a word.

Derived words are taken apart by rule: ber- di- ter- se- ke- me- pe- (with the change of the first letter: menulis of tulis)
before a root, -kan -an -i -nya -ku -mu -lah -kah after it, and doubled words (anak-anak). It knows no meaning.
"""

from collections.abc import Iterator
from functools import lru_cache

from tutorfleet.language import frequency, lexicon
from tutorfleet.language.wordclass import is_closed
from tutorfleet.language.words import words


@lru_cache(maxsize=8192)
def is_indonesian(word: str) -> bool:
    """Whether a word in small letters is Indonesian, and no English word too."""
    if lexicon.known(word) or is_closed(word):
        return False
    return is_root(word) or any(len(root) > 2 and is_root(root) for root in roots(word))


def is_root(word: str) -> bool:
    """Whether the word itself is known to be Indonesian."""
    return word in words("indonesian") or frequency.indonesian(word) > max(_RARE, frequency.english(word))


def roots(word: str) -> Iterator[str]:
    """What the word may be derived from: menuliskan -> tuliskan, nuliskan, menulis, tulis, ..."""
    first, hyphen, second = word.partition("-")
    if hyphen and first == second:
        yield first
    for stem in dict.fromkeys(_without_endings(word)):
        if stem != word:
            yield stem
        yield from _without_beginning(stem)


_RARE = 3.0
_CLITICS = ("nya", "lah", "kah", "ku", "mu", "pun")
_SUFFIXES = ("kan", "an", "i")
# What a beginning hides of the root: menyapu is of sapu, menulis of tulis, memakai of pakai, mengirim of kirim.
_NASAL = {"ny": ("s",), "n": ("t", "n", ""), "m": ("p", "m", ""), "ng": ("k", "")}
_PLAIN = ("ber", "be", "bel", "di", "ter", "te", "se", "ke", "per", "pe", "pel", "me", "nge", "ng")


def _without_endings(word: str) -> Iterator[str]:
    yield word
    bare = next((word.removesuffix(c) for c in _CLITICS if word.endswith(c)), word)
    for stem in dict.fromkeys((word, bare)):
        yield stem
        yield from (stem.removesuffix(suffix) for suffix in _SUFFIXES if stem.endswith(suffix))


def _without_beginning(stem: str) -> Iterator[str]:
    for prefix in _PLAIN:
        if stem.startswith(prefix):
            yield stem.removeprefix(prefix)
    for prefix in ("me", "pe", ""):
        for nasal, hidden in _NASAL.items():
            if stem.startswith(prefix + nasal):
                yield from (letter + stem.removeprefix(prefix + nasal) for letter in hidden)
