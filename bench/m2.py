"""The M2 format of corrected sentences, and the score that is customary for it: edits over words, the best annotator.

    S Yesterday I go to school .
    A 2 3|||R:VERB:TENSE|||went|||REQUIRED|||-NONE-|||0

An edit counts if its words and its correction are exactly an annotator's. Of several annotators each sentence takes the one with whom
the F0.5 of everything so far is best. `noop` is no edit; edits of type UNK (found, but without a correction) are left out.
Sentences are written again as people write them for a checker, which gets no spaces before full stops; `Written` knows the way back.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

KINDS = {
    "VERB:TENSE": "tense",
    "VERB:SVA": "agreement",
    "VERB:FORM": "verb-form",
    "VERB:INFL": "verb-form",
    "DET": "article",
    "NOUN:NUM": "plural",
    "NOUN:INFL": "plural",
    "NOUN:POSS": "pronoun",
    "PREP": "preposition",
    "PART": "preposition",
    "WO": "word-order",
    "SPELL": "spelling",
    "PRON": "pronoun",
    "ADJ:FORM": "adjective",
    "CONJ": "connective",
    "PUNCT": "punctuation",
    "ORTH": "capitalisation",
    "CONTR": "punctuation",
    "VERB": "word-choice",
    "NOUN": "word-choice",
    "ADJ": "word-choice",
    "ADV": "word-choice",
    "MORPH": "word-choice",
}
"""the types of the format, without M: R: U:, as our categories; everything else is "other\""""
_TOKEN = re.compile(r"n't\b|'\w+|\w+(?=n't\b)|\w+(?:[-.]\w+)*|\S")
_TIGHT = re.compile(r"[.,!?;:%)\]}]|n't|'\w+|…")
_OPENING = frozenset("([{")


@dataclass(frozen=True)
class Change:
    """Replace characters `start` to `end` of a text."""

    start: int
    end: int
    replacement: str
    kind: str = "other"


@dataclass(frozen=True)
class WordEdit:
    """Replace the words from one index to another; `right` has every correction that is accepted."""

    start: int
    end: int
    right: tuple[str, ...]
    kind: str = "other"


@dataclass(frozen=True)
class Annotated:
    """A sentence and what each annotator would change."""

    words: tuple[str, ...]
    annotators: tuple[tuple[WordEdit, ...], ...]


