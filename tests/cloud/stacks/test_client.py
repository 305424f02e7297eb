"""The page on Amplify: ours, other built pages, or a repository that Amplify builds."""

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.app import synthesise
from tutorfleet.cloud.stacks.client import as_yaml
from tutorfleet.cloud.template import Found, Stack
from tutorfleet.fleet.description import Application, Cloud
from tutorfleet.fleet.parse import default

STACK = "lks-client-zone-a"


@pytest.fixture
def connected(fleet: Callable[[str], tuple[Blueprint, tuple[Stack, ...]]]) -> Stack:
    """The stack with the repository that the task hands out."""
    return next(stack for stack in fleet("the task's own application")[1] if stack.name == STACK)


@pytest.fixture(scope="session")
def built_elsewhere() -> Stack:
    """The stack with a folder of somebody's built pages."""
    cloud = Cloud(application=Application(client="pages"))
    stacks = synthesise(Blueprint(replace(default().small(), cloud=cloud)))
    return next(stack for stack in stacks if stack.name == STACK)


def names(stack: Stack, kind: str = "App") -> list[str]:
    return [name for name, each in stack.template["Resources"].items() if each["Type"] == f"AWS::Amplify::{kind}"]


def properties(stack: Stack, kind: str = "App") -> dict[str, Any]:
    (name,) = names(stack, kind)
    return dict(stack.template["Resources"][name]["Properties"])


def variables(stack: Stack, kind: str = "App") -> dict[str, Any]:
    return {each["Name"]: each["Value"] for each in properties(stack, kind).get("EnvironmentVariables", [])}


def texts(value: Any) -> Iterator[str]:
    """The plain parts of a text with references."""
    yield from (part for part in value["Fn::Join"][1] if isinstance(part, str))


def test_ours_is_pages_that_the_deployer_publishes(templates: Mapping[str, Stack]) -> None:
    app = properties(templates[STACK])
    assert app["Platform"] == "WEB"
    assert "Repository" not in app


def test_an_address_without_a_file_is_the_page(templates: Mapping[str, Stack]) -> None:
    rule = {"Source": "/<*>", "Target": "/index.html", "Status": "404-200"}
    assert properties(templates[STACK])["CustomRules"] == [rule]


def test_our_page_asks_the_api_and_cognito_and_nobody_else(templates: Mapping[str, Stack]) -> None:
    headers = properties(templates[STACK])["CustomHeaders"]
    assert {"Ref": "ApiOrigin"} in headers["Fn::Join"][1]
    before, after = texts(headers)
    assert before.endswith("connect-src 'self' ")
    assert after.startswith(" https://cognito-idp.us-east-1.amazonaws.com;")


def test_files_with_a_hash_in_their_names_last(templates: Mapping[str, Stack]) -> None:
    *_, last = texts(properties(templates[STACK])["CustomHeaders"])
    assert '- pattern: "/assets/*"' in last
    assert last.endswith('value: "public, max-age=31536000, immutable"\n')


def test_other_pages_get_no_policy_that_could_break_them(built_elsewhere: Stack) -> None:
    headers = properties(built_elsewhere)["CustomHeaders"]
    assert "content-security-policy" not in headers
    assert "x-content-type-options" in headers


def test_a_repository_is_built_and_run_by_amplify(connected: Stack) -> None:
    app = properties(connected)
    assert (app["Platform"], app["Repository"]) == ("WEB_COMPUTE", "https://github.com/betuah/lks-llm")
    assert "appRoot: client-apps" in app["BuildSpec"]


def test_a_repository_is_another_app_than_pages_for_amplify_refuses_to_connect_one_that_has_pages(
    connected: Stack, templates: Mapping[str, Stack]
) -> None:
    assert not set(names(connected)) & set(names(templates[STACK]))


def test_amplify_is_told_what_it_builds(connected: Stack, templates: Mapping[str, Stack]) -> None:
    """It would refuse the build otherwise: "your app's framework looks wrong"."""
    assert properties(connected, "Branch")["Framework"] == "Next.js - SSR"
    assert "Framework" not in properties(templates[STACK], "Branch")


def test_its_edge_functions_are_built_as_what_amplify_runs(connected: Stack, tmp_path: Path) -> None:
    command = re.search(r"- (grep .* src .*)\n", properties(connected)["BuildSpec"])
    assert command
    chat, page = tmp_path / "src" / "api" / "chat.ts", tmp_path / "src" / "page.tsx"
    chat.parent.mkdir(parents=True)
    chat.write_text('export const runtime = "edge";\n')
    page.write_text("the edge of it\n")
    for _ in range(2):  # the second time there is none
        subprocess.run(["sh", "-euc", command[1]], check=True, cwd=tmp_path)
    assert (chat.read_text(), page.read_text()) == ('export const runtime = "nodejs";\n', "the edge of it\n")


def test_its_server_reads_the_variables_from_a_file_of_the_build(connected: Stack) -> None:
    assert "env | grep -E '^(AUTH_|NEXT_)' > .env.production" in properties(connected)["BuildSpec"]


def test_it_is_told_what_its_readme_asks_for(connected: Stack) -> None:
    assert variables(connected) == {
        "NEXT_PUBLIC_COGNITO_CLIENT_ID": {"Ref": "Client"},
        "NEXT_PUBLUC_COGNITO_ID_TOKEN_EXPIRED": "60",
        "NEXT_PUBLIC_API_GATEWAY_URL": {"Ref": "ApiUrl"},
        "AUTH_SECRET": {"Ref": "SessionSecret"},
        "AUTH_TRUST_HOST": "true",
        "AMPLIFY_MONOREPO_APP_ROOT": "client-apps",
    }


def test_it_is_told_its_own_address(connected: Stack) -> None:
    address = variables(connected, "Branch")["AUTH_URL"]
    assert address == {"Fn::Join": ["", ["https://main.", {"Fn::GetAtt": ["ConnectedApp", "DefaultDomain"]}]]}


def test_its_secrets_are_no_text_of_the_template(connected: Stack) -> None:
    assert connected.parameters["RepositoryToken"] == Found("repository-token")
    assert connected.parameters["SessionSecret"] == Found("session-secret")


def test_nothing_is_built_but_by_a_deployment(connected: Stack, templates: Mapping[str, Stack]) -> None:
    for stack in (connected, templates[STACK]):
        assert properties(stack, "Branch")["EnableAutoBuild"] is False


def test_headers_are_yaml_by_pattern() -> None:
    assert as_yaml({"**/*": {"cache-control": "no-cache"}}) == (
        'customHeaders:\n  - pattern: "**/*"\n    headers:\n      - key: cache-control\n        value: "no-cache"\n'
    )


def test_headers_of_a_folder_of_a_repository_name_it() -> None:
    assert as_yaml({"**/*": {"x": "y"}}, "client-apps") == (
        "applications:\n  - appRoot: client-apps\n    customHeaders:\n"
        '      - pattern: "**/*"\n        headers:\n          - key: x\n            value: "y"\n'
    )
