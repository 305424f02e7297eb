import asyncio
import json
from collections.abc import AsyncIterator, Mapping

import psycopg
import pytest

from tutorfleet.service.turn_journal import Journal


class Shelf:
    """Where lines are kept; it can be away."""

    def __init__(self) -> None:
        self.lines: dict[int, str] = {}
        self.away = 0
        self.slow = asyncio.Event()
        self.slow.set()
        self.calls: list[list[int]] = []

    async def store(self, lines: Mapping[int, str]) -> None:
        await self.slow.wait()
        if self.away:
            self.away -= 1
            raise psycopg.OperationalError("away")
        self.calls.append(list(lines))
        self.lines = {**lines, **self.lines}


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def journal(shelf: Shelf) -> AsyncIterator[Journal]:
    journal = Journal(shelf.store, 0.0)
    writing = asyncio.create_task(journal.write())
    yield journal
    await journal.finish(writing)


async def heard(journal: Journal, start: int = 0) -> list[dict[str, object]]:
    await journal.flush()
    await journal.close()
    return [json.loads(line) async for batch in journal.follow(start) for line in batch]


async def test_events_are_numbered_without_gaps(journal: Journal) -> None:
    for number in range(5):
        journal.push("memory", {"n": number})
    assert [(event["seq"], event["n"]) for event in await heard(journal)] == [(n, n) for n in range(5)]


async def test_nothing_is_shown_before_it_is_stored(journal: Journal, shelf: Shelf) -> None:
    shelf.slow.clear()
    journal.push("memory", {})
    flushing = asyncio.create_task(journal.flush())
    await asyncio.sleep(0)
    assert journal.lines == []
    shelf.slow.set()
    await flushing
    assert list(shelf.lines.values()) == journal.lines


async def test_pieces_of_a_reply_are_gathered_and_other_events_keep_their_place(journal: Journal) -> None:
    for text in "abc":
        journal.push("reply", {"text": text})
    journal.push("seam", {})
    journal.push("reply", {"text": "d"})
    journal.push("reply", {"text": "", "end": True})
    assert [event.get("text", event["type"]) for event in await heard(journal)] == ["abc", "seam", "d", ""]


async def test_a_listener_may_begin_anywhere(journal: Journal) -> None:
    for number in range(4):
        journal.push("memory", {"n": number})
    assert [event["n"] for event in await heard(journal, 2)] == [2, 3]


async def test_a_shelf_that_was_away_is_given_everything_again(journal: Journal, shelf: Shelf) -> None:
    journal.push("memory", {})
    await journal.flush()
    shelf.away = 2
    journal.push("scores", {})
    await journal.flush()
    assert shelf.calls == [[0], [0, 1]]


async def test_a_shelf_that_stays_away_is_given_up(shelf: Shelf) -> None:
    journal = Journal(shelf.store, 0.0, patience=0.0)
    shelf.away = 1000
    journal.push("memory", {})
    with pytest.raises(psycopg.OperationalError):
        await journal.flush()
    assert journal.lines == []


async def test_ending_the_writer_loses_no_batch(shelf: Shelf) -> None:
    journal = Journal(shelf.store, 0.0)
    shelf.slow.clear()
    writing = asyncio.create_task(journal.write())
    journal.push("memory", {})
    while not journal._batch.locked():
        await asyncio.sleep(0)
    ending = asyncio.create_task(journal.finish(writing))
    journal.push("scores", {})
    await asyncio.sleep(0)
    shelf.slow.set()
    await ending
    assert len(journal.lines) == 2
