"""Models whose engines fall again and again: how long one is let alone before it is loaded once more.

The first fall costs nothing: the next request loads the model. After each further one in a row the model rests twice as long;
whoever asks meanwhile is told at once why, and when it is tried again. An engine that stayed up for a while ends the row.
Pure: the time is told.
"""

from collections.abc import Hashable
from dataclasses import dataclass

from tutorfleet.worker.errors import Failure

FIRST_REST_S = 1.0
LONGEST_REST_S = 60.0
STEADY_S = 60.0
"""Seconds of life after which an engine's end begins a new row."""
MOST = 1024
"""Models that are remembered; the one that fell the longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Fall:
    """How often in a row, why the last time, and when the rest is over."""

    count: int
    why: str
    until: float


class Falls:
    """The falls of all models of a worker, by any key."""

    def __init__(self) -> None:
        self._falls: dict[Hashable, Fall] = {}

    def fell(self, key: Hashable, why: str, now: float, lived_s: float = 0.0) -> None:
        """An engine ended by itself after so long, or could not be loaded."""
        before = self._falls.pop(key, None)
        count = before.count + 1 if before and lived_s < STEADY_S else 1
        self._falls[key] = Fall(count, why, now + rest_s(count))
        if len(self._falls) > MOST:
            del self._falls[next(iter(self._falls))]

    def rests(self, key: Hashable, now: float) -> float:
        """Seconds of rest that are left."""
        fall = self._falls.get(key)
        return max(0.0, fall.until - now) if fall else 0.0

    def check(self, key: Hashable, now: float) -> None:
        """Raises Failure 503 while the model rests, so that a balancer asks another worker."""
        left = self.rests(key, now)
        if left:
            fall = self._falls[key]
            raise Failure(503, f"{fall.why} ({fall.count} times in a row; it is tried again in {max(1.0, left):.0f} s)")


def rest_s(count: int) -> float:
    """Seconds of rest after so many falls in a row."""
    return 0.0 if count < 2 else min(LONGEST_REST_S, FIRST_REST_S * 2.0 ** min(count - 2, 32))
