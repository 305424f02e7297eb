"""Requests of chance to the routes that change a store: never a 5xx, nothing outside the store, and the worker lives.

The examples are the same in every run and take a few seconds together.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yarl import URL

from support.worker_stand import Running
from tutorfleet.models.errors import ModelError
from tutorfleet.models.names import blob_name, from_path

BUDGET = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ROUTES = (
    ("POST", "/api/create"),
    ("POST", "/api/copy"),
    ("DELETE", "/api/delete"),
    ("POST", "/api/push"),
    ("POST", "/api/pull"),
    ("POST", "/api/show"),
)
PIECES = (
    "..",
    "/",
    ":",
    "a",
    "B",
    "con",
    "\x00",
    " ",
    "%2e",
    "sha256:",
    "-",
    "é",
    "x" * 81,
    "recite",
    "tiny",
    "\ud800",
)
NAMES = st.one_of(
    st.sampled_from(["recite", "starter-embed", "RECITE", "new", "mia/new:v2", ""]),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)
DIGESTS = st.one_of(
    st.text("0123456789abcdefAg/.", min_size=62, max_size=66).map("sha256:{}".format),
    st.just("sha256:" + "ab" * 32),
    NAMES,
)
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), NAMES, DIGESTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)
FILES = st.dictionaries(st.one_of(st.sampled_from(["a.gguf", "/a.gguf", "a.safetensors"]), NAMES), DIGESTS, max_size=2)
PARAMS = st.dictionaries(st.sampled_from(["num_ctx", "stop", "temperature", "seed", "other"]), JUNK, max_size=3)
MESSAGES = st.lists(st.fixed_dictionaries({"role": st.sampled_from(["user", "x"]), "content": NAMES}), max_size=2)
FIELDS: dict[str, Any] = {
    **dict.fromkeys(("model", "name", "from", "source", "destination"), NAMES),
    "files": FILES,
    "adapters": FILES,
    "parameters": PARAMS,
    "messages": MESSAGES,
    **dict.fromkeys(("template", "system"), st.one_of(NAMES, st.just("{{ .Prompt }}"), st.just("{{"))),
    "license": st.one_of(NAMES, st.lists(NAMES, max_size=2)),
    "quantize": st.just("q4_0"),
    "stream": st.booleans(),
    "insecure": st.booleans(),
}
OTHERS = {name: values for name, values in FIELDS.items() if name not in ("model", "from")}
BODIES = st.one_of(
    st.fixed_dictionaries({}, optional=FIELDS).map(json.dumps),
    st.fixed_dictionaries({"model": NAMES, "from": NAMES}, optional=OTHERS).map(json.dumps),
    st.dictionaries(st.sampled_from(sorted(FIELDS)), JUNK, max_size=4).map(json.dumps),
    JUNK.map(json.dumps),
).map(str.encode)


@pytest.fixture
def folder(store: Path, tmp_path: Path) -> Path:
    """A store of this test's own."""
    shutil.copytree(store, tmp_path / "beside" / "own", copy_function=shutil.copy)
    return tmp_path / "beside" / "own"


@pytest.fixture
async def worker(start, folder: Path) -> Running:
    one: Running = await start(store=str(folder), pulls=False)
    return one


def only_models_and_blobs(folder: Path) -> bool:
    """Whether the store holds nothing but what belongs there, and nothing lies beside it."""
    files = [path.relative_to(folder).parts for path in folder.rglob("*") if path.is_file()]
    try:
        for first, *rest in files:
            if first == "manifests":
                from_path(tuple(rest))
            elif first == "blobs":
                assert rest == [blob_name(rest[0].replace("-", ":"))]
            else:
                assert first == ".lock"
    except ModelError:
        return False
    return [path.name for path in folder.parent.iterdir()] == ["own"]


async def alive(worker: Running) -> None:
    assert (await worker.post("/api/embed", {"model": "starter-embed", "input": "a"}))[0] == 200


@BUDGET
@given(route=st.sampled_from(ROUTES), body=st.one_of(BODIES, st.binary(max_size=40)))
async def test_a_request_of_chance_is_answered_and_leaves_the_store_whole(worker, folder, route, body):
    method, path = route
    async with worker.session.request(method, path, data=body) as response:
        text = await response.text()
        assert response.status < 500, (path, body, text)
        assert response.status == 200 or isinstance(json.loads(text)["error"], str)
    assert only_models_and_blobs(folder)
    await alive(worker)


@BUDGET
@given(digest=DIGESTS, method=st.sampled_from(["HEAD", "POST"]), content=st.binary(max_size=20))
async def test_v1_an_upload_of_chance_is_answered_and_leaves_the_store_whole(worker, folder, digest, method, content):
    quoted = "".join(f"%{byte:02x}" for byte in digest.encode(errors="replace"))
    url = URL(f"http://worker/api/blobs/{quoted}", encoded=True)
    async with worker.session.request(method, url, data=content) as response:
        assert response.status in (400, 404)
    assert only_models_and_blobs(folder)


@BUDGET
@given(body=st.dictionaries(st.sampled_from(["model", "messages", "options", "format", "input", "prompt"]), JUNK))
async def test_v5_a_question_of_chance_is_no_5xx(worker, body):
    for path in ("/api/chat", "/api/generate", "/api/embed", "/api/embeddings"):
        status, answer = await worker.post(path, body)
        assert status < 500, (path, body, answer)
