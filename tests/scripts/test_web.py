"""The web client is built when it must be, whole or not at all. Real Node.js and npm, a client of one page that needs no package."""

import gzip
import importlib.util
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = REPOSITORY / "scripts"
PACKAGE = {"name": "client", "version": "0.0.0", "private": True, "scripts": {"build": "node build.mjs"}}
LOCK = {
    "name": "client",
    "version": "0.0.0",
    "lockfileVersion": 3,
    "packages": {"": {"name": "client", "version": "0.0.0"}},
}
BUILD = """
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
const folder = process.argv[process.argv.indexOf("--outDir") + 1];
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/index.html`, readFileSync("page.txt", "utf-8").repeat(500));
"""


def script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script, at work on a client of one page in a folder of the test's own."""
    monkeypatch.setitem(sys.modules, "env", script("env"))
    module = script("web")
    monkeypatch.setenv("PATH", module.node_path())
    monkeypatch.setattr(module, "ROOT", tmp_path)
    source = tmp_path / "web"
    source.mkdir()
    (tmp_path / "src" / "tutorfleet" / "service").mkdir(parents=True)
    (source / "package.json").write_text(json.dumps(PACKAGE))
    (source / "package-lock.json").write_text(json.dumps(LOCK))
    (source / "build.mjs").write_text(BUILD)
    (source / "page.txt").write_text("first ")
    (source / "precompress.mjs").write_text((REPOSITORY / "web" / "precompress.mjs").read_text())
    return module


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Where the built page is to stand."""
    return tmp_path / "src" / "tutorfleet" / "service" / "web" / "index.html"


def test_a_page_is_built_with_both_packings_beside_it(web: Any, page: Path) -> None:
    web.build()
    assert page.read_text().startswith("first first")
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    assert page.with_name("index.html.br").stat().st_size < 100


def test_what_has_not_changed_is_not_built_again_and_says_nothing(
    web: Any, page: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    web.build()
    made = page.stat().st_ino
    capfd.readouterr()
    web.build()
    assert (page.stat().st_ino, capfd.readouterr()) == (made, ("", ""))


def test_a_changed_source_is_built(web: Any, page: Path, tmp_path: Path) -> None:
    web.build()
    (tmp_path / "web" / "page.txt").write_text("second ")
    web.build()
    assert page.read_text().startswith("second ")


def test_a_changed_test_of_the_client_is_no_reason_to_build(web: Any, page: Path, tmp_path: Path) -> None:
    web.build()
    made = page.stat().st_ino
    (tmp_path / "web" / "diff.test.ts").write_text("test")
    web.build()
    assert page.stat().st_ino == made


def test_a_build_that_fails_leaves_the_one_before_and_says_why(web: Any, page: Path, tmp_path: Path) -> None:
    web.build()
    (tmp_path / "web" / "build.mjs").write_text("throw new Error('no such colour')")
    with pytest.raises(web.NotBuilt, match=r"(?s)npm .*run build.*no such colour.*stays as it was"):
        web.build()
    assert page.read_text().startswith("first ")


def test_two_who_build_at_once_build_it_once(web: Any, page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with ThreadPoolExecutor(2) as two:
        list(two.map(lambda _: web.build(), range(2)))
    assert page.exists()
    assert capfd.readouterr().err.count("building") == 1


def test_packages_that_cannot_be_fetched_are_two_lines_with_the_way_out(
    web: Any, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = json.loads((tmp_path / "web" / "package-lock.json").read_text())
    lock["packages"][""]["dependencies"] = {"far-away": "1.0.0"}
    lock["packages"]["node_modules/far-away"] = {"version": "1.0.0", "integrity": "sha512-AAAA"}
    (tmp_path / "web" / "package-lock.json").write_text(json.dumps(lock))
    (tmp_path / "web" / "package.json").write_text(json.dumps({**PACKAGE, "dependencies": {"far-away": "1.0.0"}}))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    with pytest.raises(web.NotBuilt) as said:
        web.build()
    lines = str(said.value).splitlines()
    assert len(lines) == 2
    assert "could not be fetched" in lines[0]
    assert "scripts/web.py" in lines[1]


@pytest.mark.parametrize(
    ("release", "good"), [("v20.20.2", False), ("v22.1.0", True), ("v23.4.0", False), ("v24.19.0", True), ("v26.0.0", True)]
)  # fmt: skip
def test_an_even_release_from_22_on_is_taken_from_the_machine(
    web: Any, tmp_path: Path, release: str, good: bool
) -> None:
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {release}\n")
        program.chmod(0o755)
    assert web.suits(str(tmp_path)) is good


def test_a_node_without_npm_is_not_enough(web: Any, tmp_path: Path) -> None:
    (tmp_path / "node").write_text("#!/bin/sh\necho v24.0.0\n")
    (tmp_path / "node").chmod(0o755)
    assert web.suits(str(tmp_path)) is False


def test_an_unknown_verb_is_told_which_there_are() -> None:
    done = subprocess.run([sys.executable, SCRIPTS / "web.py", "deploy"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "build|test|check|fix" in done.stderr


@pytest.mark.parametrize("lock", sorted((REPOSITORY / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_a_lock_of_python_packages_holds_no_address(lock: Path) -> None:
    assert "://" not in lock.read_text()


def test_the_lock_of_the_web_client_holds_no_address_of_a_registry() -> None:
    lock = json.loads((REPOSITORY / "web" / "package-lock.json").read_text())
    assert lock["packages"]
    assert [name for name, each in lock["packages"].items() if "resolved" in each] == []
