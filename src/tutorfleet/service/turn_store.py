"""Turns in PostgreSQL: what was asked, the events, and whose turn it is to go on with one.

A turn has a *lease*: a token of the service that is at it, renewed while it is. Every write names the lease, under a lock of the
turn's row, so a service that was thought dead and comes back can store nothing more. Knows nothing of HTTP, and opens no
transaction except where it says so.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import DictRow

from tutorfleet.language.edits import Edit
from tutorfleet.tutor.scenarios import Choice

Connection = AsyncConnection[DictRow]
LEASE_SECONDS = 4.0
PAST_TURNS = 30
"""that the next one is told of"""
State = Literal["running", "done", "stopped", "failed"]
Name = tuple[UUID, UUID]
"""owner and id: two learners may use the same id"""


class LeaseLost(RuntimeError):
    """Another service is at this turn now, or it is gone with its conversation."""


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the learner asked."""

    text: str
    region: str
    model: str
    language: Literal["en", "id"] = "en"
    replaces: UUID | None = None
    scenario: Choice | None = None


class Row(msgspec.Struct, frozen=True):
    """A turn."""

    owner: UUID
    id: UUID
    conversation: UUID
    request: Request
    state: State
    lease: UUID
    takeovers: int
    begun_at: datetime
    ended_at: datetime | None


class Told(msgspec.Struct, frozen=True):
    """An ended turn as the next ones need it. `praised`: the kind of mistake that it praised as no longer made."""

    id: UUID
    conversation: UUID
    request: Request
    edits: list[Edit]
    reply: str
    praised: str | None
    begun_at: datetime


async def begin(connection: Connection, owner: UUID, turn: UUID, conversation: UUID, ask: Request, lease: UUID) -> Row:
    """A new running turn. Raises psycopg's UniqueViolation if there is one of this id, or one running here."""
    values = {"owner": owner, "id": turn, "conversation": conversation, "lease": lease, "seconds": LEASE_SECONDS}
    found = await connection.execute(BEGIN, {**values, "request": msgspec.json.encode(ask).decode()})
    return row_of(await found.fetchone())


async def find(connection: Connection, owner: UUID, turn: UUID) -> Row | None:
    """A turn of this learner."""
    found = await (await connection.execute(FIND, {"owner": owner, "id": turn})).fetchone()
    return row_of(found) if found else None


async def running(connection: Connection, owner: UUID) -> list[Row]:
    """This learner's turns in progress, wherever they are worked at."""
    found = await connection.execute(RUNNING, {"owner": owner})
    return [row_of(row) for row in await found.fetchall()]


async def listed(
    connection: Connection, owner: UUID, conversation: UUID, limit: int, before: Row | None = None
) -> list[tuple[Row, str | None]]:
    """The newest turns of a conversation (that began before `before`), oldest first, with the line of their `done` event."""
    place = {"at": before and before.begun_at, "id": before and before.id}
    values = {"owner": owner, "conversation": conversation, "limit": limit, **place}
    found = await (await connection.execute(LISTED, values)).fetchall()
    return [(row_of(row), row["done"]) for row in reversed(found)]


async def past(connection: Connection, owner: UUID, limit: int, *, without: Collection[UUID] = ()) -> list[Told]:
    """The learner's newest ended turns, oldest first, but for `without` and those of which nothing may be kept."""
    values = {"owner": owner, "limit": limit, "without": list(without)}
    found = await (await connection.execute(PAST, values)).fetchall()
    return [msgspec.convert(row, Told) for row in reversed(found)]


async def events(connection: Connection, owner: UUID, turn: UUID, start: int) -> list[str]:
    """Stored lines from sequence `start` on."""
    found = await connection.execute(EVENTS, {"owner": owner, "turn": turn, "start": start})
    return [row["event"] for row in await found.fetchall()]


async def add_events(connection: Connection, owner: UUID, turn: UUID, lease: UUID, lines: Mapping[int, str]) -> None:
    """Store lines by their sequence; those that are there already stay. Raises LeaseLost. Call it inside a transaction."""
    held = await connection.execute(HOLD, {"owner": owner, "id": turn, "lease": lease})
    if await held.fetchone() is None:
        raise LeaseLost(f"turn {turn}")
    rows = {"owner": owner, "turn": turn, "seqs": list(lines), "events": list(lines.values())}
    await connection.execute(ADD, rows)


async def end(
    connection: Connection, owner: UUID, turn: UUID, state: State, edits: Sequence[Edit] | None, reply: str
) -> None:
    """Mark it as ended, after `add_events` in the same transaction."""
    kept = None if edits is None else msgspec.json.encode(edits).decode()
    values = {"owner": owner, "id": turn, "state": state, "edits": kept, "reply": msgspec.json.encode(reply).decode()}
    await connection.execute(END, values)


async def renew(connection: Connection, lease: UUID, mine: Collection[Name]) -> tuple[set[Name], set[Name]]:
    """Hold the turns that this service works at for longer; those that it holds, and those of them that are to stop."""
    values = {"lease": lease, "seconds": LEASE_SECONDS, **names(mine)}
    found = await (await connection.execute(RENEW, values)).fetchall()
    held = {(row["owner"], row["id"]): row["stopping"] for row in found}
    return set(held), {name for name, stopping in held.items() if stopping}


