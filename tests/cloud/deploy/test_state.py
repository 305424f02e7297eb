"""How the fleet on AWS is, told by what is not well."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import state
from tutorfleet.cloud.deploy.errors import StackFailed
from tutorfleet.cloud.deploy.state import Database, Machine, Run, StackState, State, Targets
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.template import Stack

STACK = StackState("lks-network-zone-a", "us-east-1", "CREATE_COMPLETE", "")


@pytest.mark.parametrize(
    "part",
    [
        StackState("lks-api-zone-a", "us-east-1", "ROLLBACK_COMPLETE", ""),
        StackState("lks-api-zone-a", "us-east-1", "UPDATE_IN_PROGRESS", ""),
    ],
)
def test_a_stack_that_does_not_stand_is_not_well(part: StackState) -> None:
    assert not State((STACK, part), (), (), (), (), {}).ok


def test_a_change_that_was_taken_back_leaves_a_stack_that_stands() -> None:
    assert StackState("lks-api-zone-a", "us-east-1", "UPDATE_ROLLBACK_COMPLETE", "").ok


@pytest.mark.parametrize(("status", "well"), [("running", True), ("stopped", False)])
def test_a_machine_is_well_when_it_runs(status: str, well: bool) -> None:
    assert State((STACK,), (Machine("lks-nat-zone-a", "us-east-1", status),), (), (), (), {}).ok is well


@pytest.mark.parametrize(("healthy", "all_of_them", "well"), [(2, 2, True), (1, 2, False), (0, 0, False)])
def test_targets_are_well_when_all_are_healthy(healthy: int, all_of_them: int, well: bool) -> None:
    assert State((STACK,), (), (Targets("lks-tg-chat", "us-east-1", healthy, all_of_them, ""),), (), (), {}).ok is well


@pytest.mark.parametrize(("status", "well"), [("Success", True), ("Failed", False), ("Pending", False)])
def test_workers_are_well_when_they_were_configured(status: str, well: bool) -> None:
    assert State((STACK,), (), (), (Run("lks-configure-chat", "us-east-1", status, {}),), (), {}).ok is well


@pytest.mark.parametrize(("status", "well"), [("available", True), ("storage-full", False)])
def test_a_database_is_well_when_it_is_available(status: str, well: bool) -> None:
    assert State((STACK,), (), (), (), (Database("lks-database", "us-east-1", status, "postgres 18"),), {}).ok is well


def test_no_fleet_is_not_well(runs: Runs) -> None:
    found = state.look(runs.account, runs.blueprint, ())
    assert (found.stacks, found.ok) == ((), False)


def test_a_stack_that_failed_is_seen(runs: Runs, few: tuple[Stack, ...], emulator: Emulator) -> None:
    emulator.fail_next("AWS::EC2::VPCPeeringConnection", "no")
    with pytest.raises(StackFailed):
        runs.deploy(few)
    bad = [each.name for each in state.look(runs.account, runs.blueprint, few).stacks if not each.ok]
    assert bad == ["lks-peering-zone-a"]


def test_a_fleet_of_which_nothing_is_missing_is_well(standing: Runs, few: tuple[Stack, ...]) -> None:
    found = state.look(standing.account, standing.blueprint, few)
    assert [each.name for each in found.machines] == ["lks-nat-zone-a", "lks-nat-zone-b"]
    assert found.ok


def test_a_stack_that_is_not_made_is_missing(standing: Runs, few: tuple[Stack, ...]) -> None:
    more = replace(few[0], name="lks-client-zone-a")
    found = state.look(standing.account, standing.blueprint, (*few, more))
    assert [(each.name, each.way_out) for each in found.missing] == [(more.name, "tutorfleet cloud deploy")]
    assert not found.ok


def test_what_somebody_deleted_by_hand_is_missing_and_its_way_out_brings_it_back(
    standing: Runs, few: tuple[Stack, ...]
) -> None:
    ec2 = standing.account.client("ec2", "us-west-2")
    (nat,) = ec2.describe_instances()["Reservations"][0]["Instances"]
    ec2.terminate_instances(InstanceIds=[nat["InstanceId"]])
    standing.deploy(few)
    found = state.look(standing.account, standing.blueprint, few)
    assert [(each.name, each.kind) for each in found.missing] == [("lks-nat-zone-b", "AWS::EC2::Instance")]
    assert "delete-stack --stack-name lks-nat-zone-b --region us-west-2" in found.missing[0].way_out
    standing.account.client("cloudformation", "us-west-2").delete_stack(StackName="lks-nat-zone-b")
    standing.deploy(few)
    assert state.look(standing.account, standing.blueprint, few).ok


def test_nothing_is_missing_in_a_region_that_the_description_has_no_more(
    standing: Runs, fleet: Callable[[str], tuple[Blueprint, tuple[Stack, ...]]], few: tuple[Stack, ...]
) -> None:
    small = state.look(standing.account, fleet("one region")[0], few)
    assert small.missing == ()
