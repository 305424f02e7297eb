"""Who asks, and what the SDK's words mean."""

import pytest
from botocore import exceptions

from tutorfleet.cloud.deploy.account import Account, understood
from tutorfleet.cloud.deploy.errors import CloudError, Denied, NoCredentials, Unreachable
from tutorfleet.cloud.emulator import Emulator


def refusal(code: str) -> exceptions.ClientError:
    return exceptions.ClientError({"Error": {"Code": code, "Message": "AWS's own words"}}, "CreateVpc")


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (exceptions.NoCredentialsError(), NoCredentials, "no credentials for AWS.*AWS Details"),
        (exceptions.ProfileNotFound(profile="class"), NoCredentials, "class.*AWS_PROFILE"),
        (refusal("ExpiredToken"), NoCredentials, "have expired; a lab's last for one session"),
        (refusal("RequestExpired"), NoCredentials, "have expired"),
        (refusal("InvalidClientTokenId"), NoCredentials, "does not know these credentials"),
        (refusal("RequestTimeTooSkewed"), NoCredentials, "this machine's clock is wrong"),
        (refusal("400"), NoCredentials, "refuses without a word; have the credentials expired"),
        (refusal("UnauthorizedOperation"), Denied, "CreateVpc is not allowed: AWS's own words.*preflight"),
        (refusal("403"), Denied, "CreateVpc is not allowed"),
        (refusal("VpcLimitExceeded"), CloudError, "CreateVpc: VpcLimitExceeded: AWS's own words"),
        (exceptions.EndpointConnectionError(endpoint_url="http://x"), Unreachable, "AWS_ENDPOINT_URL"),
    ],
)
def test_whatever_the_sdk_raises_is_one_sentence_with_the_way_out(
    error: Exception, kind: type[CloudError], words: str
) -> None:
    with pytest.raises(CloudError, match=words) as caught, understood():
        raise error
    assert type(caught.value) is kind


def test_an_account_says_who_asks(account: Account) -> None:
    assert account.identity.account == "123456789012"


def test_an_account_says_that_it_is_emulated(account: Account) -> None:
    assert account.emulated.startswith("http://127.0.0.1:")


def test_an_account_that_passes_the_emulated_one_by_is_aws_itself(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
    assert Account(["us-east-1"]).emulated == ""


@pytest.mark.parametrize("address", ["localhost:5005", "http://"])
def test_an_address_that_is_none_is_said(address: str, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    with pytest.raises(CloudError, match=f"Invalid endpoint: {address}. Look at AWS_ENDPOINT_URL"):
        Account(["us-east-1"]).client("sts")


def test_nobody_at_the_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    with pytest.raises(Unreachable, match="AWS cannot be reached"), understood():
        Account(["us-east-1"]).identity  # noqa: B018
