"""A web server on unix sockets in a thread of its own, for tests of programs that block."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web


@contextmanager
def serving(answer: Callable[[web.Request], Awaitable[web.StreamResponse]], *sockets: Path) -> Iterator[None]:
    """`answer` every GET on these sockets for the length of the block."""
    up, stop = threading.Event(), []

    async def serve() -> None:
        end = asyncio.Event()
        stop.append((asyncio.get_running_loop(), end))
        app = web.Application()
        app.router.add_get("/{any:.*}", answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        for socket in sockets:
            await web.UnixSite(runner, str(socket)).start()
        up.set()
        await end.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert up.wait(10)
    yield
    loop, end = stop[0]
    loop.call_soon_threadsafe(end.set)
    thread.join(10)
