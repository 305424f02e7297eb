"""What a deployment would do, said without doing it."""

import json

import pytest

from cloud.deploy.conftest import Runs
from cloud.deploy.test_deployment import changed
from tutorfleet.cloud.deploy import live
from tutorfleet.cloud.deploy.errors import StackFailed, TooExpensive
from tutorfleet.cloud.deploy.plan import Plan, affordable, plan
from tutorfleet.cloud.template import Stack


def planned(runs: Runs, stacks: tuple[Stack, ...]) -> Plan:
    """Each stack costs a dollar."""
    return plan(runs.account, runs.blueprint, stacks, {}, lambda priced: len(list(priced)))


def actions(found: Plan) -> dict[str, str]:
    return {stack.name: stack.action for stack in found.stacks if stack.action != "keep"}


def test_in_an_empty_account_everything_is_made(runs: Runs, few: tuple[Stack, ...]) -> None:
    found = planned(runs, few)
    assert actions(found) == {stack.name: "make" for stack in few}
    assert (found.before, found.after) == (0, len(few))
    assert live.every(runs.account, "lks") == []


def test_after_a_deployment_there_is_nothing_to_do(standing: Runs, few: tuple[Stack, ...]) -> None:
    found = planned(standing, few)
    assert actions(found) == {}
    assert (found.before, found.after) == (len(few), len(few))


def test_a_change_is_told_with_its_resource(standing: Runs, few: tuple[Stack, ...]) -> None:
    found = planned(standing, changed(few, "lks-network-zone-b", "Vpc", {"EnableDnsHostnames": False}))
    assert actions(found) == {"lks-network-zone-b": "change"}
    stack = next(stack for stack in found.stacks if stack.changes)
    assert [(each.action, each.resource, each.replaces) for each in stack.changes] == [("Modify", "Vpc", False)]


def test_a_machine_that_would_be_replaced_is_told(standing: Runs, few: tuple[Stack, ...]) -> None:
    machine = next(name for name, each in named(few, "lks-nat-zone-a").items() if each["Type"] == "AWS::EC2::Instance")
    found = planned(standing, changed(few, "lks-nat-zone-a", machine, {"ImageId": "ami-00220000000000000"}))
    replaced = [each for stack in found.stacks for each in stack.changes if each.resource == machine]
    assert replaced[0].replaces


def test_a_stack_that_is_described_no_more_is_told_to_go(standing: Runs, few: tuple[Stack, ...]) -> None:
    found = planned(standing, tuple(stack for stack in few if stack.name != "lks-nat-zone-b"))
    assert actions(found) == {"lks-nat-zone-b": "delete"}
    assert (found.before, found.after) == (len(few), len(few) - 1)


def test_what_needs_a_missing_stack_is_compared_by_its_template(standing: Runs, few: tuple[Stack, ...]) -> None:
    client = standing.account.client("cloudformation")
    for name in ("lks-nat-zone-a", "lks-security-zone-a"):
        client.delete_stack(StackName=name)
    found = planned(standing, few)
    assert actions(found) == {"lks-nat-zone-a": "make", "lks-security-zone-a": "make"}


def test_a_stack_of_somebody_else_is_not_planned_over(runs: Runs, few: tuple[Stack, ...]) -> None:
    theirs = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.99.0.0/24"}}}}
    client = runs.account.client("cloudformation", few[0].region)
    client.create_stack(StackName=few[0].name, TemplateBody=json.dumps(theirs))
    with pytest.raises(StackFailed, match=f"{few[0].name} .* is a stack of somebody else"):
        planned(runs, few)


def test_a_plan_leaves_no_trace(standing: Runs, few: tuple[Stack, ...]) -> None:
    planned(standing, changed(few, "lks-network-zone-b", "Vpc", {"EnableDnsHostnames": False}))
    told = standing.account.client("cloudformation", "us-west-2").list_change_sets(StackName="lks-network-zone-b")
    assert not [each for each in told["Summaries"] if each["ExecutionStatus"] == "AVAILABLE"]


@pytest.mark.parametrize("most", [1000.0, float("nan")])
def test_a_fleet_dearer_than_allowed_is_refused(most: float) -> None:
    with pytest.raises(TooExpensive, match=r"about 1,000\.01 dollars a month before traffic, more than"):
        affordable(1000.01, most)


@pytest.mark.parametrize("most", [None, 1000.0])
def test_a_fleet_as_dear_as_allowed_is_planned(most: float | None) -> None:
    affordable(1000, most)


def named(stacks: tuple[Stack, ...], name: str) -> dict[str, dict[str, object]]:
    return dict(next(stack for stack in stacks if stack.name == name).template["Resources"])
