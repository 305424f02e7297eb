"""Everything that services of the emulated account tell about what stands in a region, as pairs of a name and a value."""

import json
from collections.abc import Iterator
from typing import Any

from tutorfleet.cloud.emulator import Emulator

Pairs = set[tuple[str, str]]


def told(account: Emulator, region: str) -> Pairs:
    """What is told of a region."""
    parts = (machines, storage, balancers, database, functions, identity, apis, monitoring, management)
    return {pair for part in parts for answer in part(account, region) for pair in pairs(answer)}


def pairs(node: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The leaves of a structure with the names that they have in it; a tag or a parameter by its own name."""
    if isinstance(node, dict):
        labels = [node[label] for label in ("Key", "Name", "ParameterName") if label in node]
        value = node.get("Value", node.get("ParameterValue"))
        if labels and isinstance(value, str | int | float) and len(node) <= 3:
            yield labels[0].lower(), plain(value)
            return
        for key, inner in node.items():
            yield from pairs(inner, key)
    elif isinstance(node, list):
        for inner in node:
            yield from pairs(inner, name)
    elif isinstance(node, str) and node.startswith("{") and name.lower() in ("policy",):
        yield from pairs(json.loads(node))
    else:
        yield name.lower(), plain(node)


def plain(value: Any) -> str:
    """A value as text, in the same way from whoever it comes."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def machines(account: Emulator, region: str) -> Iterator[Any]:
    ec2 = account.client("ec2", region)
    for what in ("vpcs", "subnets", "internet_gateways", "route_tables", "security_groups", "network_interfaces"):
        yield getattr(ec2, f"describe_{what}")()
    for what in ("volumes", "instances", "vpc_peering_connections", "instance_credit_specifications"):
        yield getattr(ec2, f"describe_{what}")()
    for vpc in ec2.describe_vpcs()["Vpcs"]:
        for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
            answer = ec2.describe_vpc_attribute(VpcId=vpc["VpcId"], Attribute=attribute[0].lower() + attribute[1:])
            yield {attribute: answer[attribute]["Value"]}
    for reservation in ec2.describe_instances()["Reservations"]:
        identity = reservation["Instances"][0]["InstanceId"]
        answer = ec2.describe_instance_attribute(InstanceId=identity, Attribute="userData")
        yield {"UserData": answer["UserData"]["Value"]}


def storage(account: Emulator, region: str) -> Iterator[Any]:
    efs = account.client("efs", region)
    for system in efs.describe_file_systems()["FileSystems"]:
        place = {"FileSystemId": system["FileSystemId"]}
        yield system
        yield efs.describe_backup_policy(**place)
        for target in efs.describe_mount_targets(**place)["MountTargets"]:
            yield target
            yield efs.describe_mount_target_security_groups(MountTargetId=target["MountTargetId"])


def balancers(account: Emulator, region: str) -> Iterator[Any]:
    elb = account.client("elbv2", region)
    for balancer in elb.describe_load_balancers()["LoadBalancers"]:
        place = {"LoadBalancerArn": balancer["LoadBalancerArn"]}
        yield balancer
        yield elb.describe_load_balancer_attributes(**place)
        yield elb.describe_tags(ResourceArns=[*place.values()])
        for listener in elb.describe_listeners(**place)["Listeners"]:
            at = {"ListenerArn": listener["ListenerArn"]}
            rules = elb.describe_rules(**at)["Rules"]
            yield from (listener, rules, elb.describe_listener_attributes(**at))
            yield elb.describe_tags(ResourceArns=[*at.values(), *(rule["RuleArn"] for rule in rules)])
    for group in elb.describe_target_groups()["TargetGroups"]:
        place = {"TargetGroupArn": group["TargetGroupArn"]}
        yield group
        yield elb.describe_target_group_attributes(**place)
        yield elb.describe_target_health(**place)
        yield elb.describe_tags(ResourceArns=[*place.values()])


def database(account: Emulator, region: str) -> Iterator[Any]:
    rds = account.client("rds", region)
    yield rds.describe_db_instances()
    for group in rds.describe_db_subnet_groups()["DBSubnetGroups"]:
        yield from (group, rds.list_tags_for_resource(ResourceName=group["DBSubnetGroupArn"]))
    for group in rds.describe_db_parameter_groups()["DBParameterGroups"]:
        yield from (group, rds.list_tags_for_resource(ResourceName=group["DBParameterGroupArn"]))
        yield rds.describe_db_parameters(DBParameterGroupName=group["DBParameterGroupName"])


def functions(account: Emulator, region: str) -> Iterator[Any]:
    client = account.client("lambda", region)
    for function in client.list_functions()["Functions"]:
        yield client.get_function(FunctionName=function["FunctionName"])
        if function["FunctionName"] != "lks-migrate":  # which nothing may call but the deployer
            yield client.get_policy(FunctionName=function["FunctionName"])
    logs = account.client("logs", region)
    for group in logs.describe_log_groups()["logGroups"]:
        yield from (group, logs.list_tags_for_resource(resourceArn=group["logGroupArn"]))


def identity(account: Emulator, region: str) -> Iterator[Any]:
    cognito = account.client("cognito-idp", region)
    for pool in cognito.list_user_pools(MaxResults=10)["UserPools"]:
        yield cognito.describe_user_pool(UserPoolId=pool["Id"])
        for client in cognito.list_user_pool_clients(UserPoolId=pool["Id"])["UserPoolClients"]:
            yield cognito.describe_user_pool_client(UserPoolId=pool["Id"], ClientId=client["ClientId"])


def apis(account: Emulator, region: str) -> Iterator[Any]:
    gateway = account.client("apigateway", region)
    yield gateway.get_vpc_links()
    for api in gateway.get_rest_apis()["items"]:
        place = {"restApiId": api["id"]}
        yield from (api, gateway.get_resources(**place, limit=500, embed=["methods"]))
        for what in ("authorizers", "stages", "gateway_responses", "deployments"):
            yield getattr(gateway, f"get_{what}")(**place)


def monitoring(account: Emulator, region: str) -> Iterator[Any]:
    watch = account.client("cloudwatch", region)
    for alarm in watch.describe_alarms()["MetricAlarms"]:
        yield from (alarm, watch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"]))
    for entry in watch.list_dashboards()["DashboardEntries"]:
        yield watch.get_dashboard(DashboardName=entry["DashboardName"])
        yield watch.list_tags_for_resource(ResourceARN=entry["DashboardArn"])


def management(account: Emulator, region: str) -> Iterator[Any]:
    ssm, amplify = account.client("ssm", region), account.client("amplify", region)
    for each in ssm.list_associations()["Associations"]:
        yield ssm.describe_association(AssociationId=each["AssociationId"])
        yield ssm.list_tags_for_resource(ResourceType="Association", ResourceId=each["AssociationId"])
    for app in amplify.list_apps()["apps"]:
        yield from (app, amplify.list_branches(appId=app["appId"]))
