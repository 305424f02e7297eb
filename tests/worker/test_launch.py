"""How an engine is run: many slots over one pool that fits the memory, and requests of any length without a reload."""

import asyncio
from pathlib import Path

import pytest

from support.tiny_gguf import make
from tutorfleet.models.catalogue import Catalogue
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
from tutorfleet.worker.launch import DECODER_SLOTS, VECTOR_SLOTS, engine_settings
from tutorfleet.worker.settings import EngineSettings, WorkerSettings

FULL = 2048
"""Tokens that the tiny models were trained for."""


def settings(store: Path, name: str, *, embed: bool = False, **worker: int) -> EngineSettings:
    model = Catalogue(store, {}).find(name)
    return engine_settings(WorkerSettings(listen="/s", **worker), model, (), "/e.sock", embed=embed)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def wide_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a model whose keys and values take 64 KiB a token."""
    folder = tmp_path_factory.mktemp("wide")
    make(folder / "wide.gguf", dim=1024, layers=16, heads=16, kv=16, ff=64)
    Store(folder / "store").import_gguf(folder / "wide.gguf", parse("wide"))
    return folder / "store"


def test_many_slots_share_a_pool_of_four_whole_requests(store):
    one = settings(store, "tiny")
    assert (one.slots, one.context) == (DECODER_SLOTS, 4 * FULL)


def test_whoever_says_a_number_of_slots_gets_a_whole_request_in_each(store):
    one = settings(store, "tiny", slots=3, num_ctx=512)
    assert (one.slots, one.context) == (3, 3 * 512)


def test_the_pool_is_smaller_where_memory_is(wide_store):
    one = settings(wide_store, "wide", memory_mb=1024)
    assert (one.slots, one.context) == (DECODER_SLOTS, 256 * 2**20 // (64 * 2**10))
    assert settings(wide_store, "wide", memory_mb=64).context == FULL


def test_the_prompt_cache_is_smaller_where_memory_is(store):
    assert settings(store, "tiny", memory_mb=512).cache_ram_mib == 32


def test_an_encoder_reads_a_whole_text_in_one_step(store):
    one = settings(store, "embed")
    assert (one.slots, one.context, one.batch) == (VECTOR_SLOTS, 256, 256)


def test_a_decoder_that_embeds_has_a_whole_text_in_each_slot_as_far_as_memory_goes(wide_store):
    one = settings(wide_store, "wide", embed=True, memory_mb=1024)
    assert (one.slots, one.context, one.batch) == (2, 2 * FULL, FULL)


async def test_another_num_ctx_does_not_load_the_model_again(start):
    worker = await start()
    engines = []
    for num_ctx in (256, 1024, 64, 2048):
        body = {"model": "tiny", "prompt": "word " * 300, "options": {"num_ctx": num_ctx, "num_predict": 4}}
        status, answer = await worker.post("/api/generate", {**body, "stream": False})
        assert status == 200
        assert answer["prompt_eval_count"] + answer["eval_count"] <= num_ctx
        engines.append(await worker.engines())
    assert all(one == engines[0] for one in engines)


async def test_more_slots_than_whole_requests_never_overflow_the_pool(start):
    """What idle slots remember of earlier prompts gives way."""
    worker = await start(num_ctx=256, max_loaded=1)

    async def ask(number: int) -> int:
        prompt = f"{number} other words " * (5 + number % 9)
        body = {"model": "tiny", "prompt": prompt, "stream": False, "options": {"num_predict": 30 + number % 50}}
        return (await worker.post("/api/generate", body))[0]

    for _ in range(2):
        assert await asyncio.gather(*(ask(number) for number in range(24))) == [200] * 24
    assert (await worker.get("/healthz"))["reserved_tokens"] == 0
