"""What comes after the stacks."""

import io
import json
import zipfile

import pytest

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import publishing
from tutorfleet.cloud.deploy.errors import NotFinished
from tutorfleet.cloud.deploy.progress import Patience
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.services.functions import Answer

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
