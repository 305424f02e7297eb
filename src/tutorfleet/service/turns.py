"""`/conversations/{uid}/{id}/turns`: begin a turn, follow it, come back to it, stop it (docs/api.md).

An answer is NDJSON, whole events a flush. A browser that leaves changes nothing: the turn is `turn_runner.py`'s. Unknown fields
are refused, and a region is one of the settings': no address ever comes from a request.
"""

import re
from collections.abc import AsyncIterator
from typing import Annotated, Literal
from uuid import UUID, uuid4

import msgspec
from psycopg.errors import UniqueViolation
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from tutorfleet.service import bodies, turn_store
from tutorfleet.service.answers import utc
from tutorfleet.service.errors import Conflict, NotFound, TooMany, Unavailable, Unprocessable
from tutorfleet.service.identity import owner_of
from tutorfleet.service.paging import only, uuid_of, whole
from tutorfleet.service.turn_runner import Turns
from tutorfleet.service.turn_store import Request, Row
from tutorfleet.tutor.scenarios import Choice, UnknownScenario, choose

BODY = 64 * 1024
"""bytes"""
TEXT = 8_000
"""characters"""
MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}")
LAST = 2**31 - 1
NDJSON = "application/x-ndjson"


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends."""

    text: Annotated[str, msgspec.Meta(max_length=TEXT)]
    turn: UUID | None = None
    region: str | None = None
    model: str | None = None
    language: Literal["en", "id"] = "en"
    replaces: UUID | None = None
    scenario: Choice | None = None


def routes() -> list[BaseRoute]:
    """The routes of turns; put them before `conversations.otherwise()`."""
    many, one = "/conversations/{uid}/{id}/turns", "/conversations/{uid}/{id}/turns/{turn}"
    return [
        Route(many, begin, methods=["POST"]),
        Route(many, show_all, methods=["GET"]),
        Route(one, follow, methods=["GET"]),
        Route(one, stop, methods=["DELETE"]),
    ]


async def begin(request: HttpRequest) -> Response:
    """Begin a turn and follow it. The same turn id again follows the one that is there."""
    owner = (await owner_of(request)).uid
    conversation = conversation_of(request)
    body = await bodies.read(request, Body, limit=BODY, strict=True)
    turns: Turns = request.app.state.turns
    ask, turn = asked(body, turns), body.turn or uuid4()
    try:
        if not await known(turns, owner, conversation, turn, ask):
            await turns.begin(owner, turn, conversation, ask)
    except (
        UniqueViolation,
        TooMany,
        NotFound,
    ) as refused:  # of two that begin the same turn at once, the second follows the first
        if not await known(turns, owner, conversation, turn, ask):
            if isinstance(refused, TooMany | NotFound):
                raise
            return await busy(turns, owner, conversation)
    return stream(turns, owner, turn, 0)


async def show_all(request: HttpRequest) -> Response:
    """The newest turns of a conversation, oldest first; `?limit=`, and `?before=` a turn the older ones."""
    owner = (await owner_of(request)).uid
    only(request, ["limit", "before"])
    turns: Turns = request.app.state.turns
    conversation, limit = conversation_of(request), whole(request, "limit", 50, 1, 200)
    before = await turns.find(owner, conversation, before_of(request)) if "before" in request.query_params else None
    async with turns.pool.connection() as connection:
        found = await turn_store.listed(connection, owner, conversation, limit, before)
    data = [{**shown(row), "done": done and msgspec.Raw(done.encode())} for row, done in found]
    return Response(msgspec.json.encode({"status": "success", "data": data}), media_type="application/json")


async def follow(request: HttpRequest) -> Response:
    """Replay from `?from=` and follow until the turn has ended."""
    owner = (await owner_of(request)).uid
    only(request, ["from"])
    turns: Turns = request.app.state.turns
    row = await turns.find(owner, conversation_of(request), turn_of(request))
    return stream(turns, owner, row.id, whole(request, "from", 0, 0, LAST // 4))


async def stop(request: HttpRequest) -> Response:
    """Stop a turn, upstream too; what was said so far is kept. Nothing happens to one that has ended."""
    owner = (await owner_of(request)).uid
    turns: Turns = request.app.state.turns
    row = await turns.find(owner, conversation_of(request), turn_of(request))
    if row.state == "running":
        await turns.stop(row)
        row = await turns.find(owner, row.conversation, row.id)
    return JSONResponse({"status": "success", "message": f"Turn {row.state}", "data": shown(row)})


def asked(body: Body, turns: Turns) -> Request:
    """The request in full. Raises Unprocessable, Unavailable."""
    if not body.text.strip():
        raise Unprocessable("text: expected some words")
    regions = turns.settings.regions
    if not regions:
        raise Unavailable("This service has no region of workers: set TUTORFLEET_REGIONS")
    region = body.region or next(iter(regions))
    if region not in regions:
        raise Unprocessable(f"region: expected one of {', '.join(regions)}")
    model = body.model or turns.settings.chat_model
    if not MODEL.fullmatch(model):
        raise Unprocessable("model: expected a model's name")
    return Request(body.text, region, model, body.language, body.replaces, playable(body.scenario))


def playable(choice: Choice | None) -> Choice | None:
    """Raises Unprocessable for a scenario that there is not."""
    try:
        return choice and Choice(choose(choice).id, choice.level)
    except UnknownScenario as unknown:
        raise Unprocessable(str(unknown)) from unknown


async def known(turns: Turns, owner: UUID, conversation: UUID, turn: UUID, ask: Request) -> bool:
    """Whether this very turn is there. Raises Conflict if its id is taken by another."""
    try:
        row = await turns.find(owner, conversation, turn)
    except NotFound:
        return False
    if row.request.text != ask.text:
        raise Conflict("This turn id belongs to another text; make a new id")
    return True


async def busy(turns: Turns, owner: UUID, conversation: UUID) -> Response:
    """409 with the id of the turn that runs here."""
    async with turns.pool.connection() as connection:
        running = await turn_store.running(connection, owner)
    there = next((str(row.id) for row in running if row.conversation == conversation), None)
    message = "A turn is in progress in this conversation" if there else "This turn id is taken; make a new one"
    return JSONResponse({"status": "error", "message": message, "error": message, "turn": there}, 409)


def stream(turns: Turns, owner: UUID, turn: UUID, start: int) -> Response:
    """The events from `start` on, whole lines a flush."""

    async def lines() -> AsyncIterator[bytes]:
        async for batch in turns.follow(owner, turn, start):
            yield "".join(f"{line}\n" for line in batch).encode()

    headers = {"cache-control": "no-store", "x-accel-buffering": "no", "x-turn": str(turn)}
    return StreamingResponse(lines(), media_type=NDJSON, headers=headers)


def shown(row: Row) -> dict[str, object]:
    ended = utc(row.ended_at).isoformat() if row.ended_at else None
    times = {"begunAt": utc(row.begun_at).isoformat(), "endedAt": ended}
    replaces = row.request.replaces and str(row.request.replaces)
    return {"id": str(row.id), "state": row.state, "text": row.request.text, "replaces": replaces, **times}


def conversation_of(request: HttpRequest) -> UUID:
    if found := uuid_of(request.path_params["id"]):
        return found
    raise NotFound("Conversation not found")


def before_of(request: HttpRequest) -> UUID:
    if found := uuid_of(request.query_params["before"]):
        return found
    raise Unprocessable("before: expected the id of a turn")


def turn_of(request: HttpRequest) -> UUID:
    if found := uuid_of(request.path_params["turn"]):
        return found
    raise NotFound("Turn not found")
