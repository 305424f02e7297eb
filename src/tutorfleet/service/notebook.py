"""The mistake notebook: every mistake of a learner once, with its last sentence, how often and since when.

Mistakes come from `learning_store.record`; a deleted entry takes all its occurrences with it, also out of the trends, and
comes back only when the mistake is made again.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, get_args
from uuid import UUID

import msgspec
from psycopg.rows import DictRow
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.language.edits import Category, Reason
from tutorfleet.service import answers, review_store
from tutorfleet.service.errors import NotFound, Unprocessable
from tutorfleet.service.identity import learner_of
from tutorfleet.service.learning_store import Connection
from tutorfleet.service.paging import START, Cursor, cursor_of, only, uuid_of, whole


class Entry(msgspec.Struct, frozen=True, rename="camel"):
    """One mistake. `original`, `replacement`, `sentence` and `turn` are those of the last time it was made."""

    id: UUID
    category: str
    rule: str
    original: str
    replacement: str
    sentence: str
    reason: Reason
    turn: UUID
    seen: int
    first_seen: datetime
    last_seen: datetime


def routes() -> list[BaseRoute]:
    """What a learner may do with the notebook."""
    return [
        Route("/me/notebook", show, methods=["GET"]),
        Route("/me/notebook/{id}", strike, methods=["DELETE"]),
    ]


async def show(request: Request) -> Response:
    """A page of the notebook, the mistake made last first; `?category=` one kind only."""
    owner = (await learner_of(request)).uid
    only(request, ("limit", "cursor", "category"))
    after, limit = cursor_of(request), whole(request, "limit", 50, 1, 200)
    category = category_of(request)
    async with request.app.state.pool.connection() as connection:
        found = await page(connection, owner, limit + 1, after, category=category)
    shown = found[:limit]
    following = Cursor(shown[-1].last_seen, shown[-1].id).text() if len(found) > limit else None
    return answers.data(shown, following=following, paged=True)


async def strike(request: Request) -> Response:
    """Delete an entry; 404 if the learner has none of this id."""
    owner, number = (await learner_of(request)).uid, uuid_of(request.path_params["id"])
    async with request.app.state.pool.connection() as connection, connection.transaction():
        if number is None or not await delete(connection, owner, number):
            raise NotFound("Notebook entry not found")
    return answers.done("Notebook entry deleted successfully")


async def page(
    connection: Connection,
    owner: UUID,
    limit: int,
    after: Cursor = START,
    *,
    category: str | None = None,
    ids: Collection[UUID] | None = None,
) -> list[Entry]:
    """Up to `limit` entries, the mistake made last first; only of this category, only these, if they are named."""
    which = {"category": category, "ids": None if ids is None else list(ids)}
    values = {"owner": owner, "at": after.at, "id": after.id, "limit": limit, **which}
    return [entry(row) for row in await (await connection.execute(PAGE, values)).fetchall()]


async def delete(connection: Connection, owner: UUID, number: UUID) -> bool:
    """Delete every occurrence of an entry of this learner, with its card; whether there was one. Call it inside a transaction."""
    await review_store.lock(connection, owner)
    gone = await connection.execute("DELETE FROM mistakes WHERE owner = %s AND entry = %s", [owner, number])
    await review_store.forget(connection, owner, number)
    return gone.rowcount > 0


def category_of(request: Request) -> str | None:
    category = request.query_params.get("category")
    if category is not None and category not in get_args(Category):
        raise Unprocessable(f"category: expected one of {', '.join(get_args(Category))}")
    return category


def entry(row: DictRow) -> Entry:
    reason = Reason(row.pop("reason_en"), row.pop("reason_id"))
    times: dict[str, Any] = {name: answers.utc(row.pop(name)) for name in ("first_seen", "last_seen")}
    return Entry(**row, **times, reason=reason)


PAGE = """
WITH entries AS (
    SELECT DISTINCT ON (entry) entry AS id, category, rule, original, replacement, sentence, reason_en, reason_id, turn,
        at AS last_seen, count(*) OVER each AS seen, min(at) OVER each AS first_seen
    FROM mistakes
    WHERE owner = %(owner)s AND (%(category)s::text IS NULL OR category = %(category)s)
        AND (%(ids)s::uuid[] IS NULL OR entry = ANY(%(ids)s::uuid[]))
    WINDOW each AS (PARTITION BY entry)
    ORDER BY entry, at DESC
)
SELECT * FROM entries WHERE (last_seen, id) < (%(at)s, %(id)s) ORDER BY last_seen DESC, id DESC LIMIT %(limit)s
"""
