"""What learners reach: functions, REST APIs, user pools, the client. Pure. Values of secrets are not in here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tutorfleet.cloud.audit.model.base import Resource

FUNCTION = re.compile(r":function:([^:/]+)")


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One of a program's environment."""

    name: str
    is_set: bool | None = True
    """to anything but the empty string"""
    value: str = ""
    """only of names that hold no secret (DB_HOST, DB_PORT, DB_NAME, DB_USER)"""


@dataclass(frozen=True, kw_only=True)
class Function(Resource):
    type: ClassVar[str] = "AWS::Lambda::Function"

    runtime: str
    """"" for a container image"""
    role: str
    """ARN"""
    timeout: int
    state: str | None = None
    vpc: str | None = ""
    subnets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    environment: tuple[Variable, ...] = ()
    callers: tuple[str, ...] | None = ()
    """services that its policy admits, e.g. "apigateway.amazonaws.com" """


@dataclass(frozen=True, kw_only=True)
class Integration:
    """What stands behind a method."""

    kind: str
    """"AWS_PROXY", "HTTP_PROXY", "HTTP", "MOCK", ..."""
    uri: str = ""
    vpc_link: str = ""
    target: str = ""
    """ARN of a balancer, for a link of the second kind"""
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)
    streams: bool | None = None
    """response transfer mode STREAM"""

    @property
    def function(self) -> str:
        """Id of the Lambda function that the URI names; "" is none."""
        named = FUNCTION.search(self.uri)
        return named.group(1) if named else ""


@dataclass(frozen=True, kw_only=True)
class Method:
    verb: str
    """"GET", "POST", ..., "ANY" """
    authorization: str
    """"COGNITO_USER_POOLS", "NONE", ..."""
    authorizer: str = ""
    integration: Integration | None = None
    """None: nothing stands behind it (it answers 500)"""


@dataclass(frozen=True, kw_only=True)
class ApiResource:
    path: str
    methods: tuple[Method, ...] | None = ()


@dataclass(frozen=True, kw_only=True)
class Authorizer:
    id: str
    name: str
    kind: str
    """"COGNITO_USER_POOLS", "TOKEN", "REQUEST" """
    pools: tuple[str, ...] = ()
    """ARNs of user pools"""
    identity_source: str = ""


@dataclass(frozen=True, kw_only=True)
class GatewayResponse:
    """What the API answers by itself; an error without CORS headers is no answer to a browser."""

    kind: str
    """e.g. "DEFAULT_4XX" """
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    """header, in lower case -> value"""


@dataclass(frozen=True, kw_only=True)
class Stage:
    name: str
    deployment: str
    tags: Mapping[str, str] | None = field(default_factory=dict, hash=False)
    description: str | None = ""


@dataclass(frozen=True, kw_only=True)
class RestApi(Resource):
    type: ClassVar[str] = "AWS::ApiGateway::RestApi"

    endpoint: str
    """"REGIONAL", "EDGE" or "PRIVATE" """
    resources: tuple[ApiResource, ...] | None = ()
    authorizers: tuple[Authorizer, ...] | None = ()
    responses: tuple[GatewayResponse, ...] | None = ()
    stages: tuple[Stage, ...] | None = ()


@dataclass(frozen=True, kw_only=True)
class HttpApi(Resource):
    """An API of the other kind than the specification advises."""

    type: ClassVar[str] = "AWS::ApiGatewayV2::Api"

    protocol: str


@dataclass(frozen=True, kw_only=True)
class VpcLink(Resource):
    type: ClassVar[str] = "AWS::ApiGateway::VpcLink"

    targets: tuple[str, ...] = ()
    """ARNs of network balancers; () for a link of the second kind"""
    status: str | None = None


@dataclass(frozen=True, kw_only=True)
class PoolClient:
    """An application that may sign learners in."""

    id: str
    name: str
    flows: tuple[str, ...] = ()
    """e.g. "ALLOW_USER_PASSWORD_AUTH" """
    has_secret: bool = False


@dataclass(frozen=True, kw_only=True)
class UserPool(Resource):
    type: ClassVar[str] = "AWS::Cognito::UserPool"

    arn: str
    sign_in: tuple[str, ...] = ()
    """attributes that are the user name, e.g. "email" """
    alias: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    """attributes, at sign-up"""
    mfa: str = "OFF"
    only_administrators_create: bool = False
    clients: tuple[PoolClient, ...] | None = ()


@dataclass(frozen=True, kw_only=True)
class ClientBranch:
    name: str
    framework: str = ""
    environment: tuple[Variable, ...] = ()
    deployed: bool | None = None
    """its last job succeeded"""
    tags: Mapping[str, str] | None = field(default_factory=dict, hash=False)
    description: str | None = ""


@dataclass(frozen=True, kw_only=True)
class ClientApp(Resource):
    """An application of Amplify."""

    type: ClassVar[str] = "AWS::Amplify::App"

    platform: str
    """"WEB" (static) or "WEB_COMPUTE" (rendered on a server)"""
    repository: str = ""
    role: str = ""
    environment: tuple[Variable, ...] = ()
    branches: tuple[ClientBranch, ...] | None = ()
