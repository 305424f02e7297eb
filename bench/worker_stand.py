"""A worker on a model of random weights, for the benchmarks: started, asked in streams, its processor time and memory read.

    async with stand(BIG, slots=8) as worker:
        seen = await worker.stream("/api/chat", chat("Hello", tokens=64))

Figures are of the worker's and its engine's processes only, never of the client.
"""

import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from support.tiny_gguf import make
from support.worker_stand import Running, connect, fork, start_nursery
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store

BIG: Mapping[str, Any] = {
    "dim": 768,
    "layers": 16,
    "heads": 12,
    "kv": 12,
    "ff": 2048,
    "vocab": 32000,
    "weights": "Q8_0",
}
"""160 million weights, as `tiny_gguf.make` takes them."""


@dataclass(slots=True)
class Stream:
    """One answer: when it was asked for, when its parts came (seconds of the clock), and how many tokens it had."""

    began: float
    parts: list[float] = field(default_factory=list)
    tokens: int = 0

    @property
    def first(self) -> float:
        """Seconds to the first part."""
        return self.parts[0] - self.began

    @property
    def rate(self) -> float:
        """Tokens a second of the whole answer, its wait included."""
        return self.tokens / (self.parts[-1] - self.began)


@dataclass
class Asked:
    """Something that streams: a worker over HTTP, or the bare listener of its engine."""

    session: aiohttp.ClientSession
    pids: tuple[int, ...]

    async def stream(self, path: str, body: object, tokens: int, spoke: asyncio.Event | None = None) -> Stream:
        """Ask and read to the end; `spoke` is set with the first part."""
        seen = Stream(time.perf_counter(), tokens=tokens)
        data = json.dumps(body).encode()
        async with self.session.post(path, data=data, headers={"content-type": "application/json"}) as answer:
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status} {await answer.text()}")
            async for part in answer.content.iter_any():
                if part:
                    seen.parts.append(time.perf_counter())
                    if spoke:
                        spoke.set()
        return seen

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        return sum(map(cpu_of, self.pids))

    def memory(self) -> float:
        """Proportional memory in MB."""
        return sum(map(memory_of, self.pids))


@dataclass
class Stand:
    """A running worker, and its engine's own listener."""

    worker: Asked
    listener: Asked
    running: Running


@asynccontextmanager
async def stand(model: Mapping[str, Any], **settings: Any) -> AsyncIterator[Stand]:
    """A worker with that model loaded, named "m"."""
    folder = Path(tempfile.mkdtemp(prefix="tfb", dir="/tmp"))
    process, lifeline = start_nursery(folder / "n.sock")
    try:
        Store(folder / "store").import_gguf(make(folder / "m.gguf", never_ends=True, **model), parse("m"))
        whole = {
            "listen": f"unix:{folder}/w.sock",
            "store": str(folder / "store"),
            "runtime": str(folder),
            "nursery": str(folder / "n.sock"),
            "preload": ["m"],
            "name": "w",
            **settings,
        }
        running = await connect(fork(folder / "n.sock", "worker", whole, folder), folder / "w.sock")
        engine = (await running.engines())["m:latest"]
        connector = aiohttp.UnixConnector(_engine_socket(folder), limit=0, force_close=True)
        async with aiohttp.ClientSession("http://engine", connector=connector) as bare:
            yield Stand(Asked(running.session, (running.process.pid, engine)), Asked(bare, (engine,)), running)
        await running.session.close()
        running.process.end()
    finally:
        os.close(lifeline)
        await asyncio.to_thread(process.wait)
        shutil.rmtree(folder)


def chat(text: str, tokens: int) -> dict[str, Any]:
    """A request to /api/chat for so many tokens."""
    return {"model": "m", "messages": [{"role": "user", "content": text}], "options": {"num_predict": tokens}}


def openai_chat(text: str, tokens: int) -> dict[str, Any]:
    """The same for llama.cpp's own listener, with the sampling that our worker asks for."""
    sampling = {"temperature": 0.8, "top_k": 40, "top_p": 0.9, "min_p": 0.0, "repeat_penalty": 1.0, "lora": []}
    return {"messages": [{"role": "user", "content": text}], "max_tokens": tokens, "stream": True, **sampling}


def cpu_of(pid: int) -> float:
    """Seconds of processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> float:
    """Proportional set size in MB: shared pages are counted once over all who share them."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(rollup.partition("Pss:")[2].split()[0]) / 1e3


def _engine_socket(folder: Path) -> str:
    return str(next(folder.glob("*.e.sock")))
