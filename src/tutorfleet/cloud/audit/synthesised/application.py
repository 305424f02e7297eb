"""Functions and REST APIs, as the templates plan them. Pure."""

from typing import Any

from tutorfleet.cloud.audit.model import (
    ApiResource,
    Authorizer,
    Function,
    GatewayResponse,
    HttpApi,
    Integration,
    Method,
    RestApi,
    Stage,
    VpcLink,
)
from tutorfleet.cloud.audit.redaction import variables
from tutorfleet.cloud.audit.synthesised.plan import Builder, Plan, identity, tags_of
from tutorfleet.cloud.audit.synthesised.resolve import Planned

HEADER = "gatewayresponse.header."


def functions(plan: Plan) -> tuple[Function, ...]:
    return tuple(function(plan, planned) for planned in plan.of("AWS::Lambda::Function"))


def function(plan: Plan, planned: Planned) -> Function:
    network = planned.get("VpcConfig", {})
    subnets = tuple(network.get("SubnetIds", []))
    called = (planned.id, planned.attribute("Arn"))
    callers = {one.text("Principal") for one in plan.of("AWS::Lambda::Permission") if one.get("FunctionName") in called}
    environment = planned.get("Environment", {}).get("Variables", {})
    return Function(
        **identity(planned, planned.text("FunctionName"), planned.text("Description")),
        runtime=planned.text("Runtime"),
        role=planned.text("Role"),
        timeout=int(planned.get("Timeout", 3)),
        vpc=plan.property_of(subnets[0], "VpcId") if subnets else "",
        subnets=subnets,
        groups=tuple(network.get("SecurityGroupIds", [])),
        environment=variables({name: str(value) for name, value in environment.items()}),
        callers=tuple(sorted(callers)),
    )


def rest_apis(plan: Plan) -> tuple[RestApi, ...]:
    return tuple(rest_api(plan, planned) for planned in plan.of("AWS::ApiGateway::RestApi"))


def rest_api(plan: Plan, planned: Planned) -> RestApi:
    def belonging(kind: str) -> list[Planned]:
        return [one for one in plan.of(f"AWS::ApiGateway::{kind}") if one.get("RestApiId") == planned.id]

    endpoint = planned.get("EndpointConfiguration", {}).get("Types", ["EDGE"])
    return RestApi(
        **identity(planned, planned.text("Name"), planned.text("Description")),
        endpoint=next(iter(endpoint), "EDGE"),
        resources=resources(planned, belonging("Resource"), belonging("Method")),
        authorizers=tuple(authorizer(one) for one in belonging("Authorizer")),
        responses=tuple(response(one) for one in belonging("GatewayResponse")),
        stages=tuple(stage(one) for one in belonging("Stage")),
    )


def resources(api: Planned, declared: list[Planned], methods: list[Planned]) -> tuple[ApiResource, ...]:
    paths = paths_of(api, declared)
    return tuple(
        ApiResource(
            path=path,
            methods=tuple(
                method(one)
                for one in sorted(methods, key=lambda one: one.text("HttpMethod"))
                if one.get("ResourceId") == resource
            ),
        )
        for resource, path in sorted(paths.items(), key=lambda item: item[1])
    )


def paths_of(api: Planned, declared: list[Planned]) -> dict[str, str]:
    """Id of a resource -> its path, from the parents down."""
    by_id = {one.id: one for one in declared}
    root = api.attribute("RootResourceId")

    def path(resource: str) -> str:
        if resource not in by_id:
            return ""
        return f"{path(by_id[resource].text('ParentId'))}/{by_id[resource].text('PathPart')}"

    return {root: "/", **{resource: path(resource) for resource in by_id}}


def method(planned: Planned) -> Method:
    behind = planned.get("Integration")
    return Method(
        verb=planned.text("HttpMethod"),
        authorization=planned.get("AuthorizationType", "NONE"),
        authorizer=planned.text("AuthorizerId"),
        integration=integration(behind) if behind else None,
    )


def integration(said: Any) -> Integration:
    linked = said.get("ConnectionType") == "VPC_LINK"
    return Integration(
        kind=said.get("Type", ""),
        uri=said.get("Uri", ""),
        vpc_link=said.get("ConnectionId", "") if linked else "",
        target=said.get("IntegrationTarget", ""),
        parameters={name: str(value) for name, value in said.get("RequestParameters", {}).items()},
        streams=said.get("ResponseTransferMode") == "STREAM",
    )


def authorizer(planned: Planned) -> Authorizer:
    return Authorizer(
        id=planned.id,
        name=planned.text("Name"),
        kind=planned.text("Type"),
        pools=tuple(planned.get("ProviderARNs", [])),
        identity_source=planned.text("IdentitySource"),
    )


def response(planned: Planned) -> GatewayResponse:
    return GatewayResponse(
        kind=planned.text("ResponseType"),
        headers={
            key.removeprefix(HEADER).lower(): str(value)
            for key, value in planned.get("ResponseParameters", {}).items()
            if key.startswith(HEADER)
        },
    )


def stage(planned: Planned) -> Stage:
    return Stage(
        name=planned.text("StageName"),
        deployment=planned.text("DeploymentId"),
        tags=tags_of(planned),
        description=planned.text("Description"),
    )


def http_apis(plan: Plan) -> tuple[HttpApi, ...]:
    return tuple(
        HttpApi(
            **identity(planned, planned.text("Name"), planned.text("Description")),
            protocol=planned.text("ProtocolType"),
        )
        for planned in plan.of("AWS::ApiGatewayV2::Api")
    )


def vpc_links(plan: Plan) -> tuple[VpcLink, ...]:
    return tuple(
        VpcLink(
            **identity(planned, planned.text("Name"), planned.text("Description")),
            targets=tuple(planned.get("TargetArns", [])),
        )
        for kind in ("AWS::ApiGateway::VpcLink", "AWS::ApiGatewayV2::VpcLink")
        for planned in plan.of(kind)
    )


BUILDERS: tuple[Builder, ...] = (functions, rest_apis, http_apis, vpc_links)
"""each finds all things of the kind that it is called after"""
