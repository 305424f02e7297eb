"""Changes to what stands: every type of the fleet takes new tags in place, and properties as AWS does."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.resources import KINDS
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.parse import default

Change = Callable[[dict[str, Any]], None]


def updated(account: Emulator, stack: Stack, template: Mapping[str, Any], **more: Any) -> dict[str, str]:
    """Change a stack of the fleet; physical ids of its resources after that."""
    formation = account.client("cloudformation", stack.region)
    bucket = f"lks-assets-{account.account}-{stack.region}"
    account.client("s3", stack.region).put_object(Bucket=bucket, Key="changed", Body=json.dumps(template))
    formation.update_stack(
        StackName=stack.name,
        TemplateURL=f"https://{bucket}.s3.{stack.region}.amazonaws.com/changed",
        Parameters=[{"ParameterKey": name, "UsePreviousValue": True} for name in template.get("Parameters", ())],
        **more,
    )
    told = formation.describe_stacks(StackName=stack.name)["Stacks"][0]
    failures = [
        (event["LogicalResourceId"], event.get("ResourceStatusReason"))
        for event in formation.describe_stack_events(StackName=stack.name)["StackEvents"]
        if event["ResourceStatus"].endswith("FAILED")
    ]
    assert (told["StackStatus"], failures) == ("UPDATE_COMPLETE", [])
    return ids(account, stack)


def ids(account: Emulator, stack: Stack) -> dict[str, str]:
    """Logical id to physical id."""
    told = account.client("cloudformation", stack.region).describe_stack_resources(StackName=stack.name)
    return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in told["StackResources"]}


def test_every_stack_takes_another_tag_in_place(deployed_account: Emulator, stacks: tuple[Stack, ...]) -> None:
    for stack in stacks:
        if any(KINDS[resource["Type"]].tags for resource in stack.template["Resources"].values()):
            before = ids(deployed_account, stack)
            tags = [{"Key": "Course", "Value": "english"}]
            assert updated(deployed_account, stack, stack.template, Tags=tags) == before


def first(template: Mapping[str, Any], kind: str) -> Any:
    """Properties of the first resource of a type."""
    return next(each["Properties"] for each in template["Resources"].values() if each["Type"] == kind)


def setting(kind: str, **values: Any) -> Change:
    """Gives the first resource of a type other values; None takes one away."""

    def change(template: dict[str, Any]) -> None:
        properties = first(template, kind)
        properties.update({name: value for name, value in values.items() if value is not None})
        for name in [name for name, value in values.items() if value is None]:
            del properties[name]

    return change


IN_PLACE = [
    ("network-zone-a", setting("AWS::EC2::VPC", EnableDnsHostnames=False)),
    ("network-zone-a", setting("AWS::EC2::Subnet", MapPublicIpOnLaunch=True)),
    ("security-zone-a", setting("AWS::EC2::SecurityGroup", SecurityGroupIngress=[])),
    ("nat-zone-a", setting("AWS::EC2::Instance", SourceDestCheck=True)),
    ("workers-zone-b", setting("AWS::EC2::Instance", InstanceType="t3.large")),
    ("workers-zone-b", setting("AWS::EC2::Instance", InstanceType="m6i.large", CreditSpecification=None)),
    ("workers-zone-b", setting("AWS::EC2::Instance", CreditSpecification={"CPUCredits": "unlimited"})),
    ("workers-zone-b", setting("AWS::EC2::Instance", DisableApiTermination=True)),
    ("storage-zone-a", setting("AWS::EFS::FileSystem", LifecyclePolicies=[{"TransitionToIA": "AFTER_30_DAYS"}])),
    ("balancers-zone-a", setting("AWS::ElasticLoadBalancingV2::TargetGroup", Targets=None)),
    ("balancers-zone-a", setting("AWS::ElasticLoadBalancingV2::TargetGroup", HealthCheckIntervalSeconds=20)),
    ("balancers-zone-a", setting("AWS::ElasticLoadBalancingV2::ListenerRule", Priority=400)),
    (
        "balancers-zone-a",
        setting(
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            LoadBalancerAttributes=[{"Key": "idle_timeout.timeout_seconds", "Value": "60"}],
        ),
    ),
    ("database-zone-a", setting("AWS::RDS::DBInstance", BackupRetentionPeriod=1, DBInstanceClass="db.t3.small")),
    ("database-zone-a", setting("AWS::RDS::DBParameterGroup", Parameters={"rds.force_ssl": "0"})),
    ("functions-zone-a", setting("AWS::Lambda::Function", Timeout=10, MemorySize=512)),
    ("functions-zone-a", setting("AWS::Logs::LogGroup", RetentionInDays=None)),
    ("identity-zone-a", setting("AWS::Cognito::UserPool", MfaConfiguration="OPTIONAL")),
    ("identity-zone-a", setting("AWS::Cognito::UserPoolClient", RefreshTokenValidity=1)),
    ("api-zone-a", setting("AWS::ApiGateway::RestApi", Description="other")),
    ("api-zone-a", setting("AWS::ApiGateway::Method", AuthorizationType="NONE", AuthorizerId=None)),
    ("api-zone-a", setting("AWS::ApiGateway::Authorizer", AuthorizerResultTtlInSeconds=0)),
    ("api-zone-a", setting("AWS::ApiGateway::Stage", Description="other", MethodSettings=[])),
    ("api-zone-a", setting("AWS::ApiGateway::GatewayResponse", ResponseTemplates=None)),
    ("client-zone-a", setting("AWS::Amplify::App", Description="other")),
    ("client-zone-a", setting("AWS::Amplify::Branch", Description="other")),
    ("configuration-zone-a", setting("AWS::SSM::Association", ScheduleExpression="rate(1 day)")),
    ("monitoring-zone-a", setting("AWS::CloudWatch::Dashboard", DashboardBody="{}")),
    ("monitoring-zone-a", setting("AWS::CloudWatch::Alarm", AlarmDescription=None)),
]


@pytest.mark.parametrize(("name", "change"), IN_PLACE)
def test_a_property_changes_in_place(
    deployed_account: Emulator, templates: Mapping[str, Stack], name: str, change: Change
) -> None:
    stack = templates[f"lks-{name}"]
    template = deepcopy(dict(stack.template))
    change(template)
    before = ids(deployed_account, stack)
    assert updated(deployed_account, stack, template) == before


def test_another_image_makes_another_machine(deployed_account: Emulator, templates: Mapping[str, Stack]) -> None:
    stack = templates["lks-nat-zone-a"]
    template = deepcopy(dict(stack.template))
    logical = next(name for name, each in template["Resources"].items() if each["Type"] == "AWS::EC2::Instance")
    template["Resources"][logical]["Properties"]["ImageId"] = "ami-00250000000000000"
    before = ids(deployed_account, stack)
    after = updated(deployed_account, stack, template)
    assert after[logical] != before[logical]
    told = deployed_account.client("ec2").describe_instances(InstanceIds=[before[logical]])["Reservations"][0]
    assert told["Instances"][0]["State"]["Name"] == "terminated"
    routes = deployed_account.client("ec2").describe_route_tables()["RouteTables"]
    assert after[logical] in {route.get("InstanceId") for table in routes for route in table["Routes"]}


def test_paths_move_to_another_role_while_the_balancer_stands(
    deployed_account: Emulator, templates: Mapping[str, Stack]
) -> None:
    """Two rules of one priority are refused, also for the moment in which one takes the place of the other."""
    scoring, *others = default().roles
    more = replace(scoring, paths=(*scoring.paths, "/api/embed"))
    stack = templates["lks-balancers-zone-a"]
    moved = {each.name: each for each in synthesise(Blueprint(replace(default(), roles=(more, *others))))}
    before = ids(deployed_account, stack)
    after = updated(deployed_account, stack, moved[stack.name].template)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 1
