"""What CloudFormation remembers: stacks, their resources, events and change sets."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

UPDATABLE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"})


def now() -> datetime:
    """The time of an event."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Made:
    """A resource as it stands."""

    logical: str
    type: str
    id: str
    """physical id: what `Ref` gives"""
    properties: Mapping[str, Any]
    """resolved, with the stack's tags"""
    attributes: Mapping[str, str] = field(default_factory=dict)
    policy: str = "Delete"
    """DeletionPolicy"""


@dataclass(frozen=True)
class Event:
    """One line of a stack's history."""

    logical: str
    id: str
    type: str
    status: str
    reason: str = ""
    event_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    time: datetime = field(default_factory=now)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a stack: as it was given, and what it stands for."""

    given: str
    value: Any
    hidden: bool = False


@dataclass(frozen=True)
class Desired:
    """What a stack is told to be."""

    body: str
    template: Mapping[str, Any]
    parameters: Mapping[str, Parameter]
    tags: Mapping[str, str]
    description: str = ""


@dataclass(frozen=True)
class Change:
    """One line of a change set."""

    action: str
    """Add, Modify or Remove"""
    logical: str
    type: str
    id: str = ""
    replacement: str = ""
    """True, False or Conditional, of a modification"""
    properties: tuple[str, ...] = ()
    requires: Mapping[str, str] = field(default_factory=dict)
    """property to Always or Never: whether its change needs a new resource"""


@dataclass
class ChangeSet:
    """A change that was asked for, not made yet."""

    name: str
    id: str
    kind: str
    """CREATE or UPDATE"""
    desired: Desired
    changes: tuple[Change, ...] = ()
    status: str = "CREATE_COMPLETE"
    execution: str = "AVAILABLE"
    reason: str = ""
    description: str = ""
    made: datetime = field(default_factory=now)

    def refuse(self, reason: str) -> None:
        """It can never be executed."""
        self.status, self.execution, self.reason = "FAILED", "UNAVAILABLE", reason


@dataclass
class Stack:
    """A stack, alive or deleted."""

    name: str
    id: str
    region: str
    status: str
    desired: Desired
    reason: str = ""
    resources: dict[str, Made] = field(default_factory=dict)
    resource_status: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    change_sets: dict[str, ChangeSet] = field(default_factory=dict)
    rolling_back: tuple[Desired, list[Made]] | None = None
    """what failed, and its resources that still have to go"""
    created: datetime = field(default_factory=now)
    updated: datetime | None = None
    deleted: datetime | None = None

    def say(self, status: str, reason: str = "") -> None:
        """The stack itself takes a status."""
        self.status, self.reason = status, reason
        self.events.append(Event(self.name, self.id, "AWS::CloudFormation::Stack", status, reason))

    def tell(self, logical: str, kind: str, status: str, reason: str = "", physical: str = "") -> None:
        """A resource takes a status."""
        event = Event(logical, physical, kind, status, reason)
        self.events.append(event)
        self.resource_status[logical] = (status, event.time)
