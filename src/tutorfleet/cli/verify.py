"""`tutorfleet models verify`: whether a store's files are what their digests say."""

from pathlib import Path

import click
import msgspec

from tutorfleet.cli.bars import bars
from tutorfleet.cli.stores import store_option
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
from tutorfleet.models.verify import Problem
from tutorfleet.models.verify import verify as check

WRONG = 1


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: name -> what is wrong.")
@store_option
def verify(store: Path, names: tuple[str, ...], as_json: bool) -> None:
    """Read the files of models, all of them by default, and compare them with their digests.

    \b
      tutorfleet models verify
      tutorfleet models verify llama3 || tutorfleet models pull --verify llama3

    Exit codes: 0 all is right, 1 something is not.
    """
    whole = Store(store)
    found: dict[str, list[Problem]] = {}
    with bars() as progress:
        for name in [parse(name) for name in names] or [entry.name for entry in whole.entries().values()]:
            row = progress.add_task(name.short, total=None)
            found[name.short] = check(
                whole,
                name,
                lambda done, total, row=row: progress.update(row, completed=done, total=total),  # type: ignore[misc]
            )
    click.echo(msgspec.json.encode(found) if as_json else _report(found))
    if any(found.values()):
        raise SystemExit(WRONG)


def _report(found: dict[str, list[Problem]]) -> str:
    if not found:
        return "The store is empty."
    rows = [_row(name, problems) for name, problems in found.items()]
    bad = [name for name, problems in found.items() if problems]
    mend = [f"Fetch them again: tutorfleet models pull --verify {' '.join(bad)}"] if bad else []
    return "\n".join([*rows, *mend])


def _row(name: str, problems: list[Problem]) -> str:
    return "\n".join([f"{name}: {one.digest} {one.what}" for one in problems] or [f"{name}: all right"])
