from dataclasses import replace

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.fleet.parse import default

BLUEPRINT = Blueprint(default())


def test_the_first_region_is_home() -> None:
    assert [(zone.region.name, zone.home) for zone in BLUEPRINT.zones] == [("us-east-1", True), ("us-west-2", False)]


def test_every_role_has_a_backup_in_another_availability_zone() -> None:
    for zone in BLUEPRINT.zones:
        where = {(worker.role, worker.replica): worker.private for worker in zone.workers}
        assert where == {
            (role, replica): number
            for role in ("llm", "scoring", "chat")
            for number, replica in enumerate(("primary", "backup"))
        }


def test_no_two_workers_have_the_same_name() -> None:
    names = [worker.name for zone in BLUEPRINT.zones for worker in zone.workers]
    assert len(set(names)) == len(names) == 12


def test_every_name_begins_with_the_prefix() -> None:
    other = Blueprint(replace(default(), prefix="abc"))
    names = [other.named("api"), other.home.named("alb"), *(worker.name for worker in other.home.workers)]
    assert all(name.startswith("abc-") for name in names)


def test_a_tag_says_only_what_every_service_takes() -> None:
    assert BLUEPRINT.tags("lks-x", "TLS only; a, b's")["Description"] == "TLS only a bs"


def test_pinned_addresses_lie_in_the_private_subnets() -> None:
    assert BLUEPRINT.home.mount_targets == ("172.32.1.10", "172.32.1.138")
    assert BLUEPRINT.away[0].balancer_addresses == ("10.10.1.20", "10.10.1.148")


def test_oregon_is_also_reached_by_the_name_that_one_table_of_the_task_gives_it() -> None:
    assert dict(BLUEPRINT.paths) == {"us-east-1": "us-east-1", "us-west-2": "us-west-2", "us-west-1": "us-west-2"}
