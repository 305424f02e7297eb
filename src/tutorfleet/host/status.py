"""How the fleet is, for whoever asks: `GET /fleet/status` on a unix socket of the supervisor.

    async with answering(plan, supervisor.kept): ...

The edge lets operators through to it (edge_regions.py), `tutorfleet status` asks it directly. It lives in the supervisor, which alone knows
the processes and which nothing else of the fleet must be well for; so however many ask, there is one look at a time, at most one a second.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import msgspec
from aiohttp import web

from tutorfleet.fleet.routes import FLEET_STATUS, LONGER_SECONDS
from tutorfleet.host.look import Keeper, look
from tutorfleet.host.seen import Look
from tutorfleet.host.units import Plan

log = logging.getLogger(__name__)
FRESH = 1.0
"""seconds that a look is shown again"""
HEADERS = {"cache-control": "no-store"}


class Shared:
    """One look for all who ask at about the same time."""

    def __init__(self, look: Callable[[], Awaitable[Look]], fresh: float = FRESH) -> None:
        self._look, self._fresh = look, fresh
        self._task: asyncio.Task[bytes] | None = None
        self._until = 0.0

    async def latest(self) -> bytes:
        """The answer as JSON: of the look that is on its way, of one that was just taken, or of a new one."""
        now = asyncio.get_running_loop().time()
        if self._task is None or (self._task.done() and now >= self._until):
            self._task = asyncio.create_task(self._taken())
        return await asyncio.shield(self._task)  # one who leaves takes it from nobody

    async def _taken(self) -> bytes:
        try:
            return msgspec.json.encode({"status": "success", "data": await self._look()})
        finally:
            self._until = asyncio.get_running_loop().time() + self._fresh

    async def close(self) -> None:
        """End a look that is on its way."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


@asynccontextmanager
async def answering(plan: Plan, kept: Keeper) -> AsyncIterator[None]:
    """Answer for the length of the block. Raises OSError when the socket cannot be made."""
    shared = Shared(lambda: look(plan, kept))
    runner = web.AppRunner(application(shared), access_log=None, shutdown_timeout=0.5, keepalive_timeout=LONGER_SECONDS)
    await runner.setup()
    try:
        await web.UnixSite(runner, str(plan.layout.status_socket)).start()
        plan.layout.status_socket.chmod(0o600)
        yield
    finally:
        await shared.close()
        await runner.cleanup()


def application(shared: Shared) -> web.Application:
    async def status(request: web.Request) -> web.Response:
        try:
            body, code = await shared.latest(), 200
        except Exception:
            # whatever a look stumbles over, the supervisor goes on, and says that it could not see
            log.exception("the fleet could not be looked at")
            message = "The fleet could not be looked at; the supervisor's own output says why"
            body, code = msgspec.json.encode({"status": "error", "message": message, "error": message}), 500
        return web.Response(body=body, status=code, content_type="application/json", headers=HEADERS)

    app = web.Application(client_max_size=0)
    app.router.add_get(FLEET_STATUS, status)
    return app
