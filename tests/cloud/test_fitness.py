"""A description that AWS would refuse is refused before anything is made."""

from dataclasses import replace

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.fitness import Unfit, check, obstacles
from tutorfleet.fleet.description import Cloud, Fleet, Region, Role
from tutorfleet.fleet.parse import default

OREGON = default().regions[1]


def test_the_task_as_written_fits(blueprint: Blueprint) -> None:
    check(blueprint)


def with_region(region: Region, **changes: object) -> Fleet:
    return replace(default(), regions=(default().home, region), **changes)  # type: ignore[arg-type]


def one_region(**changes: object) -> Fleet:
    return replace(default(), regions=(default().home,), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fleet", "words"),
    [
        (with_region(replace(OREGON, name="jakarta")), "regions.jakarta: AWS has no such region"),
        (with_region(replace(OREGON, zone="a")), "expected a letter that no other region has, got 'a'"),
        (with_region(replace(OREGON, zone="west")), "got 'west'"),
        (with_region(replace(OREGON, network="10.10.0.0/24")), "10.10.0.0/24: expected a /23"),
        (with_region(replace(OREGON, network="fd00::/23")), "regions.us-west-2.network"),
        (with_region(replace(OREGON, network="172.34.0.0/23")), 'cloud.crossing = "api"'),
        (replace(default(), prefix="a-prefix-of-many-letters"), "shorten the prefix or the role"),
        (replace(default(), roles=(Role("a-role-of-many-letters", ("/api/*",), ()),)), "AWS takes 32"),
        (one_region(prefix="a-prefix-of-letters", roles=(Role("r", ("/api/*",), ()),)), "tg-alb-zone-a has 33"),
        (replace(default(), prefix="aws"), "begin with aws-"),
        (replace(default(), prefix="internal"), "begin with internal-"),
        (replace(default(), prefix="sg"), "begin with sg-"),
        (replace(default(), prefix="lks-"), "two dashes in a row"),
        (replace(default(), roles=(Role("alb", ("/api/*",), ()),)), "alb: the stacks use this word"),
        (replace(default(), replicas=("primary", "targets")), "targets: the stacks use this word"),
        (replace(default(), cloud=Cloud(worker_instance="t4g.large")), "cloud.worker_instance: t4g.large has ARM"),
        (replace(default(), cloud=Cloud(nat_instance="c7gn.medium")), "cloud.nat_instance: c7gn.medium has ARM"),
    ],
)
def test_what_does_not_fit_is_named_with_its_key(fleet: Fleet, words: str) -> None:
    with pytest.raises(Unfit) as refusal:
        check(Blueprint(fleet))
    assert words in str(refusal.value)


def test_public_space_elsewhere_is_fine_where_each_region_has_an_api() -> None:
    fleet = with_region(replace(OREGON, network="172.34.0.0/23"), cloud=Cloud(crossing="api"))
    check(Blueprint(fleet))


@pytest.mark.parametrize("kind", ["t2.large", "t3a.large", "g4dn.xlarge", "g6.xlarge", "m7i-flex.large"])
def test_every_machine_of_the_other_kind_fits(kind: str) -> None:
    check(Blueprint(replace(default(), cloud=Cloud(worker_instance=kind))))


def test_the_home_range_may_be_public_space(blueprint: Blueprint) -> None:
    """172.32.0.0/23 is, and the task asks for it: nobody reaches home by address."""
    assert blueprint.home.region.network == "172.32.0.0/23"
    assert list(obstacles(blueprint)) == []


def test_everything_is_said_at_once() -> None:
    fleet = with_region(replace(OREGON, zone="a", network="10.10.0.0/24"))
    assert len(list(obstacles(Blueprint(fleet)))) == 3
