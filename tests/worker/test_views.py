"""What Ollama's API says about models, and how it refuses: over a worker's socket, with files of several kinds."""

from datetime import datetime
from pathlib import Path

import pytest

from support.tiny_gguf import make
from tutorfleet.models.manifest import Message
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store

PARAMS = {"temperature": 0.5, "num_ctx": 512, "stop": ["<|im_end|>", 'a "b"'], "use_mmap": True}


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a model that has everything that a model can have, a bare one, and an encoder."""
    folder = tmp_path_factory.mktemp("dressed")
    store = Store(folder / "store")
    weights = make(folder / "m.gguf", never_ends=True)
    seer = make(folder / "seer.gguf", extra={"general.type": "mmproj", "clip.has_vision_encoder": True})
    extras = Extras(
        params=PARAMS,
        system="Be kind.",
        template="{{ .System }} {{ .Prompt }}",
        license="MIT",
        messages=(Message("user", "Hi"),),
        projectors=(seer,),
    )
    store.import_gguf(weights, parse("whole"), extras)
    store.import_gguf(weights, parse("bare"))
    store.import_gguf(make(folder / "e.gguf", arch="nomic-bert", ctx=64), parse("encoder"))
    return folder / "store"


@pytest.fixture
async def worker(start, dressed):
    return await start(store=str(dressed))


async def _shown(worker, name: str, **fields):
    status, answer = await worker.post("/api/show", {"model": name, **fields})
    assert status == 200, answer
    return answer


async def test_show_says_everything_about_a_model(worker):
    answer = await _shown(worker, "whole")
    assert answer["system"] == "Be kind."
    assert answer["license"] == "MIT"
    assert answer["template"] == "{{ .System }} {{ .Prompt }}"
    assert answer["messages"] == [{"role": "user", "content": "Hi"}]
    assert answer["details"]["families"] == ["llama"]
    assert answer["model_info"]["general.parameter_count"] > 1000
    assert answer["projector_info"]["clip.has_vision_encoder"] is True
    assert datetime.fromisoformat(answer["modified_at"]).tzinfo is not None


async def test_parameters_are_lines_with_texts_in_quotes(worker):
    lines = (await _shown(worker, "whole"))["parameters"].splitlines()
    assert [line.split(maxsplit=1) for line in lines] == [
        ["temperature", "0.5"],
        ["num_ctx", "512"],
        ["stop", '"<|im_end|>"'],
        ["stop", '"a \\"b\\""'],
        ["use_mmap", "true"],
    ]
    assert all(line[30] == " " for line in lines)


async def test_the_modelfile_makes_the_same_model_again(worker):
    text = (await _shown(worker, "whole"))["modelfile"]
    assert "\nFROM whole:latest\n" in text
    for part in (
        "TEMPLATE {{ .System }} {{ .Prompt }}",
        "SYSTEM Be kind.",
        "PARAMETER temperature 0.5",
        "MESSAGE user Hi",
    ):
        assert part in text


async def test_what_a_model_has_not_is_left_out(worker):
    answer = await _shown(worker, "bare")
    assert not {"system", "license", "parameters", "messages", "projector_info", "tensors"} & set(answer)
    assert answer["capabilities"] == ["completion"]


async def test_tensors_and_long_lists_are_shown_only_to_who_asks_for_all(worker):
    brief, verbose = await _shown(worker, "bare"), await _shown(worker, "bare", verbose=True)
    assert brief["model_info"]["tokenizer.ggml.tokens"] is None
    assert verbose["model_info"]["tokenizer.ggml.tokens"][:2] == ["<unk>", "<s>"]
    assert {"name": "blk.0.attn_k.weight", "type": "F32", "shape": [128, 64]} in verbose["tensors"]


async def test_a_worker_promises_no_eyes(worker):
    assert "vision" not in (await _shown(worker, "whole"))["capabilities"]
    talk = [{"role": "user", "content": "What is it?", "images": ["aGk="]}]
    status, answer = await worker.post("/api/chat", {"model": "whole", "messages": talk})
    assert (status, answer["error"]) == (400, '"whole" does not support images')


async def test_ps_says_how_long_and_how_large(worker):
    await worker.post("/api/generate", {"model": "bare", "keep_alive": "1h"})
    (row,) = (await worker.get("/api/ps"))["models"]
    assert set(row) == {"name", "model", "size", "digest", "details", "expires_at", "size_vram", "context_length"}
    left = datetime.fromisoformat(row["expires_at"]) - datetime.now().astimezone()
    assert 3500 < left.total_seconds() <= 3600
    assert len(row["digest"]) == 64
    assert row["context_length"] == 2048


async def test_tags_have_every_field(worker):
    rows = {row["name"]: row for row in (await worker.get("/api/tags"))["models"]}
    assert set(rows["bare:latest"]) == {"name", "model", "modified_at", "size", "digest", "details"}
    assert set(rows["bare:latest"]["details"]) == {
        "parent_model", "format", "family", "families", "parameter_size", "quantization_level",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/api/tags", "/api/version", "/api/ps"])
async def test_a_head_request_is_a_get_without_a_body(worker, path):
    async with worker.session.head(path) as response:
        assert (response.status, await response.read()) == (200, b"")
        assert int(response.headers["content-length"]) > 0


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/api/chat", "POST"), ("GET", "/api/show", "POST"), ("POST", "/api/tags", "GET"), ("DELETE", "/", "GET")],
)  # fmt: skip
async def test_another_method_is_a_405_that_names_the_right_one(worker, method, path, allowed):
    async with worker.session.request(method, path) as response:
        assert response.status == 405
        assert allowed in response.headers["allow"]
        assert await response.json() == {"error": "method not allowed"}


async def test_loading_and_unloading_answer_with_a_reason_and_nothing_else(worker):
    for path, reply in (
        ("/api/generate", {"response": ""}),
        ("/api/chat", {"message": {"role": "assistant", "content": ""}}),
    ):
        for keep_alive, reason in (("5m", "load"), (0, "unload")):
            _, answer = await worker.post(path, {"model": "bare", "keep_alive": keep_alive})
            del answer["created_at"]
            assert answer == {"model": "bare", **reply, "done": True, "done_reason": reason}


async def test_an_encoder_is_unloaded_by_the_same_words_but_not_loaded(worker):
    await worker.post("/api/embed", {"model": "encoder", "input": "a"})
    assert len(await worker.engines()) == 1
    status, answer = await worker.post("/api/generate", {"model": "encoder", "keep_alive": 0})
    assert (status, answer["done_reason"]) == (200, "unload")
    assert await worker.engines() == {}
    status, answer = await worker.post("/api/generate", {"model": "encoder"})
    assert (status, answer["error"]) == (400, '"encoder" does not support generate')


async def test_raw_goes_with_no_system_text(worker):
    status, answer = await worker.post("/api/generate", {"model": "bare", "prompt": "a", "raw": True, "system": "S"})
    assert (status, answer["error"]) == (400, "raw mode does not support template, system, or context")


@pytest.mark.parametrize("nothing", ["", [], None])
async def test_nothing_to_embed_is_no_vector(worker, nothing):
    status, answer = await worker.post("/api/embed", {"model": "encoder", "input": nothing})
    assert (status, answer["embeddings"]) == (200, [])


async def test_an_empty_text_of_a_list_is_a_text(worker):
    _, answer = await worker.post("/api/embed", {"model": "encoder", "input": ["", "a"]})
    assert len(answer["embeddings"]) == 2


async def test_a_wrong_option_of_an_embedding_is_named(worker):
    status, answer = await worker.post("/api/embed", {"model": "encoder", "input": "a", "options": {"num_ctx": "big"}})
    assert (status, 'option "num_ctx"' in answer["error"]) == (400, True)
