"""`tutorfleet cloud preflight`: what this account can do, before anything is made."""

from collections import Counter
from dataclasses import asdict

import click
from rich.table import Column, Table
from rich.text import Text

from tutorfleet.cli.cloud_common import account_of, as_json, fleet_option
from tutorfleet.cli.common import Screen, busy
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.asks import ASKS
from tutorfleet.cloud.deploy.preflight import Check
from tutorfleet.cloud.deploy.preflight import preflight as look

COLOURS = {"ok": "green", "warning": "yellow", "failed": "red"}


@click.command()
@click.option("--json", "json_wanted", is_flag=True, help="One JSON array.")
@fleet_option
def preflight(blueprint: Blueprint, json_wanted: bool) -> None:
    """Look whether this account can carry the fleet: role, services, machines, quotas, networks, names that are taken.

    Nothing is made. What cannot be read is a warning: a lab hides much that it allows.

    \b
      tutorfleet cloud preflight
      tutorfleet cloud preflight --json | jq '.[] | select(.verdict != "ok")'

    Exit codes: 0 a deployment can begin, 1 it would fail.
    """
    account = account_of(blueprint)
    with busy("looking at the account"):
        checks = look(account, blueprint, ASKS)
    if json_wanted:
        click.echo(as_json([asdict(check) for check in checks]))
    else:
        show(Screen(), checks)
    raise SystemExit(any(check.verdict == "failed" for check in checks))


def show(screen: Screen, checks: tuple[Check, ...]) -> None:
    """The checks for a person."""
    # folded: what a terminal cuts nobody can copy
    long = (Column(heading, overflow="fold") for heading in ("FOUND", "WAY OUT"))
    table = Table("", "WHAT", "WHERE", *long, box=None, pad_edge=False)
    for check in checks:
        verdict = Text(check.verdict, style=COLOURS[check.verdict])
        table.add_row(verdict, *(Text(words) for words in (check.what, check.where, check.found, check.way_out)))
    screen.print(table)
    counts = Counter[str](check.verdict for check in checks)
    screen.print(", ".join(f"{counts[verdict]} {verdict}" for verdict in COLOURS if counts[verdict]))
