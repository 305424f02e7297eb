"""A turn that replaces an ended one and all that came after it: a reply made anew, a text edited and sent again.

The old turns go in the transaction that stores the new one, with their messages and all that they taught, so that nothing counts
twice; until then they are there, and a new turn that fails leaves them. Which messages are a turn's is what they say themselves
(`turn`). It opens no transaction of its own.
"""

import json
from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

import msgspec

from tutorfleet.service import conversation_store, learning_store, turn_store
from tutorfleet.service.conversation_store import Change, Connection
from tutorfleet.service.errors import Conflict, NotFound
from tutorfleet.service.rawjson import SCANNER, skip
from tutorfleet.service.turn_store import Request, Row

Kept = tuple[str, int]
"""messages as JSON text, and how many they are"""


async def resolved(connection: Connection, owner: UUID, conversation: UUID, ask: Request) -> Request:
    """The request with the turn that it really replaces: the one that a failed attempt wanted to replace.

    Raises NotFound for a turn that is not of this conversation, Conflict for one whose messages were written over. A turn that is
    still running is left to `turn_store.begin`, which refuses a second one.
    """
    if ask.replaces is None:
        return ask
    row = await turn_store.find(connection, owner, ask.replaces)
    if row is None or row.conversation != conversation:
        raise NotFound("replaces: this conversation has no such turn")
    if row.request.replaces and await turn_store.find(connection, owner, row.request.replaces):
        row = msgspec.structs.replace(row, id=row.request.replaces)  # it failed: what it was to replace is still there
    elif row.state != "running" and await messages_before(connection, owner, conversation, [row.id]) is None:
        raise Conflict("replaces: the messages of this turn were written over; it can no longer be replaced")
    return msgspec.structs.replace(ask, replaces=row.id)


async def require_new(connection: Connection, owner: UUID, conversation: UUID, turn: UUID) -> None:
    """Raises Conflict for a turn that was replaced: its client was away meanwhile and sends it again."""
    found = await connection.execute(REPLACED, {"owner": owner, "conversation": conversation, "id": turn})
    if await found.fetchone():
        raise Conflict("This turn was replaced by another one")


async def replaced_by(connection: Connection, row: Row) -> list[UUID]:
    """The turns that go when this one is stored, the earliest first."""
    if row.request.replaces is None:
        return []
    values = {"owner": row.owner, "conversation": row.conversation, "first": row.request.replaces, "but": row.id}
    return [each["id"] for each in await (await connection.execute(FROM, values)).fetchall()]


async def messages_before(
    connection: Connection, owner: UUID, conversation: UUID, turns: Collection[UUID]
) -> Kept | None:
    """The messages before the first of these turns; None if no message is theirs."""
    row = await conversation_store.lock(connection, owner, conversation)
    return before(row["conversation"], turns) if row else None


async def replace(connection: Connection, row: Row, title: Callable[[str], str]) -> list[UUID]:
    """Remove what this turn replaces: the turns that went. A conversation with the `title` of the old text gets the new one's.

    Call it inside the transaction that stores the turn, with the conversation locked.
    """
    gone = await replaced_by(connection, row)
    kept = await messages_before(connection, row.owner, row.conversation, gone) if gone else None
    if kept:
        change = Change(await retitled(connection, row, title), *kept)
        await conversation_store.update(connection, row.owner, row.conversation, change)
    await connection.execute(REMEMBER, {"owner": row.owner, "id": row.id, "gone": gone})
    for turn in gone:
        await learning_store.forget_turn(connection, row.owner, turn)
    await connection.execute("DELETE FROM turns WHERE owner = %s AND id = ANY(%s)", [row.owner, gone])
    return gone


async def retitled(connection: Connection, row: Row, title: Callable[[str], str]) -> str | None:
    """The conversation's new title as JSON; None: it keeps the one that it has."""
    stored = await conversation_store.lock(connection, row.owner, row.conversation)
    old = row.request.replaces and await turn_store.find(connection, row.owner, row.request.replaces)
    same = stored and old and json.loads(stored["title"]) == title(old.request.text)
    return json.dumps(title(row.request.text)) if same else None


def before(conversation: str, turns: Collection[UUID]) -> Kept | None:
    """The JSON array `conversation` up to the first question of one of these turns, to the character; None if it has none."""
    numbers = set(map(str, turns))
    at, end, count = skip(conversation, conversation.index("[") + 1), 0, 0
    while conversation[at] != "]":
        value, after = SCANNER(conversation, at)
        if asked_in(value, numbers):
            return conversation[:end].rstrip() + "]" if end else "[]", count
        count, end = count + 1, after
        at = skip(conversation, after)
        at = skip(conversation, at + 1) if conversation[at] == "," else at
    return None


def said_before(messages: Sequence[Any], turns: Collection[UUID]) -> Sequence[Any]:
    """Likewise of messages as values; all of them if none is of these turns."""
    numbers = set(map(str, turns))
    place = next((at for at, message in enumerate(messages) if asked_in(message, numbers)), None)
    return messages[:place]


def asked_in(message: Any, turns: Collection[str]) -> bool:
    return isinstance(message, dict) and message.get("role") == "user" and message.get("turn") in turns


REPLACED = """
SELECT 1 FROM turns WHERE owner = %(owner)s AND conversation = %(conversation)s AND %(id)s = ANY (replaced) LIMIT 1
"""
REMEMBER = """
UPDATE turns SET replaced = %(gone)s::uuid[] || coalesce(
    (SELECT array_agg(earlier) FROM turns AS t, unnest(t.replaced) AS earlier WHERE t.owner = %(owner)s AND t.id = ANY (%(gone)s)), '{}')
WHERE owner = %(owner)s AND id = %(id)s
"""
FROM = """
SELECT id FROM turns AS t WHERE owner = %(owner)s AND conversation = %(conversation)s AND id <> %(but)s
    AND (begun_at, id) >= (SELECT begun_at, id FROM turns WHERE owner = %(owner)s AND id = %(first)s)
ORDER BY begun_at, id
"""
