"""Particular things that learners speak of ("I sell vegetables"), each with lines written for it.

The entries lie in the starter model's GGUF, one JSON line each, and stay in the file's pages; in memory there is only an
index from the first stem of a phrase to the rest of it and the place of its entry. Written in training/starter/particulars.
Knows nothing of what kind of message it is or what the talk was about (`starter.py`).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tutorfleet.worker.stems import GAP, phrase, stands, stem

KEY = "tutorfleet.starter.particulars"
MOST = 2
"""Entries of equal rank that are offered together."""


@dataclass(frozen=True, slots=True)
class Particular:
    """One thing and its lines; `size` and `start` say how many words named it, and from which word on."""

    section: str
    react: Sequence[str] = ()
    bad: Sequence[str] = ()
    ask: Sequence[str] = ()
    own: Sequence[str] = ()
    size: int = 0
    start: int = 0

    def words_of(self, words: Sequence[str]) -> Sequence[str]:
        """The words that named it, and what stood between them."""
        return words[self.start : self.start + self.size + (self.size - 1) * GAP]


@dataclass(frozen=True, slots=True)
class Particulars:
    """All entries: `index` has "rest of the phrase@place" texts by first stem, `text` the entries as JSON lines."""

    index: Mapping[str, str] = field(default_factory=dict)
    text: memoryview = field(default_factory=lambda: memoryview(b""))
    irregular: Mapping[str, str] = field(default_factory=dict)

    def find(self, words: Sequence[str]) -> list[Particular]:
        """What the words (small letters) name, only the entries that most words name; none for most messages."""
        stems = [stem(word, self.irregular) for word in words]
        found: dict[int, tuple[int, int]] = {}
        for start, first in enumerate(stems):
            for rest, place in _entries(self.index.get(first, "")):
                if stands(rest, start, words, stems) >= 0:
                    found[place] = max(found.get(place, (0, 0)), (len(rest) + 1, start))
        most = max((size for size, _ in found.values()), default=0)
        best = [(place, start) for place, (size, start) in found.items() if size == most]
        return [self._entry(place, most, start) for place, start in best[:MOST]]

    def all(self) -> Iterator[Particular]:
        """Every entry, for tests and for training."""
        for line in bytes(self.text).decode().splitlines():
            yield Particular(**json.loads(line))

    def _entry(self, place: int, size: int, start: int) -> Particular:
        end = place
        while end < len(self.text) and self.text[end] != 10:
            end += 1
        return Particular(**json.loads(bytes(self.text[place:end])), size=size, start=start)


def packed(
    entries: Sequence[tuple[Sequence[str], Mapping[str, Any]]], irregular: Mapping[str, str]
) -> tuple[dict[str, str], str]:
    """(index, text) of entries given as (phrases, fields)."""
    index: dict[str, list[str]] = {}
    lines, place = list[str](), 0
    for phrases, fields in entries:
        for written in phrases:
            first, *rest = phrase(written.lower().split(), irregular)
            index.setdefault(first, []).append(f"{' '.join(rest)}@{place}")
        lines.append(json.dumps(fields, ensure_ascii=False, separators=(",", ":")))
        place += len(lines[-1].encode()) + 1
    return {first: "|".join(dict.fromkeys(rests)) for first, rests in index.items()}, "".join(
        f"{line}\n" for line in lines
    )


def _entries(row: str) -> Iterator[tuple[list[str], int]]:
    for part in row.split("|") if row else ():
        rest, _, place = part.partition("@")
        yield rest.split(), int(place)
