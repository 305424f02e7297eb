"""Words without their endings, so that "sold", "sells" and "selling" are one: for finding written phrases in what learners type.

Crude on purpose: a stem need not be a word, it only has to be the same for all forms of one. Irregular forms come from the
starter model's file. Knows nothing of grammar; corrections are made by `tutorfleet.language`.
"""

import re
from collections.abc import Mapping, Sequence

_SKIPPED = (
    "a an the my your his her its our their some any this that these those very so really too to of in on at for with from by is are "
    "was were am be been big small little new old good nice best own other great beautiful many much few more most two three four "
    "about into also just always often usually sometimes quite all every each fresh local"
)
SKIPPED = frozenset(_SKIPPED.split())
"""Words that may stand inside a phrase without being part of it."""
_ARTICLES = "a an the my his her its our their some any"
_LOOSE = "very so really too to of your this that these those"
_EMPTY = frozenset(_ARTICLES.split())
"""Words of a phrase that say nothing: a learner leaves them out, or puts others there."""
_NEARLY_EMPTY = frozenset(_LOOSE.split())
"""Words that say nothing between others; alone with one other word they do ("too old", "your name")."""
GAP = 2
"""So many skipped words may stand between two words of a phrase."""
_VOWELS = re.compile(r"[aeiouy]+")
_LOST_E = re.compile(r"(?:^|[^aeiouy])[aeiouy][^aeiouwxy]$")
"""The end of a short word that had an e before its ending: mak(e), hop(e)."""


def stem(word: str, irregular: Mapping[str, str]) -> str:
    """The word (small letters) without its ending."""
    word = irregular.get(word, word).removesuffix("'s").removesuffix("'")
    word = _stripped(word)
    if len(word) > 5:
        word = word.replace("our", "or")
    if len(word) > 3 and word.endswith("e") and (word[-2] in "cgvzs" or len(_VOWELS.findall(word[:-1])) > 1):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 2 and word[-1] == "y" else word


def phrase(words: Sequence[str], irregular: Mapping[str, str]) -> tuple[str, ...]:
    """The stems of a written phrase that count; all of them where none would be left."""
    kept = [word for word in words if word not in _EMPTY] or words
    fewer = [word for word in kept if word not in _NEARLY_EMPTY]
    return tuple(stem(word, irregular) for word in (fewer if len(fewer) > 1 else kept))


def stands(rest: Sequence[str], after: int, words: Sequence[str], stems: Sequence[str]) -> int:
    """Where the stems `rest` end if they follow the word at `after`, with at most `GAP` skipped words between; -1 if they do not."""
    at = after
    for wanted in rest:
        at = next(
            (i for i in range(at + 1, min(at + GAP + 2, len(stems))) if _reaches(i, at, wanted, words, stems)), -1
        )
        if at < 0:
            return -1
    return at


def _reaches(i: int, at: int, wanted: str, words: Sequence[str], stems: Sequence[str]) -> bool:
    return stems[i] == wanted and all(word in SKIPPED for word in words[at + 1 : i])


def _stripped(word: str) -> str:
    if len(word) < 4:
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word.endswith("ing") and _VOWELS.search(word[:-3]):
        return _mended(word[:-3])
    if word.endswith("ed") and not word.endswith("eed") and _VOWELS.search(word[:-2]):
        return _mended(word[:-2])
    if word.endswith(("ses", "xes", "zes", "shes", "ches")) or (word.endswith("oes") and len(word) > 5):
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[-2] not in "sui" else word


def _mended(base: str) -> str:
    """What was left of a verb without -ing or -ed, as the verb itself: runn -> run, mak -> make, play."""
    short = len(_VOWELS.findall(base)) == 1
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in ("aeiousl" if short else "aeious"):
        return base[:-1]
    return base + "e" if short and _LOST_E.search(base) else base
