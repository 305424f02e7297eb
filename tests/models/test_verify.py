"""Whether files that went bad are found."""

from pathlib import Path

import pytest

from tutorfleet.models.errors import CorruptModel, ModelNotFound
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store
from tutorfleet.models.verify import Problem, verify

CHAT = parse("chat")


@pytest.fixture
def weights(store: Store, decoder: Path) -> Path:
    stored = store.import_gguf(decoder, CHAT, Extras(system="Be kind."))
    return store.blobs.path(next(stored.manifest.of("model")).digest)


def problems(store: Store) -> list[str]:
    return [problem.what for problem in verify(store, CHAT)]


def test_a_good_model_has_no_problem(store: Store, weights: Path) -> None:
    assert verify(store, CHAT) == []


def test_a_single_wrong_bit_is_found(store: Store, weights: Path) -> None:
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    digest = weights.name.replace("-", ":")
    assert verify(store, CHAT) == [Problem(digest, "has other contents than its name says")]


def test_a_file_that_was_cut_is_found_without_reading_it(store: Store, weights: Path) -> None:
    weights.write_bytes(b"x")
    assert problems(store)[0].startswith("has 1 bytes in place of ")


def test_a_file_that_is_missing_is_found(store: Store, weights: Path) -> None:
    weights.unlink()
    assert problems(store) == ["is missing"]


def test_the_progress_reaches_its_total_and_never_falls(store: Store, weights: Path) -> None:
    told: list[tuple[int, int]] = []
    verify(store, CHAT, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == store.read(store.entry(CHAT)).manifest.size


def test_a_model_that_is_not_there_is_said_so(store: Store) -> None:
    with pytest.raises(ModelNotFound):
        verify(store, CHAT)


def test_a_manifest_that_is_damaged_is_said_so(store: Store, weights: Path) -> None:
    store.entry(CHAT).path.write_bytes(b"{")
    with pytest.raises(CorruptModel, match="manifest is damaged"):
        verify(store, CHAT)
