"""`tutorfleet logs`: what the fleet's programs said."""

import time
from pathlib import Path

import click

from tutorfleet.cli.common import data_dir_option, fail
from tutorfleet.host import layout

TAIL = 64 * 1024
"""bytes read from the end of each log for the last lines"""


@click.command()
@click.argument("names", nargs=-1, metavar="[PROGRAM]...")
@click.option("-f", "--follow", is_flag=True, help="Go on with what is written from now.")
@click.option("-n", "--lines", default=20, show_default=True, help="Last lines of each program.")
@data_dir_option
def logs(names: tuple[str, ...], follow: bool, lines: int, data_dir: Path) -> None:
    """What the fleet's programs said: all of them, or those whose name begins with PROGRAM (service, edge, us-east-1.chat, ...)."""
    folder = layout.layout(data_dir).logs
    files = [path for path in sorted(folder.glob("*.log")) if not names or path.name.startswith(names)]
    if not files:
        known = (
            ", ".join(path.stem for path in sorted(folder.glob("*.log")))
            or "none yet: start the fleet with `tutorfleet up`"
        )
        fail(f"no log of that name in {folder}; there are: {known}")
    places = {path: show_tail(path, lines) for path in files}
    while follow:
        time.sleep(0.3)
        places = {path: show_new(path, place) for path, place in places.items()}


def show_tail(path: Path, lines: int) -> int:
    """Print the last lines; the position that was read to."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL))
        text = file.read().decode("utf-8", "replace")
        show(path, text.splitlines()[-lines:] if lines else [])
        return file.tell()


def show_new(path: Path, place: int) -> int:
    """Print what came after `place`; the new position. A log that was set aside begins again."""
    if path.stat().st_size < place:
        place = 0
    with path.open("rb") as file:
        file.seek(place)
        show(path, file.read().decode("utf-8", "replace").splitlines())
        return file.tell()


def show(path: Path, lines: list[str]) -> None:
    for line in lines:
        click.echo(f"{path.stem}: {line}")
