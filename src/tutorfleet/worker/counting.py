"""Counts every answer of a worker by model, route and status: an ASGI layer around the application.

The route is the application's own (`/v1/models/{id}`), never what a client wrote, so that labels are as many as routes.
"""

from collections.abc import Callable, Sequence
from typing import Any

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tutorfleet.worker.tally import Exchange, Tally, exchanging

NO_ROUTE = "other"


class Counting:
    """The layer. `routes` are those of the application inside."""

    def __init__(self, app: ASGIApp, tally: Tally, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._tally = tally
        self._paths: dict[Callable[..., Any], str] = {}
        for route in routes:
            if isinstance(route, Route):
                self._paths.setdefault(route.endpoint, route.path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with exchanging() as one:
            count = _once(lambda: self._count(scope, one))
            try:
                await self._app(scope, receive, _noting(one, send, count))
            except Exception:
                one.status = "500"
                raise
            finally:
                count()

    def _count(self, scope: Scope, one: Exchange) -> None:
        route = self._paths.get(scope.get("endpoint"), NO_ROUTE)  # type: ignore[arg-type]
        self._tally.of(one.model).answered(route, one.status)


def _noting(one: Exchange, send: Send, count: Callable[[], None]) -> Send:
    async def noting(message: Message) -> None:
        if message["type"] == "http.response.start":
            one.status = str(message["status"])
        elif not message.get("more_body"):
            count()  # before the client sees the end: whoever looks after that finds it counted
        await send(message)

    return noting


def _once(work: Callable[[], None]) -> Callable[[], None]:
    left = [work]

    def once() -> None:
        if left:
            left.pop()()

    return once
