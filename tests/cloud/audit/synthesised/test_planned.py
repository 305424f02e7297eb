"""What the templates of our own fleet say about an account that is not there yet."""

from typing import TypeVar

import pytest

from tutorfleet.cloud.audit.model import COLLECTIONS, Account, Region, Resource
from tutorfleet.cloud.audit.synthesised import BUILDERS, planned
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Stack

Item = TypeVar("Item", bound=Resource)


@pytest.fixture(scope="session")
def home(plan: Account) -> Region:
    return plan.region("us-east-1")


def some(things: tuple[Item, ...] | None) -> tuple[Item, ...]:
    """There are such things in the plan."""
    assert things
    return things


def named(things: tuple[Item, ...] | None, name: str) -> Item:
    return next(thing for thing in some(things) if thing.name == name)


def test_every_kind_of_thing_has_somebody_who_finds_it() -> None:
    assert set(BUILDERS) == set(COLLECTIONS)


def test_every_type_in_our_templates_has_its_place_in_the_model(variant: tuple[Blueprint, tuple[Stack, ...]]) -> None:
    assert planned(variant[1]).notes == ()


def test_a_type_that_no_rule_looks_at_is_named() -> None:
    template = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
    (note,) = planned((Stack("lks-test", "us-east-1", template),)).notes
    assert note.what == "AWS::SQS::Queue"
    assert "lks-test/Queue" in note.why


def test_a_route_leads_to_the_thing_of_another_stack(home: Region) -> None:
    routes = named(home.route_tables, "lks-rtb-private").routes
    out = next(route for route in routes if route.destination == "0.0.0.0/0")
    assert (out.kind, out.target) == ("instance", named(home.instances, "lks-nat-zone-a").id)


def test_a_peering_is_seen_from_both_sides(plan: Account) -> None:
    (here,), (there,) = (some(region.peerings) for region in plan.regions)
    assert here.id == there.id
    assert (here.generated, there.generated) == (False, True)


@pytest.mark.parametrize(("replica", "zone"), [("primary", "us-east-1a"), ("backup", "us-east-1b")])
def test_an_instance_stands_where_its_subnet_is(home: Region, replica: str, zone: str) -> None:
    assert named(home.instances, f"lks-worker-chat-{replica}-zone-a").availability_zone == zone


def test_an_instance_carries_the_groups_of_its_interface(home: Region) -> None:
    group = named(home.security_groups, "lks-sg-nat")
    assert named(home.instances, "lks-nat-zone-a").groups == (group.id,)


def test_the_image_that_a_deployer_looks_up_is_ubuntu(home: Region) -> None:
    images = [one.image for one in some(home.instances)]
    assert all(image and "ubuntu-noble-24.04" in image.name for image in images)


def test_a_group_has_rules_that_stand_alone(home: Region) -> None:
    group = named(home.security_groups, "lks-sg-db")
    assert [rule.group for rule in group.ingress] == [group.id]


def test_rules_of_a_listener_come_by_priority(home: Region) -> None:
    (listener,) = named(home.balancers, "lks-alb-zone-a").listeners or ()
    priorities = [rule.priority for rule in some(listener.rules)]
    assert priorities == sorted(priorities)


def test_a_database_stands_in_the_subnets_of_its_subnet_group(home: Region) -> None:
    (database,) = some(home.databases)
    private = {named(home.subnets, f"lks-subnet-private-{number}-zone-a").id for number in (1, 2)}
    assert set(database.subnets or ()) == private
    assert database.vpc == named(home.vpcs, "lks-vpc-zone-a").id


def test_a_function_says_that_its_password_is_set_and_not_what_it_is(home: Region) -> None:
    variables = {one.name: one for one in named(home.functions, "lks-conversations").environment}
    assert variables["DB_PASSWORD"].is_set
    assert variables["DB_PASSWORD"].value == ""


def test_a_function_finds_the_database_that_is_planned(home: Region) -> None:
    (database,) = some(home.databases)
    variables = {one.name: one.value for one in named(home.functions, "lks-conversations").environment}
    assert variables["DB_HOST"] == database.host


def test_paths_of_an_api_are_put_together(home: Region) -> None:
    paths = {one.path for one in named(home.rest_apis, "lks-api").resources or ()}
    assert {"/conversations/{uid}/{id}", "/us-west-1/{proxy+}"} <= paths


def test_what_a_template_cannot_tell_is_unknown(home: Region) -> None:
    assert home.managed is None
    assert {one.state for one in some(home.instances)} == {None}
    assert {one.status for one in some(home.peerings)} == {None}
    targets = [target for group in some(home.target_groups) for target in group.targets or ()]
    assert {target.health for target in targets} == {None}
