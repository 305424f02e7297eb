"""What State Manager is told; whom it finds is a policy (support/policies/machines.py)."""

from collections.abc import Mapping
from typing import Any

import pytest

from tutorfleet.cloud.template import Found, Package, Stack


def parameters(templates: Mapping[str, Stack], zone: str, role: str) -> dict[str, Any]:
    resources = templates[f"lks-configuration-zone-{zone}"].template["Resources"]
    return dict(resources[f"Configure{role.capitalize()}"]["Properties"]["Parameters"])


def text(value: Any) -> str:
    """A joined text, with {names} where parameters stand."""
    if isinstance(value, str):
        return value
    return "".join(part if isinstance(part, str) else f"{{{part['Ref']}}}" for part in value["Fn::Join"][1])


@pytest.mark.parametrize(("zone", "region"), [("a", "us-east-1"), ("b", "us-west-2")])
def test_the_playbook_comes_from_the_bucket_of_the_region(
    zone: str, region: str, templates: Mapping[str, Stack]
) -> None:
    (source,) = parameters(templates, zone, "chat")["SourceInfo"]
    assert text(source) == f'{{"path": "https://s3.{region}.amazonaws.com/{{Assets}}/{{Playbook}}"}}'


def test_what_is_in_the_bucket_is_known_when_it_is_deployed(templates: Mapping[str, Stack]) -> None:
    stack = templates["lks-configuration-zone-a"]
    assert (stack.parameters["Assets"], stack.parameters["Playbook"]) == (Found("assets"), Package("playbook"))


@pytest.mark.parametrize("role", ["llm", "scoring", "chat"])
def test_a_worker_is_told_its_role_and_where_the_models_are(role: str, templates: Mapping[str, Stack]) -> None:
    (variables,) = parameters(templates, "b", role)["ExtraVariables"]
    assert dict(each.split("=") for each in text(variables).split()) == {
        "role": role,
        "region": "us-west-2",
        "mount_targets": "172.32.1.10,172.32.1.138",
        "share": "/share",
    }


def test_variables_have_no_character_that_the_document_refuses(templates: Mapping[str, Stack]) -> None:
    (variables,) = parameters(templates, "a", "llm")["ExtraVariables"]
    assert not set(text(variables)) & set("|:();&")