@dataclass
class Tally:
    """Edits that were right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f(self) -> float:
        return f_half(self.precision, self.recall)


@dataclass
class Score:
    """The whole and each kind. A right or missed edit has the annotator's kind, a wrong one the checker's."""

    whole: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def f_half(precision: float, recall: float) -> float:
    """F0.5: precision counts twice as much as recall."""
    return 1.25 * precision * recall / (0.25 * precision + recall) if precision + recall else 0.0


def read(text: str) -> list[Annotated]:
    """The sentences of an M2 file."""
    return [_sentence(block.splitlines()) for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]


def score(pairs: Iterable[tuple[Annotated, Sequence[WordEdit]]]) -> Score:
    """Compare the edits of a checker with those of the annotators."""
    found = Score()
    for sentence, edits in pairs:
        best = max(sentence.annotators, key=lambda annotator: _merit(found.whole + _tally(edits, annotator)))
        found.whole += _tally(edits, best)
        for kind, tally in _by_kind(edits, best).items():
            found.kinds[kind] += tally
    return found


def pair(text: str, accepted: Iterable[str], kind: str) -> Annotated:
    """A sentence with whole corrected ones beside it: each is an annotator, its edits are the words that differ."""
    return Annotated(tuple(words(text)), tuple(differences(text, right, kind) for right in accepted))


def words(text: str) -> list[str]:
    """The words and marks of a text as people write it."""
    return _TOKEN.findall(text)


def differences(text: str, other: str, kind: str = "other") -> tuple[WordEdit, ...]:
    """What makes `other` of `text`; as many words for as many are an edit each."""
    old, new = words(text), words(other)
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(edit for tag, *place in found if tag != "equal" for edit in _word_by_word(old, new, *place, kind))


class Written:
    """A sentence as people write it, and where its words are in it."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.text = ""
        self.places: list[tuple[int, int]] = []
        for word in words:
            apart = self.text and self.text[-1] not in _OPENING and not _TIGHT.fullmatch(word)
            self.text += " " * bool(apart)
            self.places.append((len(self.text), len(self.text) + len(word)))
            self.text += word

    def word_edits(self, changes: Iterable[Change]) -> list[WordEdit]:
        """Changes of characters as changes of words; words that stay are not part of one."""
        return [edit for change in changes if (edit := self._word_edit(change))]

    def _word_edit(self, change: Change) -> WordEdit | None:
        joins = change.replacement[:1].isalnum(), change.replacement[-1:].isalnum()  # to the word that it touches
        first = self._first(lambda start, end: end > change.start or (joins[0] and end == change.start))
        last = self._first(lambda start, end: start > change.end or (not joins[1] and start == change.end))
        last = max(first, last)
        before = self.text[self.places[first][0] : change.start] if first < last else ""
        after = self.text[change.end : self.places[last - 1][1]] if first < last else ""
        old, new = list(self.words[first:last]), _TOKEN.findall(before + change.replacement + after)
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        old, new = old[head : len(old) - tail], new[head : len(new) - tail]
        return WordEdit(first + head, last - tail, (" ".join(new),), change.kind) if old or new else None

    def _first(self, fits: Callable[[int, int], bool]) -> int:
        """The first word whose place fits; the number of words if none does."""
        return next((i for i, place in enumerate(self.places) if fits(*place)), len(self.places))


def _sentence(lines: Sequence[str]) -> Annotated:
    words = tuple(lines[0].removeprefix("S").split())
    annotators: dict[str, list[WordEdit]] = {}
    for line in lines[1:]:
        place, kind, right, *_, who = line.removeprefix("A ").split("|||")
        edits = annotators.setdefault(who.strip(), [])
        if kind.upper() not in {"NOOP", "UNK"}:
            start, end = map(int, place.split())
            accepted = tuple("" if each == "-NONE-" else each.strip() for each in right.split("||"))
            edits.append(WordEdit(start, end, accepted, KINDS.get(re.sub(r"^[MRU]:", "", kind), "other")))
    return Annotated(words, tuple(map(tuple, annotators.values())) or ((),))


def _word_by_word(
    old: Sequence[str], new: Sequence[str], i: int, j: int, k: int, m: int, kind: str
) -> Iterator[WordEdit]:
    if j - i == m - k:
        yield from (WordEdit(i + n, i + n + 1, (new[k + n],), kind) for n in range(j - i))
    else:
        yield WordEdit(i, j, (" ".join(new[k:m]),), kind)


def _same(one: WordEdit, other: WordEdit) -> bool:
    return (one.start, one.end) == (other.start, other.end) and not set(one.right).isdisjoint(other.right)


def _tally(edits: Sequence[WordEdit], annotator: Sequence[WordEdit]) -> Tally:
    return sum(_by_kind(edits, annotator).values(), Tally())


def _by_kind(edits: Sequence[WordEdit], annotator: Sequence[WordEdit]) -> Mapping[str, Tally]:
    kinds: dict[str, Tally] = defaultdict(Tally)
    for edit in annotator:
        hit = any(_same(edit, other) for other in edits)
        kinds[edit.kind] += Tally(right=hit, missed=not hit)
    for edit in edits:
        kinds[edit.kind] += Tally(wrong=not any(_same(edit, other) for other in annotator))
    return kinds


def _merit(tally: Tally) -> tuple[float, int, int, int]:
    return tally.f, tally.right, -tally.wrong, -tally.missed


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def lines(text: str) -> Iterator[str]:
    """The lines of a list without comments and blank lines."""
    yield from (line for line in text.splitlines() if line.strip() and not line.startswith("# "))
