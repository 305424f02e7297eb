"""One REST API of API Gateway: its paths, who may ask, what a browser of another origin may read, and how it is published.

Which paths there are and what stands behind them is api.py's business. Every method asks Cognito's authorizer but OPTIONS, which a
browser sends without a token before it asks; errors carry the same headers, for without them a page sees no 401 and never
signs its learner in again.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from aws_cdk import aws_apigateway as apigateway

from tutorfleet.cloud.blueprint import API_STAGE, Blueprint
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.fleet.cors import CORS

Integration = apigateway.CfnMethod.IntegrationProperty
HEADERS = {name.title(): f"'{value}'" for name, value in CORS.items()}
"""as API Gateway writes a constant"""
PREFLIGHT = {name: value for name, value in HEADERS.items() if "Expose" not in name}
"""what a browser reads before it asks"""
READABLE = {name: value for name, value in HEADERS.items() if "Origin" in name or "Expose" in name}
"""what it reads beside an error"""
ERRORS = {
    "DEFAULT_4XX": None,
    "DEFAULT_5XX": None,
    "UNAUTHORIZED": "401",
    "EXPIRED_TOKEN": "401",  # 403 otherwise, and a page renews its token on 401
    "ACCESS_DENIED": "403",
}
ERROR = '{"status":"error","message":$context.error.messageString,"error":$context.error.messageString}'
"""the shape of every error of ours"""
REQUESTS_PER_SECOND, BURST = 100, 200
"""of all learners together: a class of 30 needs some five, a loop gone wild costs no more than these"""


class Rest:
    """Collects paths and methods in a chapter; `publish` makes the stage of what was collected."""

    def __init__(self, chapter: Chapter, name: str, description: str, pool_arn: str) -> None:
        self._chapter, self._name = chapter, name
        self._api = apigateway.CfnRestApi(
            chapter,
            "Api",
            name=name,
            description=description,
            endpoint_configuration=apigateway.CfnRestApi.EndpointConfigurationProperty(types=["REGIONAL"]),
            tags=chapter.tags_of(name, description),
        )
        self._authorizer = apigateway.CfnAuthorizer(
            chapter,
            "Authorizer",
            name=chapter.blueprint.named("authorizer"),
            rest_api_id=self._api.ref,
            type="COGNITO_USER_POOLS",
            identity_source="method.request.header.Authorization",
            provider_arns=[pool_arn],
        )
        self._resources = {"": self._api.attr_root_resource_id}
        self._methods: list[apigateway.CfnMethod] = []
        self._told: list[Any] = [HEADERS, ERRORS, ERROR, placed(chapter.blueprint)]

    @property
    def id(self) -> str:
        return self._api.ref

    @property
    def origin(self) -> str:
        return f"https://{self.id}.execute-api.{self._chapter.zone.region.name}.amazonaws.com"

    @property
    def url(self) -> str:
        """Without a slash at its end: clients put a path behind it."""
        return f"{self.origin}/{API_STAGE}"

    def answer(self, path: str, integrations: Mapping[str, Integration]) -> None:
        """A path that is answered for whoever has a token, each verb by its integration; OPTIONS for anybody."""
        parameters = {f"method.request.path.{gap}": True for gap in re.findall(r"\{(\w+)\+?\}", path)}
        for verb, integration in integrations.items():
            self._method(path, verb, integration=integration, request_parameters=parameters or None, **self._guard())
        self._method(path, "OPTIONS", authorization_type="NONE", **preflight())

    def publish(self) -> None:
        """A deployment is a picture of the API and never changes: another content is another deployment."""
        content = json.dumps(self._chapter.resolve(self._told), sort_keys=True)
        digest = hashlib.sha256(content.encode()).hexdigest()[:12]
        deployment = apigateway.CfnDeployment(
            self._chapter, f"Deployment{digest}", rest_api_id=self.id, description=f"Content {digest}"
        )
        for method in self._methods:
            deployment.add_resource_dependency(method)
        for response in self._error_responses():
            deployment.add_resource_dependency(response)
        description = f"Stage {API_STAGE} of {self._name}"
        apigateway.CfnStage(
            self._chapter,
            "Stage",
            rest_api_id=self.id,
            deployment_id=deployment.ref,
            stage_name=API_STAGE,
            description=description,
            method_settings=[
                apigateway.CfnStage.MethodSettingProperty(
                    resource_path="/*",
                    http_method="*",
                    throttling_rate_limit=REQUESTS_PER_SECOND,
                    throttling_burst_limit=BURST,
                )
            ],
            tags=self._chapter.tags_of(f"{self._name}-{API_STAGE}", description),
        )

    def _guard(self) -> dict[str, Any]:
        return {"authorization_type": "COGNITO_USER_POOLS", "authorizer_id": self._authorizer.ref}

    def _method(self, path: str, verb: str, **properties: Any) -> None:
        self._methods.append(
            apigateway.CfnMethod(
                self._chapter,
                f"{verb.capitalize()}{of_path(path)}",
                rest_api_id=self.id,
                resource_id=self._resource(path),
                http_method=verb,
                **properties,
            )
        )
        self._told.append([path, verb, properties])

    def _resource(self, path: str) -> str:
        if path not in self._resources:
            parent, _, part = path.rpartition("/")
            self._resources[path] = apigateway.CfnResource(
                self._chapter,
                f"Path{of_path(path)}",
                rest_api_id=self.id,
                parent_id=self._resource(parent),
                path_part=part,
            ).ref
        return self._resources[path]

    def _error_responses(self) -> list[apigateway.CfnGatewayResponse]:
        headers = {f"gatewayresponse.header.{name}": value for name, value in READABLE.items()}
        return [
            apigateway.CfnGatewayResponse(
                self._chapter,
                f"Error{of_path(kind.replace('_', '/'))}",
                rest_api_id=self.id,
                response_type=kind,
                status_code=status,
                response_parameters=headers,
                response_templates={"application/json": ERROR},
            )
            for kind, status in ERRORS.items()
        ]


def placed(blueprint: Blueprint) -> list[str]:
    """What of a fleet, when it changes, makes AWS replace a balancer. A deployment names balancers by ids that no template knows,
    so it would go on naming one that is gone."""
    zones = [text for zone in blueprint.zones for text in (zone.region.network, *zone.balancer_addresses)]
    return [blueprint.fleet.prefix, *zones]


def preflight() -> dict[str, Any]:
    """A method that API Gateway answers by itself: that a page of any origin may ask."""
    headers = {f"method.response.header.{name}": value for name, value in PREFLIGHT.items()}
    response = apigateway.CfnMethod.IntegrationResponseProperty(status_code="204", response_parameters=headers)
    integration = Integration(
        type="MOCK",
        passthrough_behavior="NEVER",
        request_templates={"application/json": '{"statusCode": 204}'},
        integration_responses=[response],
    )
    allowed = apigateway.CfnMethod.MethodResponseProperty(
        status_code="204", response_parameters=dict.fromkeys(headers, True)
    )
    return {"integration": integration, "method_responses": [allowed]}


def of_path(path: str) -> str:
    """`/us-east-1/{proxy+}` as a part of a logical id: UsEast1Proxy."""
    return "".join(part.capitalize() for part in re.findall(r"\w+", path.replace("_", "/")))
