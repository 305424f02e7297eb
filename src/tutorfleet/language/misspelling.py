"""What was meant by a word that no dictionary has: a frequent English word that it is very like, or None.

Frequent misspellings are listed (`data/misspellings.txt`). For the others the likeness is the cost of the slips that lead
from one word to the other: a letter doubled or not, neighbours swapped and one vowel for another cost less than any letter.
Frequent words win over rare ones, a word that fits after "the" over one that does not, and nothing is said if two are equally
near. Names, Indonesian words and chat are no slips; a word that looks Indonesian must be very near to be one.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise

from tutorfleet.language import frequency, lexicon
from tutorfleet.language.tokens import is_local
from tutorfleet.language.wordclass import DET, NOUN, common, is_closed
from tutorfleet.language.words import lines, words

RARE = 3.2
"""Words less frequent than this are not what a learner meant."""
ATTESTED = 2.2
"""An unlisted word more frequent than this is a rare word or a name: of 2,500 such, some fifty were slips, which are now listed."""


@cache
def listed() -> dict[str, str]:
    """Misspelling -> what is right, in small letters but for days, months and languages."""
    found: dict[str, str] = {}
    for line in lines("misspellings"):
        for entry in line.split(";"):
            right, _, wrong = entry.partition(":")
            found |= dict.fromkeys(wrong.split(), right.strip())
    return found


def meant(word: str, before: str = "", among_strangers: bool = False) -> str | None:
    """What `word` (no word of any dictionary) was meant to be; None where that is not clear.

    `before` is the word before it; `among_strangers` says that a name or an Indonesian word stands beside it.
    """
    small = word.lower()
    if (right := listed().get(small)) is not None:
        return right.capitalize() if word[:1].isupper() else right
    if not _may_be_a_slip(word):
        return None
    found = _nearest(small, _wants_noun(before))
    limit = min(_limit(small, among_strangers), _ONE_SLIP if frequency.rare_english(small) else 9.0)
    if found is None or found[1] > limit:
        return None
    return found[0].capitalize() if word[:1].isupper() else found[0]


def slips(one: str, other: str) -> float:
    """What it costs to get from one word to the other: about 1 for each letter that differs, less for typical slips."""
    before: list[float] = []
    row = [0.0]
    for j in range(len(other)):
        row.append(row[-1] + _extra(other, j))
    for i, a in enumerate(one):
        before, last, row = row, before, [row[0] + _extra(one, i)]
        for j, b in enumerate(other):
            best = min(before[j + 1] + _extra(one, i), row[j] + _extra(other, j), before[j] + _instead(a, b))
            if i and j and a == other[j - 1] and one[i - 1] == b and a != b:
                best = min(best, last[j - 1] + 0.6)
            row.append(best)
    return row[-1]


def _may_be_a_slip(word: str) -> bool:
    small = word.lower()
    if not (word.isascii() and word.isalpha() and len(word) >= 4 and word[1:].islower()):
        return False
    if word[0].isupper() and (len(word) < 7 or looks_indonesian(small)):
        return False
    return not is_known(small) and not is_local(small) and not _is_built(small)


@lru_cache(maxsize=8192)
def is_known(word: str) -> bool:
    """Whether a word in small letters is English, or so frequent in English texts that it is none of a learner's slips."""
    return (
        frequency.english(word) > 0
        or lexicon.known(word)
        or is_closed(word)
        or word in words("british")
        or lexicon.known(_american(word))
        or frequency.rare_english(word) > ATTESTED
    )


def _is_built(word: str) -> bool:
    """Whether a word that is in no dictionary is made of two that are: readonly, retell, matchings, readably.

    So are plurals of rare words and of -ing (buskers, whisperings)."""
    if word.endswith("ings") and lexicon.known(word[:-1]):
        return True
    if word.endswith("s") and not lexicon.known(word[:-1]) and word[:-1] not in listed() and is_known(word[:-1]):
        return True
    if word.endswith(("er", "est")) and any("adj" in common(word[:-n]) for n in (1, 2, 3, 4) if len(word) > n + 6):
        return True  # beautifuller: the rules of comparison know what to do
    for at in range(2, len(word) - 1):
        first, second = word[:at], word[at:]
        if first in _PREFIXES and len(second) > 3 and lexicon.known(second):
            return True
        if len(first) > 3 and _ENDINGS.get(second, frozenset()) & common(first) and lexicon.known(first):
            return True
        if at > 2 and len(second) > 2 and min(frequency.english(first), frequency.english(second)) > _FAMILIAR:
            return True
    return False


