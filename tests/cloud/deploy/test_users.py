"""The learners' accounts in Cognito."""

import pytest

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.deploy import users
from tutorfleet.cloud.deploy.errors import CloudError
from tutorfleet.cloud.template import Stack

WHO = "ayu@example.com"


@pytest.fixture
def signed_up(runs: Runs, stacks: tuple[Stack, ...]) -> Runs:
    outputs = runs.deploy(tuple(stack for stack in stacks if "identity" in stack.name))
    attributes = [{"Name": "name", "Value": "Ayu"}, {"Name": "email", "Value": WHO}]
    client = outputs["lks-identity-zone-a", "Client"]
    runs.account.client("cognito-idp").sign_up(
        ClientId=client, Username=WHO, Password="Correct-Horse-1", UserAttributes=attributes
    )
    return runs


def test_everybody_is_listed(signed_up: Runs) -> None:
    (user,) = users.every(signed_up.account, signed_up.blueprint)
    assert (user.email, user.name, user.status) == (WHO, "Ayu", "UNCONFIRMED")


def test_a_confirmed_learner_may_sign_in(signed_up: Runs) -> None:
    assert users.confirm(signed_up.account, signed_up.blueprint, WHO.upper())
    assert users.every(signed_up.account, signed_up.blueprint)[0].status == "CONFIRMED"


def test_confirming_twice_does_no_harm(signed_up: Runs) -> None:
    users.confirm(signed_up.account, signed_up.blueprint, WHO)
    assert not users.confirm(signed_up.account, signed_up.blueprint, WHO)


def test_nobody_of_that_name_is_said(signed_up: Runs) -> None:
    with pytest.raises(CloudError, match=r"nobody has signed up as sari@example\.com"):
        users.confirm(signed_up.account, signed_up.blueprint, "sari@example.com")


def test_without_a_fleet_there_are_no_accounts(runs: Runs) -> None:
    with pytest.raises(CloudError, match="First: tutorfleet cloud deploy"):
        users.every(runs.account, runs.blueprint)
