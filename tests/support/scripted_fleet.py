"""The other side of the learners' wire for tests of clients: accounts and turns as docs/api.md has them.

What each connection of a turn does is written down before (`plays`). It listens in a thread of its own.
"""

import asyncio
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

STARTER = {"model_info": {"tutorfleet.starter.version": 1}}
EDIT = {
    "start": 2,
    "end": 4,
    "original": "go",
    "replacement": "went",
    "category": "tense",
    "rule": "past",
    "reason": {"en": "It is over.", "id": "Sudah lewat."},
}
SCORES = {"scores": {"grammar": 46, "overall_communication": 50}, "cefr": {"low": "A2", "high": "B1", "needed": 0}}


def turn(*words: str, **done: Any) -> list[dict[str, Any]]:
    """The events of a turn whose reply is these words."""
    corrections = {"type": "corrections", "source": "rules", "edits": [EDIT], "more": 0, "corrected": "I went"}
    said = [{"type": "reply", "text": word} for word in words]
    first = {"type": "turn", "region": "us-east-1", "model": "orca-mini"}
    last = {"type": "done", "reply": "".join(words), "seams": [], "failed": False, "stopped": False, **SCORES, **done}
    events = [first, corrections, *said, {"type": "reply", "text": "", "end": True}, last]
    return [{"seq": number, **event} for number, event in enumerate(events)]


@dataclass
class Play:
    """What one connection does: so many of the events, then it ends, breaks or stays silent."""

    until: int | None = None
    status: int = 200
    breaks: bool = False
    waits: bool = False
    message: str = "not now"


@dataclass
class ScriptedFleet:
    """Use it as a context manager."""

    events: list[dict[str, Any]] = field(default_factory=lambda: turn("Hello ", "there."))
    plays: list[Play] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    accounts: dict[str, str] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=lambda: STARTER)
    sign_ins: int = 0
    url: str = ""

    def __enter__(self) -> "ScriptedFleet":
        up = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(up)))
        self._thread.start()
        assert up.wait(10)
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def told(self, method: str) -> list[str]:
        """Paths that were asked for by this method, sign-ins left out."""
        return [path for verb, path in map(str.split, self.asked) if verb == method and path != "/"]

    async def _serve(self, up: threading.Event) -> None:
        self._loop, self._stop, self._stopped = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = "http://{}:{}".format(*runner.addresses[0][:2])
        up.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path_qs}")
        if request.path == "/":
            return self._cognito(request.headers["X-Amz-Target"].rpartition(".")[2], json.loads(await request.text()))
        if request.headers["Authorization"] != f"Bearer token{self.sign_ins}":
            return web.json_response({"message": "Unauthorized"}, status=401)
        if request.path.endswith("/show"):
            return web.json_response(self.shown)
        if request.method == "DELETE":
            self._stopped.set()
            return web.json_response({"status": "success"})
        start = int(request.query.get("from", 0))
        return await self._play(request, self.plays.pop(0) if self.plays else Play(), start)

    async def _play(self, request: web.Request, play: Play, start: int) -> web.StreamResponse:
        if play.status != 200:
            return web.json_response({"message": play.message}, status=play.status)
        stream = web.StreamResponse()
        await stream.prepare(request)
        await self._say(stream, self.events[start : play.until])
        if play.waits:
            await self._stopped.wait()
            await self._say(stream, self.events[play.until :])
        if play.breaks and request.transport:
            request.transport.abort()
        return stream

    async def _say(self, stream: web.StreamResponse, events: Sequence[dict[str, Any]]) -> None:
        for event in events:
            await stream.write(json.dumps(event).encode() + b"\n")

    def _cognito(self, action: str, asked: dict[str, Any]) -> web.Response:
        if action == "GetUser":
            return web.json_response({"UserAttributes": [{"Name": "sub", "Value": "uid-1"}]})
        if action == "SignUp":
            self.accounts[asked["Username"]] = asked["Password"]
            return web.json_response({})
        who = asked["AuthParameters"]
        if self.accounts.get(who["USERNAME"]) != who["PASSWORD"]:
            refused = {"__type": "NotAuthorizedException", "message": "Incorrect username or password."}
            return web.json_response(refused, status=400)
        self.sign_ins += 1
        tokens = {"IdToken": f"token{self.sign_ins}", "AccessToken": "access"}
        return web.json_response({"AuthenticationResult": tokens})
