"""What a turn teaches about a learner, stored in the transaction that ends the turn: mistakes, scores, memories.

`record` replaces what the same turn had stored before, so a turn that is finished twice counts once. Text that
PostgreSQL cannot hold (NUL, half a surrogate pair) becomes U+FFFD here; the learner's own words stay whole in their
conversation. It opens no transaction of its own and knows nothing of HTTP. Reading belongs to `memories.py`,
`notebook.py` and `progress.py`.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import DictRow

from tutorfleet.language.cefr import Level
from tutorfleet.language.edits import Edit
from tutorfleet.language.ranking import Habits, kind_of
from tutorfleet.language.scores import Scores
from tutorfleet.service.vectors import HALF, as_text

Connection = AsyncConnection[DictRow]
MEMORIES = 5_000
"""most memories of one learner; the oldest go first"""
MISTAKES = 20_000
"""most mistakes of one learner, likewise"""
ENTRIES = UUID("5d5c6a3e-6f0c-4b6e-9d0e-0f6f5b0f8a11")
"""namespace of notebook entries"""


class Mistake(msgspec.Struct, frozen=True):
    """One edit with the sentence that it stands in."""

    edit: Edit
    sentence: str


class Assessment(msgspec.Struct, frozen=True):
    """The features' judgement of the learner after a turn."""

    scores: Scores
    level: Level


class NewMemory(msgspec.Struct, frozen=True):
    """Something to remember. `embedding`: 768 numbers, or None if no worker answered."""

    kind: str
    text: str
    category: str | None = None
    detail: Mapping[str, Any] = {}
    embedding: Sequence[float] | None = None


class Recorded(msgspec.Struct, frozen=True):
    """The ids that were given, in the order of what was stored."""

    mistakes: list[UUID]
    memories: list[UUID]


async def record(
    connection: Connection,
    owner: UUID,
    turn: UUID,
    *,
    mistakes: Sequence[Mistake],
    assessment: Assessment | None,
    memories: Sequence[NewMemory],
) -> Recorded:
    """Store what this turn taught, in place of anything that the same turn stored before, and its ids.

    Call it inside the turn's transaction. Raises vectors.BadVector before anything is stored.
    """
    recorded = Recorded([uuid4() for _ in mistakes], [uuid4() for _ in memories])
    mistake_rows = [mistake_row(owner, turn, *pair) for pair in zip(recorded.mistakes, mistakes, strict=True)]
    memory_rows = [memory_row(owner, turn, *pair) for pair in zip(recorded.memories, memories, strict=True)]
    await forget_turn(connection, owner, turn)
    async with connection.cursor() as cursor:
        await cursor.executemany(ADD_MISTAKE, mistake_rows)
        await cursor.executemany(ADD_MEMORY, memory_rows)
    if assessment:
        await connection.execute(ADD_SCORES, scores_row(owner, turn, assessment))
    await connection.execute(EVICT_MISTAKES, {"owner": owner, "keep": MISTAKES})
    await connection.execute(EVICT_MEMORIES, {"owner": owner, "keep": MEMORIES})
    return recorded


async def habits(connection: Connection, owner: UUID, *, without: Sequence[UUID] = ()) -> Habits:
    """How often this learner made which mistakes, but for the turns `without`, for `language.ranking.rank`."""
    rows = await (await connection.execute(HABITS, [owner, list(without)])).fetchall()
    kinds, categories = Counter[str](), Counter[str]()
    for row in rows:
        kinds[kind_of(row["category"], row["rule"], row["words"])] += row["n"]
        categories[row["category"]] += row["n"]
    return Habits(kinds, categories)


async def forget_turn(connection: Connection, owner: UUID, turn: UUID) -> None:
    """Remove what this turn taught; nothing happens if it taught nothing."""
    await connection.execute("DELETE FROM mistakes WHERE owner = %s AND turn = %s", [owner, turn])
    await connection.execute("DELETE FROM memories WHERE owner = %s AND turn = %s", [owner, turn])
    await connection.execute("DELETE FROM scores WHERE owner = %s AND turn = %s", [owner, turn])


def entry_of(edit: Edit) -> UUID:
    """The notebook entry of an edit: the same for the same words, rule and correction, whatever their capitals."""
    parts = (edit.category, edit.rule, edit.original.casefold(), edit.replacement.casefold())
    return uuid5(ENTRIES, json.dumps(parts))


def storable(text: str) -> str:
    """`text` with U+FFFD for the characters that PostgreSQL cannot hold."""
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def mistake_row(owner: UUID, turn: UUID, number: UUID, mistake: Mistake) -> Sequence[Any]:
    edit = mistake.edit
    words = (
        edit.category,
        edit.rule,
        edit.original,
        edit.replacement,
        mistake.sentence,
        edit.reason.en,
        edit.reason.id,
    )
    return [owner, number, turn, entry_of(edit), *map(storable, words)]


def memory_row(owner: UUID, turn: UUID, number: UUID, memory: NewMemory) -> Sequence[Any]:
    vector = None if memory.embedding is None else as_text(memory.embedding, HALF)
    category = None if memory.category is None else storable(memory.category)
    words = (storable(memory.kind), category, storable(memory.text))
    return [owner, number, turn, *words, json.dumps(memory.detail), vector]


def scores_row(owner: UUID, turn: UUID, assessment: Assessment) -> Sequence[Any]:
    level = assessment.level
    numbers = msgspec.structs.astuple(assessment.scores)
    return [owner, turn, *numbers, level.low, level.high, level.sentences, level.needed]


ADD_MISTAKE = """
INSERT INTO mistakes (owner, id, turn, entry, category, rule, original, replacement, sentence, reason_en, reason_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
ADD_MEMORY = """
INSERT INTO memories (owner, id, turn, kind, category, text, detail, embedding)
VALUES (%s, %s, %s, %s, %s, %s, %s::json, %s::halfvec)
"""
ADD_SCORES = """
INSERT INTO scores (owner, turn, written_fluency, vocabulary, grammar, comprehension, coherence, digital_etiquette,
    responsiveness, clarity, overall_communication, low, high, sentences, needed)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
HABITS = """
SELECT category, rule, CASE WHEN category = 'spelling' THEN replacement ELSE '' END AS words, count(*) AS n
FROM mistakes WHERE owner = %s AND turn <> ALL (%s::uuid[]) GROUP BY 1, 2, 3
"""
EVICT_MISTAKES = """
DELETE FROM mistakes WHERE owner = %(owner)s AND id IN
    (SELECT id FROM mistakes WHERE owner = %(owner)s ORDER BY at DESC, id DESC OFFSET %(keep)s)
"""
EVICT_MEMORIES = """
DELETE FROM memories WHERE owner = %(owner)s AND id IN
    (SELECT id FROM memories WHERE owner = %(owner)s ORDER BY at DESC, id DESC OFFSET %(keep)s)
"""
