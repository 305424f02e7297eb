"""`tutorfleet cloud status`: how the fleet on AWS is."""

from dataclasses import asdict

import click
from rich.table import Column, Table
from rich.text import Text

from tutorfleet.cli.cloud_common import account_of, as_json, fleet_option, synthesised
from tutorfleet.cli.common import Screen, busy
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import state
from tutorfleet.cloud.deploy.state import State


@click.command()
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object.")
@fleet_option
def status(blueprint: Blueprint, json_wanted: bool) -> None:
    """Stacks, machines, whether the balancers find their workers healthy, how the workers were configured last, the database,
    addresses, and what is missing though the description or a stack has it.

    \b
      tutorfleet cloud status
      tutorfleet cloud status --json | jq .addresses

    Exit codes: 0 every part is well, 1 a part is not, or there is no fleet.
    """
    account, stacks = account_of(blueprint), synthesised(blueprint)
    with busy("looking at the fleet"):
        found = state.look(account, blueprint, stacks)
    if json_wanted:
        click.echo(as_json(asdict(found)))
    elif found.stacks:
        show(Screen(), found)
    else:
        click.echo("There is no fleet in this account. Make one: tutorfleet cloud deploy")
    raise SystemExit(0 if found.ok else 1)


def show(screen: Screen, found: State) -> None:
    """The state for a person."""
    table = Table("WHAT", "NAME", "REGION", "STATE", Column(overflow="fold"), box=None, pad_edge=False)
    rows = [
        *(("stack", each.name, each.region, each.status, each.reason, each.ok) for each in found.stacks),
        *(("machine", each.name, each.region, each.status, "", each.ok) for each in found.machines),
        *(
            ("targets", each.name, each.region, f"{each.healthy} of {each.all}", each.reason, each.ok)
            for each in found.targets
        ),
        *(("workers", each.name, each.region, each.status, counted(each.counts), each.ok) for each in found.runs),
        *(("database", each.name, each.region, each.status, each.engine, each.ok) for each in found.databases),
    ]
    for *words, ok in rows:
        table.add_row(
            *(Text(word.replace("_", " ").lower() if word.isupper() else word, "" if ok else "red") for word in words)
        )
    screen.print(table)
    for each in found.missing:
        told = f"Missing: {each.name} ({each.region}), {each.kind}. Way out: {each.way_out}"
        screen.print(Text(told, "red"), soft_wrap=True)
    for what, url in found.addresses.items():
        screen.print(f"{what}: {url}", markup=False, soft_wrap=True)


def counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {word.lower()}" for word, number in counts.items())
