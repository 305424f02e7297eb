"""The tags that a word can have, whatever stands around it: closed classes by hand, the rest by the lexicon and our lists.

`data/closed.txt` and `data/rare.txt` are what is written by hand; `tags.py` says what the tags mean.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from tutorfleet.language.lexicon import senses
from tutorfleet.language.words import lines, words

Tags = frozenset[str]

NOUN: Tags = frozenset({"noun", "nouns", "mass", "name"})
VERB: Tags = frozenset({"base", "third", "past", "done", "ing", "be", "have", "do"})
FINITE: Tags = frozenset({"base", "third", "past", "be", "have", "do", "modal"})
AUX: Tags = frozenset({"be", "have", "do", "modal"})
ADJ: Tags = frozenset({"adj", "more", "most"})
DET: Tags = frozenset({"det", "poss", "num"})
PRON: Tags = frozenset({"subj", "obj", "pron"})
LINK: Tags = frozenset({"conj", "sub", "wh", "mark"})


@lru_cache(maxsize=8192)
def possible(word: str) -> Tags:
    """All tags of a word in small letters, rare senses too; `unknown` and a guess for a word that nobody knows."""
    closed = _closed().get(word)
    if closed:
        return closed
    found = frozenset(sense.tag for sense in senses(word)) | _ours(word)
    return found or _irregular().get(word) or _by_ending(word)


@lru_cache(maxsize=8192)
def common(word: str) -> Tags:
    """The tags of a word without its rare senses ("water" is hardly ever a verb)."""
    found = possible(word)
    if word in _closed():
        return found
    rare = {tag for tag in found if _is_rare(word, tag)}
    return found - rare or found


def is_closed(word: str) -> bool:
    """Whether it is a word of the closed classes, which are listed by hand."""
    return word in _closed()


def rarely(base: str, tag: str) -> bool:
    """Whether the base form hardly ever has this tag, although the dictionary says that it can."""
    listed = {"base": "verbs", "noun": "nouns", "adj": "adjectives"}.get(tag)
    return base in _rare().get(tag, ()) and not (listed and base in words(listed))


def _is_rare(word: str, tag: str) -> bool:
    bases = {sense.base for sense in senses(word) if sense.tag == tag} or {word}
    kind = {"third": "base", "past": "base", "done": "base", "ing": "base", "nouns": "noun", "mass": "noun"}.get(
        tag, tag
    )
    return all(rarely(base, kind) for base in bases)


def _ours(word: str) -> Tags:
    """What our own lists say of a base form."""
    return frozenset(
        tag
        for tag, name in (("base", "verbs"), ("noun", "nouns"), ("adj", "adjectives"), ("mass", "uncountable"))
        if word in words(name)
    )


@cache
def _irregular() -> dict[str, Tags]:
    """Our irregular forms, some of which the lexicon lacks: woke, flew, paid, torn."""
    found: dict[str, set[str]] = {}
    for line in lines("irregular"):
        for form, tag in zip(line.split()[1:], ("past", "done"), strict=False):
            found.setdefault(form, set()).add(tag)
    return {form: frozenset(tags) for form, tags in found.items()}


def _by_ending(word: str) -> Tags:
    if not word[:1].isalpha():
        return frozenset({"num"}) if word[:1].isdigit() else frozenset({"mark"})
    if word.endswith("'s"):
        return frozenset({"poss", "unknown"}) | (common(word[:-2]) & NOUN)
    for ending, tags in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return frozenset(tags.split()) | {"unknown"}
    return frozenset({"noun", "unknown"})


_ENDINGS = {
    "ing": "ing noun",
    "ed": "past done adj",
    "ly": "adv",
    "tion": "noun mass",
    "ness": "noun mass",
    "ment": "noun mass",
    "ous": "adj",
    "ful": "adj",
    "able": "adj",
    "ible": "adj",
    "ies": "nouns third",
    "s": "nouns third",
}


@cache
def _closed() -> dict[str, Tags]:
    found: dict[str, set[str]] = {}
    for tag, row in _rows("closed"):
        for word in row:
            found.setdefault(word, set()).add(tag)
    return {word: frozenset(tags) for word, tags in found.items()}


@cache
def _rare() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for tag, row in _rows("rare"):
        found.setdefault(tag, set()).update(row)
    return {tag: frozenset(row) for tag, row in found.items()}


def _rows(name: str) -> Iterator[tuple[str, list[str]]]:
    for line in lines(name):
        tag, _, row = line.partition(":")
        yield tag, row.split()
