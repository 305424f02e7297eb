"""Which role answers which path: the table behind Envoy's routes here and the listener rules of a balancer on AWS. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from tutorfleet.fleet.description import Fleet

STORE_CHANGES = ("pull", "push", "create", "copy", "delete", "blobs")
"""what changes a model store; learners may not"""


@dataclass(frozen=True)
class Rule:
    """`path` is exact, or a prefix that ends in a slash."""

    path: str
    prefix: bool
    role: str


def rules(fleet: Fleet) -> tuple[Rule, ...]:
    """The path rules of every region's balancer, in the order in which they are tried: exact ones, then the longest prefix."""
    found = [rule(path, role.name) for role in fleet.roles for path in role.paths]
    return tuple(sorted(found, key=lambda each: (each.prefix, -len(each.path), each.path)))


def rule(path: str, role: str) -> Rule:
    prefix = path.endswith("/*")
    return Rule(path.removesuffix("*"), prefix, role)


def role_for(fleet: Fleet, path: str) -> str | None:
    """The role that answers `path` at a region's balancer, or None."""
    for each in rules(fleet):
        if path == each.path or (each.prefix and path.startswith(each.path)):
            return each.role
    return None


def region_names(fleet: Fleet) -> Iterator[tuple[str, str]]:
    """(name in a learner's path, region that serves it), aliases included."""
    for region in fleet.regions:
        yield region.name, region.name
        for alias in region.aliases:
            yield alias, region.name
