"""What the emulated account tells of the fleet, where moto alone would tell something else than AWS."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tutorfleet.cloud.emulator import Emulator


def instance(account: Emulator, name: str) -> Any:
    """The instance of this name."""
    wanted = [{"Name": "tag:Name", "Values": [name]}]
    return account.client("ec2").describe_instances(Filters=wanted)["Reservations"][0]["Instances"][0]


def balancer(account: Emulator, name: str, region: str = "us-east-1") -> Any:
    """The load balancer of this name."""
    return account.client("elbv2", region).describe_load_balancers(Names=[name])["LoadBalancers"][0]


def test_the_check_of_a_nat_is_off_on_its_interface_too(deployed_account: Emulator) -> None:
    nat = instance(deployed_account, "lks-nat-zone-a")
    assert [nat["SourceDestCheck"], nat["NetworkInterfaces"][0]["SourceDestCheck"]] == [False, False]
    interface = nat["NetworkInterfaces"][0]["NetworkInterfaceId"]
    deployed_account.client("ec2").modify_network_interface_attribute(
        NetworkInterfaceId=interface, SourceDestCheck={"Value": True}
    )
    assert instance(deployed_account, "lks-nat-zone-a")["SourceDestCheck"] is True


def test_an_instance_has_the_groups_of_its_interface(deployed_account: Emulator) -> None:
    nat = instance(deployed_account, "lks-nat-zone-a")
    assert nat["SecurityGroups"] == nat["NetworkInterfaces"][0]["Groups"] != []


def test_an_interface_goes_with_its_instance(deployed_account: Emulator) -> None:
    worker = instance(deployed_account, "lks-worker-chat-primary-zone-a")
    ec2 = deployed_account.client("ec2")
    before = len(ec2.describe_network_interfaces()["NetworkInterfaces"])
    ec2.terminate_instances(InstanceIds=[worker["InstanceId"]])
    assert len(ec2.describe_network_interfaces()["NetworkInterfaces"]) == before - 1


def test_a_network_balancer_has_its_pinned_addresses(deployed_account: Emulator) -> None:
    told = balancer(deployed_account, "lks-nlb-zone-b", "us-west-2")
    addresses = [zone["LoadBalancerAddresses"] for zone in told["AvailabilityZones"]]
    assert addresses == [[{"PrivateIPv4Address": "10.10.1.20"}], [{"PrivateIPv4Address": "10.10.1.148"}]]


@pytest.mark.parametrize(
    ("name", "arn", "host"),
    [
        ("lks-nlb-zone-a", ":loadbalancer/net/lks-nlb-zone-a/", "lks-nlb-zone-a-"),
        ("lks-alb-zone-a", ":loadbalancer/app/lks-alb-zone-a/", "internal-lks-alb-zone-a-"),
    ],
)
def test_a_balancer_is_named_as_aws_does(deployed_account: Emulator, name: str, arn: str, host: str) -> None:
    told = balancer(deployed_account, name)
    assert arn in told["LoadBalancerArn"]
    assert told["DNSName"].startswith(host)
    tags = deployed_account.client("elbv2").describe_tags(ResourceArns=[told["LoadBalancerArn"]])["TagDescriptions"][0]
    assert {"Key": "Name", "Value": name} in tags["Tags"]


def crossing(account: Emulator) -> str:
    """The target group of the home zone's balancer to the other zone."""
    groups = account.client("elbv2").describe_target_groups(Names=["lks-tg-to-zone-b"])["TargetGroups"]
    return str(groups[0]["TargetGroupArn"])


def test_targets_in_another_vpc_are_in_all_zones(deployed_account: Emulator) -> None:
    told = deployed_account.client("elbv2").describe_target_health(TargetGroupArn=crossing(deployed_account))
    assert {each["Target"]["AvailabilityZone"] for each in told["TargetHealthDescriptions"]} == {"all"}


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (
            {"Id": "172.40.0.5", "AvailabilityZone": "all"},
            "private range",
        ),  # why the mirror of our crossing is impossible
        ({"Id": "10.10.1.30"}, "must be 'all'"),
    ],
)
def test_a_target_elsewhere_must_be_private_and_in_all_zones(
    deployed_account: Emulator, target: dict[str, str], words: str
) -> None:
    with pytest.raises(ClientError, match=words):
        deployed_account.client("elbv2").register_targets(TargetGroupArn=crossing(deployed_account), Targets=[target])


def credits_of(account: Emulator, name: str) -> str:
    """How an instance spends its CPU credits."""
    identity = instance(account, name)["InstanceId"]
    told = account.client("ec2").describe_instance_credit_specifications(InstanceIds=[identity])
    return str(told["InstanceCreditSpecifications"][0]["CpuCredits"])


def test_credits_are_what_was_said(deployed_account: Emulator) -> None:
    name = "lks-worker-chat-primary-zone-a"
    assert credits_of(deployed_account, name) == "standard"
    wanted = [{"InstanceId": instance(deployed_account, name)["InstanceId"], "CpuCredits": "unlimited"}]
    deployed_account.client("ec2").modify_instance_credit_specification(InstanceCreditSpecifications=wanted)
    assert credits_of(deployed_account, name) == "unlimited"


def test_models_are_mounted_at_their_pinned_addresses(deployed_account: Emulator) -> None:
    efs = deployed_account.client("efs")
    system = efs.describe_file_systems()["FileSystems"][0]["FileSystemId"]
    targets = efs.describe_mount_targets(FileSystemId=system)["MountTargets"]
    assert sorted(target["IpAddress"] for target in targets) == ["172.32.1.10", "172.32.1.138"]
    assert efs.describe_backup_policy(FileSystemId=system)["BackupPolicy"]["Status"] == "ENABLED"


