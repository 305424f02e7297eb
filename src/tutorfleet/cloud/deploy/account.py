"""Who asks AWS, and with which clients. Every word of the SDK about that becomes one sentence with the way out here.

Credentials, profile and AWS_ENDPOINT_URL (an emulated account) are found where every AWS tool finds them.
"""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore import exceptions
from botocore.config import Config

from tutorfleet.cloud.deploy.errors import CloudError, Denied, NoCredentials, Unreachable

PATIENT = Config(retries={"mode": "standard", "total_max_attempts": 8}, connect_timeout=5, read_timeout=60)
CONFIGS = {
    # the first call, which shows whether AWS can be reached at all
    "sts": Config(retries={"mode": "standard", "total_max_attempts": 2}, connect_timeout=5, read_timeout=10),
    # a function answers when it is done; called again too early, it would run twice
    "lambda": PATIENT.merge(Config(read_timeout=900)),
}
GET_CREDENTIALS = (
    "Lab: AWS Details -> AWS CLI -> Show, and put the three lines in ~/.aws/credentials. Else: aws configure"
)
AWS_HOSTS = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws")
EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
UNKNOWN = frozenset(
    {
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "AuthFailure",
        "SignatureDoesNotMatch",
        "InvalidAccessKeyId",
        "InvalidSignatureException",
        "InvalidToken",
        "RequestTimeTooSkewed",
    }
)
DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized", "403"})
WORDLESS = "400"
"""S3's answer to a question for headers only, when it does not like who asks"""


@dataclass(frozen=True)
class Identity:
    """Who asks."""

    account: str
    arn: str


class Account:
    """Clients for the regions of a fleet, one of each kind, for all threads."""

    def __init__(self, regions: Sequence[str]) -> None:
        self.regions = tuple(regions)
        self.home = self.regions[0]
        self._session = boto3.Session()
        self._clients: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()

    def client(self, service: str, region: str = "") -> Any:
        """A client of boto3; of the home region without another."""
        key = (service, region or self.home)
        with self._lock:  # a session makes one client at a time; clients are for all threads
            if key not in self._clients:
                config = CONFIGS.get(service, PATIENT)
                try:
                    self._clients[key] = self._session.client(service, region_name=key[1], config=config)
                except ValueError as error:
                    raise CloudError(f"{error}. Look at AWS_ENDPOINT_URL: it begins with http://") from error
            return self._clients[key]

    @cached_property
    def identity(self) -> Identity:
        """Who asks; the first call of every verb, so that bad credentials end it before anything is begun."""
        answer = self.client("sts").get_caller_identity()
        return Identity(answer["Account"], answer["Arn"])

    @property
    def emulated(self) -> str:
        """The address that stands in for AWS, as the SDK found it; "" is AWS itself."""
        address = str(self.client("sts").meta.endpoint_url)
        return "" if (urlsplit(address).hostname or "").endswith(AWS_HOSTS) else address


def code_of(error: exceptions.ClientError) -> str:
    """AWS's short name of what went wrong."""
    return str(error.response.get("Error", {}).get("Code", ""))


@contextlib.contextmanager
def understood() -> Iterator[None]:
    """Whatever the SDK raises inside becomes a CloudError in words."""
    try:
        yield
    except (exceptions.NoCredentialsError, exceptions.PartialCredentialsError) as error:
        raise NoCredentials(f"no credentials for AWS. {GET_CREDENTIALS}") from error
    except (exceptions.ProfileNotFound, exceptions.ConfigParseError) as error:
        raise NoCredentials(f"{error}. Look at AWS_PROFILE and ~/.aws") from error
    except (exceptions.TokenRetrievalError, exceptions.SSOError) as error:
        raise NoCredentials(f"{error}. Sign in again: aws sso login") from error
    except (exceptions.HTTPClientError, exceptions.ConnectionError) as error:
        raise Unreachable(f"AWS cannot be reached ({error}). Look at the network and at AWS_ENDPOINT_URL") from error
    except exceptions.ClientError as error:
        raise _refused(error) from error
    except exceptions.BotoCoreError as error:
        raise CloudError(f"the AWS SDK says: {error}") from error


def _refused(error: exceptions.ClientError) -> CloudError:
    code, said = code_of(error), str(error.response.get("Error", {}).get("Message", error))
    if code in EXPIRED:
        return NoCredentials(f"the credentials for AWS have expired; a lab's last for one session. {GET_CREDENTIALS}")
    if code in UNKNOWN:
        return NoCredentials(
            f"AWS does not know these credentials ({code}), or this machine's clock is wrong. {GET_CREDENTIALS}"
        )
    if code == WORDLESS:
        return NoCredentials(
            f"{error.operation_name}: S3 refuses without a word; have the credentials expired? {GET_CREDENTIALS}"
        )
    if code in DENIED:
        return Denied(
            f"{error.operation_name} is not allowed: {said}. What this account can do: tutorfleet cloud preflight"
        )
    return CloudError(f"{error.operation_name}: {code}: {said}")
