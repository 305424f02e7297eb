"""Brings stacks to what they are told to be, resource by resource, and back when one fails.

A stack that fails while it is created is rolled back to nothing; one that fails while it is updated goes back to what it was.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tutorfleet.cloud.emulator.clients import Clients
from tutorfleet.cloud.emulator.formation.changes import differing, given, outside, with_tags
from tutorfleet.cloud.emulator.formation.faults import Faults
from tutorfleet.cloud.emulator.formation.model import Desired, Made, Stack, now
from tutorfleet.cloud.emulator.formation.template import BadTemplate, Lookup, Resolver, order
from tutorfleet.cloud.emulator.protocol import AwsError
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, Unsupported

REFUSALS = (AwsError, ClientError, BotoCoreError, BadTemplate, Unsupported, NotImplementedError)


class Failed(Exception):
    """A resource could not be made, changed or deleted; the stack's events say why."""


class Refused(Exception):
    """A fault that was ordered."""


class Engine:
    """Makes, changes and deletes the resources of stacks."""

    def __init__(self, clients: Clients, account: str, kinds: Mapping[str, Kind], faults: Faults) -> None:
        self.clients = clients
        self.account = account
        self.kinds = kinds
        self.faults = faults

    def create(self, stack: Stack, rollback: bool = True) -> None:
        """Make everything, or nothing."""
        stack.say("CREATE_IN_PROGRESS", "User Initiated")
        try:
            self.settle(stack, stack.desired, {})
            stack.outputs = self.outputs(stack)
        except Failed as failure:
            if not rollback:
                stack.say("CREATE_FAILED", str(failure))
                return
            stack.say("ROLLBACK_IN_PROGRESS", f"{failure}. Rollback requested by user.")
            gone = self.delete_all(stack, tuple(stack.resources.values()), stack.desired)
            stack.say("ROLLBACK_COMPLETE" if gone else "ROLLBACK_FAILED")
            return
        stack.say("CREATE_COMPLETE")

    def update(self, stack: Stack, desired: Desired) -> None:
        """Make everything as desired, or leave everything as it was."""
        before, stack.desired, stack.updated = stack.desired, desired, now()
        replaced: dict[str, Made] = {}
        old = set(stack.resources)
        stack.say("UPDATE_IN_PROGRESS", "User Initiated")
        try:
            wanted = self.settle(stack, desired, replaced)
            stack.outputs = self.outputs(stack)
        except Failed as failure:
            self.go_back(stack, before, replaced, old, str(failure))
            return
        stack.say("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        removed = [made for logical, made in stack.resources.items() if logical not in wanted]
        self.delete_all(stack, (*replaced.values(), *removed), before)
        stack.say("UPDATE_COMPLETE")

    def go_back(self, stack: Stack, before: Desired, replaced: Mapping[str, Made], old: set[str], reason: str) -> None:
        """Undo a failed update."""
        stack.say("UPDATE_ROLLBACK_IN_PROGRESS", reason)
        failed = stack.desired
        newer = [made for logical, made in stack.resources.items() if logical in replaced or logical not in old]
        stack.resources.update(replaced)
        stack.desired = before
        stack.rolling_back = (failed, newer)
        self.finish_going_back(stack)

    def go_on_going_back(self, stack: Stack) -> None:
        """Try again to undo a failed update."""
        stack.say("UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated")
        self.finish_going_back(stack)

    def finish_going_back(self, stack: Stack) -> None:
        """Bring the stack to what it was, and delete what is newer."""
        assert stack.rolling_back is not None
        try:
            self.settle(stack, stack.desired, {})
            stack.outputs = self.outputs(stack)
        except Failed as failure:
            stack.say("UPDATE_ROLLBACK_FAILED", str(failure))
            return
        stack.say("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
        failed, newer = stack.rolling_back
        self.delete_all(stack, newer, failed)
        stack.rolling_back = None
        stack.say("UPDATE_ROLLBACK_COMPLETE")

    def delete(self, stack: Stack) -> None:
        """Delete everything that its policy does not retain."""
        stack.say("DELETE_IN_PROGRESS", "User Initiated")
        if self.delete_all(stack, tuple(stack.resources.values()), stack.desired):
            stack.deleted = now()
            stack.say("DELETE_COMPLETE")
        else:
            failed = [name for name, (status, _) in stack.resource_status.items() if status == "DELETE_FAILED"]
            stack.say("DELETE_FAILED", f"The following resource(s) failed to delete: [{', '.join(failed)}].")

    def settle(self, stack: Stack, desired: Desired, replaced: dict[str, Made]) -> tuple[str, ...]:
        """Create and change what is needed, the ids that are wanted; raises Failed. `replaced` gets what became old."""
        resolver = Resolver(desired.template, self.lookup(stack, desired))
        wanted = resolver.wanted()
        for logical in wanted:
            resource = desired.template["Resources"][logical]
            kind = self.kinds[resource["Type"]]
            old = stack.resources.get(logical)
            verb = "CREATE" if old is None else "UPDATE"
            try:
                properties = with_tags(kind, resolver(resource.get("Properties", {})), desired.tags)
                policy = resource.get("DeletionPolicy", kind.default_policy)
                made = self.made(stack, kind, logical, properties, policy)
            except (*REFUSALS, Refused) as refusal:
                stack.tell(logical, kind.type, f"{verb}_FAILED", str(refusal), old.id if old else "")
                raise Failed(f"The following resource(s) failed to {verb.lower()}: [{logical}]") from refusal
            if old is not None and made.id != old.id:
                replaced[logical] = old
            stack.resources[logical] = made
        return wanted

    def made(self, stack: Stack, kind: Kind, logical: str, properties: Mapping[str, Any], policy: str) -> Made:
        """The resource with these properties: new, changed, replaced or as it was."""
        old = stack.resources.get(logical)
        site = self.site(stack, logical)
        changed = differing(old.properties, properties) if old else frozenset(properties)
        if old is not None and not changed:
            return old
        verb = "UPDATE" if old else "CREATE"
        stack.tell(logical, kind.type, f"{verb}_IN_PROGRESS", "", old.id if old else "")
        reason = self.faults.reason(kind.type)
        if reason is not None:
            raise Refused(reason)
        if old is not None and changed <= kind.in_place | {kind.tags}:
            made = self.changed(site, kind, old, properties, changed, policy)
        else:
            given = Properties(properties)
            identity, attributes = kind.create(site, given)
            made = Made(logical, kind.type, identity, properties, attributes, policy)
            if given.left:
                kind.delete(site, made)
                raise Unsupported(kind.type, given.left)
        stack.tell(logical, kind.type, f"{verb}_COMPLETE", "", made.id)
        return made

    def changed(
        self, site: Site, kind: Kind, old: Made, properties: Mapping[str, Any], changed: frozenset[str], policy: str
    ) -> Made:
        """The resource after a change in place; raises Unsupported for a property that its type did not take."""
        if kind.tags in changed:
            tags, before = kind.tags_of(properties), kind.tags_of(old.properties)
            kind.tag(site, old, tags, sorted(set(before) - set(tags)))
        rest = changed - {kind.tags}
        if rest:
            if kept := rest - set(properties) - kind.removable:
                raise Unsupported(kind.type, (f"that {name} is taken away" for name in kept))
            given = Properties(properties)
            kind.change(site, old, given, rest)
            if missed := (rest & set(properties)) - given.taken:
                raise Unsupported(kind.type, missed)
        return Made(old.logical, kind.type, old.id, properties, kind.attributes(site, old), policy)

    def delete_all(self, stack: Stack, several: Iterable[Made], desired: Desired) -> bool:
        """Delete these, those that need others first as it was desired; whether all went."""
        place = {logical: number for number, logical in enumerate(order(desired.template))}
        all_gone = True
        for made in sorted(several, key=lambda made: place.get(made.logical, len(place)), reverse=True):
            current = stack.resources.get(made.logical) is made
            if made.policy == "Retain":
                stack.tell(made.logical, made.type, "DELETE_SKIPPED", "", made.id)
            elif not self.gone(stack, made):
                all_gone = False
                continue
            if current:
                del stack.resources[made.logical]
        return all_gone

    def gone(self, stack: Stack, made: Made) -> bool:
        """Delete one resource; False when it cannot be, and the events say why."""
        stack.tell(made.logical, made.type, "DELETE_IN_PROGRESS", "", made.id)
        reason = self.faults.reason(f"delete {made.type}")
        try:
            if reason is not None:
                raise Refused(reason)
            self.kinds[made.type].delete(self.site(stack, made.logical), made)
        except (*REFUSALS, Refused) as refusal:
            if not missing(refusal):
                stack.tell(made.logical, made.type, "DELETE_FAILED", str(refusal), made.id)
                return False
        stack.tell(made.logical, made.type, "DELETE_COMPLETE", "", made.id)
        return True

    def outputs(self, stack: Stack) -> dict[str, str]:
        """The outputs of a stack; raises Failed."""
        resolver = Resolver(stack.desired.template, self.lookup(stack, stack.desired))
        outputs = stack.desired.template.get("Outputs", {})
        try:
            return {
                name: str(resolver(output["Value"]))
                for name, output in outputs.items()
                if "Condition" not in output or resolver.holds(output["Condition"])
            }
        except BadTemplate as bad:
            raise Failed(str(bad)) from bad

    def lookup(self, stack: Stack, desired: Desired) -> Lookup:
        """What names mean in a stack while it is made."""

        def found(name: str, attribute: str | None) -> Any:
            if name in stack.resources:
                return given(stack.resources[name], attribute)
            return outside(name, stack, desired, self.account)

        return found

    def site(self, stack: Stack, logical: str) -> Site:
        """Where a resource of the stack is made."""
        return Site(self.clients, self.account, stack.region, stack.name, logical)


def missing(refusal: Exception) -> bool:
    """Whether a service refused because there is nothing to delete."""
    code = refusal.response["Error"]["Code"] if isinstance(refusal, ClientError) else ""
    return "NotFound" in code or code.startswith("NoSuch") or code.endswith("DoesNotExist")
