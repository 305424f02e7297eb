"""What the tests of models/ share: a decoder, an encoder and an adapter, made once."""

from pathlib import Path

import pytest

from support.tiny_gguf import make, make_lora
from tutorfleet.models.store import Store


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
