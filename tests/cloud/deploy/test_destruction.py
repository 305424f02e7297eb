"""Everything of a fleet goes, nothing else does, and what is left is found."""

import json

import pytest

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.deploy import assets, changes, leftovers, live
from tutorfleet.cloud.deploy.destruction import destroy, sweep
from tutorfleet.cloud.deploy.errors import StackFailed
from tutorfleet.cloud.deploy.leftovers import Left, Leftovers
from tutorfleet.cloud.deploy.progress import Patience
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.template import Stack


def destroyed(runs: Runs) -> Leftovers:
    runs.told.clear()
    return destroy(runs.account, runs.blueprint, runs.told.append, Patience())


def test_nothing_of_a_fleet_is_left(standing: Runs) -> None:
    assert destroyed(standing).left == ()
    assert live.every(standing.account, "lks") == []


def test_stacks_go_before_what_they_took_from(standing: Runs) -> None:
    destroyed(standing)
    gone = [event.stack for event in standing.told if event.status == "DELETE_COMPLETE" and not event.resource]
    assert gone.index("lks-routes-zone-b") < gone.index("lks-peering-zone-a") < gone.index("lks-network-zone-b")


def test_buckets_go_with_what_is_in_them(standing: Runs) -> None:
    bucket = assets.bucket_name(standing.account, standing.blueprint, "us-west-2")
    standing.account.client("s3", "us-west-2").put_object(Bucket=bucket, Key="wheel-1.whl", Body=b"1")
    destroyed(standing)
    assert standing.account.client("s3").list_buckets()["Buckets"] == []


def test_logs_that_aws_made_for_a_function_go(runs: Runs) -> None:
    logs = runs.account.client("logs")
    for name in ("/aws/lambda/lks-turns", "/aws/lambda/theirs"):
        logs.create_log_group(logGroupName=name)
    destroyed(runs)
    assert [each["logGroupName"] for each in logs.describe_log_groups()["logGroups"]] == ["/aws/lambda/theirs"]


def test_what_somebody_made_by_hand_stays_and_is_told_with_the_command_that_deletes_it(runs: Runs) -> None:
    ec2 = runs.account.client("ec2", "us-west-2")
    group = ec2.create_security_group(GroupName="lks-sg-mine", Description="by hand")["GroupId"]
    (left,) = destroyed(runs).left
    assert (left.kind, left.region, left.name) == ("security group", "us-west-2", "lks-sg-mine")
    assert left.delete == f"aws ec2 delete-security-group --group-id {group} --region us-west-2"


def test_a_log_that_may_not_be_deleted_is_told_and_the_rest_goes(runs: Runs) -> None:
    gone = Left("log group", "us-east-1", "/aws/lambda/lks-gone", "/aws/lambda/lks-gone", "")
    runs.account.client("logs").create_log_group(logGroupName="/aws/lambda/lks-turns")
    there = leftovers.look(runs.account, "lks").left
    sweep(runs.account, (gone, *there), runs.told.append)
    assert [event.status for event in runs.told] == ["DELETE_FAILED", "DELETED"]


def test_a_stack_of_somebody_else_stays(runs: Runs) -> None:
    theirs = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.99.0.0/24"}}}}
    runs.account.client("cloudformation").create_stack(StackName="lks-theirs", TemplateBody=json.dumps(theirs))
    assert [left.kind for left in destroyed(runs).left] == ["stack"]


def test_what_cannot_go_at_first_goes_later(standing: Runs, emulator: Emulator) -> None:
    """As a security group that a function's network interface still carries."""
    emulator.fail_next("delete AWS::EC2::SecurityGroup", "resource sg-1 has a dependent object")
    assert destroyed(standing).left == ()


def test_what_never_goes_is_named_with_its_reason(standing: Runs, emulator: Emulator) -> None:
    for _ in range(10):
        emulator.fail_next("delete AWS::EC2::VPCPeeringConnection", "somebody holds it")
    with pytest.raises(
        StackFailed, match=r"lks-peering-zone-a \(us-east-1\) stays: .*somebody holds it.*FORCE_DELETE_STACK"
    ):
        destroyed(standing)
    emulator.faults.clear()
    assert destroyed(standing).left == ()


def test_a_stack_that_was_never_made_goes_too(runs: Runs, few: tuple[Stack, ...], emulator: Emulator) -> None:
    emulator.fail_next("AWS::EC2::VPCPeeringConnection", "no")
    with pytest.raises(StackFailed):
        runs.deploy(few)
    assert destroyed(runs).left == ()


def test_an_empty_account_has_nothing_left(runs: Runs) -> None:
    assert leftovers.look(runs.account, "lks").left == ()


def test_a_change_set_that_was_never_executed_leaves_no_name(runs: Runs, few: tuple[Stack, ...]) -> None:
    drafted = changes.draft(runs.account, runs.blueprint, few[0], [], None, Patience())
    assert drafted
    assert destroyed(runs).left == ()
