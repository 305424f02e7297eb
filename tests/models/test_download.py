"""One blob on its way into the store: what is fetched again and what is not, who waits for whom, and who takes over."""

import asyncio
import itertools
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from support.fake_registry import (
    Clock,
    Exchange,
    FakeRegistry,
    Fault,
    bomb,
    cut,
    digest,
    endless,
    refuse,
    silent,
    stall,
    whole,
    wrong,
)
from tutorfleet.models.download import Download
from tutorfleet.models.errors import PullFailed
from tutorfleet.models.lease import acquire, folder_of
from tutorfleet.models.manifest import LAYER_TYPE, Layer
from tutorfleet.models.names import parse
from tutorfleet.models.part import adopt
from tutorfleet.models.registry import Registry
from tutorfleet.models.store import Store
from tutorfleet.models.terms import Terms
from tutorfleet.models.web import Unsettled

DATA = bytes(range(256)) * 512  # 128 KiB: eight pieces
LAYER = Layer(LAYER_TYPE + "model", digest(DATA), len(DATA))


@pytest.fixture
def name(registry: FakeRegistry) -> str:
    return registry.add("tiny", model=DATA)


def download(
    store: Store, client: Registry, terms: Terms, inspect: Callable[[Path], None] = lambda path: None
) -> Download:
    return Download(store.blobs, LAYER, client, terms, inspect)


async def run(store: Store, name: str, terms: Terms) -> Download:
    async with Registry(parse(name), terms=terms) as client:
        one = download(store, client, terms)
        await one.run()
    return one


def is_there(store: Store) -> bool:
    return store.blobs.has(LAYER.digest, LAYER.size) and store.blobs.path(LAYER.digest).read_bytes() == DATA


@pytest.mark.parametrize("connections", [1, 3, 8, 100])
async def test_a_blob_comes_whole_over_any_number_of_connections(
    store: Store, registry: FakeRegistry, name: str, terms: Terms, connections: int
) -> None:
    one = await run(store, name, replace(terms, connections=connections))
    assert is_there(store)
    assert one.completed == registry.sent == len(DATA)


@pytest.mark.parametrize("fault", [refuse(500), refuse(503), refuse(429), cut(5000), stall, silent])
async def test_v3_a_fault_that_passes_costs_only_a_wait(
    store: Store, registry: FakeRegistry, name: str, terms: Terms, clock: Clock, fault: Fault
) -> None:
    registry.blobs = iter([fault, None, fault])
    await run(store, name, replace(terms, stall_s=0.2))
    assert is_there(store)
    assert clock.waits
    assert registry.sent < len(DATA) + 100


async def test_waits_double_and_have_an_end(
    store: Store, registry: FakeRegistry, name: str, terms: Terms, clock: Clock
) -> None:
    registry.blobs = itertools.repeat(refuse(500))
    with pytest.raises(PullFailed, match="answers 500"):
        await run(store, name, replace(terms, connections=1))
    assert clock.waits == [1.0, 2.0, 4.0, 8.0, 16.0]


async def test_a_registry_that_asks_for_a_longer_wait_gets_it_up_to_a_minute(
    store: Store, registry: FakeRegistry, name: str, terms: Terms, clock: Clock
) -> None:
    registry.blobs = iter([refuse(429, Retry_After="20"), refuse(429, Retry_After="86400")])
    await run(store, name, replace(terms, connections=1))
    assert clock.waits == [20.0, 60.0]


