"""What a template says, resolved: references, functions, conditions, parameters, the order of its resources. Pure.

Only JSON templates, as the CDK writes them. A function or a section that is not here is refused, never passed over.
"""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

SECTIONS = frozenset(
    {
        "AWSTemplateFormatVersion",
        "Description",
        "Metadata",
        "Parameters",
        "Mappings",
        "Conditions",
        "Resources",
        "Outputs",
    }
)
ATTRIBUTES = frozenset(
    {"Type", "Properties", "DependsOn", "Condition", "Metadata", "DeletionPolicy", "UpdateReplacePolicy"}
)
NO_VALUE = object()
"""what `AWS::NoValue` refers to; the property that has it is left out"""
Lookup = Callable[[str, str | None], Any]
"""(logical id or parameter, attribute or None for its reference) to its value"""


class BadTemplate(ValueError):
    """A template that CloudFormation refuses, in its words where it has some."""


def check(template: Mapping[str, Any], known_types: frozenset[str]) -> None:
    """Refuse what cannot be a stack; raises BadTemplate."""
    resources = template.get("Resources")
    if not resources:
        raise BadTemplate("Template format error: At least one Resources member must be defined.")
    if unknown := sorted(set(template) - SECTIONS):
        raise BadTemplate(f"Invalid template property or properties {unknown}")
    if types := sorted({resource["Type"] for resource in resources.values()} - known_types):
        raise BadTemplate(f"Template format error: Unrecognized resource types: [{', '.join(types)}]")
    for logical, resource in resources.items():
        if extra := sorted(set(resource) - ATTRIBUTES):
            raise BadTemplate(f"Invalid template resource property {extra} of {logical}")
    names = set(resources) | set(template.get("Parameters", {}))
    if missing := sorted(set(references(resources)) - names):
        raise BadTemplate(
            f"Template format error: Unresolved resource dependencies [{', '.join(missing)}] in the Resources block of the template"
        )
    order(template)


def order(template: Mapping[str, Any]) -> tuple[str, ...]:
    """Logical ids, each after those that it needs; raises BadTemplate for a circle."""
    resources = template["Resources"]
    sorter = TopologicalSorter(
        {
            logical: sorted({needed for needed in needs(resource) if needed in resources})
            for logical, resource in resources.items()
        }
    )
    try:
        return tuple(sorter.static_order())
    except CycleError as circle:
        raise BadTemplate(f"Circular dependency between resources: {circle.args[1]}") from circle


def needs(resource: Mapping[str, Any]) -> Iterator[str]:
    """Logical ids (and parameters) that a resource names, its DependsOn among them."""
    yield from references(resource.get("Properties", {}))
    depends = resource.get("DependsOn", ())
    yield from (depends,) if isinstance(depends, str) else depends


def references(node: Any) -> Iterator[str]:
    """Every logical id or parameter that is referred to somewhere in a node."""
    if isinstance(node, list):
        for item in node:
            yield from references(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref" and not value.startswith("AWS::"):
                yield value
            elif key == "Fn::GetAtt":
                yield split_attribute(value)[0]
            elif key == "Fn::Sub":
                yield from named_in(value)
            else:
                yield from references(value)


def named_in(sub: str | list[Any]) -> Iterator[str]:
    """What the text of a Fn::Sub refers to."""
    text, given = (sub, {}) if isinstance(sub, str) else sub
    yield from references(list(given.values()))
    for name in re.findall(r"\$\{([^!][^}]*)\}", text):
        if name not in given and not name.startswith("AWS::"):
            yield name.partition(".")[0]


def split_attribute(value: str | list[str]) -> tuple[str, str]:
    """(logical id, attribute) of a Fn::GetAtt, written as text or as a list."""
    logical, _, attribute = (value if isinstance(value, str) else ".".join(value)).partition(".")
    return logical, attribute


class Resolver:
    """Turns nodes of one template into plain values."""

    def __init__(self, template: Mapping[str, Any], lookup: Lookup) -> None:
        self.template = template
        self.lookup = lookup

    def __call__(self, node: Any) -> Any:
        """The value of a node."""
        if isinstance(node, list):
            return [value for item in node if (value := self(item)) is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((name, given),) = node.items()
            if name == "Ref":
                return NO_VALUE if given == "AWS::NoValue" else self.lookup(given, None)
            if name.startswith("Fn::"):
                return self.function(name, given)
        return {key: value for key, item in node.items() if (value := self(item)) is not NO_VALUE}

    def function(self, name: str, given: Any) -> Any:
        """The value of a function; raises BadTemplate for one that is not here."""
        match name:
            case "Fn::GetAtt":
                return self.lookup(*split_attribute(given))
            case "Fn::Join":
                return given[0].join(str(item) for item in self(given[1]))
            case "Fn::Split":
                return self(given[1]).split(given[0])
            case "Fn::Select":
                return self(given[1])[int(self(given[0]))]
            case "Fn::Base64":
                return base64.b64encode(self(given).encode()).decode()
            case "Fn::Sub":
                return self.substituted(given)
            case "Fn::If":
                return self(given[1] if self.holds(given[0]) else given[2])
            case "Fn::FindInMap":
                outer, first, second = (self(item) for item in given)
                return self.template["Mappings"][outer][first][second]
        raise BadTemplate(f"Template error: {name} is not emulated")

    def substituted(self, given: str | list[Any]) -> str:
        """Fn::Sub: `${Name}`, `${Name.Attribute}` and `${!Literal}`."""
        text, own = (given, {}) if isinstance(given, str) else given

        def value(found: re.Match[str]) -> str:
            name = found[1]
            if name.startswith("!"):
                return f"${{{name[1:]}}}"
            if name in own:
                return str(self(own[name]))
            logical, _, attribute = name.partition(".")
            return str(self.lookup(logical, attribute or None))

        return re.sub(r"\$\{([^}]+)\}", value, text)

    def holds(self, condition: str) -> bool:
        """Whether a named condition of the template is true."""
        return self.truth(self.template["Conditions"][condition])

    def truth(self, node: Mapping[str, Any]) -> bool:
        """Whether a condition is true; raises BadTemplate for a function that is not one."""
        ((name, given),) = node.items()
        match name:
            case "Condition":
                return self.holds(given)
            case "Fn::Equals":
                return bool(self(given[0]) == self(given[1]))
            case "Fn::Not":
                return not self.truth(given[0])
            case "Fn::And":
                return all(self.truth(item) for item in given)
            case "Fn::Or":
                return any(self.truth(item) for item in given)
        raise BadTemplate(f"Template error: {name} in a condition is not emulated")

    def wanted(self) -> tuple[str, ...]:
        """The logical ids that the conditions allow, in their order."""
        resources = self.template["Resources"]
        return tuple(
            logical
            for logical in order(self.template)
            if "Condition" not in resources[logical] or self.holds(resources[logical]["Condition"])
        )
