"""API Gateway's REST APIs: resources, methods, authorizers, VPC links, stages, gateway responses."""

from collections.abc import Mapping
from typing import Any, ClassVar

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, small, smaller

NAMES_OF_CALLERS = frozenset(
    {
        "RequestParameters",
        "RequestTemplates",
        "ResponseParameters",
        "ResponseTemplates",
        "RequestModels",
        "ResponseModels",
    }
)
"""maps whose keys are not API Gateway's own, so they keep their letters"""


def lowered(given: Mapping[str, Any]) -> dict[str, Any]:
    """A structure as the REST API takes it."""
    return {small(name): value if name in NAMES_OF_CALLERS else smaller(value) for name, value in given.items()}


class ApiKind(Kind):
    """Something of a REST API; what has tags has an ARN ending in `path`."""

    def path(self, made: Made) -> str:
        """Where it is in API Gateway's own API."""
        raise NotImplementedError(self.type)

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        client, arn = site.client("apigateway"), f"arn:aws:apigateway:{site.region}::{self.path(made)}"
        if gone:
            client.untag_resource(resourceArn=arn, tagKeys=gone)
        client.tag_resource(resourceArn=arn, tags=tags)

    def tags_call(self, given: Properties) -> dict[str, Any]:
        """The tags for the call that creates it."""
        tags = self.tags_of({self.tags: given.take(self.tags)})
        return {"tags": tags} if tags else {}


