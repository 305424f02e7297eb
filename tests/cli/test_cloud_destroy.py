"""How it is told what a destruction left."""

import pytest
from click.testing import CliRunner

from tutorfleet.cli import group
from tutorfleet.cli.cloud_destroy import show
from tutorfleet.cli.common import Screen
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.leftovers import Left, Leftovers

COMMAND = f"aws elbv2 delete-target-group --target-group-arn arn:aws:{'x' * 100} --region us-east-1"
GROUP = Left("target group", "us-east-1", "arn", "lks-tg-mine", COMMAND)
UNSEEN = "Amplify app in us-east-1: ListApps answers AccessDeniedException"


def told(capsys: pytest.CaptureFixture[str], found: Leftovers) -> list[str]:
    """In a terminal of eighty columns."""
    screen = Screen()
    screen.width = 80
    show(screen, found, Account(["us-east-1", "us-west-2"]))
    return capsys.readouterr().out.splitlines()


def test_a_command_that_deletes_is_never_cut_or_folded(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, Leftovers((GROUP,), ()))[-1].strip() == COMMAND


def test_nothing_left_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, Leftovers((), ())) == ["Nothing of the fleet is left in us-east-1 and us-west-2."]


def test_what_could_not_be_looked_at_is_not_said_to_be_gone(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, Leftovers((), (UNSEEN,))) == [
        f"Could not look: {UNSEEN}",
        "Nothing else of the fleet is left in us-east-1 and us-west-2.",
    ]


@pytest.mark.parametrize("verb", ["deploy", "destroy"])
def test_a_program_that_reads_json_is_asked_nothing(verb: str) -> None:
    done = CliRunner().invoke(group, ["cloud", verb, "--json"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--json goes with --yes" in done.stderr
