"""What comes after the stacks."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import publishing
from tutorfleet.cloud.deploy.errors import CloudError, NotFinished
from tutorfleet.cloud.deploy.progress import Patience
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.services.functions import Answer
from tutorfleet.cloud.template import Stack
from tutorfleet.fleet.description import Application

FUNCTIONS = "lks-functions-zone-a"
OUTPUTS = {
    ("lks-identity-zone-a", "Client"): "client-1",
    ("lks-api-zone-a", "Url"): "https://a1.execute-api.us-east-1.amazonaws.com/v1/",
}


def zipped(**files: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return whole.getvalue()


@pytest.fixture
def app(runs: Runs) -> str:
    """An app as the client's stack makes it."""
    client = runs.account.client("amplify")
    identity = client.create_app(name="lks-client")["app"]["appId"]
    client.create_branch(appId=identity, branchName="main")
    return identity


@pytest.fixture
def function(runs: Runs) -> None:
    """The one that makes the tables, as its stack makes it."""
    runs.account.client("lambda").create_function(
        FunctionName="lks-migrate",
        Runtime="python3.13",
        Role="arn:aws:iam::123456789012:role/LabRole",
        Handler="migrate.handler",
        Code={"ZipFile": zipped(migrate_py="")},
    )


def with_functions(runs: Runs, *outputs: str) -> None:
    """The functions' stack, as far as it tells whose they are."""
    log = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/aws/lambda/lks-conversations"}}
    told = {name: {"Value": name} for name in ("ConversationsArn", *outputs)}
    runs.deploy((Stack(FUNCTIONS, "us-east-1", {"Resources": {"Log": log}, "Outputs": told}),))


def handed_out(blueprint: Blueprint) -> Blueprint:
    cloud = replace(blueprint.cloud, application=Application(function="function"))
    return Blueprint(replace(blueprint.fleet, cloud=cloud))


def test_an_account_without_functions_has_nobodys_tables(runs: Runs, blueprint: Blueprint) -> None:
    publishing.same_tables(runs.account, blueprint)
    publishing.same_tables(runs.account, handed_out(blueprint))


def test_our_functions_are_known_by_an_output_of_their_stack(
    stacks: tuple[Stack, ...], fleet: Callable[[str], tuple[Blueprint, tuple[Stack, ...]]]
) -> None:
    ours, others = (
        next(stack for stack in some if stack.name == FUNCTIONS).template["Outputs"]
        for some in (stacks, fleet("the task's own application")[1])
    )
    assert publishing.MIGRATE in ours
    assert publishing.MIGRATE not in others


def test_the_handed_out_function_does_not_meet_our_tables(runs: Runs, blueprint: Blueprint) -> None:
    with_functions(runs, "MigrateArn")
    publishing.same_tables(runs.account, blueprint)
    with pytest.raises(CloudError, match=r"name one of them conversations.*tutorfleet cloud destroy"):
        publishing.same_tables(runs.account, handed_out(blueprint))


def test_our_functions_do_not_meet_the_handed_out_tables(runs: Runs, blueprint: Blueprint) -> None:
    with_functions(runs)
    publishing.same_tables(runs.account, handed_out(blueprint))
    with pytest.raises(CloudError, match=r"name one of them conversations.*tutorfleet cloud destroy"):
        publishing.same_tables(runs.account, blueprint)


@pytest.mark.usefixtures("function")
def test_tables_are_made_by_the_function_beside_the_database(runs: Runs, emulator: Emulator) -> None:
    publishing.migrate(runs.account, runs.blueprint)
    assert emulator.functions.called == ["lks-migrate"]


@pytest.mark.usefixtures("function")
def test_a_function_that_fails_is_told_with_its_reason_and_its_log(runs: Runs, emulator: Emulator) -> None:
    emulator.functions.answers["lks-migrate"] = Answer(b'{"errorMessage": "no route", "stackTrace": []}', "Unhandled")
    with pytest.raises(
        NotFinished, match=r"lks-migrate failed: no route\. Its log: aws logs tail /aws/lambda/lks-migrate"
    ):
        publishing.migrate(runs.account, runs.blueprint)


def test_pages_are_published(runs: Runs, emulator: Emulator, app: str) -> None:
    publishing.publish(runs.account, app, zipped(index_html="<p>"), Patience())
    assert emulator.amplify.apps[app].branches["main"].files == {"index.html": b"<p>"}


def test_a_publication_that_fails_is_told(runs: Runs, app: str) -> None:
    with pytest.raises(NotFinished, match="ended as FAILED"):
        publishing.publish(runs.account, app, zipped(other_html="<p>"), Patience())


def test_a_repository_is_built(runs: Runs, app: str) -> None:
    runs.account.client("amplify").update_app(appId=app, repository="https://github.com/betuah/lks-llm")
    publishing.build(runs.account, app, Patience())
    jobs = runs.account.client("amplify").list_jobs(appId=app, branchName="main")["jobSummaries"]
    assert [(job["jobType"], job["status"]) for job in jobs] == [("RELEASE", "SUCCEED")]


def test_our_pages_are_told_where_their_fleet_is(blueprint: Blueprint) -> None:
    pages = publishing.with_config(zipped(index_html="<p>"), blueprint, OUTPUTS)
    with zipfile.ZipFile(io.BytesIO(pages)) as archive:
        assert archive.namelist() == ["index.html", "config.json"]
        config = json.loads(archive.read("config.json"))
    assert config["api"] == "https://a1.execute-api.us-east-1.amazonaws.com/v1"
    assert config["cognito"] == "https://cognito-idp.us-east-1.amazonaws.com/"
    assert (config["clientId"], config["auth"]) == ("client-1", "tokens")
    assert config["regions"] == ["us-east-1", "us-west-2"]
