"""`tutorfleet check` in a terminal and in a pipe."""

import json
import subprocess
import sys

from click.testing import CliRunner

from tutorfleet.cli.check import check

BEACH = "Yesterday I go to the beach with my friend and we was very happy"


def test_a_text_is_shown_with_what_changes_and_why() -> None:
    result = CliRunner().invoke(check, [BEACH])
    assert result.exit_code == 0
    assert "go -> went" in result.output
    assert "was -> were" in result.output


def test_the_reasons_come_in_indonesian() -> None:
    assert "waktu lampau" in CliRunner().invoke(check, [BEACH, "--language", "id"]).output


def test_a_correct_text_is_said_to_be_so() -> None:
    assert "no mistakes found" in CliRunner().invoke(check, ["I am fine."]).output


def test_json_gives_one_object_a_line_of_input() -> None:
    result = CliRunner().invoke(check, ["--json", "-"], input=f"{BEACH}\n\nI am fine.\n")
    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [len(row["edits"]) for row in rows] == [2, 0, 0]
    assert rows[0]["corrected"] == "Yesterday I went to the beach with my friend and we were very happy"
    assert rows[0]["edits"][0]["reason"].keys() == {"en", "id"}


def test_bytes_that_are_no_utf_8_are_survived() -> None:
    result = CliRunner().invoke(check, ["--json", "-"], input=b"\xff\xfe He go.\n\x00\n")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 2


def test_a_line_is_answered_before_the_next_one_is_sent() -> None:
    command = [sys.executable, "-c", "from tutorfleet.cli.check import check; check()", "--json", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin
        assert program.stdout
        program.stdin.write(b"He go.\n")
        program.stdin.flush()
        assert json.loads(program.stdout.readline())["corrected"] == "He goes."
        program.stdin.close()
        assert program.wait(30) == 0
