"""The buckets of packages."""

from dataclasses import replace
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import assets
from tutorfleet.cloud.deploy.account import Account, understood
from tutorfleet.cloud.deploy.errors import Denied, NoCredentials
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.template import Found, Package, Stack


def test_a_bucket_is_private_encrypted_and_labelled(runs: Runs) -> None:
    name = assets.ready(runs.account, runs.blueprint, "us-west-2")
    client = runs.account.client("s3", "us-west-2")
    assert name == "lks-assets-123456789012-us-west-2"
    assert client.head_bucket(Bucket=name)["BucketRegion"] == "us-west-2"
    assert all(client.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"].values())
    assert client.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    tags = {each["Key"]: each["Value"] for each in client.get_bucket_tagging(Bucket=name)["TagSet"]}
    assert tags["Name"] == name
    assert tags["ManagedBy"] == "tutorfleet"


def test_a_bucket_that_is_there_is_made_ready_again(runs: Runs) -> None:
    name = assets.ready(runs.account, runs.blueprint, "us-east-1")
    runs.account.client("s3").delete_public_access_block(Bucket=name)
    assets.ready(runs.account, runs.blueprint, "us-east-1")
    assert runs.account.client("s3").get_public_access_block(Bucket=name)


def test_only_what_is_missing_is_sent(runs: Runs, tmp_path: Path) -> None:
    bucket = assets.ready(runs.account, runs.blueprint, "us-east-1")
    file = tmp_path / "turns-1.zip"
    file.write_bytes(b"content")
    assert assets.upload(runs.account, "us-east-1", bucket, file)
    assert not assets.upload(runs.account, "us-east-1", bucket, file)


def test_a_bucket_of_another_account_is_not_taken(emulator: Emulator, blueprint: Blueprint) -> None:
    """Even where that account lets everybody in: functions would run what it puts there."""
    own, name = Account(["us-east-1"]), "lks-assets-123456789012-us-east-1"
    script = Stubber(own.client("s3"))
    asked = {"Bucket": name, "ExpectedBucketOwner": "123456789012"}
    script.add_client_error("head_bucket", "403", expected_params=asked)
    with script, pytest.raises(Denied, match=f"{name} belongs to another account"):
        assets.ready(own, blueprint, "us-east-1")


def test_a_bucket_that_another_run_has_just_made_is_taken(emulator: Emulator, blueprint: Blueprint) -> None:
    own, name = Account(["us-east-1", "us-west-2"]), "lks-assets-123456789012-us-west-2"
    script = Stubber(own.client("s3", "us-west-2"))
    script.add_client_error("head_bucket", "404")
    script.add_client_error("create_bucket", "BucketAlreadyOwnedByYou")
    for call in ("put_public_access_block", "put_bucket_encryption", "put_bucket_tagging"):
        script.add_response(call, {})
    with script:
        assert assets.ready(own, blueprint, "us-west-2") == name


def test_credentials_that_expire_while_a_file_is_sent_are_told_as_such(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "turns-1.zip"
    file.write_bytes(b"content")
    own = Account(["us-east-1"])
    script = Stubber(own.client("s3"))
    script.add_client_error("head_object", "404")
    script.add_client_error("put_object", "ExpiredToken")
    with script, pytest.raises(NoCredentials, match="have expired"), understood():
        assets.upload(own, "us-east-1", "lks-assets", file)


def test_a_region_gets_only_what_its_stacks_take() -> None:
    here = Stack("lks-functions-zone-a", "us-east-1", {}, {"Turns": Package("turns"), "Assets": Found("assets")})
    there = Stack("lks-configuration-zone-b", "us-west-2", {}, {"Wheel": Package("wheel")})
    assert assets.wanted([here, there], "us-west-2") == {"wheel"}


def test_a_small_template_goes_with_the_call(runs: Runs, few: tuple[Stack, ...]) -> None:
    assert list(assets.template(runs.account, runs.blueprint, few[0])) == ["TemplateBody"]


def test_a_large_template_goes_by_way_of_the_bucket(runs: Runs, few: tuple[Stack, ...]) -> None:
    large = replace(few[0], template={**few[0].template, "Metadata": {"Padding": "x" * assets.BODY_LIMIT}})
    outputs = runs.deploy((large,))
    assert outputs[large.name, "Vpc"].startswith("vpc-")
    objects = runs.account.client("s3").list_objects_v2(Bucket="lks-assets-123456789012-us-east-1")["Contents"]
    assert [each["Key"].rpartition("-")[0] for each in objects] == [f"templates/{large.name}"]


def test_an_emptied_bucket_has_no_older_versions_either(runs: Runs) -> None:
    bucket = assets.ready(runs.account, runs.blueprint, "us-east-1")
    client = runs.account.client("s3")
    client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    for body in (b"1", b"2"):
        client.put_object(Bucket=bucket, Key="turns.zip", Body=body)
    assets.empty(runs.account, "us-east-1", bucket)
    client.delete_bucket(Bucket=bucket)
    with pytest.raises(ClientError, match="404"):
        client.head_bucket(Bucket=bucket)
