"""How the fleet on AWS is, told by what is not well."""

import pytest

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.deploy import state
from tutorfleet.cloud.deploy.errors import StackFailed
from tutorfleet.cloud.deploy.state import Database, Run, StackState, State, Targets
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
    assert not State((STACK, part), (), (), (), {}).ok


def test_a_change_that_was_taken_back_leaves_a_stack_that_stands() -> None:
    assert StackState("lks-api-zone-a", "us-east-1", "UPDATE_ROLLBACK_COMPLETE", "").ok


@pytest.mark.parametrize(("healthy", "all_of_them", "well"), [(2, 2, True), (1, 2, False), (0, 0, False)])
def test_targets_are_well_when_all_are_healthy(healthy: int, all_of_them: int, well: bool) -> None:
    assert State((STACK,), (Targets("lks-tg-chat", "us-east-1", healthy, all_of_them, ""),), (), (), {}).ok is well


@pytest.mark.parametrize(("status", "well"), [("Success", True), ("Failed", False), ("Pending", False)])
def test_workers_are_well_when_they_were_configured(status: str, well: bool) -> None:
    assert State((STACK,), (), (Run("lks-configure-chat", "us-east-1", status, {}),), (), {}).ok is well


@pytest.mark.parametrize(("status", "well"), [("available", True), ("storage-full", False)])
def test_a_database_is_well_when_it_is_available(status: str, well: bool) -> None:
    assert State((STACK,), (), (), (Database("lks-database", status, "postgres 18"),), {}).ok is well


def test_no_fleet_is_not_well(runs: Runs) -> None:
    found = state.look(runs.account, runs.blueprint)
    assert (found.stacks, found.ok) == ((), False)


def test_a_stack_that_failed_is_seen(runs: Runs, few: tuple[Stack, ...], emulator: Emulator) -> None:
    emulator.fail_next("AWS::EC2::VPCPeeringConnection", "no")
    with pytest.raises(StackFailed):
        runs.deploy(few)
    bad = [each.name for each in state.look(runs.account, runs.blueprint).stacks if not each.ok]
    assert bad == ["lks-peering-zone-a"]
