"""One stack: its change set, and how its work is followed."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from botocore.stub import Stubber

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import changes, live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.changes import Draft
from tutorfleet.cloud.deploy.errors import StackFailed
from tutorfleet.cloud.deploy.progress import Event, Patience
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.template import Stack

TAG = re.compile(r"[\w .:/=+\-@]{1,256}")
"""what every service takes as the value of a tag"""
ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/lks-network-zone-a/1"
DRAFT = Draft("lks-network-zone-a", "us-east-1", "change-set-1", ID, ())


class Script:
    """What CloudFormation answers, call by call, in the shapes that the SDK knows."""

    def __init__(self, account: Account) -> None:
        self.stubber = Stubber(account.client("cloudformation"))

    def stack(self, status: str) -> None:
        told = {"StackName": DRAFT.stack, "StackId": ID, "StackStatus": status, "CreationTime": datetime.now(UTC)}
        self.stubber.add_response("describe_stacks", {"Stacks": [told]})

    def events(self, *newest_first: tuple[str, str]) -> None:
        told = [
            {
                "EventId": identity,
                "StackId": ID,
                "StackName": DRAFT.stack,
                "PhysicalResourceId": ID,
                "LogicalResourceId": DRAFT.stack,
                "ResourceType": "AWS::CloudFormation::Stack",
                "ResourceStatus": status,
                "Timestamp": datetime.now(UTC),
            }
            for identity, status in newest_first
        ]
        self.stubber.add_response("describe_stack_events", {"StackEvents": told})

    def execution(self) -> None:
        self.stubber.add_response("execute_change_set", {})


@pytest.fixture
def own(emulator: Emulator) -> Account:
    """An account whose clients are this test's own."""
    return Account(["us-east-1"])


@pytest.fixture
def script(own: Account) -> Iterator[Script]:
    scripted = Script(own)
    with scripted.stubber:
        yield scripted
        scripted.stubber.assert_no_pending_responses()


def test_a_status_from_before_the_change_is_not_its_end(own: Account, script: Script) -> None:
    """CloudFormation may go on saying what was, for a moment."""
    before = ("1", "CREATE_COMPLETE")
    script.events(before)
    script.execution()
    script.stack("CREATE_COMPLETE")
    script.stack("CREATE_COMPLETE")
    script.events(before)
    script.stack("UPDATE_IN_PROGRESS")
    script.events(("2", "UPDATE_IN_PROGRESS"), before)
    script.stack("UPDATE_COMPLETE")
    script.events(("3", "UPDATE_COMPLETE"), ("2", "UPDATE_IN_PROGRESS"), before)
    told: list[Event] = []
    assert changes.execute(own, DRAFT, told.append, Patience()).status == "UPDATE_COMPLETE"
    assert [event.status for event in told] == ["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]


def test_a_new_stack_that_is_still_under_review_is_waited_for(own: Account, script: Script) -> None:
    before = ("1", "REVIEW_IN_PROGRESS")
    script.events(before)
    script.execution()
    script.stack("REVIEW_IN_PROGRESS")
    script.stack("REVIEW_IN_PROGRESS")
    script.events(before)
    script.stack("CREATE_COMPLETE")
    script.events(("2", "CREATE_COMPLETE"), before)
    assert changes.execute(own, DRAFT, lambda event: None, Patience()).status == "CREATE_COMPLETE"


def test_a_stack_of_somebody_else_is_not_touched(runs: Runs, few: tuple[Stack, ...]) -> None:
    theirs = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.99.0.0/24"}}}}
    client = runs.account.client("cloudformation", few[0].region)
    client.create_stack(StackName=few[0].name, TemplateBody=json.dumps(theirs))
    with pytest.raises(StackFailed, match="is a stack of somebody else"):
        runs.deploy(few[:1])


def test_what_an_earlier_run_began_is_waited_for(runs: Runs, few: tuple[Stack, ...], emulator: Emulator) -> None:
    made = few[0]
    emulator.faults.hold("AWS::EC2::VPC")
    client = runs.account.client("cloudformation", made.region)
    tags = [{"Key": key, "Value": value} for key, value in changes.tags_of(runs.blueprint, made).items()]
    client.create_stack(StackName=made.name, TemplateBody=json.dumps(made.template), Tags=tags)
    found = changes.settled(runs.account, made.region, made.name, runs.told.append, Waited(emulator.faults.let_go))
    assert found
    assert found.status == "CREATE_COMPLETE"


class Waited(Patience):
    """Does something after the first look."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self.then = then

    def pauses(self) -> Iterator[None]:
        for number, _ in enumerate(super().pauses()):
            yield
            if number == 0:
                self.then()


def test_a_stack_that_could_not_be_made_is_deleted_first(
    runs: Runs, few: tuple[Stack, ...], emulator: Emulator
) -> None:
    emulator.fail_next("AWS::EC2::VPC", "no")
    with pytest.raises(StackFailed):
        runs.deploy(few[:1])
    assert changes.settled(runs.account, few[0].region, few[0].name, runs.told.append, Patience()) is None


def test_a_stack_that_can_neither_be_made_nor_deleted_is_told(
    runs: Runs, few: tuple[Stack, ...], emulator: Emulator
) -> None:
    emulator.fail_next("AWS::EC2::Subnet", "no")
    emulator.fail_next("delete AWS::EC2::VPC", "somebody holds it")
    emulator.fail_next("delete AWS::EC2::VPC", "somebody holds it")
    with pytest.raises(StackFailed):
        runs.deploy(few[:1])
    with pytest.raises(StackFailed, match=r"can neither go on nor be deleted.*somebody holds it.*FORCE_DELETE"):
        changes.settled(runs.account, few[0].region, few[0].name, runs.told.append, Patience())


def test_a_change_set_that_was_never_executed_is_no_stack(runs: Runs, few: tuple[Stack, ...]) -> None:
    drafted = changes.draft(runs.account, runs.blueprint, few[0], [], None, Patience())
    assert drafted
    found = live.find(runs.account, few[0].region, few[0].name)
    assert found
    assert (found.empty, found.busy) == (True, False)
    runs.deploy(few[:1])
    assert runs.statuses()[few[0].name] == "CREATE_COMPLETE"


def test_a_template_that_is_wrong_is_refused_in_cloudformations_words(runs: Runs) -> None:
    wrong = Stack("lks-wrong-zone-a", "us-east-1", {"Resources": {"Vpc": {"Type": "AWS::EC2::Vpv"}}})
    with pytest.raises(Exception, match="AWS::EC2::Vpv"):
        runs.deploy((wrong,))


def test_a_stack_is_labelled_with_what_every_service_takes(variant: tuple[Blueprint, tuple[Stack, ...]]) -> None:
    blueprint, stacks = variant
    for stack in stacks:
        assert [value for value in changes.tags_of(blueprint, stack).values() if not TAG.fullmatch(value)] == []
