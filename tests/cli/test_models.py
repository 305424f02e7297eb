"""tutorfleet models, as a user types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.tiny_gguf import make
from tutorfleet.models.store import Store


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("cli") / "tiny-chat.gguf", dim=32, layers=1, ff=32, heads=2)


class Terminal:
    """The command in a process of its own, on a data directory of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.store = Store(data / "models")

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tutorfleet", "models", arguments[0], "--data-dir", self.data, *arguments[1:]]
        return subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=60, check=False)

    def fine(self, *arguments: str | Path) -> str:
        done = self.run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def refused(self, *arguments: str | Path) -> str:
        done = self.run(*arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert len(done.stderr.splitlines()) == 1
        return done.stderr


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


def test_a_file_comes_in_under_its_own_name_and_goes(terminal: Terminal, tiny: Path) -> None:
    assert "tiny-chat:latest is in the store: 30K weights, F32" in terminal.fine("import", tiny)
    assert "tiny-chat:latest" in terminal.fine("list")
    assert "tiny-chat:latest is removed" in terminal.fine("rm", "Tiny-Chat")
    assert "tiny-chat" not in terminal.fine("list")


def test_a_list_for_programs_is_json(terminal: Terminal, tiny: Path) -> None:
    terminal.fine("import", tiny, "--name", "mia/chat:q4")
    shown = {model["name"]: model for model in json.loads(terminal.fine("list", "--json"))}
    assert shown["mia/chat:q4"]["capabilities"] == ["completion"]
    assert shown["mia/chat:q4"]["size"] > tiny.stat().st_size


def test_show_says_what_a_model_is(terminal: Terminal, tiny: Path) -> None:
    options = ["--system", "Be [kind].", "--param", "temperature=0.7", "--param", "stop=##", "--param", "stop=[x]"]
    terminal.fine("import", tiny, *options)
    shown = terminal.fine("show", "tiny-chat")
    for part in ("Be [kind].", "temperature=0.7, stop=['##', '[x]']", "llama", "2048 tokens", str(terminal.store.root)):
        assert part in shown


def test_a_corrupt_file_is_refused_and_nothing_is_stored(terminal: Terminal, tiny: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(tiny.read_bytes()[:-1000])
    assert "cut.gguf is not a usable model: it is cut short" in terminal.refused("import", cut)
    assert not terminal.store.root.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--name", "../x"], "invalid model name '../x'"),
        (["--param", "temperature=hot"], "parameter temperature is 'hot', expected was a number"),
        (["--param", "heat=1"], "unknown parameter 'heat=1'"),
    ],
)
def test_a_wrong_option_is_one_sentence(terminal: Terminal, tiny: Path, options: list[str], sentence: str) -> None:
    assert sentence in terminal.refused("import", tiny, *options)
    assert not terminal.store.root.exists()


def test_a_file_whose_name_is_no_models_asks_for_one(terminal: Terminal, tiny: Path, tmp_path: Path) -> None:
    odd = tmp_path / "my model (1).gguf"
    odd.write_bytes(tiny.read_bytes())
    assert "choose one with --name" in terminal.refused("import", odd)


def test_an_unknown_model_cannot_be_removed_or_shown(terminal: Terminal) -> None:
    assert "model 'nothing:latest' not found" in terminal.refused("rm", "nothing")
    assert "model 'nothing' not found" in terminal.refused("show", "nothing")


def test_a_damaged_model_is_warned_of_and_the_others_are_listed(terminal: Terminal, tiny: Path) -> None:
    terminal.fine("import", tiny, "--name", "good")
    terminal.fine("import", tiny, "--name", "bad")
    (terminal.store.manifests / "registry.ollama.ai/library/bad/latest").write_text("{}")
    done = terminal.run("list")
    assert done.returncode == 0
    assert "good:latest" in done.stdout
    assert "bad:latest is not a usable model" in done.stderr


def test_a_store_that_is_a_file_is_named(terminal: Terminal, tiny: Path, tmp_path: Path) -> None:
    terminal.data.mkdir()
    terminal.store.root.write_text("in the way")
    assert "in the way" in terminal.refused("import", tiny)
