from typing import Any

import pytest

from tutorfleet.cloud.audit.synthesised.resolve import ACCOUNT, Planned, Unresolvable, resolve
from tutorfleet.cloud.template import Found, Output, Package, Stack

VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.10.0.0/23"}}


def property_of(said: Any, resources: dict[str, Any] | None = None) -> Any:
    """What a property becomes, in a stack with these other resources."""
    template = {"Resources": {"It": {"Type": "AWS::Test::It", "Properties": {"Said": said}}, **(resources or {})}}
    return found(resolve((Stack("lks-test", "us-west-2", template),)), "It").get("Said")


def found(planned: tuple[Planned, ...], logical: str) -> Planned:
    return next(one for one in planned if one.logical == logical)


def test_what_is_written_stays_as_it_is() -> None:
    assert property_of({"List": [1, True, "text"]}) == {"List": [1, True, "text"]}


def test_a_reference_becomes_the_id_of_the_other_resource() -> None:
    assert property_of({"Ref": "Vpc"}, {"Vpc": VPC}) == "planned:lks-test/Vpc"


def test_what_has_a_name_is_known_by_it() -> None:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "lks-talks"}}
    assert property_of({"Ref": "Function"}, {"Function": function}) == "lks-talks"


def test_the_arn_of_a_function_has_its_name() -> None:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "lks-talks"}}
    arn = property_of({"Fn::GetAtt": ["Function", "Arn"]}, {"Function": function})
    assert arn == f"arn:aws:lambda:us-west-2:{ACCOUNT}:function:lks-talks"


@pytest.mark.parametrize(
    "said", [{"Fn::GetAtt": ["Group", "GroupId"]}, {"Fn::GetAtt": "Group.GroupId"}, {"Ref": "Group"}]
)
def test_an_attribute_that_is_the_id_is_the_id(said: Any) -> None:
    assert property_of(said, {"Group": {"Type": "AWS::EC2::SecurityGroup"}}) == "planned:lks-test/Group"


def test_what_only_aws_will_know_says_what_it_is() -> None:
    balancer = {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"}
    assert property_of({"Fn::GetAtt": ["Alb", "DNSName"]}, {"Alb": balancer}) == "planned:lks-test/Alb.DNSName"


def test_texts_are_joined() -> None:
    assert property_of({"Fn::Join": ["/", ["http:", "", {"Ref": "AWS::Region"}]]}) == "http://us-west-2"


def test_texts_are_chosen_from_a_split_one() -> None:
    assert property_of({"Fn::Select": [1, {"Fn::Split": [":", "a:b:c"]}]}) == "b"


def test_a_text_has_references_put_into_it() -> None:
    said = {"Fn::Sub": ["${Vpc} ${Own} ${AWS::AccountId} ${!Literal}", {"Own": {"Ref": "AWS::Partition"}}]}
    assert property_of(said, {"Vpc": VPC}) == f"planned:lks-test/Vpc aws {ACCOUNT} ${{Literal}}"


def test_a_text_has_attributes_put_into_it() -> None:
    balancer = {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"}
    said = property_of({"Fn::Sub": "http://${Alb.DNSName}/api"}, {"Alb": balancer})
    assert said == "http://planned:lks-test/Alb.DNSName/api"


def test_no_value_is_no_property() -> None:
    assert property_of({"A": {"Ref": "AWS::NoValue"}, "B": [{"Ref": "AWS::NoValue"}]}) == {"B": []}


def test_user_data_can_be_read() -> None:
    assert property_of({"Fn::Base64": "#!/bin/sh"}) == "#!/bin/sh"


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        ("plain", "plain"),
        (Package("wheel"), "planned:package/wheel"),
        (Found("image"), "planned:found/image"),
        (Output("lks-other", "Vpc"), "planned:lks-other/Vpc"),
    ],
)
def test_a_parameter_is_what_the_deployer_would_fill_in(value: Any, becomes: str) -> None:
    other = {"Resources": {"Vpc": VPC}, "Outputs": {"Vpc": {"Value": {"Ref": "Vpc"}}}}
    template = {
        "Parameters": {"P": {"Type": "String"}},
        "Resources": {"It": {"Type": "AWS::Test::It", "Properties": {"Said": {"Ref": "P"}}}},
    }
    stacks = (Stack("lks-other", "us-east-1", other), Stack("lks-test", "us-west-2", template, {"P": value}))
    assert found(resolve(stacks), "It").get("Said") == becomes


def test_a_parameter_that_nobody_fills_in_has_its_default() -> None:
    template = {
        "Parameters": {"P": {"Type": "String", "Default": "usual"}},
        "Resources": {"It": {"Type": "AWS::Test::It", "Properties": {"Said": {"Ref": "P"}}}},
    }
    assert found(resolve((Stack("lks-test", "us-west-2", template),)), "It").get("Said") == "usual"


@pytest.mark.parametrize(
    "said",
    [{"Ref": "Nobody"}, {"Fn::GetAtt": ["Nobody", "Arn"]}, {"Fn::ImportValue": "lks-vpc"}, {"Fn::Sub": "${Nobody}"}],
)
def test_what_is_not_understood_is_an_error_and_not_a_guess(said: Any) -> None:
    with pytest.raises(Unresolvable, match="lks-test"):
        property_of(said)


def test_an_output_that_is_not_there_is_an_error() -> None:
    template = {
        "Parameters": {"P": {"Type": "String"}},
        "Resources": {"It": {"Type": "AWS::Test::It", "Properties": {"Said": {"Ref": "P"}}}},
    }
    stacks = (
        Stack("lks-other", "us-east-1", {"Resources": {}}),
        Stack("lks-test", "us-west-2", template, {"P": Output("lks-other", "Vpc")}),
    )
    with pytest.raises(Unresolvable, match="lks-other has no output 'Vpc'"):
        resolve(stacks)
