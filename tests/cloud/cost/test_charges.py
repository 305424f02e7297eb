"""What templates are charged."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tutorfleet.cloud.cost.bill import Charge, total
from tutorfleet.cloud.cost.charges import FREE, PRICED, charges, monthly
from tutorfleet.cloud.cost.prices import NoPrice
from tutorfleet.cloud.cost.use import Use
from tutorfleet.cloud.template import Stack

LARGE = {"InstanceType": "t2.large"}


def stack_of(kind: str, properties: Mapping[str, Any], **more: Any) -> Stack:
    body = {"Resources": {"It": {"Type": kind, "Properties": properties}, **more.pop("others", {})}, **more}
    return Stack("lks-test-zone-a", "us-east-1", body)


def told(found: tuple[Charge, ...]) -> dict[str, float]:
    return {charge.price.name: charge.quantity for charge in found}


def test_a_machine_is_paid_by_the_hour_and_its_disk_by_the_gigabyte() -> None:
    disks = [{"Ebs": {"VolumeSize": 30, "VolumeType": "gp3"}}]
    found = charges([stack_of("AWS::EC2::Instance", LARGE | {"BlockDeviceMappings": disks})])
    assert told(found) == {"t2.large": 730, "disk gp3": 30}


def test_a_machine_that_says_nothing_of_disks_has_the_image_s() -> None:
    assert told(charges([stack_of("AWS::EC2::Instance", LARGE)])) == {"t2.large": 730, "disk gp2": 8}


def test_a_machine_with_a_public_address_pays_it() -> None:
    interfaces = [{"AssociatePublicIpAddress": True}, {"AssociatePublicIpAddress": False}]
    found = charges([stack_of("AWS::EC2::Instance", LARGE | {"NetworkInterfaces": interfaces})])
    assert told(found)["public address"] == 730


def test_a_machine_takes_its_type_from_its_launch_template() -> None:
    template = {"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": LARGE}}
    properties = {"LaunchTemplate": {"LaunchTemplateId": {"Ref": "Template"}}}
    assert "t2.large" in told(charges([stack_of("AWS::EC2::Instance", properties, others={"Template": template})]))


def test_a_parameter_is_followed_to_its_value() -> None:
    by_reference = stack_of("AWS::EC2::Instance", {"InstanceType": {"Ref": "Size"}})
    assert "t3.large" in told(charges([replace(by_reference, parameters={"Size": "t3.large"})]))


def test_a_parameter_is_followed_to_its_default() -> None:
    found = charges(
        [stack_of("AWS::EC2::Instance", {"InstanceType": {"Ref": "Size"}}, Parameters={"Size": {"Default": "t3.nano"}})]
    )
    assert "t3.nano" in told(found)


def test_a_size_that_only_deployment_tells_has_no_price() -> None:
    with pytest.raises(NoPrice, match="known only after deployment"):
        charges([stack_of("AWS::EC2::Instance", {"InstanceType": {"Ref": "Size"}})])


def test_a_type_that_nobody_priced_is_refused_by_name() -> None:
    with pytest.raises(NoPrice, match="AWS::SageMaker::Endpoint"):
        charges([stack_of("AWS::SageMaker::Endpoint", {})])


def test_a_machine_that_nobody_priced_is_refused_by_name() -> None:
    with pytest.raises(NoPrice, match=r"p3\.2xlarge"):
        charges([stack_of("AWS::EC2::Instance", {"InstanceType": "p3.2xlarge"})])


def test_no_type_is_free_and_priced() -> None:
    assert not FREE & PRICED.keys()


@pytest.mark.parametrize(
    ("kind", "properties", "expected"),
    [
        ("AWS::EC2::EIP", {}, {"public address": 730}),
        ("AWS::EC2::NatGateway", {}, {"NAT gateway": 730}),
        ("AWS::EC2::Volume", {"Size": 5, "VolumeType": "gp3"}, {"disk gp3": 5}),
        ("AWS::EC2::VPCEndpoint", {"VpcEndpointType": "Gateway"}, {}),
        (
            "AWS::EC2::VPCEndpoint",
            {"VpcEndpointType": "Interface", "SubnetIds": ["a", "b"]},
            {"interface endpoint": 1460},
        ),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", {"Type": "network"}, {"network balancer": 730}),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", {}, {"application balancer": 730}),
        ("AWS::EFS::FileSystem", {}, {"file system": 10}),
        ("AWS::SecretsManager::Secret", {}, {"secret": 1}),
        ("AWS::CloudWatch::Alarm", {}, {"alarm": 1}),
        (
            "AWS::CloudWatch::Alarm",
            {"Metrics": [{"MetricStat": {}}, {"MetricStat": {}}, {"Expression": "a/b"}]},
            {"alarm": 2},
        ),
        ("AWS::CloudWatch::Dashboard", {}, {"dashboard": 1}),
    ],
)
def test_what_a_resource_is_charged(kind: str, properties: dict[str, Any], expected: dict[str, float]) -> None:
    assert told(charges([stack_of(kind, properties)])) == expected


def test_backups_of_the_models_are_paid_too() -> None:
    found = charges([stack_of("AWS::EFS::FileSystem", {"BackupPolicy": {"Status": "ENABLED"}})], Use(model_gb=7))
    assert told(found) == {"file system": 7, "file system, backup": 7}


def test_a_standby_database_is_paid_twice() -> None:
    properties = {"DBInstanceClass": "db.t3.micro", "AllocatedStorage": "20", "MultiAZ": True}
    assert told(charges([stack_of("AWS::RDS::DBInstance", properties)])) == {"db.t3.micro": 1460, "database disk": 40}


def test_a_month_is_the_sum_of_all_charges(stacks: tuple[Stack, ...]) -> None:
    assert monthly(stacks) == total(charges(stacks))


def test_everything_in_our_templates_has_a_price_or_is_free(stacks: tuple[Stack, ...]) -> None:
    assert charges(stacks)


def test_the_task_s_own_bill_is_what_was_counted_by_hand(stacks: tuple[Stack, ...]) -> None:
    by_hand = 12 * 0.0928 * 730 + 2 * 0.0116 * 730 + 2 * 0.005 * 730  # workers, NAT and its addresses
    by_hand += (2 + 3) * 0.0225 * 730  # balancers of both kinds
    by_hand += 0.018 * 730 + 20 * 0.115  # database
    by_hand += (12 * 30 + 2 * 8) * 0.08 + 10 * (0.30 + 0.05)  # disks, models and their backup
    beside = {"alarm", "dashboard", "secret"}
    found = [charge for charge in charges(stacks) if charge.price.name not in beside]
    assert total(found) == pytest.approx(by_hand)
