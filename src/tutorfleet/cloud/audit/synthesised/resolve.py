"""Templates with their parameters and references filled in, before any of it exists. Pure.

What only AWS will know (an id, an address, an ARN) becomes a text that names it: `planned:lks-network-zone-a/Vpc`. Equal texts
mean the same thing, so relations between resources, also of other stacks and regions, can be followed as in a live account.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tutorfleet.cloud.template import Found, Output, Package, Stack

ACCOUNT = "000000000000"
"""where a template says AWS::AccountId"""
NOTHING = object()
"""AWS::NoValue: as if the property were not there"""

NAMED_BY = {
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
    "AWS::RDS::DBSubnetGroup": "DBSubnetGroupName",
    "AWS::RDS::DBParameterGroup": "DBParameterGroupName",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::ApiGateway::Stage": "StageName",
}
"""types whose id is the name that the template gives them"""
IDS = (
    *("Id", "GroupId", "VpcId", "SubnetId", "RouteTableId", "InternetGatewayId", "InstanceId", "AllocationId"),
    *("FileSystemId", "MountTargetId", "LoadBalancerArn", "TargetGroupArn", "ListenerArn", "RuleArn"),
    *("RestApiId", "ResourceId", "VpcLinkId", "DeploymentId", "AuthorizerId", "UserPoolId", "ClientId", "AppId"),
)
"""attributes that are what Ref gives"""
REFERENCE = re.compile(r"\$\{([^!${}][^${}]*)\}")


class Unresolvable(Exception):
    """A template says something that this module does not understand."""


@dataclass(frozen=True)
class Planned:
    """One resource of a template."""

    id: str
    stack: str
    region: str
    logical: str
    type: str
    properties: Mapping[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        return self.properties.get(name, default)

    def text(self, name: str) -> str:
        return str(self.properties.get(name, ""))

    def attribute(self, name: str) -> str:
        """What another resource sees that asks for this attribute."""
        return attribute(self, name)


def resolve(stacks: Iterable[Stack]) -> tuple[Planned, ...]:
    """Every resource of every stack, with nothing open in its properties; raises Unresolvable."""
    known = {stack.name: stack for stack in stacks}
    templates = {name: Template(stack, known) for name, stack in known.items()}
    for template in templates.values():
        template.others.update(templates)
    return tuple(planned for template in templates.values() for planned in template.resources)


@dataclass(frozen=True)
class Template:
    """One stack among the others."""

    stack: Stack
    stacks: Mapping[str, Stack]
    others: dict[str, "Template"] = field(default_factory=dict)

    @cached_property
    def resources(self) -> tuple[Planned, ...]:
        return tuple(
            Planned(
                self.id(logical),
                self.stack.name,
                self.stack.region,
                logical,
                declared["Type"],
                self.value(declared.get("Properties", {})),
            )
            for logical, declared in self.declared.items()
        )

    @property
    def declared(self) -> Mapping[str, Any]:
        resources: Mapping[str, Any] = self.stack.template.get("Resources", {})
        return resources

    def id(self, logical: str) -> str:
        declared = self.declared[logical]
        naming = NAMED_BY.get(declared["Type"], "")
        name = self.value(declared.get("Properties", {}).get(naming)) if naming else None
        return str(name) if name else f"planned:{self.stack.name}/{logical}"

    def value(self, said: Any) -> Any:
        """A part of a template, with every intrinsic function in it calculated."""
        if isinstance(said, list):
            return [value for value in map(self.value, said) if value is not NOTHING]
        if not isinstance(said, Mapping):
            return said
        if len(said) == 1:
            name, argument = next(iter(said.items()))
            if name == "Ref":
                return self.reference(argument)
            if name.startswith("Fn::"):
                return self.function(name, argument)
        values = {key: self.value(value) for key, value in said.items()}
        return {key: value for key, value in values.items() if value is not NOTHING}

    def reference(self, name: str) -> Any:
        if name in self.declared:
            return self.id(name)
        if name in self.stack.template.get("Parameters", {}):
            return self.parameter(name)
        pseudo = {
            "AWS::AccountId": ACCOUNT,
            "AWS::Region": self.stack.region,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackName": self.stack.name,
            "AWS::StackId": f"planned:{self.stack.name}",
            "AWS::NoValue": NOTHING,
        }
        if name not in pseudo:
            raise Unresolvable(f"{self.stack.name}: there is no {name!r}")
        return pseudo[name]

    def parameter(self, name: str) -> Any:
        value = self.stack.parameters.get(name, self.stack.template["Parameters"][name].get("Default", ""))
        if isinstance(value, Output):
            return self.others[value.stack].output(value.name)
        if isinstance(value, Package):
            return f"planned:package/{value.name}"
        if isinstance(value, Found):
            return f"planned:found/{value.name}"
        return value

    def output(self, name: str) -> Any:
        outputs = self.stack.template.get("Outputs", {})
        if name not in outputs:
            raise Unresolvable(f"{self.stack.name} has no output {name!r}")
        return self.value(outputs[name]["Value"])

    def attribute(self, logical: str, name: str) -> str:
        if logical not in self.declared:
            raise Unresolvable(f"{self.stack.name}: there is no {logical!r}")
        declared = self.declared[logical]
        return attribute(
            Planned(self.id(logical), self.stack.name, self.stack.region, logical, declared["Type"], {}), name
        )

    def function(self, name: str, argument: Any) -> Any:
        functions: Mapping[str, Callable[[Any], Any]] = {
            "Fn::GetAtt": lambda said: self.attribute(*(said.split(".", 1) if isinstance(said, str) else said)),
            "Fn::Join": lambda said: said[0].join(str(part) for part in self.value(said[1])),
            "Fn::Sub": self.substituted,
            "Fn::Base64": self.value,  # user data is judged as what it says
            "Fn::Select": lambda said: self.value(said[1])[int(said[0])],
            "Fn::Split": lambda said: str(self.value(said[1])).split(said[0]),
        }
        if name not in functions:
            raise Unresolvable(f"{self.stack.name}: {name} is not understood here")
        return functions[name](argument)

    def substituted(self, said: Any) -> str:
        text, own = (said, {}) if isinstance(said, str) else said

        def put(match: re.Match[str]) -> str:
            name = match.group(1)
            if name in own:
                return str(self.value(own[name]))
            logical, _, attribute_name = name.partition(".")
            return str(self.attribute(logical, attribute_name) if attribute_name else self.reference(name))

        return REFERENCE.sub(put, text).replace("${!", "${")


def attribute(planned: Planned, name: str) -> str:
    """An attribute as text; those that are the id are it."""
    if name in IDS:
        return planned.id
    if planned.type == "AWS::Lambda::Function" and name == "Arn":
        return f"arn:aws:lambda:{planned.region}:{ACCOUNT}:function:{planned.id}"
    return f"planned:{planned.stack}/{planned.logical}.{name}"
