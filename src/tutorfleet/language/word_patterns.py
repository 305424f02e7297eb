"""Patterns of words that a person can read and write: `want|wanna [to] die !laughing`, compiled to regular expressions.

A file of patterns has sections (`[name]`), one pattern a line, and lists (`name = a|b`) that patterns use as `<name>`:

    word word   these words in this order, whole, in any letters     a|b    either; `_` stands for a blank inside one
    ~  ~2       up to four, or two, words between                    word*  any ending
    [word]      may be missing                                       !a|b   not followed by these

Nothing crosses the end of a sentence. Repetitions are bounded, so no text is slow. What a match means is the caller's.
"""

import re
from collections.abc import Iterable
from functools import cache

from tutorfleet.language.words import lines

BLANK = r"[ ,]+"
GAP = 4
"""Words that `~` passes over."""


def plain(text: str) -> str:
    """The text as patterns see it: small letters, straight apostrophes, single blanks; new lines end no sentence."""
    text = re.sub(r"[’ʼ`´]", "'", text).lower()
    return re.sub(r"[\s\u200b-\u200d\ufeff]+", " ", text)


@cache
def sections(name: str) -> dict[str, re.Pattern[str]]:
    """The sections of `data/<name>.txt`, each as one regular expression that finds any of its patterns in a `plain` text.

    Raises ValueError, KeyError for a pattern that cannot be read or names an unknown list.
    """
    lists: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    current = ""
    for line in lines(name):
        if re.fullmatch(r"\[[a-z ]+\]", line):
            current = line.strip("[]")
        elif re.match(r"[\w-]+ = ", line):
            key, _, value = line.partition(" = ")
            lists[key] = value
        else:
            found.setdefault(current, []).append(compiled(line, lists))
    return {key: re.compile(r"(?<![\w'])(?:" + "|".join(patterns) + ")") for key, patterns in found.items()}


def compiled(pattern: str, lists: dict[str, str]) -> str:
    """The regular expression of one pattern."""
    filled = re.sub(r"<([\w-]+)>", lambda m: lists[m[1]], pattern)
    filled = re.sub(r"<([\w-]+)>", lambda m: lists[m[1]], filled)
    parts, joint = [], ""
    for item in filled.split():
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


def _any(words: Iterable[str]) -> str:
    forms = sorted({_word(word) for word in words}, key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(forms)})(?![\\w'-])"


def _word(word: str) -> str:
    return re.escape(word.rstrip("*").replace("_", " ")).replace("\\ ", BLANK) + (r"[\w'-]*" if word[-1] == "*" else "")