class RestApi(ApiKind):
    type = "AWS::ApiGateway::RestApi"
    tags = "Tags"
    in_place = frozenset({"Name", "Description"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        client = site.client("apigateway")
        call = given.lower("Name", "Description", "BinaryMediaTypes", "ApiKeySourceType", "DisableExecuteApiEndpoint")
        call["apiKeySource"] = call.pop("apiKeySourceType", "HEADER")
        if "EndpointConfiguration" in given:
            call["endpointConfiguration"] = smaller(given["EndpointConfiguration"])
        made = client.create_rest_api(**call, **self.tags_call(given))["id"]
        root = next(each["id"] for each in client.get_resources(restApiId=made)["items"] if each["path"] == "/")
        return made, {"RestApiId": made, "RootResourceId": root}

    def path(self, made: Made) -> str:
        return f"/restapis/{made.id}"

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        patches = [replacing(f"/{small(name)}", given[name]) for name in sorted(changed)]
        site.client("apigateway").update_rest_api(restApiId=made.id, patchOperations=patches)

    def delete(self, site: Site, made: Made) -> None:
        site.client("apigateway").delete_rest_api(restApiId=made.id)


def replacing(path: str, value: object) -> dict[str, str]:
    """One patch of API Gateway."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return {"op": "replace", "path": path, "value": text}


class Resource(ApiKind):
    type = "AWS::ApiGateway::Resource"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("apigateway").create_resource(**given.lower("RestApiId", "ParentId", "PathPart"))["id"]
        return made, {"ResourceId": made}

    def delete(self, site: Site, made: Made) -> None:
        api = made.properties["RestApiId"]
        site.client("apigateway").delete_resource(restApiId=api, resourceId=made.id)


class Method(ApiKind):
    type = "AWS::ApiGateway::Method"
    own = (
        "AuthorizationType",
        "AuthorizerId",
        "AuthorizationScopes",
        "ApiKeyRequired",
        "OperationName",
        "RequestValidatorId",
    )
    in_place = removable = frozenset({*own, "RequestParameters", "RequestModels", "MethodResponses", "Integration"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        client = site.client("apigateway")
        place = given.lower("RestApiId", "ResourceId", "HttpMethod")
        client.put_method(**place, **given.lower(*self.own, "RequestParameters", "RequestModels"))
        for response in given.take("MethodResponses", ()):
            client.put_method_response(**place, **lowered(response))
        if "Integration" in given:
            integrate(client, place, given["Integration"])
        return "|".join(place.values()), {}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        self.delete(site, made)
        self.create(site, given)

    def delete(self, site: Site, made: Made) -> None:
        place = {small(name): made.properties[name] for name in ("RestApiId", "ResourceId", "HttpMethod")}
        site.client("apigateway").delete_method(**place)


def integrate(client: Any, place: Mapping[str, str], given: Mapping[str, Any]) -> None:
    """What stands behind a method."""
    renamed = {"IntegrationHttpMethod": "integrationHttpMethod", "TimeoutInMillis": "timeoutInMillis"}
    call = lowered({name: value for name, value in given.items() if name != "IntegrationResponses"})
    client.put_integration(**place, **{renamed.get(name, name): value for name, value in call.items()})
    for response in given.get("IntegrationResponses", ()):
        client.put_integration_response(**place, **lowered(response))


class Authorizer(ApiKind):
    type = "AWS::ApiGateway::Authorizer"
    in_place = frozenset({"Name", "IdentitySource", "AuthorizerResultTtlInSeconds"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call = given.lower("RestApiId", "Name", "Type", "IdentitySource", "AuthorizerResultTtlInSeconds")
        pools = given.pick(providerARNs="ProviderARNs")
        made = site.client("apigateway").create_authorizer(**call, **pools)["id"]
        return made, {"AuthorizerId": made}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        patches = [replacing(f"/{small(name)}", given[name]) for name in sorted(changed)]
        api = made.properties["RestApiId"]
        site.client("apigateway").update_authorizer(restApiId=api, authorizerId=made.id, patchOperations=patches)

    def delete(self, site: Site, made: Made) -> None:
        api = made.properties["RestApiId"]
        site.client("apigateway").delete_authorizer(restApiId=api, authorizerId=made.id)


class VpcLink(ApiKind):
    type = "AWS::ApiGateway::VpcLink"
    tags = "Tags"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call = given.lower("Name", "Description", "TargetArns")
        made = site.client("apigateway").create_vpc_link(**call, **self.tags_call(given))["id"]
        return made, {"VpcLinkId": made}

    def path(self, made: Made) -> str:
        return f"/vpclinks/{made.id}"

    def delete(self, site: Site, made: Made) -> None:
        site.client("apigateway").delete_vpc_link(vpcLinkId=made.id)


class Deployment(ApiKind):
    type = "AWS::ApiGateway::Deployment"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("apigateway").create_deployment(**given.lower("RestApiId", "Description"))["id"]
        return made, {"DeploymentId": made}

    def delete(self, site: Site, made: Made) -> None:
        api = made.properties["RestApiId"]
        site.client("apigateway").delete_deployment(restApiId=api, deploymentId=made.id)


class Stage(ApiKind):
    type = "AWS::ApiGateway::Stage"
    tags = "Tags"
    in_place = frozenset({"DeploymentId", "Description", "MethodSettings", "TracingEnabled"})
    settings: ClassVar = {
        "ThrottlingRateLimit": "throttling/rateLimit",
        "ThrottlingBurstLimit": "throttling/burstLimit",
        "MetricsEnabled": "metrics/enabled",
        "LoggingLevel": "logging/loglevel",
        "DataTraceEnabled": "logging/dataTrace",
        "CachingEnabled": "caching/enabled",
    }

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call = given.lower("RestApiId", "StageName", "DeploymentId", "Description", "TracingEnabled", "Variables")
        site.client("apigateway").create_stage(**call, **self.tags_call(given))
        self.set_methods(site, given)
        return given["StageName"], {}

    def set_methods(self, site: Site, given: Properties) -> None:
        """Throttling and what is logged, of all methods or of one."""
        patches = []
        for setting in given.take("MethodSettings", ()):
            rest = dict(setting)
            place = f"{rest.pop('ResourcePath').replace('/', '~1')}/{rest.pop('HttpMethod')}"
            place = "*/*" if place == "~1*/*" else place
            patches += [replacing(f"/{place}/{self.settings[name]}", value) for name, value in rest.items()]
        if patches:
            self.patch(site, given["RestApiId"], given["StageName"], patches)

    def patch(self, site: Site, api: str, stage: str, patches: list[dict[str, str]]) -> None:
        """Change a stage."""
        site.client("apigateway").update_stage(restApiId=api, stageName=stage, patchOperations=patches)

    def path(self, made: Made) -> str:
        return f"/restapis/{made.properties['RestApiId']}/stages/{made.id}"

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        plain = sorted(changed & set(given) - {"MethodSettings"})
        if plain:
            patches = [replacing(f"/{small(name)}", given[name]) for name in plain]
            self.patch(site, given["RestApiId"], made.id, patches)
        if "MethodSettings" in changed:
            self.set_methods(site, given)

    def delete(self, site: Site, made: Made) -> None:
        api = made.properties["RestApiId"]
        site.client("apigateway").delete_stage(restApiId=api, stageName=made.id)


class GatewayResponse(ApiKind):
    type = "AWS::ApiGateway::GatewayResponse"
    in_place = removable = frozenset({"ResponseParameters", "ResponseTemplates", "StatusCode"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call = given.lower("RestApiId", "ResponseType", "StatusCode", "ResponseParameters", "ResponseTemplates")
        site.client("apigateway").put_gateway_response(**call)
        return f"{given['RestApiId']}|{given['ResponseType']}", {}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        self.create(site, given)

    def delete(self, site: Site, made: Made) -> None:
        place = {small(name): made.properties[name] for name in ("RestApiId", "ResponseType")}
        site.client("apigateway").delete_gateway_response(**place)


KINDS = (
    RestApi(),
    Resource(),
    Method(),
    Authorizer(),
    VpcLink(),
    Deployment(),
    Stage(),
    GatewayResponse(),
)
