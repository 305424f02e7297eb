"""Thins out the tags of a sentence's words: a handful of eliminations by what stands before and after, and by clause.

Every elimination leaves a word at least one tag, so that mistakes come through. `tags.py` is how the result is asked.
"""

from collections.abc import Callable, Iterator

from tutorfleet.language.tokens import Sentence, Token, is_local
from tutorfleet.language.wordclass import ADJ, DET, FINITE, NOUN, PRON, VERB, Tags, common, is_closed, possible


def tags_of(sentence: Sentence) -> tuple[Tags, ...]:
    """The tags of each word of the sentence."""
    tags = [_first_guess(token, i) for i, token in enumerate(sentence.tokens)]
    for step in (_by_what_stands_before, _by_what_follows):
        for i in range(len(tags)):
            step(sentence, tags, i)
    for start, end in _segments(tags):
        _one_verb_a_clause(tags, start, end)
    return tuple(tags)


def _segments(tags: list[Tags]) -> Iterator[tuple[int, int]]:
    """The stretches between marks and conjunctions."""
    start = 0
    for i, found in enumerate(tags):
        if found & {"conj", "mark", "sub", "wh"} and not found & {"det", "prep"}:
            yield start, i
            start = i + 1
    yield start, len(tags)


def _one_verb_a_clause(tags: list[Tags], start: int, end: int) -> None:
    """A word that may be noun or verb is the verb where there is no other, and the noun where there is one."""
    open_ones = [i for i in range(start, end) if tags[i] & FINITE and tags[i] & NOUN]
    if not open_ones:
        return
    if any(_is_main(tags, i, start) for i in range(start, end)):
        for i in open_ones:
            if i and not tags[i - 1] & {"obj", "to"}:
                _drop(tags, i, FINITE | {"done"})
    elif len(open_ones) == 1 and open_ones[0] > start and tags[open_ones[0] - 1] & (NOUN | PRON | {"adv"}):
        _drop(tags, open_ones[0], NOUN)


def _is_main(tags: list[Tags], i: int, start: int) -> bool:
    """Whether it is a finite verb for sure, and not one that only opens a question or a negation."""
    found = tags[i]
    helps = "modal" in found or ("do" in found and ("not" in found or i == start))
    return bool(found & FINITE) and not found & (NOUN | ADJ) and not helps and not _infinitive(tags, i)


def _infinitive(tags: list[Tags], i: int) -> bool:
    while i > 0 and tags[i - 1] <= _ADVERBIAL:
        i -= 1
    return i > 0 and bool(tags[i - 1] & {"to", "modal"})


def _first_guess(token: Token, index: int) -> Tags:
    if token.text[:1].isupper() and not is_closed(token.lower):
        known = common(token.lower)
        if "unknown" in known or is_local(token.lower):
            return frozenset({"name"}) if not token.lower.endswith("'s") else frozenset({"name", "poss"})
        return known | {"name"} if index else known
    if not is_closed(token.lower) and is_local(token.lower):
        return frozenset({"noun", "mass", "name"})
    return common(token.lower)


def _by_what_stands_before(sentence: Sentence, tags: list[Tags], i: int) -> None:
    before = i - 1
    while before >= 0 and tags[before] <= _ADVERBIAL:
        before -= 1
    for test, change in _AFTER:
        if before >= 0 and test(tags, before, i):
            change(sentence, tags, i)


def _by_what_follows(sentence: Sentence, tags: list[Tags], i: int) -> None:
    word, here = sentence.word(i), tags[i]
    following = tags[i + 1] if i + 1 < len(tags) else frozenset[str]()
    if word in _BEFORE_NOUN:
        _before_noun_or_alone(word, tags, i, following)
    elif "prep" in here and "adv" in here and following and following <= _OPENS_OBJECT | NOUN | ADJ | {"ing", "num"}:
        _drop(tags, i, frozenset({"adv"}))
    elif here & FINITE and following and following <= _OPENS_OBJECT and _may_end_a_subject(tags, i - 1):
        # "My father works the": what takes an object is a verb in the past or present, if a noun can stand before it.
        _drop(tags, i, NOUN | {"done"})


def _may_end_a_subject(tags: list[Tags], i: int) -> bool:
    return i >= 0 and bool(tags[i] & (NOUN | PRON)) and not tags[i] & DET


_BEFORE_NOUN = frozenset({"her", "his", "this", "that", "these", "those", "all", "some", "any"})


def _before_noun_or_alone(word: str, tags: list[Tags], i: int, following: Tags) -> None:
    """her book, this book; or gave her, this is."""
    a_noun = following & (NOUN | ADJ) and not following & {"det", "prep"}
    if a_noun and not (following & FINITE and not (word in {"these", "those"} and "nouns" in following)):
        _drop(tags, i, frozenset({"obj", "pron"}) | ({"sub"} if word != "that" else set()))
    elif not a_noun:
        _drop(tags, i, frozenset({"poss", "det"}))


