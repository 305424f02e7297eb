"""`tutorfleet cloud plan`: what a deployment would do, and what it costs; nothing is changed."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text

from tutorfleet.cli.cloud_common import account_of, as_json, fleet_option, most_option, synthesised
from tutorfleet.cli.common import Screen, busy
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.cost.charges import monthly
from tutorfleet.cloud.deploy import plan as plans
from tutorfleet.cloud.deploy import publishing
from tutorfleet.cloud.deploy.plan import Plan, StackPlan
from tutorfleet.cloud.template import Stack

SIGNS = {"make": "+", "change": "~", "delete": "-", "keep": "="}
COLOURS = {"make": "green", "change": "yellow", "delete": "red", "keep": "dim"}
MANY = 12
"""changes of a stack that are named one by one; more are counted"""


@click.command()
@most_option
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the templates there and stop; needs no AWS.",
)
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object; of --templates an array of files.")
@fleet_option
def plan(blueprint: Blueprint, most: float | None, templates: Path | None, json_wanted: bool) -> None:
    """What a deployment would make, change, replace and delete, and what it costs a month before and after.

    Nothing is changed: change sets are made, read and thrown away. New code of functions and workers is seen only by `deploy`.

    \b
      tutorfleet cloud plan
      tutorfleet cloud plan --max-monthly 1100
      tutorfleet cloud plan --templates ./templates

    Exit code 7: more dollars a month than --max-monthly.
    """
    if templates:
        stacks = synthesised(blueprint)
        files = [str(file) for file in written(stacks, templates)]
        click.echo(as_json(files) if json_wanted else "\n".join(files))
        plans.affordable(monthly(stacks), most)
        return
    account = account_of(blueprint)
    publishing.same_tables(account, blueprint)
    stacks = synthesised(blueprint)
    with busy("comparing with the account"):
        found = plans.plan(account, blueprint, stacks, {}, monthly)
    if json_wanted:
        click.echo(as_json(asdict(found)))
    else:
        show(Screen(), found)
    plans.affordable(found.after, most)


def show(screen: Screen, found: Plan) -> None:
    """The plan for a person."""
    for line in (line for stack in found.stacks for line in lines(stack)):
        screen.print(line, soft_wrap=True)
    counts = Counter[str](stack.action for stack in found.stacks)
    told = ", ".join(f"{counts[action]} to {action}" for action in SIGNS if counts[action])
    screen.print(f"Stacks: {told}.", soft_wrap=True)
    screen.print(f"About {found.before:,.0f} dollars a month now, {found.after:,.0f} after it.", soft_wrap=True)


def lines(stack: StackPlan) -> Iterator[Text]:
    """One stack: what happens to it, and to what in it."""
    head = Text(f"{SIGNS[stack.action]} {stack.name} ({stack.region})", style=COLOURS[stack.action])
    counts = Counter(change.kind for change in stack.changes)
    if stack.action in ("make", "delete"):
        kinds = ", ".join(f"{number} {kind.removeprefix('AWS::')}" for kind, number in counts.items())
        yield head.append(f": {kinds}", style="dim")
        return
    yield head.append("" if stack.exact else "  (by its template; AWS knows more when it is done)", style="dim")
    for change in stack.changes[:MANY]:
        fate = "replaced" if change.replacement == "True" else "perhaps replaced" if change.replaces else ""
        words = f"    {change.action.lower()} {change.kind} {change.resource}"
        yield Text(words, style="red" if fate else "").append(f"  {fate}" if fate else "")
    if (more := len(stack.changes) - MANY) > 0:
        yield Text(f"    and {more} more", style="dim")


def written(stacks: tuple[Stack, ...], folder: Path) -> Iterator[Path]:
    """One file for each template."""
    folder.mkdir(parents=True, exist_ok=True)
    for stack in stacks:
        file = folder / f"{stack.name}.template.json"
        file.write_text(json.dumps(stack.template, indent=2) + "\n", encoding="utf-8")
        yield file
