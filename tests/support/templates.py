"""Synthesised templates as one graph: resources by type and region, and what a reference means across stacks."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tutorfleet.cloud.template import Output, Stack


@dataclass(frozen=True)
class Resource:
    """One resource of a template."""

    stack: Stack
    logical: str

    @property
    def type(self) -> str:
        return str(self._entry["Type"])

    @property
    def properties(self) -> dict[str, Any]:
        """May be changed in a copy (Templates.copy)."""
        properties: dict[str, Any] = self._entry.setdefault("Properties", {})
        return properties

    @property
    def region(self) -> str:
        return self.stack.region

    @property
    def tags(self) -> dict[str, str]:
        return {tag["Key"]: tag["Value"] for tag in self.properties.get("Tags", [])}

    @property
    def name(self) -> str:
        return self.tags.get("Name", "")

    def tag(self, key: str, value: str | None) -> None:
        """Change a tag, or take it away."""
        others = [tag for tag in self.properties["Tags"] if tag["Key"] != key]
        self.properties["Tags"] = others if value is None else [*others, {"Key": key, "Value": value}]

    def remove(self) -> None:
        del self.stack.template["Resources"][self.logical]  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"{self.stack.name}/{self.logical}"

    @property
    def _entry(self) -> dict[str, Any]:
        entry: dict[str, Any] = self.stack.template["Resources"][self.logical]
        return entry


class Templates:
    """All stacks of a fleet."""

    def __init__(self, stacks: Sequence[Stack]) -> None:
        self.stacks = tuple(stacks)
        self.by_name = {stack.name: stack for stack in self.stacks}

    def copy(self) -> "Templates":
        """The same with templates and parameters that may be changed."""
        return Templates(
            [
                replace(stack, template=json.loads(json.dumps(stack.template)), parameters=dict(stack.parameters))
                for stack in self.stacks
            ]
        )

    def change(self, stack: str, **changes: Any) -> None:
        """Other values for fields of a stack."""
        self.by_name[stack] = replace(self.by_name[stack], **changes)
        self.stacks = tuple(self.by_name[each.name] for each in self.stacks)

    def resources(self, type_: str = "", region: str = "") -> list[Resource]:
        """Of a type, or of a service (`AWS::EC2::`); in a region."""
        fits = (lambda name: name.startswith(type_)) if not type_ or type_.endswith("::") else type_.__eq__
        return [each for each in self._all() if fits(each.type) and region in ("", each.region)]

    def named(self, name: str, region: str = "") -> Resource:
        """The resource with this name tag."""
        (found,) = [each for each in self.resources(region=region) if each.name == name]
        return found

    def resource(self, stack: str, logical: str) -> Resource:
        return Resource(self.by_name[stack], logical)

    def add(self, stack: str, type_: str, **properties: Any) -> Resource:
        """One resource more."""
        self.by_name[stack].template["Resources"]["Added"] = {"Type": type_, "Properties": properties}
        return self.resource(stack, "Added")

    def origin(self, stack: Stack, value: Any) -> Any:
        """The resource that a reference means, followed through parameters and outputs; anything else as it is."""
        match value:
            case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), _]}:
                if name in stack.template["Resources"]:
                    return Resource(stack, name)
                given = stack.parameters.get(name, value)
                if isinstance(given, Output):
                    other = self.by_name[given.stack]
                    return self.origin(other, other.template["Outputs"][given.name]["Value"])
                return given
        return value

    def of(self, resource: Resource, key: str) -> Any:
        """What a property of a resource means: a resource, several, or the plain value."""
        value = resource.properties.get(key)
        if isinstance(value, list):
            return [self.origin(resource.stack, each) for each in value]
        return self.origin(resource.stack, value)

    def needs(self, stack: str) -> set[str]:
        """Names of all stacks that are there before this one."""
        direct = self.by_name[stack].needs
        return set(direct).union(*(self.needs(each) for each in direct))

    def _all(self) -> Iterator[Resource]:
        for stack in self.stacks:
            for logical in stack.template["Resources"]:
                yield Resource(stack, logical)
