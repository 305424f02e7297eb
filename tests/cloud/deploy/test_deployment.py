"""All stacks over all regions, on an emulated account."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.stub import Stubber

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.deployment import Deployment, brought
from tutorfleet.cloud.deploy.errors import StackFailed
from tutorfleet.cloud.deploy.progress import Event
from tutorfleet.cloud.deploy.values import Known
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.template import Stack


def changed(stacks: tuple[Stack, ...], name: str, resource: str, properties: Mapping[str, Any]) -> tuple[Stack, ...]:
    """The same stacks, one resource with other properties."""

    def other(stack: Stack) -> Stack:
        if stack.name != name:
            return stack
        resources = dict(stack.template["Resources"])
        old = resources[resource]
        resources[resource] = {**old, "Properties": {**old["Properties"], **properties}}
        return replace(stack, template={**stack.template, "Resources": resources})

    return tuple(map(other, stacks))


def test_every_stack_is_made_in_its_region(standing: Runs, few: tuple[Stack, ...]) -> None:
    made = {(each.name, each.region): each.status for each in live.every(standing.account, "lks")}
    assert made == {(stack.name, stack.region): "CREATE_COMPLETE" for stack in few}


def test_an_id_goes_from_one_region_to_the_other(runs: Runs, few: tuple[Stack, ...]) -> None:
    outputs = runs.deploy(few)
    connections = runs.account.client("ec2", "us-west-2").describe_vpc_peering_connections()["VpcPeeringConnections"]
    assert [each["VpcPeeringConnectionId"] for each in connections] == [outputs["lks-peering-zone-a", "PeeringB"]]


def test_a_second_deployment_changes_nothing(standing: Runs, few: tuple[Stack, ...]) -> None:
    standing.deploy(few)
    assert set(standing.statuses().values()) == {"UNCHANGED"}


def test_only_the_stack_that_differs_is_changed(standing: Runs, few: tuple[Stack, ...]) -> None:
    standing.deploy(changed(few, "lks-network-zone-b", "Vpc", {"EnableDnsHostnames": False}))
    statuses = standing.statuses()
    assert statuses.pop("lks-network-zone-b") == "UPDATE_COMPLETE"
    assert set(statuses.values()) == {"UNCHANGED"}


def test_a_newer_image_replaces_no_machine(
    standing: Runs, few: tuple[Stack, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutorfleet.cloud.deploy.found.image", lambda account, region: "ami-00220000000000000")
    standing.deploy(few)
    assert set(standing.statuses().values()) == {"UNCHANGED"}


def test_a_failure_names_its_cause_and_the_rest_is_made(runs: Runs, few: tuple[Stack, ...], emulator: Emulator) -> None:
    emulator.fail_next("AWS::EC2::Instance", "You have requested more vCPU capacity than your limit of 5 allows")
    with pytest.raises(
        StackFailed, match=r"lks-nat-zone-.* AWS::EC2::Instance .*more vCPU capacity.*goes on where it stopped"
    ):
        runs.deploy(few)
    assert sorted(runs.statuses().values()).count("CREATE_COMPLETE") == len(few) - 1


def test_what_failed_is_made_by_the_next_run(runs: Runs, few: tuple[Stack, ...], emulator: Emulator) -> None:
    emulator.fail_next("AWS::EC2::VPCPeeringConnection", "no")
    with pytest.raises(StackFailed, match=r"Still waiting for that: \d+"):
        runs.deploy(few)
    runs.deploy(few)
    assert {each.status for each in live.every(runs.account, "lks")} == {"CREATE_COMPLETE"}


def test_a_failed_change_leaves_what_was_and_the_next_run_does_it(
    standing: Runs, few: tuple[Stack, ...], emulator: Emulator
) -> None:
    wanted = changed(few, "lks-network-zone-b", "Vpc", {"EnableDnsHostnames": False})
    emulator.fail_next("AWS::EC2::VPC", "no")
    with pytest.raises(StackFailed, match="AWS::EC2::VPC Vpc: no"):
        standing.deploy(wanted)
    assert standing.statuses()["lks-network-zone-b"] == "UPDATE_ROLLBACK_COMPLETE"
    standing.deploy(wanted)
    assert standing.statuses()["lks-network-zone-b"] == "UPDATE_COMPLETE"


@pytest.fixture
def stuck(standing: Runs, few: tuple[Stack, ...], emulator: Emulator) -> tuple[Stack, ...]:
    """What was wanted when neither the change of a network went well nor the way back."""
    name = "lks-network-zone-b"
    template = next(stack for stack in few if stack.name == name).template
    subnet = next(each for each, body in template["Resources"].items() if body["Type"] == "AWS::EC2::Subnet")
    wanted = changed(few, name, "Vpc", {"EnableDnsHostnames": False})
    wanted = changed(wanted, name, subnet, {"MapPublicIpOnLaunch": True})
    emulator.fail_next("AWS::EC2::Subnet", "no")
    emulator.fail_next("AWS::EC2::VPC", "no way back", after=1)
    with pytest.raises(StackFailed):
        standing.deploy(wanted)
    assert standing.statuses()[name] == "UPDATE_ROLLBACK_FAILED"
    return wanted


def test_a_rollback_that_stopped_half_way_goes_on(standing: Runs, stuck: tuple[Stack, ...]) -> None:
    standing.deploy(stuck)
    assert standing.statuses()["lks-network-zone-b"] == "UPDATE_COMPLETE"


def test_a_rollback_that_stops_again_is_told_with_the_way_out(
    standing: Runs, stuck: tuple[Stack, ...], emulator: Emulator
) -> None:
    emulator.fail_next("AWS::EC2::VPC", "still no way back")
    with pytest.raises(StackFailed, match=r"still no way back.*--resources-to-skip RESOURCE --stack-name lks-network"):
        standing.deploy(stuck)


def test_a_stack_that_is_described_no_more_goes(standing: Runs, few: tuple[Stack, ...]) -> None:
    standing.deploy(tuple(stack for stack in few if "nat" not in stack.name))
    assert not [each.name for each in live.every(standing.account, "lks") if "nat" in each.name]


def test_a_stack_of_somebody_else_stays(runs: Runs, few: tuple[Stack, ...]) -> None:
    theirs = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.99.0.0/24"}}}}
    runs.account.client("cloudformation").create_stack(
        StackName="lks-theirs", TemplateBody=str(theirs).replace("'", '"')
    )
    runs.deploy(few)
    assert "lks-theirs" in [each.name for each in live.every(runs.account, "lks")]


def test_a_stack_that_somebody_else_makes_in_the_same_moment_is_taken_as_it_is(
    emulator: Emulator, blueprint: Blueprint
) -> None:
    """The second of two runs: its look finds no stack, and then there is one."""
    stack, own = Stack("lks-network-zone-a", "us-east-1", {}), Account(["us-east-1"])
    tags = [{"Key": "ManagedBy", "Value": "tutorfleet"}]
    made = {"StackName": stack.name, "StackId": "1", "CreationTime": datetime.now(UTC), "Tags": tags}
    nothing = {"Status": "FAILED", "StatusReason": "The submitted information didn't contain changes."}
    script = Stubber(own.client("cloudformation"))
    script.add_client_error("describe_stacks", "ValidationError", f"Stack with id {stack.name} does not exist")
    script.add_client_error(
        "create_change_set", "ValidationError", f"Stack [{stack.name}] already exists and cannot be created again"
    )
    script.add_response("describe_stacks", {"Stacks": [{**made, "StackStatus": "CREATE_COMPLETE"}]})
    script.add_response("create_change_set", {"Id": "2", "StackId": "1"})
    script.add_response("describe_change_set", nothing)
    script.add_response("delete_change_set", {})
    told: list[Event] = []
    with script:
        found = brought(Deployment(own, blueprint, (stack,), {}, told.append), stack, Known())
    assert (found.status, [event.status for event in told]) == ("CREATE_COMPLETE", ["UNCHANGED"])
