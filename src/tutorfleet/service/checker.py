"""The rules of English in a thread of their own: the event loop never waits for them.

They load at the first text, which takes some seconds, or a moment after the service has begun: then it is ready sooner, and the
rest of a fleet that starts on the same cores has them first.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tutorfleet.language import requests, safety
from tutorfleet.language.check import check
from tutorfleet.language.edits import Edit

A = TypeVar("A")
T = TypeVar("T")
SOON = 2.0
"""seconds"""
WARM_UP = "My freind Budi ate a strabge hamburgir. I want it too, can you help me and him?"
"""A name and words that nobody knows, for which the checker loads all its tables, and words that many patterns begin with."""


class Checker:
    """One thread; what is asked at once is done one after the other."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "rules")
        self._warming: asyncio.TimerHandle | None = None

    def warm_up(self, soon: float = SOON) -> None:
        """Load everything soon, so that no learner waits for it."""
        self._warming = asyncio.get_running_loop().call_later(soon, self._thread.submit, warm)

    async def check(self, text: str) -> list[Edit]:
        """`language.check.check`."""
        return await self.ask(check, text)

    async def ask(self, what: Callable[[A], T], about: A) -> T:
        """Whatever else is asked of the rules, in their thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, what, about)

    def close(self) -> None:
        """Nothing more is done."""
        if self._warming:
            self._warming.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)


def warm() -> None:
    """Load what the first learner would wait for: the rules, and what listens for distress and for other requests."""
    check(WARM_UP)
    safety.notice(WARM_UP)
    requests.request(WARM_UP)
