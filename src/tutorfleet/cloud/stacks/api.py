"""Chapter "API Gateway": the public address of everything that learners ask for.

`/conversations` goes to its function, the rest of our service streamed to another, and `/{region}/X` to `/api/X` of that region's
balancer, streamed too: an answer in one piece would have to be there within 29 seconds. The other region is reached over the peering, or
(`crossing = "api"`) through an API of its own there, which this one asks, so learners have one address either way.

Departure: the task opens every path of a region by GET and POST. Whoever has an account could then delete the models
of everybody, so the paths that change a model store are refused here (403) and stay with the operators, who work on the machines
themselves (`tutorfleet cloud models`). All other paths are open as the task wants them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_lambda

from tutorfleet.cloud.blueprint import API_STAGE, Blueprint, Zone
from tutorfleet.cloud.stacks.balancers import Entrance, Link
from tutorfleet.cloud.stacks.base import Chapter, logical
from tutorfleet.cloud.stacks.functions import LONGEST_SECONDS, Functions
from tutorfleet.cloud.stacks.identity import Identity
from tutorfleet.cloud.stacks.rest import Integration, Rest
from tutorfleet.cloud.template import Output
from tutorfleet.fleet.routes import ADAPTER_CHANGES, API, OPENAI, STORE_CHANGES, rules

CONVERSATIONS = {
    "/conversations/{uid}": ("GET", "POST", "DELETE"),
    "/conversations/{uid}/{id}": ("GET", "PUT", "DELETE"),
}
"""as the task writes them"""
SERVICE = {
    "/conversations/{uid}/{id}/turns": ("GET", "POST"),
    "/conversations/{uid}/{id}/turns/{turn}": ("GET", "DELETE"),
    "/scenarios": ("GET",),
    "/me": ("DELETE",),
    "/me/{proxy+}": ("GET", "POST", "PUT", "DELETE"),
}
"""of ours besides (docs/openapi.json); the page's session is not among them, for Cognito keeps the accounts here"""
WORKER_VERBS = ("GET", "POST")
REFUSED = "Only operators change models"
TO_WORKERS = {
    # a worker learns whose request it is, from the verified token, and never the token
    "integration.request.header.X-Tutorfleet-Learner": "context.authorizer.claims.sub",
    "integration.request.header.Authorization": "'none'",
    "integration.request.header.Cookie": "'none'",
    # workers refuse pages of other origins, which guards those on a laptop; here the token guards them
    "integration.request.header.Origin": "'http://localhost'",
}


@dataclass(frozen=True)
class Backend:
    """Where the requests for one region go."""

    url: str
    api: str
    """put before a path of Ollama's API: "/api" at a balancer"""
    link: str = ""
    """VPC link; "" is over the internet"""
    headers: Mapping[str, str] | None = None


class Api(Chapter):
    """The API of all regions, at home. What the client takes: `url`, `origin`; what the alarms take: `name`.

    `ways`: region -> the network balancer of this region that leads there, or the address of an API there.
    """

    def __init__(
        self,
        app: cdk.App,
        blueprint: Blueprint,
        identity: Identity,
        functions: Functions,
        ways: Mapping[str, Link | Output],
    ) -> None:
        super().__init__(app, blueprint, blueprint.home, "api", "Public REST API of the fleet")
        self.name = blueprint.named("api")
        pool = self.take("PoolArn", identity.pool_arn, description="Pool of the learners")
        self._rest = Rest(self, self.name, "English tutor: conversations, and language models of every region", pool)
        self._functions(functions)
        backends = {zone.region.name: self._backend(zone, ways[zone.region.name]) for zone in blueprint.zones}
        for name, region in blueprint.paths:
            to_workers(self._rest, blueprint, name, backends[region])
        self._rest.publish()
        self.url = self.give("Url", self._rest.url, "Public address of the API")
        self.origin = self.give("Origin", self._rest.origin, "The same without its stage")

    def _functions(self, functions: Functions) -> None:
        """With the handed-out function there is nothing of ours to ask for."""
        for what, arn in functions.arns.items():
            paths = {"conversations": CONVERSATIONS, "turns": SERVICE}.get(what, {})
            if not paths:
                continue
            function = self.take(logical(what, "arn"), arn, description=f"Function {what}")
            self._admit(what, function)
            answer = streamed(function) if what == "turns" else buffered(function)
            for path, verbs in paths.items():
                self._rest.answer(path, dict.fromkeys(verbs, answer))

    def _admit(self, what: str, function: str) -> None:
        source = (
            f"arn:{cdk.Aws.PARTITION}:execute-api:{cdk.Aws.REGION}:{cdk.Aws.ACCOUNT_ID}:{self._rest.id}/{API_STAGE}/*"
        )
        aws_lambda.CfnPermission(
            self,
            logical(what, "permission"),
            action="lambda:InvokeFunction",
            function_name=function,
            principal="apigateway.amazonaws.com",
            source_arn=source,
        )

    def _backend(self, zone: Zone, way: Link | Output) -> Backend:
        if isinstance(way, Link):
            return linked(self, zone, way)
        url = self.take(logical("api", zone.letter), way, description=f"Address of the API in {zone.region.title}")
        return Backend(f"{url}/{zone.region.name}", "")