_PREFIXES = frozenset({"re", "pre", "un", "non", "sub", "over", "co", "mis", "under", "multi", "super", "anti", "out"})
_ENDINGS = {
    "s": NOUN,
    "er": frozenset({"base"}),
    "ers": frozenset({"base"}),
    "able": frozenset({"base"}),
    "ly": frozenset({"adj"}),
    "less": NOUN,
    "ness": frozenset({"adj"}),
    "like": NOUN,
}
_ONE_SLIP = 1.0
"""What a word may cost that is written somewhere: of 180 such that are further from any word, five were slips."""
_FAMILIAR = 4.7
"""How frequent each half of a word must be that is written as one."""


def _limit(word: str, among_strangers: bool) -> float:
    if looks_indonesian(word):
        return 0.0 if among_strangers else 0.85 * (len(word) >= 6)
    return (0.7 if len(word) < 5 else 1.0 if len(word) < 7 else 1.7) - 0.3 * among_strangers


@lru_cache(maxsize=2048)
def _nearest(word: str, noun: bool) -> tuple[str, float] | None:
    """The word that was most probably meant and the cost of its slips; None if there is none, or two."""
    ranked = []
    for candidate in _by_first_letter().get(word[0], ()):
        if abs(len(candidate) - len(word)) <= 2 and len(set(word) ^ set(candidate)) <= 3:
            cost = slips(word, candidate)
            if cost <= 2:
                ranked.append((_rank(word, candidate, cost, noun), candidate, cost))
    ranked.sort()
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _CLEAR):
        return None
    return None if _american(ranked[0][1]) == _american(word) else ranked[0][1:]


_CLEAR = 0.12


def _rank(word: str, candidate: str, cost: float, noun: bool) -> float:
    ending = 0.25 * (word[-2:] == candidate[-2:]) + 0.1 * (word[-1] == candidate[-1])
    unfit = 0.8 * (noun and not common(candidate) & (NOUN | {"adj", "adv"}))
    return cost - 0.25 * frequency.english(candidate) - ending + unfit


def _wants_noun(before: str) -> bool:
    return is_closed(before) and bool(common(before)) and common(before) <= DET


@cache
def _by_first_letter() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in frequency.english_words():
        if frequency.english(word) < RARE:
            break
        if len(word) > 2 and word.isascii() and word.isalpha() and (lexicon.known(word) or is_closed(word)):
            found.setdefault(word[0], []).append(word)
    return {letter: tuple(row) for letter, row in found.items()}


_VOWELS = frozenset("aeiouy")
_SOUNDS = frozenset(frozenset(pair) for pair in ("ck", "cs", "sz", "gj", "fv", "kq", "dt", "bp", "mn", "td", "vw"))
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = frozenset(frozenset(pair) for row in _KEYS for pair in pairwise(row))


def _extra(word: str, at: int) -> float:
    """A letter too many or too few."""
    if at and word[at] == word[at - 1]:
        return 0.5
    if not at:
        return 1.5
    return 0.75 if word[at] in "eh" else 0.85 if word[at] in _VOWELS else 1.0


def _instead(a: str, b: str) -> float:
    """One letter for another."""
    if a == b:
        return 0.0
    pair = frozenset((a, b))
    if pair <= _VOWELS or pair in _SOUNDS:
        return 0.7
    return 0.9 if pair in _NEIGHBOURS else 1.2


_SYLLABLE = r"(?:ng|ny|sy|kh|[bcdghjklmnprstwy])?(?:ai|au|[aiueo])(?:ng|[hklmnprst](?![aiueo]))?"
_INDONESIAN = re.compile(rf"(?!.*(?:th|sh|ee|oo|ou|ea))(?:{_SYLLABLE}){{2,}}")


def looks_indonesian(word: str) -> bool:
    """Whether a word in small letters is made of syllables as Indonesian has them: sa-lak, ron-de; not stu-ding, wich."""
    return _INDONESIAN.fullmatch(word) is not None


_AMERICAN = (
    (re.compile(r"our(?=$|s|ed|ing|ite|ful|able|less|hood|y)"), "or"),
    (re.compile(r"([iy])s(?=e|ing|ation)"), r"\1z"),
    (re.compile(r"ll(?=(?:ed|ing|ers?)$)"), "l"),
    (re.compile(r"tre(?=$|s|d)"), "ter"),
    (re.compile(r"ogue"), "og"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"mme"), "m"),
    (re.compile(r"(?:ae|oe)"), "e"),
)


def _american(word: str) -> str:
    """One spelling for both sides of the Atlantic, to compare with: not itself meant to be shown."""
    for british, american in _AMERICAN:
        word = british.sub(american, word)
    return word
