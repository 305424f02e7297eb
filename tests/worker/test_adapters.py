"""Many adapters on one engine: every reply is the one that an engine with this adapter alone gives, whatever went before."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest

from support.tiny_gguf import make, make_lora
from support.worker_stand import Running, until_async
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store

ADAPTERS: dict[str, tuple[int, ...]] = {
    "plain": (),
    "a1": (1,),
    "a2": (2,),
    "a3": (3,),
    "both": (1, 2),
    "turned": (2, 1),
}
SHARED = "Once upon a time there was a learner who wanted to say everything. " * 3
PROMPTS = [SHARED + ending for ending in ("She went", "He slept", "They sang", "We read", "You ate")]
BODY: dict[str, Any] = {"raw": True, "options": {"temperature": 0, "num_predict": 12}}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model and three adapters of it that change what it says."""
    folder = tmp_path_factory.mktemp("parts")
    make(folder / "m.gguf", never_ends=True)
    for number in (1, 2, 3, 4):
        make_lora(folder / f"{number}.gguf", seed=number)
    return folder


@pytest.fixture
def fill(parts: Path, tmp_path: Path) -> Callable[..., Path]:
    """A store of its own with these models: `fill("plain", "a1")`."""

    def filled(*names: str) -> Path:
        folder = tmp_path / "-".join(names)
        for name in names:
            put(Store(folder), parts, name, *ADAPTERS[name])
        return folder

    return filled


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, str], str]:
    """What is known of what each model says alone."""
    return {}


@pytest.fixture
def alone(
    start: Callable[..., Any], fill: Callable[..., Path], known: dict[tuple[str, str], str]
) -> Callable[..., Any]:
    """What a fresh engine with this model's adapters alone says to each prompt."""

    async def said(*names: str) -> dict[tuple[str, str], str]:
        for name in {*names} - {name for name, _ in known}:
            worker = await start(store=str(fill(name)))
            known.update({(name, prompt): await say(worker, name, prompt) for prompt in PROMPTS})
        return {key: text for key, text in known.items() if key[0] in names}

    return said


def put(store: Store, parts: Path, name: str, *adapters: int) -> None:
    store.import_gguf(
        parts / "m.gguf", parse(name), Extras(adapters=tuple(parts / f"{number}.gguf" for number in adapters))
    )


async def say(worker: Running, name: str, prompt: str, **more: Any) -> str:
    return await worker.text("/api/generate", {"model": name, "prompt": prompt, **BODY, **more})


async def pids(worker: Running) -> list[int]:
    return [one["pid"] for one in (await worker.get("/healthz"))["engines"]]


async def names(worker: Running) -> set[str]:
    return {one["name"].removesuffix(":latest") for one in (await worker.get("/api/ps"))["models"]}


async def test_models_with_the_same_weights_share_one_engine(start, fill):
    worker = await start(store=str(fill(*ADAPTERS)))
    for name in ADAPTERS:
        await say(worker, name, "Hi")
    assert len(await pids(worker)) == 1


async def test_every_adapter_changes_the_text(alone):
    found = await alone(*ADAPTERS)
    assert len({found[name, PROMPTS[0]] for name in ADAPTERS}) == 5  # both == turned: the order does not count


async def test_an_alternating_row_on_one_slot_says_what_each_says_alone(start, fill, alone):
    right = await alone(*ADAPTERS)
    worker = await start(store=str(fill(*ADAPTERS)), slots=1)
    row = [(name, prompt) for prompt in PROMPTS for name in [*ADAPTERS, *reversed(ADAPTERS)]]
    assert [await say(worker, *pair) for pair in row] == [right[pair] for pair in row]


@pytest.mark.parametrize("seed", range(3))
async def test_a_prompt_that_left_its_slot_does_not_come_back_under_another_adapter(start, fill, alone, seed):
    """llama.cpp's cache in main memory finds prompts by their tokens alone (an explicit list does not help)."""
    right = await alone("plain", "a1", "a2")
    worker = await start(store=str(fill("plain", "a1", "a2")), slots=2, cache_ram_mib=256)
    chance = random.Random(seed)
    row = [(chance.choice(["plain", "a1", "a2"]), chance.choice(PROMPTS)) for _ in range(60)]
    assert [await say(worker, *pair) for pair in row] == [right[pair] for pair in row]


