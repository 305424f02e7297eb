"""One stack of the emulated CloudFormation, a short way to make and change it, and a small template for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tutorfleet.cloud.emulator import Emulator

Template = Mapping[str, Any]


@dataclass
class Formation:
    """CloudFormation in us-east-1, for one stack named `s`."""

    account: Emulator

    @property
    def client(self) -> Any:
        return self.account.client("cloudformation")

    def propose(self, template: Template, kind: str = "CREATE", **more: Any) -> Mapping[str, Any]:
        """Make a change set named `c`; what CloudFormation says of it."""
        body = json.dumps(template)
        self.client.create_change_set(StackName="s", ChangeSetName="c", ChangeSetType=kind, TemplateBody=body, **more)
        told: Mapping[str, Any] = self.client.describe_change_set(StackName="s", ChangeSetName="c")
        return told

    def apply(self, template: Template, kind: str = "CREATE", **more: Any) -> str:
        """Make a change; the status of the stack after it."""
        self.propose(template, kind, **more)
        self.client.execute_change_set(StackName="s", ChangeSetName="c")
        return self.status

    def update(self, template: Template, **more: Any) -> str:
        """Change the stack; its status after that."""
        return self.apply(template, "UPDATE", **more)

    def refusal(self, template: Template, kind: str = "CREATE", **more: Any) -> str:
        """Why a change set cannot be made."""
        with pytest.raises(ClientError) as refused:
            self.propose(template, kind, **more)
        return str(refused.value.response["Error"]["Message"])

    @property
    def stack(self) -> Mapping[str, Any]:
        told: Mapping[str, Any] = self.client.describe_stacks(StackName="s")["Stacks"][0]
        return told

    @property
    def status(self) -> str:
        return str(self.stack["StackStatus"])

    @property
    def resources(self) -> list[Mapping[str, Any]]:
        told: list[Mapping[str, Any]] = self.client.describe_stack_resources(StackName="s")["StackResources"]
        return told

    @property
    def outputs(self) -> dict[str, str]:
        return {each["OutputKey"]: each["OutputValue"] for each in self.stack["Outputs"]}

    def events(self, stack: str = "s") -> list[tuple[str, str]]:
        """(logical id, status), the oldest first."""
        told = self.client.describe_stack_events(StackName=stack)["StackEvents"]
        return [(event["LogicalResourceId"], event["ResourceStatus"]) for event in reversed(told)]

    def reasons(self) -> dict[str, str]:
        """What failed, and why."""
        told = self.client.describe_stack_events(StackName="s")["StackEvents"]
        return {
            event["LogicalResourceId"]: event["ResourceStatusReason"]
            for event in told
            if event["ResourceStatus"].endswith("_FAILED")
        }


def groups(**several: Mapping[str, Any]) -> Template:
    """A template of log groups by logical id, whose names are outputs: the cheapest resource that has everything."""
    return {
        "Resources": {
            name: {"Type": "AWS::Logs::LogGroup", "Properties": dict(properties)}
            for name, properties in several.items()
        },
        "Outputs": {name: {"Value": {"Ref": name}} for name in several},
    }
