"""`tutorfleet models pull`: models from a registry into the store, with a bar for each of their files."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath

import click
import msgspec
from rich.filesize import decimal
from rich.progress import Progress, TaskID
from yarl import URL

from tutorfleet.cli.bars import bars
from tutorfleet.cli.stores import store_option
from tutorfleet.models import pull as pulling
from tutorfleet.models.create import copy
from tutorfleet.models.errors import InvalidName
from tutorfleet.models.fetch import fetch
from tutorfleet.models.names import Name, parse
from tutorfleet.models.pull import Step
from tutorfleet.models.store import Store


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--as",
    "others",
    multiple=True,
    metavar="NAME",
    help="Another name that the model is to have too; may be given several times, with one model.",
)
@click.option("--insecure", is_flag=True, help="Allow http, and a registry in a private network.")
@click.option(
    "--verify", is_flag=True, help="Read files that are here already, too, and fetch anew those that went bad."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each step, as Ollama's API has them.")
@store_option
def pull(
    store: Path, names: tuple[str, ...], others: tuple[str, ...], insecure: bool, verify: bool, as_json: bool
) -> None:
    """Pull models from Ollama's registry, from any other of its shape, or a GGUF file from an address.

    A pull that was broken off goes on where it was, also from another machine that shares the store. Running workers see
    the model within seconds.

    \b
      tutorfleet models pull nomic-embed-text
      tutorfleet models pull qwen2.5:1.5b --as orca-mini --as llama3
      tutorfleet models pull hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M
      tutorfleet models pull registry.example:5000/team/tutor:v2 --insecure
      tutorfleet models pull https://files.example/tutor.Q4_K_M.gguf --as tutor
    """
    if others and len(names) != 1:
        raise click.UsageError("--as goes with one model at a time")
    more = [parse(name) for name in others]
    wanted = [_source(name, more) for name in names]
    whole = Store(store)
    for address, name in wanted:
        steps = (
            fetch(whole, address, name, insecure=insecure)
            if address
            else pulling.pull(whole, name, insecure=insecure, verify=verify)
        )
        asyncio.run(_show_all(steps, as_json=as_json))
        for other in more:
            copy(whole, whole.read(whole.entry(name)), other)
        if not as_json:
            click.echo(_done(whole, name, more))


def _source(text: str, others: list[Name]) -> tuple[str, Name]:
    """The address, "" for a model of a registry, and the name under which it is stored first."""
    if "://" not in text:
        return "", parse(text)
    return text, others[0] if others else _name_of(text)


def _name_of(address: str) -> Name:
    try:
        return parse(PurePosixPath(URL(address).path).stem)
    except (InvalidName, ValueError) as error:
        raise InvalidName(f"{error}; choose one with --as") from error


async def _show_all(steps: AsyncIterator[Step], *, as_json: bool) -> None:
    with bars() as progress:
        rows: dict[str, TaskID] = {}
        async for step in steps:
            if as_json:
                click.echo(msgspec.json.encode(step.told()))
            else:
                _show(progress, rows, step)


def _show(progress: Progress, rows: dict[str, TaskID], step: Step) -> None:
    """A row for each file; the other steps are over before they can be read."""
    if not step.digest:
        return
    if step.digest not in rows:
        rows[step.digest] = progress.add_task(step.status, total=step.total)
    progress.update(rows[step.digest], completed=step.completed)


def _done(store: Store, name: Name, others: list[Name]) -> str:
    size = decimal(store.read(store.entry(name)).manifest.size)
    others = [other for other in others if other != name]
    also = f", also as {' and '.join(other.short for other in others)}" if others else ""
    return f"{name.short} is in the store ({size}){also}."
