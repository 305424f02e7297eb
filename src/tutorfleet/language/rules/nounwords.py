"""What the rules of nouns know of nouns: which can be counted, which are people, singular and plural; and small tools.

The word lists are `data/countable.txt`, `persons.txt` and `no_plural.txt`; forms come from `morph.py`.
"""

from collections.abc import Iterable
from functools import cache

from tutorfleet.language.lexicon import senses
from tutorfleet.language.morph import plural, plurals, singulars
from tutorfleet.language.rule import Fix
from tutorfleet.language.rules.groups import group
from tutorfleet.language.tags import ADJ, NOUN, Tagged, possible
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

FEMALE = group("nounwords.female")
MALE = group("nounwords.male")
KIN = FEMALE | MALE | {"parent", "grandparent", "cousin", "child", "grandson", "granddaughter"}
POSSESSIVES = frozenset({"my", "your", "his", "her", "its", "our", "their"})
TIMES = group("nounwords.times")
JOINTS = frozenset({"-", "/", "'", "&", "–"})
_COMMON_SINGULARS = frozenset({"series", "species", "news", "means", "headquarters", "crossroads", "physics"})


@cache
def persons() -> frozenset[str]:
    """Countable nouns of people, singular."""
    return words("persons")


@cache
def countables() -> frozenset[str]:
    """Nouns that do not stand alone in the singular."""
    return words("countable") | words("persons")


@cache
def all_singulars() -> frozenset[str]:
    """Every noun that we know to have a plural."""
    return singulars() | countables()


@cache
def _plurals() -> dict[str, str]:
    return {**{plural(noun): noun for noun in countables()}, **plurals()}


def singular_of(word: str) -> str | None:
    """books -> book; None if it is no plural that we know."""
    if word in _COMMON_SINGULARS:
        return None
    return _plurals().get(word) or (_base_of(word) if possible(word) == frozenset({"nouns"}) else None)


def is_one(word: str) -> bool:
    """Whether it is a noun in the singular that has a plural: of our lists, or one that the lexicon knows as nothing else."""
    only = possible(word) <= {"noun", "mass"} and "noun" in possible(word) and word not in words("no_plural")
    return (word in all_singulars() or only) and singular_of(word) is None


def _base_of(word: str) -> str | None:
    return next((sense.base for sense in senses(word) if sense.tag == "nouns"), None)


def is_person(word: str) -> bool:
    """Whether it is a person or several: teacher, children, everyone."""
    return word in persons() or _plurals().get(word) in persons() or word in _PEOPLE


_PEOPLE = frozenset({"people", "someone", "somebody", "anyone", "anybody", "everyone", "everybody", "men", "women"})


def put(sentence: Sentence, index: int, new: str, last: int | None = None, phrase: str = "") -> Fix:
    """The words from `index` to `last` (one, if not given) become `new`."""
    return Fix(sentence.tokens[index].start, sentence.tokens[index if last is None else last].end, new, phrase)


def before(sentence: Sentence, index: int, new: str) -> Fix:
    """`new` goes in before the word at `index`."""
    token = sentence.tokens[index]
    text = token.text
    if index == 0 and text != "I" and text[:1].isupper() and not text[1:2].isupper():
        text = text[:1].lower() + text[1:]
    return Fix(token.start, token.end, f"{new} {text}")


def after(sentence: Sentence, index: int, new: str) -> Fix:
    """`new` goes in after the word at `index`."""
    token = sentence.tokens[index]
    return Fix(token.start, token.end, f"{token.text} {new}")


def ends(t: Tagged, index: int) -> bool:
    """Whether no noun phrase that ends before `index` can go on there: a mark, a preposition, a conjunction, an adverb."""
    if index >= len(t.tags):
        return True
    if t.only(index, "mark"):
        return t.word(index) not in JOINTS
    if t.word(index) in {
        "last",
        "next",
        "this",
        "every",
        "yesterday",
        "today",
        "tomorrow",
        "now",
        "here",
        "there",
        "too",
    }:
        return True
    if t.can(index, "num") and (t.word(index + 2) == "ago" or t.word(index + 1).removesuffix("s") in TIMES):
        return True
    return t.can(index, "prep", "conj", "sub", "wh", "to", "adv") and not t.can(index, NOUN, "ing", "done", "unknown")


def is_adjective(t: Tagged, index: int) -> bool:
    """Whether the word is an adjective for certain enough to stand before a noun."""
    word = t.word(index)
    return (t.can(index, ADJ) and (word in words("adjectives") or not t.can(index, NOUN))) or t.only(index, ADJ)


def words_between(sentence: Sentence, start: int, end: int) -> str:
    """The text of the words from `start` to before `end`, as it was written."""
    first = sentence.tokens[start].start - sentence.start
    return sentence.text[first : sentence.tokens[end - 1].end - sentence.start]


def any_word(t: Tagged, wanted: Iterable[str], start: int, end: int) -> bool:
    """Whether one of the words stands between `start` and `end`."""
    found = frozenset(wanted)
    return any(t.word(i) in found for i in range(max(0, start), end))
