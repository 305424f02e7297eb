"""What our worker adds to llama.cpp's own listener: processor time for a token, 8 streams at once.

    make bench ARGS=worker_overhead     about six minutes

One engine answers both: through our worker (`/api/chat`), and on its own unix socket with the same chat (`/v1/chat/completions`) and
with llama.cpp's leaner route (`/completion`). Rounds alternate; what is printed is the median of all rounds, the ratio taken round by
round, because the speed of a shared machine drifts. Counted is the processor time of the engine and, for us, of the worker too, not
the client's. "Part of the worker" is its own time beside the engine's in the same rounds. Two models with
random weights: 160 million parameters, and a tiny one, where anything shows.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.worker_stand import BIG, Stand, Stream, chat, cpu_of, openai_chat, stand

STREAMS = 8
MODELS: Mapping[str, Mapping[str, Any]] = {"160 M, Q8_0": BIG, "tiny, F32": {}}
TOKENS = {"160 M, Q8_0": 96, "tiny, F32": 600}
ROUNDS = 5
TEXT = "Tell me about your day."


@dataclass(frozen=True)
class Way:
    """One way to ask: its name, the processes whose time counts, and one stream."""

    name: str
    pids: tuple[int, ...]
    stream: Callable[[], Awaitable[Stream]]


def main() -> None:
    """Print the table."""
    columns = f"{'ms CPU a token':>15} {'tokens/s':>9} {'over the chat listener':>23} {'part of the worker':>18}"
    print(f"{'model':14} {'way':34} {columns}")
    for name in MODELS:
        asyncio.run(_measure(name))


async def _measure(name: str) -> None:
    async with stand(MODELS[name], slots=STREAMS, num_ctx=1024) as where:
        ways = _ways(where, TOKENS[name])
        for way in ways:
            await way.stream()  # warm: pages, caches, code
        rounds: dict[str, list[tuple[list[float], float]]] = {way.name: [] for way in ways}
        for _ in range(ROUNDS):
            for way in ways:
                rounds[way.name].append(await _round(way, TOKENS[name]))
    _print(name, rounds)


def _print(name: str, rounds: Mapping[str, list[tuple[list[float], float]]]) -> None:
    base = [sum(spent) for spent, _ in list(rounds.values())[1]]
    for way, measured in rounds.items():
        costs = [sum(spent) for spent, _ in measured]
        cpu, speed = median(costs), median(speed for _, speed in measured)
        over = median(cost / listener - 1 for cost, listener in zip(costs, base, strict=True))
        part = median(spent[-2] / spent[-1] if len(spent) > 1 else 0.0 for spent, _ in measured)
        print(f"{name:14} {way:34} {cpu * 1e3:15.3f} {speed:9.1f} {100 * over:+22.1f}% {100 * part:17.1f}%")


def _ways(where: Stand, tokens: int) -> list[Way]:
    asked = openai_chat(TEXT, tokens)
    prompt = f"<|im_start|>user\n{TEXT}<|im_end|>\n<|im_start|>assistant\n"
    native = {**asked, "prompt": prompt, "n_predict": tokens}
    ours, bare = where.worker, where.listener
    return [
        Way("our worker, /api/chat", ours.pids, lambda: ours.stream("/api/chat", chat(TEXT, tokens), tokens)),
        Way(
            "its listener, /v1/chat/completions", bare.pids, lambda: bare.stream("/v1/chat/completions", asked, tokens)
        ),
        Way("its listener, /completion", bare.pids, lambda: bare.stream("/completion", native, tokens)),
    ]


async def _round(way: Way, tokens: int) -> tuple[list[float], float]:
    """Seconds of processor time for a token of each process, and tokens a second of all streams together."""
    loop = asyncio.get_running_loop()
    before, began = [cpu_of(pid) for pid in way.pids], loop.time()
    await asyncio.gather(*(way.stream() for _ in range(STREAMS)))
    made = STREAMS * tokens
    spent = [(cpu_of(pid) - earlier) / made for pid, earlier in zip(way.pids, before, strict=True)]
    return spent, made / (loop.time() - began)


if __name__ == "__main__":
    main()
