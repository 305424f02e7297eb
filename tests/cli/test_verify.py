"""`tutorfleet models verify` and `gc`."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.tiny_gguf import make
from tutorfleet.cli import group
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store


def run(store: Path, verb: str, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["models", verb, "--store", str(store), *arguments])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one model, `tiny`."""
    Store(tmp_path / "s").import_gguf(make(tmp_path / "m.gguf"), parse("tiny"))
    return tmp_path / "s"


def largest(store: Path) -> Path:
    return max((store / "blobs").glob("sha256-*"), key=lambda path: path.stat().st_size)


def test_a_right_store_is_said_to_be_so(store: Path) -> None:
    done = run(store, "verify")
    assert (done.exit_code, done.output) == (0, "tiny:latest: all right\n")


def test_a_changed_byte_is_found_and_the_way_out_told(store: Path) -> None:
    data = bytearray(largest(store).read_bytes())
    data[-1] ^= 0xFF
    largest(store).write_bytes(data)
    done = run(store, "verify", "tiny")
    assert done.exit_code == 1
    assert "has other contents than its name says" in done.output
    assert "tutorfleet models pull --verify tiny:latest" in done.output


def test_a_missing_file_is_found(store: Path) -> None:
    largest(store).unlink()
    found = json.loads(run(store, "verify", "--json").output)
    assert [one["what"] for one in found["tiny:latest"]] == ["is missing"]


def test_a_model_that_is_not_there_cannot_be_verified(store: Path) -> None:
    done = run(store, "verify", "nothing")
    assert (done.exit_code, "not found" in done.stderr) == (1, True)


def test_an_empty_store_is_said_to_be_so(tmp_path: Path) -> None:
    assert run(tmp_path, "verify").output == "The store is empty.\n"


def test_old_files_that_no_model_needs_are_collected_and_young_ones_stay(store: Path) -> None:
    old, young = (store / "blobs" / f"sha256-{digit * 64}" for digit in "ab")
    for path in (old, young):
        path.write_bytes(b"x" * 1000)
    os.utime(old, (1, 1))
    done = run(store, "gc")
    assert done.output == "1.0 kB became free.\n"
    assert (old.exists(), young.exists(), largest(store).exists()) == (False, True, True)
