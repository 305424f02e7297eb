"""The accounts, beyond what policies say of them (support/policies/learners.py)."""

from collections.abc import Mapping
from typing import Any

from tutorfleet.cloud.stacks.identity import TOKEN_MINUTES
from tutorfleet.cloud.template import Stack


def properties(templates: Mapping[str, Stack], logical: str) -> dict[str, Any]:
    return dict(templates["lks-identity-zone-a"].template["Resources"][logical]["Properties"])


def test_a_password_needs_no_more_than_the_handed_out_client_asks_for(templates: Mapping[str, Stack]) -> None:
    """Eight characters, small and capital letters, a digit; a symbol is more than ours asks for."""
    policy = properties(templates, "Pool")["Policies"]["PasswordPolicy"]
    assert policy == {
        "MinimumLength": 8,
        "RequireLowercase": True,
        "RequireUppercase": True,
        "RequireNumbers": True,
        "RequireSymbols": False,
    }


def test_capitals_in_an_address_do_not_matter(templates: Mapping[str, Stack]) -> None:
    assert properties(templates, "Pool")["UsernameConfiguration"] == {"CaseSensitive": False}


def test_an_address_is_confirmed_by_a_code(templates: Mapping[str, Stack]) -> None:
    assert properties(templates, "Pool")["AutoVerifiedAttributes"] == ["email"]


def test_an_unknown_address_is_answered_like_a_wrong_password(templates: Mapping[str, Stack]) -> None:
    assert properties(templates, "Client")["PreventUserExistenceErrors"] == "ENABLED"


def test_tokens_last_as_long_as_the_client_is_told(templates: Mapping[str, Stack]) -> None:
    client = properties(templates, "Client")
    assert (client["IdTokenValidity"], client["TokenValidityUnits"]["IdToken"]) == (TOKEN_MINUTES, "minutes")


def test_others_take_the_pool_and_the_client(templates: Mapping[str, Stack]) -> None:
    outputs = templates["lks-identity-zone-a"].template["Outputs"]
    assert {name: each["Value"] for name, each in outputs.items()} == {
        "Pool": {"Ref": "Pool"},
        "PoolArn": {"Fn::GetAtt": ["Pool", "Arn"]},
        "Client": {"Ref": "Client"},
    }
