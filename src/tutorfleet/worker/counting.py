"""Counts every answer of a worker by model, route and status: an ASGI layer around the application.

The route is the application's own (`/v1/models/{id}`), never what a client wrote, so that labels are as many as routes.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tutorfleet.worker.tally import Exchange, Tally, begin, end

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
        one = Exchange()
        token = begin(one)
        try:
            await self._app(scope, receive, self._noting(scope, one, send))
        except Exception:
            one.status = "500"
            raise
        finally:
            end(token)
            if not one.counted:
                self._count(scope, one)

    def _noting(self, scope: Scope, one: Exchange, send: Send) -> Send:
        def noting(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                one.status = str(message["status"])
            elif not message.get("more_body"):
                self._count(scope, one)  # before the client sees the end: whoever looks after that finds it counted
            return send(message)

        return noting

    def _count(self, scope: Scope, one: Exchange) -> None:
        one.counted = True
        route = self._paths.get(scope.get("endpoint"), NO_ROUTE)  # type: ignore[arg-type]
        self._tally.of(one.model).answered(route, one.status)
