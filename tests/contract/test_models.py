"""How a model comes and goes, from a registry and from a file. A learner may not; whether the rest works is for a worker to show."""

import itertools
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from tests.contract.answer import Server
from tests.contract.shapes import count, mismatches, positive, text

from support.fake_registry import FakeRegistry
from support.tiny_gguf import make

LAYER = {
    "status": text("pulling [0-9a-f]{12}"),
    "digest": text("sha256:[0-9a-f]{64}"),
    "total": positive,
    "completed?": count,
}
ENDS = ["verifying sha256 digest", "writing manifest", "success"]


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A model's file."""
    return make(tmp_path_factory.mktemp("weights") / "m.gguf", dim=32, layers=1, ff=32, heads=2).read_bytes()


@pytest.fixture
def registry() -> Iterator[FakeRegistry]:
    """A registry on this machine."""
    with FakeRegistry() as one:
        yield one


@pytest.fixture
def upstream(registry: FakeRegistry, weights: bytes, server: Server) -> Iterator[str]:
    """The name of a model in that registry; it is deleted from the server after the test."""
    if urlsplit(server.url).hostname not in {"127.0.0.1", "localhost"}:
        pytest.skip("the registry of this test is on this machine")
    name = registry.add("contract", model=weights, params=b'{"num_predict":3}')
    yield name if server.ours else f"http://{name}"
    if not server.edge:
        server.ask("DELETE /api/delete", {"model": name})


def test_a_pull_says_its_steps_in_order(server: Server, upstream: str) -> None:
    answer = server.ask("POST /api/pull", {"model": upstream, "insecure": True})
    if server.edge:
        assert answer.status == 403
        return
    first, *lines = answer.lines
    layers = [*itertools.takewhile(lambda line: "digest" in line, lines)]
    ends = [line["status"] for line in lines[len(layers) :] if not line["status"].startswith("removing")]
    assert first == {"status": "pulling manifest"}
    assert ends == ENDS
    assert layers
    assert [*mismatches([LAYER], layers, closed=server.ours)] == []
    for _, steps in itertools.groupby(layers, lambda line: line["digest"]):
        done = [step.get("completed", 0) for step in steps]
        assert done == sorted(done)
    assert all(line["status"] == f"pulling {line['digest'][7:19]}" for line in layers)


def test_what_was_pulled_is_there_and_pulled_again_at_once(server: Server, upstream: str) -> None:
    body = {"model": upstream, "insecure": True, "stream": False}
    if server.edge:
        assert server.ask("POST /api/pull", body).status == 403
        return
    for _ in range(2):
        assert server.ask("POST /api/pull", body).json == {"status": "success"}
    shown = server.ask("POST /api/show", {"model": upstream.removeprefix("http://")})
    assert "num_predict" in shown.json["parameters"]


def test_a_file_that_was_sent_becomes_a_model(server: Server, made: str, weights: bytes) -> None:
    digest = f"sha256:{sha256(weights).hexdigest()}"
    sent = server.ask(f"POST /api/blobs/{digest}", weights).status
    if server.edge:
        assert sent == 403
        return
    assert sent in {200, 201}
    assert server.ask(f"HEAD /api/blobs/{digest}").status == 200
    lines = server.ask("POST /api/create", {"model": made, "files": {"m.gguf": digest}}).lines
    assert [line["status"] for line in lines[-2:]] == ["writing manifest", "success"]
    shown = server.ask("POST /api/show", {"model": made}).json
    assert shown["details"]["family"] == "llama"
    assert shown["model_info"]["general.architecture"] == "llama"


def test_a_model_that_is_copied_and_deleted_leaves_the_other(server: Server, made: str) -> None:
    model = server.names["model"]
    if server.edge:
        assert server.ask("POST /api/copy", {"source": model, "destination": made}).status == 403
        return
    assert server.ask("POST /api/copy", {"source": model, "destination": made}).status == 200
    rows = {row["model"]: row for row in server.ask("GET /api/tags").json["models"]}
    assert rows[f"{made}:latest"]["size"] == rows[model if ":" in model else f"{model}:latest"]["size"]
    assert server.ask("DELETE /api/delete", {"model": made}).status == 200
    assert server.ask("POST /api/show", {"model": model}).status == 200
