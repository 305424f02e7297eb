"""Conversations in PostgreSQL: every statement names the owner, and texts are kept as they came (see rawjson.py).

Knows nothing of HTTP. A conversation whose words changed without an embedding becomes due for one (embeddings.py).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import DictRow

from tutorfleet.service.answers import etag, utc
from tutorfleet.service.paging import START, Cursor
from tutorfleet.tutor.scenarios import Choice

Connection = AsyncConnection[DictRow]


class Conversation(msgspec.Struct, frozen=True, rename="camel"):
    """A stored conversation as the reference client reads it."""

    id: UUID
    title: msgspec.Raw
    conversation: msgspec.Raw
    embedding: str | None
    user_id: UUID = msgspec.field(name="user_id")
    scenario: Choice | None
    created_at: datetime
    updated_at: datetime


class Summary(msgspec.Struct, frozen=True, rename="camel"):
    """A conversation without its messages; `messages` is how many there are."""

    id: UUID
    title: msgspec.Raw
    messages: int
    scenario: Choice | None
    created_at: datetime
    updated_at: datetime
    etag: str


class Change(msgspec.Struct, frozen=True):
    """What to store; None leaves a part as it is. Titles, conversations and scenarios are JSON texts, embeddings
    pgvector's."""

    title: str | None = None
    conversation: str | None = None
    messages: int | None = None
    embedding: str | None = None
    scenario: str | None = None
    """only with a new conversation: it stays what it is"""
    clear_embedding: bool = False


async def upsert(connection: Connection, owner: UUID, number: UUID, change: Change, *, new: bool = False) -> int | None:
    """Store a whole conversation under its id, over an earlier one; the revision. `new`: None if there is one."""
    values = {"owner": owner, "id": number, "new": new, **msgspec.structs.asdict(change)}
    return revision(await (await connection.execute(UPSERT, values)).fetchone())


async def update(
    connection: Connection, owner: UUID, number: UUID, change: Change, *, revisions: Collection[int] | None = None
) -> int | None:
    """Change parts of a conversation; the new revision, None if there is none or not one of `revisions`."""
    held = None if revisions is None else list(revisions)
    values = {"owner": owner, "id": number, "held": held, **msgspec.structs.asdict(change)}
    return revision(await (await connection.execute(UPDATE, values)).fetchone())


async def read(connection: Connection, owner: UUID, number: UUID) -> tuple[Conversation, int] | None:
    """A conversation and its revision."""
    row = await (await connection.execute(READ, {"owner": owner, "id": number})).fetchone()
    return (conversation(row), row["revision"]) if row else None


async def exists(connection: Connection, owner: UUID, number: UUID) -> bool:
    """Whether this learner has a conversation of this id."""
    found = await connection.execute("SELECT 1 FROM conversations WHERE owner = %s AND id = %s", [owner, number])
    return await found.fetchone() is not None


async def page(connection: Connection, owner: UUID, limit: int, after: Cursor = START) -> list[Conversation]:
    """Up to `limit` conversations with their messages, newest first."""
    found = await connection.execute(PAGE, {"owner": owner, "at": after.at, "id": after.id, "limit": limit})
    return [conversation(row) for row in await found.fetchall()]


async def summaries(connection: Connection, owner: UUID, limit: int, after: Cursor = START) -> list[Summary]:
    """Likewise without messages."""
    found = await connection.execute(SUMMARIES, {"owner": owner, "at": after.at, "id": after.id, "limit": limit})
    return [summary(row) for row in await found.fetchall()]


async def delete(
    connection: Connection, owner: UUID, number: UUID, *, revisions: Collection[int] | None = None
) -> bool:
    """Delete one; whether it was there (and one of `revisions`)."""
    held = None if revisions is None else list(revisions)
    return (await connection.execute(DELETE, {"owner": owner, "id": number, "held": held})).rowcount > 0


async def delete_all(connection: Connection, owner: UUID) -> int:
    """Delete every conversation of a learner; how many there were."""
    return (await connection.execute("DELETE FROM conversations WHERE owner = %s", [owner])).rowcount


async def messages(connection: Connection, owner: UUID, number: UUID) -> list[Any] | None:
    """The messages as Python values, for a prompt; None if there is no such conversation."""
    found = await read(connection, owner, number)
    return json.loads(bytes(found[0].conversation)) if found else None


async def scenario(connection: Connection, owner: UUID, number: UUID) -> Choice | None:
    """What a conversation plays; None for nothing, or no such conversation."""
    found = await connection.execute("SELECT scenario FROM conversations WHERE owner = %s AND id = %s", [owner, number])
    row = await found.fetchone()
    return played(row["scenario"]) if row else None


async def lock(connection: Connection, owner: UUID, number: UUID) -> DictRow | None:
    """Keep others from changing or deleting a conversation until the caller's transaction ends; its texts."""
    return await (await connection.execute(LOCK, [owner, number])).fetchone()


async def size(connection: Connection, owner: UUID, number: UUID) -> tuple[int, int]:
    """How many messages a conversation has, and how many characters they are as JSON; nothing for none."""
    row = await (await connection.execute(SIZE, [owner, number])).fetchone()
    return (row["messages"], row["characters"]) if row else (0, 0)


