"""Erases everything that is stored for a learner. The account itself is `accounts.py`'s."""

from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import DictRow


async def erase(connection: AsyncConnection[DictRow], uid: UUID) -> None:
    """Delete every row of this learner, in the caller's transaction."""
