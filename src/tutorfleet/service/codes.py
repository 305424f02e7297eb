"""Six-digit codes that prove an address: stored hashed, good once and for some hours, for one purpose.

It counts no attempts: who checks a code charges them first (`throttle.py`), also for an account that does not exist.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from tutorfleet.service.accounts import Connection

HOURS = {"confirm": 24, "reset": 1}
"""purpose -> how long a code is good, as Cognito has it"""


def fresh() -> str:
    """A new code."""
    return f"{secrets.randbelow(1_000_000):06}"


async def keep(connection: Connection, uid: UUID, purpose: str, hashed: str, now: datetime) -> None:
    """Keep this code's hash in place of an older one."""
    await connection.execute(
        """INSERT INTO codes (uid, purpose, hash, expires_at) VALUES (%s, %s, %s, %s)
           ON CONFLICT (uid, purpose) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at""",
        [uid, purpose, hashed, now + timedelta(hours=HOURS[purpose])],
    )


async def hash_of(connection: Connection, uid: UUID, purpose: str) -> str | None:
    """The hash of the code that was given, also when it has expired."""
    cursor = await connection.execute("SELECT hash FROM codes WHERE uid = %s AND purpose = %s", [uid, purpose])
    row = await cursor.fetchone()
    return row["hash"] if row else None


async def use(connection: Connection, uid: UUID, purpose: str, hashed: str, now: datetime) -> bool:
    """Take the code away; whether it was still good. Of two who use it at once one wins."""
    statement = "DELETE FROM codes WHERE uid = %s AND purpose = %s AND hash = %s RETURNING expires_at"
    row = await (await connection.execute(statement, [uid, purpose, hashed])).fetchone()
    return row is not None and row["expires_at"] > now
