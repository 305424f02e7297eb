"""What only a look at the account can tell."""

import pytest
from botocore.stub import Stubber

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import found
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.errors import CloudError
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.template import Found, Stack


def taking(*names: str) -> tuple[Stack, ...]:
    return (Stack("lks-x-zone-a", "us-east-1", {}, {name: Found(name) for name in names}),)


def test_an_image_is_the_newest_of_its_region(runs: Runs) -> None:
    looked = found.look(runs.account, runs.blueprint, taking("image"))
    assert looked["us-east-1", "image"].startswith("ami-")


def test_a_secret_is_made_up_once(runs: Runs) -> None:
    stacks = taking("database-password")
    found.keep_secrets(runs.account, runs.blueprint, stacks)
    first = found.look(runs.account, runs.blueprint, stacks)
    found.keep_secrets(runs.account, runs.blueprint, stacks)
    assert found.look(runs.account, runs.blueprint, stacks) == first
    assert len(first["us-east-1", "database-password"]) >= 24


def test_a_secret_that_another_run_has_just_made_up_stays(emulator: Emulator, blueprint: Blueprint) -> None:
    own = Account(["us-east-1"])
    script = Stubber(own.client("ssm"))
    script.add_client_error("get_parameter", "ParameterNotFound")
    script.add_client_error("put_parameter", "ParameterAlreadyExists")
    with script:
        found.keep_secrets(own, blueprint, taking("database-password"))
    script.assert_no_pending_responses()


def test_a_secret_has_nothing_that_a_database_or_an_address_forbids(runs: Runs) -> None:
    stacks = taking("database-password")
    found.keep_secrets(runs.account, runs.blueprint, stacks)
    secret = found.look(runs.account, runs.blueprint, stacks)["us-east-1", "database-password"]
    assert not set(secret) & set("/@\" :%'\\")


def test_a_secret_is_kept_encrypted_and_labelled(runs: Runs) -> None:
    found.keep_secrets(runs.account, runs.blueprint, taking("session-secret"))
    client = runs.account.client("ssm")
    assert client.get_parameter(Name="lks-session-secret")["Parameter"]["Type"] == "SecureString"
    tags = client.list_tags_for_resource(ResourceType="Parameter", ResourceId="lks-session-secret")["TagList"]
    assert {"Key": "Name", "Value": "lks-session-secret"} in tags


def test_what_is_not_kept_yet_is_left_out(runs: Runs) -> None:
    assert found.look(runs.account, runs.blueprint, taking("database-password")) == {}


def test_a_token_that_only_the_operator_has_is_asked_for(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    stacks = taking("repository-token")
    with pytest.raises(CloudError, match=r"needs a token. Give it once: TUTORFLEET_REPOSITORY_TOKEN"):
        found.keep_secrets(runs.account, runs.blueprint, stacks)
    monkeypatch.setenv("TUTORFLEET_REPOSITORY_TOKEN", "given")
    found.keep_secrets(runs.account, runs.blueprint, stacks)
    monkeypatch.delenv("TUTORFLEET_REPOSITORY_TOKEN")
    found.keep_secrets(runs.account, runs.blueprint, stacks)
    assert found.look(runs.account, runs.blueprint, stacks) == {("us-east-1", "repository-token"): "given"}
