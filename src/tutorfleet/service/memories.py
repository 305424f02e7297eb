"""What is remembered of a learner: recalled for a prompt, listed and deleted by the learner.

`recall` is exact search over one learner's rows; it works without an embedding. Storing belongs to `learning_store.py`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from psycopg.rows import DictRow
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.service import answers
from tutorfleet.service.errors import NotFound
from tutorfleet.service.identity import learner_of
from tutorfleet.service.learning_store import Connection
from tutorfleet.service.paging import Cursor, cursor_of, only, uuid_of, whole
from tutorfleet.service.vectors import HALF, as_text


class Memory(msgspec.Struct, frozen=True):
    """Something remembered. `similarity`: -1 to 1 to what was asked, None where there was nothing to compare."""

    id: UUID
    kind: str
    category: str | None
    text: str
    detail: dict[str, Any]
    at: datetime
    similarity: float | None = None


def routes() -> list[BaseRoute]:
    """What a learner may do with their memories."""
    return [
        Route("/me/memories", show, methods=["GET"]),
        Route("/me/memories/{id}", forget, methods=["DELETE"]),
    ]


async def show(request: Request) -> Response:
    """A page of the learner's memories, newest first."""
    owner = (await learner_of(request)).uid
    only(request, ("limit", "cursor"))
    after, limit = cursor_of(request), whole(request, "limit", 50, 1, 200)
    async with request.app.state.pool.connection() as connection:
        found = await newest(connection, owner, limit + 1, after)
    shown = found[:limit]
    following = Cursor(shown[-1].at, shown[-1].id).text() if len(found) > limit else None
    return answers.data([public(memory) for memory in shown], following=following, paged=True)


async def forget(request: Request) -> Response:
    """Delete one; 404 if the learner has none of this id."""
    owner, number = (await learner_of(request)).uid, uuid_of(request.path_params["id"])
    async with request.app.state.pool.connection() as connection:
        if number is None or not await delete(connection, owner, number):
            raise NotFound("Memory not found")
    return answers.done("Memory deleted successfully")


async def recall(
    connection: Connection,
    owner: UUID,
    embedding: Sequence[float] | None,
    categories: Collection[str],
    limit: int,
    *,
    without: Collection[UUID] = (),
) -> list[Memory]:
    """This learner's memories worth naming now, but for those of the turns `without`: same categories first, the most similar
    before others, then the newest."""
    vector = None if embedding is None else as_text(embedding, HALF)
    values = {"owner": owner, "like": vector, "categories": list(categories), "limit": limit, "without": list(without)}
    return [memory(row) for row in await (await connection.execute(RECALL, values)).fetchall()]


async def newest(connection: Connection, owner: UUID, limit: int, after: Cursor) -> list[Memory]:
    """Up to `limit` memories, newest first."""
    values = {"owner": owner, "at": after.at, "id": after.id, "limit": limit}
    return [memory(row) for row in await (await connection.execute(NEWEST, values)).fetchall()]


async def delete(connection: Connection, owner: UUID, number: UUID) -> bool:
    """Delete one of this learner's memories; whether it was there."""
    gone = await connection.execute("DELETE FROM memories WHERE owner = %s AND id = %s", [owner, number])
    return gone.rowcount > 0


def memory(row: DictRow) -> Memory:
    return Memory(**{**row, "at": answers.utc(row["at"])})


def public(found: Memory) -> dict[str, Any]:
    """A memory as it is listed: nothing was asked, so nothing is similar."""
    return {name: value for name, value in msgspec.structs.asdict(found).items() if name != "similarity"}


RECALL = """
SELECT id, kind, category, text, detail, at, nullif(1 - (embedding <=> %(like)s::halfvec), 'NaN') AS similarity
FROM memories WHERE owner = %(owner)s AND turn <> ALL (%(without)s::uuid[])
ORDER BY coalesce(category = ANY(%(categories)s::text[]), false) DESC, similarity DESC NULLS LAST, at DESC, id
LIMIT %(limit)s
"""
NEWEST = """
SELECT id, kind, category, text, detail, at
FROM memories WHERE owner = %(owner)s AND (at, id) < (%(at)s, %(id)s)
ORDER BY at DESC, id DESC LIMIT %(limit)s
"""
