import json
from pathlib import Path

import pytest

from support.toy_audit import ACCOUNT
from tutorfleet.cloud.audit.snapshot import BadSnapshot, load, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "account.json"


def test_what_is_saved_is_loaded_again(file: Path) -> None:
    save(ACCOUNT, file)
    assert load(file) == ACCOUNT


def test_nothing_else_is_left_in_the_folder(file: Path) -> None:
    save(ACCOUNT, file)
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json", '{"format": "tutorfleet-account", "version": "one"}'])
def test_another_file_is_no_snapshot(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(BadSnapshot, match="no snapshot of an account"):
        load(file)


@pytest.mark.parametrize("value", [b'"\xff"', b"[" * 100_000 + b"]" * 100_000], ids=["no text", "no end"])
def test_a_file_that_no_program_wrote_is_damaged(file: Path, value: bytes) -> None:
    file.write_bytes(b'{"format": "tutorfleet-account", "version": 1, "account": {"id": ' + value + b"}}")
    with pytest.raises(BadSnapshot, match=r"Make a new one"):
        load(file)


def test_a_file_of_another_program_is_no_snapshot(file: Path) -> None:
    file.write_text('{"format": "terraform", "version": 1, "account": {}}')
    with pytest.raises(BadSnapshot, match="'terraform'"):
        load(file)


def test_a_newer_snapshot_says_so_and_not_that_it_is_broken(file: Path) -> None:
    save(ACCOUNT, file)
    file.write_text(json.dumps(json.loads(file.read_text()) | {"version": 9, "account": {"of": "tomorrow"}}))
    with pytest.raises(BadSnapshot, match="version 9, and this program reads version 1"):
        load(file)


def test_a_damaged_snapshot_says_where(file: Path) -> None:
    save(ACCOUNT, file)
    file.write_text(file.read_text().replace('"172.32.0.0/23"', "12"))
    with pytest.raises(BadSnapshot, match=r"damaged.*cidr"):
        load(file)
