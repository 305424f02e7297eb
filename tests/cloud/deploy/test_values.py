"""Where the values of a stack's parameters come from."""

import pytest

from tutorfleet.cloud.deploy.errors import Unresolved
from tutorfleet.cloud.deploy.values import Known, resolve
from tutorfleet.cloud.template import Found, Output, Package, Stack, Value

KNOWN = Known(
    outputs={("lks-network-zone-a", "VpcId"): "vpc-1"},
    packages={"turns": "turns-abc.zip"},
    found={("us-east-1", "image"): "ami-new", ("us-east-1", "assets"): "bucket-a", ("us-west-2", "assets"): "bucket-b"},
)


def value(value: Value, region: str = "us-east-1", has: tuple[str, ...] = ()) -> object:
    (parameter,) = resolve(Stack("lks-x-zone-a", region, {}, {"It": value}), KNOWN, has)
    assert parameter["ParameterKey"] == "It"
    return parameter.get("ParameterValue", parameter.get("UsePreviousValue"))


def test_a_text_is_itself() -> None:
    assert value("10.10.0.0/23") == "10.10.0.0/23"


def test_an_output_is_another_stacks() -> None:
    assert value(Output("lks-network-zone-a", "VpcId")) == "vpc-1"


def test_a_package_is_its_key() -> None:
    assert value(Package("turns")) == "turns-abc.zip"


def test_what_is_found_is_of_the_stacks_own_region() -> None:
    assert value(Found("assets"), "us-west-2") == "bucket-b"


def test_a_stack_that_has_an_image_keeps_it() -> None:
    assert value(Found("image")) == "ami-new"
    assert value(Found("image"), has=("It",)) is True


def test_a_secret_that_is_not_known_any_more_stays_what_it_is() -> None:
    assert value(Found("database-password"), has=("It",)) is True


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (Output("lks-network-zone-b", "VpcId"), "the output VpcId of lks-network-zone-b"),
        (Package("wheel"), "the package 'wheel'"),
        (Found("database-password"), "the account's database-password"),
    ],
)
def test_a_value_that_is_not_there_yet_is_named(missing: Value, words: str) -> None:
    with pytest.raises(Unresolved, match=f"lks-x-zone-a: parameter It needs {words}, which is not there yet"):
        value(missing)
