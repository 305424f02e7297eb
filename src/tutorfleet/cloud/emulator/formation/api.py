"""The CloudFormation API of the emulated account: change sets, stacks and what is told of them.

A stack is worked on in a thread of its own, but the call that starts it returns when the stack is at rest, or when it waits for
a type that is held: whoever polls need not wait, and whoever tests an interrupted run can.
"""

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tutorfleet.cloud.emulator.clients import Clients
from tutorfleet.cloud.emulator.formation import told
from tutorfleet.cloud.emulator.formation.changes import changes
from tutorfleet.cloud.emulator.formation.engine import Engine
from tutorfleet.cloud.emulator.formation.faults import Faults
from tutorfleet.cloud.emulator.formation.intake import desired, invalid, parsed
from tutorfleet.cloud.emulator.formation.model import UPDATABLE, ChangeSet, Desired, Stack
from tutorfleet.cloud.emulator.formation.template import BadTemplate
from tutorfleet.cloud.emulator.protocol import AwsError, Call, Service
from tutorfleet.cloud.emulator.resources.base import Kind

NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."
EMPTY = Desired("", {"Resources": {}}, {}, {})


class Formation:
    """Every stack of the account."""

    def __init__(self, clients: Clients, account: str, kinds: Mapping[str, Kind], faults: Faults) -> None:
        self.clients = clients
        self.account = account
        self.kinds = kinds
        self.faults = faults
        self.engine = Engine(clients, account, kinds, faults)
        self.stacks: list[Stack] = []
        self.lock = threading.RLock()
        operations = {
            "CreateChangeSet": self.create_change_set,
            "DescribeChangeSet": self.describe_change_set,
            "ExecuteChangeSet": self.execute_change_set,
            "DeleteChangeSet": self.delete_change_set,
            "ListChangeSets": self.list_change_sets,
            "CreateStack": self.create_stack,
            "UpdateStack": self.update_stack,
            "ContinueUpdateRollback": self.continue_update_rollback,
            "DeleteStack": self.delete_stack,
            "DescribeStacks": self.describe_stacks,
            "ListStacks": self.list_stacks,
            "DescribeStackEvents": self.describe_stack_events,
            "DescribeStackResources": self.describe_stack_resources,
            "ListStackResources": self.list_stack_resources,
            "GetTemplate": self.get_template,
            "ValidateTemplate": self.validate_template,
        }
        self.service = Service("cloudformation", operations, alone=True)

    @property
    def known_types(self) -> frozenset[str]:
        """Every resource type that a template may have."""
        return frozenset(self.kinds)

    # -- change sets

    def create_change_set(self, call: Call) -> Mapping[str, Any]:
        """Work out what a template would change; nothing is made yet."""
        kind = call.given.get("ChangeSetType", "UPDATE")
        with self.lock:
            stack = self.stack_for(call, kind)
            old = None if stack.status == "REVIEW_IN_PROGRESS" else stack.desired
            wanted = desired(call, self.clients, self.known_types, old)
            name = call.given["ChangeSetName"]
            if name in stack.change_sets and stack.change_sets[name].execution != "EXECUTE_COMPLETE":
                raise AwsError("AlreadyExistsException", f"ChangeSet {name} already exists")
            identity = self.arn(call.region, f"changeSet/{name}/{uuid.uuid4()}")
            change_set = ChangeSet(name, identity, kind, wanted, description=call.given.get("Description", ""))
            try:
                change_set.changes = changes(stack, wanted, self.kinds, self.account)
            except BadTemplate as bad:
                change_set.refuse(str(bad))
            else:
                if not change_set.changes and kind != "CREATE" and not outputs_differ(stack.desired, wanted):
                    change_set.refuse(NO_CHANGES)
            if stack not in self.stacks:
                self.stacks.append(stack)
                stack.say("REVIEW_IN_PROGRESS", "User Initiated")
            stack.change_sets[name] = change_set
        return {"Id": identity, "StackId": stack.id}

    def stack_for(self, call: Call, kind: str) -> Stack:
        """The stack that a change set is for: a new one, one under review, or one that can be updated."""
        name = call.given["StackName"]
        stack = self.alive(call.region, name)
        if kind == "CREATE":
            if stack is None:
                return self.new(call.region, name, EMPTY)
            if stack.status != "REVIEW_IN_PROGRESS":
                raise invalid(f"Stack [{name}] already exists and cannot be created again with the changeSet")
            return stack
        if stack is None or stack.status == "REVIEW_IN_PROGRESS":
            raise invalid(f"Stack [{name}] does not exist")
        self.must_be_updatable(stack)
        return stack

    def describe_change_set(self, call: Call) -> Mapping[str, Any]:
        """What a change set would do."""
        stack, change_set = self.change_set(call)
        return told.change_set(stack, change_set)

    def execute_change_set(self, call: Call) -> Mapping[str, Any]:
        """Make the change."""
        with self.lock:
            stack, change_set = self.change_set(call)
            if change_set.execution != "AVAILABLE":
                raise AwsError(
                    "InvalidChangeSetStatus",
                    f"ChangeSet [{change_set.id}] cannot be executed in its current status of [{change_set.status}]",
                )
            if change_set.kind == "UPDATE":
                self.must_be_updatable(stack)
            change_set.execution = "EXECUTE_COMPLETE"
            stack.change_sets = {change_set.name: change_set}
        self.start(stack, change_set.kind, change_set.desired, call.given.get("DisableRollback", False))
        return {}

    def delete_change_set(self, call: Call) -> Mapping[str, Any]:
        """Throw a change set away; the stack under review stays."""
        with self.lock:
            for stack, change_set in tuple(self.meant(call)):
                del stack.change_sets[change_set.name]
        return {}

    def list_change_sets(self, call: Call) -> Mapping[str, Any]:
        """The change sets of a stack."""
        stack = self.found(call)
        return {"Summaries": [told.change_set_summary(stack, each) for each in stack.change_sets.values()]}

    def change_set(self, call: Call) -> tuple[Stack, ChangeSet]:
        """The change set of a call and its stack; raises AwsError."""
        found = next(self.meant(call), None)
        if found is None:
            raise AwsError("ChangeSetNotFound", f"ChangeSet [{call.given['ChangeSetName']}] does not exist")
        return found

    def meant(self, call: Call) -> Iterator[tuple[Stack, ChangeSet]]:
        """Change sets of the region that the call means, by id, or by name and stack."""
        name = call.given["ChangeSetName"]
        for stack in self.of(call.region):
            named = call.given.get("StackName") in (stack.name, stack.id)
            for known in () if stack.deleted else stack.change_sets.values():
                if name == known.id or (named and name == known.name):
                    yield stack, known

    # -- stacks

    def create_stack(self, call: Call) -> Mapping[str, Any]:
        """Make a stack at once."""
        name = call.given["StackName"]
        with self.lock:
            if self.alive(call.region, name):
                raise AwsError("AlreadyExistsException", f"Stack [{name}] already exists")
            stack = self.new(call.region, name, desired(call, self.clients, self.known_types, None))
            self.stacks.append(stack)
        keep = call.given.get("DisableRollback", False) or call.given.get("OnFailure") == "DO_NOTHING"
        self.start(stack, "CREATE", stack.desired, keep)
        return {"StackId": stack.id}

    def update_stack(self, call: Call) -> Mapping[str, Any]:
        """Change a stack at once."""
        with self.lock:
            stack = self.found(call)
            self.must_be_updatable(stack)
            wanted = desired(call, self.clients, self.known_types, stack.desired)
            if not changes(stack, wanted, self.kinds, self.account) and not outputs_differ(stack.desired, wanted):
                raise invalid("No updates are to be performed.")
        self.start(stack, "UPDATE", wanted, False)
        return {"StackId": stack.id}

    def continue_update_rollback(self, call: Call) -> Mapping[str, Any]:
        """Try again to undo an update that failed."""
        stack = self.found(call)
        if stack.status != "UPDATE_ROLLBACK_FAILED":
            raise invalid(f"Stack:{stack.id} is in {stack.status} state and can not continue rolling back.")
        self.run(stack, lambda: self.engine.go_on_going_back(stack))
        return {}

    def delete_stack(self, call: Call) -> Mapping[str, Any]:
        """Delete a stack; one that is not there is deleted already."""
        stack = self.named(call.region, call.given["StackName"])
        if stack is None or stack.deleted:
            return {}
        if stack.status.endswith("_IN_PROGRESS") and stack.status != "REVIEW_IN_PROGRESS":
            raise invalid(f"Stack [{stack.name}] cannot be deleted while in status {stack.status}")
        self.run(stack, lambda: self.engine.delete(stack))
        return {}

    def start(self, stack: Stack, kind: str, wanted: Desired, keep: bool) -> None:
        """Create or update a stack."""
        if kind == "CREATE":
            stack.desired = wanted
            self.run(stack, lambda: self.engine.create(stack, rollback=not keep))
        else:
            self.run(stack, lambda: self.engine.update(stack, wanted))

    def run(self, stack: Stack, work: Callable[[], None]) -> None:
        """Do it in a thread; returns when it is done, or is held."""
        self.faults.run(f"stack {stack.name}", work)

    # -- what is told

    def describe_stacks(self, call: Call) -> Mapping[str, Any]:
        """The stacks that are there, or one of any age by its id."""
        if "StackName" in call.given:
            return {"Stacks": [told.stack(self.found(call, deleted=True))]}
        return {"Stacks": [told.stack(stack) for stack in self.of(call.region) if not stack.deleted]}

    def list_stacks(self, call: Call) -> Mapping[str, Any]:
        """A line for each stack of these statuses, deleted ones too."""
        wanted = call.given.get("StackStatusFilter")
        several = [stack for stack in self.of(call.region) if not wanted or stack.status in wanted]
        return {"StackSummaries": [told.summary(stack) for stack in reversed(several)]}

    def describe_stack_events(self, call: Call) -> Mapping[str, Any]:
        """A stack's history, the newest first."""
        stack = self.found(call, deleted=True)
        return {"StackEvents": [told.event(stack, event) for event in reversed(stack.events)]}

    def describe_stack_resources(self, call: Call) -> Mapping[str, Any]:
        """The resources of a stack."""
        stack = self.found(call, deleted=True)
        return {"StackResources": [told.resource(stack, made) for made in stack.resources.values()]}

    def list_stack_resources(self, call: Call) -> Mapping[str, Any]:
        """The resources of a stack, a line for each."""
        stack = self.found(call, deleted=True)
        return {"StackResourceSummaries": [told.resource_summary(stack, made) for made in stack.resources.values()]}

    def get_template(self, call: Call) -> Mapping[str, Any]:
        """The template as it was given."""
        if "ChangeSetName" in call.given:
            return {"TemplateBody": self.change_set(call)[1].desired.body, "StagesAvailable": ["Original"]}
        return {"TemplateBody": self.found(call, deleted=True).desired.body, "StagesAvailable": ["Original"]}

    def validate_template(self, call: Call) -> Mapping[str, Any]:
        """Whether a template can be a stack, and its parameters."""
        template = parsed(str(call.given.get("TemplateBody", "")), self.known_types)
        return told.validated(template)

    # -- finding

    def new(self, region: str, name: str, wanted: Desired) -> Stack:
        """A stack that nobody has seen yet."""
        return Stack(name, self.arn(region, f"stack/{name}/{uuid.uuid4()}"), region, "", wanted)

    def arn(self, region: str, rest: str) -> str:
        """The name of something of CloudFormation."""
        return f"arn:aws:cloudformation:{region}:{self.account}:{rest}"

    def of(self, region: str) -> list[Stack]:
        """Every stack of a region, deleted ones too, the oldest first."""
        return [stack for stack in self.stacks if stack.region == region]

    def alive(self, region: str, name: str) -> Stack | None:
        """The stack of this name or id that is not deleted."""
        return next((each for each in self.of(region) if not each.deleted and name in (each.name, each.id)), None)

    def named(self, region: str, name: str) -> Stack | None:
        """The stack of this name, or of this id even when it is deleted."""
        return self.alive(region, name) or next((each for each in self.of(region) if each.id == name), None)

    def found(self, call: Call, deleted: bool = False) -> Stack:
        """The stack of a call; raises AwsError."""
        name = call.given.get("StackName", "")
        stack = self.named(call.region, name)
        if stack is None or (stack.deleted and not deleted):
            raise invalid(f"Stack with id {name} does not exist")
        return stack

    def must_be_updatable(self, stack: Stack) -> None:
        """Raises AwsError for a stack that can only be deleted, or that is being worked on."""
        if stack.status not in UPDATABLE:
            raise invalid(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")


def outputs_differ(old: Desired, new: Desired) -> bool:
    """Whether only what a stack says of itself changes."""
    return old.template.get("Outputs") != new.template.get("Outputs")
