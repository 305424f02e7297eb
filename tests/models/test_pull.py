"""A model from a registry into the store: with one that behaves, and with ones that misbehave in every way of V1 to V3."""

import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.fake_registry import (
    FakeRegistry,
    layer,
)
from tutorfleet.models.catalogue import Catalogue
from tutorfleet.models.names import parse
from tutorfleet.models.pull import Step, pull
from tutorfleet.models.store import Store
from tutorfleet.models.terms import Terms

FOREVER = itertools.repeat


class Clock:
    """Waits for nothing and remembers what it was asked to."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def pause(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def registry() -> Iterator[FakeRegistry]:
    with FakeRegistry() as registry:
        yield registry


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def terms(clock: Clock) -> Terms:
    """Small pieces, no waiting."""
    return Terms(
        stall_s=10.0, smallest_piece=16384, write_bytes=4096, journal_bytes=8192, poll_s=0.01, pause=clock.pause
    )


@pytest.fixture
def weights(decoder: Path) -> bytes:
    return decoder.read_bytes()


async def steps(store: Store, name: str, terms: Terms, *, verify: bool = False) -> list[Step]:
    return [step async for step in pull(store, parse(name), verify=verify, terms=terms)]


def files(store: Store) -> list[str]:
    """Every file of the store but its lock."""
    found = (str(path.relative_to(store.root)) for path in store.root.rglob("*") if path.is_file())
    return sorted(name for name in found if name != ".lock")


def finals(store: Store) -> list[Path]:
    return [store.root / name for name in files(store) if "sha256-" in name or name.startswith("manifests")]


async def test_a_pulled_model_is_one_that_a_worker_can_serve(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights, system=b"Be kind.", params=b'{"temperature": 0.5}')
    await steps(store, name, terms)
    model = Catalogue(store.root).find(name)
    assert (model.path.read_bytes(), model.system, model.params) == (weights, "Be kind.", {"temperature": 0.5})


async def test_the_steps_are_ollamas(store: Store, registry: FakeRegistry, terms: Terms, weights: bytes) -> None:
    name = registry.add("tiny", model=weights)
    found = list(dict.fromkeys(step.status for step in await steps(store, name, terms)))
    short = [one["digest"][7:19] for one in (layer("model", weights),)]
    assert found[:2] == ["pulling manifest", f"pulling {short[0]}"]
    assert found[3:] == ["verifying sha256 digest", "writing manifest", "success"]


async def test_the_manifest_is_stored_byte_for_byte(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights)
    await steps(store, name, terms)
    stored = store.read(store.entry(parse(name)))
    assert store.entry(parse(name)).path.read_bytes() == registry.documents["tiny"]
    assert stored.digest == hashlib.sha256(registry.documents["tiny"]).hexdigest()


async def test_nothing_lies_about_after_a_pull(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    await steps(store, registry.add("tiny", model=weights), terms)
    assert len(files(store)) == 3
