"""The models' file system."""

from collections.abc import Mapping
from typing import Any

from tutorfleet.cloud.template import Stack


def resources(templates: Mapping[str, Stack]) -> dict[str, Any]:
    return dict(templates["lks-storage-zone-a"].template["Resources"])


def test_it_stands_at_home_only(templates: Mapping[str, Stack]) -> None:
    assert [name for name in templates if "storage" in name] == ["lks-storage-zone-a"]


def test_its_addresses_are_those_that_workers_mount(templates: Mapping[str, Stack]) -> None:
    targets = [each["Properties"] for each in resources(templates).values() if each["Type"] == "AWS::EFS::MountTarget"]
    assert [each["IpAddress"] for each in targets] == ["172.32.1.10", "172.32.1.138"]


def test_nothing_is_left_when_it_is_deleted(templates: Mapping[str, Stack]) -> None:
    models = resources(templates)["Models"]
    assert models["DeletionPolicy"] == "Delete"
    assert models["UpdateReplacePolicy"] == "Delete"
