"""The functions, beyond what policies say of them (support/policies/backend.py)."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Output, Package, Stack

Fleet = Callable[[str], tuple[Blueprint, tuple[Stack, ...]]]
STACK = "lks-functions-zone-a"


@pytest.fixture
def ours(templates: Mapping[str, Stack]) -> dict[str, Any]:
    """Properties of our functions, by logical id."""
    return functions(templates[STACK])


@pytest.fixture
def handed_out(fleet: Fleet) -> Stack:
    """The stack with the function of the task."""
    return next(stack for stack in fleet("the task's own application")[1] if stack.name == STACK)


def functions(stack: Stack) -> dict[str, Any]:
    resources = stack.template["Resources"]
    return {name: each["Properties"] for name, each in resources.items() if each["Type"] == "AWS::Lambda::Function"}


def variables(function: Mapping[str, Any]) -> dict[str, Any]:
    return dict(function["Environment"]["Variables"])


def test_ours_are_three_programs_of_one_runtime(ours: Mapping[str, Any]) -> None:
    assert {each["FunctionName"]: each["Handler"] for each in ours.values()} == {
        "lks-conversations": "tutorfleet.cloud.functions.conversations.handler",
        "lks-turns": "run.sh",
        "lks-migrate": "tutorfleet.cloud.functions.migrate.handler",
    }
    assert {each["Runtime"] for each in ours.values()} == {"python3.13"}


def test_each_has_a_package_of_its_name(templates: Mapping[str, Stack]) -> None:
    parameters = templates[STACK].parameters
    assert parameters["ConversationsPackage"] == Package("conversations")
    assert parameters["TurnsPackage"] == Package("turns")
    assert parameters["MigratePackage"] == Package("migrate")


def test_an_answer_in_one_piece_has_as_long_as_the_api_waits(ours: Mapping[str, Any]) -> None:
    assert ours["Conversations"]["Timeout"] == 29


def test_a_turn_is_streamed_for_a_quarter_of_an_hour(ours: Mapping[str, Any]) -> None:
    turns = ours["Turns"]
    assert turns["Timeout"] == 900
    assert variables(turns)["AWS_LWA_INVOKE_MODE"] == "response_stream"
    assert variables(turns)["AWS_LAMBDA_EXEC_WRAPPER"] == "/opt/bootstrap"
    assert "arn:aws:lambda:us-east-1:753240598075:layer:LambdaAdapterLayerX86:27" in turns["Layers"]


def test_only_turns_know_workers(ours: Mapping[str, Any]) -> None:
    """Whoever knows them also takes over turns that were left, which a function that is frozen cannot."""
    assert [name for name, each in ours.items() if "TUTORFLEET_REGIONS" in variables(each)] == ["Turns"]


def test_turns_find_the_balancer_of_every_region(ours: Mapping[str, Any]) -> None:
    """At home by its name, elsewhere by its pinned address."""
    _, parts = variables(ours["Turns"])["TUTORFLEET_REGIONS"]["Fn::Join"]
    text = "".join(part if isinstance(part, str) else part["Ref"] for part in parts)
    assert json.loads(text) == {"us-east-1": "http://Balancer", "us-west-2": "http://10.10.1.20"}


def test_the_balancer_is_the_one_of_this_region(templates: Mapping[str, Stack]) -> None:
    assert templates[STACK].parameters["Balancer"] == Output("lks-balancers-zone-a", "AlbHost")


def test_tokens_of_the_pool_are_believed_and_no_others(ours: Mapping[str, Any]) -> None:
    told = variables(ours["Conversations"])
    _, parts = told["TUTORFLEET_JWKS_URL"]["Fn::Join"]
    assert parts == ["https://cognito-idp.us-east-1.amazonaws.com/", {"Ref": "Pool"}, "/.well-known/jwks.json"]
    assert told["TUTORFLEET_POOL_ID"] == {"Ref": "Pool"}
    assert told["TUTORFLEET_CLIENT_ID"] == {"Ref": "Client"}
    assert told["TUTORFLEET_TOKEN_USE"] == "id"


def test_models_are_those_of_the_description(ours: Mapping[str, Any]) -> None:
    told = variables(ours["Turns"])
    names = [told[f"TUTORFLEET_{role}_MODEL"] for role in ("CHAT", "SCORING", "EMBED")]
    assert names == ["orca-mini", "llama3", "nomic-embed-text"]


def test_no_executions_are_reserved(ours: Mapping[str, Any]) -> None:
    """A lab's account has ten, and AWS lets nobody reserve of the last ten."""
    assert not any("ReservedConcurrentExecutions" in each for each in ours.values())


def test_the_handed_out_function_stands_alone(handed_out: Stack) -> None:
    (function,) = functions(handed_out).values()
    assert (function["FunctionName"], function["Runtime"]) == ("lks-conversations", "nodejs22.x")
    assert function["Handler"] == "handler.handler"


def test_the_handed_out_function_is_told_the_five_and_nothing_of_ours(handed_out: Stack) -> None:
    (function,) = functions(handed_out).values()
    assert list(variables(function)) == ["DB_USER", "DB_PASSWORD", "DB_HOST", "DB_PORT", "DB_NAME"]


def test_the_handed_out_function_finds_its_driver_in_a_layer(handed_out: Stack) -> None:
    (function,) = functions(handed_out).values()
    assert function["Layers"] == [{"Ref": "Layer"}]
    assert handed_out.parameters["LayerPackage"] == Package("layer")
