"""What a change set would do: the stack as it stands against what it is told to be. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from tutorfleet.cloud.emulator.formation.model import Change, Desired, Made, Stack
from tutorfleet.cloud.emulator.formation.template import BadTemplate, Resolver
from tutorfleet.cloud.emulator.resources.base import Kind

LATER = "{{changeSet:KNOWN_AFTER_APPLY}}"
"""how CloudFormation writes a value that only comes with its resource"""


def changes(stack: Stack, desired: Desired, kinds: Mapping[str, Kind], account: str) -> tuple[Change, ...]:
    """Every change to the stack's resources, in the order in which they would be made."""
    return tuple(_changes(stack, desired, kinds, account))


def _changes(stack: Stack, desired: Desired, kinds: Mapping[str, Kind], account: str) -> Iterator[Change]:
    fresh: set[str] = set()  # added or replaced: what they give is not known yet

    def lookup(name: str, attribute: str | None) -> Any:
        if name in desired.template["Resources"]:
            unknown = name in fresh or name not in stack.resources
            return LATER if unknown else given(stack.resources[name], attribute)
        return outside(name, stack, desired, account)

    resolver = Resolver(desired.template, lookup)
    wanted = resolver.wanted()
    for logical in wanted:
        resource = desired.template["Resources"][logical]
        kind = kinds[resource["Type"]]
        old = stack.resources.get(logical)
        if old is None:
            yield Change("Add", logical, kind.type)
            continue
        change = modification(kind, old, with_tags(kind, resolver(resource.get("Properties", {})), desired.tags))
        if change is not None:
            if change.replacement != "False":
                fresh.add(logical)
            yield change
    for logical, made in reversed(stack.resources.items()):
        if logical not in wanted:
            yield Change("Remove", logical, made.type, made.id)


def modification(kind: Kind, old: Made, properties: Mapping[str, Any]) -> Change | None:
    """How a resource changes to these properties, None when it does not."""
    changed = differing(old.properties, properties)
    if not changed:
        return None
    requires = {name: "Never" if name in kind.in_place or name == kind.tags else "Always" for name in sorted(changed)}
    # a value that comes later may turn out to be the same
    unsure = all(properties.get(name) == LATER for name, need in requires.items() if need == "Always")
    replaced = "Always" in requires.values()
    replacement = ("Conditional" if unsure else "True") if replaced else "False"
    return Change("Modify", old.logical, old.type, old.id, replacement, tuple(sorted(changed)), requires)


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """Names of the properties that differ."""
    return frozenset(name for name in {*old, *new} if old.get(name) != new.get(name))


def with_tags(kind: Kind, properties: Mapping[str, Any], tags: Mapping[str, str]) -> Mapping[str, Any]:
    """The properties with the stack's tags; the resource's own come before them."""
    if not kind.tags or not tags:
        return properties
    return {**properties, kind.tags: kind.as_property({**tags, **kind.tags_of(properties)})}


def given(made: Made, attribute: str | None) -> str:
    """What a resource gives for a reference or an attribute; raises BadTemplate."""
    if attribute is None:
        return made.id
    if attribute not in made.attributes:
        raise BadTemplate(
            f"Template error: resource {made.logical} does not support attribute type {attribute} in Fn::GetAtt"
        )
    return made.attributes[attribute]


def outside(name: str, stack: Stack, desired: Desired, account: str) -> Any:
    """What a parameter or a pseudo parameter stands for; raises BadTemplate."""
    pseudo = {
        "AWS::Region": stack.region,
        "AWS::AccountId": account,
        "AWS::Partition": "aws",
        "AWS::URLSuffix": "amazonaws.com",
        "AWS::StackName": stack.name,
        "AWS::StackId": stack.id,
    }
    if name in pseudo:
        return pseudo[name]
    if name in desired.parameters:
        return desired.parameters[name].value
    raise BadTemplate(f"Template format error: Unresolved resource dependencies [{name}]")
