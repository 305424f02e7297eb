"""Real parts for the worker's tests: tiny models in a real store, one nursery for the session, workers that it forks."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from support.tiny_gguf import make, make_lora
from support.worker_stand import PATIENCE_S, Forked, Running, answers, connect, fork, free_port, start_nursery, until
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store

RECITE = Path(__file__).parents[1] / "support" / "recite.gguf"


@pytest.fixture(scope="session")
def store() -> Iterator[Path]:
    """A store with a chat model that talks noise for ever, one that recites a text, and an embedder."""
    folder = Path(tempfile.mkdtemp(prefix="tfstore", dir="/tmp"))
    store = Store(folder / "store")
    for name, options in {"tiny": {"never_ends": True}, "embed": {"arch": "nomic-bert", "ctx": 256}}.items():
        make(folder / f"{name}.gguf", **options)
        store.import_gguf(folder / f"{name}.gguf", parse(name))
    store.import_gguf(RECITE, parse("recite"))
    yield folder / "store"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Path]:
    """The socket of a nursery that lives as long as the session."""
    folder = Path(tempfile.mkdtemp(prefix="tfn", dir="/tmp"))
    process, lifeline = start_nursery(folder / "n.sock")
    yield folder / "n.sock"
    os.close(lifeline)
    assert process.wait(PATIENCE_S) == 0
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def start(nursery: Path, store: Path, runtime: Path) -> AsyncIterator[Callable[..., Any]]:
    """Start workers: `worker = await start(slots=2)`; they end with the test."""
    running: list[Running] = []

    async def start_one(**settings: Any) -> Running:
        path = runtime / f"w{len(running)}.sock"
        whole = {
            "listen": f"unix:{path}",
            "store": str(store),
            "runtime": str(runtime),
            "nursery": str(nursery),
            **settings,
        }
        whole.setdefault("name", f"w{len(running)}")
        process = fork(nursery, "worker", whole, runtime)
        one = await connect(process, path)
        running.append(one)
        return one

    yield start_one
    for one in running:
        await one.end()


@pytest.fixture
async def start_tcp(nursery: Path, store: Path, runtime: Path) -> AsyncIterator[Callable[..., Any]]:
    """Start a worker on a free port of this machine: `url = await start_tcp()`."""
    forked: list[Forked] = []

    async def start_one(**settings: Any) -> str:
        url = f"http://127.0.0.1:{free_port()}"
        whole = {
            "listen": url.removeprefix("http://"),
            "store": str(store),
            "runtime": str(runtime),
            "nursery": str(nursery),
        }
        forked.append(fork(nursery, "worker", {**whole, **settings}, runtime))
        until(lambda: answers(url), "the worker's port")
        return url

    yield start_one
    for one in forked:
        one.end()
        one.connection.close()


@pytest.fixture(scope="session")
def slow_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a model whose prompts take a while."""
    folder = tmp_path_factory.mktemp("slow")
    make(folder / "slow.gguf", dim=512, layers=8, heads=8, kv=8, ff=1536)
    Store(folder / "store").import_gguf(folder / "slow.gguf", parse("slow"))
    return folder / "store"


@pytest.fixture(scope="session")
def adapted_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a model, and the same weights with an adapter, a system text and defaults of its own."""
    folder = tmp_path_factory.mktemp("adapted")
    model, adapter = make(folder / "m.gguf", never_ends=True), make_lora(folder / "a.gguf")
    store = Store(folder / "store")
    store.import_gguf(model, parse("plain"))
    store.import_gguf(model, parse("adapted"), Extras(adapters=(adapter,)))
    store.import_gguf(model, parse("shaped"), Extras(system="Be kind.", params={"num_predict": 3}))
    return folder / "store"


@pytest.fixture(scope="session")
def strange_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a model of an architecture that no engine knows."""
    folder = tmp_path_factory.mktemp("strange")
    key = b"general.architecture" + (8).to_bytes(4, "little") + (5).to_bytes(8, "little")
    whole = make(folder / "m.gguf").read_bytes()
    assert key + b"llama" in whole
    (folder / "m.gguf").write_bytes(whole.replace(key + b"llama", key + b"llamb"))
    Store(folder / "store").import_gguf(folder / "m.gguf", parse("strange"))
    return folder / "store"
