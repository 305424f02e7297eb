"""One turn, from the learner's text to everything that it brings: events as they happen, and what is to be stored at the end.

The order: safety before anything; rules correct at once; the reply streams from a chat worker (a request that is not for a
tutor is answered by rule instead) while a scoring worker explains and an llm worker embeds; scores are counted from
features. Nothing waits for a worker but the reply itself, and the turn waits for late ones only a moment. It is told what
came before (`so_far`) and then goes on from there. It knows neither HTTP nor a database: those are behind `Tools` and `Emit`.
"""

import asyncio
import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

import msgspec

from tutorfleet.language import cefr, cues, ranking, requests, safety
from tutorfleet.language import scores as scoring
from tutorfleet.language.edits import Edit, apply
from tutorfleet.language.praise import Earlier, praise
from tutorfleet.language.ranking import Habits
from tutorfleet.tutor import explanation, memory, prompts
from tutorfleet.tutor.balancer import Balancer
from tutorfleet.tutor.errors import GaveUp, TutorError, WorkerRefused
from tutorfleet.tutor.explanation import Explanation
from tutorfleet.tutor.manners import Manners
from tutorfleet.tutor.memory import Note, Remembered
from tutorfleet.tutor.reply import Ask, Delta, Message, Policy, speak
from tutorfleet.tutor.scene import Playing, Progress, Scene, apart

T = TypeVar("T")
Emit = Callable[[str, Mapping[str, Any]], None]
"""type and fields of an event; returns at once"""
PATIENT = Policy()
RECALLED = 24
PIECES = re.compile(r"\s*\S+")
NO_HABITS = Habits()


class Tools(Protocol):
    """What a turn needs of the service. Neither may raise; a `recall` that fails finds nothing."""

    async def check(self, text: str) -> list[Edit]:
        """`language.check.check`, away from the event loop."""

    async def recall(
        self, embedding: Sequence[float] | None, categories: Sequence[str], limit: int
    ) -> list[Remembered]:
        """This learner's memories."""


class Past(msgspec.Struct, frozen=True):
    """An earlier turn of this learner; `here`: of this conversation. `praised`: the kind of mistake praised as gone."""

    text: str
    edits: list[Edit]
    reply: str
    here: bool
    praised: str | None = None


@dataclass(frozen=True)
class Limits:
    """Seconds."""

    reply: float = 600.0
    context: float = 0.25
    """that the reply waits for corrections and memories"""
    embedding: float = 0.08
    """that memories wait for the nearness of what they are about"""
    late: float = 1.5
    """that `done` waits, after the reply's end, for what a worker still does"""


@dataclass(frozen=True)
class Turn:
    """What is asked. `habits`: this learner's mistakes so far; `scene`: what this talk plays, from its first message on."""

    text: str
    region: str
    chat_model: str
    scoring_model: str
    embed_model: str
    language: Literal["en", "id"] = "en"
    history: Sequence[Message] = ()
    past: Sequence[Past] = ()
    habits: Habits = NO_HABITS
    tokens: int = prompts.REPLY_TOKENS
    scene: Scene | None = None


class Outcome(msgspec.Struct):
    """What a turn brought. `edits`: all, also those that were not shown; None if nothing of this text may be kept."""

    reply: str = ""
    edits: list[Edit] | None = None
    scores: scoring.Scores | None = None
    level: cefr.Level | None = None
    notes: list[Note] = []
    vectors: list[list[float]] | None = None
    error: str | None = None
    stopped: bool = False
    scenario: Progress | None = None


