"""`tutorfleet cloud deploy`: the fleet comes to AWS, or what is there is brought up to date."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import platformdirs

from tutorfleet.cli import cloud_plan
from tutorfleet.cli.cloud_common import account_of, as_line, fleet_option, most_option, synthesised, unattended
from tutorfleet.cli.cloud_telling import telling
from tutorfleet.cli.common import Screen, busy, fail
from tutorfleet.cloud import packages
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.cost.charges import monthly
from tutorfleet.cloud.deploy import assets, publishing, state
from tutorfleet.cloud.deploy import plan as plans
from tutorfleet.cloud.deploy.deployment import Deployment
from tutorfleet.cloud.deploy.deployment import deploy as deploy_stacks
from tutorfleet.cloud.deploy.progress import Patience
from tutorfleet.cloud.packages.functions import OURS
from tutorfleet.cloud.template import Stack


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@most_option
@click.option(
    "--packages",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Take packages that were built before, NAME-*.zip or NAME-*.whl, instead of building them.",
)
@click.option(
    "--json",
    "json_wanted",
    is_flag=True,
    help="With --yes: a JSON object for each event, and one with the addresses, a line each.",
)
@fleet_option
def deploy(blueprint: Blueprint, yes: bool, most: float | None, folder: Path | None, json_wanted: bool) -> None:
    """Bring the fleet to AWS: show the plan, ask, build packages, make or change all stacks, make tables, publish the page.

    Stacks of both regions are worked on at the same time, each as soon as what it needs is there. Whatever ends it (a failure,
    Ctrl-C, credentials that expire), the same command goes on where it stopped.

    \b
      tutorfleet cloud deploy
      tutorfleet cloud deploy --yes --max-monthly 1100

    Exit codes: 6 a stack failed, 7 too expensive, 8 the stacks stand, but the tables or the page could not be made.
    """
    unattended(json_wanted, yes)
    account, screen, patience = account_of(blueprint), Screen(), Patience()
    publishing.same_tables(account, blueprint)
    stacks = synthesised(blueprint)
    plans.affordable(monthly(stacks), most)
    files = given(folder, needed(blueprint, stacks)) if folder else built(blueprint)
    if not yes:
        with busy("comparing with the account"):
            plan = plans.plan(account, blueprint, stacks, assets.keys(files), monthly)
        cloud_plan.show(screen, plan)
        number = account.identity.account
        where = f"the emulated account at {account.emulated}" if account.emulated else f"account {number}"
        click.confirm(f"Do this in {where}?", abort=True)
    with telling(screen, json_wanted) as tell:
        run = Deployment(account, blueprint, stacks, files, tell, patience)
        outputs = deploy_stacks(run)
        publishing.finish(run, outputs)
    addresses = state.addresses(blueprint, outputs)
    if json_wanted:
        click.echo(as_line(addresses))
        return
    for what, url in addresses.items():
        screen.print(f"{what}: {url}", markup=False, soft_wrap=True)
    screen.print("Workers are configured within minutes: tutorfleet cloud status", soft_wrap=True)


def built(blueprint: Blueprint) -> Mapping[str, Path]:
    """What functions and instances are made of, built on this machine or kept from an earlier time."""
    with busy("building packages (the first time it takes minutes)"):
        return packages.built(blueprint, platformdirs.user_cache_path("tutorfleet") / "packages")


def needed(blueprint: Blueprint, stacks: Sequence[Stack]) -> frozenset[str]:
    """Names of the packages without which a deployment could not end."""
    wanted = frozenset[str]().union(*(assets.wanted(stacks, zone.region.name) for zone in blueprint.zones))
    return wanted if publishing.from_repository(blueprint) else wanted | {"page"}


def given(folder: Path, needed: frozenset[str]) -> Mapping[str, Path]:
    """Packages of a folder by their names, which end at the first hyphen or dot."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    found = {file.name.split("-")[0].split(".")[0]: file for file in files}
    if "functions" in found:
        found |= dict.fromkeys(OURS, found["functions"])
    if missing := sorted(needed - found.keys()):
        fail(f"{folder}: no package of the name {', '.join(missing)}", 2)
    return found
