import msgspec
import pytest

from support.toy_audit import ACCOUNT, VPC
from tutorfleet.cloud.audit.model import (
    COLLECTIONS,
    Account,
    GroupRule,
    Integration,
    UnknownFact,
    kinds,
    known,
)

CALLED = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:"


def test_a_fact_that_is_there_is_known() -> None:
    assert known("", "a name") == ""


def test_a_fact_that_nobody_can_tell_is_named() -> None:
    with pytest.raises(UnknownFact, match="health of a target"):
        known(None, "health of a target")


def test_a_region_that_was_not_looked_at_knows_nothing() -> None:
    unseen = ACCOUNT.region("eu-west-1")
    assert {getattr(unseen, collection) for collection in COLLECTIONS} == {None}


def test_an_account_becomes_json_and_comes_back() -> None:
    assert msgspec.json.decode(msgspec.json.encode(ACCOUNT), type=Account) == ACCOUNT


def test_every_kind_of_resource_says_its_type() -> None:
    assert all(kind.type.startswith("AWS::") for kind in kinds())


def test_resources_can_stand_in_a_set() -> None:
    assert len({VPC, VPC}) == 1


@pytest.mark.parametrize(
    ("rule", "admitted"),
    [
        (GroupRule(protocol="tcp", from_port=80, to_port=90, cidr="10.0.0.0/8"), True),
        (GroupRule(protocol="-1", cidr="10.0.0.0/8"), True),
        (GroupRule(protocol="tcp", from_port=81, to_port=90, cidr="10.0.0.0/8"), False),
        (GroupRule(protocol="udp", from_port=80, to_port=80, cidr="10.0.0.0/8"), False),
    ],
)
def test_a_group_rule_admits_a_port(rule: GroupRule, admitted: bool) -> None:
    assert rule.admits(80) is admitted


@pytest.mark.parametrize(("cidr", "anywhere"), [("0.0.0.0/0", True), ("::/0", True), ("172.32.1.0/25", False)])
def test_anywhere_is_every_address_of_either_kind(cidr: str, anywhere: bool) -> None:
    assert GroupRule(protocol="tcp", cidr=cidr).anywhere is anywhere


def test_a_description_may_be_a_tag() -> None:
    assert VPC.explanation == ""
    assert type(VPC)(id="v", region="r", cidr="c", tags={"Description": "network"}).explanation == "network"


@pytest.mark.parametrize(
    ("uri", "function"),
    [
        (f"{CALLED}lks-talks/invocations", "lks-talks"),
        (f"{CALLED}lks-talks:live/response-streaming-invocations", "lks-talks"),
        ("http://balancer.internal/api/{proxy}", ""),
    ],
)
def test_the_function_behind_a_method_is_in_its_uri(uri: str, function: str) -> None:
    assert Integration(kind="AWS_PROXY", uri=uri).function == function
