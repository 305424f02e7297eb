"""`tutorfleet down`: stop the fleet that runs on a data directory, from another terminal."""

import fcntl
import os
import signal
import time
from pathlib import Path

import click

from tutorfleet.cli.common import data_dir_option, fail, running
from tutorfleet.host import layout

PATIENCE = 30
"""seconds"""


@click.command()
@data_dir_option
def down(data_dir: Path) -> None:
    """Stop the fleet that runs on this data directory, and wait until all of it is gone."""
    state = running(data_dir)
    try:
        os.kill(state["pid"], signal.SIGTERM)
    except ProcessLookupError:
        fail(f"no fleet is running on {data_dir}")
    deadline = time.monotonic() + PATIENCE
    while held(layout.layout(data_dir).lock):
        if time.monotonic() > deadline:
            fail(
                f"process {state['pid']} has not stopped within {PATIENCE} s; look at `tutorfleet logs`, or end it: kill -9 {state['pid']}"
            )
        time.sleep(0.05)
    click.echo("Stopped.")


def held(lock: Path) -> bool:
    """Whether somebody holds the data directory."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
