"""Environments are made once, whoever asks."""

import importlib.util
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "env.py"


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script, at work in a folder of the test's own with a lock that asks for nothing."""
    spec = importlib.util.spec_from_file_location("env", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "few.txt").write_text("# nothing\n")
    return module


def test_two_who_ask_at_once_get_one_whole_environment(
    env: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "requirements" / "few.txt"
    with ThreadPoolExecutor(2) as two:
        found = set(two.map(lambda _: env.ensure("few", lock), range(2)))
    assert [python.exists() for python in found] == [True]
    assert capfd.readouterr().err.count("installing") == 1
    assert (tmp_path / ".venv-few").resolve() == found.pop().parents[1]
