import os
import zipfile
from pathlib import Path

from tutorfleet.cloud.packages import archive

FILES = {"b/run.sh": b"#!/bin/sh\n", "a.txt": b"one"}


def test_the_same_content_is_the_same_file(tmp_path: Path) -> None:
    first = archive.write(tmp_path / "one", "turns", FILES)
    second = archive.write(tmp_path / "two", "turns", dict(reversed(FILES.items())))
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_other_content_has_another_name(tmp_path: Path) -> None:
    assert archive.write(tmp_path, "turns", FILES).name != archive.write(tmp_path, "turns", {"a.txt": b"two"}).name


def test_only_a_script_may_be_started(tmp_path: Path) -> None:
    with zipfile.ZipFile(archive.write(tmp_path, "turns", FILES)) as opened:
        modes = {entry.filename: oct(entry.external_attr >> 16) for entry in opened.infolist()}
    assert modes == {"a.txt": "0o100644", "b/run.sh": "0o100755"}


def test_what_was_packed_comes_out(tmp_path: Path) -> None:
    assert archive.unpacked(archive.write(tmp_path, "turns", FILES)) == FILES


def test_a_folder_is_read_without_what_is_hidden_or_compiled(tmp_path: Path) -> None:
    for name in ("kept.py", "sub/kept.txt", ".git/config", "__pycache__/kept.pyc", "sub/.env"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert archive.read(tmp_path) == {"kept.py": b"kept.py", "sub/kept.txt": b"sub/kept.txt"}


def test_dates_of_files_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    before = archive.pack(archive.read(tmp_path))
    os.utime(tmp_path / "a.txt", (1_000_000_000, 1_000_000_000))
    assert archive.pack(archive.read(tmp_path)) == before
