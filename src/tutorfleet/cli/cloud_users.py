"""`tutorfleet cloud users`: the learners' accounts in Cognito."""

from dataclasses import asdict
from datetime import UTC

import click
from rich.table import Table

from tutorfleet.cli.cloud_common import account_of, as_json, fleet_option
from tutorfleet.cli.common import Screen
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import users as accounts


@click.group()
def users() -> None:
    """The learners' accounts on AWS.

    \b
      tutorfleet cloud users list
      tutorfleet cloud users confirm ayu@example.com
    """


@users.command("list")
@click.option("--json", "json", is_flag=True, help="One JSON array.")
@fleet_option
def list_users(blueprint: Blueprint, json: bool) -> None:
    """All accounts, oldest first.

    \b
      tutorfleet cloud users list
    """
    found = accounts.every(account_of(blueprint), blueprint)
    if json:
        click.echo(as_json([asdict(user) for user in found]))
        return
    table = Table("UID", "EMAIL", "NAME", "STATUS", "SINCE", box=None)
    for user in found:
        since = f"{user.created.astimezone(UTC):%Y-%m-%d %H:%M}"
        table.add_row(user.uid, user.email, user.name, user.status.lower(), since)
    Screen().print(table if found else "Nobody has signed up yet.", markup=False)


@users.command("confirm")
@click.argument("email")
@fleet_option
def confirm(blueprint: Blueprint, email: str) -> None:
    """Let an account sign in whose code never came.

    \b
      tutorfleet cloud users confirm ayu@example.com
    """
    needed = accounts.confirm(account_of(blueprint), blueprint, email)
    click.echo(f"{email} may sign in{'' if needed else ' already'}.")