@pytest.mark.parametrize("slots", [2, 4])
async def test_mixed_streams_at_once_say_what_each_says_alone(start, fill, alone, slots):
    right = await alone(*ADAPTERS)
    worker = await start(store=str(fill(*ADAPTERS)), slots=slots)
    chance = random.Random(slots)
    row = [(chance.choice([*ADAPTERS]), chance.choice(PROMPTS)) for _ in range(60)]
    assert await asyncio.gather(*(say(worker, *pair) for pair in row)) == [right[pair] for pair in row]


async def test_a_chat_with_an_adapter_is_the_same_on_a_shared_engine(start, fill):
    body = {"messages": [{"role": "user", "content": "Hi"}], "options": BODY["options"]}
    single, shared = await start(store=str(fill("a2"))), await start(store=str(fill("plain", "a1", "a2")))
    right = await single.text("/api/chat", {"model": "a2", **body})
    for name in ("plain", "a1"):
        assert await shared.text("/api/chat", {"model": name, **body}) != right
    assert await shared.text("/api/chat", {"model": "a2", **body}) == right


async def test_the_vectors_of_an_adapted_decoder_are_its_own(start, fill):
    worker = await start(store=str(fill("plain", "a1", "a2")), max_loaded=4)
    single = await start(store=str(fill("a1")))
    body = {"input": ["Hi"]}
    (_, own), (_, right) = [await one.post("/api/embed", {"model": "a1", **body}) for one in (worker, single)]
    (_, plain), (_, other) = [await worker.post("/api/embed", {"model": name, **body}) for name in ("plain", "a2")]
    assert own["embeddings"] == right["embeddings"]
    assert own["embeddings"] not in (plain["embeddings"], other["embeddings"])


async def test_a_new_adapter_is_served_by_a_successor(start, fill, parts, alone):
    right = await alone("plain", "a3")
    store = fill("plain", "a1")
    worker = await start(store=str(store))
    await say(worker, "plain", "Hi")
    before = await pids(worker)
    put(Store(store), parts, "a3", 3)
    assert await say(worker, "a3", PROMPTS[0]) == right["a3", PROMPTS[0]]
    assert await say(worker, "plain", PROMPTS[0]) == right["plain", PROMPTS[0]]

    async def alone_again() -> bool:
        return len(await pids(worker)) == 1

    await until_async(alone_again, "the end of the engine before")
    assert await pids(worker) != before


async def test_a_stream_goes_on_while_a_successor_takes_over(start, fill, parts):
    store = fill("plain", "a1")
    worker = await start(store=str(store), max_loaded=1, pace=200)  # it speaks for five seconds
    body = {"model": "a1", "prompt": "Hi", "raw": True, "options": {"temperature": 0, "num_predict": 1000}}
    async with worker.session.post("/api/generate", json=body) as response:
        lines = [await response.content.readline()]
        put(Store(store), parts, "a3", 3)
        await say(worker, "a3", "Hi")
        assert len(await pids(worker)) == 2
        assert await names(worker) == {"a1", "a3"}
        lines += [line async for line in response.content]
    assert b'"done_reason":"length"' in lines[-1]


async def test_there_are_never_three_engines_for_the_same_weights(start, fill, parts):
    store = fill("plain", "a1")
    worker = await start(store=str(store), max_loaded=3, pace=200)  # it speaks for five seconds
    body = {"model": "a1", "prompt": "Hi", "raw": True, "options": {"temperature": 0, "num_predict": 1000}}
    async with worker.session.post("/api/generate", json=body) as response:
        await response.content.readline()
        put(Store(store), parts, "a3", 3)
        await say(worker, "a3", "Hi")
        put(Store(store), parts, "new", 4)
        third = asyncio.create_task(say(worker, "new", "Hi"))
        assert await say(worker, "a3", "Hi")
        assert len(await pids(worker)) == 2
        await response.read()
    assert await third


