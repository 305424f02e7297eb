"""What a worker remembers of its models, and how it begins with them."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.worker_stand import Running, alive, until, until_async
from tutorfleet.worker.settings import WorkerSettings
from tutorfleet.worker.usage import MOST, Usage, Used, file_of


def names(usage: Usage) -> list[str]:
    return [one.name for one in usage.latest]


def test_the_latest_is_first_and_each_is_there_once(tmp_path):
    usage = Usage(tmp_path / "u.json")
    for name in ("a", "b", "a", "c"):
        usage.note(Used(name))
    assert names(usage) == ["c", "a", "b"]


def test_another_start_knows_what_was_used(tmp_path):
    usage = Usage(tmp_path / "folder" / "u.json")
    usage.note(Used("a"))
    usage.note(Used("b", embed=True))
    assert Usage(tmp_path / "folder" / "u.json").latest == [Used("b", embed=True), Used("a")]


def test_the_end_writes_down_the_last_order(tmp_path):
    usage = Usage(tmp_path / "u.json")
    for name in ("a", "b", "a"):
        usage.note(Used(name))
    usage.write()
    assert names(Usage(tmp_path / "u.json")) == ["a", "b"]


@given(st.lists(st.integers(0, 50), max_size=200))
def test_it_is_bounded(asked):
    usage = Usage(None)
    for number in asked:
        usage.note(Used(str(number)))
    assert len(usage.latest) <= MOST
    assert names(usage) == [str(number) for number in dict.fromkeys(reversed(asked))][:MOST]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'[{"name": 5}]', b'{"a": 1}', b"[" * 100_000])
def test_a_damaged_file_is_as_none(tmp_path, content):
    (tmp_path / "u.json").write_bytes(content)
    assert Usage(tmp_path / "u.json").latest == []


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    usage = Usage(tmp_path / "file" / "u.json")
    usage.note(Used("a"))
    assert names(usage) == ["a"]


def test_a_writing_leaves_no_other_file(tmp_path):
    usage = Usage(tmp_path / "u.json")
    for number in range(5):
        usage.note(Used(str(number)))
    assert [path.name for path in tmp_path.iterdir()] == ["u.json"]


def test_a_worker_remembers_under_its_name_where_it_has_a_folder():
    assert file_of(WorkerSettings(listen="/s")) is None
    assert file_of(WorkerSettings(listen="/s", runtime="/r", name="a/b")) == Path("/r/a%2Fb.used.json")
    assert file_of(WorkerSettings(listen="/s", runtime="/r", state="/d", name="w")) == Path("/d/w.used.json")


async def loaded(worker: Running) -> list[str]:
    return [one["name"] for one in (await worker.get("/api/ps"))["models"]]


async def killed(worker: Running) -> None:
    engines = (await worker.engines()).values()
    os.kill(worker.process.pid, signal.SIGKILL)
    until(lambda: not any(map(alive, engines)), "the end of its engines")


async def test_a_worker_that_was_killed_begins_with_what_was_used_last(start):
    one = await start(name="same", max_loaded=2)
    for name in ("recite", "embed", "tiny"):
        path, body = ("/api/embed", {"input": "x"}) if name == "embed" else ("/api/generate", {})
        status, _ = await one.post(path, {"model": name, **body})
        assert status == 200
    await killed(one)
    again = await start(name="same", max_loaded=2)

    async def both() -> bool:
        return len(await loaded(again)) == 2

    await until_async(both, "the models")
    assert set(await loaded(again)) == {"tiny:latest", "embed:latest"}


async def test_what_is_warmed_ends_nothing_and_a_model_that_is_gone_does_not_matter(start, runtime):
    used: list[dict[str, Any]] = [{"name": name} for name in ("gone", "../x", "tiny", "recite")]
    (runtime / "w.used.json").write_text(json.dumps(used))
    worker = await start(name="w", preload=["embed"], max_loaded=2)

    async def two() -> bool:
        return len(await loaded(worker)) == 2

    await until_async(two, "the models")
    assert set(await loaded(worker)) == {"embed:latest", "tiny:latest"}
