"""Reads particulars/*.txt: lines for particular things that learners speak of, and packs them for the model's file.

[work]                              the section of topics.txt that the entries belong to
= sell vegetables / market stall    a new entry: phrases that name it
+ - ? @                             its lines, as in topics.txt
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from training.starter.sections import HERE, word_lists
from tutorfleet.worker import particulars
from tutorfleet.worker.stems import stem

SIGNS = {"+": "react", "-": "bad", "?": "ask", "@": "own"}


@dataclass
class Entry:
    """One thing: the section it belongs to, the phrases that name it, the tutor's lines by kind."""

    section: str
    phrases: list[str]
    lines: dict[str, list[str]] = field(default_factory=dict)

    def fields(self) -> dict[str, Any]:
        """As it lies in the model's file."""
        return {"section": self.section, **self.lines}


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry, file by file in the order of their names."""
    return tuple(
        entry for path in sorted((HERE / "particulars").glob("*.txt")) for entry in _read(path.read_text("utf-8"))
    )


def packed() -> tuple[dict[str, str], str]:
    """(index, text) for `tutorfleet.worker.particulars`."""
    return particulars.packed([(entry.phrases, entry.fields()) for entry in entries()], irregular())


@cache
def irregular() -> dict[str, str]:
    """Irregular forms and their base: sold -> sell, children -> child."""
    found: dict[str, str] = {}
    for line in (HERE / "irregular.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            base, *forms = line.split()
            found |= {form: base for form in forms if form != base and form not in found}
    return found


def known(index: dict[str, str]) -> dict[str, Any]:
    """The word lists for `tutorfleet.worker.knowledge.Knowledge`."""
    forms = irregular()
    gloom = {
        name: " ".join(sorted({stem(word, forms) for word in text.split()}))
        for name, text in word_lists("gloomy.txt").items()
    }
    return {"index": index, "irregular": forms, "gloomy": gloom, "lexicon": word_lists("lexicon.txt")}


def _read(text: str) -> Iterator[Entry]:
    section, entry = "", Entry("", [])
    for line in (row.strip() for row in text.splitlines()):
        if line.startswith("["):
            section = line.strip("[] ")
        elif line.startswith("="):
            entry = Entry(section, [phrase.strip() for phrase in line[1:].split(" / ") if phrase.strip()])
            yield entry
        elif line[:1] in SIGNS:
            entry.lines.setdefault(SIGNS[line[0]], []).append(line[1:].strip())