_ADVERBIAL: Tags = frozenset({"adv", "not"})
_OPENS_OBJECT: Tags = frozenset({"det", "poss", "obj"})
_STRONG = frozenset({"the", "a", "an", "my", "your", "our", "their", "its", "every"})
_NO_SUBJECT: Tags = frozenset({"subj"})


def _keep(tags: list[Tags], i: int, allowed: Tags) -> None:
    if left := tags[i] & allowed:
        tags[i] = left


def _drop(tags: list[Tags], i: int, gone: Tags) -> None:
    if left := tags[i] - gone:
        tags[i] = left


def _noun_due(sentence: Sentence, tags: list[Tags], i: int) -> None:
    _drop(
        tags,
        i,
        (FINITE - {"modal"})
        | {"subj", "obj", "prep", "sub", "conj", "to"}
        | (frozenset({"modal"}) if tags[i] & NOUN else frozenset()),
    )


def _verb_due(sentence: Sentence, tags: list[Tags], i: int) -> None:
    every = possible(sentence.word(i))
    if "base" in every:
        tags[i] = frozenset({"base"}) | (tags[i] & {"adv", "be", "have", "do"})
    else:
        _keep(tags, i, VERB | _ADVERBIAL | {"modal"})


def _infinitive_due(sentence: Sentence, tags: list[Tags], i: int) -> None:
    if "base" in tags[i]:
        if sentence.word(i) != "work":
            tags[i] = frozenset({"base"}) | (tags[i] & {"have", "do"})
        tags[i - 1] = tags[i - 1] - {"prep"} or tags[i - 1]
    elif "base" in possible(sentence.word(i)) and i + 1 < len(tags) and tags[i + 1] & {"det", "poss", "obj"}:
        tags[i] = frozenset({"base"})


def _finite_due(sentence: Sentence, tags: list[Tags], i: int) -> None:
    here = tags[i]
    if not here & FINITE and here & NOUN:
        here = possible(sentence.word(i))
    left = here & (FINITE | _ADVERBIAL | {"conj", "mark", "done", "ing"})
    if left & FINITE:
        tags[i] = left - {"done"} if "past" in left else left


def _after_be(sentence: Sentence, tags: list[Tags], i: int) -> None:
    if "ing" in tags[i]:
        tags[i] = tags[i] & {"ing", "adj"}
    else:
        _drop(tags, i, frozenset({"base", "third", "past", "modal"}))


def _after_have(sentence: Sentence, tags: list[Tags], i: int) -> None:
    if "done" in tags[i]:
        _drop(tags, i, frozenset({"past", "base", "third"}))
    elif tags[i] & NOUN:
        _drop(tags, i, frozenset({"base", "third", "modal"}))


def _no_finite(sentence: Sentence, tags: list[Tags], i: int) -> None:
    _drop(tags, i, FINITE)


Change = Callable[[Sentence, list[Tags], int], None]
Test = Callable[[list[Tags], int, int], bool]


def _only(*kinds: str) -> Test:
    wanted = frozenset(kinds)
    return lambda tags, before, i: bool(tags[before]) and tags[before] <= wanted


def _asked(tags: list[Tags], before: int, i: int) -> bool:
    """Whether the subject right before follows its auxiliary, as in a question."""
    return (
        bool(tags[before] & PRON)
        and before > 0
        and bool(tags[before - 1] & {"do", "modal"})
        and not tags[before - 1] & {"subj", "noun"}
    )


# What stands before (adverbs skipped) and what then follows; the later ones see what the earlier ones left.
_AFTER: tuple[tuple[Test, Change], ...] = (
    (lambda tags, before, i: tags[before] <= {"det", "poss"} and before == i - 1, _noun_due),
    (lambda tags, before, i: "to" in tags[before] and before == i - 1, _infinitive_due),
    (_only("modal", "not"), _verb_due),
    (_only("modal", "subj", "have"), _verb_due),
    (_only("do", "not", "base", "third", "past"), lambda s, tags, i: _verb_due(s, tags, i) if tags[i] & VERB else None),
    (_asked, lambda s, tags, i: _verb_due(s, tags, i) if tags[i] & VERB else None),
    (_only("subj"), _finite_due),
    (_only("wh", "pron"), _finite_due),
    (lambda tags, before, i: "be" in tags[before] and "modal" not in tags[before], _after_be),
    (lambda tags, before, i: "have" in tags[before] and not tags[before] & {"be", "modal"}, _after_have),
    (_only("prep"), _no_finite),
)
