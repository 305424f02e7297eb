"""The API as our templates make it, really called: API Gateway, the Cognito authorizer, the functions and the application balancer on
ministack, a real PostgreSQL behind the functions, and a real worker for each role behind the balancer.

Changed in the templates is only what the emulator needs (support/ministack.py) and what is elsewhere on this machine (`here`, `near`).
Not shown by this: streaming (ministack buffers), VPC links and network balancers, health checks, timeouts and Lambda's own Python.
"""

import os
import site
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import msgspec
import psycopg
import pytest
from psycopg import sql

from support.ministack import BUCKET, Ministack
from support.worker_stand import answers, free_port, until
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.packages import archive, functions, playbook
from tutorfleet.cloud.stacks.database import DATABASE_NAME, DATABASE_USER
from tutorfleet.cloud.template import Stack
from tutorfleet.host.postgres import USER, Postgres

pytestmark = pytest.mark.xdist_group("data_plane")
PASSWORD = "Correct-horse-1"
SAID = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi!"}]
Answer = tuple[int, Any, Mapping[str, str]]


@dataclass(frozen=True)
class Learner:
    uid: str
    token: str


@dataclass(frozen=True)
class Plane:
    """The deployed API."""

    aws: Ministack
    url: str
    pool: str
    client: str

    def learner(self) -> Learner:
        """Somebody new who is signed in, confirmed by the operator as the task says."""
        cognito, email = self.aws.client("cognito-idp"), f"{uuid4().hex}@example.com"
        person = [{"Name": "email", "Value": email}, {"Name": "name", "Value": "Ayu"}]
        made = cognito.sign_up(ClientId=self.client, Username=email, Password=PASSWORD, UserAttributes=person)
        cognito.admin_confirm_sign_up(UserPoolId=self.pool, Username=email)
        given = {"USERNAME": email, "PASSWORD": PASSWORD}
        signed = cognito.initiate_auth(ClientId=self.client, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=given)
        return Learner(made["UserSub"], signed["AuthenticationResult"]["IdToken"])

    async def ask(self, method: str, path: str, token: str = "", body: object = None) -> Answer:
        """Status, body and headers of one request to the stage."""
        headers = {"Origin": "https://main.d1.amplifyapp.com"} | ({"Authorization": token} if token else {})
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.request(method, f"{self.url}{path}", json=body) as answer,
        ):
            text = await answer.text()
            return answer.status, msgspec.json.decode(text) if text.startswith(("{", "[")) else text, answer.headers


@pytest.fixture(scope="module")
def plane(
    blueprint: Blueprint,
    templates: Mapping[str, Stack],
    postgres: Postgres,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Plane]:
    """Identity, functions and API, made of their templates. The database is as RDS hands it over: empty."""
    program = os.environ.get("TUTORFLEET_MINISTACK", "")
    if not program:
        pytest.skip("TUTORFLEET_MINISTACK names no ministack (make test does)")
    folder = tmp_path_factory.mktemp("ministack")
    with Ministack(program, folder) as aws, database(postgres), workers(blueprint, folder) as ports:
        pool = aws.apply("identity", templates["lks-identity-zone-a"].template, {})
        arns = aws.apply(
            "functions", here(aws, templates["lks-functions-zone-a"], pool["Pool"]), functions_of(aws, pool, postgres)
        )
        entrance, balancers = templates["lks-entrance-zone-a"], templates["lks-balancers-zone-a"]
        door = aws.apply("entrance", entrance.template, absent(entrance))
        aws.apply("balancers", balancers.template, absent(balancers) | {"Nlb": door["Nlb"]})
        near(aws, balancers, ports)
        api = aws.apply("api", templates["lks-api-zone-a"].template, api_of(pool, arns, aws.balancer("lks-alb-zone-a")))
        identifier = api["Url"].removeprefix("https://").partition(".")[0]
        url = f"{aws.url}/restapis/{identifier}/v1/_user_request_"
        yield Plane(aws, url, pool["Pool"], pool["Client"])


@contextmanager
def database(postgres: Postgres) -> Iterator[None]:
    """What the template names. Its user is, here as on RDS, the one who may make extensions."""
    assert DATABASE_USER == USER
    name = sql.Identifier(DATABASE_NAME)
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        yield
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@contextmanager
def workers(blueprint: Blueprint, folder: Path) -> Iterator[Mapping[str, int]]:
    """A worker of each role with the settings that the playbook writes; role -> port."""
    ports = {role.name: free_port() for role in blueprint.fleet.roles}
    with ExitStack() as stack:
        for role, port in ports.items():
            mine = {"name": role, "listen": f"127.0.0.1:{port}", "state": str(folder), "runtime": "", "preload": []}
            settings = playbook.settings(blueprint, blueprint.role(role)) | mine
            command = [sys.executable, "-m", "tutorfleet.worker", msgspec.json.encode(settings).decode()]
            process = stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE))
            stack.callback(process.terminate)
        for role, port in ports.items():
            until(lambda port=port: answers(f"http://127.0.0.1:{port}"), f"the worker for {role}")
        yield ports


