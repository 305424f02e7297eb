"""The service: one ASGI program with everything that learners reach.

    python -m tutorfleet.service          (settings come from the environment, see settings.py)

It puts routes together, opens the pool, and turns errors into JSON. What a route does is its own module's business.
"""

import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import psycopg
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tutorfleet import __version__
from tutorfleet.service import (
    checking,
    consent,
    conversations,
    database,
    embeddings,
    erasure,
    export,
    memories,
    notebook,
    progress,
    review,
    scenarios,
    turns,
    web_files,
    web_session,
    words,
)
from tutorfleet.service.cognito import cognito_routes
from tutorfleet.service.desk import identities
from tutorfleet.service.errors import Refused
from tutorfleet.service.settings import Settings
from tutorfleet.service.turn_runner import Turns
from tutorfleet.tutor.balancer import Balancer

log = logging.getLogger(__name__)


def build(settings: Settings) -> Starlette:
    """The application; its lifespan opens and closes everything that it holds."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        database.migrate(settings.database)
        async with database.open_pool(settings.database, settings.database_connections) as pool:
            app.state.pool = pool
            async with (
                identities(settings, pool) as (app.state.desk, app.state.verifier),
                Balancer(settings.regions) as balancer,
                embeddings.running(settings, pool, balancer) as embedder,
            ):
                app.state.embedder = embedder
                async with Turns(pool, balancer, settings, embedder.wake) as app.state.turns:
                    yield

    app = Starlette(routes=routes(), lifespan=lifespan, exception_handlers=handlers())
    app.state.settings, app.state.site = settings, web_files.Site(settings.web)
    return app


def routes() -> list[BaseRoute]:
    """Every route of the service, in the order they are tried."""
    return [
        Route("/healthz", health),
        *web_files.routes(),
        *web_session.routes(),
        *cognito_routes(),
        *conversations.routes(),
        *turns.routes(),
        *scenarios.routes(),
        *progress.routes(),
        *notebook.routes(),
        *memories.routes(),
        *checking.routes(),
        *words.routes(),
        *review.routes(),
        *consent.routes(),
        *export.routes(),
        *erasure.routes(),
        *conversations.otherwise(),
    ]


async def health(request: Request) -> Response:
    """200 when the database answers: the edge asks this."""
    async with request.app.state.pool.connection(timeout=2) as connection:
        await connection.execute("SELECT 1")
    return JSONResponse({"status": "ready", "version": __version__})


def handlers() -> Mapping[Any, Callable[..., Response]]:
    return {Refused: refused, HTTPException: http_error, psycopg.OperationalError: away, Exception: broken}


def refused(request: Request, error: Refused) -> Response:
    return failure(error.status, error.message, error.kind)


def http_error(request: Request, error: HTTPException) -> Response:
    return failure(error.status_code, error.detail)


def away(request: Request, error: Exception) -> Response:
    """The database is away or has no connection free."""
    log.error("request %s: the database does not answer: %s", request.headers.get("x-request-id", "-"), error)
    return failure(503, "The service's database does not answer; try again in a moment")


def broken(request: Request, error: Exception) -> Response:
    log.error("request %s failed", request.headers.get("x-request-id", "-"), exc_info=error)
    return failure(500, "Something went wrong here; it has been logged")


def failure(status: int, message: str, kind: str = "") -> Response:
    """The one shape of every error: `status` and `message` for the reference client, `error` for Ollama's clients."""
    told = {"status": "error", "message": message, "error": message}
    return JSONResponse(told | ({"kind": kind} if kind else {}), status)
