"""Which parts of speech an English word can be, and of which base form, for some 30,000 words.

The table is the one that `lemminflect` carries. It is read as the text that it is (0.2 s, once a process) and kept in a
few MB; the package itself is never imported, which would cost numpy and 50 MB. Rare senses are in it too ("to people"):
which of them count is the business of `tags.py`. What we know better is in `morph.py`, which comes first for forms.
"""

import gzip
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from tutorfleet.language import spelling


class Sense(msgspec.Struct, frozen=True):
    """A word as a form of a base: works is ("nouns", "work") and ("third", "work")."""

    tag: str
    base: str


class Table(msgspec.Struct, frozen=True):
    """`classes` says by letters what a base form can be (see `_code`); `odd` are the forms that no rule of spelling gives."""

    classes: dict[str, str]
    odd: dict[str, tuple[Sense, ...]]
    forms: dict[str, dict[str, str]]


@lru_cache(maxsize=8192)
def senses(word: str) -> tuple[Sense, ...]:
    """What a word in small letters can be, each once; empty if it is unknown."""
    table = load()
    found = [*table.odd.get(word, ()), *_as_base(word, table), *_as_form(word, table)]
    return tuple(dict.fromkeys(found))


def form(base: str, tag: str) -> str | None:
    """A form of the base ("past" of "rewrite": "rewrote"); None if the table does not have it."""
    table = load()
    code = table.classes.get(base, "")
    if tag == "nouns" and "S" in code:
        return base + "s"
    if any(letter in code for letter in _REGULAR[tag]):
        return spelling.FORMS[tag](base, "D" in code)
    return table.forms.get(base, {}).get(tag)


def known(word: str) -> bool:
    """Whether the table has the word in any form."""
    return bool(senses(word))


def doubles(base: str) -> bool:
    """Whether the base doubles its last letter: stop, stopped; get, getting."""
    table = load()
    ing = table.forms.get(base, {}).get("ing", "")
    return "D" in table.classes.get(base, "") or ing == spelling.with_ing(base, doubled=True)


@cache
def load() -> Table:
    """The table, read at the first call."""
    table = Table({}, {}, {})
    for line in _lines():
        base, kind, *forms = line.split(",")
        if base[:1].islower() and base.isalpha():
            letter = _code(base, kind, [form.split("/") for form in forms], table)
            table.classes[base] = sys.intern(table.classes.get(base, "") + letter)
    return table


def _lines() -> list[str]:
    spec = find_spec("lemminflect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("lemminflect", name="lemminflect")
    packed = Path(spec.origin).parent.joinpath("resources", "infl_lu.csv.gz").read_bytes()
    return gzip.decompress(packed).decode().splitlines()


def _code(base: str, kind: str, forms: list[list[str]], table: Table) -> str:
    """N a noun with a regular plural, S one with a plain s after its o; U and then S one that may also go without; M one
    without or with an odd one; V a regular verb, D one that doubles its last letter, I an irregular one; A an adjective,
    G one with -er and -est; R an adverb."""
    if kind == "noun":
        return _noun_code(base, forms[0], table)
    if kind == "verb":
        return _verb_code(base, forms, table)
    graded = bool(forms and forms[0][0])
    return ("G" if graded else "A") if kind == "adj" else "R"


def _noun_code(base: str, plurals: list[str], table: Table) -> str:
    for word in plurals:
        if word.isalpha() and word not in {base, spelling.with_s(base)}:
            _odd(table, word, "nouns", base)
    regular = "NU"[base in plurals] if spelling.with_s(base) in plurals else ""
    plain = "S" if not regular and base + "s" in plurals else ""
    return regular + plain + "M" * (not regular and (not plain or base in plurals))


def _verb_code(base: str, forms: list[list[str]], table: Table) -> str:
    past = forms[0]
    regular = {spelling.with_ed(base, doubled=True): "D", spelling.with_ed(base, doubled=False): "V"}
    if kind := next((regular[word] for word in past if word in regular), None):
        return kind
    done = forms[1] if forms[1][0] else past
    for tag, words in (("past", past), ("done", done), ("ing", forms[2]), ("third", forms[3])):
        for word in words:
            if word.isalpha():
                _odd(table, word, tag, base)
    return "I"


def _odd(table: Table, word: str, tag: str, base: str) -> None:
    table.odd[word] = (*table.odd.get(word, ()), Sense(tag, base))
    table.forms.setdefault(base, {}).setdefault(tag, word)


_REGULAR = {"nouns": "NU", "third": "VD", "past": "VD", "done": "VD", "ing": "VD"}
_BASE_TAGS = {
    "N": ("noun",),
    "U": ("noun",),
    "S": ("noun",),
    "M": ("noun", "mass"),
    "V": ("base",),
    "D": ("base",),
    "I": ("base",),
    "A": ("adj",),
    "G": ("adj",),
    "R": ("adv",),
}


def _as_base(word: str, table: Table) -> Iterator[Sense]:
    for letter in table.classes.get(word, ""):
        yield from (Sense(tag, word) for tag in _BASE_TAGS[letter])


def _as_form(word: str, table: Table) -> Iterator[Sense]:
    for ending, tags, letters in _ENDINGS:
        if word.endswith(ending):
            for base in spelling.bases(word, ending):
                code = table.classes.get(base, "")
                if any(letter in code and _fits(word, base, ending, letter) for letter in letters):
                    yield from (Sense(tag, base) for tag in tags)


_ENDINGS = (
    ("s", ("nouns",), "NU"),
    ("s", ("third",), "VD"),
    ("ed", ("past", "done"), "VD"),
    ("ing", ("ing",), "VD"),
    ("er", ("more",), "G"),
    ("est", ("most",), "G"),
)


def _fits(word: str, base: str, ending: str, letter: str) -> bool:
    """Whether the word is the base with this ending: hopping is of hop, hoping is not; travelled is British, but fine."""
    if ending in {"er", "est"}:
        return True
    tag = {"s": "third", "ed": "past", "ing": "ing"}[ending]
    make = spelling.FORMS[tag]
    return word == make(base, letter == "D") or (base.endswith("l") and word == make(base, True))
