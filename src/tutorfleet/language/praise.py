"""Praise for a mistake no longer made, when it is true.

A learner deserves it who writes rightly what they got wrong before, at a place where the mistake could have been made. That is
tried out: put their earlier mistake into today's sentence; if the same rule turns that back into exactly what they wrote,
the place was one for the mistake, and they did not make it. A small word (a, to, for) is right so often that it proves nothing: then
a word beside it must be the same as before.

Pure. Said once until the mistake is made again; what was said before comes with the earlier messages.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Literal

import msgspec

from tutorfleet.language import morph, rules
from tutorfleet.language.edits import Category, Edit, Reason, apply
from tutorfleet.language.ranking import kind
from tutorfleet.language.rule import Rule
from tutorfleet.language.tokens import MASK, Sentence, is_english, sentence, sentences
from tutorfleet.language.words import words

SURE = 0.75
"""confidence of an earlier mistake, and of the rule that would find it today"""
OTHER_WORDS = 2
"""earlier mistakes before the same form of another word is praised ("went" for "go", now "ate")"""
TRIES = 60
"""how often an earlier mistake is put into today's message, at most: each time takes one rule over one sentence"""
AROUND = 2
"""words shown after the one that is right (one before it); and on either side, those that make two places alike"""


class Praise(msgspec.Struct, frozen=True):
    """`words` (at `start`) are right today; `before` is what the learner wrote earlier. `text` says so in one sentence."""

    kind: str
    category: Category
    start: int
    words: str
    before: str
    text: Reason


class Earlier(msgspec.Struct, frozen=True):
    """An earlier message, its edits, and the kind of mistake that was praised after it."""

    text: str
    edits: Sequence[Edit]
    praised: str | None = None


class Made(msgspec.Struct, frozen=True):
    """A mistake in an earlier message, in words: what stood there, what is right, and the words on either side."""

    edit: Edit
    shown: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    left: tuple[str, ...]
    following: tuple[str, ...]


class Trial(msgspec.Struct, frozen=True):
    """An earlier mistake put into today's sentence: `wrong` for the tokens from `first` up to `last`."""

    made: Made
    first: int
    last: int
    wrong: str


def praise(text: str, edits: Sequence[Edit], earlier: Sequence[Earlier]) -> Praise | None:
    """What this message got right that earlier ones (oldest first) did not; the most frequent mistake first.

    None if there is nothing of the kind, or where a mistake of the same kind was made again.
    """
    again = {kind(edit) for edit in edits} | {edit.rule for edit in edits}
    today = [s for s in sentences(text) if is_english(s)]
    trials = ((s, trial) for made in _made(earlier, again) for s in today for trial in _trials(s, made))
    found = (_praised(text, s, edits, trial) for s, trial in islice(trials, TRIES) if _caught(s, trial))
    return next(filter(None, found), None)


def _made(earlier: Sequence[Earlier], again: set[str]) -> list[list[Made]]:
    """The mistakes by kind since each was praised last, newest first; the most frequent kind first."""
    kinds: dict[str, list[Made]] = {}
    for message in earlier:
        for edit in message.edits:
            made = None if edit.confidence < SURE or {kind(edit), edit.rule} & again else _read(message.text, edit)
            if made:
                kinds.setdefault(kind(edit), []).insert(0, made)
        if message.praised:
            kinds.pop(message.praised, None)
    return sorted(kinds.values(), key=lambda made: -len(made))


def _praised(text: str, today: Sentence, edits: Sequence[Edit], trial: Trial) -> Praise | None:
    start, end = _around(today, trial.first, max(trial.first, trial.last - 1))
    hidden = MASK in today.text[start - today.start : end - today.start]
    if hidden or any(edit.start < end and edit.end > start for edit in edits):
        return None
    words, made = text[start:end], trial.made
    reason = Reason(
        f"Well done: “{words}” is right; before, you wrote “{made.shown}”.",
        f"Bagus: “{words}” sudah benar; dulu kamu menulis “{made.shown}”.",
    )
    return Praise(kind(made.edit), made.edit.category, start, words, made.shown, reason)


def _caught(today: Sentence, trial: Trial) -> bool:
    """Whether the rule turns the sentence with the mistake in it back into the sentence as it is."""
    if trial.made.edit.category == "spelling":
        return True
    rule = _rules().get(trial.made.edit.rule)
    if rule is None:
        return False
    wrong = _with_mistake(today, trial)
    edits = rule.edits(sentence(wrong), wrong)
    return any(edit.confidence >= SURE and apply(wrong, [edit]) == today.text for edit in edits)


def _with_mistake(today: Sentence, trial: Trial) -> str:
    before, wrong = today.text[: _at(today, trial.first)], trial.wrong
    start, after = _at(today, trial.last), today.text[_at(today, trial.last) :]
    if trial.last > trial.first and wrong:  # the gap after the words that are replaced stays
        start = today.tokens[trial.last - 1].end - today.start
        after = today.text[start:]
    elif wrong:
        wrong += " "
    return before + (wrong if before.strip() else wrong[:1].upper() + wrong[1:]) + after


