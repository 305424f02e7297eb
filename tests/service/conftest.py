"""The real service on a loopback port with a database of the test's own, and learners who are signed in.

async def test_a_thing(client, new_learner):
    ayu = await new_learner()
    async with client.get(f"/conversations/{ayu.uid}", headers=ayu.headers) as answer: ...
"""

import asyncio
import contextlib
import secrets
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import aiohttp
import boto3
import psycopg
import pytest
import uvicorn
from botocore import UNSIGNED
from botocore.config import Config
from psycopg import sql
from psycopg.rows import dict_row
from starlette.applications import Starlette
from tests.service.talks import TEXT, Signed, Talk, Talks

from support.scripted_workers import Scripted
from tutorfleet.host.postgres import Postgres
from tutorfleet.service import database, keys
from tutorfleet.service.app import build
from tutorfleet.service.settings import Settings

PASSWORD = "Correct-horse-1"


@dataclass(frozen=True)
class Service:
    """A running service."""

    url: str
    app: Starlette
    settings: Settings


Start = Callable[..., Service]
NewLearner = Callable[..., Awaitable[Signed]]


@pytest.fixture(scope="session")
def template(postgres: Postgres) -> str:
    """The name of a database with every migration and a signing key: copies of it are ready at once."""
    postgres.create_database("template_of_services")
    database.migrate(postgres.url("template_of_services"))
    asyncio.run(make_key(postgres.url("template_of_services")))
    return "template_of_services"


async def make_key(url: str) -> None:
    connect = psycopg.AsyncConnection.connect(url, row_factory=dict_row, autocommit=True)
    async with await connect as connection:
        await keys.load(connection, timedelta(hours=1), datetime.now(UTC))


@pytest.fixture
def database_url(postgres: Postgres, template: str) -> Iterator[str]:
    """The connection string of a database of this test's own, up to date and without a learner."""
    name, source = sql.Identifier(f"t{secrets.token_hex(6)}"), sql.Identifier(template)
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(name, source))
        yield postgres.url(name.as_string()[1:-1])
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings as on one machine: accounts are confirmed at once, codes go to a folder."""
    return Settings(database=database_url, auto_confirm=True, mailbox=tmp_path / "mailbox", password_kib=64)


@pytest.fixture
def start(settings: Settings) -> Iterator[Start]:
    """Starts services with changed settings: `start(auto_confirm=False)`. They stop with the test."""
    with contextlib.ExitStack() as stack:
        yield lambda **changes: stack.enter_context(serve(replace(settings, **changes)))


@pytest.fixture
def service(start: Start) -> Service:
    """The service with the ordinary settings."""
    return start()


@pytest.fixture
async def client(service: Service) -> AsyncIterator[aiohttp.ClientSession]:
    """An HTTP client of that service; paths begin with a slash."""
    async with aiohttp.ClientSession(service.url) as session:
        yield session


@pytest.fixture
def new_learner(client: aiohttp.ClientSession, settings: Settings) -> NewLearner:
    """Signs up and in: `await new_learner()`, or with an email and a name."""

    async def make(email: str = "", name: str = "Ayu") -> Signed:
        return await signed_up(client, settings.client_id, email, name)

    return make


async def signed_up(client: aiohttp.ClientSession, client_id: str, email: str = "", name: str = "Ayu") -> Signed:
    """A new learner of the service that this client speaks with."""
    email = email or f"{uuid4().hex}@example.com"
    person = [{"Name": "name", "Value": name}, {"Name": "email", "Value": email}]
    made = {"Username": email, "Password": PASSWORD, "UserAttributes": person}
    known = await ask(client, "SignUp", ClientId=client_id, **made)
    given = {"USERNAME": email, "PASSWORD": PASSWORD}
    flow = {"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": given}
    tokens = (await ask(client, "InitiateAuth", ClientId=client_id, **flow))["AuthenticationResult"]
    return Signed(known["UserSub"], email, tokens, {"Authorization": f"Bearer {tokens['IdToken']}"})


async def ask(client: aiohttp.ClientSession, action: str, **call: Any) -> dict[str, Any]:
    """One action of Cognito's protocol over plain HTTP, expected to succeed."""
    headers = {"X-Amz-Target": f"AWSCognitoIdentityProviderService.{action}"}
    async with client.post("/", json=call, headers=headers) as answer:
        reply: dict[str, Any] = await answer.json(content_type=None)
        assert answer.status == 200, reply
        return reply


@contextlib.contextmanager
def serve(settings: Settings) -> Iterator[Service]:
    """A service in a thread with an event loop of its own, as real as over the network."""
    app = build(settings)
    with listening(app) as url:
        yield Service(url, app, settings)


@contextlib.contextmanager
def listening(app: Starlette, lifespan: Literal["on", "off"] = "on") -> Iterator[str]:
    """The address of an application in a thread with an event loop of its own."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False, lifespan=lifespan)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        assert server.started, "the service did not start"
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture
async def region(runtime: Path) -> AsyncIterator[Scripted]:
    """A region whose workers say TEXT; a test names it to its service."""
    async with Scripted(runtime / "a.sock", TEXT) as region:
        yield region


@pytest.fixture
async def talk(client: aiohttp.ClientSession, new_learner: NewLearner) -> Talk:
    """A new learner's only conversation."""
    return Talk(client, await new_learner())


@pytest.fixture
async def ayu(client: aiohttp.ClientSession, new_learner: NewLearner) -> Talks:
    """A learner's conversations, and with `budi` another one's."""
    return Talks(client, await new_learner())


@pytest.fixture
async def budi(client: aiohttp.ClientSession, new_learner: NewLearner) -> Talks:
    return Talks(client, await new_learner(name="Budi"))


@pytest.fixture
def cognito(service: Service) -> Any:
    """AWS's own client, unsigned, pointed at the service."""
    return boto(service)


def boto(service: Service) -> Any:
    config = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1})
    return boto3.client("cognito-idp", endpoint_url=service.url, region_name="us-east-1", config=config)
