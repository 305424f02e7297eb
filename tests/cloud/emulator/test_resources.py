"""What becomes of the fleet's own templates in the emulated account."""

from collections.abc import Iterator
from typing import Any

import pytest

from support.emulated import destroy
from support.formation import Formation, groups
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.resources import KINDS
from tutorfleet.cloud.template import Stack

REGIONS = ("us-east-1", "us-west-2")
LOOKS = (
    ("ec2", "describe_vpcs", "Vpcs"),
    ("ec2", "describe_subnets", "Subnets"),
    ("ec2", "describe_internet_gateways", "InternetGateways"),
    ("ec2", "describe_route_tables", "RouteTables"),
    ("ec2", "describe_security_groups", "SecurityGroups"),
    ("ec2", "describe_network_interfaces", "NetworkInterfaces"),
    ("ec2", "describe_volumes", "Volumes"),
    ("ec2", "describe_addresses", "Addresses"),
    ("efs", "describe_file_systems", "FileSystems"),
    ("elbv2", "describe_load_balancers", "LoadBalancers"),
    ("elbv2", "describe_target_groups", "TargetGroups"),
    ("rds", "describe_db_instances", "DBInstances"),
    ("rds", "describe_db_snapshots", "DBSnapshots"),
    ("rds", "describe_db_subnet_groups", "DBSubnetGroups"),
    ("rds", "describe_db_parameter_groups", "DBParameterGroups"),
    ("lambda", "list_functions", "Functions"),
    ("logs", "describe_log_groups", "logGroups"),
    ("apigateway", "get_rest_apis", "items"),
    ("apigateway", "get_vpc_links", "items"),
    ("cloudwatch", "describe_alarms", "MetricAlarms"),
    ("cloudwatch", "list_dashboards", "DashboardEntries"),
    ("ssm", "list_associations", "Associations"),
    ("amplify", "list_apps", "apps"),
)


def counted(account: Emulator) -> dict[tuple[str, str], int]:
    """How many of everything there are, by region and kind."""
    return {(region, what): number for region, what, number in looked(account)}


def looked(account: Emulator) -> Iterator[tuple[str, str, int]]:
    """The same, one by one."""
    for region in REGIONS:
        for service, look, key in LOOKS:
            yield region, look, len(getattr(account.client(service, region), look)()[key])
        pools = account.client("cognito-idp", region).list_user_pools(MaxResults=10)["UserPools"]
        yield region, "list_user_pools", len(pools)
        peerings = account.client("ec2", region).describe_vpc_peering_connections()["VpcPeeringConnections"]
        yield region, "peerings", sum(each["Status"]["Code"] == "active" for each in peerings)
        reservations = account.client("ec2", region).describe_instances()["Reservations"]
        running = [one for each in reservations for one in each["Instances"] if one["State"]["Name"] != "terminated"]
        yield region, "instances", len(running)


def test_every_type_of_every_fleet_is_known(variant: tuple[Any, tuple[Stack, ...]]) -> None:
    types = {resource["Type"] for stack in variant[1] for resource in stack.template["Resources"].values()}
    assert types <= set(KINDS)


def test_every_stack_stands(deployed_account: Emulator, stacks: tuple[Stack, ...]) -> None:
    made = 0
    for stack in stacks:
        formation = deployed_account.client("cloudformation", stack.region)
        made += len(formation.describe_stack_resources(StackName=stack.name)["StackResources"])
    assert made == sum(len(stack.template["Resources"]) for stack in stacks)


def test_destroyed_to_nothing(deployed_account: Emulator, stacks: tuple[Stack, ...]) -> None:
    destroy(deployed_account, stacks)
    left = counted(deployed_account)
    deployed_account.reset()
    assert left == counted(deployed_account)


def test_an_unknown_type_is_refused_before_anything_is_made(formation: Formation) -> None:
    template = {"Resources": {"R": {"Type": "AWS::Unknown::Thing"}}}
    assert formation.refusal(template) == "Template format error: Unrecognized resource types: [AWS::Unknown::Thing]"


@pytest.mark.parametrize("kind", ["AWS::EC2::InternetGateway", "AWS::Logs::LogGroup", "AWS::SSM::Association"])
def test_an_unknown_property_is_refused_and_nothing_stays(formation: Formation, kind: str) -> None:
    needed = {"Name": "AWS-RunShellScript"} if kind == "AWS::SSM::Association" else {}
    template = {"Resources": {"R": {"Type": kind, "Properties": {**needed, "Colour": "red"}}}}
    before = len(formation.account.client("ec2").describe_internet_gateways()["InternetGateways"])
    assert formation.apply(template) == "ROLLBACK_COMPLETE"
    assert formation.reasons() == {"R": f"{kind}: the emulator does not carry over Colour"}
    assert len(formation.account.client("ec2").describe_internet_gateways()["InternetGateways"]) == before
    assert formation.account.client("ssm").list_associations()["Associations"] == []


def test_an_unknown_property_of_a_rule_is_refused(formation: Formation) -> None:
    vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
    group = {
        "Type": "AWS::EC2::SecurityGroup",
        "Properties": {
            "GroupDescription": "g",
            "VpcId": {"Ref": "Vpc"},
            "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "Colour": "red"}],
        },
    }
    assert formation.apply({"Resources": {"Vpc": vpc, "Group": group}}) == "ROLLBACK_COMPLETE"
    assert "does not carry over Colour" in formation.reasons()["Group"]


def test_a_change_to_an_unknown_property_is_rolled_back(formation: Formation) -> None:
    formation.apply(groups(One={"LogGroupName": "one"}))
    assert formation.update(groups(One={"LogGroupName": "one", "Colour": "red"})) == "UPDATE_ROLLBACK_COMPLETE"


@pytest.mark.parametrize(
    ("family", "value", "status"),
    [
        ("postgres18", "1", "ROLLBACK_COMPLETE"),
        ("postgres18", "receipt,authentication", "CREATE_COMPLETE"),
        ("postgres17", "1", "CREATE_COMPLETE"),
    ],
)
def test_postgresql_18_takes_no_switch_for_the_log_of_connections(
    formation: Formation, family: str, value: str, status: str
) -> None:
    properties = {"Family": family, "Description": "d", "Parameters": {"log_connections": value}}
    group = {"Type": "AWS::RDS::DBParameterGroup", "Properties": properties}
    assert formation.apply({"Resources": {"Group": group}}) == status
