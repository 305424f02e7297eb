"""How a plan looks."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tutorfleet.cli import group
from tutorfleet.cli.cloud_plan import MANY, lines, show, written
from tutorfleet.cli.common import Screen
from tutorfleet.cloud.deploy.differences import Change
from tutorfleet.cloud.deploy.plan import Action, Plan, StackPlan
from tutorfleet.cloud.template import Stack

INSTANCE = "AWS::EC2::Instance"


def told(action: Action, *changes: Change, exact: bool = True) -> list[str]:
    return [line.plain for line in lines(StackPlan("lks-nat-zone-a", "us-east-1", action, changes, exact))]


def test_a_new_stack_is_told_by_the_kinds_of_what_it_makes() -> None:
    made = [Change("Add", name, INSTANCE) for name in "ab"]
    assert told("make", *made) == ["+ lks-nat-zone-a (us-east-1): 2 EC2::Instance"]


def test_a_stack_that_stays_is_one_line() -> None:
    assert told("keep") == ["= lks-nat-zone-a (us-east-1)"]


@pytest.mark.parametrize(
    ("replacement", "fate"), [("False", ""), ("True", "  replaced"), ("Conditional", "  perhaps replaced")]
)
def test_a_change_says_whether_something_is_replaced(replacement: str, fate: str) -> None:
    line = told("change", Change("Modify", "Nat", INSTANCE, replacement))[1]
    assert line == f"    modify {INSTANCE} Nat{fate}"


def test_a_change_that_aws_did_not_tell_is_marked() -> None:
    assert "by its template" in told("change", exact=False)[0]


def test_many_changes_are_counted() -> None:
    many = [Change("Modify", str(number), INSTANCE) for number in range(MANY + 3)]
    assert told("change", *many)[-1] == "    and 3 more"


def test_a_plan_ends_with_its_dollars(capsys: pytest.CaptureFixture[str]) -> None:
    show(Screen(), Plan((StackPlan("lks-nat-zone-a", "us-east-1", "make"),), 0, 1234.4))
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Stacks: 1 to make.",
        "About 0 dollars a month now, 1,234 after it.",
    ]


def test_a_fleet_too_dear_is_refused_from_its_templates_too(tmp_path: Path) -> None:
    """No account is asked, and programs get nothing but JSON."""
    done = CliRunner().invoke(group, ["cloud", "plan", "--templates", str(tmp_path), "--json", "--max-monthly", "900"])
    assert done.exit_code == 7
    assert all(Path(file).is_file() for file in json.loads(done.stdout))
    assert "more than 900.00" in done.stderr


def test_templates_are_written_one_file_each(tmp_path: Path) -> None:
    stacks = (Stack("lks-nat-zone-a", "us-east-1", {"Resources": {}}),)
    assert list(written(stacks, tmp_path / "new")) == [tmp_path / "new" / "lks-nat-zone-a.template.json"]
    assert json.loads((tmp_path / "new" / "lks-nat-zone-a.template.json").read_text()) == {"Resources": {}}
