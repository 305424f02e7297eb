"""Requests that are not for an English tutor, known by rule before any model: each has honest lines in training/starter/pools.txt.

A homework to hand in, breaking into accounts, medicine, money, votes, flirting, reminders, personal data, news: the
patterns stand in requests.txt. What a learner tells about such things ("I take medicine", "we voted on Sunday") is small
talk and not a request.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

READ = 600
"""Characters of a message that are looked at."""
_TELLS = re.compile(
    r"^(?:yesterday|today|last|my|he|she|they"
    r"|(?:i|we) (?:have|had|must|need|wrote|did|do|write|made|finished|am|was|study|like|love(?! you)))\b"
)


def request(text: str) -> str | None:
    """The section of lines for a request that is not for a tutor; None for anything else."""
    bare = text[:READ].replace("’", "'").strip().lower()
    if _TELLS.match(bare) and not bare.endswith("?"):
        return None
    return next((section for section, pattern in _rules() if pattern.search(bare)), None)


def sections() -> list[str]:
    """Every section that `request` may name."""
    return [section for section, _ in _rules()]


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns: dict[str, list[str]] = {}
    for section, line in _lines():
        patterns.setdefault(section, []).append(compiled(line))
    return tuple((section, re.compile("|".join(some))) for section, some in patterns.items())


def _lines() -> Iterator[tuple[str, str]]:
    section = ""
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            yield section, line


def compiled(line: str) -> str:
    """A line of requests.txt as a regular expression."""
    text = line.replace("(", "(?:").replace(" ... ", r"\b[^.?!]*\b")
    text = re.sub(r" (\(\?:(?:[^()]|\([^()]*\))*\))\?", r"(?: \1)?", text)
    text = text.replace("^ ", "^").replace(" $", r"\W*$").replace(" :", r"\s*:").replace("^(?: ", "^(?:")
    text = re.sub(r"^\^(\(\?:(?:[^()]|\([^()]*\))*\))\? ", r"^(?:\1 )?", text).replace(" ", r"\W+")
    return text if text.startswith("^") else rf"\b{text}" + ("" if text.endswith(("$", ":")) else r"\b")