async def test_v3_an_endless_body_of_wrong_bytes_is_left_and_thrown_away(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.blobs = itertools.repeat(endless)
    with pytest.raises(PullFailed, match="other contents twice"):
        await run(store, name, terms)
    assert not folder_of(store.blobs, LAYER.digest).exists()


async def test_v3_a_gzip_bomb_never_becomes_larger_than_the_manifest_says(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.blobs = itertools.repeat(bomb)
    with pytest.raises(PullFailed):
        await run(store, name, terms)
    used = sum(path.stat().st_blocks * 512 for path in store.root.rglob("*") if path.is_file())
    assert used <= len(DATA) + 16384


async def test_v3_a_registry_without_ranges_is_read_from_the_beginning(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.blobs = itertools.repeat(whole)
    await run(store, name, terms)
    assert is_there(store)


async def test_v3_a_registry_without_ranges_that_breaks_off_is_read_from_the_beginning_again(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    def half(exchange: Exchange) -> None:
        exchange.start(200, {"Content-Length": str(len(DATA))})
        exchange.send(DATA[:70_000])
        exchange.drop()

    registry.blobs = itertools.chain([whole] * 8, [half], itertools.repeat(whole))
    await run(store, name, terms)
    assert is_there(store)


async def test_what_was_resumed_and_is_wrong_is_fetched_again_whole(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    lease = acquire(store.blobs, LAYER.digest, 60.0, terms.machine)
    assert lease is not None
    part = adopt(lease, len(DATA))
    part.write(0, bytes(1000))
    part.keep(0, 1000)
    part.close()
    lease.release()
    await run(store, name, terms)
    assert is_there(store)
    assert registry.sent == 2 * len(DATA) - 1000


async def test_a_file_that_does_not_pass_inspection_is_not_kept(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    def refuse_it(path: Path) -> None:
        assert path.read_bytes() == DATA
        raise ValueError("no")

    async with Registry(parse(name), terms=terms) as client:
        with pytest.raises(ValueError, match="no"):
            await download(store, client, terms, refuse_it).run()
    assert not is_there(store)
    assert not folder_of(store.blobs, LAYER.digest).exists()


async def test_two_pullers_of_one_blob_fetch_it_once(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    await asyncio.gather(*(run(store, name, terms) for _ in range(4)))
    assert is_there(store)
    assert registry.sent == len(DATA)


async def test_one_who_waits_shows_the_progress_of_the_other_and_goes_on_when_it_gives_up(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.blobs = itertools.chain([None] * 3, itertools.repeat(silent))
    patient = replace(terms, connections=1)
    async with Registry(parse(name), terms=terms) as client:
        first = asyncio.create_task(download(store, client, patient).run())
        while len(registry.asked("blobs")) < 4:
            await asyncio.sleep(0.01)
        second = download(store, client, patient)
        waiting = asyncio.create_task(second.run())
        while second.completed < 3 * 16384:
            await asyncio.sleep(0.01)
        assert len(registry.asked("blobs")) == 4
        registry.blobs = iter(())
        first.cancel()
        with suppress(asyncio.CancelledError):
            await first
        await waiting
    assert is_there(store)
    assert registry.sent == len(DATA) + 0


async def test_an_owner_that_fell_silent_is_followed_and_does_no_harm_when_it_wakes(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    lease = acquire(store.blobs, LAYER.digest, 1000.0, "another machine")
    assert lease is not None
    theirs = adopt(lease, len(DATA))
    theirs.write(0, DATA[:50_000])
    theirs.keep(0, 50_000)
    then = lease.path.stat().st_mtime - 2000
    os.utime(lease.path, (then, then))
    await run(store, name, terms)
    theirs.write(0, bytes(50_000))
    assert is_there(store)
    assert registry.sent == len(DATA) - 50_000
    theirs.close()
    lease.release()


async def test_one_that_loses_its_lease_stops_and_waits_for_its_successor(
    store: Store, registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.blobs = itertools.repeat(stall)
    quick = replace(terms, lease_s=0.3, machine="another machine")
    folder = folder_of(store.blobs, LAYER.digest)
    async with Registry(parse(name), terms=quick) as client:
        first = asyncio.create_task(download(store, client, quick).run())
        while not registry.asked("blobs"):
            await asyncio.sleep(0.01)
        (folder / "lease.1").unlink()  # as a successor does that found it silent
        registry.blobs = iter(())
        await first
    assert is_there(store)


async def test_bytes_that_are_wrong_twice_end_it(store: Store, registry: FakeRegistry, name: str, terms: Terms) -> None:
    registry.blobs = itertools.repeat(wrong)
    with pytest.raises(PullFailed) as caught:
        await run(store, name, terms)
    assert not isinstance(caught.value, Unsettled)
    assert registry.sent == 2 * len(DATA)
