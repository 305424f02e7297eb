"""`tutorfleet logs`."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tutorfleet.cli import logs as module
from tutorfleet.cli.logs import logs
from tutorfleet.host.layout import Layout


@pytest.fixture
def written(places: Layout) -> Layout:
    (places.logs / "service.log").write_text("one\ntwo\nthree\n")
    (places.logs / "us-east-1.chat.primary.log").write_bytes(b"caf\xe9\n")
    return places


def invoke(places: Layout, *words: str) -> Result:
    return CliRunner().invoke(logs, [*words, "--data-dir", str(places.data)])


def test_every_line_names_its_program(written: Layout) -> None:
    assert invoke(written).stdout.splitlines()[:2] == ["service: one", "service: two"]


def test_the_last_lines_of_the_program_that_is_asked_for(written: Layout) -> None:
    assert invoke(written, "serv", "-n", "1").stdout == "service: three\n"


def test_bytes_of_another_encoding_are_survived(written: Layout) -> None:
    assert invoke(written, "us-east-1").stdout == "us-east-1.chat.primary: caf�\n"


def test_a_name_that_nothing_has_gets_the_names_that_there_are(written: Layout) -> None:
    done = invoke(written, "nope")
    assert done.exit_code == 1
    assert "There are: service, us-east-1.chat.primary" in done.stderr


def test_before_the_first_start_the_way_out_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(logs, ["--data-dir", str(tmp_path)])
    assert done.exit_code == 1
    assert "Start the fleet: tutorfleet up" in done.stderr


def test_fewer_than_no_lines_cannot_be_meant(written: Layout) -> None:
    assert invoke(written, "-n", "-1").exit_code == 2


def test_a_long_log_is_read_from_its_end_and_begins_with_a_whole_line(
    written: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TAIL", 8)
    assert invoke(written, "service").stdout == "service: three\n"


def test_half_a_line_waits_for_its_other_half(written: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    path = written.logs / "service.log"
    place = path.stat().st_size
    with path.open("a") as file:
        file.write("four\nfi")
    place = module.show_new(path, place)
    with path.open("a") as file:
        file.write("ve\n")
    module.show_new(path, place)
    assert capsys.readouterr().out == "service: four\nservice: five\n"


def test_a_log_that_was_set_aside_begins_again(written: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    path = written.logs / "service.log"
    path.write_text("new\n")
    module.show_new(path, 1000)
    assert capsys.readouterr().out == "service: new\n"


def test_following_shows_a_program_that_comes_later_and_ends_well_by_ctrl_c(written: Layout) -> None:
    program = "from tutorfleet.cli import main; main()"
    command = [sys.executable, "-c", program, "logs", "-f", "-n", "1", "--data-dir", str(written.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "service: three\n"
        assert child.stdout.readline().startswith("us-east-1.chat.primary")
        (written.logs / "edge.log").write_text("here\n")
        assert child.stdout.readline() == "edge: here\n"
        os.kill(child.pid, signal.SIGINT)
        _, said = child.communicate(timeout=30)
    assert (child.returncode, said.strip()) == (0, "")
