"""Templates as CloudFormation understands them."""

from collections.abc import Mapping
from typing import Any

import pytest

from tutorfleet.cloud.emulator.formation.template import BadTemplate, Resolver, check, order

KNOWN = frozenset({"A", "B"})


def names(name: str, attribute: str | None) -> str:
    """A lookup that gives back what it was asked."""
    return f"<{name}>" if attribute is None else f"<{name}.{attribute}>"


def resolved(node: Any, template: Mapping[str, Any] | None = None) -> Any:
    return Resolver(template or {}, names)(node)


@pytest.mark.parametrize(
    ("node", "value"),
    [
        ({"Ref": "X"}, "<X>"),
        ({"Fn::GetAtt": ["X", "Arn"]}, "<X.Arn>"),
        ({"Fn::GetAtt": "X.Endpoint.Port"}, "<X.Endpoint.Port>"),
        ({"Fn::Join": ["-", ["a", {"Ref": "X"}, 1]]}, "a-<X>-1"),
        ({"Fn::Split": [",", "a,b"]}, ["a", "b"]),
        ({"Fn::Select": [1, {"Fn::Split": [",", "a,b"]}]}, "b"),
        ({"Fn::Base64": "hi"}, "aGk="),
        ({"Fn::Sub": "${X}/${X.Arn}/${!kept}"}, "<X>/<X.Arn>/${kept}"),
        ({"Fn::Sub": ["${Y}", {"Y": {"Ref": "X"}}]}, "<X>"),
        ({"Deep": [{"Ref": "X"}]}, {"Deep": ["<X>"]}),
        ({"Kept": 1, "Gone": {"Ref": "AWS::NoValue"}}, {"Kept": 1}),
    ],
)
def test_a_function_has_its_value(node: Any, value: Any) -> None:
    assert resolved(node) == value


def test_a_value_is_found_in_a_map() -> None:
    template = {"Mappings": {"Zones": {"east": {"first": "a"}}}}
    assert resolved({"Fn::FindInMap": ["Zones", "east", "first"]}, template) == "a"


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ({"Fn::Equals": ["a", "a"]}, "yes"),
        ({"Fn::Not": [{"Fn::Equals": ["a", "a"]}]}, "no"),
        ({"Fn::And": [{"Fn::Equals": ["a", "a"]}, {"Fn::Equals": ["a", "b"]}]}, "no"),
        ({"Fn::Or": [{"Fn::Equals": ["a", "a"]}, {"Fn::Equals": ["a", "b"]}]}, "yes"),
    ],
)
def test_a_condition_chooses(condition: Mapping[str, Any], value: str) -> None:
    template = {"Conditions": {"C": condition, "Same": {"Condition": "C"}}}
    assert resolved({"Fn::If": ["Same", "yes", "no"]}, template) == value


def test_a_function_that_is_not_emulated_is_refused() -> None:
    with pytest.raises(BadTemplate, match="Fn::Cidr"):
        resolved({"Fn::Cidr": ["10.0.0.0/8", 1, 8]})


def test_a_resource_comes_after_those_it_needs() -> None:
    template = {
        "Resources": {
            "First": {"Type": "A", "DependsOn": "Third"},
            "Second": {"Type": "A", "Properties": {"X": {"Fn::Sub": "${First}"}}},
            "Third": {"Type": "A"},
        }
    }
    assert order(template) == ("Third", "First", "Second")


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ({"Resources": {}}, "At least one Resources member"),
        ({"Resources": {"R": {"Type": "C"}}}, r"Unrecognized resource types: \[C\]"),
        ({"Resources": {"R": {"Type": "A", "Properties": {"X": {"Ref": "Nobody"}}}}}, r"dependencies \[Nobody\]"),
        ({"Resources": {"R": {"Type": "A", "CreationPolicy": {}}}}, "CreationPolicy"),
        ({"Resources": {"R": {"Type": "A"}}, "Transform": "X"}, "Transform"),
        (
            {
                "Resources": {
                    "R": {"Type": "A", "Properties": {"X": {"Ref": "S"}}},
                    "S": {"Type": "A", "Properties": {"X": {"Ref": "R"}}},
                }
            },
            "Circular dependency",
        ),
    ],
)
def test_a_template_that_cannot_be_a_stack_is_refused(template: Mapping[str, Any], words: str) -> None:
    with pytest.raises(BadTemplate, match=words):
        check(template, KNOWN)
