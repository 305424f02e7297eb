"""What `tutorfleet cloud deploy` looks at before it begins anything."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tutorfleet.cli.cloud_deploy import given, needed
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Package, Stack
from tutorfleet.fleet.description import Application, Cloud
from tutorfleet.fleet.parse import default

TURNS = Stack("lks-functions-zone-a", "us-east-1", {}, {"Turns": Package("turns")})


def folder(path: Path, names: Iterable[str]) -> Path:
    for name in names:
        (path / f"{name}-1234.zip").touch()
    return path


def test_packages_are_taken_by_their_names(tmp_path: Path) -> None:
    found = given(folder(tmp_path, ["functions", "page"]), frozenset({"turns", "page"}))
    assert found["turns"].name == "functions-1234.zip"


def test_a_package_that_is_missing_is_named_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        given(folder(tmp_path, ["turns"]), needed(Blueprint(default()), [TURNS]))
    assert "no package of the name page" in capsys.readouterr().err


def test_a_client_that_amplify_builds_needs_no_package() -> None:
    client = Application(client="https://github.com/betuah/lks-llm")
    fleet = replace(default(), cloud=Cloud(application=client))
    assert needed(Blueprint(fleet), [TURNS]) == {"turns"}
