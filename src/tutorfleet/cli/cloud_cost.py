"""`tutorfleet cloud cost`: the bill of a month, what would be otherwise, and the cheapest fleets. It asks no account."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from tutorfleet.cli.cloud_common import as_json, fleet_option, synthesised
from tutorfleet.cli.common import Screen
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.cost import serving, whatif
from tutorfleet.cloud.cost.bill import Charge, Line, lines, total
from tutorfleet.cloud.cost.charges import charges
from tutorfleet.cloud.cost.prices import Price, prices
from tutorfleet.cloud.cost.serving import Way
from tutorfleet.cloud.cost.traffic import per_turn, per_turn_in_all, traffic
from tutorfleet.cloud.cost.use import Use
from tutorfleet.cloud.cost.whatif import Choice

ALL = "all"


@click.command()
@fleet_option
@click.option(
    "--what-if",
    "questions",
    multiple=True,
    type=click.Choice([ALL, *(each.name for each in whatif.CHOICES)]),
    metavar="NAME",
    help=f"Another choice; may be given again. {ALL}: every one. They are: {', '.join(c.name for c in whatif.CHOICES)}.",
)
@click.option(
    "--cheapest", is_flag=True, help="The cheapest fleet as the task wants it, and the cheapest for the class."
)
@click.option("--resources", is_flag=True, help="Every resource by itself.")
@click.option("--learners", type=click.IntRange(1), default=30, show_default=True, metavar="N", help="Of the class.")
@click.option(
    "--hours", type=click.FloatRange(0, 744), metavar="N", help="Hours a month that machines are on.  [default: all]"
)
@click.option("--json", "json", is_flag=True, help="One JSON object, for programs.")
def cost(
    blueprint: Blueprint,
    questions: tuple[str, ...],
    cheapest: bool,
    resources: bool,
    learners: int,
    hours: float | None,
    json: bool,
) -> None:
    """Say what the fleet costs in a month, from a dated table of prices.

    \b
      tutorfleet cloud cost
      tutorfleet cloud cost --what-if t3 --what-if one-region
      tutorfleet cloud cost --cheapest --learners 120

    Prices are list prices without taxes, credits and a new account's free year; the last column says how sure each one is. Packages
    in buckets and the page in Amplify, some cents, are left out. It reads the templates and asks no account.
    """
    if hours is not None and {ALL, whatif.DAYTIME} & set(questions):
        raise click.UsageError(f"--hours and --what-if {whatif.DAYTIME} are the same question: ask one of them")
    use = Use(learners=learners)
    month = charges(synthesised(blueprint), use)
    standing = month if hours is None else whatif.hours(hours, blueprint, month)
    asked = whatif.CHOICES if ALL in questions else tuple(whatif.choice(name) for name in dict.fromkeys(questions))
    if json:
        found = answer(blueprint, standing, use, asked)
        click.echo(as_json(found | cheapest_answer(blueprint, month, use) if cheapest else found))
        return
    screen = Screen()
    if resources:
        tell_resources(screen, standing)
    if asked:
        tell_choices(screen, blueprint, standing, asked)
    if cheapest:
        tell_task(screen, blueprint, month)
        tell_class(screen, blueprint, month, use)
    if not (resources or asked or cheapest):
        tell_bill(screen, standing, use, blueprint.home.region.name, hours)


def tell_bill(screen: Screen, standing: Sequence[Charge], use: Use, home: str, hours: float | None) -> None:
    """Every line, the sums, and what a turn costs."""
    on = "" if hours is None else f", machines on for {hours:g} hours"
    class_ = traffic(use, home)
    before, added = total(standing), total(class_)
    table = sheet("WHAT", ">NUMBER", ">QUANTITY", "UNIT", ">EACH", ">A MONTH", "PRICE")
    for line in lines(standing):
        table.add_row(*row(line))
    table.add_row("before traffic", "", "", "", "", dollars(before), "")
    for line in lines(class_):
        table.add_row(*row(line))
    table.add_row("in all", "", "", "", "", dollars(before + added), "")
    screen.print(f"Dollars a month, by the list prices of {prices().date}, and a class of {use.learners}{on}:\n")
    screen.print(table)
    screen.print(
        f"\nA turn: {per_turn_in_all(use, before, home):.4f} dollars with all of this, at {use.turns:,.0f} a month; "
        f"one turn more: {per_turn(use, home):.6f}."
    )


def tell_resources(screen: Screen, standing: Sequence[Charge]) -> None:
    """Each charge where it comes from, before what an account has for nothing."""
    table = sheet("STACK", "RESOURCE", "REGION", "WHAT", ">QUANTITY", "UNIT", ">A MONTH")
    for each in standing:
        table.add_row(
            each.stack,
            each.resource,
            each.region,
            each.price.name,
            *amount(each.quantity, each.price),
            dollars(each.dollars),
        )
    screen.print("By resource, before what an account has for nothing:\n")
    screen.print(table)


def tell_choices(screen: Screen, blueprint: Blueprint, standing: whatif.Charges, asked: Sequence[Choice]) -> None:
    """Each choice alone, beside the bill."""
    table = sheet("WHAT IF", "IT IS", ">A MONTH", ">DIFFERENCE", "HOW", "AGAINST THE TASK")
    before = total(standing)
    for each in asked:
        then = total(each.change(blueprint, standing))
        table.add_row(each.name, each.title, dollars(then), f"{then - before:+,.2f}", escape(each.how), each.breaks)
    screen.print(f"Each choice alone; the bill is {dollars(before)} a month before traffic:\n")
    screen.print(table)


def tell_task(screen: Screen, blueprint: Blueprint, standing: whatif.Charges) -> None:
    """The cheapest fleet that is still the task's."""
    chosen = whatif.cheapest(blueprint, standing, whatif.allowed())
    then = total(whatif.changed(blueprint, standing, chosen))
    screen.print(f"The cheapest fleet as the task wants it, always on: {dollars(then)} a month before traffic, with\n")
    for each in chosen:
        screen.print(f"  {each.how}", markup=False)


