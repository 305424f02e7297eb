"""`tutorfleet models gc`: the room that files take which nobody needs."""

from pathlib import Path

import click
from rich.filesize import decimal

from tutorfleet.cli.stores import store_option
from tutorfleet.models.store import Store


@click.command()
@store_option
def gc(store: Path) -> None:
    """Delete what dead downloads left, and files that no model has needed for a day.

    What anybody is pulling now stays, on whichever machine that shares the store. Every import does the same by itself.

    \b
      tutorfleet models gc
    """
    click.echo(f"{decimal(Store(store).collect())} became free.")
