"""Many learners at once on one worker, beside llama.cpp's own listener and beside one request at a time, which is Ollama's default.

    make bench ARGS=workers     about twelve minutes

The same 160 million random weights everywhere; "our worker" and "its listener" are one engine of sixteen slots asked in two ways, "one at a
time" is our worker with a single slot. Every learner sends a prompt of their own, so that no cache helps, and reads 96 tokens. Rounds
alternate. Printed is the median of the rounds for tokens per second of processor time and per second, then the time to the first token (of
all streams of all rounds), the slowest stream's rate over the fastest's, and the memory of worker and engine. A wait in the queue counts
into both the time to the first token and the rate.

Then one newcomer: the time to the first token alone, and while eight others stream. Last, a crowd: a thousand idle connections and 256
requests in the queue, and what that costs in memory.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from statistics import median, quantiles
from typing import Any

import aiohttp

from bench.worker_stand import BIG, Asked, Stand, Stream, chat, openai_chat, stand

TOKENS = 96
ROUNDS = 3
"""Of up to eight streams; more of them make a round long enough by themselves."""
STREAMS = (1, 4, 8, 16, 32)
SLOTS = 16
SETTINGS: dict[str, Any] = {"num_ctx": 512, "slots": SLOTS}
NEWCOMERS = 5
IDLE, QUEUED = 1000, 256
_numbers = count(1)


@dataclass
class Way:
    """One way to ask, and what its rounds gave."""

    name: str
    asked: Asked
    ask: Callable[[], Awaitable[Stream]]
    rounds: list["Round"] = field(default_factory=list)


@dataclass(frozen=True)
class Round:
    """Streams that ran together, their seconds of processor time, and the seconds that they took."""

    streams: list[Stream]
    cpu: float
    seconds: float

    @property
    def made(self) -> int:
        return sum(one.tokens for one in self.streams)


def main() -> None:
    """Print the tables."""
    asyncio.run(_main())


async def _main() -> None:
    async with stand(BIG, **SETTINGS) as many, stand(BIG, **SETTINGS | {"slots": 1}) as single:
        ways = [_ours("our worker", many), _listener(many), _ours("one at a time", single)]
        for way in ways:
            await way.ask()
        print(
            f"{'streams':>7} {'way':16} {'tokens/CPU s':>12} {'tokens/s':>9} {'first p50':>10} {'p95':>7} {'fairness':>9} {'MB':>6}"
        )
        for streams in STREAMS:
            await _table(ways, streams)
        await _newcomer(ways[0])
    async with stand({}, num_ctx=512, slots=4, max_queue=QUEUED * 2) as small:
        await _crowd(small)


def _text() -> str:
    return f"Tell me about day number {next(_numbers)}, and what you did in the morning, please."


def _ours(name: str, where: Stand) -> Way:
    return Way(name, where.worker, lambda: where.worker.stream("/api/chat", chat(_text(), TOKENS), TOKENS))


def _listener(where: Stand) -> Way:
    path = "/v1/chat/completions"
    return Way(
        "its listener", where.listener, lambda: where.listener.stream(path, openai_chat(_text(), TOKENS), TOKENS)
    )


async def _table(ways: list[Way], streams: int) -> None:
    for way in ways:
        way.rounds.clear()
    for _ in range(ROUNDS if streams <= 8 else 1):
        for way in ways:
            way.rounds.append(await _round(way, streams))
    for way in ways:
        _print(way, streams)


async def _round(way: Way, streams: int) -> Round:
    loop = asyncio.get_running_loop()
    cpu, began = way.asked.cpu(), loop.time()
    seen = await asyncio.gather(*(way.ask() for _ in range(streams)))
    return Round(list(seen), way.asked.cpu() - cpu, loop.time() - began)


def _print(way: Way, streams: int) -> None:
    firsts = [one.first for each in way.rounds for one in each.streams]
    per_cpu = median(each.made / each.cpu for each in way.rounds)
    per_second = median(each.made / each.seconds for each in way.rounds)
    fair = median(min(one.rate for one in each.streams) / max(one.rate for one in each.streams) for each in way.rounds)
    figures = f"{per_cpu:12.1f} {per_second:9.1f} {median(firsts):9.2f}s {_p95(firsts):6.2f}s {fair:9.2f}"
    print(f"{streams:7} {way.name:16} {figures} {way.asked.memory():6.0f}", flush=True)


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


async def _newcomer(way: Way) -> None:
    """The first token of somebody new, alone and beside eight who stream."""
    alone = [(await way.ask()).first for _ in range(NEWCOMERS)]
    beside: list[float] = []
    for _ in range(NEWCOMERS):
        spoke = [asyncio.Event() for _ in range(8)]
        others = [asyncio.create_task(_long(way, one)) for one in spoke]
        await asyncio.gather(*(one.wait() for one in spoke))
        beside.append((await way.ask()).first)
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)
    ratio = median(beside) / median(alone)
    print(
        f"\nnewcomer: first token alone {median(alone):.2f} s, beside eight streams {median(beside):.2f} s, {ratio:.1f} times"
    )


async def _long(way: Way, spoke: asyncio.Event) -> None:
    await way.asked.stream("/api/chat", chat(_text(), 400), 400, spoke)


async def _crowd(small: Stand) -> None:
    """A thousand connections that say nothing, then a full queue."""
    path = small.running.session.connector.path  # type: ignore[union-attr]
    before = small.worker.memory()
    idle = [await asyncio.open_unix_connection(path) for _ in range(IDLE)]
    connected = small.worker.memory()
    connector = aiohttp.UnixConnector(path, limit=0, force_close=True)
    async with aiohttp.ClientSession("http://worker", connector=connector) as session:
        crowd = Asked(session, small.worker.pids)
        tasks = [asyncio.create_task(crowd.stream("/api/chat", chat(_text(), 40), 40)) for _ in range(QUEUED)]
        await asyncio.sleep(0.5)
        queued = small.worker.memory()
        await asyncio.gather(*tasks)
    after = small.worker.memory()
    for _, writer in idle:
        writer.close()
    print(
        f"crowd: {before:.0f} MB at rest, {connected:.0f} with {IDLE} idle connections, {queued:.0f} with {QUEUED} requests in the queue,"
        f" {after:.0f} when they were answered"
    )


if __name__ == "__main__":
    main()
