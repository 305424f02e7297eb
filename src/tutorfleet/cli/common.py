"""Options and habits that verbs share."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from tutorfleet.host import layout
from tutorfleet.host.errors import HostError

Command = TypeVar("Command", bound=Callable[..., Any])


def data_dir_option(command: Command) -> Command:
    """`--data-dir`: passed as `data_dir`, a Path."""
    return click.option(
        "--data-dir",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="TUTORFLEET_DATA_DIR",
        default=layout.default_data_dir,
        show_default="where this platform keeps data",
        help="Where the fleet keeps everything.",
    )(command)


def database_option(command: Command) -> Command:
    """`--database`: passed as `database`, a connection string; the running fleet's own by default."""

    def chosen(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
        return value or running(context.params["data_dir"])["database"]

    option = click.option(
        "--database",
        envvar="DATABASE_URL",
        callback=chosen,
        metavar="URL",
        help="Another PostgreSQL than the running fleet's.",
    )
    folder = click.option(
        "--data-dir",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="TUTORFLEET_DATA_DIR",
        default=layout.default_data_dir,
        is_eager=True,
        show_default="where this platform keeps data",
        help="Where the fleet keeps everything.",
        expose_value=True,
    )
    return folder(option(command))


def running(data_dir: Path) -> dict[str, Any]:
    """What the running fleet of this directory says about itself; exits with a clear word when none runs."""
    try:
        state: dict[str, Any] = json.loads(layout.layout(data_dir).state.read_text())
    except (OSError, ValueError):
        fail(f"no fleet is running on {data_dir}. Start one: tutorfleet up")
    return state


def fail(message: str, code: int = 1) -> NoReturn:
    """One clear sentence on standard error, and the exit code."""
    click.echo(f"tutorfleet: {message}", err=True)
    raise SystemExit(code)


def fail_with(error: HostError) -> NoReturn:
    fail(str(error), error.code)
