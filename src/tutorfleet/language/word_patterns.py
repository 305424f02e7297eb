"""Patterns of words that a person can read and write: `want|wanna [to] die !laughing`, looked up by their first word.

A file of patterns has sections (`[name]`), one pattern a line, and lists (`name = a|b`) that patterns use as `<name>`:

    word word   these words in this order, whole, in any letters     a|b    either; `_` stands for a blank inside one
    ~  ~2       up to four, or two, words between                    word*  any ending
    [word]      may be missing                                       !a|b   not followed by these
    <name>'s    the words of a list, each with 's                    a b & c   both in one sentence, in any order

Nothing crosses the end of a sentence. Repetitions are bounded and a word tries only the patterns that begin with it, so no
text is slow; a pattern becomes a regular expression when a text first has its word, so no start is. What a match means is the
caller's.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

from tutorfleet.language.words import lines

BLANK = r"[ ,]+"
GAP = 4
"""Words that `~` passes over."""


REACH = 300
"""Letters before and after a find that its sentence may have."""
_END = re.compile(r"[.!?;]")
WORD = re.compile(r"(?<![\w'])[\w']+")
_APOSTROPHE = re.compile(r"[’‘ʼ`´]")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufe0f\ufeff]")
_DRAWN_OUT = re.compile(r"([^\W\dl_])\1{2,}|(?<=ll)l+")
_BLANK = re.compile(r"\.{2,}|[^\w'\"“”.,!?;:-]+|(?<!\w)[-_]+|[-_]+(?!\w)")


class Patterns:
    """The patterns of one section."""

    def __init__(self, patterns: Iterable[str], lists: Mapping[str, str]) -> None:
        self._by_head: dict[str, list[_Found]] = {}
        self._by_beginning: dict[str, list[_Found]] = {}
        for pattern in patterns:
            first, *others = _filled(pattern, lists).split(" & ")
            found = compiled(first, {}), [Patterns([other], {}) for other in others]
            for head, is_open in _heads(first):
                (self._by_beginning if is_open else self._by_head).setdefault(head, []).append(found)
        self._beginnings = tuple(self._by_beginning)

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """All that the patterns find in a `plain` text, from its beginning, one after the other."""
        end = 0
        for start, head in _words(text):
            if head not in self._by_head and not head.startswith(self._beginnings):
                continue
            if start >= end and (match := self._at(start, head, text)) is not None:
                end = match.end()
                yield match

    def search(self, text: str) -> re.Match[str] | None:
        """The first that the patterns find."""
        return next(self.find(text), None)

    def blank(self, text: str) -> str:
        """The text with blanks for all that the patterns find; every other letter keeps its place."""
        for match in [*self.find(text)]:
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
        return text

    def _at(self, start: int, head: str, text: str) -> re.Match[str] | None:
        begun = (found for beginning, found in self._by_beginning.items() if head.startswith(beginning))
        for expression, others in chain(self._by_head.get(head, ()), *begun):
            match = _expression(expression).match(text, start)
            if match is not None and (not others or _all_in(_sentence(text, match), others)):
                return match
        return None


_Found = tuple[str, list[Patterns]]
"""What is found, and what else must stand in the same sentence."""


def plain(text: str) -> str:
    """The text as patterns see it: small letters, straight apostrophes, single blanks, "dieee" as "die".

    Pictures, signs, "..." and new lines end no sentence; invisible signs vanish.
    """
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", _APOSTROPHE.sub("'", text))).lower()
    return re.sub(" +", " ", _BLANK.sub(" ", _DRAWN_OUT.sub(r"\1", text)))


@cache
def sections(name: str) -> dict[str, Patterns]:
    """The sections of `data/<name>.txt`. Raises ValueError, KeyError for a pattern that cannot be read or names an unknown list."""
    lists: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    current = ""
    for line in lines(name):
        if re.fullmatch(r"\[[a-z ]+\]", line):
            current = line.strip("[]")
        elif re.match(r"[\w-]+ = ", line):
            key, _, value = line.partition(" = ")
            lists[key] = "|".join(filter(None, (lists.get(key), _filled(value, lists))))
        else:
            found.setdefault(current, []).append(line)
    return {key: Patterns(patterns, lists) for key, patterns in found.items()}


def compiled(pattern: str, lists: Mapping[str, str]) -> str:
    """The regular expression of one pattern."""
    parts, joint = [], ""
    for item in _filled(pattern, lists).split():
        if item.startswith("~"):
            joint = f"{BLANK}(?:[\\w'-]+{BLANK}){{0,{item[1:] or GAP}}}?"
        elif item.startswith("!"):
            parts.append(f"(?!{BLANK}?{_any(item[1:].split('|'))})")
        elif item.startswith("["):
            parts.append(f"{f'(?:{joint}' if parts else '(?:'}{_any(item[1:-1].split('|'))}{'' if parts else BLANK})?")
            joint = joint if parts else ""
        else:
            parts.append(joint + _any(item.split("|")))
            joint = BLANK
    return "".join(parts)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """A thousand of them take two seconds to compile, and a message needs a few."""
    return re.compile(pattern)


def _sentence(text: str, match: re.Match[str]) -> str:
    before = _END.split(text[max(0, match.start() - REACH) : match.start()])[-1]
    after = _END.split(text[match.end() : match.end() + REACH], maxsplit=1)[0]
    return before + match[0] + after


def _all_in(sentence: str, others: Iterable[Patterns]) -> bool:
    return all(other.search(sentence) is not None for other in others)


@lru_cache(8)
def _words(text: str) -> list[tuple[int, str]]:
    """Where each word begins; kept, since every section of a file looks through the same text."""
    return [(word.start(), word[0]) for word in WORD.finditer(text)]


def _filled(pattern: str, lists: Mapping[str, str]) -> str:
    return re.sub(
        r"<([\w-]+)>('s)?", lambda m: "|".join(word + (m[2] or "") for word in lists[m[1]].split("|")), pattern
    )


def _heads(pattern: str) -> set[tuple[str, bool]]:
    """The words that a match may begin with; True for beginnings of words."""
    heads = set[tuple[str, bool]]()
    for item in pattern.split():
        for word in item.strip("[]").split("|"):
            head = re.match(r"[\w']+", word.replace("_", " "))
            if head is None:
                raise ValueError(f"A pattern begins with a word: {pattern!r}.")
            heads.add((head[0], word == head[0] + "*"))
        if not item.startswith("["):
            break
    return heads


def _any(words: Iterable[str]) -> str:
    forms = sorted({_word(word) for word in words}, key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(forms)})(?![\\w'-])"


def _word(word: str) -> str:
    if not word:
        raise ValueError("A pattern has a | with no word beside it.")
    return re.escape(word.rstrip("*").replace("_", " ")).replace("\\ ", BLANK) + (r"[\w'-]*" if word[-1] == "*" else "")
