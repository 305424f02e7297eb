"""`tutorfleet cloud destroy`: everything of the fleet goes, and what is left is shown."""

from dataclasses import asdict

import click
from rich.text import Text

from tutorfleet.cli.cloud_common import account_of, as_line, fleet_option, unattended
from tutorfleet.cli.cloud_telling import telling
from tutorfleet.cli.common import Screen
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import destruction
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.errors import SomethingLeft
from tutorfleet.cloud.deploy.leftovers import Leftovers
from tutorfleet.cloud.deploy.progress import Patience


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--json",
    "json_wanted",
    is_flag=True,
    help="With --yes: a JSON object for each event, and one for what is left, a line each.",
)
@fleet_option
def destroy(blueprint: Blueprint, yes: bool, json_wanted: bool) -> None:
    """Delete everything of the fleet, accounts and conversations too, and look in both regions that nothing is left.

    Only stacks that this program made go, with what plain calls and AWS itself made for them: the buckets of packages, secrets,
    logs, backups. What else has a name of the fleet is shown with the command that deletes it, and stays.

    \b
      tutorfleet cloud destroy
      tutorfleet cloud destroy --yes

    Exit code 9: something is left.
    """
    unattended(json_wanted, yes)
    account, screen = account_of(blueprint), Screen()
    if not yes:
        ask(account, blueprint)
    with telling(screen, json_wanted) as tell:
        found = destruction.destroy(account, blueprint, tell, Patience())
    if json_wanted:
        click.echo(as_line(asdict(found)))
    else:
        show(screen, found, account)
    if found.left:
        raise SomethingLeft(f"left with a name of the fleet: {len(found.left)}; the commands above delete them")


def ask(account: Account, blueprint: Blueprint) -> None:
    """Have the person type the fleet's prefix."""
    prefix, stacks = blueprint.fleet.prefix, destruction.stacks_of(account, blueprint)
    regions = " and ".join(account.regions)
    where = f"account {account.identity.account} in {regions}"
    click.echo(f"All stacks of the fleet ({len(stacks)}) go from {where}, with all conversations.")
    if click.prompt(f"To delete them type the fleet's prefix, {prefix}", type=str) != prefix:
        raise click.Abort


def show(screen: Screen, found: Leftovers, account: Account) -> None:
    """What is left, or that nothing is."""
    for words in found.unseen:
        screen.print(f"Could not look: {words}", markup=False, soft_wrap=True)
    if not found.left:
        where = " and ".join(account.regions)
        screen.print(f"Nothing {'else ' if found.unseen else ''}of the fleet is left in {where}.", soft_wrap=True)
        return
    for each in found.left:
        screen.print(Text(f"Left: {each.kind} {each.name} ({each.region}). Delete it:"), soft_wrap=True)
        screen.print(Text(f"  {each.delete}"), soft_wrap=True)  # a command that is folded cannot be copied
