"""`/conversations`: what the reference client stores and reads, word for word as it expects it (docs/api.md).

The owner comes from the token alone; whatever a body says about users, regions or addresses has no effect. A body is checked
here, whole, before a statement is made of it.
"""

import re
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from tutorfleet.service import answers, bodies, conversation_store, owners, rawjson, vectors
from tutorfleet.service.conversation_store import Change, Connection, Conversation, Summary
from tutorfleet.service.database import Pool
from tutorfleet.service.errors import NotFound, Refused, TooLarge
from tutorfleet.service.identity import learner_of, owner_of
from tutorfleet.service.paging import Cursor, cursor_of, uuid_of, whole

BODY = 2 * 1024 * 1024
"""bytes of a request"""
TITLE = 1_000
"""characters of a title, as sent"""
MESSAGES = 5_000
"""messages of a conversation"""
PAGE = 50
"""conversations of a page, unless the client says"""
AT_ONCE = 8
"""whole conversations in memory"""
INVALID = "Invalid input"
TAG = re.compile(r'"([0-9]{1,18})"')


def routes() -> list[BaseRoute]:
    """The routes of conversations; `otherwise` belongs after every other route below /conversations."""
    one, many = "/conversations/{uid}/{id}", "/conversations/{uid}"
    return [
        Route(many, show_all, methods=["GET"]),
        Route(many, save, methods=["POST"]),
        Route(many, delete_all, methods=["DELETE"]),
        Route(one, show, methods=["GET"]),
        Route(one, change, methods=["PUT"]),
        Route(one, delete, methods=["DELETE"]),
    ]


def otherwise() -> list[BaseRoute]:
    """Anything else below /conversations."""
    return [Route("/conversations{rest:path}", invalid, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])]


async def invalid(request: Request) -> Response:
    """400, but only for somebody: without a token nothing is said."""
    await learner_of(request)
    raise Refused("Invalid request")


async def show_all(request: Request) -> Response:
    """All conversations, newest first; `?view=summary` without messages, `?limit=` and `?cursor=` a page."""
    owner = (await owner_of(request)).uid
    view = request.query_params.get("view", "full")
    if view not in {"full", "summary"}:
        raise Refused("view: expected summary or full")
    after, limit = cursor_of(request), whole(request, "limit", PAGE, 1, 200)
    if view == "full":
        paged = bool({"limit", "cursor"} & set(request.query_params))
        return await streamed(request.app.state.pool, owner, after, limit if paged else None)
    async with request.app.state.pool.connection() as connection:
        rows = await conversation_store.summaries(connection, owner, limit + 1, after)
    return answers.data(rows[:limit], following=following(rows, limit), paged=True)


async def save(request: Request) -> Response:
    """Create a conversation, or store it again: the reference client sends the whole of it after every turn.

    With If-Match it must be there as last read, with `If-None-Match: *` it must be new; else 412.
    """
    owner = (await owner_of(request)).uid
    number, draft = whole_conversation(await body_of(request))
    new = request.headers.get("if-none-match", "").strip() == "*"
    async with request.app.state.pool.connection() as connection, connection.transaction():
        await owners.require_account(connection, request.app.state.settings, owner)
        await owners.require_room(connection, request.app.state.settings, owner)
        if "if-match" in request.headers:
            stored = await conversation_store.update(
                connection, owner, number, draft, revisions=held_revisions(request)
            )
        else:
            stored = await conversation_store.upsert(connection, owner, number, draft, new=new)
    if stored is None:
        raise changed()
    wake(request)
    return answers.done("Conversation created successfully", stored)


async def show(request: Request) -> Response:
    """One conversation, with its ETag."""
    owner, number = await named(request)
    async with request.app.state.pool.connection() as connection:
        found = await conversation_store.read(connection, owner, number)
    if found is None:
        raise not_found()
    return answers.data(found[0], revision=found[1])


async def change(request: Request) -> Response:
    """Change the title, the messages or the embedding; other parts stay, and a userId in the body has no effect."""
    owner, number = await named(request)
    part, held = parts(await body_of(request)), held_revisions(request)
    async with request.app.state.pool.connection() as connection:
        await owners.require_room(connection, request.app.state.settings, owner)
        stored = await conversation_store.update(connection, owner, number, part, revisions=held)
        if stored is None:
            raise await missed(connection, owner, number)
    wake(request)
    return answers.done("Conversation updated successfully", stored)


async def delete(request: Request) -> Response:
    """Delete one."""
    owner, number = await named(request)
    held = held_revisions(request)
    async with request.app.state.pool.connection() as connection:
        if not await conversation_store.delete(connection, owner, number, revisions=held):
            raise await missed(connection, owner, number)
    return answers.done("Conversation deleted successfully")


async def delete_all(request: Request) -> Response:
    """Delete all of a learner's; 200 also if there were none."""
    owner = (await owner_of(request)).uid
    async with request.app.state.pool.connection() as connection:
        count = await conversation_store.delete_all(connection, owner)
    return answers.done(f"{count} conversations deleted successfully for user {owner}")


