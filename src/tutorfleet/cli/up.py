"""`tutorfleet up`: the whole fleet on this machine, until Ctrl-C."""

import asyncio
from pathlib import Path

import click
from rich.status import Status

from tutorfleet import __version__
from tutorfleet.cli.common import Screen, data_dir_option, fail, fail_with, port_option
from tutorfleet.fleet import parse
from tutorfleet.fleet.description import Fleet
from tutorfleet.host import layout, local, lock
from tutorfleet.host.errors import HostError, PortTaken
from tutorfleet.host.units import Plan
from tutorfleet.models.errors import ModelError
from tutorfleet.models.store import Store

EVERY = 0.1
"""seconds between two looks at what is there already"""


@click.command()
@port_option("The one address for everything.")
@click.option("--small", is_flag=True, help="One region and no backups: three workers.")
@click.option(
    "--fleet",
    "description",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
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

    PostgreSQL, a worker for each role in each region and its backup, the service and the edge. What ends by itself is
    started again; when this command ends, however it ends, nothing stays behind.

    \b
      tutorfleet up
      tutorfleet up --small --port 9000
      tutorfleet up --show-fleet > fleet.toml; tutorfleet up --fleet fleet.toml

    Exit codes: 0 stopped as asked, 2 a mistake in the fleet's description, 3 the port is taken, 4 a fleet runs on this
    data directory already, 5 the data directory cannot be used, 6 this machine cannot run it, 7 a part does not start.
    """
    if show_fleet:
        click.echo((Path(parse.__file__).with_name("fleet.toml")).read_text("utf-8"), nl=False)
        return
    plan = Plan(read(description, small), layout.layout(data_dir), port, database)
    screen = Screen()
    screen.print(f"tutorfleet {__version__}: {size(plan.fleet)}", soft_wrap=True)
    try:
        asyncio.run(kept(plan, screen))
    except PortTaken as error:
        fail_with(own_fleet(plan) or error)
    except HostError as error:
        fail_with(error)
    screen.print("Stopped.")


async def kept(plan: Plan, screen: Screen) -> None:
    """The fleet until it is stopped. Raises HostError."""
    spinner = screen.status("starting") if screen.is_terminal else None

    def ready(seconds: float) -> None:
        if spinner:
            spinner.stop()
        screen.print(f"Ready in {seconds:.1f} s: [bold]{plan.url}[/bold]", soft_wrap=True)
        screen.print("Talk: tutorfleet chat   Look: tutorfleet status   Stop: Ctrl-C", soft_wrap=True)
        if only_starters(plan):
            screen.print(
                "Only the small starter models are here; real ones: tutorfleet models recommend", soft_wrap=True
            )
        screen.file.flush()

    telling = asyncio.create_task(tell(plan, spinner)) if spinner else None
    try:
        await local.run(plan, lambda text: screen.print(text, markup=False, soft_wrap=True), ready)
    finally:
        if spinner and telling:
            telling.cancel()
            spinner.stop()


async def tell(plan: Plan, spinner: Status) -> None:
    """Keep the spinner's words true until everything is there."""
    spinner.start()
    while missing := waiting(plan):
        spinner.update(f"waiting for {missing}")
        await asyncio.sleep(EVERY)


def waiting(plan: Plan) -> str:
    """What of the fleet cannot be reached yet, told by the sockets that are not there."""
    places = plan.layout
    sockets = [places.worker_socket(each.region, each.role, each.replica) for each in plan.fleet.workers()]
    there = sum(socket.exists() for socket in sockets)
    database = places.postgres_socket_dir / ".s.PGSQL.5432"
    parts = {
        "the database": plan.database is None and not database.exists(),
        f"workers ({there} of {len(sockets)})": there < len(sockets),
        "the service": not places.service_socket.exists(),
        "the edge": not places.admin_socket.exists(),
    }
    return ", ".join(name for name, missing in parts.items() if missing)


def only_starters(plan: Plan) -> bool:
    """Whether the fleet's store has no model of its own."""
    try:
        return not Store(plan.layout.store).entries()
    except ModelError:
        return False  # whoever loads a model says what is wrong with the store


def own_fleet(plan: Plan) -> HostError | None:
    """That a fleet runs on this data directory, when that is who has the port."""
    try:
        with lock.held(plan.layout):
            return None
    except HostError as error:
        return error


def size(fleet: Fleet) -> str:
    workers, regions = len(list(fleet.workers())), len(fleet.regions)
    return f"{workers} workers in {regions} region{'s'[: regions > 1]}"


def read(description: Path | None, small: bool) -> Fleet:
    try:
        fleet = parse.load(description) if description else parse.default()
    except parse.FleetError as error:
        fail(str(error), 2)
    return fleet.small() if small else fleet