async def test_a_deleted_adapter_leaves_the_engine_alone(start, fill, alone):
    right = await alone("a1", "a2")
    store = fill("plain", "a1", "a2")
    worker = await start(store=str(store))
    await say(worker, "a2", "Hi")
    before = await pids(worker)
    Store(store).remove(parse("a2"))
    assert await say(worker, "a1", PROMPTS[0]) == right["a1", PROMPTS[0]]
    assert (await worker.post("/api/generate", {"model": "a2", "prompt": "Hi"}))[0] == 404
    assert await pids(worker) == before


async def test_every_name_that_was_used_has_a_row(start, fill):
    worker = await start(store=str(fill("plain", "a1", "a2")))
    for name in ("plain", "a1"):
        await say(worker, name, "Hi")
    assert await names(worker) == {"plain", "a1"}


async def test_unloading_one_name_leaves_the_others(start, fill):
    worker = await start(store=str(fill("plain", "a1")))
    for name in ("plain", "a1"):
        await say(worker, name, "Hi")
    before = await pids(worker)
    await worker.post("/api/generate", {"model": "a1", "keep_alive": 0})
    assert await names(worker) == {"plain"}
    assert await pids(worker) == before


async def test_the_engine_ends_with_its_last_name(start, fill):
    worker = await start(store=str(fill("plain", "a1")))
    for name in ("plain", "a1"):
        await say(worker, name, "Hi")
        await worker.post("/api/generate", {"model": name, "keep_alive": 0})
    assert (await names(worker), await pids(worker)) == (set(), [])


async def test_unloading_a_name_that_speaks_waits_for_its_last_word(start, fill):
    worker = await start(store=str(fill("plain", "a1")), pace=100)  # it speaks for three seconds
    await say(worker, "plain", "Hi")
    body = {"model": "a1", "prompt": "Hi", "raw": True, "options": {"num_predict": 300}}
    async with worker.session.post("/api/generate", json=body) as response:
        await response.content.readline()
        await worker.post("/api/generate", {"model": "a1", "keep_alive": 0})
        assert await names(worker) == {"plain", "a1"}
        assert b'"done":true' in (await response.read())

    async def gone() -> bool:
        return await names(worker) == {"plain"}

    await until_async(gone, "the end of a name that was unloaded")


async def test_a_name_expires_while_another_stays(start, fill):
    worker = await start(store=str(fill("plain", "a1")))
    await say(worker, "plain", "Hi")
    await say(worker, "a1", "Hi", keep_alive="50ms")

    async def expired() -> bool:
        return await names(worker) == {"plain"}

    await until_async(expired, "the end of one name")
    assert len(await pids(worker)) == 1


async def test_a_preloaded_name_keeps_the_engine_that_takes_over(start, fill, parts):
    store = fill("plain")
    worker = await start(store=str(store), preload=["plain"])
    put(Store(store), parts, "a1", 1)
    await say(worker, "a1", "Hi", keep_alive=0)

    async def one_name() -> bool:
        return await names(worker) == {"plain"}

    await until_async(one_name, "the end of the adapted name")
    assert len(await pids(worker)) == 1


async def test_no_request_is_lost_while_names_come_and_go_at_once(start, fill, alone):
    """`keep_alive: 0` by default: an engine that just came must not end before those who wait have it."""
    right = await alone("plain", "a1", "a2")
    worker = await start(store=str(fill("plain", "a1", "a2")), keep_alive=0)
    row = [(name, prompt) for prompt in PROMPTS[:3] for name in ("plain", "a1", "a2")]
    assert await asyncio.gather(*(say(worker, *pair) for pair in row)) == [right[pair] for pair in row]


