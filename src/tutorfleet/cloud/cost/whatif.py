"""What if: another choice, what the bill would be then, which sentence of the task it breaks, and how to make it. Pure.

A choice changes the charges and no template, so that a question is answered at once. Those that `fleet.toml` can make are
synthesised and priced again by the tests, which find the same bill.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, combinations

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.cost.bill import Charge, total
from tutorfleet.cloud.cost.prices import prices

Charges = tuple[Charge, ...]
VCPUS, MEMORY = 2, 8
"""of a t2.large, for Fargate; GB"""
SMALL_DISK = 12
"""GB: Ubuntu, Python and our worker take five; Ollama's image takes four more"""
DAYTIME = "daytime"
DAY_HOURS = 220
"""hours a month: ten on each of 22 days"""


class NoSuchChoice(ValueError):
    """A question that nobody has prepared."""


@dataclass(frozen=True)
class Choice:
    """One thing that could be otherwise."""

    name: str
    title: str
    how: str
    """a line of `fleet.toml`, or why this project does not make it"""
    breaks: str
    """words of the task that it breaks; "" is none"""
    change: Callable[[Blueprint, Charges], Charges]

    @property
    def allowed(self) -> bool:
        """Whether `fleet.toml` can say it and no sentence of the task is against it."""
        return " = " in self.how and not self.breaks


def machines_of(chapter: str, new: str, blueprint: Blueprint, charges: Charges) -> Charges:
    """Other machines in a chapter, as many and as long."""
    return tuple(
        replace(each, price=prices().of(new, each.region))
        if each.machine and inside(chapter, blueprint, each)
        else each
        for each in charges
    )


def nat_gateway(blueprint: Blueprint, charges: Charges) -> Charges:
    """A gateway in the place of each NAT instance; it keeps the public address and needs no disk."""
    gateways = machines_of("nat", "NAT gateway", blueprint, without_disks("nat", blueprint, charges))
    return tuple(
        replace(each, quantity=prices().hours) if each.price.name == "NAT gateway" else each for each in gateways
    )


def fargate(blueprint: Blueprint, charges: Charges) -> Charges:
    """A container of the same size in the place of each worker; its first 20 GB of disk cost nothing."""
    found: list[Charge] = []
    for each in without_disks("workers", blueprint, charges):
        if not (each.machine and inside("workers", blueprint, each)):
            found.append(each)
            continue
        for part, size in (("fargate processor", VCPUS), ("fargate memory", MEMORY)):
            found.append(replace(each, price=prices().of(part, each.region), quantity=each.quantity * size))
    return tuple(found)


def small_disks(blueprint: Blueprint, charges: Charges) -> Charges:
    """Workers' disks no larger than they need."""
    return tuple(
        replace(each, quantity=min(each.quantity, SMALL_DISK))
        if each.disk and inside("workers", blueprint, each)
        else each
        for each in charges
    )


def inside(chapter: str, blueprint: Blueprint, charge: Charge) -> bool:
    """Whether the charge comes from a chapter's stack, in any zone."""
    return charge.stack in {zone.named(chapter) for zone in blueprint.zones}


def without_disks(chapter: str, blueprint: Blueprint, charges: Charges) -> Charges:
    """All charges but those for disks of a chapter."""
    return tuple(each for each in charges if not (each.disk and inside(chapter, blueprint, each)))


def one_region(blueprint: Blueprint, charges: Charges) -> Charges:
    """The home region alone, and nothing that crosses."""
    home = blueprint.home.region.name
    return tuple(each for each in own_api(blueprint, charges) if each.region == home)


def own_api(blueprint: Blueprint, charges: Charges) -> Charges:
    """No balancer that leads to the other region: an API stands there."""
    return tuple(each for each in charges if not inside("crossing", blueprint, each))


def no_backups(blueprint: Blueprint, charges: Charges) -> Charges:
    """One worker for each role in each region, with its disk."""
    workers: dict[str, list[str]] = {}
    for each in charges:
        if each.machine and inside("workers", blueprint, each):
            workers.setdefault(each.stack, []).append(each.resource)
    gone = {(stack, name) for stack, names in workers.items() for name in names[len(blueprint.fleet.roles) :]}
    return tuple(each for each in charges if (each.stack, each.resource) not in gone)


def hours(number: float, blueprint: Blueprint, charges: Charges) -> Charges:
    """Machines that are on for so many hours, and not all month; balancers, disks and addresses are paid all the same."""
    share = number / prices().hours
    return tuple(replace(each, quantity=each.quantity * share) if each.machine else each for each in charges)


LARGE = "Use the t2.large instance type"
REGIONS = "in each VPC Zone"
BACKUPS = "Ensure that you have backup instances"
NAT_TYPE = "with type t2.micro as the NAT Instance"
NAT = "a NAT instance rather than Nat Gateway"
CHOICES = (
    Choice(
        "t3", "workers on t3.large", 'worker_instance = "t3.large"', LARGE, partial(machines_of, "workers", "t3.large")
    ),
    Choice(
        "graviton",
        "workers on t4g.large, which is ARM",
        "not made here: packages are for x86-64",
        LARGE,
        partial(machines_of, "workers", "t4g.large"),
    ),
    Choice(
        "spot",
        "workers that AWS may take back",
        "not made here: a backup may go with its primary",
        "",
        partial(machines_of, "workers", "t2.large, spot"),
    ),
    Choice("fargate", "workers in containers", "not made here: State Manager configures machines", LARGE, fargate),
    Choice(
        "nat-gateway",
        "NAT gateways, without the gigabytes through them",
        "not made here",
        NAT,
        nat_gateway,
    ),
    Choice("one-region", "the home region alone", "leave one table [regions.NAME]", REGIONS, one_region),
    Choice("no-backups", "no backup workers", 'replicas = ["primary"]', BACKUPS, no_backups),
    Choice("small-disk", f"workers' disks of {SMALL_DISK} GB", f"worker_disk = {SMALL_DISK}", "", small_disks),
    Choice("small-nat", "NAT on t3.nano", 'nat_instance = "t3.nano"', NAT_TYPE, partial(machines_of, "nat", "t3.nano")),
    Choice(
        "arm-database",
        "the database on db.t4g.micro, which is ARM",
        'database_instance = "db.t4g.micro"',
        "",
        partial(machines_of, "database", "db.t4g.micro"),
    ),
    Choice("own-api", "an API of its own in the other region", 'crossing = "api"', "", own_api),
    Choice(
        DAYTIME,
        f"machines on for {DAY_HOURS} hours a month",
        "stop and start them on a schedule of yours",
        "",
        partial(hours, DAY_HOURS),
    ),
)


def choice(name: str) -> Choice:
    """The choice of this name; raises NoSuchChoice."""
    for each in CHOICES:
        if each.name == name:
            return each
    raise NoSuchChoice(f"nobody has prepared {name!r}. There are: {', '.join(each.name for each in CHOICES)}")


def changed(blueprint: Blueprint, charges: Charges, chosen: Iterable[Choice]) -> Charges:
    """The charges when all of these are chosen."""
    for each in chosen:
        charges = each.change(blueprint, charges)
    return charges


def cheapest(blueprint: Blueprint, charges: Charges, among: Sequence[Choice]) -> tuple[Choice, ...]:
    """Which of these choices, taken together, give the smallest bill."""
    subsets = chain.from_iterable(combinations(among, size) for size in range(len(among) + 1))
    return min(subsets, key=lambda chosen: total(changed(blueprint, charges, chosen)))


def allowed() -> tuple[Choice, ...]:
    """The choices that leave the fleet the task's."""
    return tuple(each for each in CHOICES if each.allowed)
