"""Words that a learner collects, each with the sentence it stood in and what it means. They are reviewed as cards (`review.py`).

An id is a UUID that the client makes: the same word sent again is the same word.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from psycopg.rows import DictRow
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.service import answers, bodies, owners, review_store
from tutorfleet.service.errors import Conflict, NotFound, TooLarge, Unprocessable
from tutorfleet.service.identity import learner_of
from tutorfleet.service.learning_store import Connection, storable
from tutorfleet.service.paging import Cursor, cursor_of, only, uuid_of, whole

WORDS = 5_000
"""most words of one learner"""
BODY = 16 * 1024
"""bytes"""
Meaning = Annotated[str, msgspec.Meta(max_length=500)] | None


class NewWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends."""

    id: UUID
    word: Annotated[str, msgspec.Meta(max_length=100)]
    sentence: Annotated[str, msgspec.Meta(max_length=1_000)]
    meaning: Meaning = None


class NewMeaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be changed of it."""

    meaning: Meaning


class Word(msgspec.Struct, frozen=True):
    """A word that is kept."""

    id: UUID
    word: str
    sentence: str
    meaning: str | None
    at: datetime


def routes() -> list[BaseRoute]:
    """What a learner may do with words."""
    return [
        Route("/me/words", show, methods=["GET"]),
        Route("/me/words", add, methods=["POST"]),
        Route("/me/words/{id}", change, methods=["PUT"]),
        Route("/me/words/{id}", remove, methods=["DELETE"]),
    ]


async def show(request: Request) -> Response:
    """A page of the learner's words, newest first."""
    owner = (await learner_of(request)).uid
    only(request, ("limit", "cursor"))
    after, limit = cursor_of(request), whole(request, "limit", 50, 1, 200)
    async with request.app.state.pool.connection() as connection:
        found = await page(connection, owner, limit + 1, after)
    shown = found[:limit]
    following = Cursor(shown[-1].at, shown[-1].id).text() if len(found) > limit else None
    return answers.data(shown, following=following, paged=True)


async def add(request: Request) -> Response:
    """Keep a word. One that is there already stays; another one of its id is 409."""
    owner = (await learner_of(request)).uid
    new = tidied(await bodies.read(request, NewWord, limit=BODY, strict=True))
    async with request.app.state.pool.connection() as connection, connection.transaction():
        await owners.require_account(connection, request.app.state.settings, owner)
        await review_store.lock(connection, owner)
        there = await find(connection, owner, [new.id])
        if not there:
            await require_room(connection, owner)
            await connection.execute(ADD, {"owner": owner, **msgspec.structs.asdict(new)})
            there = await find(connection, owner, [new.id])
    if (there[0].word, there[0].sentence) != (new.word, new.sentence):
        raise Conflict("This id belongs to another word; make a new id")
    return answers.data(there[0])


async def change(request: Request) -> Response:
    """Say what a word means, or null; 404 if the learner has none of this id."""
    owner, number = (await learner_of(request)).uid, uuid_of(request.path_params["id"])
    meaning = (await bodies.read(request, NewMeaning, limit=BODY, strict=True)).meaning
    async with request.app.state.pool.connection() as connection:
        changed = await connection.execute(CHANGE, [meaning and tidy(meaning), owner, number])
        if row := await changed.fetchone():
            return answers.data(word(row))
    raise NotFound("Word not found")


async def remove(request: Request) -> Response:
    """Delete a word, with its card; 404 if the learner has none of this id."""
    owner, number = (await learner_of(request)).uid, uuid_of(request.path_params["id"])
    async with request.app.state.pool.connection() as connection, connection.transaction():
        await review_store.lock(connection, owner)
        gone = await connection.execute("DELETE FROM words WHERE owner = %s AND id = %s", [owner, number])
        if number is None or gone.rowcount == 0:
            raise NotFound("Word not found")
        await review_store.forget(connection, owner, number)
    return answers.done("Word deleted successfully")


async def page(connection: Connection, owner: UUID, limit: int, after: Cursor) -> list[Word]:
    """Up to `limit` words, newest first."""
    values = {"owner": owner, "at": after.at, "id": after.id, "limit": limit}
    return [word(row) for row in await (await connection.execute(PAGE, values)).fetchall()]


async def find(connection: Connection, owner: UUID, numbers: Collection[UUID]) -> list[Word]:
    """This learner's words of these ids."""
    return [word(row) for row in await (await connection.execute(FIND, [owner, list(numbers)])).fetchall()]


async def require_room(connection: Connection, owner: UUID) -> None:
    found = await connection.execute("SELECT count(*) AS words FROM words WHERE owner = %s", [owner])
    row = await found.fetchone()
    if row and row["words"] >= WORDS:
        raise TooLarge(f"You have {WORDS} words; delete some first")


def tidied(new: NewWord) -> NewWord:
    """As it is kept. Raises Unprocessable for a blank word."""
    kept = NewWord(new.id, tidy(new.word), tidy(new.sentence), new.meaning and tidy(new.meaning))
    if not kept.word:
        raise Unprocessable("word: expected a word")
    return kept


def tidy(text: str) -> str:
    return storable(text).strip()


def word(row: DictRow) -> Word:
    return Word(**{**row, "at": answers.utc(row["at"])})


ADD = """
INSERT INTO words (owner, id, word, sentence, meaning)
VALUES (%(owner)s, %(id)s, %(word)s, %(sentence)s, %(meaning)s)
"""
CHANGE = "UPDATE words SET meaning = %s WHERE owner = %s AND id = %s RETURNING id, word, sentence, meaning, at"
FIND = "SELECT id, word, sentence, meaning, at FROM words WHERE owner = %s AND id = ANY(%s)"
PAGE = """
SELECT id, word, sentence, meaning, at FROM words WHERE owner = %(owner)s AND (at, id) < (%(at)s, %(id)s)
ORDER BY at DESC, id DESC LIMIT %(limit)s
"""