def test_a_mount_target_that_a_student_makes_has_its_interface_too(deployed_account: Emulator) -> None:
    efs, ec2 = deployed_account.client("efs"), deployed_account.client("ec2")
    system = efs.describe_file_systems()["FileSystems"][0]["FileSystemId"]
    old = efs.describe_mount_targets(FileSystemId=system)["MountTargets"][0]
    efs.delete_mount_target(MountTargetId=old["MountTargetId"])
    made = efs.create_mount_target(FileSystemId=system, SubnetId=old["SubnetId"], IpAddress=old["IpAddress"])
    told = ec2.describe_network_interfaces(NetworkInterfaceIds=[made["NetworkInterfaceId"]])["NetworkInterfaces"][0]
    assert told["Description"] == f"EFS mount target for {system} ({made['MountTargetId']})"


def proxied(account: Emulator) -> tuple[dict[str, str], Any]:
    """Where the method of a region's path is, and what stands behind it."""
    gateway = account.client("apigateway")
    api = gateway.get_rest_apis()["items"][0]["id"]
    resources = gateway.get_resources(restApiId=api, limit=500)["items"]
    resource = next(each["id"] for each in resources if each["path"] == "/us-east-1/{proxy+}")
    place = {"restApiId": api, "resourceId": resource, "httpMethod": "POST"}
    return place, gateway.get_integration(**place)


def test_an_integration_streams_through_its_link(deployed_account: Emulator) -> None:
    _, told = proxied(deployed_account)
    links = {link["id"] for link in deployed_account.client("apigateway").get_vpc_links()["items"]}
    assert told["responseTransferMode"] == "STREAM"
    assert told["connectionId"] in links


def test_an_integration_can_be_mended(deployed_account: Emulator) -> None:
    place, _ = proxied(deployed_account)
    gateway = deployed_account.client("apigateway")
    gateway.update_integration(
        **place, patchOperations=[{"op": "replace", "path": "/responseTransferMode", "value": "BUFFERED"}]
    )
    assert proxied(deployed_account)[1]["responseTransferMode"] == "BUFFERED"


def test_who_may_call_a_method_can_be_mended(deployed_account: Emulator) -> None:
    place, _ = proxied(deployed_account)
    gateway = deployed_account.client("apigateway")
    authorizer = gateway.get_method(**place)["authorizerId"]
    for kind, who in (("NONE", ""), ("COGNITO_USER_POOLS", authorizer)):
        values = {"/authorizationType": kind, "/authorizerId": who}
        patches = [{"op": "replace", "path": path, "value": value} for path, value in values.items()]
        gateway.update_method(**place, patchOperations=patches)
        told = gateway.get_method(**place)
        assert (told["authorizationType"], told["authorizerId"]) == (kind, who)


def test_a_method_that_is_not_there_cannot_be_mended(deployed_account: Emulator) -> None:
    place, _ = proxied(deployed_account)
    with pytest.raises(ClientError, match="NotFoundException"):
        deployed_account.client("apigateway").update_method(**place | {"httpMethod": "HEAD"}, patchOperations=[])


def test_a_function_is_in_the_fleets_vpc_and_logs_where_it_is_told(deployed_account: Emulator) -> None:
    told = deployed_account.client("lambda").get_function_configuration(FunctionName="lks-conversations")
    vpcs = deployed_account.client("ec2").describe_vpcs(Filters=[{"Name": "tag:Name", "Values": ["lks-vpc-zone-a"]}])
    assert told["VpcConfig"]["VpcId"] == vpcs["Vpcs"][0]["VpcId"]
    assert told["LoggingConfig"]["LogGroup"] == "/aws/lambda/lks-conversations"


def test_a_dashboard_has_tags(deployed_account: Emulator) -> None:
    watch = deployed_account.client("cloudwatch")
    for told in watch.list_dashboards()["DashboardEntries"]:
        assert watch.list_tags_for_resource(ResourceARN=told["DashboardArn"])["Tags"]


def test_tags_can_be_set_later(deployed_account: Emulator) -> None:
    gateway, cognito = deployed_account.client("apigateway"), deployed_account.client("cognito-idp")
    api, link = gateway.get_rest_apis()["items"][0]["id"], gateway.get_vpc_links()["items"][0]["id"]
    pool = cognito.list_user_pools(MaxResults=1)["UserPools"][0]["Id"]
    arn = cognito.describe_user_pool(UserPoolId=pool)["UserPool"]["Arn"]
    cognito.tag_resource(ResourceArn=arn, Tags={"Course": "c"})
    cognito.untag_resource(ResourceArn=arn, TagKeys=["Project"])
    told = [cognito.list_tags_for_resource(ResourceArn=arn)["Tags"]]
    for path in (f"restapis/{api}", f"restapis/{api}/stages/v1", f"vpclinks/{link}"):
        arn = f"arn:aws:apigateway:us-east-1::/{path}"
        gateway.tag_resource(resourceArn=arn, tags={"Course": "c"})
        gateway.untag_resource(resourceArn=arn, tagKeys=["Project"])
        told.append(gateway.get_tags(resourceArn=arn)["tags"])
    assert [(tags.get("Course"), "Project" in tags) for tags in told] == [("c", False)] * 4
