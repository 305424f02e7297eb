"""`tutorfleet up`: the whole fleet on this machine, until Ctrl-C."""

import asyncio
import sys
from pathlib import Path

import click
from rich.console import Console

from tutorfleet import __version__
from tutorfleet.cli.common import data_dir_option, fail, fail_with
from tutorfleet.fleet import parse
from tutorfleet.fleet.description import Fleet
from tutorfleet.host import layout, local
from tutorfleet.host.errors import HostError
from tutorfleet.host.units import Plan


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    envvar="PORT",
    default=8080,
    show_default=True,
    help="The one address for everything.",
)
@click.option("--small", is_flag=True, help="One region and no backups: three workers.")
@click.option(
    "--fleet",
    "description",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Another description than the default; see `--show-fleet`.",
)
@click.option("--show-fleet", is_flag=True, help="Print the default description and stop.")
@click.option(
    "--database",
    envvar="DATABASE_URL",
    metavar="URL",
    help="Use this PostgreSQL (with pgvector) instead of an own one.",
)
@data_dir_option
def up(
    port: int, small: bool, description: Path | None, show_fleet: bool, database: str | None, data_dir: Path
) -> None:
    """Start the whole fleet on this machine and keep it until Ctrl-C.

    PostgreSQL, a worker for each role in each region and its backup, the service and the edge. What ends by itself is started again; when
    this command ends, however it ends, nothing stays behind.
    """
    if show_fleet:
        click.echo((Path(parse.__file__).with_name("fleet.toml")).read_text("utf-8"), nl=False)
        return
    plan = Plan(read(description, small), layout.layout(data_dir), port, database)
    console = Console(highlight=False)
    workers = len(list(plan.fleet.workers()))
    console.print(
        f"tutorfleet {__version__}: {workers} workers in {len(plan.fleet.regions)} region{'s'[: len(plan.fleet.regions) > 1]}"
    )
    status = console.status("starting") if console.is_terminal else None

    def report(text: str) -> None:
        console.print(text)

    def ready(seconds: float) -> None:
        if status:
            status.stop()
        console.print(f"Ready in {seconds:.1f} s: [bold]{plan.url}[/bold]")
        console.print("Talk: tutorfleet chat   Look: tutorfleet status   Stop: Ctrl-C")
        sys.stdout.flush()

    try:
        if status:
            status.start()
        asyncio.run(local.run(plan, report, ready))
    except HostError as error:
        fail_with(error)
    finally:
        if status:
            status.stop()
    console.print("Stopped.")


def read(description: Path | None, small: bool) -> Fleet:
    try:
        fleet = parse.load(description) if description else parse.default()
    except parse.FleetError as error:
        fail(str(error), 2)
    return fleet.small() if small else fleet