class AwayApi(Chapter):
    """The API of another region, in front of its own balancer. It asks for a token too: its address is as public as the other."""

    def __init__(self, app: cdk.App, blueprint: Blueprint, identity: Identity, entrance: Entrance) -> None:
        zone = entrance.zone
        super().__init__(app, blueprint, zone, "api", f"REST API in front of the balancer in {zone.region.title}")
        self.name = zone.named("api")
        pool = self.take("PoolArn", identity.pool_arn, description="Pool of the learners, in the home region")
        rest = Rest(self, self.name, f"Language models in {zone.region.title}", pool)
        to_workers(rest, blueprint, zone.region.name, linked(self, zone, entrance.link))
        rest.publish()
        self.url = self.give("Url", rest.url, "Address of the API of this region")


def linked(chapter: Chapter, zone: Zone, link: Link) -> Backend:
    """A private way from the API to a network balancer of its region, which leads to a zone."""
    towards = f"network balancer that leads to zone {zone.letter}"
    arn = chapter.take(logical("nlb", zone.letter), link.arn, description=f"The {towards}")
    host = chapter.take(logical("nlb", "host", zone.letter), link.host, description=f"DNS name of the {towards}")
    name, description = zone.named("vpc-link"), f"From the API to the balancer in {zone.region.title}"
    made = apigateway.CfnVpcLink(
        chapter,
        logical("link", zone.letter),
        name=name,
        description=description,
        target_arns=[arn],
        tags=chapter.tags_of(name, description),
    )
    return Backend(f"http://{host}", API.rstrip("/"), made.ref, TO_WORKERS)


def to_workers(rest: Rest, blueprint: Blueprint, name: str, backend: Backend) -> None:
    """`/{name}/X` and, for a client of Ollama's, `/{name}/api/X`; also `/{name}/v1/X` where the fleet speaks OpenAI's API."""
    ways = {"": backend.api, API.rstrip("/"): "/api"}
    if any(rule.path.startswith(OPENAI) for rule in rules(blueprint.fleet)):
        ways[OPENAI.rstrip("/")] = OPENAI.rstrip("/")
    for before, there in ways.items():
        for word in ADAPTER_CHANGES if f"{before}/" == OPENAI else STORE_CHANGES:
            rest.refuse(f"/{name}{before}/{word}", REFUSED)
        if f"{before}/" != OPENAI:
            rest.refuse(f"/{name}{before}/blobs/{{proxy+}}", REFUSED)
        url, seconds = f"{backend.url}{there}/{{proxy}}", blueprint.fleet.limits.stream_seconds
        integrations = {verb: forwarded(url, verb, backend, seconds) for verb in WORKER_VERBS}
        rest.answer(f"/{name}{before}/{{proxy+}}", integrations)


def forwarded(url: str, verb: str, backend: Backend, seconds: int) -> Integration:
    """The request as it came, the answer as it comes."""
    return Integration(
        type="HTTP_PROXY",
        integration_http_method=verb,
        uri=url,
        connection_type="VPC_LINK" if backend.link else "INTERNET",
        connection_id=backend.link or None,
        request_parameters={"integration.request.path.proxy": "method.request.path.proxy", **(backend.headers or {})},
        response_transfer_mode="STREAM",
        timeout_in_millis=1000 * min(seconds, LONGEST_SECONDS),
    )


def buffered(function: str) -> Integration:
    """A function that gives its answer in one piece."""
    return Integration(
        type="AWS_PROXY",
        integration_http_method="POST",
        uri=f"arn:{cdk.Aws.PARTITION}:apigateway:{cdk.Aws.REGION}:lambda:path/2015-03-31/functions/{function}/invocations",
    )


def streamed(function: str) -> Integration:
    """A function that gives its answer as it makes it."""
    path = f"2021-11-15/functions/{function}/response-streaming-invocations"
    return Integration(
        type="AWS_PROXY",
        integration_http_method="POST",
        uri=f"arn:{cdk.Aws.PARTITION}:apigateway:{cdk.Aws.REGION}:lambda:path/{path}",
        response_transfer_mode="STREAM",
        timeout_in_millis=1000 * LONGEST_SECONDS,
    )
