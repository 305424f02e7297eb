"""One stack: its change set is drafted, read, executed and followed; a stack that an earlier run left half done is settled first.

It knows neither the other stacks (deployment.py) nor where values come from (values.py).
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import assets, live
from tutorfleet.cloud.deploy.account import Account, code_of
from tutorfleet.cloud.deploy.differences import Change
from tutorfleet.cloud.deploy.errors import StackFailed
from tutorfleet.cloud.deploy.live import GONE, Live
from tutorfleet.cloud.deploy.progress import Event, Patience, Tell
from tutorfleet.cloud.deploy.values import Parameter
from tutorfleet.cloud.template import Stack

NOTHING = ("didn't contain changes", "No updates are to be performed")
"""how CloudFormation says that a change set is empty"""
UNUSABLE = frozenset({"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"})
"""a stack that can only be deleted"""
STUCK = "UPDATE_ROLLBACK_FAILED"
GOOD = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})
BEGINNINGS = frozenset({"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS"})
"""events of a stack with which some work on it begins"""
OVERTAKEN = frozenset({"AlreadyExistsException", "ChangeSetNotFound", "InvalidChangeSetStatus"})
OVERTAKEN_WORDS = ("already exists and cannot be created again", "_IN_PROGRESS state")
"""how CloudFormation says, as a ValidationError, that a stack is not as it was a moment ago"""
CONSEQUENCES = ("cancelled", "The following resource(s) failed")
"""reasons of what failed only because something else had"""


@dataclass(frozen=True)
class Draft:
    """A change set that waits."""

    stack: str
    region: str
    id: str
    stack_id: str
    changes: tuple[Change, ...]


def settled(account: Account, region: str, name: str, tell: Tell, patience: Patience) -> Live | None:
    """The stack in a state that a change set can start from, None when there is none (any more).

    Waits for what an earlier run began, deletes what could not be made, continues a rollback that stopped. Raises StackFailed.
    """
    found = live.find(account, region, name)
    if found:
        owned(found)
    if found and found.busy:
        found = rested(account, found, tell, patience)
    if found and found.status == STUCK:
        latest = _latest(account.client("cloudformation", region), found.id)
        account.client("cloudformation", region).continue_update_rollback(StackName=found.id)
        found = _followed(account, found, latest, tell, patience)
    if found and found.status in UNUSABLE:
        found = delete(account, found, tell, patience)
    if found and found.status in UNUSABLE | {STUCK}:
        told = why(account, found).rstrip(".")
        raise StackFailed(f"{name} ({region}) can neither go on nor be deleted: {told}. Without that: {without(found)}")
    return None if found is None or found.status == GONE else found


def owned(found: Live) -> None:
    """Raises StackFailed for a stack that somebody else made."""
    if not (found.ours or found.empty):
        raise StackFailed(
            f"{found.name} ({found.region}) is a stack of somebody else: delete it, or choose another prefix in fleet.toml"
        )


def draft(
    account: Account,
    blueprint: Blueprint,
    stack: Stack,
    parameters: Sequence[Parameter],
    there: Live | None,
    patience: Patience,
) -> Draft | None:
    """A change set from what is there to what the stack says; None when nothing changes. Raises StackFailed."""
    client = account.client("cloudformation", stack.region)
    made = client.create_change_set(
        StackName=stack.name,
        ChangeSetName=f"tutorfleet-{uuid.uuid4()}",
        ChangeSetType="CREATE" if there is None or there.empty else "UPDATE",
        Parameters=list(parameters),
        Tags=[{"Key": key, "Value": value} for key, value in tags_of(blueprint, stack).items()],
        **assets.template(account, blueprint, stack),
    )
    pages = _read(client, made["Id"], patience)
    if pages[0]["Status"] == "FAILED":
        client.delete_change_set(ChangeSetName=made["Id"])
        reason = pages[0].get("StatusReason", "")
        if any(words in reason for words in NOTHING):
            return None
        raise StackFailed(f"{stack.name} ({stack.region}): the change set failed: {reason}")
    changes = tuple(_change(each["ResourceChange"]) for page in pages for each in page["Changes"])
    return Draft(stack.name, stack.region, made["Id"], made["StackId"], changes)


def discard(account: Account, draft: Draft) -> None:
    """Throw a change set away."""
    account.client("cloudformation", draft.region).delete_change_set(ChangeSetName=draft.id)


def execute(account: Account, draft: Draft, tell: Tell, patience: Patience) -> Live:
    """Do it and wait for the end; raises StackFailed with the first reasons."""
    client = account.client("cloudformation", draft.region)
    latest = _latest(client, draft.stack_id)
    client.execute_change_set(ChangeSetName=draft.id)
    found = live.find(account, draft.region, draft.stack_id)
    assert found
    found = _followed(account, found, latest, tell, patience)
    if found.status not in GOOD:
        raise StackFailed(f"{draft.stack} ({draft.region}): {why(account, found)}")
    return found


def delete(account: Account, found: Live, tell: Tell, patience: Patience) -> Live:
    """Delete a stack and wait for the end; the result may be DELETE_FAILED."""
    client = account.client("cloudformation", found.region)
    latest = _latest(client, found.id)
    client.delete_stack(StackName=found.id)
    return _followed(account, found, latest, tell, patience)


def rested(account: Account, found: Live, tell: Tell, patience: Patience) -> Live:
    """Wait for what somebody else began with a busy stack."""
    latest = _latest(account.client("cloudformation", found.region), found.id)
    return _followed(account, found, latest, tell, patience, ours=False)


def without(found: Live) -> str:
    """The command that gives up what stands in the way of a stack."""
    which = f"--stack-name {found.name} --region {found.region}"
    if found.status == STUCK:
        return f"aws cloudformation continue-update-rollback --resources-to-skip RESOURCE {which}"
    return f"aws cloudformation delete-stack --deletion-mode FORCE_DELETE_STACK {which}"


def overtaken(error: ClientError) -> bool:
    """Whether somebody else began to change the stack between our look at it and our change."""
    said = str(error)
    return code_of(error) in OVERTAKEN or (
        code_of(error) == "ValidationError" and any(words in said for words in OVERTAKEN_WORDS)
    )


def why(account: Account, found: Live) -> str:
    """Why the latest work on a stack failed: the causes without their consequences."""
    causes = []
    for event in _events(account.client("cloudformation", found.region), found.id, ""):
        told = _event(found, event)
        if _cause(told):
            causes.append(f"{told.kind} {told.resource}: {told.reason}")
        if not told.resource and told.status in BEGINNINGS:
            break
    return "; ".join(causes[::-1][:3]) or f"{found.status} {found.reason}".strip()


def tags_of(blueprint: Blueprint, stack: Stack) -> dict[str, str]:
    """Of the stack itself; by these we know our own again."""
    return blueprint.tags(stack.name, str(stack.template.get("Description") or stack.name))


def _read(client: Any, change_set: str, patience: Patience) -> list[dict[str, Any]]:
    """All pages of a change set once it is there, or has failed."""
    for _ in patience.pauses():
        page = client.describe_change_set(ChangeSetName=change_set)
        if page["Status"] not in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
            break
    pages = [page]
    while token := pages[-1].get("NextToken"):
        pages.append(client.describe_change_set(ChangeSetName=change_set, NextToken=token))
    return pages


def _change(change: Mapping[str, Any]) -> Change:
    return Change(
        change["Action"],
        change["LogicalResourceId"],
        change["ResourceType"],
        change.get("Replacement") or "False",
    )


def _followed(account: Account, found: Live, latest: str, tell: Tell, patience: Patience, ours: bool = True) -> Live:
    """Tell what happens to a stack after its event `latest`, until it is at rest.

    Work that we have just begun (`ours`) may not be seen yet in the stack's status, so its end is also waited for among the events.
    """
    client = account.client("cloudformation", found.region)
    ended = not ours
    for _ in patience.pauses():
        now = live.find(account, found.region, found.id)
        assert now  # found by its id, a deleted stack is told too
        events = list(_events(client, found.id, latest))
        for event in reversed(events):
            told = _event(found, event)
            ended = ended or not (told.resource or told.status.endswith("_IN_PROGRESS"))
            tell(told)
        latest = events[0]["EventId"] if events else latest
        if now.status == GONE or (ended and not now.busy and not now.empty):
            return now
    raise AssertionError("pauses end by an exception")


def _cause(event: Event) -> bool:
    """Whether this is a failure by itself, and not only because something else failed."""
    consequence = any(words in event.reason for words in CONSEQUENCES)
    return event.status.endswith("_FAILED") and bool(event.reason) and not consequence


def _latest(client: Any, stack: str) -> str:
    return next((str(event["EventId"]) for event in _events(client, stack, "")), "")


def _events(client: Any, stack: str, known: str) -> Iterator[dict[str, Any]]:
    """Newest first, down to the one that is known."""
    try:
        for page in client.get_paginator("describe_stack_events").paginate(StackName=stack):
            for event in page["StackEvents"]:
                if event["EventId"] == known:
                    return
                yield event
    except ClientError as error:
        if code_of(error) != "ValidationError":
            raise  # else: a stack that has no events yet


def _event(found: Live, event: Mapping[str, Any]) -> Event:
    itself = event["PhysicalResourceId"] == event["StackId"]
    return Event(
        stack=found.name,
        region=found.region,
        status=event["ResourceStatus"],
        resource="" if itself else event["LogicalResourceId"],
        kind=event["ResourceType"],
        reason=event.get("ResourceStatusReason", ""),
    )
