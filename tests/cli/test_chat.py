"""`tutorfleet chat` against the scripted other side: one turn, a talk in a pipe, a talk at a real terminal."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from click.testing import CliRunner, Result

from support.scripted_fleet import Play, ScriptedFleet, turn
from tutorfleet.cli.chat import chat
from tutorfleet.host.layout import Layout

NEVER_SAID = "WORLD"
TAKES_THE_TERMINAL = """
import os, sys
terminal = os.open(sys.argv.pop(1), os.O_RDWR)
for descriptor in (0, 1, 2):
    os.dup2(terminal, descriptor)
from tutorfleet.cli import main
main()
"""
LIMIT = 30
"""seconds for what a terminal waits for"""


def invoke(places: Layout, *words: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(chat, [*words, "--data-dir", str(places.data)], input=given)


def test_one_turn_is_shown_with_its_corrections_its_reply_and_its_scores(held: Layout) -> None:
    done = invoke(held, "-m", "I go")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "  I [-go-] {+went+}",
        "  go -> went  tense: It is over.",
        "Hello there.",
        "  grammar 46, overall 50. About A2-B1.",
    ]


def test_praise_is_shown_in_the_learners_language(held: Layout, fleet: ScriptedFleet) -> None:
    praise = {"type": "praise", "text": {"en": "Well done.", "id": "Bagus."}}
    first, corrections, *rest = fleet.events
    fleet.events = [{**event, "seq": seq} for seq, event in enumerate([first, corrections, praise, *rest])]
    assert invoke(held, "-m", "I go", "--language", "id").stdout.splitlines()[2:4] == ["  Bagus.", "Hello there."]


def test_json_is_everything_that_done_has(held: Layout, fleet: ScriptedFleet) -> None:
    done = invoke(held, "-m", "I go", "--json")
    assert json.loads(done.stdout) == {k: v for k, v in fleet.events[-1].items() if k not in {"seq", "type"}}


def test_a_dash_reads_standard_input_whatever_its_bytes(held: Layout) -> None:
    assert invoke(held, "-m", "-", given=b"I \xff go\n").exit_code == 0


def test_a_pipe_is_a_talk_line_by_line_and_keeps_to_the_answers(held: Layout, fleet: ScriptedFleet) -> None:
    done = invoke(held, given="I go\n\nI go\n")
    assert done.exit_code == 0
    assert done.stdout.count("Hello there.") == len(fleet.told("POST")) == 2
    assert "Ctrl-D" not in done.output


def test_a_turn_that_failed_is_exit_code_1_with_the_reason(held: Layout, fleet: ScriptedFleet) -> None:
    fleet.events = turn(failed=True, message="no worker answered for 30 seconds")
    done = invoke(held, "-m", "I go")
    assert done.exit_code == 1
    assert "Error: no reply: no worker answered for 30 seconds. Your text is kept" in done.stderr


def test_a_model_that_is_not_there_names_the_list(held: Layout, fleet: ScriptedFleet) -> None:
    fleet.events = turn(failed=True, message="HTTP 404: model 'nope' not found")
    done = invoke(held, "-m", "I go", "--model", "nope", "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "tutorfleet models list" in done.stderr


def test_a_talk_goes_on_after_a_refusal(held: Layout, fleet: ScriptedFleet) -> None:
    fleet.plays = [Play(status=422, message="region: expected one of us-east-1")]
    done = invoke(held, "--region", "mars", given="I go\nI go\n")
    assert "region: expected one of us-east-1" in done.stderr
    assert "Hello there." in done.stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--json"], "--json goes with --message"),
        (["-m", " "], "there is no text to send"),
        (["--url", "nonsense", "-m", "x"], "expected an address like"),
        (["--url", "http://127.0.0.1:1", "-m", "x"], "--url goes with --email"),
        (["--conversation", "7", "-m", "x"], "not a valid UUID"),
    ],
)
def test_what_cannot_be_meant_is_exit_code_2(held: Layout, words: list[str], reason: str) -> None:
    done = invoke(held, *words)
    assert done.exit_code == 2
    assert reason in done.stderr


def test_a_wrong_password_is_one_sentence(held: Layout) -> None:
    done = invoke(held, "-m", "x", "--email", "ayu@example.com", "--password", "wrong")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: Incorrect username or password.")


class Terminal:
    """A real one, 40 columns wide."""

    def __init__(self, master: int) -> None:
        self.master, self.screen = master, ""

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def insist(self, key: str, done: Callable[[], bool]) -> None:
        """Press a key until it has been heard: one that comes while the prompt is being set up is not."""
        deadline = time.monotonic() + LIMIT
        while not done():
            assert time.monotonic() < deadline, f"{key!r} was not heard: {self.screen!r}"
            self.type(key)
            self._look(0.5)

    def _look(self, seconds: float) -> None:
        if select.select([self.master], [], [], seconds)[0]:
            with suppress(OSError):
                self.screen += os.read(self.master, 4096).decode("utf-8", "replace")

    def wait_for(self, words: str) -> str:
        """Everything since the last call up to these words."""
        deadline = time.monotonic() + LIMIT
        while words not in self.screen:
            assert time.monotonic() < deadline, f"{words!r} did not come: {self.screen!r}"
            self._look(0.1)
        before, _, self.screen = self.screen.partition(words)
        return before


@contextmanager
def at_a_terminal(places: Layout) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    """`tutorfleet chat` with a controlling terminal, so that Ctrl-C is a signal."""
    master, slave = pty.openpty()
    command = [sys.executable, "-c", TAKES_THE_TERMINAL, os.ttyname(slave), "chat", "--data-dir", str(places.data)]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "40", "LINES": "30"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(command, start_new_session=True, env=environment) as child:
        os.close(slave)
        try:
            yield Terminal(master), child
        finally:
            child.kill()
            os.close(master)


def test_at_a_terminal_ctrl_c_stops_the_reply_and_ctrl_d_leaves(held: Layout, fleet: ScriptedFleet) -> None:
    fleet.events = turn("Hello ", "there ", NEVER_SAID, stopped=True)
    fleet.plays = [Play(until=4, waits=True)]
    with at_a_terminal(held) as (terminal, child):
        terminal.wait_for("Ctrl-D leaves.")
        terminal.type("I go\r")
        begun = terminal.wait_for("Hello")
        assert "A starter model answers" in begun
        assert re.search(r"\x1b\[[0-9;]*\b9\b[0-9;]*m", begun), "nothing is struck out"
        terminal.type("\x03")
        terminal.wait_for("stopped; what was said so far is kept")
        assert len(fleet.told("DELETE")) == 1
        terminal.wait_for("> ")
        terminal.type("\x1b[A\r")  # the up-arrow brings the text back
        assert "A starter model answers" not in terminal.wait_for("Hello")
        terminal.wait_for("> ")
        terminal.insist("\x03", lambda: "(Ctrl-D leaves)" in terminal.screen)
        terminal.insist("\x04", lambda: child.poll() is not None)
        assert child.wait(LIMIT) == 0
    assert len(fleet.told("POST")) == 3  # two turns and one look at the model