def _at(today: Sentence, index: int) -> int:
    """Where the token at `index` begins in the sentence; its end after the last."""
    return today.tokens[index].start - today.start if index < len(today.tokens) else len(today.text)


def _trials(today: Sentence, made: Sequence[Made]) -> Iterator[Trial]:
    """The ways to make earlier mistakes of one kind in today's sentence: first in their very words, then in others."""
    for one in reversed({(m.wrong, m.right, m.left, m.following): m for m in reversed(made)}.values()):
        spoken = [t.lower for t in today.tokens]
        if one.edit.category == "spelling":
            yield from (Trial(one, i, i + 1, "") for i, w in enumerate(spoken) if (w,) == one.right and len(w) > 3)
            continue
        yield from _same_words(spoken, one)
        if len(made) >= OTHER_WORDS and len(one.wrong) == len(one.right) == 1:
            for i, word in enumerate(spoken):
                yield from (Trial(one, i, i + 1, slip) for slip in _same_slip(one.wrong[0], one.right[0], word))


def _same_words(words: Sequence[str], made: Made) -> Iterator[Trial]:
    """Where the words that were wrong or missing are right today; what was too much is put back between the same words."""
    size = len(made.right)
    for i in range(len(words)):
        if tuple(words[i : i + size]) == made.right and _is_alike(words, i, i + size, made):
            yield Trial(made, i, i + size, " ".join(made.wrong))


def _is_alike(words: Sequence[str], first: int, last: int, made: Made) -> bool:
    """Whether it is more than a small word that is anywhere: it carries meaning itself, or a word beside it does and is the same."""
    before, after = words[max(0, first - AROUND) : first], words[last : last + AROUND]
    beside = _meaning(before) & _meaning(made.left) | _meaning(after) & _meaning(made.following)
    return bool(beside or _meaning(made.right))


def _meaning(some: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in some if word[:1].isalpha()) - words("function")


def _same_slip(wrong: str, right: str, word: str) -> Iterator[str]:
    """What the slip from `right` to `wrong` makes of another word: went, go and ate give eat."""
    for lemma, form in _forms(right):
        for other, wrong_form in _forms(wrong):
            if other == lemma:
                for base, same_form in _forms(word):
                    if same_form == form and word != right and (slip := _MAKE[wrong_form](base)) != word:
                        yield slip


Form = Literal["base", "third", "past", "participle", "ing", "plural", "singular"]


@lru_cache(maxsize=1024)
def _forms(word: str) -> list[tuple[str, Form]]:
    """The words that this may be a form of."""
    found: list[tuple[str, Form]] = [(word, "base")] if word in morph.verbs() else []
    tables: tuple[tuple[Form, dict[str, str]], ...] = (
        ("third", morph.thirds()),
        ("past", morph.pasts()),
        ("participle", morph.participles()),
        ("ing", morph.ings()),
        ("plural", morph.plurals()),
    )
    found += [(table[word], form) for form, table in tables if word in table]
    return found + ([(word, "singular")] if word in morph.singulars() else [])


_MAKE: Mapping[Form, Callable[[str], str]] = {
    "base": str,
    "singular": str,
    "third": morph.third,
    "past": morph.past,
    "participle": morph.participle,
    "ing": morph.ing,
    "plural": morph.plural,
}


@lru_cache(maxsize=1024)
def _read(text: str, edit: Edit) -> Made | None:
    """An earlier mistake in words; None if its sentence cannot be found again."""
    home = next((s for s in _sentences(text) if s.start <= edit.start < s.start + len(s.text)), None)
    if home is None or text[edit.start : edit.end] != edit.original:
        return None
    wrong, right = _words(edit.original), _words(edit.replacement)
    head = _shared(wrong, right)
    tail = _shared(wrong[head:][::-1], right[head:][::-1])
    inside = [i for i, t in enumerate(home.tokens) if t.start < edit.end and t.end > edit.start]
    if not inside:
        return None
    begin, end = inside[0] + head, inside[-1] + 1 - tail
    near = _around(home, inside[0], inside[-1])
    return Made(
        edit,
        text[near[0] : near[1]],
        wrong[head : len(wrong) - tail],
        right[head : len(right) - tail],
        tuple(t.lower for t in home.tokens[max(0, begin - AROUND) : begin]),
        tuple(t.lower for t in home.tokens[end : end + AROUND]),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.lower for token in sentence(text).tokens)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two wordings have in common at the beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _around(home: Sentence, first: int, last: int) -> tuple[int, int]:
    """The place of some words with one before them and some after, as far as no mark is between."""
    first -= first > 0 and home.tokens[first - 1].is_word
    for _ in range(AROUND):
        last += last + 1 < len(home.tokens) and home.tokens[last + 1].is_word
    return home.tokens[first].start, home.tokens[last].end


@lru_cache(maxsize=64)
def _sentences(text: str) -> list[Sentence]:
    return sentences(text)


@cache
def _rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in rules.RULES}
