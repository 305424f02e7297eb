"""What stands around a verb that wants another one: the search behind `infinitives.py` and `gerunds.py`.

Which verb wants which form is in `data/verb_patterns.txt`.
"""

from collections.abc import Iterator
from functools import cache

from tutorfleet.language.morph import past
from tutorfleet.language.rules.past_time import is_bare_verb
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, listed, words_of
from tutorfleet.language.rules.verb_groups import skip_adverbs
from tutorfleet.language.wordclass import common, possible

OBJECTS = words_of("verb_patterns.objects")
SOMEONE = words_of("verb_patterns.someone")
POSSESSIVES = words_of("verb_patterns.possessives")
_NO_VERB_AFTER = POSSESSIVES | words_of("verb_patterns.no_verb_after")

_OBJECT_AFTER = POSSESSIVES | OBJECTS | {"a", "an", "the", "it", "some", "this", "these", "those"}
_DAYS = frozenset({"tonight", "today", "tomorrow", "yesterday"})
_MOSTLY = listed("clause_words", "mostly_verbs")


@cache
def pattern_verbs(key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The verbs of a key by the base of their first word, with the words after it."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for verb in listed("verb_patterns", key):
        first, *rest = verb.split("_")
        table.setdefault(first, []).append(tuple(rest))
    return {first: tuple(rests) for first, rests in table.items()}


def after_verbs(view: View, key: str) -> Iterator[tuple[int, int]]:
    """Each verb of the key in any form: its place, and the place after it (and after its particle)."""
    table = pattern_verbs(key)
    for i in range(len(view.units)):
        word = view.word(i)
        for base in {word, base_of(word)}:
            for rest in table.get(base, ()):
                end = i + 1 + len(rest)
                fits = all(view.word(i + 1 + k) == part for k, part in enumerate(rest))
                if fits and (is_verb_here(view, i) or "'" in word or rest):
                    yield i, end


def is_verb_here(view: View, index: int) -> bool:
    """Not a noun: no determiner or preposition before it."""
    before = view.word(index - 1)
    if before in _NO_VERB_AFTER and is_noun(view.word(index)):
        return False
    if before in {"a", "an", "the"} | POSSESSIVES:
        return False
    return bool(base_of(view.word(index)))


def verb_after(view: View, index: int) -> str:
    """The plain verb at `index`, if it is one there for sure: no noun, or with an object of its own."""
    word = view.word(index)
    if not is_base(word) or word in {"need", "like"} or view.is_name(index):
        return ""
    if word in {"be", "do", "have"} or (
        not is_noun(word) and not possible(word) & {"adj", "prep", "adv", "det", "done", "past"}
    ):
        return word
    if "adj" in possible(word) and view.word(index - 1) == "how":
        return ""
    if past(word) == word and word not in {"read", "put", "cut", "set"}:
        return ""
    opens_object = view.word(index + 1) in _OBJECT_AFTER or (word in {"stop", "start"} and view.can(index + 1, "ing"))
    if word in {"become", "come", "run"} or opens_object or (is_bare_verb(view, index) and "adj" not in common(word)):
        return word if not possible(word) & {"det", "prep"} else ""
    return ""


def acting(view: View, index: int) -> str:
    """The plain verb at `index`, which can be a noun too, if an object follows that shows it: "watch movies", "visit Japan"."""
    word, after = view.word(index), index + 1
    if word not in _MOSTLY or not is_base(word) or view.is_name(index) or view.is_end(after):
        return ""
    opens = view.word(after) in _OBJECT_AFTER or view.is_name(after)
    thing = view.can(after, "nouns", "mass") and not view.can(after, "prep", "third", "past")
    described = view.can(after, "adj") and is_noun(view.word(after + 1))
    last = is_noun(view.word(after)) and view.is_end(after + 1) and view.word(after) not in _DAYS
    return word if opens or thing or described or last else ""


def plain_verb(view: View, index: int) -> str:
    """The plain verb at `index` after "to", where a noun is hardly meant; empty if it can be no base form."""
    word = view.word(index)
    return word if is_base(word) and not view.is_name(index) else ""


def object_ends(view: View, index: int) -> Iterator[int]:
    """Where an object that is somebody may end: me; my little brother; the students; Budi."""
    word = view.word(index)
    if word in OBJECTS and not (
        word in {"her", "you"} and is_noun(view.word(index + 1)) and not is_base(view.word(index + 1))
    ):
        yield index + 1
    if word in SOMEONE or view.is_name(index):
        yield index + 1
    if word in POSSESSIVES | {"the"}:
        for end in range(index + 2, index + 5):
            if is_noun(view.word(end - 1)) and not view.word(end - 1).endswith("ing"):
                yield end
            if not common(view.word(end - 1)) & {"noun", "nouns", "adj", "mass"}:
                return


def inflected(view: View, index: int, *tags: str) -> str:
    """The base of an inflected verb at `index` that is no base form itself; empty if it is none, or an adjective."""
    word = view.word(index)
    base = base_of(word, *tags)
    if not base or is_base(word) or view.is_name(index) or word in {"being", "been", "thing", "during", "according"}:
        return ""
    return base


def over_adverbs(view: View, index: int) -> int:
    """The place after adverbs, "not" included."""
    index = skip_adverbs(view, index)
    return skip_adverbs(view, index + 1) if view.word(index) == "not" else index
