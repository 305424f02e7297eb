"""`lks-conversations`: the service's own program behind API Gateway's events, an answer in one piece.

Handler: `tutorfleet.cloud.functions.conversations.handler`. The program starts with the instance, while Lambda gives it a whole
processor and asks for no money, and lives as long: its event loop, its connections and the keys of the pool serve one request after
the other. Between requests Lambda freezes the process. A connection that ended meanwhile is noticed when it is lent out (Pool),
and nothing runs in the background here: with no regions in its settings the service takes over no turns and embeds nothing; that is
the work of `turns.py`.
"""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any

from mangum import Mangum
from starlette.applications import Starlette

from tutorfleet.cloud.functions.cors import Cors
from tutorfleet.service.app import build
from tutorfleet.service.settings import Settings, from_environment


class Handler:
    """A started service. Mangum by itself would start and stop it for every request."""

    def __init__(self, settings: Settings) -> None:
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)  # where Mangum looks for one
        app = build(settings)
        self._running: AbstractAsyncContextManager[Any] = app.router.lifespan_context(app)
        try:
            self._loop.run_until_complete(self._start(app))
        except BaseException:
            self._loop.close()
            raise
        self._mangum = Mangum(Cors(app), lifespan="off")

    async def _start(self, app: Starlette) -> None:
        """The first connection too: the loop stands still until a request comes, which would wait for it."""
        await self._running.__aenter__()
        await app.state.pool.wait()

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """API Gateway's answer to API Gateway's event."""
        return self._mangum(event, context)

    def close(self) -> None:
        """End it in order. Lambda never does."""
        self._loop.run_until_complete(self._running.__aexit__(None, None, None))
        self._loop.close()


def __getattr__(name: str) -> Handler:
    """`handler` is made when Lambda asks for it, so that a program that only reads this module starts nothing."""
    if name != "handler":
        raise AttributeError(name)
    made = globals()["handler"] = Handler(from_environment())
    return made