def here(aws: Ministack, stack: Stack, pool: str) -> dict[str, Any]:
    """The functions with this machine's libraries, its database without TLS, and the keys of the emulated pool."""
    variables = {
        "PYTHONPATH": site.getsitepackages()[0],
        "PGSSLMODE": "disable",
        "TUTORFLEET_JWKS_URL": f"{aws.url}/{pool}/.well-known/jwks.json",
    }
    template: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(stack.template))
    for made in template["Resources"].values():
        if made["Type"] == "AWS::Lambda::Function":
            made["Properties"]["Environment"]["Variables"] |= variables
    return template


def near(aws: Ministack, stack: Stack, ports: Mapping[str, int]) -> None:
    """Give the balancer this machine's workers, and its listener the headers of its template: ministack leaves out both."""
    balancing = aws.client("elbv2")
    for name, physical in aws.resources("balancers").items():
        made = stack.template["Resources"][name]
        role = name.removesuffix("Targets").lower()
        if made["Type"] == "AWS::ElasticLoadBalancingV2::TargetGroup" and role in ports:
            balancing.register_targets(TargetGroupArn=physical, Targets=[{"Id": "127.0.0.1", "Port": ports[role]}])
        elif attributes := made["Properties"].get("ListenerAttributes"):
            balancing.modify_listener_attributes(ListenerArn=physical, Attributes=attributes)


def absent(stack: Stack) -> dict[str, str]:
    """Ids of what a stack takes and the emulator does not look at."""
    return {name: f"{name.lower()}-1" for name in stack.parameters}


def functions_of(aws: Ministack, pool: Mapping[str, str], postgres: Postgres) -> dict[str, str]:
    package = aws.store("functions.zip", archive.pack(functions.program()))
    return {
        "Assets": BUCKET,
        **dict.fromkeys(("ConversationsPackage", "TurnsPackage", "MigratePackage"), package),
        **{"PrivateSubnet1": "subnet-1", "PrivateSubnet2": "subnet-2", "DatabaseGroup": "sg-1"},
        **{"DatabaseHost": str(postgres.sockets), "DatabasePort": "5432", "Password": "not asked for here"},
        **{"Pool": pool["Pool"], "Client": pool["Client"], "Balancer": "nobody"},
    }


def api_of(pool: Mapping[str, str], arns: Mapping[str, str], balancer: str) -> dict[str, str]:
    return {
        "PoolArn": pool["PoolArn"],
        "ConversationsArn": arns["ConversationsArn"],
        "TurnsArn": arns["TurnsArn"],
        **{"NlbA": "arn-a", "NlbHostA": balancer, "NlbB": "arn-b", "NlbHostB": balancer},
    }


@pytest.fixture(scope="module")
def migrated(plane: Plane) -> list[str]:
    """What the deployer's call of `lks-migrate` applied."""
    return invoke(plane, "lks-migrate")["applied"]


def invoke(plane: Plane, name: str) -> Any:
    answer = plane.aws.client("lambda").invoke(FunctionName=name, Payload=b"{}")
    said = msgspec.json.decode(answer["Payload"].read())
    assert "FunctionError" not in answer, said
    return said


@pytest.fixture(scope="module")
def ayu(plane: Plane, migrated: list[str]) -> Learner:
    return plane.learner()


def test_the_deployers_call_makes_the_extension_and_the_tables(plane: Plane, migrated: list[str]) -> None:
    assert migrated[0] == "extensions"
    assert invoke(plane, "lks-migrate") == {"applied": []}


@pytest.mark.parametrize("path", ["/conversations/someone", "/us-east-1/tags", "/us-west-2/tags"])
@pytest.mark.parametrize("token", ["", "garbage", "Bearer a.b.c"])
async def test_without_a_good_token_nobody_comes_in(plane: Plane, path: str, token: str) -> None:
    status, _, headers = await plane.ask("GET", path, token)
    assert status == 401
    assert headers["access-control-allow-origin"] == "*"


