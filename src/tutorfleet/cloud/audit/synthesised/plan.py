"""The resources of one region of the plan, and what of them is the same for all: name, tags, description. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tutorfleet.cloud.audit.synthesised.resolve import Planned


@dataclass(frozen=True)
class Plan:
    """What the templates make in one region."""

    region: str
    resources: tuple[Planned, ...]

    def of(self, kind: str) -> tuple[Planned, ...]:
        """Those of a type such as "AWS::EC2::VPC"."""
        return tuple(planned for planned in self.resources if planned.type == kind)

    @cached_property
    def by_id(self) -> Mapping[str, Planned]:
        return {planned.id: planned for planned in self.resources}

    def property_of(self, planned_id: str, name: str) -> str:
        """A property of another resource of the region; "" when that one is not in the plan."""
        planned = self.by_id.get(planned_id)
        return planned.text(name) if planned else ""


Builder = Callable[[Plan], tuple[Any, ...] | None]
"""finds all things of one kind; None where a plan cannot know them"""


def identity(planned: Planned, name: str = "", description: str = "") -> dict[str, Any]:
    """The fields that every resource of the model has; `name` is its own, or else its tag."""
    tags = tags_of(planned)
    return {
        "id": planned.id,
        "region": planned.region,
        "tags": tags,
        "name": name or tags.get("Name", ""),
        "description": description,
    }


def tags_of(planned: Planned) -> dict[str, str]:
    """A list of Key and Value for most types, a mapping for some."""
    for name in ("Tags", "FileSystemTags", "UserPoolTags"):
        said = planned.get(name)
        if isinstance(said, Mapping):
            return dict(said)
        if said:
            return {tag["Key"]: tag["Value"] for tag in said}
    return {}
