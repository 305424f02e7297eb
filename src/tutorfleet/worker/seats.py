"""Which slot of an engine computes a request, where models with several adapters share the engine.

llama.cpp takes the slot whose prompt is most like the new one, whatever adapter computed it, and then has to throw that
prompt away. Here a request goes on in a slot of its own adapters, or takes the one that was used longest ago. Pure.
"""

from collections.abc import AsyncIterator, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(eq=False, slots=True)
class Seat:
    """One slot: what it holds, and since when."""

    number: int
    setting: Hashable = None
    tokens: Sequence[int] = ()
    used: int = 0
    busy: bool = False


class Seats:
    """The slots of one engine."""

    def __init__(self, slots: int) -> None:
        self._seats = [Seat(number) for number in range(slots)]
        self._turns = 0

    @asynccontextmanager
    async def hold(self, setting: Hashable, tokens: Sequence[int]) -> AsyncIterator[Mapping[str, int]]:
        """What the request's body must say to get its slot; {} where all are taken, then llama.cpp lets it wait."""
        seat = self._choose(setting, tokens)
        if seat is None:
            yield {}
            return
        self._turns += 1
        seat.setting, seat.tokens, seat.used, seat.busy = setting, tokens, self._turns, True
        try:
            yield {"id_slot": seat.number}
        finally:
            seat.busy = False

    def _choose(self, setting: Hashable, tokens: Sequence[int]) -> Seat | None:
        free = [seat for seat in self._seats if not seat.busy]
        alike = {seat: shared(seat.tokens, tokens) for seat in free if seat.setting == setting}
        # More than half of what the slot holds goes on: its talk, or one that had hardly begun.
        worth = {seat: count for seat, count in alike.items() if 2 * count > len(seat.tokens)}
        if worth:
            return max(worth, key=lambda seat: worth[seat])
        return min(free, key=lambda seat: seat.used, default=None)


def shared(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens two prompts have in common at their beginning."""
    return next(
        (index for index, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
