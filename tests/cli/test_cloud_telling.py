"""How the work on stacks is told."""

import io
import json

import pytest
from rich.console import Console

from tutorfleet.cli.cloud_telling import Board, telling
from tutorfleet.cli.common import Screen
from tutorfleet.cloud.deploy.progress import Event

MADE = Event("lks-network-zone-a", "us-east-1", "CREATE_COMPLETE")
BEGUN = Event("lks-network-zone-a", "us-east-1", "CREATE_IN_PROGRESS")
VPC = Event("lks-network-zone-a", "us-east-1", "CREATE_COMPLETE", "Vpc", "AWS::EC2::VPC")
FAILED = Event("lks-nat-zone-a", "us-east-1", "CREATE_FAILED", "Nat", "AWS::EC2::Instance", "no room")


def test_a_pipe_gets_a_line_for_each_step_of_a_stack(capsys: pytest.CaptureFixture[str]) -> None:
    with telling(Screen(), as_json=False) as tell:
        for event in (BEGUN, VPC, MADE):
            tell(event)
    assert capsys.readouterr().out.splitlines() == [
        "lks-network-zone-a (us-east-1): create in progress",
        "lks-network-zone-a (us-east-1): create complete",
    ]


def test_a_failure_is_told_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    with telling(Screen(), as_json=False) as tell:
        tell(FAILED)
    assert capsys.readouterr().out == "lks-nat-zone-a Nat (us-east-1): create failed: no room\n"


def test_a_program_gets_every_event(capsys: pytest.CaptureFixture[str]) -> None:
    with telling(Screen(), as_json=True) as tell:
        for event in (BEGUN, VPC, MADE):
            tell(event)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["resource"] for each in told] == ["", "Vpc", ""]


def test_ctrl_c_is_told_what_it_does_not_end(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), telling(Screen(), as_json=True):
        raise KeyboardInterrupt
    told = capsys.readouterr()
    assert told.out == ""
    assert "The same command goes on from it." in told.err


def test_a_board_shows_what_is_worked_on_and_how_far_it_is() -> None:
    board = Board(Screen())
    for event in (BEGUN, VPC):
        board.take(event)
    assert "lks-network-zone-a us-east-1 create in progress 1 done AWS::EC2::VPC Vpc" in shown(board)


def test_what_is_at_rest_leaves_the_board(capsys: pytest.CaptureFixture[str]) -> None:
    board = Board(Screen())
    for event in (BEGUN, VPC, MADE):
        board.take(event)
    assert shown(board).strip() == ""
    assert capsys.readouterr().out == "lks-network-zone-a (us-east-1): create complete\n"


def shown(board: Board) -> str:
    console = Console(file=io.StringIO(), width=200)
    console.print(board)
    text = console.file
    assert isinstance(text, io.StringIO)
    return " ".join(text.getvalue().split())
