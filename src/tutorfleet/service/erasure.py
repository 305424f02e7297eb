"""Erases everything that is stored for a learner, here and at once.

A test looks at the database itself for tables that name an owner and fails for one that is neither here nor removed with the
account (`accounts.py`). A turn in progress loses its lease with its row and can store nothing more. `DELETE /me` and
Cognito's DeleteUser both end here.
"""

import asyncio
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import DictRow
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.service import accounts, answers, mailbox, sessions
from tutorfleet.service.database import Pool
from tutorfleet.service.desk import Desk
from tutorfleet.service.identity import learner_of

STATEMENTS = {
    "turn_events": "DELETE FROM turn_events WHERE owner = %s",
    "turns": "DELETE FROM turns WHERE owner = %s",
    "conversations": "DELETE FROM conversations WHERE owner = %s",
    "mistakes": "DELETE FROM mistakes WHERE owner = %s",
    "memories": "DELETE FROM memories WHERE owner = %s",
    "scores": "DELETE FROM scores WHERE owner = %s",
    "words": "DELETE FROM words WHERE owner = %s",
    "cards": "DELETE FROM cards WHERE owner = %s",
    "reviews": "DELETE FROM reviews WHERE owner = %s",
    "consents": "DELETE FROM consents WHERE owner = %s",
}
"""table -> what removes a learner from it"""

LOCK = "SELECT 1 FROM conversations WHERE owner = %s ORDER BY id FOR UPDATE"
"""first, as the end of a turn does: two that lock in another order could wait for each other"""


def routes() -> list[BaseRoute]:
    """Leaving."""
    return [Route("/me", leave, methods=["DELETE"])]


async def leave(request: Request) -> Response:
    """Erase the learner. An account of another issuer is not ours to delete; the answer's `account` says whether one was."""
    uid = (await learner_of(request)).uid
    erased, account = await remove(request.app.state.pool, request.app.state.desk, uid)
    return answers.data({"erased": erased, "account": account})


async def remove(pool: Pool, desk: Desk | None, uid: UUID) -> tuple[dict[str, int], bool]:
    """All data of a learner, the account with its tokens and codes, messages in the mailbox: what was erased, and whether
    there was an account."""
    async with pool.connection() as connection:
        ended, erased, account = await forget(connection, uid)
    if desk:
        desk.verifier.forget(*ended)
        await asyncio.to_thread(mailbox.erase, desk.settings.mailbox, uid)
    return erased, account


async def forget(connection: AsyncConnection[DictRow], uid: UUID) -> tuple[list[UUID], dict[str, int], bool]:
    """A learner and everything of theirs out of the database, in one transaction: the sessions that ended with it, what was
    erased of each table, and whether there was an account."""
    async with connection.transaction():
        await accounts.lock(connection, uid)  # first: what is being stored for them ends before it, or finds nobody
        return (
            await sessions.end_all(connection, uid),
            await erase(connection, uid),
            await accounts.remove(connection, uid),
        )


async def erase(connection: AsyncConnection[DictRow], uid: UUID) -> dict[str, int]:
    """Delete every row of this learner, in the caller's transaction; how many there were in each table."""
    await connection.execute(LOCK, [uid])
    return {table: (await connection.execute(text, [uid])).rowcount for table, text in STATEMENTS.items()}
