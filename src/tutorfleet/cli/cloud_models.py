"""`tutorfleet cloud models`: pull models into the share of all workers, and see that every single worker has the same."""

from dataclasses import asdict
from typing import Any

import click
from rich.table import Table

from tutorfleet.cli.cloud_common import account_of, as_json, fleet_option
from tutorfleet.cli.common import Screen, busy
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.progress import Patience
from tutorfleet.cloud.machines import models as shared
from tutorfleet.cloud.machines.models import Findings, Seen

DIGITS = 12
"""of a digest, as Ollama shows it"""


@click.group()
def models() -> None:
    """The models of the workers on AWS.

    \b
      tutorfleet cloud models pull
      tutorfleet cloud models pull llama3 orca-mini
      tutorfleet cloud models verify
    """


@models.command("pull")
@click.argument("names", nargs=-1)
@fleet_option
def pull(blueprint: Blueprint, names: tuple[str, ...]) -> None:
    """Fetch models, without a name all that the description names.

    One worker fetches them into the share (EFS), which all of them read.

    \b
      tutorfleet cloud models pull
      tutorfleet cloud models pull llama3
    """
    account, patience = account_of(blueprint), Patience()
    for name in names or shared.wanted(blueprint):
        click.echo(f"{name}: asked for; large models take many minutes")
        with busy(f"{name}: a worker pulls it"):
            writer = shared.pull(account, blueprint, name, patience)
        click.echo(f"{name}: pulled by {writer.name}")
    click.echo("Does every worker have them? tutorfleet cloud models verify")


@models.command("verify")
@click.option("--json", "json", is_flag=True, help="One JSON object.")
@fleet_option
def verify(blueprint: Blueprint, json: bool) -> None:
    """Ask every single worker for its models.

    Each is asked on its own machine, by Systems Manager. Exit code 1: they differ, one lacks a model of the description, or
    one does not answer.

    \b
      tutorfleet cloud models verify
      tutorfleet cloud models verify --json
    """
    account = account_of(blueprint)
    with busy("asking every worker"):
        found = shared.verify(account, blueprint, Patience())
    if json:
        click.echo(as_json(told(found)))
    else:
        show(found)
    raise SystemExit(0 if found.good else 1)


def told(found: Findings) -> dict[str, Any]:
    """For programs."""
    verdict = {"good": found.good, "differing": found.differing, "missing": found.missing}
    workers = [{**asdict(one.machine), "models": one.models, "problem": one.problem} for one in found.seen]
    return {**verdict, "standing_in": found.standing_in, "workers": workers}


def show(found: Findings) -> None:
    """A line for each worker, a column for each model, and what is wrong in words."""
    screen = Screen()
    table = Table("WORKER", *found.names, box=None)
    for one in found.seen:
        table.add_row(one.machine.name, *cells(one, found.names))
    screen.print(table)
    for one in found.seen:
        if one.problem:
            screen.print(f"{one.machine.name} does not answer: {one.problem}", markup=False, soft_wrap=True)
    if found.differing:
        screen.print(f"Not the same on every worker: {', '.join(found.differing)}", markup=False, soft_wrap=True)
    if found.missing:
        screen.print(f"Missing: {', '.join(found.missing)}. tutorfleet cloud models pull", markup=False, soft_wrap=True)
    if found.standing_in:
        names = ", ".join(found.standing_in)
        screen.print(f"A starter model stands in for {names} until it is pulled.", markup=False, soft_wrap=True)
    if found.good:
        screen.print(f"All {len(found.seen)} workers have the same models.")


def cells(one: Seen, names: list[str]) -> list[str]:
    if one.problem:
        return ["?"] * len(names)
    return [one.models.get(name, "-")[:DIGITS] for name in names]
