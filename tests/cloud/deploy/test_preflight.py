"""What an account can do, asked before anything is made."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from botocore.stub import Stubber

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import asks
from tutorfleet.cloud.deploy.account import Account, understood
from tutorfleet.cloud.deploy.errors import NoCredentials
from tutorfleet.cloud.deploy.preflight import Ask, Check, preflight
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.fleet.description import Cloud
from tutorfleet.fleet.parse import default


def fleet(**cloud: str) -> Blueprint:
    """The default with another [cloud]."""
    return Blueprint(replace(default(), cloud=replace(Cloud(), **cloud)))


def checks(account: Account, blueprint: Blueprint, ask: Ask) -> tuple[Check, ...]:
    return preflight(account, blueprint, (("the question", ask),))


def verdicts(account: Account, blueprint: Blueprint, ask: Ask) -> set[str]:
    return {check.verdict for check in checks(account, blueprint, ask)}


def test_an_account_of_the_lab_can_carry_the_fleet(runs: Runs) -> None:
    found = preflight(runs.account, runs.blueprint, asks.ASKS)
    assert [check for check in found if check.verdict == "failed"] == []
    assert {check.what for check in found if check.verdict == "warning"} == {"range", "crossing"}


def test_what_is_not_well_says_the_way_out(runs: Runs) -> None:
    assert all(check.way_out for check in preflight(runs.account, runs.blueprint, asks.ASKS) if check.verdict != "ok")


def test_a_role_that_is_not_there_is_named_with_its_setting(runs: Runs) -> None:
    found = checks(runs.account, fleet(role="NoRole"), asks.role)
    assert [(check.found, check.verdict) for check in found] == [
        ("NoRole is not there", "failed"),
        ("LabInstanceProfile", "ok"),
    ]
    assert "cloud.role" in found[0].way_out


def test_a_machine_that_no_zone_has_fails(runs: Runs) -> None:
    found = checks(runs.account, fleet(worker_instance="t9.large"), asks.machines)
    assert any("not offered in us-east-1a, us-east-1b" in check.found for check in found)


def test_a_database_class_without_postgresql_fails(runs: Runs) -> None:
    assert verdicts(runs.account, fleet(database_instance="db.x9.huge"), asks.database) == {"failed"}


def test_machines_for_more_processors_than_allowed_fail(runs: Runs) -> None:
    found = checks(runs.account, fleet(worker_instance="m5.4xlarge"), asks.processors)
    assert found[0].verdict == "failed"
    assert found[0].found == "97 are needed, 32 allowed"


def test_another_network_with_the_same_addresses_is_a_warning(runs: Runs) -> None:
    runs.account.client("ec2", "us-west-2").create_vpc(CidrBlock="10.10.0.0/16")
    found = checks(runs.account, runs.blueprint, asks.networks)
    assert [check.where for check in found if check.verdict == "warning"] == ["us-west-2"]


def test_a_public_range_away_from_home_fails() -> None:
    home, away = default().regions
    blueprint = Blueprint(replace(default(), regions=(away, home)))
    found = list(asks.ranges(Account(["us-east-1"]), blueprint))
    assert [check.verdict for check in found] == ["ok", "failed"]
    assert 'crossing = "api"' in found[1].way_out


def test_a_public_range_away_from_home_is_no_failure_behind_an_api_of_its_own() -> None:
    home, away = default().regions
    blueprint = Blueprint(replace(fleet(crossing="api").fleet, regions=(away, home)))
    assert [check.verdict for check in asks.ranges(Account(["us-east-1"]), blueprint)] == ["ok", "warning"]


def test_a_crossing_by_an_api_of_its_own_needs_no_warning(runs: Runs) -> None:
    assert checks(runs.account, fleet(crossing="api"), asks.crossing) == ()


def test_what_has_a_name_of_the_fleet_already_is_told_with_the_command_that_deletes_it(runs: Runs) -> None:
    runs.account.client("logs").create_log_group(logGroupName="/aws/lambda/lks-turns")
    (check,) = checks(runs.account, runs.blueprint, asks.names)
    assert (check.verdict, check.way_out.split()[:3]) == ("warning", ["aws", "logs", "delete-log-group"])


def test_a_stack_of_somebody_else_with_our_name_fails(runs: Runs) -> None:
    theirs = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.99.0.0/24"}}}}
    runs.account.client("cloudformation").create_stack(StackName="lks-theirs", TemplateBody=json.dumps(theirs))
    assert verdicts(runs.account, runs.blueprint, asks.names) == {"failed"}


def test_what_cannot_be_read_is_a_warning(runs: Runs) -> None:
    def denied(account: Account, _: Blueprint) -> Iterator[Check]:
        account.client("iam").get_role(RoleName="nobody's")
        yield from ()

    (check,) = checks(runs.account, runs.blueprint, denied)
    assert (check.what, check.verdict, check.found) == ("the question", "warning", "GetRole: NoSuchEntity")


@pytest.mark.parametrize(
    ("ask", "service", "call"),
    [
        (asks.services, "s3", "list_buckets"),
        (asks.role, "iam", "get_role"),
        (asks.functions, "lambda", "get_account_settings"),
    ],
)
def test_credentials_that_expire_half_way_are_no_warning(
    ask: Ask, service: str, call: str, emulator: Emulator, blueprint: Blueprint
) -> None:
    own = Account(["us-east-1"])
    script = Stubber(own.client(service))
    script.add_client_error(call, "ExpiredToken")
    with script, pytest.raises(NoCredentials), understood():
        checks(own, blueprint, ask)


def test_a_quota_is_not_unknown_because_credentials_expired(emulator: Emulator, blueprint: Blueprint) -> None:
    own = Account(["us-east-1", "us-west-2"])
    script = Stubber(own.client("service-quotas", "us-east-1"))
    script.add_client_error("get_service_quota", "ExpiredTokenException")
    with script, pytest.raises(NoCredentials), understood():
        checks(own, blueprint, asks.networks)


@pytest.mark.parametrize("tool", ["node", "nothing"])
def test_the_machine_itself_has_what_the_templates_need(runs: Runs, tool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere" if tool == "nothing" else "/usr/bin")
    assert verdicts(runs.account, runs.blueprint, asks.node) == {"ok"}  # from the wheel