def tell_class(screen: Screen, blueprint: Blueprint, standing: whatif.Charges, use: Use) -> None:
    """What serves the class, and the cheapest of it."""
    table = sheet("MODELS", "MACHINES", ">NUMBER", "ON", ">TOKENS/S", ">A MONTH", "")
    found = serving.ways(blueprint, standing, use)
    best = serving.cheapest(found)
    for way in found:
        told = "the cheapest" if way == best else "" if way.serves else "too slow to read along"
        table.add_row(*way_row(way), told)
    screen.print(f"\nWhat serves {use.learners} learners at once in one region, every role alike; an estimate:\n")
    screen.print(table)
    with_task = serving.served(serving.TASK, len(blueprint.zones) * len(blueprint.fleet.replicas), use)
    screen.print(f"\nThe fleet of the task keeps up with {with_task} learners at once, and each waits for words.")


def sheet(*headings: str) -> Table:
    """A table as this program makes them; ">" aligns a column to the right."""
    table = Table(box=None)
    for heading in headings:
        table.add_column(heading.removeprefix(">"), justify="right" if heading.startswith(">") else "left")
    return table


def row(line: Line) -> tuple[str, ...]:
    """A line of the bill."""
    each = f"{line.price.dollars:.10f}".rstrip("0").rstrip(".")
    quantity, unit = amount(line.quantity, line.price)
    return line.price.name, str(line.count), quantity, unit, each, dollars(line.dollars), line.price.certainty


def amount(quantity: float, price: Price) -> tuple[str, str]:
    """How much of what."""
    return f"{quantity:,.2f}".rstrip("0").rstrip("."), price.unit


def way_row(way: Way) -> tuple[str, ...]:
    """A fleet that could serve the class."""
    on = "always" if way.always_on else "in lessons"
    return way.models, way.machine, str(way.workers), on, f"{way.tokens_a_second:,.0f}", dollars(way.dollars)


def dollars(amount: float) -> str:
    """To the cent."""
    return f"{amount:,.2f}"


def answer(blueprint: Blueprint, standing: whatif.Charges, use: Use, asked: Sequence[Choice]) -> dict[str, Any]:
    """The bill and the choices, for programs."""
    home = blueprint.home.region.name
    return {
        "date": str(prices().date),
        "monthly": total(standing),
        "lines": [line_answer(line) for line in lines(standing)],
        "resources": [charge_answer(charge) for charge in standing],
        "class": {"learners": use.learners, "turns": use.turns, "monthly": total(traffic(use, home))},
        "turn": {"all": per_turn_in_all(use, total(standing), home), "more": per_turn(use, home)},
        "what_if": {each.name: total(each.change(blueprint, standing)) for each in asked},
    }


def cheapest_answer(blueprint: Blueprint, month: whatif.Charges, use: Use) -> dict[str, Any]:
    """The two cheapest fleets, for programs."""
    chosen = whatif.cheapest(blueprint, month, whatif.allowed())
    task = {"choices": [each.name for each in chosen], "monthly": total(whatif.changed(blueprint, month, chosen))}
    return {"cheapest": {"task": task, "class": asdict(serving.cheapest(serving.ways(blueprint, month, use)))}}


def charge_answer(charge: Charge) -> dict[str, Any]:
    """One resource, before what an account has for nothing."""
    where = {"stack": charge.stack, "resource": charge.resource, "region": charge.region}
    return where | {"price": charge.price.name, "quantity": charge.quantity, "monthly": charge.dollars}


def line_answer(line: Line) -> dict[str, Any]:
    """A line of the bill."""
    return {"price": asdict(line.price), "number": line.count, "quantity": line.quantity, "monthly": line.dollars}
