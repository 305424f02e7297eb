"""`tutorfleet logs`: what the fleet's programs said."""

import time
from pathlib import Path

import click

from tutorfleet.cli.common import data_dir_option, fail
from tutorfleet.host import layout

TAIL = 64 * 1024
"""bytes read from the end of each log for the last lines"""
EVERY = 0.3
"""seconds between two looks at files that may have grown"""


@click.command()
@click.argument("names", nargs=-1, metavar="[PROGRAM]...")
@click.option("-f", "--follow", is_flag=True, help="Go on with what is written from now, until Ctrl-C.")
@click.option(
    "-n",
    "--lines",
    type=click.IntRange(0),
    default=20,
    show_default="20",
    metavar="N",
    help="Last lines of each program.",
)
@data_dir_option
def logs(names: tuple[str, ...], follow: bool, lines: int, data_dir: Path) -> None:
    """What the fleet's programs said: all of them, or those whose name begins with PROGRAM.

    The programs are postgres, nursery, service, edge, access (a line for each request) and the workers by region, role
    and replica. Logs stay after the fleet has stopped.

    \b
      tutorfleet logs service
      tutorfleet logs -f us-east-1.chat
      tutorfleet logs -n 1000 access | grep '"status":5'

    Exit codes: 0, or 1 when there is no such log.
    """
    folder = layout.layout(data_dir).logs
    files = chosen(folder, names)
    if not files:
        known = ", ".join(path.stem for path in chosen(folder, ()))
        fail(f"no log begins with {' or '.join(names)}. There are: {known}" if known else nothing(folder))
    places = {path: show_tail(path, lines) for path in files}
    try:
        while follow:
            time.sleep(EVERY)
            places = {path: show_new(path, places.get(path, 0)) for path in chosen(folder, names)}
    except KeyboardInterrupt:
        click.echo(err=True)


def chosen(folder: Path, names: tuple[str, ...]) -> list[Path]:
    """Logs by name; all without names."""
    return [path for path in sorted(folder.glob("*.log")) if not names or path.name.startswith(names)]


def nothing(folder: Path) -> str:
    return f"there are no logs yet in {folder}. Start the fleet: tutorfleet up"


def show_tail(path: Path, lines: int) -> int:
    """Print the last lines; the position that was read to."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL))
        read = file.read().decode("utf-8", "replace").splitlines()
        whole = read[1:] if size > TAIL else read  # the first of them began before
        show(path, whole[-lines:] if lines else [])
        return file.tell()


def show_new(path: Path, place: int) -> int:
    """Print the whole lines that came after `place`; the new position. A log that was set aside begins again."""
    if path.stat().st_size < place:
        place = 0
    with path.open("rb") as file:
        file.seek(place)
        whole, end, _ = file.read().rpartition(b"\n")
    show(path, whole.decode("utf-8", "replace").splitlines())
    return place + len(whole) + len(end)


def show(path: Path, lines: list[str]) -> None:
    for line in lines:
        click.echo(f"{path.stem}: {line}")
