from pathlib import Path

import pytest

from support import tiny_wheel
from tutorfleet.cloud.packages import wheels
from tutorfleet.cloud.packages.errors import NotBuilt


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is pip's only index, with one small library, and a lock that names it."""
    (tmp_path / "lock.txt").write_text(tiny_wheel.make(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    return tmp_path


def test_pip_brings_what_the_lock_names(index: Path) -> None:
    wheels.ask_pip(str(index / "lock.txt"), index / "wheels")
    assert [path.name for path in (index / "wheels").iterdir()] == [tiny_wheel.NAME]


def test_a_library_with_another_hash_is_refused(index: Path) -> None:
    (index / "lock.txt").write_text(f"tiny==1 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(NotBuilt, match="cannot be downloaded"):
        wheels.ask_pip(str(index / "lock.txt"), index / "wheels")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("starlette/routing.py", True),
        ("wordfreq/__init__.py", True),
        ("wordfreq/data/small_id.msgpack.gz", True),
        ("wordfreq/data/large_de.msgpack.gz", False),
        ("wordfreq-3.1.1.dist-info/METADATA", True),
        ("click-8.data/scripts/click", False),
    ],
)
def test_tables_that_nobody_reads_stay_out(name: str, wanted: bool) -> None:
    assert wheels.wanted(name) is wanted


def test_the_lock_says_no_addresses_and_a_hash_for_each_library() -> None:
    text = Path(wheels.__file__).with_name("lambda.txt").read_text()
    assert "://" not in text
    assert text.count("==") <= text.count("--hash=sha256:")
