"""Embeddings of stored conversations, made after the answer by an llm worker and made again when a conversation grows.

    async with running(settings, pool, balancer) as embedder: ...      (a task of the service; `embedder.wake()` after a save)

What is due is a column of the conversation, so nothing is lost when a service or all workers are away: a failure is put off
(longer each time) and never touches the save. A claim is a lease, so several services share the work. No connection is
held while a worker computes.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any, LiteralString
from uuid import UUID

import msgspec

from tutorfleet.service.database import Pool
from tutorfleet.service.settings import Settings
from tutorfleet.service.vectors import BadVector, as_text
from tutorfleet.tutor.balancer import Balancer
from tutorfleet.tutor.errors import TutorError

log = logging.getLogger(__name__)
POLL = 10.0
"""seconds between looks for what became due by itself or was saved by another service"""
LONGEST = 120.0
"""seconds that a worker may take; a claim lasts longer"""
TEXT = 4_000
"""characters that are embedded: the newest of a long conversation"""


class Due(msgspec.Struct, frozen=True):
    """A claimed conversation; `title` and `conversation` are JSON texts."""

    owner: UUID
    id: UUID
    revision: int
    title: str
    conversation: str
    embed_attempts: int


class Embedder:
    """Embeds what is due, whenever it is woken and now and then."""

    def __init__(self, pool: Pool, balancer: Balancer, region: str, model: str) -> None:
        self._pool, self._balancer, self._region, self._model = pool, balancer, region, model
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something was saved."""
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled; whatever goes wrong is logged and tried again."""
        while True:
            self._woken.clear()
            try:
                while await self.one():
                    pass
            except Exception:
                log.exception("embedding conversations failed; it goes on in %s s", POLL)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), POLL)

    async def one(self) -> bool:
        """Embed the conversation that is due longest; False if none is or no worker gave an embedding."""
        due = await self.claim()
        if due is None:
            return False
        text = text_of(json.loads(due.title), json.loads(due.conversation))
        balancer = self._balancer.on_behalf_of(str(due.owner))
        try:
            async with asyncio.timeout(LONGEST):
                vector = as_text((await balancer.embed(self._region, self._model, [text]))[0]) if text else None
        except (TutorError, BadVector, TimeoutError) as error:
            log.warning("no embedding for a conversation, attempt %d: %s", due.embed_attempts + 1, error or "too slow")
            await self.execute(PUT_OFF, {"owner": due.owner, "id": due.id, "revision": due.revision})
            return False
        await self.execute(STORE, {"owner": due.owner, "id": due.id, "revision": due.revision, "embedding": vector})
        return True

    async def claim(self) -> Due | None:
        """The conversation that is due longest, for nobody else until the lease ends."""
        async with self._pool.connection() as connection:
            row = await (await connection.execute(CLAIM)).fetchone()
        return Due(**row) if row else None

    async def execute(self, statement: LiteralString, values: Mapping[str, Any]) -> None:
        async with self._pool.connection() as connection:
            await connection.execute(statement, values)


@contextlib.asynccontextmanager
async def running(settings: Settings, pool: Pool, balancer: Balancer) -> AsyncIterator[Embedder]:
    """A working embedder; it rests where the service knows no region to ask."""
    embedder = Embedder(pool, balancer, next(iter(settings.regions), ""), settings.embed_model)
    task = asyncio.create_task(embedder.run()) if settings.regions else None
    try:
        yield embedder
    finally:
        if task:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


def text_of(title: str, messages: list[Any]) -> str:
    """What stands for a conversation: its title and its newest words, at most TEXT characters. Pure.

    Messages may be anything that a client stored; only text in `content` counts.
    """
    said = [message.get("content") for message in messages if isinstance(message, dict)]
    words = " ".join(text for text in said if isinstance(text, str))
    whole = f"{title}\n{words[-TEXT + len(title) + 1 :]}" if words else ""
    return whole[:TEXT].encode("utf-8", "replace").decode()


CLAIM = """
UPDATE conversations SET embed_after = clock_timestamp() + interval '5 minutes'
WHERE (owner, id) = (
    SELECT owner, id FROM conversations WHERE embed_after <= clock_timestamp()
    ORDER BY embed_after LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING owner, id, revision, title::text, conversation::text, embed_attempts
"""
STORE = """
UPDATE conversations SET embedding = %(embedding)s::vector, embed_after = NULL, embed_attempts = 0
WHERE owner = %(owner)s AND id = %(id)s AND revision = %(revision)s
"""
PUT_OFF = """
UPDATE conversations SET embed_attempts = least(embed_attempts + 1, 10),
    embed_after = clock_timestamp() + least(5 * 2 ^ embed_attempts, 3600) * interval '1 second'
WHERE owner = %(owner)s AND id = %(id)s AND revision = %(revision)s
"""
