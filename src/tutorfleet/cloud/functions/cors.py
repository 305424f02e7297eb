"""The headers by which pages of other origins may read an answer: API Gateway passes on what a function says and adds none."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tutorfleet.fleet.cors import CORS


class Cors:
    """Adds the headers to every answer; an ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add the headers on the way back."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(CORS)
            await send(message)

        await self._app(scope, receive, with_headers)