async def test_the_six_methods_of_the_task(plane: Plane, migrated: list[str]) -> None:
    learner, identifier = plane.learner(), str(uuid4())
    many = f"/conversations/{learner.uid}"
    one = f"{many}/{identifier}"
    assert (await plane.ask("GET", many, learner.token))[:2] == (200, {"status": "success", "data": []})
    first = {"id": identifier, "title": "At the market", "conversation": SAID, "embedding": [0.5] * 768}
    assert (await plane.ask("POST", many, learner.token, first))[0] in {200, 201}
    assert (await plane.ask("PUT", one, learner.token, {"title": "At the bank"}))[0] == 200
    status, found, _ = await plane.ask("GET", one, learner.token)
    assert (status, found["data"]["title"], found["data"]["conversation"]) == (200, "At the bank", SAID)
    assert (await plane.ask("DELETE", one, learner.token))[0] == 200
    assert (await plane.ask("GET", one, learner.token))[0] == 404
    assert (await plane.ask("DELETE", many, learner.token))[0] == 200


async def test_nobody_reads_the_conversations_of_another(plane: Plane, ayu: Learner) -> None:
    budi, identifier = plane.learner(), str(uuid4())
    mine = f"/conversations/{ayu.uid}"
    await plane.ask("POST", mine, ayu.token, {"id": identifier, "title": "Mine", "conversation": SAID})
    for path in (mine, f"{mine}/{identifier}"):
        assert (await plane.ask("GET", path, budi.token))[0] == 403
    assert (await plane.ask("GET", f"/conversations/{budi.uid}/{identifier}", budi.token))[0] == 404


async def test_a_page_of_another_origin_may_read_what_the_function_says(plane: Plane, ayu: Learner) -> None:
    _, _, headers = await plane.ask("GET", f"/conversations/{ayu.uid}", ayu.token)
    assert headers["access-control-allow-origin"] == "*"
    assert "etag" in headers["access-control-expose-headers"]


@pytest.mark.parametrize("path", ["/conversations/x", "/conversations/x/y", "/us-east-1/chat", "/us-west-1/chat"])
async def test_a_browser_may_ask_beforehand_without_a_token(plane: Plane, path: str) -> None:
    status, _, headers = await plane.ask("OPTIONS", path)
    assert status == 204
    assert "Authorization" in headers["access-control-allow-headers"]


@pytest.mark.parametrize("path", ["/us-east-1/tags", "/us-west-2/tags", "/us-west-1/tags", "/us-east-1/api/tags"])
async def test_a_regions_path_reaches_its_workers(plane: Plane, ayu: Learner, path: str) -> None:
    status, found, _ = await plane.ask("GET", path, ayu.token)
    assert status == 200
    assert "models" in found


async def test_a_worker_thinks_for_a_learner(plane: Plane, ayu: Learner) -> None:
    asked = {"model": "nomic-embed-text", "input": "hello"}
    status, found, _ = await plane.ask("POST", "/us-east-1/embed", ayu.token, asked)
    assert status == 200
    assert len(found["embeddings"][0]) > 8


@pytest.mark.parametrize("path", ["/us-east-1/pull", "/us-east-1/api/delete", "/us-west-1/create"])
async def test_no_learner_changes_the_models(plane: Plane, ayu: Learner, path: str) -> None:
    asked = {"model": "nomic-embed-text"}
    assert (await plane.ask("POST", path, ayu.token, asked))[:2] == (403, "Only operators change models")


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/api/generate", "scoring"),
        ("/api/chat", "chat"),
        ("/api/tags", "llm"),
        ("/v1/chat/completions", "chat"),
        ("/v1/models", "llm"),
    ],
)
async def test_the_balancer_gives_each_path_to_one_role(plane: Plane, path: str, role: str) -> None:
    """A page of another origin may read the answer: the API hands its headers through, ministack's does not."""
    async with balanced(plane, path) as answer:
        assert answer.headers["x-tutorfleet-worker"] == role
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "status", "said"), [("/", 200, "its Worked!"), ("/nowhere", 404, "not found"), ("/apix", 404, "not found")]
)
async def test_the_balancer_answers_by_itself(plane: Plane, path: str, status: int, said: str) -> None:
    async with balanced(plane, path) as answer:
        assert (answer.status, await answer.text()) == (status, said)


@asynccontextmanager
async def balanced(plane: Plane, path: str) -> AsyncIterator[aiohttp.ClientResponse]:
    """The answer of the application balancer."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://{plane.aws.balancer('lks-alb-zone-a')}{path}") as answer,
    ):
        yield answer
