"""Policies over the public API: who may ask, for which paths, and what stands behind them."""

import json
from collections.abc import Iterator
from typing import Any

from support.policies import Case
from support.templates import Resource, Templates
from tutorfleet.cloud.blueprint import Blueprint

API = "AWS::ApiGateway::"
CONVERSATIONS = {
    "/conversations/{uid}": {"GET", "POST", "DELETE"},
    "/conversations/{uid}/{id}": {"GET", "PUT", "DELETE"},
}
"""the task's table"""


def apis_are_regional(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """One at home for everything; another region has one only where the fleet crosses that way."""
    found = [each.region for each in templates.resources(f"{API}RestApi")]
    away = [zone.region.name for zone in blueprint.away] if blueprint.cloud.crossing == "api" else []
    if sorted(found) != sorted([blueprint.home.region.name, *away]):
        yield f"APIs in {found}"
    for each in templates.resources(f"{API}RestApi"):
        if each.properties["EndpointConfiguration"]["Types"] != ["REGIONAL"]:
            yield f"{each}: an edge endpoint ends a silent stream after 30 seconds"


def paths(templates: Templates, region: str) -> dict[str, dict[str, Resource]]:
    """Path -> verb -> method, of the API in a region."""
    found: dict[str, dict[str, Resource]] = {}
    for method in templates.resources(f"{API}Method", region):
        path = path_of(templates, templates.of(method, "ResourceId"))
        found.setdefault(path, {})[method.properties["HttpMethod"]] = method
    return found


def path_of(templates: Templates, resource: Resource) -> str:
    """From the root: a resource names its parent and its own part."""
    if resource.type != f"{API}Resource":
        return ""
    return f"{path_of(templates, templates.of(resource, 'ParentId'))}/{resource.properties['PathPart']}"


def every_method_asks_for_a_token(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """Of Cognito, of this fleet's pool; but OPTIONS, which a browser sends without."""
    for method in templates.resources(f"{API}Method"):
        guard = method.properties["AuthorizationType"]
        open_ = method.properties["HttpMethod"] == "OPTIONS" and method.properties["Integration"]["Type"] == "MOCK"
        if guard != "COGNITO_USER_POOLS" and not (open_ and guard == "NONE"):
            yield f"{method}: anybody may ask"
        authorizer = templates.of(method, "AuthorizerId")
        if guard != "NONE" and (not isinstance(authorizer, Resource) or authorizer.region != method.region):
            yield f"{method}: no authorizer of this API"
    for authorizer in templates.resources(f"{API}Authorizer"):
        pools = [pool.type for pool in templates.of(authorizer, "ProviderARNs")]
        source = authorizer.properties["IdentitySource"]
        if pools != ["AWS::Cognito::UserPool"] or source != "method.request.header.Authorization":
            yield f"{authorizer}: believes {pools} in {source}"


def every_path_is_open_to_pages(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """A browser asks by OPTIONS first, reads errors too, and workers' answers."""
    for zone in blueprint.zones:
        for path, verbs in paths(templates, zone.region.name).items():
            if "OPTIONS" not in verbs:
                yield f"{zone.region.name}{path}: no answer to a browser that asks first"
                continue
            (response,) = verbs["OPTIONS"].properties["Integration"]["IntegrationResponses"]
            if "method.response.header.Access-Control-Allow-Headers" not in response["ResponseParameters"]:
                yield f"{zone.region.name}{path}: a browser is not told that it may send a token"
    for api in templates.resources(f"{API}RestApi"):
        kinds = {
            each.properties["ResponseType"]
            for each in templates.resources(f"{API}GatewayResponse", api.region)
            if "gatewayresponse.header.Access-Control-Allow-Origin" in each.properties.get("ResponseParameters", {})
        }
        if missing := {"DEFAULT_4XX", "DEFAULT_5XX", "UNAUTHORIZED", "ACCESS_DENIED", "EXPIRED_TOKEN"} - kinds:
            yield f"{api}: a page cannot read {sorted(missing)}"


def the_tasks_paths_are_there(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """`/conversations` by the task's table, answered by its function; GET and POST of each region."""
    found = paths(templates, blueprint.home.region.name)
    for path, verbs in CONVERSATIONS.items():
        if set(found.get(path, {})) != {*verbs, "OPTIONS"}:
            yield f"{path}: answers {sorted(found.get(path, {}))}"
        for verb in verbs & set(found.get(path, {})):
            if "ConversationsArn" not in json.dumps(found[path][verb].properties["Integration"]["Uri"]):
                yield f"{path}: {verb} does not reach the function"
    for name, _region in blueprint.paths:
        if set(found.get(f"/{name}/{{proxy+}}", {})) != {"GET", "POST", "OPTIONS"}:
            yield f"/{name}: answers {sorted(found.get(f'/{name}/{{proxy+}}', {}))}"


def to_workers(templates: Templates, region: str) -> list[Resource]:
    return [
        method
        for method in templates.resources(f"{API}Method", region)
        if method.properties["Integration"]["Type"] == "HTTP_PROXY"
    ]


def words_of_workers_stream(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """In one piece an answer would have to be there within 29 seconds."""
    for method in to_workers(templates, ""):
        integration = method.properties["Integration"]
        if integration.get("ResponseTransferMode") != "STREAM" or integration.get("TimeoutInMillis", 0) < 300_000:
            yield f"{method}: waits for the whole answer"


def workers_are_told_the_learner_and_no_token(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for method in to_workers(templates, ""):
        integration = method.properties["Integration"]
        sent = integration["RequestParameters"]
        if integration["ConnectionType"] == "INTERNET":
            continue  # the other region's API, which asks for the token
        if sent.get("integration.request.header.Authorization") != "'none'":
            yield f"{method}: hands on the learner's token"
        if sent.get("integration.request.header.X-Tutorfleet-Learner") != "context.authorizer.claims.sub":
            yield f"{method}: a learner can say to be another"


def region_paths_lead_through_links(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """`/{region}/X` becomes `/api/X` of that region's balancer, over a VPC link to a balancer of the API's own region."""
    found = paths(templates, blueprint.home.region.name)
    leading = {
        zone.region.name: zone.named("nlb") if zone.home else blueprint.named(f"nlb-to-zone-{zone.letter}")
        for zone in blueprint.zones
    }
    for name, region in blueprint.paths if blueprint.cloud.crossing == "peering" else ():
        for method in (found[f"/{name}/{{proxy+}}"][verb] for verb in ("GET", "POST")):
            integration = method.properties["Integration"]
            link = templates.origin(method.stack, integration.get("ConnectionId"))
            leads = [each.name for each in templates.of(link, "TargetArns")] if isinstance(link, Resource) else []
            if leads != [leading[region]] or integration.get("ConnectionType") != "VPC_LINK":
                yield f"{method}: leads to {leads}"
            if not uri(integration).endswith("/api/{proxy}"):
                yield f"{method}: asks for {uri(integration)}"


def uri(integration: dict[str, Any]) -> str:
    """The end of it is text in any case."""
    match integration["Uri"]:
        case {"Fn::Join": [_, parts]}:
            return str(parts[-1])
        case text:
            return str(text)


def a_stage_has_limits(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for stage in templates.resources(f"{API}Stage"):
        limits = [each for each in stage.properties.get("MethodSettings", []) if each.get("ThrottlingRateLimit")]
        if not limits:
            yield f"{stage}: a loop gone wild costs as much as it likes"


def a_deployment_waits_for_all_of_its_api(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """It is a picture of what is there when it is made."""
    for deployment in templates.resources(f"{API}Deployment"):
        resources = deployment.stack.template["Resources"]
        methods = {
            name for name, each in resources.items() if each["Type"] in (f"{API}Method", f"{API}GatewayResponse")
        }
        if missing := methods - set(resources[deployment.logical].get("DependsOn", [])):
            yield f"{deployment}: may be made before {sorted(missing)}"


def api(templates: Templates, logical: str) -> Resource:
    return templates.resource("lks-api-zone-a", logical)


def integration(templates: Templates, logical: str = "PostUsWest2Proxy") -> dict[str, Any]:
    found: dict[str, Any] = api(templates, logical).properties["Integration"]
    return found


def an_edge_endpoint(templates: Templates) -> None:
    api(templates, "Api").properties["EndpointConfiguration"]["Types"] = ["EDGE"]


def a_second_api(templates: Templates) -> None:
    templates.add("lks-network-zone-b", f"{API}RestApi", Name="lks-more", EndpointConfiguration={"Types": ["REGIONAL"]})


def an_open_method(templates: Templates) -> None:
    api(templates, "GetUsEast1Proxy").properties["AuthorizationType"] = "NONE"


def an_open_function(templates: Templates) -> None:
    api(templates, "DeleteConversationsUid").properties["AuthorizationType"] = "AWS_IAM"


def an_authorizer_of_nobody(templates: Templates) -> None:
    api(templates, "GetUsEast1Proxy").properties["AuthorizerId"] = "abc123"


def a_token_in_another_header(templates: Templates) -> None:
    api(templates, "Authorizer").properties["IdentitySource"] = "method.request.header.X-Token"


def no_preflight(templates: Templates) -> None:
    api(templates, "OptionsConversationsUid").remove()


def a_preflight_without_headers(templates: Templates) -> None:
    (response,) = integration(templates, "OptionsUsEast1Proxy")["IntegrationResponses"]
    del response["ResponseParameters"]["method.response.header.Access-Control-Allow-Headers"]


def errors_that_no_page_can_read(templates: Templates) -> None:
    api(templates, "ErrorUnauthorized").properties["ResponseParameters"] = {}


def a_method_less(templates: Templates) -> None:
    api(templates, "PutConversationsUidId").remove()


def a_method_of_another_function(templates: Templates) -> None:
    integration(templates, "GetConversationsUid")["Uri"] = integration(templates, "GetScenarios")["Uri"]


def no_alias(templates: Templates) -> None:
    api(templates, "PostUsWest1Proxy").remove()


def an_answer_in_one_piece(templates: Templates) -> None:
    del integration(templates)["ResponseTransferMode"]


def the_usual_29_seconds(templates: Templates) -> None:
    integration(templates)["TimeoutInMillis"] = 29_000


def the_token_for_workers(templates: Templates) -> None:
    del integration(templates)["RequestParameters"]["integration.request.header.Authorization"]


def a_learner_who_says_who_he_is(templates: Templates) -> None:
    del integration(templates)["RequestParameters"]["integration.request.header.X-Tutorfleet-Learner"]


def oregon_at_home(templates: Templates) -> None:
    integration(templates)["ConnectionId"] = {"Ref": "LinkA"}


def over_the_internet(templates: Templates) -> None:
    integration(templates)["ConnectionType"] = "INTERNET"


def without_api(templates: Templates) -> None:
    integration(templates)["Uri"] = "http://nlb/{proxy}"


def no_limits(templates: Templates) -> None:
    api(templates, "Stage").properties["MethodSettings"] = []


def a_deployment_that_does_not_wait(templates: Templates) -> None:
    (deployment,) = templates.resources(f"{API}Deployment")
    del deployment.stack.template["Resources"][deployment.logical]["DependsOn"][3]


CASES = (
    Case(apis_are_regional, (an_edge_endpoint, a_second_api)),
    Case(
        every_method_asks_for_a_token,
        (an_open_method, an_open_function, an_authorizer_of_nobody, a_token_in_another_header),
    ),
    Case(
        every_path_is_open_to_pages,
        (no_preflight, a_preflight_without_headers, errors_that_no_page_can_read),
    ),
    Case(the_tasks_paths_are_there, (a_method_less, a_method_of_another_function, no_alias)),
    Case(words_of_workers_stream, (an_answer_in_one_piece, the_usual_29_seconds)),
    Case(workers_are_told_the_learner_and_no_token, (the_token_for_workers, a_learner_who_says_who_he_is)),
    Case(region_paths_lead_through_links, (oregon_at_home, over_the_internet, without_api)),
    Case(a_stage_has_limits, (no_limits,)),
    Case(a_deployment_waits_for_all_of_its_api, (a_deployment_that_does_not_wait,)),
)
