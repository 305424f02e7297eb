"""`tutorfleet models recommend`: real models that fit this machine, and the commands that bring the best of them in."""

from typing import Any

import click
import msgspec
from rich.filesize import decimal
from rich.table import Table

from tutorfleet.cli.common import Screen
from tutorfleet.models.recommend import Row, best
from tutorfleet.models.recommend import recommend as rows_for
from tutorfleet.worker.machine import processors
from tutorfleet.worker.memory import memory as machine_memory

CHAT_NAMES = ("orca-mini", "llama3")
"""Names of the default description that a real chat model takes over: the replies', and the explanations'."""


@click.command()
@click.option("--memory", type=float, metavar="GB", help="Free memory to plan for.  [default: what is free here now]")
@click.option(
    "--cores", type=click.IntRange(1), metavar="N", help="Cores to plan for.  [default: what is granted here]"
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def recommend(memory: float | None, cores: int | None, as_json: bool) -> None:
    """Name real models that fit this machine, with their size and the speed to expect.

    \b
      tutorfleet models recommend
      tutorfleet models recommend --memory 16 --cores 8

    The speed is a rough one, of one learner at a time; from about six tokens a second a reply comes faster than it is read.
    """
    free = memory * 1e9 if memory is not None else machine_memory().available
    granted = cores or processors()
    rows = rows_for(free, granted)
    chosen = best(rows)
    if as_json:
        click.echo(msgspec.json.encode(_answer(rows, chosen, free, granted)))
        return
    screen = Screen()
    screen.print(f"For {decimal(int(free))} of free memory and {granted} core{'s'[: granted > 1]}:\n", soft_wrap=True)
    screen.print(_table(rows))
    screen.print("\n" + _advice(chosen), soft_wrap=True, markup=False)


def commands(chosen: Row) -> list[str]:
    """What brings the model and an embedder into the fleet's store under the names that the default description asks for."""
    names = " ".join(f"--as {name}" for name in CHAT_NAMES)
    return [f"tutorfleet models pull {chosen.model.name} {names}", "tutorfleet models pull nomic-embed-text"]


def _advice(chosen: Row | None) -> str:
    if chosen is None:
        return "No real chat model fits; the starter models need nothing. Close programs, or see --memory."
    slow = "" if chosen.smooth else " (it fits, but its replies will be slow)"
    lines = "\n".join(f"  {one}" for one in commands(chosen))
    return f"Best here: {chosen.model.name}{slow}. A running fleet uses it within seconds:\n{lines}"


def _table(rows: list[Row]) -> Table:
    table = Table("MODEL", "FOR", "DOWNLOAD", "MEMORY", "TOKENS/S", "LICENSE", "", box=None)
    for row in rows:
        one = row.model
        speed = f"about {row.tokens_per_second:.0f}" if one.use == "chat" else ""
        what = one.note if row.fits else "does not fit"
        style = None if row.fits else "dim"
        table.add_row(one.name, one.use, decimal(one.bytes), decimal(one.memory), speed, one.license, what, style=style)
    return table


def _answer(rows: list[Row], chosen: Row | None, memory: float, cores: int) -> dict[str, Any]:
    return {
        "memory": int(memory),
        "cores": cores,
        "best": chosen.model.name if chosen else None,
        "commands": commands(chosen) if chosen else [],
        "models": [_summary(row) for row in rows],
    }


def _summary(row: Row) -> dict[str, Any]:
    one = row.model
    return {
        "name": one.name,
        "use": one.use,
        "download": one.bytes,
        "memory": one.memory,
        "fits": row.fits,
        "tokens_per_second": round(row.tokens_per_second, 1) if one.use == "chat" else None,
        "license": one.license,
        "note": one.note,
    }
