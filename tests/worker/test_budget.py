"""Memory of engines: estimated near what is measured, shared by least use, refused with the numbers."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.tiny_gguf import make
from support.worker_stand import alive, until
from tutorfleet.models.gguf import Array, Header, read_header
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
from tutorfleet.worker import budget, memory
from tutorfleet.worker.budget import MIB, Place, victims
from tutorfleet.worker.settings import EngineSettings

places = st.lists(st.builds(Place, st.integers(0, 100), st.floats(0, 100), st.booleans(), st.booleans()), max_size=8)


def header(**metadata: object) -> Header:
    """An 8B model of the llama kind, with these keys instead."""
    keys: dict[str, object] = {
        "block_count": 32,
        "embedding_length": 4096,
        "feed_forward_length": 14336,
        "attention.head_count": 32,
        "attention.head_count_kv": 8,
        **metadata,
    }
    named = {f"llama.{key.replace('__', '.')}": value for key, value in keys.items()}
    return Header(3, {"general.architecture": "llama", **named}, (), 0, 0)  # type: ignore[dict-item]


def test_a_token_of_llama_3_takes_128_kib():
    assert budget.per_token(header()) == 128 * 1024


def test_layers_may_have_heads_of_their_own():
    assert (
        budget.per_token(header(**{"attention.head_count_kv": Array("int32", 32, (8,) * 16 + (0,) * 16)})) == 64 * 1024
    )


def test_compressed_keys_are_counted_as_they_are_kept():
    small = header(**{"attention.kv_lora_rank": 512, "rope.dimension_count": 64})
    assert budget.per_token(small) == 32 * (512 + 64) * 2


def test_a_header_without_numbers_counts_nothing():
    assert budget.per_token(Header(3, {}, (), 0, 0)) == 0


def test_the_pool_is_cut_to_its_share_of_the_memory():
    assert budget.pool_tokens(16384, 4096, 128 * 1024, 8 * 2**30) == 16384
    assert budget.pool_tokens(16384, 4096, 128 * 1024, 4 * 2**30) == 8192


def test_the_pool_always_has_room_for_one_whole_request():
    assert budget.pool_tokens(16384, 4096, 128 * 1024, 2**20) == 4096


def test_the_prompt_cache_is_small_in_a_small_container():
    assert budget.cache_mib(64, 16 * 2**30) == 64
    assert budget.cache_mib(64, 512 * MIB) == 32


def test_a_budget_is_what_was_said_or_a_share_of_what_there_is():
    assert budget.budget(100, 2**40) == 100 * MIB
    assert budget.budget(0, 1000 * MIB) == 800 * MIB


def test_a_refusal_names_the_numbers_as_ollama_does():
    said = budget.refusal(int(5.6 * 2**30), 900 * MIB)
    assert said == "model requires more system memory (5.6 GiB) than is available (900.0 MiB)"


def test_the_least_recently_used_idle_engine_ends_and_no_more_than_need_be():
    three = [Place(10, 3.0), Place(10, 1.0), Place(10, 2.0)]
    assert victims(three, 1, 0) == [1]
    assert victims(three, 0, 15) == [1, 2]


def test_one_that_is_in_use_or_was_to_stay_is_spared():
    assert victims([Place(10, 1.0, idle=False), Place(10, 2.0, pinned=True), Place(10, 3.0)], 0, 5) == [2]


def test_a_small_one_is_not_ended_in_vain():
    assert victims([Place(1, 1.0), Place(100, 2.0)], 0, 50) == [1]


def test_if_all_idle_ones_are_not_enough_none_ends():
    assert victims([Place(10, 1.0), Place(90, 2.0, idle=False)], 0, 50) is None


@given(places, st.integers(0, 4), st.integers(-10, 400))
def test_victims_are_idle_and_just_enough(engines, too_many, lacking):
    chosen = victims(engines, too_many, lacking)
    idle = [one for one in engines if one.idle]
    if chosen is None:
        assert len(idle) < too_many or sum(one.bytes for one in idle) < lacking
        return
    assert all(engines[index].idle for index in chosen)
    assert len(chosen) >= too_many
    assert sum(engines[index].bytes for index in chosen) >= lacking
    for spared in chosen:
        rest = [index for index in chosen if index != spared]
        assert len(rest) < too_many or sum(engines[index].bytes for index in rest) < lacking


@pytest.fixture(scope="module")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three models of about 40 MiB each, all different."""
    folder = tmp_path_factory.mktemp("filled")
    for seed, name in enumerate(("a", "b", "c")):
        make(folder / f"{name}.gguf", dim=512, layers=4, heads=8, kv=8, ff=1024, seed=seed)
        Store(folder / "store").import_gguf(folder / f"{name}.gguf", parse(name))
    return folder / "store"


def settings_of(model: Path) -> EngineSettings:
    return EngineSettings(model=str(model), socket="", context=1024, batch=256, slots=1, threads=1, cache_ram_mib=0)


async def load(worker, name: str) -> tuple[int, dict]:
    return await worker.post("/api/generate", {"model": name, "stream": False, "keep_alive": "1h"})


async def test_what_is_estimated_is_a_little_more_than_what_is_taken(start, filled_store):
    """One that is refused says why; one that takes more than was thought is killed."""
    worker = await start(store=str(filled_store), num_ctx=1024, slots=1, cache_ram_mib=0)
    assert (await load(worker, "a"))[0] == 200
    (pid,) = (await worker.engines()).values()
    model = next((filled_store / "blobs").glob("sha256-*"))
    guess = budget.estimate(read_header(model), settings_of(model), model.stat().st_size)
    assert 0.6 * guess < memory.taken(pid) < 1.1 * guess


async def test_models_leave_by_least_use_so_that_memory_is_enough(start, filled_store):
    worker = await start(store=str(filled_store), num_ctx=1024, slots=1, cache_ram_mib=0, memory_mb=200, max_loaded=8)
    for name in ("a", "b", "a", "c"):
        assert (await load(worker, name))[0] == 200
    assert {one["name"] for one in (await worker.get("/api/ps"))["models"]} == {"a:latest", "c:latest"}


async def test_a_model_that_can_never_fit_is_refused_with_the_numbers_and_nothing_leaves_for_it(start, filled_store):
    worker = await start(store=str(filled_store), num_ctx=1024, slots=1, cache_ram_mib=0, memory_mb=80)
    status, answer = await load(worker, "a")
    assert status == 500
    assert answer["error"].startswith("model requires more system memory (")
    assert answer["error"].endswith(") than is available (80.0 MiB)")
    assert await worker.engines() == {}


async def test_one_that_is_in_use_is_waited_for(start, filled_store):
    worker = await start(
        store=str(filled_store), num_ctx=1024, slots=1, cache_ram_mib=0, memory_mb=160, max_loaded=8, pace=50
    )
    body = {"model": "a", "prompt": "x", "options": {"num_predict": 20}}
    async with worker.session.post("/api/generate", json=body) as response:
        await response.content.readline()
        assert (await load(worker, "b"))[0] == 200
        lines = (await response.read()).splitlines()
    assert b'"done":true' in lines[-1]


async def test_an_engine_that_was_killed_takes_no_memory_any_more(start, filled_store):
    worker = await start(store=str(filled_store), num_ctx=1024, slots=1, cache_ram_mib=0, memory_mb=160)
    assert (await load(worker, "a"))[0] == 200
    (pid,) = (await worker.engines()).values()
    os.kill(pid, signal.SIGKILL)
    until(lambda: not alive(pid), "its end")
    assert (await load(worker, "b"))[0] == 200
