"""Whether a learner may still store something: asked in the transaction that stores it.

Accounts of another issuer are not ours to erase, so their tokens alone say that they are there. Only conversations count as
stored: everything else comes of them, and no faster than turns go.
"""

from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import DictRow

from tutorfleet.service import conversation_store
from tutorfleet.service.errors import TooLarge, Unauthorised
from tutorfleet.service.settings import Settings
from tutorfleet.service.verifier import WORDS

Connection = AsyncConnection[DictRow]
MEGABYTE = 1_000_000


async def require_account(connection: Connection, settings: Settings, owner: UUID) -> None:
    """Keep this learner from being erased until the caller's transaction ends. Raises Unauthorised if they were erased since
    their token was looked at: a service remembers tokens for some seconds, and a body may take long to come."""
    if settings.jwks_url is None:
        found = await connection.execute("SELECT 1 FROM accounts WHERE uid = %s FOR KEY SHARE", [owner])
        if await found.fetchone() is None:
            raise Unauthorised(WORDS["revoked"])


async def require_room(connection: Connection, settings: Settings, owner: UUID) -> None:
    """Raises TooLarge for a learner whose conversations take more than the settings say. They may be read and deleted."""
    limit = settings.learner_megabytes
    if await conversation_store.stored(connection, owner) >= limit * MEGABYTE:
        raise TooLarge(f"Your conversations take more than {limit} MB; delete some first")
