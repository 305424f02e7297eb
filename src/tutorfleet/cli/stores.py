"""Which store a verb of `tutorfleet models` works on, and how its errors end."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from tutorfleet.cli.common import data_dir_option
from tutorfleet.models.errors import ModelError


def store_option(command: Callable[..., None]) -> Callable[..., None]:
    """`--store` and `--data-dir` as one argument `store`; errors become one sentence and exit code 1."""

    @data_dir_option
    @click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="The store's folder, Ollama's own for example.  [default: `models` in the data directory]",
    )
    @functools.wraps(command)
    def run(*, data_dir: Path, store: Path | None, **options: Any) -> None:
        try:
            command(store=store or data_dir / "models", **options)
        except ModelError as error:
            raise click.ClickException(str(error)) from error

    return run
