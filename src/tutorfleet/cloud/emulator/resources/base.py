"""What a resource type of the emulated CloudFormation is: how one is created, changed in place, tagged and deleted.

Every property must be taken by the type that gets it; one that nobody took is an error, so that nothing is lost silently.
"""

import secrets
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tutorfleet.cloud.emulator.clients import Clients
from tutorfleet.cloud.emulator.formation.model import Made


class Unsupported(Exception):
    """A property that the emulator does not carry over."""

    def __init__(self, kind: str, names: Iterable[str]) -> None:
        super().__init__(f"{kind}: the emulator does not carry over {', '.join(sorted(names))}")


class Properties(Mapping[str, Any]):
    """Resolved properties of one resource, which remembers what was taken."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values_ = dict(values)
        self.taken: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.taken.add(name)
        return self.values_[name]

    def __contains__(self, name: object) -> bool:
        return name in self.values_

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)

    def take(self, name: str, default: Any = None) -> Any:
        """The value of a property, which counts as carried over."""
        return self.get(name, default)

    def pick(self, *names: str, **renamed: str) -> dict[str, Any]:
        """Those of these properties that are there; `renamed` maps the call's name to the property's."""
        pairs = [(name, name) for name in names] + list(renamed.items())
        return {call: self[name] for call, name in pairs if name in self}

    def lower(self, *names: str) -> dict[str, Any]:
        """Those that are there, by names with a small first letter."""
        return {small(name): self[name] for name in names if name in self}

    @property
    def left(self) -> set[str]:
        """Properties that nobody took."""
        return set(self.values_) - self.taken


@dataclass(frozen=True)
class Site:
    """Where a resource is made: the account, the region, the stack."""

    clients: Clients
    account: str
    region: str
    stack: str
    logical: str

    def client(self, service: str, region: str | None = None) -> Any:
        """The client of a service, in the stack's region if no other is named."""
        return self.clients.client(service, region or self.region)

    def generated(self, length: int = 64) -> str:
        """A name as CloudFormation makes one up when the template gives none."""
        ending = "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(12))
        return f"{self.stack}-{self.logical}"[: length - 13] + f"-{ending}"

    def arn(self, service: str, rest: str) -> str:
        """The name of something of this account and region."""
        return f"arn:aws:{service}:{self.region}:{self.account}:{rest}"


class Kind:
    """One resource type. What a subclass does not say cannot be done to it."""

    type: ClassVar[str]
    in_place: ClassVar[frozenset[str]] = frozenset()
    """properties that change without a new resource"""
    removable: ClassVar[frozenset[str]] = frozenset()
    """those of `in_place` that `change` also takes away again"""
    tags: ClassVar[str] = ""
    """the property that holds the tags, "" for a type that has none"""
    tags_as_map: ClassVar[bool] = False
    default_policy: ClassVar[str] = "Delete"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        """Make one: its physical id and its attributes."""
        raise NotImplementedError(self.type)

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        """Change properties of `in_place`; those that were taken away are not in `given`."""
        raise NotImplementedError(self.type)

    def attributes(self, site: Site, made: Made) -> Mapping[str, str]:
        """The attributes after a change."""
        return made.attributes

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        """Set these tags and take those away."""
        raise NotImplementedError(self.type)

    def delete(self, site: Site, made: Made) -> None:
        """Delete it; it need not be there any more."""
        raise NotImplementedError(self.type)

    def tags_of(self, properties: Mapping[str, Any]) -> dict[str, str]:
        """The tags among a type's properties."""
        given = properties.get(self.tags) or {}
        return dict(given) if isinstance(given, Mapping) else unlisted(given)

    def as_property(self, tags: Mapping[str, str]) -> Any:
        """Tags as the type's property holds them."""
        return dict(tags) if self.tags_as_map else listed(tags)


def listed(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """Tags as most services take them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def unlisted(tags: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The same, the other way round."""
    return {tag["Key"]: tag["Value"] for tag in tags}


def small(name: str) -> str:
    """`RestApiId` as `restApiId`."""
    return name[0].lower() + name[1:]


def smaller(node: Any) -> Any:
    """A structure with small first letters in all its keys."""
    if isinstance(node, Mapping):
        return {small(key): smaller(value) for key, value in node.items()}
    return [smaller(item) for item in node] if isinstance(node, list) else node
