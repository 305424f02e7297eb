"""What the suite runs against where no --url is given: a worker of ours on a TCP port, one whose models run elsewhere, and one
behind a real edge.

The models are small and can do one thing each. At the edge, one worker is all workers, and the learner is a token.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.contract.answer import Server

from support import edge_stand
from support.parrot import TOOLS, parrot
from support.tiny_gguf import CHAT_TEMPLATE, make
from support.worker_stand import PATIENCE_S, answers, fork, free_port, start_nursery, until
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store

CALL = ['<tool_call>\n{"name": "wea', 'ther", "arguments": {"city"', ': "Solo"}}\n</tool_call>']
THOUGHTS = ["<think>\n", "Hm, ", "so.", "\n</think>\n\n", "Yes."]
THINKS = (
    CHAT_TEMPLATE + "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"
)
INSERTS = "{{ if .Suffix }}P:{{ .Prompt }} S:{{ .Suffix }} M:{{ else }}{{ .Prompt }}{{ end }}"
NAMES = {
    "model": "talks",
    "embedder": "embeds",
    "tools": "calls",
    "thinker": "thinks",
    "insert": "inserts",
    "plain": "talks",
}
REGION = "us-east-1"
ROLES = ("/api/chat", "/api/generate", "/api/embed")


@contextmanager
def our_worker() -> Iterator[Server]:
    """A worker by itself."""
    with _folder() as folder, _models(folder) as store:
        listen = f"127.0.0.1:{free_port()}"
        with _worker(store, listen, folder):
            yield Server(f"http://{listen}", NAMES)


@contextmanager
def our_front() -> Iterator[Server]:
    """A worker without models, in front of a backend that keeps the contract: the role's work is done elsewhere."""
    with our_worker() as far, _folder() as folder:
        listen = f"127.0.0.1:{free_port()}"
        with _worker(folder / "store", listen, folder, backend=far.url):
            server = Server(f"http://{listen}", NAMES)
            until(lambda: server.ask("GET /api/tags").status == 200, "the backend's models")
            yield server


@contextmanager
def our_edge() -> Iterator[Server]:
    """A real edge before a worker that is all workers of the fleet, and a learner of it."""
    with edge_stand.stand(requests_per_minute=100_000) as edge, _folder() as folder, _models(folder) as store:
        first, *others = [stub for name, stub in edge.stubs.items() if name != "service"]
        for stub in (first, *others):
            edge.run(stub.die())
        with _worker(store, str(first.path), folder):
            for stub in others:
                stub.path.symlink_to(first.path)
            headers = {"Authorization": f"Bearer {edge.token()}"}
            server = Server(f"http://127.0.0.1:{edge.port}/{REGION}", NAMES, headers, edge=True)
            until(lambda: all(server.ask(f"POST {path}", b"{}").status in {400, 404} for path in ROLES), "the edge")
            yield server


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="tfc", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _models(folder: Path) -> Iterator[Path]:
    """A store with a model for each of NAMES."""
    store = Store(folder / "store")
    talks = make(folder / "talks.gguf", never_ends=True)
    store.import_gguf(talks, parse("talks"))
    store.import_gguf(talks, parse("inserts"), Extras(template=INSERTS))
    store.import_gguf(make(folder / "embeds.gguf", arch="nomic-bert", ctx=256), parse("embeds"))
    store.import_gguf(parrot(folder / "calls.gguf", CALL, template=TOOLS), parse("calls"))
    store.import_gguf(parrot(folder / "thinks.gguf", THOUGHTS, template=THINKS), parse("thinks"))
    yield folder / "store"


@contextmanager
def _worker(store: Path, listen: str, folder: Path, **more: str) -> Iterator[None]:
    """A worker, with a nursery of its own, that listens there: `127.0.0.1:port`, or the path of a socket."""
    process, lifeline = start_nursery(folder / "n.sock")
    settings = {"listen": listen, "store": str(store), "runtime": str(folder), "nursery": str(folder / "n.sock")}
    settings |= more
    forked = fork(folder / "n.sock", "worker", settings, folder)
    until(lambda: _listens(listen), "the worker")
    yield
    forked.end()
    forked.exit_code()
    os.close(lifeline)
    assert process.wait(PATIENCE_S) == 0


def _listens(listen: str) -> bool:
    return Path(listen).exists() if listen.startswith("/") else answers(f"http://{listen}")
