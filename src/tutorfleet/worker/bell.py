"""Wakes everyone who waits for a change."""

import asyncio


class Bell:
    """Wakes everyone who waits, without a lock: all of it happens on one event loop."""

    def __init__(self) -> None:
        self._waiters: list[asyncio.Future[None]] = []

    async def wait(self) -> None:
        """Until the next ring."""
        self._waiters.append(waiter := asyncio.get_running_loop().create_future())
        await waiter

    def ring(self) -> None:
        """Wake all."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
