"""Systems Manager's part for machines: State Manager associations, managed instances, commands. moto 5.2.5 has no associations.

A running instance with a profile counts as managed. A command is answered by `answer`, which a test may set; nothing runs.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tutorfleet.cloud.emulator.clients import Clients
from tutorfleet.cloud.emulator.formation.model import now
from tutorfleet.cloud.emulator.protocol import Answer, AwsError, Call, Service
from tutorfleet.cloud.emulator.resources.base import listed, unlisted

Record = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """What a machine answers to a command."""

    output: str = ""
    error: str = ""
    status: str = "Success"


Machine = Callable[[Mapping[str, str], Sequence[str]], Said]
"""(tags of the instance, lines of the command) to what it says"""


KEPT = ("AssociationId", "Name", "Date", "Overview")
"""of an association that is updated"""


def silent(_tags: Mapping[str, str], _lines: Sequence[str]) -> Said:
    """A machine that does everything and says nothing."""
    return Said()


@dataclass
class Association:
    """One association."""

    region: str
    told: Record
    tags: dict[str, str] = field(default_factory=dict)


@dataclass
class State:
    """What was made so far."""

    associations: dict[str, Association] = field(default_factory=dict)
    commands: dict[str, Record] = field(default_factory=dict)
    invocations: dict[tuple[str, str], Record] = field(default_factory=dict)


class SystemsManager:
    """Associations and commands of the account."""

    def __init__(self, clients: Clients) -> None:
        self.clients = clients
        self.state = State()
        self.answer: Machine = silent
        operations: dict[str, Callable[[Call], Answer]] = {
            "CreateAssociation": self.create_association,
            "DescribeAssociation": self.describe_association,
            "UpdateAssociation": self.update_association,
            "DeleteAssociation": self.delete_association,
            "ListAssociations": self.list_associations,
            "StartAssociationsOnce": self.start_associations_once,
            "DescribeAssociationExecutions": self.describe_association_executions,
            "DescribeAssociationExecutionTargets": self.describe_association_execution_targets,
            "DescribeInstanceInformation": self.describe_instance_information,
            "SendCommand": self.send_command,
            "ListCommands": self.list_commands,
            "GetCommandInvocation": self.get_command_invocation,
            "ListCommandInvocations": self.list_command_invocations,
            "AddTagsToResource": self.add_tags_to_resource,
            "RemoveTagsFromResource": self.remove_tags_from_resource,
            "ListTagsForResource": self.list_tags_for_resource,
        }
        self.service = Service("ssm", operations)

    # -- associations

    def create_association(self, call: Call) -> Record:
        """A new association, applied at once to all of its targets."""
        identity = str(uuid.uuid4())
        told = {name: value for name, value in call.given.items() if name != "Tags"}
        told |= {
            "AssociationId": identity,
            "AssociationVersion": "1",
            "Date": now(),
            "LastExecutionDate": now(),
            "Overview": {"Status": "Success", "DetailedStatus": "Success"},
        }
        tags = unlisted(call.given.get("Tags", ()))
        self.state.associations[identity] = Association(call.region, told, tags)
        return {"AssociationDescription": told}

    def describe_association(self, call: Call) -> Record:
        """One association."""
        return {"AssociationDescription": self.association(call).told}

    def update_association(self, call: Call) -> Record:
        """A new version of an association: what the call does not name is gone, as AWS does it."""
        known = self.association(call)
        version = str(int(known.told["AssociationVersion"]) + 1)
        kept = {name: known.told[name] for name in KEPT}
        known.told = {**kept, **call.given, "AssociationVersion": version, "LastExecutionDate": now()}
        return {"AssociationDescription": known.told}

    def delete_association(self, call: Call) -> Record:
        """Delete an association."""
        del self.state.associations[self.association(call).told["AssociationId"]]
        return {}

    def list_associations(self, call: Call) -> Record:
        """The associations of a region."""
        return {"Associations": [each.told for each in self.state.associations.values() if each.region == call.region]}

    def start_associations_once(self, call: Call) -> Record:
        """Apply associations now."""
        for identity in call.given["AssociationIds"]:
            self.known(identity, call.region).told["LastExecutionDate"] = now()
        return {}

    def describe_association_executions(self, call: Call) -> Record:
        """The last time that an association was applied."""
        known = self.association(call)
        return {"AssociationExecutions": [self.execution(known)]}

    def execution(self, known: Association) -> Record:
        """One time that an association was applied."""
        return {
            "AssociationId": known.told["AssociationId"],
            "AssociationVersion": known.told["AssociationVersion"],
            "ExecutionId": f"{known.told['AssociationId']}-{known.told['AssociationVersion']}",
            "Status": "Success",
            "DetailedStatus": "Success",
            "CreatedTime": known.told["LastExecutionDate"],
        }

    def describe_association_execution_targets(self, call: Call) -> Record:
        """The machines to which an association was applied."""
        known = self.association(call)
        machines = self.targeted(call.region, known.told.get("Targets", ()))
        execution = self.execution(known)
        return {
            "AssociationExecutionTargets": [
                {**execution, "ResourceId": machine["InstanceId"], "ResourceType": "ManagedInstance"}
                for machine in machines
            ]
        }

    def association(self, call: Call) -> Association:
        """The association of a call; raises AwsError."""
        return self.known(call.given.get("AssociationId", ""), call.region)

    def known(self, identity: str, region: str) -> Association:
        """An association by its id; raises AwsError."""
        found = self.state.associations.get(identity)
        if found is None or found.region != region:
            raise AwsError("AssociationDoesNotExist", f"Association {identity} does not exist")
        return found

    # -- machines and commands

    def describe_instance_information(self, call: Call) -> Record:
        """The machines that Systems Manager manages."""
        return {
            "InstanceInformationList": [
                {
                    "InstanceId": machine["InstanceId"],
                    "PingStatus": "Online",
                    "PlatformType": "Linux",
                    "PlatformName": "Ubuntu",
                    "ResourceType": "EC2Instance",
                    "IPAddress": machine["PrivateIpAddress"],
                }
                for machine in self.machines(call.region)
            ]
        }

    def send_command(self, call: Call) -> Record:
        """Ask machines to do something; their answers are there at once."""
        identity = str(uuid.uuid4())
        targets = call.given.get("Targets") or [{"Key": "InstanceIds", "Values": call.given.get("InstanceIds", [])}]
        machines = list(self.targeted(call.region, targets))
        unknown = set(call.given.get("InstanceIds", ())) - {machine["InstanceId"] for machine in machines}
        if unknown:
            raise AwsError("InvalidInstanceId", f"Instances {sorted(unknown)} are not managed")
        command = {
            "CommandId": identity,
            "DocumentName": call.given["DocumentName"],
            "Comment": call.given.get("Comment", ""),
            "Parameters": call.given.get("Parameters", {}),
            "InstanceIds": [machine["InstanceId"] for machine in machines],
            "Targets": call.given.get("Targets", []),
            "RequestedDateTime": now(),
            "Status": "Success",
            "StatusDetails": "Success",
            "TargetCount": len(machines),
            "CompletedCount": len(machines),
            "ErrorCount": 0,
        }
        for machine in machines:
            said = self.answer(tags_of(machine), call.given.get("Parameters", {}).get("commands", []))
            self.state.invocations[identity, machine["InstanceId"]] = invocation(command, machine["InstanceId"], said)
            command["ErrorCount"] += said.status != "Success"
        if command["ErrorCount"]:
            command["Status"] = command["StatusDetails"] = "Failed"
        self.state.commands[identity] = command
        return {"Command": command}

    def list_commands(self, call: Call) -> Record:
        """Commands that were sent."""
        wanted = call.given.get("CommandId")
        return {"Commands": [each for each in self.state.commands.values() if wanted in (None, each["CommandId"])]}

    def get_command_invocation(self, call: Call) -> Record:
        """What one machine said."""
        found = self.state.invocations.get((call.given["CommandId"], call.given["InstanceId"]))
        if found is None:
            raise AwsError("InvocationDoesNotExist", "No such command on that machine")
        return found

    def list_command_invocations(self, call: Call) -> Record:
        """What every machine said."""
        wanted = call.given.get("CommandId")
        several = [told for (command, _), told in self.state.invocations.items() if wanted in (None, command)]
        return {
            "CommandInvocations": [
                {
                    **{
                        name: told[name]
                        for name in ("CommandId", "InstanceId", "DocumentName", "Status", "StatusDetails")
                    },
                    "CommandPlugins": [
                        {
                            "Name": told["PluginName"],
                            "Status": told["Status"],
                            "ResponseCode": told["ResponseCode"],
                            "Output": told["StandardOutputContent"],
                        }
                    ],
                }
                for told in several
            ]
        }

    def machines(self, region: str) -> Iterator[Record]:
        """Running instances with a profile: on each, an agent could answer."""
        pages = self.clients.client("ec2", region).get_paginator("describe_instances").paginate()
        for page in pages:
            for reservation in page["Reservations"]:
                for machine in reservation["Instances"]:
                    if machine["State"]["Name"] == "running" and "IamInstanceProfile" in machine:
                        yield machine

    def targeted(self, region: str, targets: Sequence[Record]) -> Iterator[Record]:
        """The machines that all of these targets name, by tag or by id."""
        for machine in self.machines(region):
            tags = tags_of(machine)
            if targets and all(hit(target, machine["InstanceId"], tags) for target in targets):
                yield machine

    # -- tags, of associations only: the others are moto's

    def add_tags_to_resource(self, call: Call) -> Answer:
        """Set tags."""
        if call.given["ResourceType"] != "Association":
            return call.passed()
        known = self.known(call.given["ResourceId"], call.region)
        known.tags |= unlisted(call.given["Tags"])
        return {}

    def remove_tags_from_resource(self, call: Call) -> Answer:
        """Take tags away."""
        if call.given["ResourceType"] != "Association":
            return call.passed()
        known = self.known(call.given["ResourceId"], call.region)
        known.tags = {key: value for key, value in known.tags.items() if key not in call.given["TagKeys"]}
        return {}

    def list_tags_for_resource(self, call: Call) -> Answer:
        """The tags of one thing."""
        if call.given["ResourceType"] != "Association":
            return call.passed()
        return {"TagList": listed(self.known(call.given["ResourceId"], call.region).tags)}


def tags_of(machine: Record) -> dict[str, str]:
    """The tags of an instance."""
    return unlisted(machine.get("Tags", ()))


def hit(target: Record, identity: str, tags: Mapping[str, str]) -> bool:
    """Whether a target names this machine."""
    key, values = target["Key"], target["Values"]
    if key == "InstanceIds":
        return identity in values or "*" in values
    return tags.get(key.removeprefix("tag:")) in values


def invocation(command: Record, identity: str, said: Said) -> Record:
    """A machine's answer in Systems Manager's words."""
    return {
        "CommandId": command["CommandId"],
        "InstanceId": identity,
        "Comment": command["Comment"],
        "DocumentName": command["DocumentName"],
        "PluginName": "aws:runShellScript",
        "ResponseCode": 0 if said.status == "Success" else 1,
        "Status": said.status,
        "StatusDetails": said.status,
        "StandardOutputContent": said.output[:24_000],
        "StandardErrorContent": said.error[:8_000],
    }
