import json
import subprocess
import sys
from pathlib import Path

import pytest

from tutorfleet.cloud.packages import functions
from tutorfleet.cloud.packages.errors import NotBuilt

LOAD = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
for name in ("conversations", "migrate", "turns"):
    importlib.import_module(f"tutorfleet.cloud.functions.{name}")
print(*{module.__file__ for name, module in sys.modules.items() if name.startswith("tutorfleet") and module.__file__})
"""


def test_our_program_in_the_package_is_whole(tmp_path: Path) -> None:
    """All of our modules that the functions import are in it: none comes from this checkout."""
    for name, content in functions.program().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    command = [sys.executable, "-W", "ignore", "-c", LOAD, str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path)
    loaded = done.stdout.split()
    assert len(loaded) > 50
    assert all(Path(path).is_relative_to(tmp_path) for path in loaded)


def test_the_page_and_the_models_stay_out() -> None:
    names = functions.program()
    assert not [name for name in names if "/web/" in name or "/models/" in name or "/worker/" in name]
    assert sum(len(content) for content in names.values()) < 12 * 2**20


def test_the_handed_out_function_travels_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "handler.js").write_text("exports.handler = async () => 1;\n")
    assert functions.source(tmp_path) == {"handler.js": b"exports.handler = async () => 1;\n"}


def test_a_function_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match=r"cloud\.application\.function: .*absent is no folder"):
        functions.handed_out(tmp_path, tmp_path / "absent")


def test_a_machine_without_npm_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(NotBuilt, match=r"install Node\.js"):
        functions.layer()


def test_the_modules_of_the_layer_are_locked_without_addresses() -> None:
    lock = json.loads((Path(functions.__file__).with_name("layer") / "package-lock.json").read_text())
    modules = {name: module for name, module in lock["packages"].items() if name}
    assert "node_modules/pg" in modules
    assert all(module["integrity"].startswith("sha512-") for module in modules.values())
    assert not [name for name, module in modules.items() if "resolved" in module]
