"""`tutorfleet down`: stop the fleet that runs on a data directory, from another terminal."""

import contextlib
import os
import signal
import time
from pathlib import Path

import click

from tutorfleet.cli.common import data_dir_option, fail, held, running
from tutorfleet.host import layout

PATIENCE = 30
"""seconds"""


@click.command()
@data_dir_option
def down(data_dir: Path) -> None:
    """Stop the fleet that runs on this data directory, and wait until all of it is gone.

    Replies in progress are kept as far as they were shown, and go on when the fleet is up again.

    \b
      tutorfleet down
      tutorfleet down --data-dir /srv/tutorfleet

    Exit codes: 0 stopped, 1 no fleet was running or it does not stop.
    """
    pid = running(data_dir)["pid"]
    try:
        with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
            os.kill(pid, signal.SIGTERM)
    except PermissionError:
        fail(
            f"the fleet on {data_dir} belongs to another user; process {pid} can be stopped only by that one or by root"
        )
    deadline = time.monotonic() + PATIENCE
    while held(layout.layout(data_dir).lock):
        if time.monotonic() > deadline:
            fail(f"process {pid} has not stopped within {PATIENCE} s. Look: tutorfleet logs. End it: kill -9 {pid}")
        time.sleep(0.05)
    click.echo("Stopped.")
