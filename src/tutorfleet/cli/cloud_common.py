"""What the verbs of `tutorfleet cloud` share: the description, the templates made from it, and the account."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from tutorfleet.cli.cloud import EXTRA
from tutorfleet.cli.common import busy, fail
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.fitness import Unfit, check
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet import parse

Command = TypeVar("Command", bound=Callable[..., Any])


def fleet_option(command: Command) -> Command:
    """`--fleet FILE`: passed as `blueprint`, of the default description without one."""

    def read(context: click.Context, parameter: click.Parameter, file: Path | None) -> Blueprint:
        try:
            blueprint = Blueprint(parse.load(file) if file else parse.default())
            check(blueprint)
            return blueprint
        except (parse.FleetError, Unfit) as error:
            fail(str(error), 2)

    return click.option(
        "--fleet",
        "blueprint",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=read,
        metavar="FILE",
        help="Another description than the default: tutorfleet up --show-fleet",
    )(command)


def synthesised(blueprint: Blueprint) -> tuple[Stack, ...]:
    """The templates of this fleet; seconds of work."""
    with busy("working out the templates"):
        try:
            app = importlib.import_module("tutorfleet.cloud.stacks.app")  # only here: the CDK takes seconds
        except ModuleNotFoundError:
            fail(EXTRA)
        stacks: tuple[Stack, ...] = app.synthesise(blueprint)
    return stacks


def account_of(blueprint: Blueprint, kind: type[Account] = Account) -> Account:
    """The account whose credentials are found, asked who it is.

    The regions of the default description are looked at too: a fleet of one region may have had two before.
    """
    regions = [*blueprint.fleet.regions, *parse.default().regions]
    account = kind(list(dict.fromkeys(region.name for region in regions)))
    account.identity  # noqa: B018  # bad credentials end a verb before it has begun anything
    return account


def most_option(command: Command) -> Command:
    """`--max-monthly`: passed as `most`."""
    return click.option(
        "--max-monthly",
        "most",
        type=click.FloatRange(0),
        metavar="DOLLARS",
        help="Refuse a fleet that costs more a month, before traffic.",
    )(command)


def unattended(json: bool, yes: bool) -> None:
    """A question is no JSON: who reads that cannot be asked."""
    if json and not yes:
        raise click.UsageError("--json goes with --yes")


def as_line(value: Any) -> bytes:
    """One of several objects for programs, each in a line of its own."""
    return msgspec.json.encode(value)


def as_json(value: Any) -> str:
    """For programs, and still readable."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
