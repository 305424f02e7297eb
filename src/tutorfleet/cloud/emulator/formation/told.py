"""Stacks, change sets and events in the words of CloudFormation's API. Pure."""

from collections.abc import Mapping
from typing import Any

from tutorfleet.cloud.emulator.formation.intake import HIDDEN
from tutorfleet.cloud.emulator.formation.model import Change, ChangeSet, Event, Made, Parameter, Stack
from tutorfleet.cloud.emulator.resources.base import listed

Told = dict[str, Any]


def stack(it: Stack) -> Told:
    """A stack with its parameters and outputs."""
    outputs = it.desired.template.get("Outputs", {})
    return {
        **identity(it),
        **reason("StackStatusReason", it.reason),
        "Description": it.desired.description,
        "Parameters": parameters(it.desired.parameters),
        "Tags": listed(it.desired.tags),
        "Outputs": [
            {"OutputKey": name, "OutputValue": value, **described(outputs.get(name, {}))}
            for name, value in it.outputs.items()
        ],
        "DisableRollback": False,
        "EnableTerminationProtection": False,
    }


def summary(it: Stack) -> Told:
    """A stack in a list."""
    return {**identity(it), **reason("StackStatusReason", it.reason), "TemplateDescription": it.desired.description}


def identity(it: Stack) -> Told:
    """What a stack and its line in a list have in common."""
    said: Told = {
        "StackName": it.name,
        "StackId": it.id,
        "StackStatus": it.status,
        "CreationTime": it.created,
        "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
    }
    if it.updated:
        said["LastUpdatedTime"] = it.updated
    if it.deleted:
        said["DeletionTime"] = it.deleted
    return said


def reason(key: str, text: str) -> Told:
    """A reason, when there is one."""
    return {key: text} if text else {}


def described(output: Mapping[str, Any]) -> Told:
    """The description of an output, when it has one."""
    return {"Description": output["Description"]} if "Description" in output else {}


def parameters(several: Mapping[str, Parameter]) -> list[Told]:
    """Parameters, the hidden ones as stars."""
    return [
        {
            "ParameterKey": name,
            "ParameterValue": HIDDEN if each.hidden else each.given,
            **({"ResolvedValue": str(each.value)} if isinstance(each.value, str) and each.value != each.given else {}),
        }
        for name, each in several.items()
    ]


def event(it: Stack, one: Event) -> Told:
    """One line of a stack's history."""
    return {
        "StackId": it.id,
        "StackName": it.name,
        "EventId": one.event_id,
        "LogicalResourceId": one.logical,
        "PhysicalResourceId": one.id,
        "ResourceType": one.type,
        "Timestamp": one.time,
        "ResourceStatus": one.status,
        **reason("ResourceStatusReason", one.reason),
    }


def resource(it: Stack, made: Made) -> Told:
    """A resource of a stack."""
    status, time = it.resource_status[made.logical]
    return {
        "StackName": it.name,
        "StackId": it.id,
        "LogicalResourceId": made.logical,
        "PhysicalResourceId": made.id,
        "ResourceType": made.type,
        "Timestamp": time,
        "ResourceStatus": status,
        "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"},
    }


def resource_summary(it: Stack, made: Made) -> Told:
    """A resource of a stack in a list."""
    said = resource(it, made)
    said["LastUpdatedTimestamp"] = said.pop("Timestamp")
    return {key: value for key, value in said.items() if key not in ("StackName", "StackId")}


def change_set_summary(it: Stack, one: ChangeSet) -> Told:
    """A change set in a list."""
    return {
        "StackId": it.id,
        "StackName": it.name,
        "ChangeSetId": one.id,
        "ChangeSetName": one.name,
        "ExecutionStatus": one.execution,
        "Status": one.status,
        **reason("StatusReason", one.reason),
        "CreationTime": one.made,
        "Description": one.description,
    }


def change_set(it: Stack, one: ChangeSet) -> Told:
    """A change set with its changes."""
    return {
        **change_set_summary(it, one),
        "Parameters": parameters(one.desired.parameters),
        "Tags": listed(one.desired.tags),
        "Changes": [{"Type": "Resource", "ResourceChange": change(each)} for each in one.changes],
    }


def change(one: Change) -> Told:
    """One change of a change set."""
    said: Told = {
        "Action": one.action,
        "LogicalResourceId": one.logical,
        "ResourceType": one.type,
        "Scope": [],
        "Details": [],
    }
    if one.id:
        said["PhysicalResourceId"] = one.id
    if one.replacement:
        said["Replacement"] = one.replacement
        said["Scope"] = sorted({scope(name) for name in one.properties})
        said["Details"] = [
            {
                "Target": target(name, one.requires[name]),
                "Evaluation": "Dynamic" if one.replacement == "Conditional" else "Static",
                "ChangeSource": "DirectModification",
            }
            for name in one.properties
        ]
    return said


def scope(name: str) -> str:
    """Tags are told apart from the other properties."""
    return "Tags" if name.endswith("Tags") else "Properties"


def target(name: str, requires: str) -> Told:
    """What a detail of a change is about."""
    if scope(name) == "Tags":
        return {"Attribute": "Tags", "RequiresRecreation": "Never"}
    return {"Attribute": "Properties", "Name": name, "RequiresRecreation": requires}


def validated(template: Mapping[str, Any]) -> Told:
    """What ValidateTemplate says of a good template."""
    return {
        "Description": template.get("Description", ""),
        "Parameters": [
            {
                "ParameterKey": name,
                "NoEcho": str(each.get("NoEcho", "")).lower() == "true",
                **({"DefaultValue": str(each["Default"])} if "Default" in each else {}),
                **described(each),
            }
            for name, each in template.get("Parameters", {}).items()
        ],
    }
