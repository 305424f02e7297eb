"""What every stack of the fleet shares: its name, its parameters and outputs, the tags of what it makes.

A stack takes ids from others as parameters (`take`) and gives its own as outputs (`give`), within a region as across regions:
a CDK reference across regions would add an IAM role and a function, which the lab forbids, and an export could never change
while somebody imports it. Templates need no bootstrap, no role and no custom resource.
"""

from collections.abc import Mapping, Sequence

import aws_cdk as cdk

from tutorfleet.cloud.blueprint import Blueprint, Zone
from tutorfleet.cloud.template import Output, Value


class Chapter(cdk.Stack):
    """One stack: a chapter of the specification in one zone."""

    def __init__(self, app: cdk.App, blueprint: Blueprint, zone: Zone, what: str, description: str) -> None:
        self.blueprint = blueprint
        self.zone = zone
        self.taken: dict[str, Value] = {}
        self.after: set[str] = set()
        super().__init__(
            app,
            zone.named(what),
            stack_name=zone.named(what),
            description=description,
            env=cdk.Environment(region=zone.region.name),
            synthesizer=cdk.CliCredentialsStackSynthesizer(),
            analytics_reporting=False,
        )

    def take(
        self, name: str, value: Value, kind: str = "String", description: str = "", *, secret: bool = False
    ) -> str:
        """A parameter that the deployer fills with `value`; the token to use in a property. A secret one is never shown again."""
        self.taken[name] = value
        parameter = cdk.CfnParameter(self, name, type=kind, description=description or None, no_echo=secret or None)
        return parameter.value_as_string

    def take_private_subnets(self, subnets: Sequence[Value]) -> list[str]:
        """A parameter for each private subnet of the zone."""
        return [
            self.take(f"PrivateSubnet{number}", subnet, "AWS::EC2::Subnet::Id", f"Private subnet {number}")
            for number, subnet in enumerate(subnets, 1)
        ]

    def give(self, name: str, value: str, description: str = "") -> Output:
        """An output of this stack, and what another stack says to take it."""
        # an output may be called like a resource in CloudFormation, but not in the CDK's tree
        output = cdk.CfnOutput(self, f"{name}Output", value=value, description=description or None)
        output.override_logical_id(name)
        return Output(self.stack_name, name)

    def wait_for(self, *others: "Chapter") -> None:
        """These are deployed before this one, though it takes nothing from them."""
        self.after |= {other.stack_name for other in others}

    def tags_of(self, name: str, description: str, more: Mapping[str, str] | None = None) -> list[cdk.CfnTag]:
        """The tags of one resource, as L1 constructs take them."""
        tags = self.blueprint.tags(name, description) | dict(more or {})
        return [cdk.CfnTag(key=key, value=value) for key, value in tags.items()]


def logical(*names: str) -> str:
    """A logical id of several names: ("worker", "gpu-large") -> WorkerGpuLarge."""
    return "".join(part.capitalize() for name in names for part in name.split("-"))
