"""Chapter "API Gateway": the public address of everything that learners ask for.

`/conversations` goes to its function, the rest of our service streamed to another, and `/{region}/X` to `/api/X` of that region's
balancer, streamed too: an answer in one piece would have to be there within 29 seconds. The other region is reached over the peering, or
(`crossing = "api"`) through an API of its own there, which this one asks, so learners have one address either way.

Every path of a region is open to learners as the task wants it; those that change models are refused by the balancers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_lambda

from tutorfleet.cloud.blueprint import API_STAGE, Blueprint, Zone
from tutorfleet.cloud.stacks import functions as programs
from tutorfleet.cloud.stacks.base import Chapter, logical
from tutorfleet.cloud.stacks.entrance import Entrance, Link
from tutorfleet.cloud.stacks.functions import LONGEST_SECONDS, Functions
from tutorfleet.cloud.stacks.identity import Identity
from tutorfleet.cloud.stacks.rest import Integration, Rest
from tutorfleet.cloud.template import Output
from tutorfleet.fleet.routes import API, OPENAI, rules

Verbs = Mapping[str, tuple[str, ...]]
"""by path"""
CONVERSATIONS: Verbs = {
    "/conversations/{uid}": ("GET", "POST", "DELETE"),
    "/conversations/{uid}/{id}": ("GET", "PUT", "DELETE"),
}
"""as the task writes them"""
SERVICE: Verbs = {
    "/conversations/{uid}/{id}/turns": ("GET", "POST"),
    "/conversations/{uid}/{id}/turns/{turn}": ("GET", "DELETE"),
    "/scenarios": ("GET",),
    "/me": ("DELETE",),
    "/me/{proxy+}": ("GET", "POST", "PUT", "DELETE"),
}
"""of ours besides (docs/openapi.json); the page's session is not among them, for Cognito keeps the accounts here"""
WORKER_VERBS = ("GET", "POST")
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
            if what not in PATHS:
                continue
            function = self.take(logical(what, "arn"), arn, description=f"Function {what}")
            self._admit(what, function)
            answer = INTEGRATIONS[what](self.zone.region.name, function)
            for path, verbs in PATHS[what].items():
                self._rest.answer(path, dict.fromkeys(verbs, answer))

    def _admit(self, what: str, function: str) -> None:
        api = f"{self.zone.region.name}:{cdk.Aws.ACCOUNT_ID}:{self._rest.id}"
        aws_lambda.CfnPermission(
            self,
            logical(what, "permission"),
            action="lambda:InvokeFunction",
            function_name=function,
            principal="apigateway.amazonaws.com",
            source_arn=f"arn:aws:execute-api:{api}/{API_STAGE}/*",
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
    """`/{name}/X` is Ollama's `/api/X`. A region's own name also takes `/{name}/api/X`, so that a client of Ollama's can be
    pointed at it, and `/{name}/v1/X` where the fleet speaks OpenAI's API; an alias is there for the task's table alone."""
    ways = {"": backend.api}
    if any(name == zone.region.name for zone in blueprint.zones):
        ways[API.rstrip("/")] = API.rstrip("/")
        if any(rule.path.startswith(OPENAI) for rule in rules(blueprint.fleet)):
            ways[OPENAI.rstrip("/")] = OPENAI.rstrip("/")
    for before, there in ways.items():
        url, seconds = f"{backend.url}{there}/{{proxy}}", blueprint.fleet.limits.stream_seconds
        rest.answer(
            f"/{name}{before}/{{proxy+}}", {verb: forwarded(url, verb, backend, seconds) for verb in WORKER_VERBS}
        )


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


def buffered(region: str, function: str) -> Integration:
    """A function that gives its answer in one piece."""
    action = f"2015-03-31/functions/{function}/invocations"
    return Integration(
        type="AWS_PROXY",
        integration_http_method="POST",
        uri=f"arn:aws:apigateway:{region}:lambda:path/{action}",
    )


def streamed(region: str, function: str) -> Integration:
    """A function that gives its answer as it makes it."""
    action = f"2021-11-15/functions/{function}/response-streaming-invocations"
    return Integration(
        type="AWS_PROXY",
        integration_http_method="POST",
        uri=f"arn:aws:apigateway:{region}:lambda:path/{action}",
        response_transfer_mode="STREAM",
        timeout_in_millis=1000 * LONGEST_SECONDS,
    )


PATHS = {programs.CONVERSATIONS: CONVERSATIONS, programs.TURNS: SERVICE}
INTEGRATIONS = {programs.CONVERSATIONS: buffered, programs.TURNS: streamed}
"""by function"""
