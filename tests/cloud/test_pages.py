"""docs/cloud.md and its Indonesian twin: their commands are understood, and really run on an emulated account."""

import re
import shlex
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tutorfleet.cli import group
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.share import Share

DOCS = Path(__file__).parents[2] / "docs"
ENGLISH, INDONESIAN = DOCS / "cloud.md", DOCS / "cloud.id.md"


def steps(page: Path) -> list[str]:
    """The commands that a student types, in order."""
    return [line for block in blocks(page, "console") for line in block.splitlines()]


def blocks(page: Path, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def named(page: Path) -> Iterator[str]:
    """Every command of the page, those within sentences too."""
    yield from re.findall(r"tutorfleet (cloud [^`\n]*)", page.read_text("utf-8"))
    yield from re.findall(r'make (cloud) ARGS="([^"]*)"', page.read_text("utf-8"))


def understood(words: list[str]) -> None:
    """Raises a usage error, as the command line would."""
    command: click.Command = group
    context = click.Context(group)
    while isinstance(command, click.Group):
        name, found, words = command.resolve_command(context, words)
        assert name is not None
        assert found is not None
        command, context = found, click.Context(found, context, name)
    parser = command.make_parser(context)
    parser.parse_args(words)


@pytest.mark.parametrize("page", [ENGLISH, INDONESIAN], ids=lambda page: page.name)
def test_every_command_of_the_page_is_understood(page: Path) -> None:
    for found in named(page):
        understood(shlex.split(found if isinstance(found, str) else " ".join(found)))


def test_both_languages_lead_through_the_same_steps() -> None:
    assert steps(ENGLISH) == steps(INDONESIAN)
    assert steps(ENGLISH)


def test_both_languages_show_the_same_description() -> None:
    assert blocks(ENGLISH, "toml") == blocks(INDONESIAN, "toml")


def test_both_languages_explain_the_same_number_of_traps() -> None:
    english, indonesian = (
        re.findall(r"^\*\*.+?\*\* ", page.read_text("utf-8"), re.MULTILINE) for page in (ENGLISH, INDONESIAN)
    )
    assert len(english) == len(indonesian) > 20


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """What functions and workers are made of, as far as an emulated account looks at it."""
    for name in ("conversations", "turns", "migrate", "playbook"):
        (tmp_path / f"{name}-0.zip").write_bytes(b"")
    (tmp_path / "wheel-0.whl").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "page-0.zip", "w") as page:
        page.writestr("index.html", "<!doctype html>")
    return tmp_path


def sign_up(emulator: Emulator, email: str) -> None:
    """What a learner does on the page."""
    cognito = emulator.client("cognito-idp")
    pool = cognito.list_user_pools(MaxResults=1)["UserPools"][0]["Id"]
    client = cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=1)["UserPoolClients"][0]["ClientId"]
    attributes = [{"Name": "name", "Value": "Ayu"}, {"Name": "email", "Value": email}]
    cognito.sign_up(ClientId=client, Username=email, Password="Practice-makes-1", UserAttributes=attributes)


def test_the_steps_of_the_page_lead_from_an_empty_account_to_an_empty_account(
    empty_account: Emulator, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(packages)
    monkeypatch.setattr(empty_account.systems_manager, "answer", Share())
    for name, value in empty_account.environment.items():
        monkeypatch.setenv(name, value)
    before = empty_account.remember()
    for step in steps(ENGLISH):
        words = shlex.split(step)[1:]
        match words:
            case ["cloud", "deploy", *_]:
                words += ["--packages", str(packages)]
            case ["cloud", "users", "confirm", email]:
                sign_up(empty_account, email)
            case ["cloud", "audit", "--practice", *_]:
                before = empty_account.remember()
            case ["cloud", "audit", "--grade", *_]:
                empty_account.restore(before)  # a student who finds and mends everything
        ran = CliRunner().invoke(group, words)
        assert ran.exit_code == 0, f"{step}\n{ran.output}"
