"""Whether a description that is good on this machine can stand on AWS, where names are short and ranges have rules. Pure.

What only an account can tell (quotas, machine types in a zone) is asked by preflight (deploy/).
"""

import re
from collections.abc import Iterator
from ipaddress import IPv4Network

from tutorfleet.cloud.addresses import BadRange, subnets
from tutorfleet.cloud.blueprint import Blueprint, Zone

REGION = r"[a-z]{2}(-[a-z]+)+-\d"
LETTER = "[a-z]"
REFUSED_PREFIX = r"(aws|ssm).*|(internal|sg)(-.*)?|.*--.*|.*-"
"""what a secret, a balancer and a group may not begin with, and what the name of a database may not have in it"""
ARM = r"(a1|[a-z]+\d+g[a-z]*)\..+"
"""a type of Graviton says so behind its number: t4g, c7gn"""
STACKS_OWN = frozenset({"alb", "targets", "full-name"})
"""words by which the stacks tell their own target groups from those of roles"""
LONGEST_NAME = 32
"""of a load balancer or a target group"""
TARGET_RANGES = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
"""where the targets of a balancer in another network may lie: RFC 1918 and RFC 6598"""


class Unfit(ValueError):
    """This fleet cannot stand on AWS; the message says what to change in `fleet.toml`."""


def check(blueprint: Blueprint) -> None:
    """Raises Unfit with everything that is in the way."""
    if found := list(obstacles(blueprint)):
        raise Unfit("\n".join(found))


def obstacles(blueprint: Blueprint) -> Iterator[str]:
    """A line each."""
    letters = [zone.letter for zone in blueprint.zones]
    for zone in blueprint.zones:
        place = f"regions.{zone.region.name}"
        if not re.fullmatch(REGION, zone.region.name):
            yield f"{place}: AWS has no such region; expected a name such as us-east-1"
        if not re.fullmatch(LETTER, zone.letter) or letters.count(zone.letter) > 1:
            yield f"{place}.zone: expected a letter that no other region has, got {zone.letter!r}"
        yield from range_obstacles(blueprint, zone)
    cloud = blueprint.cloud
    for key, kind in (("worker_instance", cloud.worker_instance), ("nat_instance", cloud.nat_instance)):
        if re.fullmatch(ARM, kind):
            yield f"cloud.{key}: {kind} has ARM processors, and the machines' image and packages are for x86-64"
    prefix = blueprint.fleet.prefix
    if re.fullmatch(REFUSED_PREFIX, prefix):
        yield f"prefix: AWS refuses names that begin with {prefix}-, or that have two dashes in a row; choose another"
    for name in STACKS_OWN & {*blueprint.fleet.replicas, *(role.name for role in blueprint.fleet.roles)}:
        yield f"{name}: the stacks use this word themselves; choose another name for the role or replica"
    longest = max(names(blueprint), key=len)
    if len(longest) > LONGEST_NAME:
        yield f"prefix: {longest} has {len(longest)} characters, AWS takes {LONGEST_NAME}; shorten the prefix or the role"


def range_obstacles(blueprint: Blueprint, zone: Zone) -> Iterator[str]:
    place, range_ = f"regions.{zone.region.name}.network", zone.region.network
    try:
        subnets(range_)
    except (BadRange, ValueError) as error:
        yield f"{place}: {error}"
        return
    reachable = any(IPv4Network(range_).subnet_of(private) for private in TARGET_RANGES)
    if not zone.home and blueprint.cloud.crossing == "peering" and not reachable:
        yield (
            f"{place}: {range_} is not private space (RFC 1918), and AWS takes no address of it as a target from the home region; "
            f'choose another range, or cloud.crossing = "api"'
        )


def names(blueprint: Blueprint) -> Iterator[str]:
    """Of what has the shortest limit."""
    yield blueprint.home.named("tg-alb")
    for zone in blueprint.away:
        yield blueprint.named(f"nlb-to-zone-{zone.letter}")
    for role in blueprint.fleet.roles:
        yield blueprint.home.named(f"tg-{role.name}")
