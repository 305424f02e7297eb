"""Functions and REST APIs, read from a live account."""

import json
from typing import Any

from tutorfleet.cloud.audit.collect.reading import Collector, Reader, own_tags
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

HEADER = "gatewayresponse.header."


def functions(reader: Reader) -> tuple[Function, ...]:
    listed = reader.pages("lambda", "list_functions", "Functions")
    return reader.each(lambda found: function(reader, found), listed)


def function(reader: Reader, found: Any) -> Function:
    name = found["FunctionName"]
    network = found.get("VpcConfig") or {}
    return Function(
        id=name,
        region=reader.region,
        name=name,
        tags=reader.attempt("function tags", lambda: function_tags(reader, found["FunctionArn"])),
        description=found.get("Description", ""),
        runtime=found.get("Runtime", ""),
        role=found.get("Role", ""),
        timeout=found.get("Timeout", 3),
        state=found.get("State"),
        vpc=network.get("VpcId") or "",
        subnets=tuple(network.get("SubnetIds", [])),
        groups=tuple(network.get("SecurityGroupIds", [])),
        environment=variables((found.get("Environment") or {}).get("Variables")),
        callers=reader.attempt("function policy", lambda: callers(reader, name)),
    )


def function_tags(reader: Reader, arn: str) -> dict[str, str]:
    return own_tags(reader.call("lambda", "list_tags", Resource=arn).get("Tags"))


def callers(reader: Reader, name: str) -> tuple[str, ...]:
    answer = reader.call_if_any("ResourceNotFoundException", "lambda", "get_policy", FunctionName=name)
    statements = json.loads(answer.get("Policy", "{}")).get("Statement", [])
    return tuple(sorted({principal(statement.get("Principal")) for statement in statements}))


def principal(said: Any) -> str:
    """`{"Service": "apigateway.amazonaws.com"}`, `{"AWS": ...}` or `"*"`."""
    return str(next(iter(said.values()), "")) if isinstance(said, dict) else str(said)


def rest_apis(reader: Reader) -> tuple[RestApi, ...]:
    return reader.each(lambda found: rest_api(reader, found), reader.pages("apigateway", "get_rest_apis", "items"))


def rest_api(reader: Reader, found: Any) -> RestApi:
    api = found["id"]
    return RestApi(
        id=api,
        region=reader.region,
        name=found.get("name", ""),
        tags=own_tags(found.get("tags")),
        description=found.get("description", ""),
        endpoint=next(iter((found.get("endpointConfiguration") or {}).get("types", [])), ""),
        resources=reader.attempt("API resources", lambda: resources(reader, api)),
        authorizers=reader.attempt("API authorizers", lambda: authorizers(reader, api)),
        responses=reader.attempt("gateway responses", lambda: responses(reader, api)),
        stages=reader.attempt("API stages", lambda: stages(reader, api)),
    )


def resources(reader: Reader, api: str) -> tuple[ApiResource, ...]:
    """With their methods in the same call: an API of fifty methods would be fifty calls otherwise."""
    listed = reader.pages("apigateway", "get_resources", "items", restApiId=api, embed=["methods"])
    return tuple(
        ApiResource(
            path=found["path"],
            methods=tuple(method(verb, told) for verb, told in sorted((found.get("resourceMethods") or {}).items())),
        )
        for found in sorted(listed, key=lambda found: str(found["path"]))
    )


def method(verb: str, found: Any) -> Method:
    behind = found.get("methodIntegration")
    return Method(
        verb=verb,
        authorization=found.get("authorizationType") or "NONE",
        authorizer=found.get("authorizerId") or "",
        integration=integration(behind) if behind else None,
    )


def integration(found: Any) -> Integration:
    linked = found.get("connectionType") == "VPC_LINK"
    return Integration(
        kind=found.get("type", ""),
        uri=found.get("uri") or "",
        vpc_link=(found.get("connectionId") or "") if linked else "",
        target=found.get("integrationTarget") or "",
        parameters=dict(found.get("requestParameters") or {}),
        streams=found.get("responseTransferMode") == "STREAM",
    )


def authorizers(reader: Reader, api: str) -> tuple[Authorizer, ...]:
    return tuple(
        Authorizer(
            id=found["id"],
            name=found.get("name", ""),
            kind=found.get("type", ""),
            pools=tuple(found.get("providerARNs", [])),
            identity_source=found.get("identitySource", ""),
        )
        for found in reader.pages("apigateway", "get_authorizers", "items", restApiId=api)
    )


def responses(reader: Reader, api: str) -> tuple[GatewayResponse, ...]:
    """Those that somebody changed."""
    return tuple(
        GatewayResponse(
            kind=found["responseType"],
            headers={
                key.removeprefix(HEADER).lower(): value
                for key, value in (found.get("responseParameters") or {}).items()
                if key.startswith(HEADER)
            },
        )
        for found in reader.pages("apigateway", "get_gateway_responses", "items", restApiId=api)
        if not found.get("defaultResponse")
    )


def stages(reader: Reader, api: str) -> tuple[Stage, ...]:
    return tuple(stage(found) for found in reader.pages("apigateway", "get_stages", "item", restApiId=api))


def stage(found: Any) -> Stage:
    return Stage(
        name=found["stageName"],
        deployment=found.get("deploymentId", ""),
        tags=own_tags(found.get("tags")),
        description=found.get("description", ""),
    )


def http_apis(reader: Reader) -> tuple[HttpApi, ...]:
    return tuple(
        HttpApi(
            id=found["ApiId"],
            region=reader.region,
            name=found["Name"],
            tags=own_tags(found.get("Tags")),
            description=found.get("Description", ""),
            protocol=found["ProtocolType"],
        )
        for found in reader.pages("apigatewayv2", "get_apis", "Items")
    )


def vpc_links(reader: Reader) -> tuple[VpcLink, ...]:
    """Both kinds: those to a network balancer, and the newer ones that name subnets and no balancer."""
    older = tuple(
        VpcLink(
            id=found["id"],
            region=reader.region,
            name=found.get("name", ""),
            tags=own_tags(found.get("tags")),
            description=found.get("description", ""),
            targets=tuple(found.get("targetArns", [])),
            status=found.get("status"),
        )
        for found in reader.pages("apigateway", "get_vpc_links", "items")
    )
    newer = tuple(
        VpcLink(
            id=found["VpcLinkId"],
            region=reader.region,
            name=found["Name"],
            tags=own_tags(found.get("Tags")),
            status=found.get("VpcLinkStatus"),
        )
        for found in reader.pages("apigatewayv2", "get_vpc_links", "Items")
    )
    return older + newer


COLLECTORS: tuple[Collector, ...] = (functions, rest_apis, http_apis, vpc_links)
"""each reads all things of the kind that it is called after"""
