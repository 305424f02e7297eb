"""Options and habits that verbs share: where the fleet is, how a word to the person looks, how trouble ends."""

import contextlib
import fcntl
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from rich.console import Console
from rich.status import Status

from tutorfleet.host import layout
from tutorfleet.host.errors import HostError

Command = TypeVar("Command", bound=Callable[..., Any])
WIDE = 100_000
"""columns of what is no terminal: nothing is cut or folded for a program"""
INTERRUPTED = 130


class Screen(Console):
    """Standard output. A reader that leaves early is no error."""

    def __init__(self) -> None:
        super().__init__(highlight=False, width=None if sys.stdout.isatty() else WIDE)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError

    @property
    def plain(self) -> bool:
        """Whether neither colour nor strokes can be relied on, so that marks must say what they would."""
        return not self.is_terminal or self.is_dumb_terminal or self.no_color


def busy(words: str) -> Status:
    """A context manager: a line on standard error while something takes seconds, and only in a terminal."""
    return Console(stderr=True).status(words)


def data_dir_option(command: Command) -> Command:
    """`--data-dir`: passed as `data_dir`, a Path."""
    return click.option(
        "--data-dir",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="TUTORFLEET_DATA_DIR",
        default=layout.default_data_dir,
        is_eager=True,
        show_default="where this platform keeps data",
        metavar="DIR",
        help="Where the fleet keeps everything.",
    )(command)


def database_option(command: Command) -> Command:
    """`--database`: passed as `database`, a connection string; the running fleet's own by default. With `--data-dir`."""

    def chosen(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
        return value or running(context.params["data_dir"])["database"]

    option = click.option(
        "--database",
        envvar="DATABASE_URL",
        callback=chosen,
        metavar="URL",
        help="Another PostgreSQL than the running fleet's.",
    )
    return data_dir_option(option(command))


def port_option(meaning: str) -> Callable[[Command], Command]:
    """`--port`: passed as `port`."""
    return click.option(
        "--port",
        type=click.IntRange(1, 65535),
        envvar="PORT",
        default=8080,
        show_default="8080",
        metavar="PORT",
        help=meaning,
    )


def running(data_dir: Path) -> dict[str, Any]:
    """What the running fleet of this directory says about itself; exits with a clear word when none runs."""
    places = layout.layout(data_dir)
    if not held(places.lock):
        fail(f"no fleet is running on {data_dir}. Start one: tutorfleet up")
    try:
        state: dict[str, Any] = json.loads(places.state.read_text())
    except (FileNotFoundError, ValueError):
        fail(f"the fleet on {data_dir} is starting or stopping. Try again in a moment, or look: tutorfleet logs")
    return state


def held(lock: Path) -> bool:
    """Whether a fleet holds the data directory. A `state.json` alone proves nothing: `kill -9` leaves it behind."""
    try:
        with lock.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


@contextlib.contextmanager
def polite() -> Iterator[None]:
    """Whatever ends a verb, the person sees one sentence; all of it with TUTORFLEET_TRACEBACK=1."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        leave_quietly()
    except KeyboardInterrupt:
        click.echo(err=True)
        raise SystemExit(INTERRUPTED) from None
    except Exception as error:
        if isinstance(error, click.ClickException | click.Abort | click.exceptions.Exit):
            raise
        if os.environ.get("TUTORFLEET_TRACEBACK"):
            raise
        fail(sentence(error))


def sentence(error: Exception) -> str:
    """An error that nobody expected, in words."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return f"unexpected {type(error).__name__}: {error}. The whole story: TUTORFLEET_TRACEBACK=1 before the command"


def leave_quietly() -> NoReturn:
    """End because nobody reads any more; the interpreter's own last flush must find somewhere to write."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(0)


def fail(message: str, code: int = 1) -> NoReturn:
    """One clear sentence on standard error, and the exit code."""
    click.echo(f"Error: {message}", err=True)
    raise SystemExit(code)


def fail_with(error: HostError) -> NoReturn:
    fail(str(error), error.code)