async def named(request: Request) -> tuple[UUID, UUID]:
    """The owner and the conversation that the path names. 401, 403, or 404 for what cannot be an id."""
    owner = (await owner_of(request)).uid
    number = uuid_of(request.path_params["id"])
    if number is None:
        raise not_found()
    return owner, number


async def body_of(request: Request) -> dict[str, rawjson.Member]:
    """The members of the body. 400: not a JSON object; 413: too large."""
    try:
        return rawjson.members(await bodies.read_bytes(request, BODY))
    except rawjson.BadJson as error:
        raise Refused(f"{INVALID}: {error}") from error


def whole_conversation(sent: dict[str, rawjson.Member]) -> tuple[UUID, Change]:
    """The id and content of a conversation to create; unknown members have no effect. 400, 413."""
    if "title" not in sent or "conversation" not in sent or not sent.get("id", NOTHING).value:
        raise Refused(INVALID)
    number = uuid_of(sent["id"].value)
    if number is None:
        raise Refused(f"{INVALID}: id must be a UUID")
    draft = parts({name: member for name, member in sent.items() if name != "embedding" or member.value is not None})
    return number, draft


def parts(sent: dict[str, rawjson.Member]) -> Change:
    """The parts of a conversation to change. 400, 413."""
    if not {"title", "conversation", "embedding"} & set(sent):
        raise Refused("No fields to update")
    messages = sent.get("conversation")
    embedding = embedding_of(sent["embedding"]) if "embedding" in sent else None
    return Change(
        title=title_of(sent["title"]) if "title" in sent else None,
        conversation=messages_of(messages) if messages else None,
        messages=len(messages.value) if messages else None,
        embedding=embedding,
        clear_embedding="embedding" in sent and embedding is None,
    )


def title_of(sent: rawjson.Member) -> str:
    if not isinstance(sent.value, str) or not sent.value:
        raise Refused(INVALID)
    if len(sent.value) > TITLE:
        raise TooLarge(f"A title has at most {TITLE} characters")
    return sent.text


def messages_of(sent: rawjson.Member) -> str:
    if not isinstance(sent.value, list):
        raise Refused(INVALID)
    if len(sent.value) > MESSAGES:
        raise TooLarge(f"A conversation has at most {MESSAGES} messages")
    return sent.text


def embedding_of(sent: rawjson.Member) -> str | None:
    try:
        return vectors.from_json(sent.text.encode())
    except vectors.BadVector as error:
        raise Refused(f"{INVALID}: {error}") from error


def wake(request: Request) -> None:
    """Let the embedder know."""
    request.app.state.embedder.wake()


def held_revisions(request: Request) -> list[int] | None:
    """The revisions that If-Match names; None without the header and for `*`, which any revision matches."""
    header = request.headers.get("if-match")
    if header is None or header.strip() == "*":
        return None
    tags = (TAG.fullmatch(part.strip()) for part in header.split(","))
    return [int(tag[1]) for tag in tags if tag]


async def missed(connection: Connection, owner: UUID, number: UUID) -> Refused:
    """Why nothing was changed: it is not there, or not as the caller read it."""
    return changed() if await conversation_store.exists(connection, owner, number) else not_found()


def changed() -> Refused:
    return Refused("The conversation has changed since you read it: read it again", 412)


def not_found() -> NotFound:
    return NotFound("Conversation not found")


def following(rows: Sequence[Summary], limit: int) -> str | None:
    """The cursor of the next page, if one more row than `limit` was found."""
    return Cursor(rows[limit - 1].created_at, rows[limit - 1].id).text() if len(rows) > limit else None


async def streamed(pool: Pool, owner: UUID, after: Cursor, limit: int | None) -> Response:
    """Conversations with their messages, `limit` of them or all, read AT_ONCE: memory stays small however large they are."""
    first = await some(pool, owner, after, limit)  # before the answer begins: a database that is away is still an error
    lines = pieces(pool, owner, first, limit)
    return StreamingResponse(lines, media_type="application/json", headers=answers.HEADERS)


async def pieces(pool: Pool, owner: UUID, rows: list[Conversation], limit: int | None) -> AsyncIterator[bytes]:
    yield b'{"status":"success","data":['
    separator, left = b"", limit
    while rows and left != 0:
        shown = rows[:left]
        yield separator + b",".join(map(msgspec.json.encode, shown))
        separator, left = b",", None if left is None else left - len(shown)
        last = Cursor(shown[-1].created_at, shown[-1].id)
        rows = rows[len(shown) :] or await some(pool, owner, last, left)
    more = last.text() if rows else None
    yield b"]}" if limit is None else b'],"next":%s}' % msgspec.json.encode(more)


async def some(pool: Pool, owner: UUID, after: Cursor, left: int | None) -> list[Conversation]:
    """The next few, with one more than is `left`, which says whether there is a next page."""
    async with pool.connection() as connection:
        return await conversation_store.page(
            connection, owner, AT_ONCE if left is None else min(AT_ONCE, left + 1), after
        )


NOTHING = rawjson.Member(None, "null")
