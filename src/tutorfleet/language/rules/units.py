"""The words of a sentence one by one, contractions taken apart ("I'm" is I and am), with what each can be.

A `View` is what the rules of verbs look at. It knows words only; subjects and verbs are found by `verb_groups.py`.
"""

import re
from functools import cache, lru_cache

import msgspec

from tutorfleet.language.lexicon import senses
from tutorfleet.language.morph import ings, participles, past, pasts, thirds, verbs
from tutorfleet.language.rule import Fix
from tutorfleet.language.tokens import Sentence, Token, is_local
from tutorfleet.language.wordclass import NOUN, Tags, common, is_closed, possible
from tutorfleet.language.words import lines

_PARTS = re.compile(r"(i|you|he|she|it|we|they|there|that|this|who|what|where|how|here)('m|'re|'ve|'ll|'s|'d)")
_FULL = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
_VERB_TAGS = ("base", "third", "past", "done", "ing")


class Unit(msgspec.Struct, frozen=True):
    """A word, or a part of a contraction, in small letters and written out ('m is am; 's and 'd are left open)."""

    word: str
    start: int
    end: int
    token: int


class View(msgspec.Struct, frozen=True):
    """The units of a sentence. An index outside it is an empty word."""

    sentence: Sentence
    units: tuple[Unit, ...]

    def word(self, index: int) -> str:
        """The word at `index`, in small letters and written out."""
        return self.units[index].word if 0 <= index < len(self.units) else ""

    def text(self, index: int) -> str:
        """As the learner wrote it; of a contraction the whole."""
        return self.sentence.tokens[self.units[index].token].text if 0 <= index < len(self.units) else ""

    def tags(self, index: int) -> Tags:
        """What the word can be, without rare senses; a name is a name."""
        if not 0 <= index < len(self.units):
            return frozenset()
        return frozenset({"name"}) if self.is_name(index) else common(self.word(index))

    def can(self, index: int, *tags: str) -> bool:
        """Whether the word can be one of these, rare senses left out."""
        return not self.tags(index).isdisjoint(tags)

    def may(self, index: int, *tags: str) -> bool:
        """Whether the word can be one of these in any sense of the dictionary."""
        return not possible(self.word(index)).isdisjoint(tags) if self.word(index) else False

    def is_name(self, index: int) -> bool:
        """A capital letter that does not come from the beginning of the sentence, or a local word."""
        text, word = self.text(index), self.word(index)
        if not text[:1].isupper() or is_closed(word) or word == "i":
            return False
        return index > 0 or is_local(word) or "unknown" in possible(word)

    def is_end(self, index: int) -> bool:
        """Whether a mark or the end of the sentence stands there."""
        return not self.word(index)[:1].isalnum()

    def is_question(self) -> bool:
        """Whether it ends in a question mark."""
        return any(unit.word == "?" for unit in self.units[-2:])

    def fix(self, first: int, last: int, replacement: str) -> Fix:
        """Replace the words `first` to `last`; half a contraction is replaced together with its other half."""
        start, token = self.units[first].start, self.sentence.tokens[self.units[first].token]
        kept = token.text[: start - token.start]
        if kept:
            replacement = f"{kept} {replacement}" if replacement and replacement[0] != "'" else kept + replacement
        return Fix(token.start, self.units[last].end, replacement)

    def insert(self, index: int, words: str) -> Fix:
        """Put words before the one at `index`."""
        token = self.sentence.tokens[self.units[index].token]
        lower = token.start == self.units[0].start and token.text != "I" and not self.is_name(index)
        return Fix(
            token.start, token.end, f"{words} {token.text[:1].lower() + token.text[1:] if lower else token.text}"
        )


@lru_cache(maxsize=16)
def view(sentence: Sentence) -> View:
    """The sentence word by word; asked again it is remembered."""
    return View(sentence, tuple(unit for i, token in enumerate(sentence.tokens) for unit in _units(token, i)))


def _units(token: Token, index: int) -> tuple[Unit, ...]:
    parts = _PARTS.fullmatch(token.lower)
    if parts is None:
        return (Unit(token.lower, token.start, token.end, index),)
    middle = token.start + len(parts[1])
    second = _FULL.get(parts[2], parts[2])
    return Unit(parts[1], token.start, middle, index), Unit(second, middle, token.end, index)


@lru_cache(maxsize=4096)
def base_of(word: str, *tags: str) -> str:
    """The base form of a verb form ("went" -> "go"), if the word can be one of the tags (none named: any); else empty."""
    wanted = tags or _VERB_TAGS
    tables = {"third": thirds(), "past": pasts(), "done": participles(), "ing": ings()}
    for tag in wanted:
        if tag == "base" and (word in verbs() or word in {"be", "have", "do"}):
            return word
        if tag in tables and word in tables[tag]:
            return tables[tag][word]
    return next((sense.base for tag in wanted for sense in senses(word) if sense.tag == tag), "")


def is_base(word: str) -> bool:
    """Whether it is the base form of a verb that learners use ("people" is none, though the dictionary has it)."""
    return word in {"be", "have", "do"} or ("base" in common(word) and bool(base_of(word, "base")))


def is_plain_past(word: str) -> bool:
    """Whether it can only be a simple past: went, saw; not put, not worked (which is a participle too)."""
    return (
        base_of(word, "past") != ""
        and "done" not in possible(word)
        and word not in participles()
        and "base" not in possible(word)
    )


def is_past(word: str) -> bool:
    """Whether it differs from its base form and can be a past."""
    base = base_of(word, "past")
    return bool(base) and past(base) == word and word != base


def is_noun(word: str) -> bool:
    """Whether it can be a noun, rare senses left out."""
    return not common(word).isdisjoint(NOUN)


@cache
def listed(name: str, key: str) -> frozenset[str]:
    """The words after `key:` in `data/<name>.txt` (several lines of one key are joined)."""
    rows = (line.partition(":") for line in lines(name))
    return frozenset(word for head, _, row in rows if head.strip() == key for word in row.split())


def words_of(name: str) -> frozenset[str]:
    """A group of `data/verb_words.txt`. Raises KeyError if there is none of that name."""
    found = listed("verb_words", name)
    if not found:
        raise KeyError(name)
    return found
