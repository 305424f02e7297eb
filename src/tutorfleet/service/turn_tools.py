"""What a turn of a learner needs of the service (`tutor.turn.Tools`): the rules, and what is remembered of them. Neither ever raises."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC
from uuid import UUID

import psycopg

from tutorfleet.language.edits import Edit
from tutorfleet.service import memories
from tutorfleet.service.checker import Checker
from tutorfleet.service.database import Pool
from tutorfleet.service.turn_journal import AWAY
from tutorfleet.tutor.memory import Remembered

log = logging.getLogger(__name__)
RECALL_SECONDS = 0.5


class Tools:
    """For a turn of `owner`, who is reminded of nothing from the turns `without`."""

    def __init__(self, pool: Pool, checker: Checker, owner: UUID, without: Sequence[UUID]) -> None:
        self._pool, self._checker, self._owner, self._without = pool, checker, owner, without

    async def check(self, text: str) -> list[Edit]:
        """`language.check.check`, in the rules' own thread."""
        return await self._checker.check(text)

    async def recall(
        self, embedding: Sequence[float] | None, categories: Sequence[str], limit: int
    ) -> list[Remembered]:
        """Memories worth naming; none if the database does not answer in a moment."""
        try:
            async with asyncio.timeout(RECALL_SECONDS), self._pool.connection() as connection:
                asked = (self._owner, embedding, categories, limit)
                found = await memories.recall(connection, *asked, without=self._without)
        except (psycopg.Error, TimeoutError, ValueError, *AWAY) as error:
            log.warning("no memories for this turn: %s", error)
            return []
        return [Remembered(m.id, m.kind, m.category, m.text, m.detail, m.at.astimezone(UTC)) for m in found]
