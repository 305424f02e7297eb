"""How the work on stacks is told: a live table in a terminal, a line for each stack otherwise, or one JSON object for each event."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial

import click
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from tutorfleet.cli.cloud_common import as_line
from tutorfleet.cli.common import Screen
from tutorfleet.cloud.deploy.progress import Event, Tell


@contextlib.contextmanager
def telling(screen: Screen, as_json: bool) -> Iterator[Tell]:
    """What to call with each event, from any thread; Ctrl-C is told what it does not end."""
    lock = threading.Lock()
    board = Board(screen)
    live = not as_json and not screen.plain
    show: Tell = board.take if live else put_object if as_json else partial(put_line, screen)

    def tell(event: Event) -> None:
        with lock:
            show(event)

    try:
        with board.live if live else contextlib.nullcontext():
            yield tell
    except KeyboardInterrupt:
        click.echo(
            "\nWhat AWS has begun goes on there without this program. The same command goes on from it.", err=True
        )
        raise


@dataclass
class Row:
    """One stack that is worked on."""

    event: Event
    """the latest of the stack itself"""
    resource: str = ""
    """what of it is worked on"""
    done: int = 0


class Board:
    """A live table of the stacks that are worked on; what is at rest, or failed, is a line above it."""

    def __init__(self, screen: Screen) -> None:
        self.rows: dict[tuple[str, str], Row] = {}
        self.live = Live(self, console=screen, refresh_per_second=8)

    def take(self, event: Event) -> None:
        """Note an event, and print it where it will not change any more."""
        key = (event.region, event.stack)
        resting = not event.resource and not event.status.endswith("_IN_PROGRESS")
        if resting:
            self.rows.pop(key, None)
        else:
            self._note(self.rows.setdefault(key, Row(event)), event)
        if resting or event.failed:
            self.live.console.print(line(event), soft_wrap=True)

    def __rich__(self) -> Table:
        table = Table(box=None, show_header=False, pad_edge=False)
        for row in list(self.rows.values()):
            words = (row.event.stack, row.event.region, in_words(row.event.status), f"{row.done} done", row.resource)
            table.add_row(Spinner("dots"), *(Text(each, overflow="ellipsis", no_wrap=True) for each in words))
        return table

    def _note(self, row: Row, event: Event) -> None:
        if event.resource:
            row.resource = f"{event.kind} {event.resource}"
            row.done += event.status.endswith("_COMPLETE")
        else:
            row.event = event


def put_line(screen: Screen, event: Event) -> None:
    """Of stacks every step, of resources only what failed."""
    if event.failed or not event.resource:
        screen.print(line(event), soft_wrap=True)
        screen.file.flush()  # a log that somebody follows


def put_object(event: Event) -> None:
    """For programs."""
    click.echo(as_line(asdict(event)))


def line(event: Event) -> Text:
    """An event for a person."""
    what = f"{event.stack} {event.resource}".strip()
    told = Text(f"{what} ({event.region}): {in_words(event.status)}", style="red" if event.failed else "")
    return told.append(f": {event.reason}" if event.reason and event.failed else "")


def in_words(status: str) -> str:
    """`CREATE_COMPLETE` as a person says it."""
    return status.lower().replace("_", " ")
