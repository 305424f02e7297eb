"""Which real models fit a machine: what a model needs, and how fast it will about be. Pure but for the list in recommended.toml.

    for row in recommend(memory=8e9, processors=4):
        print(row.model.name, row.fits, row.tokens_per_second)

The speed is a rough one: a token reads all weights once, and a core reads about PER_CORE bytes of them in a second. How much memory a
machine has is the caller's to say.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

FLEET = 800_000_000
"""Bytes that the fleet itself takes, with a margin: `make bench ARGS=fleet` prints the figure."""
CONTEXT = 4096
"""Tokens of context that each of four streams of a worker has by default."""
STREAMS = 4
COMPUTE = 300_000_000
"""Bytes that an engine takes beside weights and context."""
PER_CORE = 3.0e9
"""Bytes of weights a second that one core works through, quantised: from `make bench ARGS=workers`, tokens/CPU s of one stream."""
MOST = 40.0e9
"""Bytes a second that the memory of an ordinary machine gives all cores together."""
SMOOTH = 6.0
"""Tokens a second from which a reply comes faster than a learner reads."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model of the list; bytes of its file, shape of its context."""

    name: str
    use: Literal["chat", "embedding"]
    weights: int
    bytes: int
    layers: int
    kv_heads: int
    head: int
    license: str
    note: str

    @property
    def memory(self) -> int:
        """Bytes that one engine of it takes with all its streams at work; keys and values are 16 bits each."""
        per_token = 2 * 2 * self.layers * self.kv_heads * self.head
        return self.bytes + per_token * CONTEXT * STREAMS + COMPUTE


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate on this machine."""

    model: Candidate
    fits: bool
    tokens_per_second: float
    """Of one stream, roughly."""

    @property
    def smooth(self) -> bool:
        """Whether a reply comes faster than it is read."""
        return self.tokens_per_second >= SMOOTH


@cache
def candidates() -> tuple[Candidate, ...]:
    """The list, the smallest first."""
    text = (files("tutorfleet.models") / "recommended.toml").read_text("utf-8")
    found = [Candidate(**one) for one in tomllib.loads(text)["model"]]
    return tuple(sorted(found, key=lambda one: one.bytes))


def recommend(memory: float, processors: int) -> list[Row]:
    """Every candidate, for a machine with so many free bytes and processors."""
    speed = min(processors * PER_CORE, MOST)
    return [Row(one, one.memory + FLEET <= memory, speed / one.bytes) for one in candidates()]


def best(rows: list[Row]) -> Row | None:
    """The largest chat model that fits and answers smoothly; else the smallest that fits; None where none does."""
    chats = [row for row in rows if row.model.use == "chat" and row.fits]
    smooth = [row for row in chats if row.smooth]
    return smooth[-1] if smooth else chats[0] if chats else None
