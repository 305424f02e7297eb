"""One REST API of API Gateway: what it makes of paths, and what it says to browsers."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.rest import of_path, placed
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.cors import CORS


@pytest.fixture
def resources(templates: Mapping[str, Stack]) -> dict[str, Any]:
    return dict(templates["lks-api-zone-a"].template["Resources"])


@pytest.mark.parametrize(
    ("path", "logical"),
    [("/us-east-1/{proxy+}", "UsEast1Proxy"), ("/conversations/{uid}/{id}", "ConversationsUidId"), ("/me", "Me")],
)
def test_a_path_has_a_logical_id(path: str, logical: str) -> None:
    assert of_path(path) == logical


def test_a_path_begins_at_the_root(resources: Mapping[str, Any]) -> None:
    first = resources["PathConversations"]["Properties"]
    assert first["ParentId"] == {"Fn::GetAtt": ["Api", "RootResourceId"]}
    assert resources["PathConversationsUid"]["Properties"]["ParentId"] == {"Ref": "PathConversations"}


def test_gaps_of_a_path_are_parameters_of_its_methods(resources: Mapping[str, Any]) -> None:
    method = resources["GetConversationsUidId"]["Properties"]
    assert method["RequestParameters"] == {"method.request.path.uid": True, "method.request.path.id": True}


def test_a_browser_is_told_what_it_may_ask(resources: Mapping[str, Any]) -> None:
    (response,) = resources["OptionsUsEast1Proxy"]["Properties"]["Integration"]["IntegrationResponses"]
    told = {
        name.removeprefix("method.response.header.").lower(): value.strip("'")
        for name, value in response["ResponseParameters"].items()
    }
    assert response["StatusCode"] == "204"
    assert told == {name: value for name, value in CORS.items() if "expose" not in name}


def test_what_is_said_to_a_browser_is_declared(resources: Mapping[str, Any]) -> None:
    """API Gateway sends no header that a method has not declared."""
    method = resources["OptionsUsEast1Proxy"]["Properties"]
    (response,), (declared,) = method["Integration"]["IntegrationResponses"], method["MethodResponses"]
    assert declared["ResponseParameters"].keys() == response["ResponseParameters"].keys()


def test_an_error_has_the_shape_of_all_errors(resources: Mapping[str, Any]) -> None:
    template = resources["ErrorDefault5xx"]["Properties"]["ResponseTemplates"]["application/json"]
    said = json.loads(template.replace("$context.error.messageString", '"words"'))
    assert said == {"status": "error", "message": "words", "error": "words"}


def test_an_expired_token_is_401_so_that_a_page_renews_it(resources: Mapping[str, Any]) -> None:
    assert resources["ErrorExpiredToken"]["Properties"]["StatusCode"] == "401"


def test_another_network_is_another_deployment(blueprint: Blueprint) -> None:
    """Its balancer is another one then, and a deployment goes on naming the old."""
    home, away = blueprint.fleet.regions
    moved = replace(blueprint.fleet, regions=(home, replace(away, network="10.20.0.0/23")))
    assert placed(Blueprint(moved)) != placed(blueprint)
