"""What every resource has, and how a fact that nobody can tell is said. Pure.

A fact is None when its source cannot tell it: a template knows no health, a denied call knows nothing. That something is not
there is "" or () or {}, never None. A rule that needs a fact asks `known(fact, what)`; the type checker sees to it that no rule forgets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar

Fact = TypeVar("Fact")


class UnknownFact(Exception):
    """A rule needs what this source cannot tell; its verdict is "unknown"."""


def known(fact: Fact | None, what: str) -> Fact:
    """The fact; raises UnknownFact, which names `what`, where it cannot be told."""
    if fact is None:
        raise UnknownFact(what)
    return fact


@dataclass(frozen=True, kw_only=True)
class Resource:
    """Something in an account that has an identity of its own. Hashable, so mappings are left out of the hash."""

    type: ClassVar[str]
    """as CloudFormation calls it"""

    id: str
    """what other resources call it by: an id, a name or an ARN"""
    region: str
    name: str = ""
    """its own name, or else its tag Name"""
    tags: Mapping[str, str] | None = field(default_factory=dict, hash=False)
    description: str | None = ""
    """its own description; `explanation` also counts the tag"""
    generated: bool = False
    """made by AWS itself: the default VPC and group, a main route table, an interface of a balancer"""

    @property
    def explanation(self) -> str:
        """What somebody wrote down about it, as its description or as its tag Description."""
        return self.description or (self.tags or {}).get("Description", "")

    @property
    def shown(self) -> str:
        """How a report names it."""
        return f"{self.name} ({self.id})" if self.name and self.name != self.id else self.id


def kinds(kind: type[Resource] = Resource) -> Iterator[type[Resource]]:
    """Every kind of resource in the model."""
    for below in kind.__subclasses__():
        yield below
        yield from kinds(below)
