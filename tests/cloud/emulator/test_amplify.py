"""Amplify Hosting of the emulated account."""

import io
import urllib.error
import urllib.request
import zipfile
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tutorfleet.cloud.emulator import Emulator


@pytest.fixture
def amplify(empty_account: Emulator) -> Any:
    """A client over a socket, for an upload goes to the address where the account was called."""
    return boto3.client(
        "amplify",
        region_name="us-east-1",
        endpoint_url=empty_account.url,
        aws_access_key_id="x",
        aws_secret_access_key="x",
    )


@pytest.fixture
def app(amplify: Any) -> str:
    """An app with a branch `main`."""
    identity: str = amplify.create_app(name="client", tags={"Name": "client"})["app"]["appId"]
    amplify.create_branch(appId=identity, branchName="main")
    return identity


def packed(**files: str) -> bytes:
    """A zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in files.items():
            package.writestr(name.replace("_", "."), text)
    return file.getvalue()


def published(amplify: Any, app: str, upload: bytes) -> str:
    """How a deployment of this upload ends."""
    deployment = amplify.create_deployment(appId=app, branchName="main")
    request = urllib.request.Request(deployment["zipUploadUrl"], upload, method="PUT")
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200
    amplify.start_deployment(appId=app, branchName="main", jobId=deployment["jobId"])
    job = amplify.get_job(appId=app, branchName="main", jobId=deployment["jobId"])["job"]
    return str(job["summary"]["status"])


def test_a_zip_file_with_a_page_is_published(amplify: Any, app: str, empty_account: Emulator) -> None:
    assert published(amplify, app, packed(index_html="hello")) == "SUCCEED"
    assert empty_account.amplify.apps[app].branches["main"].files == {"index.html": b"hello"}


@pytest.mark.parametrize("upload", [b"not a zip file", packed(other_html="no index")], ids=["no zip", "no index"])
def test_what_is_no_page_fails(amplify: Any, app: str, upload: bytes) -> None:
    assert published(amplify, app, upload) == "FAILED"


def test_nobody_uploads_without_the_secret(amplify: Any, app: str) -> None:
    address = amplify.create_deployment(appId=app, branchName="main")["zipUploadUrl"]
    request = urllib.request.Request(address[:-4] + "0000", b"x", method="PUT")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    refused.value.close()
    assert refused.value.code == 403


def test_an_app_with_a_repository_is_built_and_takes_no_upload(amplify: Any) -> None:
    told = amplify.create_app(name="theirs", repository="https://example.com/r", accessToken="canary")["app"]
    amplify.create_branch(appId=told["appId"], branchName="main")
    assert "canary" not in str(amplify.get_app(appId=told["appId"]))
    with pytest.raises(ClientError, match="connected a repository"):
        amplify.create_deployment(appId=told["appId"], branchName="main")
    assert amplify.start_job(appId=told["appId"], branchName="main", jobType="RELEASE")["jobSummary"]["jobId"] == "1"


def test_an_app_without_a_repository_is_not_built(amplify: Any, app: str) -> None:
    with pytest.raises(ClientError, match="not connected to a repository"):
        amplify.start_job(appId=app, branchName="main", jobType="RELEASE")


def test_tags_are_set_and_taken_away(amplify: Any, app: str) -> None:
    arn = amplify.get_app(appId=app)["app"]["appArn"]
    amplify.tag_resource(resourceArn=arn, tags={"Project": "p"})
    amplify.untag_resource(resourceArn=arn, tagKeys=["Name"])
    assert amplify.list_tags_for_resource(resourceArn=arn)["tags"] == {"Project": "p"}


def test_an_app_goes_with_its_branches(amplify: Any, app: str) -> None:
    amplify.delete_app(appId=app)
    assert amplify.list_apps()["apps"] == []
    with pytest.raises(ClientError, match="NotFoundException"):
        amplify.get_branch(appId=app, branchName="main")
