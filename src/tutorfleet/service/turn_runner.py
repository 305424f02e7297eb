"""The turns in progress in this service. They belong to it, not to the connection that began them.

Each is a task; its events go through a journal (stored, then shown). A turn that ends is stored in one transaction with everything
that it taught, before its `done` is shown. Turns of a service that is gone are taken over and go on from the words that were shown.
It knows nothing of HTTP; what happens inside a turn is `tutorfleet.tutor.turn`.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

import msgspec
from psycopg.errors import ForeignKeyViolation

from tutorfleet.service import conversation_store, learning_store, owners, turn_ending, turn_replacing, turn_store
from tutorfleet.service.checker import Checker
from tutorfleet.service.database import Pool
from tutorfleet.service.errors import NotFound, TooMany, Unavailable
from tutorfleet.service.settings import Settings
from tutorfleet.service.turn_journal import AWAY, Journal
from tutorfleet.service.turn_store import LeaseLost, Name, Request, Row
from tutorfleet.service.turn_tools import Tools
from tutorfleet.tutor.balancer import Balancer
from tutorfleet.tutor.scene import scene_of
from tutorfleet.tutor.turn import Outcome, Running, Turn

log = logging.getLogger(__name__)
WATCH_SECONDS = 1.0
POLL_SECONDS = 0.2
STOP_SECONDS = 5.0
TOO_OLD_SECONDS = 900.0
TAKEOVERS = 5


class Run:
    """One turn in progress here."""

    def __init__(self, row: Row, journal: Journal) -> None:
        self.row, self.journal = row, journal
        self.stop = asyncio.Event()
        self.ended = False
        self.task: asyncio.Task[None] | None = None


class Turns:
    """All turns of this service. Use it as an async context manager. `stored` is called whenever a turn was stored."""

    def __init__(
        self, pool: Pool, balancer: Balancer, settings: Settings, stored: Callable[[], None] = lambda: None
    ) -> None:
        self.pool, self.balancer, self.settings, self._stored_one = pool, balancer, settings, stored
        self.lease = uuid4()
        self.runs: dict[Name, Run] = {}
        self._beginning = 0
        self.checker = Checker()
        self._watching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Turns":
        if self.settings.regions:
            self.checker.warm_up()
            self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *error: object) -> None:
        tasks = [self._watching, *(run.task for run in self.runs.values())]
        live = [task for task in tasks if task]
        for task in live:
            task.cancel()
        await asyncio.gather(*live, return_exceptions=True)
        with contextlib.suppress(*AWAY):
            async with self.pool.connection(timeout=1) as connection:
                await turn_store.release(connection, self.lease)
        self.checker.close()

    async def begin(self, owner: UUID, turn: UUID, conversation: UUID, ask: Request) -> None:
        """Begin a turn: the question is stored when this returns. Raises TooMany, Unavailable, Conflict for another
        scenario than this conversation's, psycopg's UniqueViolation, and what `turn_replacing.resolved` raises."""
        if len(self.runs) + self._beginning >= self.settings.turns_per_service:
            raise Unavailable("Too many turns at once here; try again in a moment")
        self._beginning += 1
        try:
            self._start(await self._begun(owner, turn, conversation, ask))
        finally:
            self._beginning -= 1

    async def _begun(self, owner: UUID, turn: UUID, conversation: UUID, ask: Request) -> Run:
        async with self.pool.connection() as connection, connection.transaction():
            await owners.require_account(connection, self.settings, owner)
            await owners.require_room(connection, self.settings, owner)
            await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(owner)])
            if len(await turn_store.running(connection, owner)) >= self.settings.turns_per_learner:
                raise TooMany("You have too many turns in progress; wait for one to end or stop it")
            await turn_replacing.require_new(connection, owner, conversation, turn)
            ask = await turn_replacing.resolved(connection, owner, conversation, ask)
            fresh = turn_ending.new_conversation(ask)
            if await conversation_store.upsert(connection, owner, conversation, fresh, new=True) is None:
                await turn_ending.require_room(connection, owner, conversation, ask.replaces)
                await turn_ending.require_scenario(connection, owner, conversation, ask)
            row = await turn_store.begin(connection, owner, turn, conversation, ask, self.lease)
            journal = self._journal(row, [])
            first = {"seq": 0, "type": "turn", "ms": 0, "turn": str(turn), "conversation": str(conversation)}
            events = [{**first, "region": ask.region, "model": ask.model}]
            lines = journal.numbered(events)
            await turn_store.add_events(connection, owner, turn, self.lease, lines)
        await journal.show(events, lines)
        return Run(row, journal)

    async def find(self, owner: UUID, conversation: UUID, turn: UUID) -> Row:
        """A turn of this learner in this conversation. Raises NotFound, also for somebody else's."""
        async with self.pool.connection() as connection:
            row = await turn_store.find(connection, owner, turn)
        if row is None or row.conversation != conversation:
            raise NotFound("Turn not found")
        return row

    async def follow(self, owner: UUID, turn: UUID, start: int) -> AsyncIterator[list[str]]:
        """Lines of events from `start` on until the turn has ended, wherever it is worked at."""
        while True:
            run = self.runs.get((owner, turn))
            live = run is not None or await self._running(owner, turn)  # asked first: what is read afterwards is all
            batches = run.journal.follow(start) if run else self._stored(owner, turn, start)
            over = False
            async for batch in batches:
                start += len(batch)
                over = msgspec.json.decode(batch[-1])["type"] == "done"
                yield batch
            if over or not live:
                return
            if run is None:
                await asyncio.sleep(POLL_SECONDS)

    async def stop(self, row: Row) -> None:
        """Stop a turn and wait, for a moment, until it has ended."""
        if run := self.runs.get((row.owner, row.id)):
            run.stop.set()
        else:
            async with self.pool.connection() as connection:
                await turn_store.ask_to_stop(connection, row.owner, row.id)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                async for _ in self.follow(row.owner, row.id, 0):
                    pass

    def _journal(self, row: Row, lines: Sequence[str]) -> Journal:
        async def store(fresh: Any) -> None:
            async with self.pool.connection() as connection, connection.transaction():
                await connection.execute("SET LOCAL synchronous_commit = off")
                await turn_store.add_events(connection, row.owner, row.id, self.lease, fresh)

        return Journal(store, row.begun_at.timestamp(), lines)

    def _start(self, run: Run) -> None:
        self.runs[run.row.owner, run.row.id] = run
        run.task = asyncio.create_task(self._work(run), name=f"turn {run.row.id}")

    async def _work(self, run: Run) -> None:
        """A turn from its beginning, or from where another service left it, to its end."""
        writing = asyncio.create_task(run.journal.write())
        working = asyncio.create_task(self._outcome(run))
        try:
            await asyncio.wait([writing, working], return_when=asyncio.FIRST_COMPLETED)
            if writing.done():
                writing.result()
            outcome = await working
            await run.journal.finish(writing)
            await self._end(run, outcome)
        except (LeaseLost, ForeignKeyViolation):
            log.info("turn %s is no longer ours", run.row.id)
        except AWAY as error:
            log.error("turn %s: the database was away for too long, it is taken up again: %s", run.row.id, error)
        except Exception:
            log.exception("turn %s cannot be stored; it is taken up again", run.row.id)
        finally:
            for task in (writing, working):
                task.cancel()
            await asyncio.wait([writing, working])
            self.runs.pop((run.row.owner, run.row.id), None)
            await run.journal.close()

    async def _outcome(self, run: Run) -> Outcome:
        row = run.row
        if row.takeovers > TAKEOVERS or run.journal.milliseconds() > TOO_OLD_SECONDS * 1000:
            return Outcome(turn_ending.reply_of(run.journal.events), error="the service was interrupted for too long")
        try:
            turn, replaced = await self._context(row)
            tools = Tools(self.pool, self.checker, row.owner, replaced)
            balancer = self.balancer.on_behalf_of(str(row.owner))
            return await Running(turn, tools, balancer, run.journal.push, run.journal.events).run(run.stop)
        except AWAY:
            raise
        except Exception:
            log.exception("turn %s failed", row.id)
            said = turn_ending.reply_of(run.journal.events)
            return Outcome(said, error="something went wrong here; it has been logged")

    async def _context(self, row: Row) -> tuple[Turn, list[UUID]]:
        """What came before this turn, and the turns that it replaces, of which it sees nothing."""
        async with self.pool.connection() as connection:
            replaced = await turn_replacing.replaced_by(connection, row)
            stored = await conversation_store.messages(connection, row.owner, row.conversation) or []
            past = await turn_store.past(connection, row.owner, turn_store.PAST_TURNS, without=replaced)
            habits = await learning_store.habits(connection, row.owner, without=replaced)
            chosen = await conversation_store.scenario(connection, row.owner, row.conversation)
        settings = self.settings
        turn = Turn(
            row.request.text,
            row.request.region,
            row.request.model,
            settings.scoring_model,
            settings.embed_model,
            row.request.language,
            turn_ending.history(turn_replacing.said_before(stored, replaced)),
            [turn_ending.past(told, row.conversation) for told in past],
            habits,
            settings.reply_tokens,
            scene_of(chosen),
        )
        return turn, replaced

    async def _end(self, run: Run, outcome: Outcome) -> None:
        """Everything in one transaction, and only then `done`."""

        async def store(again: bool) -> None:
            async with self.pool.connection() as connection, connection.transaction():
                events = await turn_ending.store(connection, run.row, self.lease, run.journal, outcome)
            run.ended = True
            self._stored_one()
            await run.journal.show(events, run.journal.numbered(events))

        await run.journal.patiently(store)

    async def _watch(self) -> None:
        """Keep the lease of what is in progress here; go on with what another service left."""
        while True:
            try:
                await self._keep()
                await self._take_over()
            except AWAY as error:
                log.warning("cannot look after turns: %s", error)
            except Exception:
                log.exception("looking after turns failed; it goes on")
            await asyncio.sleep(WATCH_SECONDS)

    async def _keep(self) -> None:
        mine = dict(self.runs)
        if not mine:
            return
        async with self.pool.connection() as connection:
            held, stopping = await turn_store.renew(connection, self.lease, mine)
        for turn, run in mine.items():
            if turn in stopping:
                run.stop.set()
            if turn not in held and not run.ended and run.task:
                run.task.cancel()

    async def _take_over(self) -> None:
        room = self.settings.turns_per_service - len(self.runs)
        if room <= 0:
            return
        async with self.pool.connection() as connection:
            for row in await turn_store.take_over(connection, self.lease, self.runs, room):
                log.info("turn %s was left by another service or run; going on", row.id)
                lines = await turn_store.events(connection, row.owner, row.id, 0)
                self._start(Run(row, self._journal(row, lines)))

    async def _stored(self, owner: UUID, turn: UUID, start: int) -> AsyncIterator[list[str]]:
        async with self.pool.connection() as connection:
            lines = await turn_store.events(connection, owner, turn, start)
        if lines:
            yield lines

    async def _running(self, owner: UUID, turn: UUID) -> bool:
        async with self.pool.connection() as connection:
            row = await turn_store.find(connection, owner, turn)
        return row is not None and row.state == "running"
