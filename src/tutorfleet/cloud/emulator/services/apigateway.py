"""API Gateway: moto 5.2.5 forgets which VPC link an integration has and how it answers, changes neither one nor a method, and sets no
tag later."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from moto.apigateway.models import Integration, apigateway_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import Answer, AwsError, Call, Service

FORGOTTEN = ("connectionId", "integrationTarget", "responseTransferMode")
PATCHED = dict.fromkeys(FORGOTTEN, "") | {
    "connectionType": "connection_type",
    "httpMethod": "http_method",
    "timeoutInMillis": "timeout_in_millis",
    "uri": "uri",
}
"""what UpdateIntegration can replace, to moto's name of it"""
PATCHED_OF_A_METHOD = {"authorizationType": "authorization_type", "authorizerId": "authorizer_id"}


def replaced(call: Call, known: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """(name, value) of every part that a call replaces; raises AwsError."""
    for patch in call.given["patchOperations"]:
        name = patch["path"].removeprefix("/")
        if patch["op"] != "replace" or name not in known:
            raise AwsError("BadRequestException", f"{patch['op']} of {patch['path']} is not emulated")
        yield name, patch["value"]


class Whole(Integration):
    """One of moto's integrations that remembers all of it."""

    kept: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """As API Gateway answers."""
        told: dict[str, Any] = super().to_json()
        return told | self.kept


class ApiGateway:
    """What the account answers about integrations and tags."""

    def __init__(self, account: str) -> None:
        self.account = account
        operations: dict[str, Callable[[Call], Answer]] = {
            "PutIntegration": self.put_integration,
            "UpdateIntegration": self.update_integration,
            "UpdateMethod": self.update_method,
            "TagResource": self.tag_resource,
            "UntagResource": self.untag_resource,
            "GetTags": self.get_tags,
        }
        self.service = Service("apigateway", operations)

    def put_integration(self, call: Call) -> Response:
        """Keep what moto forgets."""
        answer = call.passed()
        if answer.status_code < 400:
            integration = self.integration(call)
            integration.__class__ = Whole
            integration.kept = {name: call.given[name] for name in FORGOTTEN if name in call.given}
        return answer

    def update_integration(self, call: Call) -> dict[str, Any]:
        """Replace parts of an integration; raises AwsError."""
        integration = self.integration(call)
        for name, value in replaced(call, PATCHED):
            if name in FORGOTTEN:
                integration.__class__ = Whole
                integration.kept = {**getattr(integration, "kept", {}), name: value}
            else:
                setattr(integration, PATCHED[name], value)
        told: dict[str, Any] = integration.to_json()
        return told

    def update_method(self, call: Call) -> dict[str, Any]:
        """Replace who may call a method; raises AwsError."""
        method = self.method(call)
        for name, value in replaced(call, PATCHED_OF_A_METHOD):
            setattr(method, PATCHED_OF_A_METHOD[name], value)
        told: dict[str, Any] = method.to_json()
        return told

    def integration(self, call: Call) -> Any:
        """moto's integration of a call's method."""
        return self.method(call).method_integration

    def method(self, call: Call) -> Any:
        """moto's method of a call; raises AwsError."""
        api, resource = call.given["restApiId"], call.given["resourceId"]
        try:
            return self.moto(call).apis[api].resources[resource].resource_methods[call.given["httpMethod"]]
        except KeyError:
            raise AwsError("NotFoundException", "Invalid Method identifier specified") from None

    def tag_resource(self, call: Call) -> dict[str, Any]:
        """Set tags."""
        tagged = self.tagged(call)
        tagged.tags = {**(tagged.tags or {}), **call.given["tags"]}
        return {}

    def untag_resource(self, call: Call) -> dict[str, Any]:
        """Take tags away."""
        tagged = self.tagged(call)
        tagged.tags = {key: value for key, value in (tagged.tags or {}).items() if key not in call.given["tagKeys"]}
        return {}

    def get_tags(self, call: Call) -> dict[str, Any]:
        """The tags of one thing."""
        return {"tags": self.tagged(call).tags or {}}

    def tagged(self, call: Call) -> Any:
        """moto's API, stage or VPC link of an ARN; raises AwsError."""
        moto = self.moto(call)
        match call.given["resourceArn"].partition("::/")[2].split("/"):
            case ["restapis", api]:
                return moto.apis[api]
            case ["restapis", api, "stages", stage]:
                return moto.apis[api].stages[stage]
            case ["vpclinks", link]:
                return moto.vpc_links[link]
        raise AwsError("NotFoundException", f"Invalid Resource identifier specified: {call.given['resourceArn']}")

    def moto(self, call: Call) -> Any:
        """moto's API Gateway of the call's region."""
        return apigateway_backends[self.account][call.region]
