"""An account with every stack of the fleet in it, read through AWS's own calls."""

from typing import TypeVar

import msgspec
import pytest

from tutorfleet.cloud.audit.collect import COLLECTORS, collect
from tutorfleet.cloud.audit.model import COLLECTIONS, Account, Region, Resource
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.emulator import Emulator

Item = TypeVar("Item", bound=Resource)


@pytest.fixture
def home(live: Account) -> Region:
    return live.region("us-east-1")


def named(things: tuple[Item, ...] | None, name: str) -> Item:
    return next(thing for thing in things or () if thing.name == name)


def test_every_kind_of_thing_has_somebody_who_reads_it() -> None:
    assert set(COLLECTORS) == set(COLLECTIONS)


def test_all_of_the_account_can_be_read(live: Account) -> None:
    assert live.notes == ()


def test_it_says_whose_account_it_is(live: Account) -> None:
    assert live.id == "123456789012"
    assert live.source == "live"


def test_no_secret_is_read(live: Account) -> None:
    text = msgspec.json.encode(live).decode()
    assert "lks-conversations" in text
    assert "made-up-database-password" not in text


def test_a_route_to_an_instance_names_the_instance(home: Region) -> None:
    routes = named(home.route_tables, "lks-rtb-private").routes
    out = next(route for route in routes if route.destination == "0.0.0.0/0")
    assert (out.kind, out.target) == ("instance", named(home.instances, "lks-nat-zone-a").id)


def test_the_nat_does_not_check_where_packets_come_from(home: Region) -> None:
    assert named(home.instances, "lks-nat-zone-a").source_dest_check is False
    assert named(home.instances, "lks-worker-chat-primary-zone-a").source_dest_check is True


def test_an_instance_says_what_it_was_told_at_its_first_boot(home: Region) -> None:
    assert "MASQUERADE" in (named(home.instances, "lks-nat-zone-a").user_data or "")


def test_an_instance_carries_the_groups_of_its_interfaces(home: Region) -> None:
    assert named(home.instances, "lks-nat-zone-a").groups == (named(home.security_groups, "lks-sg-nat").id,)


def test_a_database_of_a_cluster_answers_at_the_clusters_host(empty_account: Emulator) -> None:
    rds = empty_account.client("rds")
    engine = {"Engine": "aurora-postgresql", "DBClusterIdentifier": "lks-cluster"}
    cluster = rds.create_db_cluster(MasterUsername="lks", MasterUserPassword="not-a-secret", **engine)["DBCluster"]
    rds.create_db_instance(DBInstanceIdentifier="lks-1", DBInstanceClass="db.t3.medium", **engine)
    (found,) = collect(empty_account, empty_account.account, ["us-east-1"]).region("us-east-1").databases or ()
    assert found.host == cluster["Endpoint"]


def test_a_network_balancer_says_its_addresses(home: Region, blueprint: Blueprint) -> None:
    assert named(home.balancers, "lks-nlb-zone-a").addresses == tuple(sorted(blueprint.home.balancer_addresses))


def test_an_interface_of_a_service_is_nobodys_leftover(home: Region) -> None:
    assert [interface for interface in home.interfaces or () if not interface.attached] == []


def test_a_peering_is_the_same_one_on_both_sides(live: Account) -> None:
    (here,), (there,) = (region.peerings or () for region in live.regions)
    assert (here.id, here.status) == (there.id, "active")


def test_a_file_system_says_where_it_is_mounted(home: Region, blueprint: Blueprint) -> None:
    system = named(home.file_systems, "lks-efs")
    assert {target.address for target in system.mount_targets or ()} == set(blueprint.home.mount_targets)
    assert system.automatic_backups


def test_a_stream_through_a_vpc_link_is_told(home: Region) -> None:
    resources = named(home.rest_apis, "lks-api").resources or ()
    (proxy,) = (one for one in resources if one.path == "/us-east-1/{proxy+}")
    behind = {method.verb: method.integration for method in proxy.methods or ()}
    assert behind["POST"]
    assert behind["POST"].streams
    assert behind["POST"].vpc_link in {link.id for link in home.vpc_links or ()}


def test_a_function_says_who_may_call_it(home: Region) -> None:
    assert named(home.functions, "lks-conversations").callers == ("apigateway.amazonaws.com",)
