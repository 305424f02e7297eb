"""What turns teach, in a real database."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID, uuid4

import msgspec
import psycopg
import pytest
from msgspec import structs
from psycopg.rows import dict_row

from tutorfleet.language.cefr import Level
from tutorfleet.language.edits import Edit, Reason
from tutorfleet.language.scores import Scores
from tutorfleet.service import database, learning_store, memories
from tutorfleet.service.learning_store import Assessment, Connection, Mistake, NewMemory, Recorded
from tutorfleet.service.vectors import BadVector

OWNER, OTHER = UUID(int=1), UUID(int=2)
WENT = Edit(12, 14, "go", "went", "tense", "past-with-yesterday", 0.9, Reason("Past.", "Lampau."))
WERE = Edit(0, 3, "was", "were", "agreement", "we-were", 0.9, Reason("Plural.", "Jamak."))
JUDGED = Assessment(Scores(1, 2, 3, 4, 5, 6, 7, 8, 9), Level("A2", "B1", 3, 2, []))


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[Connection]:
    database.migrate(database_url)
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True, row_factory=dict_row) as opened:
        yield opened


def pointing(axis: int) -> list[float]:
    return [float(i == axis) for i in range(768)]


async def learn(
    connection: Connection,
    *edits: Edit,
    owner: UUID = OWNER,
    turn: UUID | None = None,
    remember: Sequence[NewMemory] = (),
) -> Recorded:
    mistakes = [Mistake(edit, "Yesterday I go home.") for edit in edits]
    return await learning_store.record(
        connection, owner, turn or uuid4(), mistakes=mistakes, assessment=JUDGED, memories=remember
    )


async def texts(connection: Connection, *asked: str, embedding: Sequence[float] | None = None) -> list[str]:
    return [memory.text for memory in await memories.recall(connection, OWNER, embedding, asked, 10)]


async def test_mistakes_are_counted_by_category(connection: Connection) -> None:
    await learn(connection, WENT, WERE)
    await learn(connection, WENT)
    assert (await learning_store.habits(connection, OWNER)).categories == {"tense": 2, "agreement": 1}


async def test_mistakes_are_counted_by_kind_and_a_misspelling_by_its_word(connection: Connection) -> None:
    spelt = structs.replace(WENT, category="spelling", rule="s", original="recieve", replacement="receive")
    await learn(connection, WENT, spelt, structs.replace(spelt, original="Recive", replacement="Receive"))
    kinds = (await learning_store.habits(connection, OWNER)).kinds
    assert kinds == {"past-with-yesterday": 1, "s:receive": 2}


async def test_another_learners_mistakes_are_not_counted(connection: Connection) -> None:
    await learn(connection, WENT, owner=OTHER)
    assert (await learning_store.habits(connection, OWNER)).categories == {}


async def test_a_turn_that_is_recorded_twice_counts_once(connection: Connection) -> None:
    turn = uuid4()
    for _ in range(2):
        await learn(connection, WENT, turn=turn, remember=[NewMemory("fact", "has a dog")])
    assert (await learning_store.habits(connection, OWNER)).categories == {"tense": 1}
    assert await texts(connection) == ["has a dog"]


async def test_the_ids_come_back_in_order(connection: Connection) -> None:
    recorded = await learn(connection, WENT, WERE, remember=[NewMemory("fact", "a"), NewMemory("fact", "b")])
    rows = await (await connection.execute("SELECT id, category FROM mistakes")).fetchall()
    assert {row["id"]: row["category"] for row in rows} == dict(
        zip(recorded.mistakes, ["tense", "agreement"], strict=True)
    )
    assert len(set(recorded.memories)) == 2


async def test_text_that_postgresql_cannot_hold_is_stored_with_a_replacement(connection: Connection) -> None:
    odd = NewMemory("fact", "nul \0 half \ud83d whole \U0001f600", detail={"nul": "\0", "half": "\ud83d"})
    await learn(connection, msgspec.structs.replace(WENT, original="g\0o"), remember=[odd])
    assert await texts(connection) == ["nul \ufffd half \ufffd whole \U0001f600"]


async def test_the_same_mistake_is_one_entry_whatever_its_capitals(connection: Connection) -> None:
    louder = msgspec.structs.replace(WENT, original="GO", start=3)
    assert learning_store.entry_of(WENT) == learning_store.entry_of(louder) != learning_store.entry_of(WERE)


async def test_the_oldest_memories_make_room(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning_store, "MEMORIES", 2)
    for text in "abc":
        await learn(connection, remember=[NewMemory("fact", text)])
    assert await texts(connection) == ["c", "b"]


async def test_the_oldest_mistakes_make_room(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning_store, "MISTAKES", 1)
    await learn(connection, WENT)
    await learn(connection, WERE)
    assert (await learning_store.habits(connection, OWNER)).categories == {"agreement": 1}


async def test_one_learners_memories_do_not_push_out_anothers(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning_store, "MEMORIES", 1)
    await learn(connection, remember=[NewMemory("fact", "mine")])
    await learn(connection, remember=[NewMemory("fact", "theirs")], owner=OTHER)
    assert await texts(connection) == ["mine"]


async def test_memories_of_the_same_category_come_first_then_the_most_similar(connection: Connection) -> None:
    remember = [
        NewMemory("mistake", "near", "tense", embedding=pointing(0)),
        NewMemory("mistake", "far", "tense", embedding=pointing(1)),
        NewMemory("mistake", "other category", "article", embedding=pointing(0)),
        NewMemory("fact", "no category", embedding=[*pointing(0)[:-1], 0.5]),
        NewMemory("fact", "nothing to compare"),
    ]
    await learn(connection, remember=remember)
    found = await texts(connection, "tense", embedding=pointing(0))
    assert found == ["near", "far", "other category", "no category", "nothing to compare"]


async def test_recall_works_without_an_embedding(connection: Connection) -> None:
    for text, category in [("old", "tense"), ("new", "tense"), ("newest", "article")]:
        await learn(connection, remember=[NewMemory("mistake", text, category, embedding=pointing(0))])
    assert await texts(connection, "tense") == ["new", "old", "newest"]


async def test_recall_says_how_similar_and_gives_the_detail_back(connection: Connection) -> None:
    await learn(connection, remember=[NewMemory("fact", "x", None, {"a": [1, None]}, pointing(0))])
    (memory,) = await memories.recall(connection, OWNER, pointing(0), [], 5)
    assert (memory.similarity, memory.detail, memory.kind, memory.category) == (1.0, {"a": [1, None]}, "fact", None)


async def test_a_memory_of_zeros_has_no_similarity(connection: Connection) -> None:
    await learn(connection, remember=[NewMemory("fact", "x", embedding=[0.0] * 768)])
    (memory,) = await memories.recall(connection, OWNER, pointing(0), [], 5)
    assert memory.similarity is None


async def test_recall_never_shows_another_learners_memories(connection: Connection) -> None:
    await learn(connection, owner=OTHER, remember=[NewMemory("fact", "secret", embedding=pointing(0))])
    assert await texts(connection, embedding=pointing(0)) == []


@pytest.mark.parametrize("wrong", [[1.0] * 767, [float("nan")] * 768, [1e6] * 768], ids=["short", "nan", "large"])
async def test_a_wrong_embedding_stores_nothing(connection: Connection, wrong: list[float]) -> None:
    with pytest.raises(BadVector):
        await learn(connection, WENT, remember=[NewMemory("fact", "x", embedding=wrong)])
    assert (await learning_store.habits(connection, OWNER)).categories == {}
