"""What `tutorfleet cloud audit` says of a snapshot and of the plan; that it reads an account is tested in tests/cloud/audit."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.toy_audit import ACCOUNT
from tutorfleet.cli import group
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.audit.snapshot import load, save


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of an account with one VPC, in which nearly everything is missing."""
    file = tmp_path_factory.mktemp("audit") / "account.json"
    save(ACCOUNT, file)
    return str(file)


def audit(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["cloud", "audit", *arguments])


def test_an_account_with_something_to_mend_is_exit_code_1(snapshot: str) -> None:
    done = audit("--snapshot", snapshot)
    assert done.exit_code == 1
    assert "To be mended" in done.output


def test_the_plan_of_our_own_fleet_has_nothing_to_mend() -> None:
    done = audit("--planned")
    assert done.exit_code == 0, done.output
    assert "the plan, before anything is made" in done.output
    assert "Cannot be told from here" in done.output
    assert "Declared departures" in done.output


def test_the_table_has_the_score_of_every_chapter(snapshot: str) -> None:
    text = audit("--snapshot", snapshot).output
    assert "Network architecture" in text
    assert "Relational database" in text


def test_the_report_is_in_indonesian_when_asked(snapshot: str) -> None:
    text = audit("--snapshot", snapshot, "--language", "id").output
    assert "Yang harus diperbaiki" in text
    assert "Arsitektur jaringan" in text


def test_what_could_not_be_read_is_told(snapshot: str) -> None:
    assert "us-west-2 vpcs: AccessDenied for DescribeVpcs" in audit("--snapshot", snapshot).output


def test_programs_get_one_object(snapshot: str) -> None:
    told = json.loads(audit("--snapshot", snapshot, "--json").output)
    assert [one["id"] for one in told["rules"]] == [rule.id for rule in ALL]
    assert told["score"]["possible"] == sum(rule.points for rule in ALL)


def test_one_chapter_can_be_judged_alone(snapshot: str) -> None:
    told = json.loads(audit("--snapshot", snapshot, "--json", "--chapter", "storage").output)
    assert {one["chapter"] for one in told["rules"]} == {"storage"}


def test_only_what_has_to_be_mended_can_be_shown(snapshot: str) -> None:
    text = audit("--snapshot", snapshot, "--failed").output
    assert "x " in text
    assert "Cannot be told" not in text


def test_nothing_to_mend_is_not_silence(tmp_path: Path) -> None:
    file = tmp_path / "account.json"
    save(replace(ACCOUNT, regions=()), file)
    done = audit("--snapshot", str(file), "--failed")
    assert done.exit_code == 1
    assert "cannot be told from here" in done.output


def test_the_report_is_written_as_a_page(snapshot: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    audit("--snapshot", snapshot, "--html", str(file), "--language", "id")
    assert file.read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="id">')


def test_what_was_seen_is_kept(snapshot: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    audit("--snapshot", snapshot, "--save", str(file))
    assert load(file) == ACCOUNT


def test_a_file_that_is_no_snapshot_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("hello")
    done = audit("--snapshot", str(file))
    assert done.exit_code == 1
    assert "is no snapshot of an account" in done.output


def test_a_snapshot_that_is_not_there_is_one_sentence() -> None:
    done = audit("--snapshot", "/nowhere/account.json")
    assert done.exit_code == 1
    assert "No such file" in done.output


@pytest.mark.parametrize(
    "wrong",
    [
        ("--chapter", "weather"),
        ("--language", "fr"),
        ("--planned", "--snapshot", "a.json"),
        ("--planned", "--models"),
        ("--practice", "1", "--planned"),
        ("--practice", "0"),
    ],
)
def test_a_question_that_makes_no_sense_is_a_usage_error(wrong: tuple[str, ...]) -> None:
    assert audit(*wrong).exit_code == 2
