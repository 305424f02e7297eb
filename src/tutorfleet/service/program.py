"""The service as a process: uvicorn on a unix socket or a loopback port, ending with its parent.

    python -m tutorfleet.service

Its settings come from the environment (settings.py).
"""

import logging
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from tutorfleet import lifeline
from tutorfleet.fleet.routes import LONGER_SECONDS
from tutorfleet.service.app import build
from tutorfleet.service.settings import BadSetting, Settings


def run(settings: Settings) -> None:
    """Serve until told to stop: SIGTERM ends it in order, the lifeline at once."""
    serve(build(settings), settings.listen)


def serve(app: ASGIApp, listen: str) -> None:
    """The same for the program with something around it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    lifeline.hold()
    uvicorn.run(
        app,
        **address(listen),  # type: ignore[arg-type]
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=LONGER_SECONDS,
        timeout_graceful_shutdown=2,
    )


def address(listen: str) -> dict[str, str | int]:
    """uvicorn's words for `unix:/path` or `host:port`; raises BadSetting."""
    if listen.startswith("unix:"):
        path = Path(listen.removeprefix("unix:"))
        path.unlink(missing_ok=True)
        return {"uds": str(path)}
    host, mark, port = listen.rpartition(":")
    if not mark or not port.isdigit():
        raise BadSetting(f"TUTORFLEET_LISTEN: expected unix:/path or host:port, got {listen!r}")
    return {"host": host, "port": int(port)}
