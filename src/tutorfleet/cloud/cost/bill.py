"""A bill: charges, and the lines that they add up to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from tutorfleet.cloud.cost.prices import Price

MACHINES = ("t2.", "t3.", "t4g.", "g4dn.", "g5.", "db.t", "fargate ")
"""how the names of prices begin that are paid only while a machine runs"""


@dataclass(frozen=True)
class Charge:
    """What one resource, or one kind of use, takes in a month."""

    price: Price
    quantity: float
    """in the unit of the price"""
    region: str
    stack: str = ""
    resource: str = ""
    """its logical id; "" is use, which no single resource causes"""

    @property
    def dollars(self) -> float:
        """A month, as if the account had used up what it has for nothing."""
        return self.quantity * self.price.dollars

    @property
    def machine(self) -> bool:
        """Whether it is paid by the hour only while it is on: a balancer is paid always, a stopped instance is not."""
        return self.price.name.startswith(MACHINES)

    @property
    def disk(self) -> bool:
        """Whether it is a machine's disk."""
        return self.price.name.startswith("disk ")


@dataclass(frozen=True)
class Line:
    """All charges of one price."""

    price: Price
    count: int
    quantity: float

    @property
    def dollars(self) -> float:
        """A month, after what an account has for nothing."""
        return max(0.0, self.quantity - self.price.free) * self.price.dollars


def lines(charges: Iterable[Charge]) -> tuple[Line, ...]:
    """The bill, the dearest first."""
    by_price: dict[Price, list[float]] = {}
    for charge in charges:
        by_price.setdefault(charge.price, []).append(charge.quantity)
    found = [Line(price, len(quantities), sum(quantities)) for price, quantities in by_price.items()]
    return tuple(sorted(found, key=lambda line: (-line.dollars, line.price.name)))


def total(charges: Iterable[Charge]) -> float:
    """Dollars a month."""
    return sum(line.dollars for line in lines(charges))