class Running:
    """One turn in progress."""

    def __init__(
        self,
        turn: Turn,
        tools: Tools,
        balancer: Balancer,
        emit: Emit,
        so_far: Sequence[Mapping[str, Any]] = (),
        limits: Limits = Limits(),
        policy: Policy = PATIENT,
    ) -> None:
        self.turn, self.tools, self.balancer = turn, tools, balancer
        self.limits, self.policy = limits, policy
        self.playing = Playing(turn.scene, turn.history) if turn.scene else None
        self._emit = emit
        self._before = {event["type"] for event in so_far}
        replies = [event for event in so_far if event["type"] == "reply"]
        self._spoken = any(event.get("end") for event in replies)
        self.outcome = Outcome(reply="".join(event["text"] for event in replies))
        self.remembered: list[Remembered] = []

    async def run(self, stop: asyncio.Event) -> Outcome:
        """Everything but storing it. Never raises for what a worker does; `stop` ends the reply and keeps the text so far."""
        outcome = await self._run(stop)
        if self.playing:
            outcome.scenario = self.playing.progress(answered=bool(outcome.reply))
        return outcome

    async def _run(self, stop: asyncio.Event) -> Outcome:
        said = [message.content for message in self.turn.history if message.role == "user"]
        notice = safety.notice(self.turn.text, *said)
        if notice:
            return await self._by_rule(notice)
        kind = self._request()
        if self.playing and not kind:
            self.playing.hear(self.turn.text)
        side = [asyncio.create_task(self._correct())]
        try:
            spoken = asyncio.create_task(self._redirect(kind) if kind else self._reply(side[0]))
            side.append(asyncio.create_task(self._explain(side[0])))
            side.append(asyncio.create_task(self._embed_notes(side[0])))
            await self._until(spoken, stop)
            await self._finish(side)
        finally:
            await cancelled(side)
        return self.outcome

    async def _by_rule(self, notice: safety.Notice) -> Outcome:
        """No model, and no correction shown: it is not the moment."""
        if notice.kind in safety.GENTLE:
            self.outcome.edits = await self.tools.check(self.turn.text)
            self._judge()
            self._show_scores()
        self._recite(safety.reply(notice, self.turn.language))
        return self.outcome

    def _request(self) -> str | None:
        """The kind of a request that is not for a tutor, nor for the character that it plays."""
        within = self.playing is not None and not self.playing.over
        return apart(self.turn.text) if within else requests.request(self.turn.text)

    async def _redirect(self, kind: str) -> None:
        """Back to practice, without a model."""
        said = " ".join(message.content for message in self.turn.history if message.role == "assistant")
        self._recite(requests.reply(kind, self.turn.text, said))

    def _recite(self, whole: str) -> None:
        """What is still to be said of a written reply."""
        if self._spoken:
            return
        for piece in PIECES.findall(whole[len(self.outcome.reply) :]):
            self._say(piece)
        self._end_reply()

    async def _correct(self) -> None:
        """Rules: no worker is asked, and none is waited for before the corrections are out."""
        near = asyncio.create_task(self._embedding([self.turn.text]))
        try:
            edits = await self.tools.check(self.turn.text)
            self.outcome.edits = edits
            self._judge()
            self.outcome.edits = ordered = ranking.rank(edits, self._habits(), self.outcome.level)
            kinds = list(dict.fromkeys(edit.category for edit in ordered))
            self.remembered = await self.tools.recall(None, kinds, RECALLED)
            self._once("corrections", corrections(self.turn.text, ordered, self.remembered))
            self._praise(ordered)
            self.outcome.notes = memory.notes(self.turn.text, ordered)
            self._show_scores()
            await asyncio.wait([near], timeout=self.limits.embedding)
            if near.done() and (vectors := near.result()):
                self.remembered = await self.tools.recall(vectors[0], kinds, RECALLED)
            self.remembered = memory.used(ordered, self.remembered)
            self._once("memory", {"memories": [{"id": each.id, "text": each.text} for each in self.remembered]})
        finally:
            await cancelled([near])

    def _judge(self) -> None:
        """Scores and level, from features alone."""
        past = [each for each in self.turn.past if each.here]
        edits = self.outcome.edits or []
        replies = ["", *(each.reply for each in past)]
        texts = [*(each.text for each in past), self.turn.text]
        self.outcome.scores = scoring.score(texts, [*(each.edits for each in past), edits], replies)
        every = [*(each.text for each in self.turn.past), self.turn.text]
        self.outcome.level = cefr.level(every, [*(each.edits for each in self.turn.past), edits])

    def _show_scores(self) -> None:
        assert self.outcome.level, "it was judged"
        judged = {"scores": self.outcome.scores, "cefr": self.outcome.level, "needed": self.outcome.level.needed}
        self._once("scores", judged)

    def _habits(self) -> Habits:
        told = ranking.told(each.edits for each in self.turn.past if each.here)
        return msgspec.structs.replace(self.turn.habits, told=told)

    def _praise(self, edits: Sequence[Edit]) -> None:
        earlier = [Earlier(each.text, each.edits, each.praised) for each in self.turn.past]
        if found := praise(self.turn.text, edits, earlier):
            self._once("praise", found)

    async def _reply(self, corrected: asyncio.Task[None]) -> None:
        if self._spoken:
            return
        await asyncio.wait([corrected], timeout=self.limits.context)
        remembered = self.remembered if corrected.done() else []
        ask = self._ask(remembered)
        regions = self.balancer.order(self.turn.region)
        wrong = bool(self.outcome.edits) or not corrected.done()
        manners = Manners(self.outcome.reply, cues.without(ask.messages[0].content), wrong=wrong)
        async with asyncio.timeout(self.limits.reply):
            said = self.outcome.reply
            async with contextlib.aclosing(speak(ask, self.balancer.chat, regions, self.policy, said=said)) as parts:
                async for part in parts:
                    if isinstance(part, Delta):
                        self._say(manners.feed(part.text))
                    else:
                        self._emit("seam", msgspec.to_builtins(part))
                    if manners.over:
                        break
        self._say(manners.end())
        self._end_reply()

    def _ask(self, remembered: Sequence[Remembered]) -> Ask:
        """What the chat worker is asked: to be the tutor, or to say a character's next line."""
        turn = self.turn
        if self.playing and (line := self.playing.line):
            return prompts.play(
                turn.chat_model, turn.text, turn.history, self.playing.scene, line, remembered, turn.tokens
            )
        band = self.outcome.level.low if self.outcome.level else None
        return prompts.chat(turn.chat_model, turn.text, turn.history, remembered, band, turn.tokens, turn.scene)

    async def _until(self, spoken: asyncio.Task[None], stop: asyncio.Event) -> None:
        """The reply's end, or the learner's stop."""
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([spoken, stopping], return_when=asyncio.FIRST_COMPLETED)
            self.outcome.stopped = not spoken.done()
        finally:
            await cancelled([stopping])
            await cancelled([spoken])
        if not self.outcome.stopped:
            self._note_failure(spoken.exception())

    def _note_failure(self, error: BaseException | None) -> None:
        if isinstance(error, TimeoutError):
            self.outcome.error = f"the reply took longer than {self.limits.reply:g} seconds"
        elif isinstance(error, GaveUp | WorkerRefused):
            self.outcome.error = str(error)
        elif error:
            raise error

    async def _finish(self, side: Sequence[asyncio.Task[None]]) -> None:
        """Wait a moment for what is late. Corrections are no worker's, so they are waited for."""
        await side[0]
        await asyncio.wait(side, timeout=0.0 if self.outcome.stopped else self.limits.late)
        if not side[1].done():
            self._once("explanation", Explanation(absent="late"))
        for task in side:
            if task.done():
                task.result()

    async def _explain(self, corrected: asyncio.Task[None]) -> None:
        await asyncio.wait([corrected])
        shown = [edit for _, edit in ranking.cards(self.outcome.edits or [])]
        model, region = self.turn.scoring_model, self.turn.region
        self._once("explanation", await explanation.explain(self.balancer, region, model, self.turn.text, shown))

    async def _embed_notes(self, corrected: asyncio.Task[None]) -> None:
        await asyncio.wait([corrected])
        if self.outcome.notes:
            self.outcome.vectors = await self._embedding([note.text for note in self.outcome.notes])

    async def _embedding(self, texts: Sequence[str]) -> list[list[float]] | None:
        try:
            return await self.balancer.embed(self.turn.region, self.turn.embed_model, texts)
        except TutorError:
            return None

    def _say(self, text: str) -> None:
        if text:
            self.outcome.reply += text
            self._emit("reply", {"text": text})

    def _end_reply(self) -> None:
        if not self._spoken:
            self._emit("reply", {"text": "", "end": True})

    def _once(self, kind: str, fields: Any) -> None:
        """Emit what comes once a turn, unless it came before the service was restarted."""
        if kind not in self._before:
            self._before.add(kind)
            self._emit(kind, msgspec.to_builtins(fields))


def corrections(text: str, ranked: Sequence[Edit], remembered: Sequence[Remembered]) -> dict[str, Any]:
    """The `corrections` event: the most useful ones in text order, how many more there are, and the text made right."""
    shown = ranking.cards(ranked)
    edits = [{**msgspec.to_builtins(edit), "place": place, **before(edit, remembered)} for place, edit in shown]
    return {"source": "rules", "edits": edits, "more": len(ranked) - len(shown), "corrected": apply(text, ranked)}


def before(edit: Edit, remembered: Sequence[Remembered]) -> dict[str, Any]:
    found = memory.earlier(edit, remembered)
    return {"earlier": msgspec.to_builtins(found)} if found else {}


async def cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
    """End tasks and wait until they have ended; what they raised is in them."""
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)
