"""What verbs share: finding the fleet, and ending politely."""

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from tutorfleet.cli.common import WIDE, Screen, busy, held, polite, running
from tutorfleet.host.layout import Layout


def ending(error: BaseException) -> int:
    """The exit code after this error."""
    with pytest.raises(SystemExit) as ended, polite():
        raise error
    return int(ended.value.code or 0)


def test_an_unexpected_error_is_one_sentence_and_tells_how_to_see_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(KeyError("x")) == 1
    said = capsys.readouterr().err
    assert said.startswith("Error: unexpected KeyError")
    assert "TUTORFLEET_TRACEBACK=1" in said


def test_who_asks_for_the_traceback_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTORFLEET_TRACEBACK", "1")
    with pytest.raises(KeyError), polite():
        raise KeyError


def test_a_file_that_may_not_be_read_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(PermissionError(13, "Permission denied", "/data/x")) == 1
    assert capsys.readouterr().err == "Error: /data/x: Permission denied\n"


def test_ctrl_c_ends_with_the_shells_own_code_and_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(KeyboardInterrupt()) == 130
    assert not capsys.readouterr().err.strip()


def test_a_reader_who_leaves_early_is_no_error() -> None:
    program = "from tutorfleet.cli import main; main()"
    command = [sys.executable, "-c", program, "up", "--show-fleet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.close()
        _, said = child.communicate(timeout=60)
    assert (child.returncode, said) == (0, b"")


def test_without_a_fleet_the_way_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        running(tmp_path)
    assert capsys.readouterr().err == f"Error: no fleet is running on {tmp_path}. Start one: tutorfleet up\n"


def test_what_a_killed_fleet_left_behind_is_no_fleet(places: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    places.state.write_text('{"pid": 1, "url": "http://127.0.0.1:1"}')
    places.lock.touch()
    with pytest.raises(SystemExit):
        running(places.data)
    assert "no fleet is running" in capsys.readouterr().err


def test_a_fleet_that_is_still_starting_is_told_from_none(places: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    with places.lock.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(SystemExit):
            running(places.data)
    assert "is starting or stopping" in capsys.readouterr().err


def test_a_running_fleet_says_where_it_is(held: Layout) -> None:
    assert running(held.data)["regions"] == ["us-east-1"]


def test_a_lock_that_nobody_made_is_not_held(tmp_path: Path) -> None:
    assert not held(tmp_path / "lock")


def test_a_pipe_is_wide_and_plain() -> None:
    assert (Screen().width, Screen().plain) == (WIDE, True)


def test_a_person_sees_that_something_takes_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with busy("asking every worker"):
        pass
    assert "asking every worker" in capsys.readouterr().err


def test_a_pipe_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    with busy("asking every worker"):
        pass
    assert capsys.readouterr().err == ""
