"""A reply that goes on when its worker dies: without a gap, without a repeated word.

`speak` streams it. When a worker dies in mid-reply it asks again with the text so far as a trailing assistant message: first the
same region (its balancer has a backup), then the others, then, when nobody is there, waiting for their host to restart them.
Deciding is `Way`'s business and pure; joining is `joint.py`'s. It does not know what is being said, and stores nothing.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tutorfleet.tutor.balancer import Chunk
from tutorfleet.tutor.errors import GaveUp, TutorError, WorkerDied, WorkerRefused
from tutorfleet.tutor.joint import Joint, Stops

Source = Callable[[str, Mapping[str, Any]], AsyncIterator[Chunk]]
"""one try: region and body of /api/chat -> chunks (`Balancer.chat`)"""


class Message(msgspec.Struct, frozen=True):
    role: str
    content: str


class Ask(msgspec.Struct, frozen=True):
    """What is asked of a chat worker. `num_predict`: tokens at most."""

    model: str
    messages: Sequence[Message]
    num_predict: int
    options: Mapping[str, Any] = {}
    stop: tuple[str, ...] = ()


class Delta(msgspec.Struct, frozen=True, tag="delta"):
    """More of the reply."""

    text: str


class Seam(msgspec.Struct, frozen=True, tag="seam"):
    """Here another worker went on: after `at` characters."""

    at: int
    from_region: str | None
    from_worker: str | None
    to_region: str
    to_worker: str | None
    reason: str


@dataclass(frozen=True)
class Policy:
    """How long to try. Times in seconds."""

    seams: int = 48
    """most seams of one reply"""
    seams_in_region: int = 24
    """then another region is asked, though this one still answers"""
    tries: int = 2
    """in one region without a new word, before the next is asked"""
    patience: float = 30.0
    """without a new word, before giving up"""
    first_wait: float = 0.1
    longest_wait: float = 2.0


PATIENT = Policy()
EMPTY_ANSWERS = 3


@dataclass
class Way:
    """Where to ask next, and how long to wait before."""

    regions: Sequence[str]
    policy: Policy
    since: float
    """when a new word last came"""
    here: int = 0
    fruitless: int = 0
    seams: int = 0
    seams_here: int = 0

    @property
    def region(self) -> str:
        return self.regions[self.here]

    def after_death(self, progress: bool, now: float) -> float:
        """Seconds to wait before asking `region`, which may be another one now. Raises GaveUp."""
        return self._after_words(now) if progress else self._after_silence(now)

    def after_refusal(self, error: WorkerRefused, now: float) -> float:
        """As `after_death`, but the same region is not asked again."""
        self.fruitless += 1
        if self.fruitless >= len(self.regions):
            raise error
        self._leave()
        return self._after_silence(now, tried=0)

    def _after_words(self, now: float) -> float:
        self.since, self.fruitless = now, 0
        self.seams += 1
        self.seams_here += 1
        if self.seams > self.policy.seams:
            raise GaveUp(f"the workers died {self.seams} times in this reply")
        if self.seams_here >= self.policy.seams_in_region:
            self._leave()
        return 0.0

    def _after_silence(self, now: float, tried: int = 1) -> float:
        if now - self.since > self.policy.patience:
            raise GaveUp(f"no worker answered for {self.policy.patience:g} seconds")
        self.fruitless += tried
        if tried and self.fruitless % self.policy.tries == 0:
            self._leave()
        rounds = self.fruitless // (self.policy.tries * len(self.regions))
        return min(self.policy.first_wait * 2 ** min(rounds, 10), self.policy.longest_wait) if rounds else 0.0

    def _leave(self) -> None:
        self.here = (self.here + 1) % len(self.regions)
        self.seams_here = 0


@dataclass(frozen=True)
class Lost:
    """Who spoke before, and why no longer."""

    region: str | None
    worker: str | None
    reason: str


@dataclass
class Spoken:
    """The reply so far. `text`: all that came; what a stop string may still cut off is in it, but not shown."""

    ask: Ask
    text: str
    lost: Lost | None = None
    """a worker whose words are the last of `text`, until another one goes on"""
    worker: str | None = None
    over: bool = False
    stops: Stops = field(init=False)
    chunks: int = 0
    silent: int = 0
    """answers that ended without a word"""

    def __post_init__(self) -> None:
        self.stops = Stops(self.ask.stop)

    @property
    def left(self) -> int:
        """Tokens that may still be made. A chunk is at least one, and so is a word: an estimate that cuts nothing off."""
        return self.ask.num_predict - max(self.chunks, len(self.text.split()))

    def add(self, text: str) -> str:
        """More of it; what may be shown."""
        self.chunks += bool(text)
        self.text += text
        return self.stops.feed(text)

    def lose(self, region: str, error: TutorError) -> None:
        """The worker died. Who died since the last word was said does not matter, only who said it."""
        self.lost = self.lost or Lost(region, self.worker, str(error))
        self.worker = None

    def seam(self, region: str) -> Seam | None:
        """The seam, if another worker goes on here with a reply that has begun."""
        lost, self.lost = self.lost, None
        if lost is None or not self.text:
            return None
        return Seam(len(self.text), lost.region, lost.worker, region, self.worker, lost.reason)

    def end(self) -> None:
        """A worker says that this is all. Raises WorkerDied if there is nothing yet, GaveUp if that happens again and again."""
        self.over = bool(self.text.strip()) or self.stops.found
        if self.over:
            return
        self.silent += 1
        if self.silent >= EMPTY_ANSWERS:
            raise GaveUp(f"the model {self.ask.model} said nothing, {self.silent} times")
        raise WorkerDied("the worker said nothing")


def request(ask: Ask, said: str, left: int) -> dict[str, Any]:
    """The body of /api/chat that asks for the reply, or for what comes after `said`; `left`: tokens."""
    prefix = said.rstrip()
    going_on = [Message("assistant", prefix)] if prefix else []
    options = {**ask.options, "num_predict": left, **({"stop": list(ask.stop)} if ask.stop else {})}
    messages = merged([*ask.messages, *going_on])
    return {"model": ask.model, "messages": msgspec.to_builtins(messages), "options": options}


def merged(messages: Sequence[Message]) -> list[Message]:
    """No two assistant messages at the end: a worker takes only one as the beginning of its answer."""
    *rest, last = messages
    while rest and rest[-1].role == last.role == "assistant":
        last = Message("assistant", f"{rest.pop().content.rstrip()}\n\n{last.content}")
    return [*rest, last]


async def speak(
    ask: Ask,
    source: Source,
    regions: Sequence[str],
    policy: Policy = PATIENT,
    *,
    said: str = "",
    because: str = "service restarted",
) -> AsyncGenerator[Delta | Seam, None]:
    """Stream a reply; `said` is what an earlier `speak` of the same reply had shown, `because` why it did not end.

    The deltas, after `said`, are the whole reply. Raises GaveUp, or WorkerRefused when every region refuses.
    """
    spoken = Spoken(ask, said, lost=Lost(None, None, because) if said else None)
    way = Way(regions, policy, time.monotonic())
    while spoken.left > 0 and not spoken.over:
        before, region = len(spoken.text), way.region
        try:
            async with contextlib.aclosing(attempt(spoken, source, region)) as parts:
                async for part in parts:
                    yield part
        except WorkerRefused as error:
            spoken.lose(region, error)
            await asyncio.sleep(way.after_refusal(error, time.monotonic()))
        except WorkerDied as error:
            spoken.lose(region, error)
            await asyncio.sleep(way.after_death(len(spoken.text) > before, time.monotonic()))
    if rest := spoken.stops.end():
        yield Delta(rest)


async def attempt(spoken: Spoken, source: Source, region: str) -> AsyncGenerator[Delta | Seam, None]:
    """One try: more of the reply from one worker, up to its end. Raises WorkerDied, WorkerRefused, GaveUp."""
    joint = Joint(spoken.text)
    chunks = source(region, request(spoken.ask, spoken.text, spoken.left))
    async with contextlib.aclosing(as_generator(chunks)) as generator:
        async for chunk in generator:
            spoken.worker = chunk.worker
            if seam := spoken.seam(region):
                yield seam
            if shown := spoken.add(joint.feed(chunk.text) + (joint.end() if chunk.done else "")):
                yield Delta(shown)
            if chunk.done or spoken.stops.found:
                break
    spoken.end()


async def as_generator(chunks: AsyncIterator[Chunk]) -> AsyncGenerator[Chunk, None]:
    """Any source as a generator that can be closed; a source that ends without a `done` chunk has died."""
    async for chunk in chunks:
        yield chunk
        if chunk.done:
            return
    raise WorkerDied("the answer ended early")
