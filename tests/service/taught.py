"""What turns would have taught, stored by the real store: for tests of the learner's own pages."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import psycopg
from psycopg.rows import dict_row
from tests.service.conftest import Service
from tests.service.talks import Signed

from tutorfleet.language.cefr import Level
from tutorfleet.language.edits import Edit, Reason
from tutorfleet.language.scores import Scores
from tutorfleet.service import learning_store
from tutorfleet.service.learning_store import Assessment, Mistake, NewMemory, Recorded

WENT = Edit(12, 14, "go", "went", "tense", "past-with-yesterday", 0.9, Reason("Past.", "Lampau."))
WERE = Edit(0, 3, "was", "were", "agreement", "we-were", 0.9, Reason("Plural.", "Jamak."))
SENTENCE = "Yesterday I go home."
NINE = Scores(10, 20, 30, 40, 50, 60, 70, 80, 90)


async def teach(
    service: Service,
    learner: Signed,
    *edits: Edit,
    at: datetime | None = None,
    scores: Scores = NINE,
    remember: Sequence[NewMemory] = (),
    sentence: str = SENTENCE,
) -> Recorded:
    """Record one turn of this learner, as if it had ended at `at`."""
    owner, turn = UUID(learner.uid), uuid4()
    async with await psycopg.AsyncConnection.connect(service.settings.database, row_factory=dict_row) as connection:
        recorded = await learning_store.record(
            connection,
            owner,
            turn,
            mistakes=[Mistake(edit, sentence) for edit in edits],
            assessment=Assessment(scores, Level("A2", "B1", 3, 2, [])),
            memories=remember,
        )
        if at:
            await connection.execute("UPDATE scores SET at = %s WHERE turn = %s", [at, turn])
            await connection.execute("UPDATE mistakes SET at = %s WHERE turn = %s", [at, turn])
    return recorded