async def stored(connection: Connection, owner: UUID) -> int:
    """How many bytes this learner's conversations take, compressed as they are: nothing of them is read."""
    row = await (await connection.execute(STORED, [owner])).fetchone()
    return row["bytes"] if row else 0


async def append(
    connection: Connection, owner: UUID, number: UUID, title: str, added: Sequence[Mapping[str, Any]]
) -> int:
    """Add messages to a conversation, begun with `title` if it is new; the revision. Call it inside a transaction.

    What is there already stays as it was sent. Two that append at once follow each other.
    """
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{owner}/{number}"])
    row = await lock(connection, owner, number)
    kept = row["conversation"].strip()[1:-1].strip() if row else ""
    more = ",".join(map(json.dumps, added))
    text = "[" + ",".join(filter(None, [kept, more])) + "]"
    count = (row["messages"] if row else 0) + len(added)
    change = Change(row["title"] if row else json.dumps(title), text, count)
    stored = await upsert(connection, owner, number, change)
    assert stored is not None, "without `new`, an upsert always stores"
    return stored


def revision(row: DictRow | None) -> int | None:
    return row["revision"] if row else None


def played(stored: Any) -> Choice | None:
    return None if stored is None else msgspec.convert(stored, Choice)


def conversation(row: DictRow) -> Conversation:
    return Conversation(
        id=row["id"],
        title=msgspec.Raw(row["title"]),
        conversation=msgspec.Raw(row["conversation"]),
        embedding=row["embedding"],
        user_id=row["owner"],
        scenario=played(row["scenario"]),
        created_at=utc(row["created_at"]),
        updated_at=utc(row["updated_at"]),
    )


def summary(row: DictRow) -> Summary:
    return Summary(
        id=row["id"],
        title=msgspec.Raw(row["title"]),
        messages=row["messages"],
        scenario=played(row["scenario"]),
        created_at=utc(row["created_at"]),
        updated_at=utc(row["updated_at"]),
        etag=etag(row["revision"]),
    )


READ = """
SELECT id, title::text, conversation::text, embedding::text, owner, scenario, created_at, updated_at, revision
FROM conversations WHERE owner = %(owner)s AND id = %(id)s
"""
LOCK = "SELECT title::text, conversation::text, messages FROM conversations WHERE owner = %s AND id = %s FOR UPDATE"
SIZE = "SELECT messages, length(conversation::text) AS characters FROM conversations WHERE owner = %s AND id = %s"
STORED = """
SELECT coalesce(sum(pg_column_size(title) + pg_column_size(conversation)), 0)::bigint AS bytes
FROM conversations WHERE owner = %s
"""
PAGE = """
SELECT id, title::text, conversation::text, embedding::text, owner, scenario, created_at, updated_at
FROM conversations WHERE owner = %(owner)s AND (created_at, id) < (%(at)s, %(id)s)
ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
SUMMARIES = """
SELECT id, title::text, messages, scenario, created_at, updated_at, revision
FROM conversations WHERE owner = %(owner)s AND (created_at, id) < (%(at)s, %(id)s)
ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
UPSERT = """
INSERT INTO conversations AS old (owner, id, title, conversation, messages, scenario, embedding, embed_after)
VALUES (%(owner)s, %(id)s, %(title)s::json, %(conversation)s::json, %(messages)s, %(scenario)s::json, %(embedding)s::vector,
    CASE WHEN %(embedding)s::vector IS NULL THEN clock_timestamp() END)
ON CONFLICT (owner, id) DO UPDATE SET
    title = EXCLUDED.title,
    conversation = EXCLUDED.conversation,
    messages = EXCLUDED.messages,
    embedding = coalesce(EXCLUDED.embedding, old.embedding),
    embed_after = CASE
        WHEN EXCLUDED.embedding IS NOT NULL THEN NULL
        WHEN EXCLUDED.conversation::text = old.conversation::text THEN old.embed_after
        ELSE clock_timestamp() END,
    embed_attempts = 0,
    revision = nextval('conversation_revisions'),
    updated_at = clock_timestamp()
WHERE NOT %(new)s
RETURNING revision
"""
UPDATE = """
UPDATE conversations SET
    title = coalesce(%(title)s::json, title),
    conversation = coalesce(%(conversation)s::json, conversation),
    messages = coalesce(%(messages)s, messages),
    embedding = CASE WHEN %(clear_embedding)s THEN NULL ELSE coalesce(%(embedding)s::vector, embedding) END,
    embed_after = CASE
        WHEN %(embedding)s::vector IS NOT NULL THEN NULL
        WHEN %(clear_embedding)s OR %(conversation)s::text IS DISTINCT FROM conversation::text
            AND %(conversation)s::text IS NOT NULL THEN clock_timestamp()
        ELSE embed_after END,
    embed_attempts = 0,
    revision = nextval('conversation_revisions'),
    updated_at = clock_timestamp()
WHERE owner = %(owner)s AND id = %(id)s AND (%(held)s::bigint[] IS NULL OR revision = ANY(%(held)s::bigint[]))
RETURNING revision
"""
DELETE = """
DELETE FROM conversations
WHERE owner = %(owner)s AND id = %(id)s AND (%(held)s::bigint[] IS NULL OR revision = ANY(%(held)s::bigint[]))
"""
