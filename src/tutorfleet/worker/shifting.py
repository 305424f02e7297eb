"""A reply that is longer than its context: when that is full, the older half of it goes and the reply goes on. Pure.

The engine is asked again, with the tokens that stay. It cannot be done under a grammar, which would begin anew with them.
"""

from dataclasses import dataclass, replace

from tutorfleet.worker.chunks import Piece, Timings

MOST_CONTEXTS = 10
"""A reply without an end is as long as so many contexts, as in Ollama."""


@dataclass(slots=True)
class Shift:
    """How a reply may go on: the tokens of its context, those at the beginning that stay, and how many are still wished."""

    limit: int
    keep: int
    left: int
    tokens: list[int]
    _spent: Timings | None = None

    def feed(self, batch: list[Piece]) -> tuple[list[Piece], bool]:
        """The pieces as they are to be sent, and whether the engine is to be asked once more."""
        for piece in batch:
            self.tokens += piece.tokens
        last = batch[-1]
        if not last.reason:
            return batch, False
        spent = self._spent = _sum(self._spent, last.timings)
        again = last.reason == "length" and self.left > 0
        return [*batch[:-1], replace(last, reason="" if again else last.reason, timings=spent)], again

    def next(self) -> tuple[list[int], int]:
        """The prompt to go on from, and how many tokens to make."""
        keep = self.limit // 2 if self.keep < 0 else min(self.keep, self.limit // 2)
        gone = (len(self.tokens) - keep + 1) // 2
        self.tokens = self.tokens[:keep] + self.tokens[keep + gone :]
        predict = min(self.left, max(1, self.limit - len(self.tokens)))
        self.left -= predict
        return list(self.tokens), predict


def _sum(before: Timings | None, now: Timings | None) -> Timings | None:
    """The timings of one reply in several parts: its prompt is that of the first."""
    if before is None or now is None:
        return now or before
    return Timings(
        before.cache_n,
        before.prompt_n,
        before.prompt_ms + now.prompt_ms,
        before.predicted_n + now.predicted_n,
        before.predicted_ms + now.predicted_ms,
    )
