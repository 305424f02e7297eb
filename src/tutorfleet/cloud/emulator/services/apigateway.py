"""API Gateway's integrations: moto 5.2.5 forgets which VPC link, which balancer and which way of answering they have."""

from typing import Any

from moto.apigateway.models import Integration, apigateway_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import AwsError, Call, Service

FORGOTTEN = ("connectionId", "integrationTarget", "responseTransferMode")
PATCHED = dict.fromkeys(FORGOTTEN, "") | {
    "connectionType": "connection_type",
    "httpMethod": "http_method",
    "timeoutInMillis": "timeout_in_millis",
    "uri": "uri",
}
"""what UpdateIntegration can replace, to moto's name of it; moto 5.2.5 has no such call"""


class Whole(Integration):
    """One of moto's integrations that remembers all of it."""

    kept: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """As API Gateway answers."""
        told: dict[str, Any] = super().to_json()
        return told | self.kept


def service(account: str) -> Service:
    """What the account answers about integrations."""

    def put_integration(call: Call) -> Response:
        answer = call.passed()
        if answer.status_code < 400:
            api: Any = apigateway_backends[account][call.region].apis[call.given["restApiId"]]
            method = api.resources[call.given["resourceId"]].resource_methods[call.given["httpMethod"]]
            method.method_integration.__class__ = Whole
            method.method_integration.kept = {name: call.given[name] for name in FORGOTTEN if name in call.given}
        return answer

    def update_integration(call: Call) -> dict[str, Any]:
        api: Any = apigateway_backends[account][call.region].apis[call.given["restApiId"]]
        method = api.resources[call.given["resourceId"]].resource_methods[call.given["httpMethod"]]
        integration = method.method_integration
        for patch in call.given["patchOperations"]:
            name = patch["path"].removeprefix("/")
            if patch["op"] != "replace" or name not in PATCHED:
                raise AwsError("BadRequestException", f"{patch['op']} of {patch['path']} is not emulated")
            if name in FORGOTTEN:
                integration.__class__ = Whole
                integration.kept = {**getattr(integration, "kept", {}), name: patch["value"]}
            else:
                setattr(integration, PATCHED[name], patch["value"])
        told: dict[str, Any] = integration.to_json()
        return told

    return Service("apigateway", {"PutIntegration": put_integration, "UpdateIntegration": update_integration})
