"""How the work on stacks is told: a live table in a terminal, a line for each stack otherwise, or one JSON object for each event."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click
import msgspec
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from tutorfleet.cli.common import Screen
from tutorfleet.cloud.deploy.progress import Event, Tell


@contextlib.contextmanager
def telling(screen: Screen, as_json: bool) -> Iterator[Tell]:
    """What to call with each event, from any thread."""
    lock = threading.Lock()
    if as_json:
        with _locked(lock, _object) as tell:
            yield tell
    elif screen.plain:
        with _locked(lock, lambda event: _line(screen, event)) as tell:
            yield tell
    else:
        board = Board()
        with Live(board, console=screen, refresh_per_second=8) as live:
            yield lambda event: _show(live, board, lock, event)


@dataclass
class Row:
    """One stack on the board."""

    event: Event
    """the latest of the stack itself"""
    resource: str = ""
    """what is being worked on"""
    done: int = 0


class Board:
    """A table of stacks that are worked on; those that are at rest went to the lines above."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Row] = {}

    def take(self, event: Event) -> bool:
        """Note an event; whether the stack is at rest now."""
        key = (event.region, event.stack)
        if not event.resource and not event.status.endswith("_IN_PROGRESS"):
            self.rows.pop(key, None)
            return True
        row = self.rows.setdefault(key, Row(event))
        if not event.resource:
            row.event = event
        else:
            row.resource = f"{event.kind} {event.resource}"
            row.done += event.status.endswith("_COMPLETE")
        return False

    def __rich__(self) -> Table:
        table = Table(box=None, show_header=False, pad_edge=False)
        for row in list(self.rows.values()):
            words = (row.event.stack, row.event.region, _words(row.event.status), f"{row.done} done", row.resource)
            table.add_row(Spinner("dots"), *(Text(each, overflow="ellipsis", no_wrap=True) for each in words))
        return table


@contextlib.contextmanager
def _locked(lock: threading.Lock, tell: Tell) -> Iterator[Tell]:
    def told(event: Event) -> None:
        with lock:
            tell(event)

    yield told


def _show(live: Live, board: Board, lock: threading.Lock, event: Event) -> None:
    with lock:
        resting = board.take(event)
        if resting or event.failed:
            live.console.print(_told(event), soft_wrap=True)


def _line(screen: Screen, event: Event) -> None:
    """Of stacks every step, of resources only what failed."""
    if event.failed or not event.resource:
        screen.print(_told(event), soft_wrap=True)


def _object(event: Event) -> None:
    click.echo(msgspec.json.encode(asdict(event)))


def _told(event: Event) -> Text:
    what = f"{event.stack} {event.resource}".strip()
    line = Text(f"{what} ({event.region}): {_words(event.status)}", style="red" if event.failed else "")
    return line.append(f": {event.reason}" if event.reason and event.failed else "")


def _words(status: str) -> str:
    """`CREATE_COMPLETE` as a person says it."""
    return status.lower().replace("_", " ")
