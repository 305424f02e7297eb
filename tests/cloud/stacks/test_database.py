"""The database, beyond what policies say of it (support/policies/backend.py)."""

from collections.abc import Mapping
from typing import Any

from tutorfleet.cloud.stacks.database import ENGINE_VERSION
from tutorfleet.cloud.template import Found, Stack


def resources(templates: Mapping[str, Stack]) -> dict[str, Any]:
    return dict(templates["lks-database-zone-a"].template["Resources"])


def test_it_stands_at_home_only(templates: Mapping[str, Stack]) -> None:
    assert [name for name in templates if "database" in name] == ["lks-database-zone-a"]


def test_it_is_as_small_as_the_description_says(templates: Mapping[str, Stack]) -> None:
    instance = resources(templates)["Instance"]["Properties"]
    assert (instance["DBInstanceClass"], instance["AllocatedStorage"]) == ("db.t3.micro", "20")
    assert instance["MultiAZ"] is False


def test_its_minor_version_is_the_newest_of_the_day(templates: Mapping[str, Stack]) -> None:
    """One that is named is refused when AWS retires it."""
    instance = resources(templates)["Instance"]["Properties"]
    assert instance["EngineVersion"].isdigit()
    assert instance["AutoMinorVersionUpgrade"] is True


def test_its_parameters_are_of_its_version(templates: Mapping[str, Stack]) -> None:
    assert resources(templates)["Parameters"]["Properties"]["Family"] == f"postgres{ENGINE_VERSION}"


def test_its_password_is_made_by_the_deployer(templates: Mapping[str, Stack]) -> None:
    instance = resources(templates)["Instance"]["Properties"]
    assert instance["MasterUserPassword"] == {"Ref": "Password"}
    assert templates["lks-database-zone-a"].parameters["Password"] == Found("database-password")


def test_nothing_is_left_when_it_is_deleted(templates: Mapping[str, Stack]) -> None:
    instance = resources(templates)["Instance"]
    assert instance["DeletionPolicy"] == "Delete"
    assert instance["Properties"]["DeleteAutomatedBackups"] is True
    assert instance["Properties"]["DeletionProtection"] is False


def test_what_would_replace_it_keeps_a_snapshot(templates: Mapping[str, Stack]) -> None:
    assert resources(templates)["Instance"]["UpdateReplacePolicy"] == "Snapshot"


def test_its_log_is_there_before_it(templates: Mapping[str, Stack]) -> None:
    """Otherwise RDS makes one that stays for ever."""
    log = resources(templates)["DatabaseLog"]["Properties"]
    assert log["LogGroupName"] == "/aws/rds/instance/lks-database/postgresql"
    assert resources(templates)["Instance"]["DependsOn"] == ["DatabaseLog"]
