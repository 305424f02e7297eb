"""What is counted in a learner's messages: the ground under the scores (`scores.py`) and the level (`cefr.py`).

Counted is the text as it is right, with every edit made, and the mistakes beside it: so a mistake less changes nothing but
the number of mistakes. A word that a correction brought is not the learner's and is not counted as known. A sentence that comes
twice counts once. Not counted at all: other languages, quotations, code, and sentences that speak to whoever scores (`orders.py`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from tutorfleet.language import lexicon
from tutorfleet.language.edits import Edit
from tutorfleet.language.morph import frequent, participles, plurals, singulars
from tutorfleet.language.orders import is_order, plain
from tutorfleet.language.tokens import Sentence, is_english, sentences
from tutorfleet.language.words import local, words

LONG = 8
"""letters from which on a word is less common, unless it names an everyday thing"""
BROUGHT = frozenset({"spelling", "word-choice"})
"""categories whose corrections bring words that the learner did not write"""


class Features(msgspec.Struct, frozen=True):
    """Counts over all messages.

    `types` are the distinct right English words, `content` those of them that carry meaning, `learned` those beyond the everyday.
    """

    words: int = 0
    sentences: int = 0
    longest: int = 0
    mistakes: int = 0
    known: int = 0
    types: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    learned: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    subordinate: int = 0
    perfect: int = 0
    questions: int = 0

    @property
    def length(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def rate(self) -> float:
        """Mistakes in a hundred words."""
        return 100 * self.mistakes / self.words if self.words else 0.0

    @property
    def letters(self) -> float:
        """Letters in a word that carries meaning, on average; 0 without one."""
        return sum(map(len, self.content)) / len(self.content) if self.content else 0.0


class Right(msgspec.Struct, frozen=True):
    """A text with its edits made, and where they are in it: start, end, edit."""

    text: str
    made: tuple[tuple[int, int, Edit], ...]


class Counted(msgspec.Struct, frozen=True):
    """A sentence of a right text, the mistakes that were in it, its right words (those that the learner wrote), and what they wrote."""

    sentence: Sentence
    mistakes: int
    right: frozenset[str]
    written: str


def features(texts: Sequence[str], edits: Sequence[Sequence[Edit]]) -> Features:
    """Count the learner's messages (oldest first) with their edits; missing edits count as none."""
    return tally(
        [one for i, text in enumerate(texts) for one in counted(text, tuple(edits[i] if i < len(edits) else ()))]
    )


def tally(each: Sequence[Counted]) -> Features:
    """Count sentences; one that comes twice counts once."""
    alike: dict[tuple[str, ...], list[Counted]] = {}
    for one in each:
        alike.setdefault(_spoken(one.sentence), []).append(one)
    alike.pop((), None)
    rows = [same[0].sentence for same in alike.values()]
    right = frozenset(word for one in each for word in one.right)
    spoken = [word for words_ in alike for word in words_]
    content = right - words("function")
    return Features(
        words=len(spoken),
        sentences=len(rows),
        longest=max(map(len, alike), default=0),
        mistakes=sum(max(one.mistakes for one in same) for same in alike.values()),
        known=sum(word in right or word in local() for word in spoken),
        types=frozenset(plurals().get(word, word) for word in right),
        content=frozenset(plurals().get(word, word) for word in content),
        learned=frozenset(filter(_is_learned, content)),
        links=frozenset(spoken) & words("links"),
        subordinate=sum(word in words("subordinate") for word in spoken),
        perfect=sum(map(_perfects, rows)),
        questions=sum(s.text.rstrip().endswith("?") for s in rows),
    )


@lru_cache(maxsize=512)
def counted(text: str, edits: tuple[Edit, ...]) -> tuple[Counted, ...]:
    """The learner's own sentences of a message as they are right; remembered, for each turn counts the earlier ones again."""
    right = made_right(text, edits)
    every = sentences(plain(right.text))
    starts = [s.start for s in every]
    homes = [max(0, bisect_right(starts, place) - 1) for place, _, _ in right.made]
    rows = ((s, [m for m, home in zip(right.made, homes, strict=True) if home == i]) for i, s in enumerate(every))
    own = ((s, made) for s, made in rows if _is_own(s))
    return tuple(
        Counted(s, len(made), frozenset(_right_words(s, made)), _written(right.text, s, made)) for s, made in own
    )


def own_text(text: str, edits: Sequence[Edit]) -> str:
    """A message without what is not counted, as it is right."""
    return " ".join(one.sentence.text.strip() for one in counted(text, tuple(edits)))


def made_right(text: str, edits: Iterable[Edit]) -> Right:
    """The text with its edits made; one that does not fit it or overlaps another is left out."""
    parts: list[str] = []
    made: list[tuple[int, int, Edit]] = []
    done = length = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start >= done and text[edit.start : edit.end] == edit.original:
            parts += [text[done : edit.start], edit.replacement]
            length += edit.start - done + len(edit.replacement)
            made.append((length - len(edit.replacement), length, edit))
            done = edit.end
    return Right("".join(parts) + text[done:], tuple(made))


def _written(right: str, sentence: Sentence, made: Sequence[tuple[int, int, Edit]]) -> str:
    """The sentence of the `right` text with its corrections taken back."""
    text = right[sentence.start : sentence.start + len(sentence.text)]
    for start, end, edit in reversed(made):
        text = text[: start - sentence.start] + edit.original + text[end - sentence.start :]
    return text.strip()


def _is_own(sentence: Sentence) -> bool:
    spoken = _spoken(sentence)
    foreign = all(word in local() and word not in frequent() for word in spoken)
    english = is_english(sentence) or 3 * sum(map(_is_english, spoken)) >= 2 * len(spoken)
    return english and not foreign and not is_order(sentence.text)


def _spoken(sentence: Sentence) -> tuple[str, ...]:
    return tuple(t.lower for t in sentence.tokens if t.is_word)


def _right_words(sentence: Sentence, made: Sequence[tuple[int, int, Edit]]) -> Iterator[str]:
    brought = [m for m in made if m[2].category in BROUGHT]
    for token in sentence.tokens:
        lent = any(token.start < end and token.end > start for start, end, _ in brought)
        if token.is_word and not lent and _is_english(token.lower):
            yield token.lower


def _is_english(word: str) -> bool:
    return word in frequent() or (word not in local() and lexicon.known(word))


def _is_learned(word: str) -> bool:
    everyday = plurals().get(word, word) in singulars() and word in frequent()
    return word not in frequent() or (len(word) >= LONG and not everyday)


def _perfects(sentence: Sentence) -> int:
    return sum(
        t.lower in {"have", "has", "had", "'ve"} and sentence.word(i + 1) in participles()
        for i, t in enumerate(sentence.tokens)
    )
