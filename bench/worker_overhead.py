"""What our worker adds to llama.cpp's own listener: processor time for a token, 8 streams at once.

    make bench ARGS=worker_overhead     about six minutes

One engine answers both: through our worker (`/api/chat`), and on its own unix socket with the same chat (`/v1/chat/completions`) and
with llama.cpp's leaner route (`/completion`). Rounds alternate; what is printed is the median of all rounds, the ratio taken round by
round, because the speed of a shared machine drifts. Counted is the processor time of the engine and, for us, of the worker too, not
the client's. "Part of the worker" is its own time beside the engine's in the same rounds. Two models with
random weights: 160 million parameters, and a tiny one, where anything shows.
"""

import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import aiohttp

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from support.tiny_gguf import make
from support.worker_stand import Running, connect, fork, start_nursery
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store

STREAMS = 8
MODELS = {
    "160 M, Q8_0": {"dim": 768, "layers": 16, "heads": 12, "kv": 12, "ff": 2048, "vocab": 32000, "weights": "Q8_0"},
    "tiny, F32": {},
}
TOKENS = {"160 M, Q8_0": 96, "tiny, F32": 600}
ROUNDS = 5
MESSAGES = [{"role": "user", "content": "Tell me about your day."}]


@dataclass(frozen=True)
class Way:
    """One way to ask: its name, the processes whose time counts, and one stream."""

    name: str
    pids: tuple[int, ...]
    stream: Callable[[], Awaitable[None]]


def main() -> None:
    """Print the table."""
    print(
        f"{'model':14} {'way':34} {'ms CPU a token':>15} {'tokens/s':>9} {'over the chat listener':>23} {'part of the worker':>18}"
    )
    for name in MODELS:
        asyncio.run(_measure(name))


async def _measure(name: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="tfb", dir="/tmp"))
    process, lifeline = start_nursery(folder / "n.sock")
    try:
        Store(folder / "store").import_gguf(make(folder / "m.gguf", never_ends=True, **MODELS[name]), parse("m"))
        settings = {
            "listen": f"unix:{folder}/w.sock",
            "store": str(folder / "store"),
            "runtime": str(folder),
            "nursery": str(folder / "n.sock"),
        }
        settings |= {"slots": STREAMS, "num_ctx": 1024, "preload": ["m"], "name": "w"}
        worker = await connect(fork(folder / "n.sock", "worker", settings, folder), folder / "w.sock")
        await _compare(name, worker, folder)
        await worker.session.close()
        worker.process.end()
    finally:
        os.close(lifeline)
        process.wait()
        shutil.rmtree(folder)


async def _compare(name: str, worker: Running, folder: Path) -> None:
    engine = (await worker.engines())["m:latest"]
    connector = aiohttp.UnixConnector(_engine_socket(folder), limit=0, force_close=True)
    async with aiohttp.ClientSession("http://engine", connector=connector) as bare:
        ways = _ways(worker, engine, bare, TOKENS[name])
        for way in ways:
            await way.stream()  # warm: pages, caches, code
        rounds = {way.name: [await _round(way, TOKENS[name])] for way in ways}
        for _ in range(ROUNDS - 1):
            for way in ways:
                rounds[way.name].append(await _round(way, TOKENS[name]))
    base = [sum(spent) for spent, _ in rounds[ways[1].name]]
    for way in ways:
        costs = [sum(spent) for spent, _ in rounds[way.name]]
        cpu, speed = median(costs), median(speed for _, speed in rounds[way.name])
        over = median(cost / listener - 1 for cost, listener in zip(costs, base, strict=True))
        part = median(sum(spent[1:]) / spent[0] for spent, _ in rounds[way.name])
        print(f"{name:14} {way.name:34} {cpu * 1e3:15.3f} {speed:9.1f} {100 * over:+22.1f}% {100 * part:17.1f}%")


def _ways(worker: Running, engine: int, bare: aiohttp.ClientSession, tokens: int) -> list[Way]:
    sampling = {
        "temperature": 0.8,
        "top_k": 40,
        "top_p": 0.9,
        "min_p": 0.0,
        "repeat_penalty": 1.0,
        "stream": True,
        "lora": [],
    }
    chat = {"model": "m", "messages": MESSAGES, "options": {"num_predict": tokens}}
    listener = {"messages": MESSAGES, "max_tokens": tokens, **sampling}
    prompt = (
        "".join(f"<|im_start|>{one['role']}\n{one['content']}<|im_end|>\n" for one in MESSAGES)
        + "<|im_start|>assistant\n"
    )
    native = {"prompt": prompt, "n_predict": tokens, **sampling}
    return [
        Way("our worker, /api/chat", (engine, worker.process.pid), lambda: _read(worker.session, "/api/chat", chat)),
        Way("its listener, /v1/chat/completions", (engine,), lambda: _read(bare, "/v1/chat/completions", listener)),
        Way("its listener, /completion", (engine,), lambda: _read(bare, "/completion", native)),
    ]


async def _read(session: aiohttp.ClientSession, path: str, body: object) -> None:
    async with session.post(path, data=json.dumps(body), headers={"content-type": "application/json"}) as response:
        assert response.status == 200, await response.text()
        async for _ in response.content.iter_any():
            pass


async def _round(way: Way, tokens: int) -> tuple[list[float], float]:
    """Seconds of processor time for a token of each process, and tokens a second of all streams together."""
    loop = asyncio.get_running_loop()
    before, began = [_cpu_s(pid) for pid in way.pids], loop.time()
    await asyncio.gather(*(way.stream() for _ in range(STREAMS)))
    made = STREAMS * tokens
    spent = [(_cpu_s(pid) - earlier) / made for pid, earlier in zip(way.pids, before, strict=True)]
    return spent, made / (loop.time() - began)


def _engine_socket(folder: Path) -> str:
    return str(next(folder.glob("*.e.sock")))


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
