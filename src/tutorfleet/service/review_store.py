"""Cards and reviews in PostgreSQL. Every notebook entry and every word *is* a card; a row is kept of those that were reviewed.

A card that was never reviewed is due since it was made; a mistake that is made again after a review is due at once. It opens no
transaction and knows nothing of HTTP.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, LiteralString
from uuid import UUID

import msgspec
from psycopg.rows import DictRow

from tutorfleet.service import answers
from tutorfleet.service.learning_store import Connection
from tutorfleet.service.scheduling import Card, Rating

REVIEWS = 20_000
"""most reviews of one learner that are kept; the oldest go first"""
Kind = Literal["mistake", "word"]


class Stored(msgspec.Struct, frozen=True):
    """A card. `card`: what FSRS knows of it, None before its first review."""

    id: UUID
    kind: Kind
    due: datetime
    card: Card | None


class Counts(msgspec.Struct, frozen=True):
    """How many cards are due, how many of those were never reviewed, and when the next one is due."""

    due: int
    new: int
    next: datetime | None


async def lock(connection: Connection, owner: UUID) -> None:
    """Let the reviews of a learner follow each other until the caller's transaction ends."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 3))", [str(owner)])


async def clock(connection: Connection) -> datetime:
    """The database's time in UTC: its clock made all other times."""
    row = await (await connection.execute("SELECT statement_timestamp() AS now")).fetchone()
    assert row, "it has one row"
    return answers.utc(row["now"])


async def counts(connection: Connection, owner: UUID, now: datetime) -> Counts:
    """All cards of a learner, counted."""
    row = await (await connection.execute(COUNTS, {"owner": owner, "now": now})).fetchone()
    assert row, "an aggregate has a row"
    return Counts(row["due"], row["new"], row["next"] and answers.utc(row["next"]))


async def due(connection: Connection, owner: UUID, now: datetime, limit: int) -> list[Stored]:
    """Cards to review: first those that were reviewed before, the longest due first; then new ones, the newest first."""
    found = await connection.execute(DUE, {"owner": owner, "now": now, "limit": limit})
    return [stored(row) for row in await found.fetchall()]


async def find(connection: Connection, owner: UUID, number: UUID) -> Stored | None:
    """A card of this learner, due or not."""
    row = await (await connection.execute(FIND, {"owner": owner, "id": number})).fetchone()
    return stored(row) if row else None


async def reviewed(connection: Connection, owner: UUID, review: UUID) -> tuple[UUID, Rating] | None:
    """The card and the rating of a review that was stored under this id."""
    found = await connection.execute("SELECT card, rating FROM reviews WHERE owner = %s AND id = %s", [owner, review])
    row = await found.fetchone()
    return (row["card"], row["rating"]) if row else None


async def keep(connection: Connection, owner: UUID, number: UUID, review: UUID, rating: Rating, card: Card) -> None:
    """Store a review and what became of its card. Call it inside a transaction, with `lock`."""
    values: Mapping[str, Any] = {"owner": owner, "id": number, **msgspec.structs.asdict(card)}
    await connection.execute(KEEP, values)
    await connection.execute(LOG, [owner, review, number, rating, card.reviewed_at])
    await connection.execute(EVICT, {"owner": owner, "keep": REVIEWS})


async def forget(connection: Connection, owner: UUID, number: UUID) -> None:
    """Remove what is known of a card, with its reviews."""
    await connection.execute("DELETE FROM cards WHERE owner = %s AND id = %s", [owner, number])
    await connection.execute("DELETE FROM reviews WHERE owner = %s AND card = %s", [owner, number])


def stored(row: DictRow) -> Stored:
    card = None
    if row["state"] is not None:
        times = {"due": answers.utc(row["stored_due"]), "reviewed_at": answers.utc(row["reviewed_at"])}
        card = Card(row["state"], row["step"], row["stability"], row["difficulty"], **times)
    return Stored(row["id"], row["kind"], answers.utc(row["due"]), card)


EVERY: LiteralString = """
WITH made AS (
    SELECT entry AS id, 'mistake' AS kind, max(at) AS at FROM mistakes WHERE owner = %(owner)s GROUP BY entry
    UNION ALL SELECT id, 'word', at FROM words WHERE owner = %(owner)s
), every AS (
    SELECT made.id, kind, state, step, stability, difficulty, reviewed_at, cards.due AS stored_due,
        CASE WHEN reviewed_at >= made.at THEN cards.due ELSE made.at END AS due
    FROM made LEFT JOIN cards ON cards.owner = %(owner)s AND cards.id = made.id
)
"""
COUNTS = (
    EVERY
    + """
SELECT count(*) FILTER (WHERE due <= %(now)s) AS due,
    count(*) FILTER (WHERE due <= %(now)s AND reviewed_at IS NULL) AS new, min(due) FILTER (WHERE due > %(now)s) AS next
FROM every
"""
)
DUE = (
    EVERY
    + """
SELECT * FROM every WHERE due <= %(now)s
ORDER BY reviewed_at IS NULL, CASE WHEN reviewed_at IS NULL THEN %(now)s - due ELSE due - %(now)s END, id
LIMIT %(limit)s
"""
)
FIND = (
    EVERY
    + """
SELECT * FROM every WHERE id = %(id)s ORDER BY kind LIMIT 1
"""
)
KEEP = """
INSERT INTO cards (owner, id, state, step, stability, difficulty, due, reviewed_at)
VALUES (%(owner)s, %(id)s, %(state)s, %(step)s, %(stability)s, %(difficulty)s, %(due)s, %(reviewed_at)s)
ON CONFLICT (owner, id) DO UPDATE SET state = EXCLUDED.state, step = EXCLUDED.step, stability = EXCLUDED.stability,
    difficulty = EXCLUDED.difficulty, due = EXCLUDED.due, reviewed_at = EXCLUDED.reviewed_at
"""
LOG = "INSERT INTO reviews (owner, id, card, rating, at) VALUES (%s, %s, %s, %s, %s)"
EVICT = """
DELETE FROM reviews WHERE owner = %(owner)s AND id IN
    (SELECT id FROM reviews WHERE owner = %(owner)s ORDER BY at DESC, id DESC OFFSET %(keep)s)
"""