async def test_more_adapters_than_an_engine_takes_are_all_served(start, fill, alone):
    right = await alone("plain", "a1", "a2", "a3")
    worker = await start(store=str(fill("plain", "a1", "a2", "a3")), max_adapters=1)
    row = [(name, PROMPTS[0]) for name in ("a1", "plain", "a2", "a3", "a1", "plain")]
    assert [await say(worker, *pair) for pair in row] == [right[pair] for pair in row]


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [("narrow", {"dim": 64}, "does not fit: its blk.0.attn_q.weight"), ("deep", {"layers": 3}, "does not have")],
)
async def test_an_adapter_of_other_weights_is_refused_by_name_and_the_others_work(
    start, fill, parts, alone, name, options, words
):
    right = await alone("plain", "a1")
    store = fill("plain", "a1")
    make_lora(parts / f"{name}.gguf", **options)
    Store(store).import_gguf(parts / "m.gguf", parse("bad"), Extras(adapters=(parts / f"{name}.gguf",)))
    worker = await start(store=str(store))
    status, answer = await worker.post("/api/generate", {"model": "bad", "prompt": "Hi"})
    assert (status, words in answer["error"]) == (400, True), answer
    assert await say(worker, "a1", PROMPTS[0]) == right["a1", PROMPTS[0]]
    assert await say(worker, "plain", PROMPTS[0]) == right["plain", PROMPTS[0]]


@pytest.mark.parametrize("first", ["plain", "bad", "a1"])
async def test_an_adapter_that_only_the_engine_refuses_fails_alone(start, fill, parts, alone, first):
    """Its header is right and llama.cpp does not take it all the same."""
    right = await alone("plain", "a1")
    store = fill("plain", "a1")
    odd(parts / "odd.gguf")
    Store(store).import_gguf(parts / "m.gguf", parse("bad"), Extras(adapters=(parts / "odd.gguf",)))
    worker = await start(store=str(store))
    for name in (first, "plain", "bad", "a1", "bad", "plain"):
        status, answer = await worker.post(
            "/api/generate", {"model": name, "prompt": PROMPTS[0], "stream": False, **BODY}
        )
        if name == "bad":
            assert (status in (500, 503), "adapter" in answer["error"]) == (True, True), answer  # 503: it rests
        else:
            assert answer["response"] == right[name, PROMPTS[0]]


def odd(path: Path) -> None:
    """An adapter with a tensor that belongs to none."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 16.0)
    writer.add_tensor("blk.0.attn_q.weight.surprise", np.ones((8, 128), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


async def test_an_adapter_is_not_starved_by_another_that_keeps_coming(start, fill):
    """llama.cpp computes one adapter's streams as long as there are any; a request for another would wait for ever."""
    worker = await start(store=str(fill("plain", "a1", "a2")), slots=4)
    done: list[str] = []

    async def ask(name: str, label: str) -> None:
        await say(worker, name, "Hi", options={"num_predict": 200})
        done.append(label)

    await asyncio.gather(
        *(ask("a1", "before") for _ in range(4)), ask("a2", "other"), *(ask("a1", "late") for _ in range(16))
    )
    assert done.index("other") < 12


async def test_who_waits_while_a_broken_adapter_is_loaded_does_not_fail_with_it(start, fill, parts, alone):
    right = await alone("plain", "a1")
    store = fill("plain", "a1")
    odd(parts / "odd.gguf")
    Store(store).import_gguf(parts / "m.gguf", parse("bad"), Extras(adapters=(parts / "odd.gguf",)))
    worker = await start(store=str(store))
    bad = worker.post("/api/generate", {"model": "bad", "prompt": "Hi"})
    (status, _), *texts = await asyncio.gather(bad, *(say(worker, name, PROMPTS[0]) for name in ("plain", "a1")))
    assert status == 500
    assert texts == [right[name, PROMPTS[0]] for name in ("plain", "a1")]


async def test_a_prompt_stays_cached_while_other_adapters_have_the_same(start, fill):
    worker = await start(store=str(fill("plain", "a1", "a2")), slots=3)
    for name in ("plain", "a1", "a2") * 2:
        await say(worker, name, PROMPTS[0])
    assert (await worker.get("/healthz"))["cache_hits"] > 0.45  # all of the second half
