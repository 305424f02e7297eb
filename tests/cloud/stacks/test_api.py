"""The public API, beyond what policies say of it (support/policies/api.py)."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Output, Stack

Fleet = Callable[[str], tuple[Blueprint, tuple[Stack, ...]]]
STACK = "lks-api-zone-a"


@pytest.fixture
def resources(templates: Mapping[str, Stack]) -> dict[str, Any]:
    return dict(templates[STACK].template["Resources"])


def named(fleet: Fleet, variant: str, stack: str = STACK) -> Stack:
    return next(each for each in fleet(variant)[1] if each.name == stack)


def integration(stack: Stack | Mapping[str, Any], logical: str) -> dict[str, Any]:
    resources = stack.template["Resources"] if isinstance(stack, Stack) else stack
    return dict(resources[logical]["Properties"]["Integration"])


def text(value: Any) -> str:
    """With the names of parameters where CloudFormation fills them in."""
    if isinstance(value, str):
        return value
    return "".join(part if isinstance(part, str) else f"<{part['Ref']}>" for part in value["Fn::Join"][1])


def test_conversations_are_answered_in_one_piece(resources: Mapping[str, Any]) -> None:
    found = integration(resources, "PutConversationsUidId")
    assert text(found["Uri"]).endswith(":lambda:path/2015-03-31/functions/<ConversationsArn>/invocations")
    assert "ResponseTransferMode" not in found


def test_the_rest_of_our_service_is_streamed(resources: Mapping[str, Any]) -> None:
    for logical in ("PostConversationsUidIdTurns", "GetMeProxy", "GetScenarios", "DeleteMe"):
        found = integration(resources, logical)
        assert text(found["Uri"]).endswith("/2021-11-15/functions/<TurnsArn>/response-streaming-invocations")
        assert found["ResponseTransferMode"] == "STREAM"


def test_a_path_of_a_region_is_ollamas(resources: Mapping[str, Any]) -> None:
    assert text(integration(resources, "GetUsEast1Proxy")["Uri"]) == "http://<NlbHostA>/api/{proxy}"
    assert text(integration(resources, "PostUsWest2Proxy")["Uri"]) == "http://<NlbHostB>/api/{proxy}"


def test_us_west_1_is_oregon(resources: Mapping[str, Any]) -> None:
    assert integration(resources, "PostUsWest1Proxy") == integration(resources, "PostUsWest2Proxy")


def test_a_client_of_ollamas_can_be_pointed_at_a_region(resources: Mapping[str, Any]) -> None:
    """It puts /api before its paths by itself; a client of OpenAI's puts /v1."""
    assert text(integration(resources, "PostUsEast1ApiProxy")["Uri"]) == "http://<NlbHostA>/api/{proxy}"
    assert text(integration(resources, "PostUsEast1V1Proxy")["Uri"]) == "http://<NlbHostA>/v1/{proxy}"


def test_workers_do_not_see_whence_a_page_asks(resources: Mapping[str, Any]) -> None:
    """They refuse pages of other origins, for on a laptop nothing else guards them."""
    sent = integration(resources, "PostUsEast1Proxy")["RequestParameters"]
    assert sent["integration.request.header.Origin"] == "'http://localhost'"
    assert sent["integration.request.header.Cookie"] == "'none'"


def test_oregon_is_linked_by_the_balancer_that_leads_there(templates: Mapping[str, Stack]) -> None:
    parameters = templates[STACK].parameters
    assert parameters["NlbA"] == Output("lks-entrance-zone-a", "Nlb")
    assert parameters["NlbB"] == Output("lks-crossing-zone-a", "NlbB")


def test_only_this_api_may_call_the_functions(resources: Mapping[str, Any]) -> None:
    source = text(resources["TurnsPermission"]["Properties"]["SourceArn"])
    assert source == "arn:aws:execute-api:us-east-1:<AWS::AccountId>:<Api>/v1/*"


def test_nobody_calls_the_function_that_makes_the_tables(resources: Mapping[str, Any]) -> None:
    assert "MigratePermission" not in resources


def test_with_the_handed_out_function_there_is_nothing_of_ours(fleet: Fleet) -> None:
    found = named(fleet, "the task's own application").template["Resources"]
    assert "PutConversationsUidId" in found
    assert not {"GetScenarios", "GetMeProxy", "PostConversationsUidIdTurns"} & found.keys()


def test_with_an_api_in_each_region_learners_still_ask_one(fleet: Fleet) -> None:
    """The home API asks the other, with the learner's token, for that asks for one too."""
    found = integration(named(fleet, "an API in each region"), "PostUsWest2Proxy")
    assert text(found["Uri"]) == "<ApiB>/us-west-2/{proxy}"
    assert found["ConnectionType"] == "INTERNET"
    assert found["RequestParameters"] == {"integration.request.path.proxy": "method.request.path.proxy"}
    assert found["ResponseTransferMode"] == "STREAM"


def test_the_api_of_another_region_leads_to_its_own_balancer(fleet: Fleet) -> None:
    other = named(fleet, "an API in each region", "lks-api-zone-b")
    assert other.region == "us-west-2"
    assert other.parameters["NlbB"] == Output("lks-entrance-zone-b", "Nlb")
    assert other.parameters["PoolArn"] == Output("lks-identity-zone-a", "PoolArn")
    assert text(integration(other, "PostUsWest2Proxy")["Uri"]) == "http://<NlbHostB>/api/{proxy}"


def test_another_content_is_another_deployment(fleet: Fleet) -> None:
    """A stage shows what was there when its deployment was made."""
    first, second = (deployments(named(fleet, variant)) for variant in ("as written", "an API in each region"))
    assert len(first) == len(second) == 1
    assert first != second


def deployments(stack: Stack) -> list[str]:
    return [name for name, each in stack.template["Resources"].items() if each["Type"] == "AWS::ApiGateway::Deployment"]
