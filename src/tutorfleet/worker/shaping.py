"""What the engine says, as a client is to get it: piece by piece through everything that a request calls for. Pure.

In this order: thoughts are taken out, white space at the seam of a half-said reply, calls of tools; then a schema is watched.
"""

from dataclasses import dataclass, replace
from typing import Any

from tutorfleet.worker.calls import CallReader
from tutorfleet.worker.chunks import Piece, Timings
from tutorfleet.worker.constraints import JsonGuard
from tutorfleet.worker.prompt import Seam
from tutorfleet.worker.thoughts import Thoughts


@dataclass(frozen=True, slots=True)
class Shaper:
    """Changes the pieces of one reply; feed it every piece, in their order."""

    seam: Seam
    guard: JsonGuard | None = None
    thoughts: Thoughts | None = None
    calls: CallReader | None = None
    top: int = 0
    """Tokens beside each that was said, with their probabilities."""
    silent: bool = False
    """No token was asked for (the engine always makes one)."""

    def feed(self, piece: Piece) -> Piece:
        """The piece as it is to be sent; raises Failure 400 if it breaks the schema."""
        if self.silent:
            return _silenced(piece)
        text, thinking = self._thought(piece)
        text, parts = self._called(self.seam.feed(text), ends=bool(piece.reason))
        if self.guard:
            self.guard.feed(text)
            if piece.reason:
                self.guard.finish(piece.reason)
        likely = tuple(map(self._likely, piece.likely)) if piece.likely else ()
        if text == piece.text and thinking == piece.thinking and not parts and not likely:
            return piece
        return replace(piece, text=text, thinking=thinking, tools=(*piece.tools, *parts), likely=likely)

    def _thought(self, piece: Piece) -> tuple[str, str]:
        if self.thoughts is None:
            return piece.text, piece.thinking
        text, thinking = self.thoughts.feed(piece.text)
        rest = self.thoughts.finish() if piece.reason else ("", "")
        return text + rest[0], piece.thinking + thinking + rest[1]

    def _called(self, text: str, *, ends: bool) -> tuple[str, tuple[Any, ...]]:
        if self.calls is None:
            return text, ()
        text = self.calls.feed(text)
        rest, parts = self.calls.finish() if ends else ("", ())
        return text + rest, parts

    def _likely(self, row: dict[str, Any]) -> dict[str, Any]:
        """One token with its logarithm of probability, and those that were as likely, in Ollama's words."""
        top = [_named(one) for one in row.get("top_logprobs", [])[: self.top]]
        return _named(row) | ({"top_logprobs": top} if top else {})


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("token", "logprob", "bytes") if name in row}


def _silenced(piece: Piece) -> Piece:
    if not piece.reason or piece.timings is None:
        return Piece(reason=piece.reason and "length")
    spent = piece.timings
    return Piece(reason="length", timings=Timings(spent.cache_n, spent.prompt_n, spent.prompt_ms))
