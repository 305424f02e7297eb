"""The command that mends what a rule found, with what is known put into its <places>. Pure.

A place is filled where there is no doubt what it means: the region, and what is called like the kind of thing that was found. The
rest is for a person to fill in. A command that needs another thing of that kind than the found one calls it otherwise.
"""

import re
from collections.abc import Mapping

from tutorfleet.cloud.audit.rule import Evidence, Rule

PLACE = re.compile(r"<([^<>]+)>")
REGION = "region"
PLANNED = "planned:"
"""how ids begin of what does not exist yet"""
CALLED: Mapping[str, tuple[str, ...]] = {
    "AWS::ApiGateway::RestApi": ("api",),
    "AWS::ApiGateway::VpcLink": ("link",),
    "AWS::Amplify::App": ("app",),
    "AWS::CloudWatch::Alarm": ("alarm",),
    "AWS::Cognito::UserPool": ("pool",),
    "AWS::EC2::EIP": ("address",),
    "AWS::EC2::Instance": ("instance", "NAT instance", "worker"),
    "AWS::EC2::InternetGateway": ("gateway",),
    "AWS::EC2::NatGateway": ("gateway",),
    "AWS::EC2::NetworkInterface": ("interface",),
    "AWS::EC2::RouteTable": ("table", "private table", "public table"),
    "AWS::EC2::SecurityGroup": ("group",),
    "AWS::EC2::Subnet": ("subnet",),
    "AWS::EC2::VPC": ("vpc",),
    "AWS::EC2::VPCPeeringConnection": ("peering",),
    "AWS::EC2::Volume": ("volume",),
    "AWS::EFS::FileSystem": ("file system",),
    "AWS::ElasticLoadBalancingV2::Listener": ("listener", "arn"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": ("balancer", "arn"),
    "AWS::ElasticLoadBalancingV2::TargetGroup": ("target group", "arn"),
    "AWS::Lambda::Function": ("function",),
    "AWS::RDS::DBInstance": ("database",),
    "AWS::SSM::Association": ("association",),
}
"""type -> what the places of a command call one; "id" is said of any"""


def fixes(rule: Rule, found: tuple[Evidence, ...]) -> tuple[str, ...]:
    """A command for everything that was found, each once; the command as it is where nothing was."""
    return tuple(dict.fromkeys(filled(rule.fix, one) for one in found)) or (rule.fix,)


def filled(command: str, found: Evidence) -> str:
    """The command with the places filled in that can mean only this."""
    values = {REGION: found.region} if found.region else {}
    if found.id and not found.id.startswith(PLANNED):
        values |= dict.fromkeys((*CALLED.get(found.type, ()), "id"), found.id)
    return PLACE.sub(lambda match: values.get(match.group(1), match.group(0)), command)