async def take_over(connection: Connection, lease: UUID, mine: Collection[Name], limit: int) -> list[Row]:
    """Turns that nobody works at, but not `mine`; they are this service's now."""
    values = {"lease": lease, "seconds": LEASE_SECONDS, "limit": limit, **names(mine)}
    return [row_of(row) for row in await (await connection.execute(TAKE_OVER, values)).fetchall()]


async def release(connection: Connection, lease: UUID) -> None:
    """Let another service go on at once."""
    await connection.execute(RELEASE, {"lease": lease})


async def ask_to_stop(connection: Connection, owner: UUID, turn: UUID) -> None:
    """Have a running turn stopped, wherever it is worked at."""
    await connection.execute(STOP, {"owner": owner, "id": turn})


def names(turns: Collection[Name]) -> dict[str, list[UUID]]:
    return {"owners": [owner for owner, _ in turns], "turns": [turn for _, turn in turns]}


def row_of(row: DictRow | None) -> Row:
    assert row is not None, "the statement returns a row"
    return msgspec.convert(row, Row)


BEGIN = """
INSERT INTO turns (owner, id, conversation, request, lease, lease_until)
VALUES (%(owner)s, %(id)s, %(conversation)s, %(request)s::json, %(lease)s,
    clock_timestamp() + make_interval(secs => %(seconds)s))
RETURNING owner, id, conversation, request, state, lease, takeovers, begun_at, ended_at
"""
FIND = """
SELECT owner, id, conversation, request, state, lease, takeovers, begun_at, ended_at
FROM turns WHERE owner = %(owner)s AND id = %(id)s
"""
RUNNING = """
SELECT owner, id, conversation, request, state, lease, takeovers, begun_at, ended_at
FROM turns WHERE owner = %(owner)s AND state = 'running'
"""
LISTED = """
SELECT owner, id, conversation, request, state, lease, takeovers, begun_at, ended_at,
    CASE WHEN state <> 'running' THEN (SELECT event::text FROM turn_events AS e
        WHERE e.owner = t.owner AND e.turn = t.id ORDER BY seq DESC LIMIT 1) END AS done
FROM turns AS t WHERE owner = %(owner)s AND conversation = %(conversation)s
    AND (%(at)s::timestamptz IS NULL OR (begun_at, id) < (%(at)s, %(id)s))
ORDER BY begun_at DESC, id DESC LIMIT %(limit)s
"""
PAST = """
SELECT id, conversation, request, edits, reply, begun_at,
    (SELECT event -> 'praise' ->> 'kind' FROM turn_events AS e
        WHERE e.owner = t.owner AND e.turn = t.id ORDER BY seq DESC LIMIT 1) AS praised
FROM turns AS t WHERE owner = %(owner)s AND state <> 'running' AND edits IS NOT NULL AND reply IS NOT NULL
    AND id <> ALL (%(without)s::uuid[])
ORDER BY begun_at DESC, id DESC LIMIT %(limit)s
"""
EVENTS = """
SELECT event::text FROM turn_events WHERE owner = %(owner)s AND turn = %(turn)s AND seq >= %(start)s ORDER BY seq
"""
HOLD = "SELECT 1 FROM turns WHERE owner = %(owner)s AND id = %(id)s AND lease = %(lease)s AND state = 'running' FOR NO KEY UPDATE"
ADD = """
INSERT INTO turn_events (owner, turn, seq, event)
SELECT %(owner)s, %(turn)s, seq, event::json FROM unnest(%(seqs)s::int[], %(events)s::text[]) AS new (seq, event)
ON CONFLICT DO NOTHING
"""
END = """
UPDATE turns SET state = %(state)s, edits = %(edits)s::json, reply = %(reply)s::json, ended_at = clock_timestamp()
WHERE owner = %(owner)s AND id = %(id)s
"""
RENEW = """
UPDATE turns SET lease_until = clock_timestamp() + make_interval(secs => %(seconds)s)
WHERE lease = %(lease)s AND state = 'running'
    AND (owner, id) IN (SELECT * FROM unnest(%(owners)s::uuid[], %(turns)s::uuid[]))
RETURNING owner, id, stopping
"""
TAKE_OVER = """
UPDATE turns SET lease = %(lease)s, takeovers = takeovers + 1,
    lease_until = clock_timestamp() + make_interval(secs => %(seconds)s)
WHERE (owner, id) IN (
    SELECT owner, id FROM turns WHERE state = 'running' AND lease_until < clock_timestamp()
        AND (owner, id) NOT IN (SELECT * FROM unnest(%(owners)s::uuid[], %(turns)s::uuid[]))
    ORDER BY lease_until LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
RETURNING owner, id, conversation, request, state, lease, takeovers, begun_at, ended_at
"""
RELEASE = "UPDATE turns SET lease_until = '-infinity' WHERE lease = %(lease)s AND state = 'running'"
STOP = "UPDATE turns SET stopping = true WHERE owner = %(owner)s AND id = %(id)s AND state = 'running'"
