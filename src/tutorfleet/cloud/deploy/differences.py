"""What differs between two templates, resource by resource, where AWS cannot be asked for a change set. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """What happens to one resource."""

    action: str
    """"Add", "Modify" or "Remove", as CloudFormation says it"""
    resource: str
    """logical id"""
    kind: str
    replacement: str = "False"
    """"True", "False" or "Conditional" (AWS knows only when it does it): whether another is made and this one deleted"""

    @property
    def replaces(self) -> bool:
        return self.replacement != "False"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """From one template to another; what is changed may be replaced or not, a template does not tell."""
    old, new = before.get("Resources", {}), after.get("Resources", {})
    for name, resource in new.items():
        if name not in old:
            yield Change("Add", name, resource["Type"])
        elif _meant(old[name]) != _meant(resource):
            yield Change("Modify", name, resource["Type"], "Conditional")
    for name, resource in old.items():
        if name not in new:
            yield Change("Remove", name, resource["Type"])


def _meant(resource: Mapping[str, Any]) -> dict[str, Any]:
    """A resource without what is only written down about it."""
    return {key: value for key, value in resource.items() if key != "Metadata"}
