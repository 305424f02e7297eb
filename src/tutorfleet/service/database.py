"""PostgreSQL: the pool of connections, and the numbered migrations that bring a database up to date.

A migration is `migrations/NNNN_name.sql`, applied once, in order, each in a transaction of its own, under an advisory lock so
that two services that start together apply it once. It leaves statements to the stores. Nothing here talks to the network
but PostgreSQL, and nobody holds a connection while waiting for a worker.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeVar

from psycopg import AsyncConnection, Connection, sql
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

T = TypeVar("T")
LOCK = 7_305_808_868
"""any number that no other program of this database takes: "tutor" on a phone's keys, roughly"""


class DatabaseTooNew(RuntimeError):
    """The database was made by a newer tutorfleet."""


@dataclass(frozen=True)
class Migration:
    number: int
    name: str
    text: str


class Pool(AsyncConnectionPool[AsyncConnection[DictRow]]):
    """Psycopg's pool, whose lending and taking back nobody who leaves can break off: both happen in tasks of their own.

    Whoever is cancelled while they hand their connection to one who waits would lose it, and the other would wait for nothing.
    Starlette does that: it cancels an answer whose client left at every step until it has ended.
    """

    def __init__(self, conninfo: str, **settings: Any) -> None:
        super().__init__(conninfo, **settings)
        self._steps: set[asyncio.Task[Any]] = set()

    async def getconn(self, timeout: float | None = None) -> AsyncConnection[DictRow]:
        lending = self._apart(super().getconn(timeout))
        try:
            return await asyncio.shield(lending)
        except asyncio.CancelledError:
            self._apart(self._take_back(lending))
            raise

    async def putconn(self, conn: AsyncConnection[DictRow]) -> None:
        await asyncio.shield(self._apart(super().putconn(conn)))

    async def _take_back(self, lending: asyncio.Task[AsyncConnection[DictRow]]) -> None:
        await asyncio.wait([lending])
        if not lending.cancelled() and lending.exception() is None:
            await super().putconn(lending.result())

    def _apart(self, step: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(step)
        self._steps.add(task)  # the event loop alone would not keep it
        task.add_done_callback(self._steps.discard)
        return task


def open_pool(conninfo: str, size: int = 10) -> Pool:
    """A pool whose rows are dicts, not opened yet: use it as an async context manager."""
    settings: dict[str, Any] = {"row_factory": dict_row, "autocommit": True}
    return Pool(conninfo, kwargs=settings, min_size=1, max_size=size, open=False, check=Pool.check_connection)


def migrate(conninfo: str) -> list[str]:
    """Bring the database up to date; the names of the migrations applied now. Raises DatabaseTooNew."""
    known = list(migrations())
    with Connection.connect(conninfo, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations (number int PRIMARY KEY, name text NOT NULL, at timestamptz DEFAULT now())"
        )
        done = {row[0] for row in connection.execute("SELECT number FROM migrations")}
        newer = done - {step.number for step in known}
        if newer:
            raise DatabaseTooNew(
                f"this database has migration {max(newer)}, which this version does not know: upgrade tutorfleet"
            )
        return [apply(connection, step) for step in known if step.number not in done]


def migrations() -> Iterator[Migration]:
    """All migrations of this version in order; the file's name is its number and name."""
    folder = files("tutorfleet.service") / "migrations"
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql")):
        yield Migration(int(name[:4]), name[5:-4], (folder / name).read_text("utf-8"))


def apply(connection: Connection[Any], step: Migration) -> str:
    with connection.transaction():
        connection.execute(sql.SQL(step.text))  # our own file, not a value
        connection.execute("INSERT INTO migrations (number, name) VALUES (%s, %s)", [step.number, step.name])
    return step.name
