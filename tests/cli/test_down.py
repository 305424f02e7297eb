"""`tutorfleet down` with a real process that holds the data directory."""

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from tutorfleet.cli.down import down
from tutorfleet.host.layout import Layout

HOLDER = """
import fcntl, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
lock = open(sys.argv[1], "a")
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
signal.sigwait([signal.SIGTERM])
"""


def test_the_fleet_is_told_to_stop_and_waited_for(places: Layout) -> None:
    command = [sys.executable, "-c", HOLDER, str(places.lock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdout.readline() == b"held\n"
        places.state.write_text(json.dumps({"pid": child.pid}))
        done = CliRunner().invoke(down, ["--data-dir", str(places.data)])
        assert (done.exit_code, done.output) == (0, "Stopped.\n")
        assert child.wait(5) == 0


def test_without_a_fleet_it_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(down, ["--data-dir", str(tmp_path)])
    assert done.exit_code == 1
    assert "no fleet is running" in done.stderr


def test_a_stranger_with_the_number_of_a_killed_fleet_is_left_alone(places: Layout) -> None:
    with subprocess.Popen(["sleep", "60"]) as stranger:
        places.lock.touch()
        places.state.write_text(json.dumps({"pid": stranger.pid}))
        assert CliRunner().invoke(down, ["--data-dir", str(places.data)]).exit_code == 1
        assert stranger.poll() is None
        stranger.kill()
