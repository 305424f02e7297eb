"""The command line as a whole: every verb teaches, a wrong one is put right, the page is current."""

import runpy
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tutorfleet.cli import VERBS, group

SCRIPT = str(Path(__file__).parent.parent.parent / "scripts" / "docs.py")
DOCS = runpy.run_path(SCRIPT)
COMMANDS: dict[str, click.Command] = dict(DOCS["commands"]())


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_teaches_by_example(path: str) -> None:
    text = "\n".join(DOCS["section"](path, COMMANDS[path]))
    lines = [line.strip() for line in text.partition("Usage:")[2].splitlines()[1:]]
    assert any(line.startswith(path) or f"| {path}" in line for line in lines)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_says_what_its_exit_codes_mean(verb: str) -> None:
    assert "Exit code" in CliRunner().invoke(group, [verb, "--help"], terminal_width=200).output


@pytest.mark.parametrize(("typed", "meant"), [("chta", "chat"), ("statsu", "status"), ("usr", "users")])
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    done = CliRunner().invoke(group, [typed])
    assert done.exit_code == 2
    assert f"Did you mean {meant!r}?" in done.stderr


def test_a_verb_that_is_like_none_gets_them_all() -> None:
    assert all(verb in CliRunner().invoke(group, ["frobnicate"]).stderr for verb in VERBS)


def test_an_option_that_is_none_is_said() -> None:
    assert "No such option" in CliRunner().invoke(group, ["--nope"]).stderr


def test_help_imports_no_verb() -> None:
    program = (
        "import sys, tutorfleet.cli as c; c.group(['--help'], standalone_mode=False); print('rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "False"


def test_the_page_is_current() -> None:
    program = f"import runpy, sys; sys.stdout.reconfigure(encoding='utf-8'); print(runpy.run_path({SCRIPT!r})['page'](), end='')"
    # In a process of its own: click keeps the help options of the first call of a command, and other tests call verbs alone.
    fresh = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert DOCS["PAGE"].read_text(encoding="utf-8") == fresh.stdout, "run: python scripts/docs.py"
