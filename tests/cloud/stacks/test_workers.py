"""The machines that work; where each stands and what it carries are policies (support/policies/machines.py)."""

from dataclasses import replace

from support.policies.machines import workers
from support.templates import Templates
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.description import Cloud
from tutorfleet.fleet.parse import default


def test_there_are_twelve_of_a_large_type(stacks: tuple[Stack, ...]) -> None:
    found = workers(Templates(stacks))
    assert len(found) == 12
    assert {each.properties["InstanceType"] for each in found} == {"t2.large"}


def test_state_manager_finds_them_by_tags(stacks: tuple[Stack, ...]) -> None:
    tags = Templates(stacks).named("lks-worker-chat-backup-zone-b").tags
    assert {key: tags[key] for key in ("Fleet", "Role", "Replica")} == {
        "Fleet": "lks-workers",
        "Role": "chat",
        "Replica": "backup",
    }


def test_the_description_says_what_they_are() -> None:
    cloud = Cloud(worker_instance="m7i.xlarge", worker_disk=100)
    (first, *_) = workers(Templates(synthesise(Blueprint(replace(default().small(), cloud=cloud)))))
    assert first.properties["InstanceType"] == "m7i.xlarge"
    assert first.properties["BlockDeviceMappings"][0]["Ebs"]["VolumeSize"] == 100
    assert "CreditSpecification" not in first.properties
