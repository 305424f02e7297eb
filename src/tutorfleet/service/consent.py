"""Whether a learner agrees that their conversations train the model: no until they say yes, and every change is kept.

`current` is what the training export asks; the newest change holds from its moment on.
"""

from datetime import datetime
from uuid import UUID

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.service import answers, bodies, owners
from tutorfleet.service.identity import learner_of
from tutorfleet.service.learning_store import Connection


class Consent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a learner says."""

    training: bool


class Said(msgspec.Struct, frozen=True):
    """What a learner said, and when."""

    training: bool
    at: datetime


def routes() -> list[BaseRoute]:
    """Reading and changing one's consent."""
    return [Route("/me/consent", show, methods=["GET"]), Route("/me/consent", say, methods=["PUT"])]


async def show(request: Request) -> Response:
    """The consent of now and all that was ever said."""
    owner = (await learner_of(request)).uid
    async with request.app.state.pool.connection() as connection:
        return answers.data(told(await history(connection, owner)))


async def say(request: Request) -> Response:
    """Agree or withdraw; saying the same again changes nothing."""
    owner = (await learner_of(request)).uid
    said = await bodies.read(request, Consent, limit=1024, strict=True)
    async with request.app.state.pool.connection() as connection, connection.transaction():
        await owners.require_account(connection, request.app.state.settings, owner)
        await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", [str(owner)])
        if await current(connection, owner) != said.training:
            await connection.execute("INSERT INTO consents (owner, training) VALUES (%s, %s)", [owner, said.training])
        return answers.data(told(await history(connection, owner)))


async def current(connection: Connection, owner: UUID) -> bool:
    """Whether this learner's conversations may train the model now."""
    said = await history(connection, owner)
    return bool(said) and said[0].training


async def history(connection: Connection, owner: UUID) -> list[Said]:
    """Everything that this learner ever said, newest first."""
    rows = await connection.execute("SELECT training, at FROM consents WHERE owner = %s ORDER BY id DESC", [owner])
    return [Said(row["training"], answers.utc(row["at"])) for row in await rows.fetchall()]


def told(said: list[Said]) -> dict[str, object]:
    newest = said[0] if said else None
    return {
        "training": bool(newest and newest.training),
        "since": newest.at if newest else None,
        "history": said,
    }
