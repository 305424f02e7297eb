"""What is remembered of a learner: recalled for a prompt, listed and deleted by the learner.

`recall` is exact search over one learner's rows; it works without an embedding. Storing belongs to `learning_store.py`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from tutorfleet.service.learning_store import Connection
from tutorfleet.service.vectors import HALF, as_text


class Memory(msgspec.Struct, frozen=True):
    """Something remembered. `similarity`: -1 to 1 to what was asked, None where there was nothing to compare."""

    id: UUID
    kind: str
    category: str | None
    text: str
    detail: dict[str, Any]
    at: datetime
    similarity: float | None = None


async def recall(
    connection: Connection,
    owner: UUID,
    embedding: Sequence[float] | None,
    categories: Collection[str],
    limit: int,
) -> list[Memory]:
    """This learner's memories worth naming now: same categories first, the most similar before others, then the newest."""
    vector = None if embedding is None else as_text(embedding, HALF)
    rows = await connection.execute(
        RECALL, {"owner": owner, "like": vector, "categories": list(categories), "limit": limit}
    )
    return [msgspec.convert(row, Memory) for row in await rows.fetchall()]


RECALL = """
SELECT id, kind, category, text, detail, at, nullif(1 - (embedding <=> %(like)s::halfvec), 'NaN') AS similarity
FROM memories WHERE owner = %(owner)s
ORDER BY coalesce(category = ANY(%(categories)s::text[]), false) DESC, similarity DESC NULLS LAST, at DESC, id
LIMIT %(limit)s
"""
