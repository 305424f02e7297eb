"""What the tests of models/ share: a decoder, an encoder and an adapter, made once; a registry and a clock for pulls."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.fake_registry import Clock, FakeRegistry
from support.tiny_gguf import make, make_lora
from tutorfleet.models.store import Store
from tutorfleet.models.terms import Terms


@pytest.fixture(scope="session")
def decoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("models") / "decoder.gguf", dim=32, layers=1, ff=32, heads=2)


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("models") / "encoder.gguf", arch="nomic-bert", dim=32, layers=1, ff=32, heads=2)


@pytest.fixture(scope="session")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_lora(tmp_path_factory.mktemp("models") / "adapter.gguf", dim=32, layers=1, ff=32)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


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
