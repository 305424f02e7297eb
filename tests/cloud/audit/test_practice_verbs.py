"""An exercise from the command line: `tutorfleet cloud audit --practice`, then `--grade`, on an emulated account that is served."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tutorfleet.cli import group
from tutorfleet.cloud.audit.collect import collect
from tutorfleet.cloud.audit.practice.exercise import FAULTS, load, wrong_rules
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.memory import Memory


@pytest.fixture
def file(deployed_account: Emulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the exercise is kept; AWS is the emulated account."""
    for name, value in deployed_account.environment.items():
        monkeypatch.setenv(name, value)
    return tmp_path / "practice.json"


def audit(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["cloud", "audit", *arguments])


def begun(file: Path, *arguments: str) -> Result:
    return audit("--practice", "3", "--seed", "7", "--exercise", str(file), *arguments)


def test_an_exercise_says_how_much_is_wrong_and_not_what(file: Path) -> None:
    done = begun(file)
    assert done.exit_code == 0, done.output
    assert "3 things are wrong now" in done.output
    assert not any(fault.id in done.output or fault.done.en in done.output for fault in FAULTS)


def test_a_program_is_told_the_task_as_json(file: Path) -> None:
    told = json.loads(begun(file, "--json").stdout)
    assert told == {"number": 3, "seed": 7, "exercise": str(file)}


def test_a_task_is_given_in_indonesian_when_asked(file: Path) -> None:
    assert "ada 3 hal yang salah" in begun(file, "--language", "id").output


def test_what_is_left_is_told_with_exit_code_1(file: Path) -> None:
    begun(file)
    done = audit("--grade", str(file))
    assert done.exit_code == 1
    assert "0 of 3 mended" in done.output
    planted = [fault for fault in FAULTS if fault.id in load(file).faults]
    assert all(fault.done.en in " ".join(done.output.split()) for fault in planted)


def test_what_is_mended_is_told_with_exit_code_0(file: Path, served: Emulator, deployed: Memory) -> None:
    begun(file)
    served.restore(deployed)
    done = audit("--grade", str(file), "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert (len(told["mended"]), told["left"], told["broken"]) == (3, [], [])


def test_an_exercise_is_not_begun_over_another(file: Path) -> None:
    file.write_text("{}")
    done = begun(file)
    assert done.exit_code == 2
    assert "holds an exercise already" in done.output


def test_nothing_is_broken_where_it_cannot_be_written_down(file: Path, served: Emulator, blueprint: Blueprint) -> None:
    regions = [zone.region.name for zone in blueprint.zones]
    before = wrong_rules(collect(served, served.account, regions), blueprint)
    done = begun(file.parent / "nowhere" / "practice.json")
    assert done.exit_code == 1
    assert "No such file" in done.output
    assert wrong_rules(collect(served, served.account, regions), blueprint) == before


def test_aws_itself_is_no_place_for_practice(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    done = begun(file)
    assert done.exit_code == 1
    assert "only ever in an emulated account" in done.output
    assert not file.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
        ("AWS_ENDPOINT_URL_EC2", "https://ec2.us-east-1.invalid"),
    ],
)
@pytest.mark.parametrize("verb", ["--practice", "--grade"])
def test_a_way_around_the_emulated_account_is_refused_too(
    name: str, value: str, verb: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if verb == "--grade":
        begun(file)
    monkeypatch.setenv(name, value)
    done = begun(file) if verb == "--practice" else audit("--grade", str(file))
    assert done.exit_code == 1
    assert "only ever in an emulated account" in done.output
