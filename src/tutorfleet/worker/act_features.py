"""What the act model (`acts.py`) sees of a message: its words, classes of words, the frame of its sentences, its end, its signs.

A feature is a short text, so that the weights in the starter model's file can be read. Classes (`training/starter/act_words.txt`)
let the model know words that it never met: "snapped" and "leaking" are both BREAK. Pure; knows neither acts nor lines.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from tutorfleet.language import moods
from tutorfleet.language.word_patterns import WORD, plain
from tutorfleet.worker.focus import sentences
from tutorfleet.worker.questions import question

READ = 1000
"""Characters of a message that are looked at."""
STEM = 5
"""Letters of a word by which its forms and many misspellings are the same."""
LENGTHS = (0, 1, 2, 4, 8, 14, 22)
"""Messages of at most so many words are alike in length."""
_FRAME = (
    "i my we you he she it they the a an this that is are am was were be do does did have has had can could will would should must may "
    "not no and but or so if because when what who how why which where to in on at for with from of than like want think please let's "
    "me us our your his her their there very too more now already again"
)
FRAME = frozenset(_FRAME.split())
"""Words that keep their place in the frame of a sentence, where others are seen by their class."""
_QUESTION = "what who how why which where when do does did is are can could should will would have"
_ASKING = frozenset(_QUESTION.split())
_YOU, _I = frozenset(["you", "your", "u", "ur"]), frozenset(["i", "my", "we", "me"])
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("!", "!"),
        ("!!", "!!"),
        ("quote", '["“]'),
        ("CAPS", r"\b[A-Z]{3,}\b"),
        ("laugh", "[\U0001f602\U0001f923\U0001f606\U0001f605\U0001f639\U0001f61c\U0001f480]|(?<!\\w)[xX:;]-?[dDpP](?!\\w)"),
        ("sad", "[\U0001f622\U0001f62d\U0001f613\U0001f614\U0001f61e\U0001f62b\U0001f629\U0001f630-\U0001f635\U0001f912\U0001f915]"
         r"|:[-']?\("),
        ("glad", "[\U0001f600-\U0001f604\U0001f60a\U0001f60d\U0001f973\U0001f389\U0001f64f❤]|(?<!\\w):-?\\)"),
    )
)  # fmt: skip


class Classes:
    """Classes of words, and what of a sentence is left when every other word is put into its class."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        """From lists of words with blanks between, by the name of their class."""
        self.names: dict[str, tuple[str, ...]] = {}
        for name, words in lists.items():
            for word in words.split():
                self.names[word] = (*self.names.get(word, ()), name)

    def of(self, word: str) -> Sequence[str]:
        """The classes of a word; numbers and regular past forms are classes of their own."""
        found = self.names.get(word, ())
        if not found and word[:1].isdigit():
            return ("NUM",)
        return (*found, "PAST") if len(word) > 4 and word.endswith("ed") and "PAST" not in found else found

    def frame(self, words: Iterable[str]) -> list[str]:
        """Words that hold a sentence together stay; each other one is its first class, or "x"."""
        return [word if word in FRAME else next(iter(self.of(word)), "x") for word in words]


def features(text: str, classes: Classes) -> frozenset[str]:
    """All features of a message."""
    text = text[:READ]
    words = _word_list(text)
    parts = sentences(text)
    last = parts[-1] if parts else ""
    found = {
        *_words(words),
        *_classes(words, classes),
        *_begins(words, classes),
        *_asking(text, last, classes),
        *_meaning(text),
    }
    if len(parts) > 1:
        found.update(f"ends {' '.join(classes.frame(_word_list(last))[:n])}" for n in (1, 2))
    found.update(name for name, pattern in _SIGNS if pattern.search(text))
    found.add(f"length {next((most for most in LENGTHS if len(words) <= most), 99)}")
    return frozenset(found)


def _word_list(text: str) -> list[str]:
    return [match[0] for match in WORD.finditer(plain(text))]


def _words(words: Sequence[str]) -> Iterator[str]:
    stems = ["<", *(word[:STEM] for word in words), ">"]
    yield from stems[1:-1]
    yield from (f"{a} {b}" for a, b in pairwise(stems))


def _classes(words: Iterable[str], classes: Classes) -> Iterator[str]:
    """Each class once, and once more if several words are of it."""
    seen = set[str]()
    for word in words:
        for name in classes.of(word):
            yield f"{name} {name}" if name in seen else name
            seen.add(name)


def _begins(words: Sequence[str], classes: Classes) -> Iterator[str]:
    frame = classes.frame(words[:3])
    yield from (f"begins {' '.join(frame[:n])}" for n in (1, 2, 3))


def _asking(text: str, last: str, classes: Classes) -> Iterator[str]:
    """Whether the last sentence asks, how it begins, and about whom."""
    words = _word_list(last)
    if last.rstrip(" )").endswith("?"):
        frame = classes.frame(words[:2])
        yield from ("?", f"? {' '.join(frame[:1])}", f"? {' '.join(frame)}")
    elif "?" in text:
        yield "? inside"
    if words and words[0] in _ASKING:
        about = "you" if _YOU & {*words} else "I" if _I & {*words} else "other"
        yield from (f"asks {words[0]}", f"asks {about}")


def _meaning(text: str) -> Iterator[str]:
    """What rules know of the message."""
    if tone := moods.tone(text):
        yield f"mood {tone.mood}"
    if moods.figurative(text):
        yield "figurative"
    if asked := question(text):
        yield f"question {asked}"
