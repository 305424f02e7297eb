"""`GET /me/export`: everything that is stored for a learner, as one JSON file to download.

All of it is of one moment (a read-only snapshot). It is written to a spool first, which moves to disk when it grows: memory
stays small, the connection is free again before a slow browser has read a byte, and a failure is an error and not a broken file.
A test looks at the database itself for tables that name an owner and fails for one that is neither exported nor WITHHELD.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, LiteralString
from uuid import UUID

import msgspec
from psycopg import IsolationLevel
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from tutorfleet.service import answers
from tutorfleet.service.database import Pool
from tutorfleet.service.identity import learner_of

SPOOL = 1024 * 1024
"""bytes of an export in memory, and of a piece that is sent"""
TABLES: dict[str, LiteralString] = {
    "accounts": """
        SELECT row_to_json(mine)::text AS line FROM
        (SELECT uid, email, name, confirmed, email_verified, groups, created_at FROM accounts WHERE uid = %s) mine""",
    "conversations": """
        SELECT row_to_json(mine)::text AS line FROM
        (SELECT id, title, conversation, scenario, embedding, created_at, updated_at FROM conversations WHERE owner = %s
         ORDER BY created_at) mine""",
    "turns": """
        SELECT row_to_json(mine)::text AS line FROM
        (SELECT id, conversation, request, state, edits, reply, begun_at, ended_at FROM turns WHERE owner = %s
         ORDER BY begun_at) mine""",
    "turn_events": """
        SELECT row_to_json(mine)::text AS line FROM
        (SELECT turn, seq, event FROM turn_events WHERE owner = %s ORDER BY turn, seq) mine""",
    "mistakes": """
        SELECT row_to_json(mine)::text AS line FROM (SELECT * FROM mistakes WHERE owner = %s ORDER BY at) mine""",
    "memories": """
        SELECT row_to_json(mine)::text AS line FROM (SELECT * FROM memories WHERE owner = %s ORDER BY at) mine""",
    "scores": """
        SELECT row_to_json(mine)::text AS line FROM (SELECT * FROM scores WHERE owner = %s ORDER BY at) mine""",
    "words": """
        SELECT row_to_json(mine)::text AS line FROM (SELECT * FROM words WHERE owner = %s ORDER BY at) mine""",
    "cards": """
        SELECT row_to_json(mine)::text AS line FROM (SELECT * FROM cards WHERE owner = %s ORDER BY due) mine""",
    "reviews": """
        SELECT row_to_json(mine)::text AS line FROM (SELECT * FROM reviews WHERE owner = %s ORDER BY at) mine""",
    "consents": """
        SELECT row_to_json(mine)::text AS line FROM (SELECT * FROM consents WHERE owner = %s ORDER BY id) mine""",
}
"""name in the export (a table's) -> one JSON line a row"""
WITHHELD = {"sessions": "proofs of signing in, good for nothing else", "codes": "likewise"}


def routes() -> list[BaseRoute]:
    """Taking one's data along."""
    return [Route("/me/export", export, methods=["GET"])]


async def export(request: Request) -> Response:
    """All of the learner's data as a download."""
    uid = (await learner_of(request)).uid
    file = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115  (closed when it has been sent)
    await write(request.app.state.pool, uid, file)
    headers = {
        **answers.HEADERS,
        "content-length": str(file.tell()),
        "content-disposition": 'attachment; filename="tutorfleet.json"',
    }
    file.seek(0)
    return StreamingResponse(pieces(file), media_type="application/json", headers=headers)


async def write(pool: Pool, uid: UUID, file: IO[bytes]) -> None:
    """Write the export of this learner."""
    head = msgspec.json.encode({"uid": uid, "exported_at": datetime.now(UTC)})
    file.write(head[:-1])
    async with pool.connection() as connection:
        await connection.set_isolation_level(IsolationLevel.REPEATABLE_READ)
        try:
            async with connection.transaction(), connection.cursor() as cursor:
                for name, statement in TABLES.items():
                    file.write(b',\n"%s":[' % name.encode())
                    separator = b"\n"
                    async for row in cursor.stream(statement, [uid]):
                        file.write(separator + row["line"].encode())
                        separator = b",\n"
                    file.write(b"]")
        finally:
            await connection.set_isolation_level(None)
    file.write(b"}\n")


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(SPOOL):
            yield piece
