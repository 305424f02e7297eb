"""Sessions: one row for each sign-in, named by every token that came of it. Ending the row ends them all.

Refresh tokens are 256 random bits, hashed at rest. It does not know passwords.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from tutorfleet.service.accounts import Account, Connection
from tutorfleet.service.tokens import Subject

SESSIONS = 200
"""of one account; the oldest end first"""


async def begin(connection: Connection, account: Account, now: datetime, seconds: int) -> tuple[Subject, str] | None:
    """Start a session that lasts `seconds`; its subject and its refresh token, which nothing can show again.

    None if the account is gone or its password was changed since it was read: that ended every session, also this one.
    """
    refresh = secrets.token_urlsafe(32)
    subject = subject_of(account, uuid4(), now)
    await connection.execute(MAKE_ROOM, {"uid": account.uid, "now": now, "keep": SESSIONS - 1})
    row = [subject.session, digest(refresh), now, now + timedelta(seconds=seconds)]
    begun = await connection.execute(BEGIN, [*row, account.uid, account.password])
    return (subject, refresh) if begun.rowcount else None


async def resume(connection: Connection, refresh: str, now: datetime) -> Subject | None:
    """The subject of a refresh token that is still good. The token stays good: clients may ignore a rotated one."""
    statement = """SELECT sessions.id, sessions.signed_in_at, accounts.* FROM sessions JOIN accounts USING (uid)
                   WHERE refresh_hash = %s AND expires_at > %s"""
    row = await (await connection.execute(statement, [digest(refresh), now])).fetchone()
    if row is None:
        return None
    session, since = row.pop("id"), row.pop("signed_in_at")
    return subject_of(Account(**row), session, since)


async def is_alive(connection: Connection, session: UUID, now: datetime) -> bool:
    """Whether the session has neither ended nor expired."""
    cursor = await connection.execute("SELECT 1 FROM sessions WHERE id = %s AND expires_at > %s", [session, now])
    return await cursor.fetchone() is not None


async def end(connection: Connection, refresh: str) -> UUID | None:
    """End the session of this refresh token; which it was."""
    cursor = await connection.execute("DELETE FROM sessions WHERE refresh_hash = %s RETURNING id", [digest(refresh)])
    row = await cursor.fetchone()
    return row["id"] if row else None


async def end_all(connection: Connection, uid: UUID, but: UUID | None = None) -> list[UUID]:
    """End every session of an account, `but` this one; which they were."""
    statement = "DELETE FROM sessions WHERE uid = %s AND id IS DISTINCT FROM %s RETURNING id"
    return [row["id"] async for row in await connection.execute(statement, [uid, but])]


def subject_of(account: Account, session: UUID, since: datetime) -> Subject:
    person = (account.uid, account.email, account.email_verified, account.name, tuple(account.groups))
    return Subject(*person, session=session, signed_in_at=since)


def digest(refresh: str) -> bytes:
    return hashlib.sha256(refresh.encode()).digest()


MAKE_ROOM = """
DELETE FROM sessions WHERE uid = %(uid)s AND (expires_at < %(now)s OR id IN
    (SELECT id FROM sessions WHERE uid = %(uid)s ORDER BY signed_in_at DESC, id OFFSET %(keep)s))
"""
BEGIN = """
INSERT INTO sessions (id, refresh_hash, signed_in_at, expires_at, uid)
SELECT %s, %s, %s, %s, uid FROM (SELECT uid FROM accounts WHERE uid = %s AND password = %s FOR SHARE) AS unchanged
"""
