"""What learners add to the bill: requests, seconds of functions, gigabytes on the way. Pure.

Balancers are charged for load only above one unit an hour in which nothing happens; a class reaches some thousandths of it.
"""

from collections.abc import Iterator
from dataclasses import replace

from tutorfleet.cloud.cost.bill import Charge, total
from tutorfleet.cloud.cost.prices import prices
from tutorfleet.cloud.cost.use import MEGABYTE, Use

BALANCERS = {"application balancer, load": 1, "network balancer, load": 2}
"""that a turn passes: an application balancer, and a network balancer or two before it"""


def traffic(use: Use, home: str) -> tuple[Charge, ...]:
    """What a class adds in a month."""
    table = prices()
    return tuple(Charge(table.of(name, home), quantity, home) for name, quantity in quantities(use))


def per_turn(use: Use, home: str) -> float:
    """Dollars that one turn more costs, when an account's free share is used up; the machines are paid already."""
    few, many = (replace(use, lessons=use.lessons * times) for times in (1, 2))
    before, after = (sum(charge.dollars for charge in traffic(month, home)) for month in (few, many))
    return (after - before) / use.turns


def per_turn_in_all(use: Use, standing: float, home: str) -> float:
    """Dollars for a turn of this class when the whole fleet is paid by its turns."""
    return (standing + total(traffic(use, home))) / use.turns


def quantities(use: Use) -> Iterator[tuple[str, float]]:
    """(name of the price, how much of it)."""
    turn, turns = use.turn, use.turns
    visits = use.learners * use.lessons
    yield "API request", turns * turn.requests
    yield "function request", turns * turn.requests
    yield "function time", turns * turn.seconds * turn.function_gb
    yield "account", use.learners
    yield "page traffic", visits * use.page_megabytes * MEGABYTE
    yield "log", turns * turn.log_megabytes * MEGABYTE
    yield "traffic to the internet", turns * turn.megabytes_out * MEGABYTE
    inside = turns * turn.megabytes_inside * MEGABYTE
    yield "traffic between zones", inside
    yield "traffic between regions", inside * use.away + use.starts * use.model_gb_away
    for balancer, passed in BALANCERS.items():
        yield balancer, inside * passed  # one unit carries a gigabyte in an hour
