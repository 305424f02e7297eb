"""A learner's side of the wire, for the terminal: sign in through the edge, run a turn, read its events.

It speaks the documented protocol (docs/api.md) and nothing else: what it can do, any client can.
"""

import json
import os
import secrets
import string
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

TARGET = "AWSCognitoIdentityProviderService."
AMZ_JSON = "application/x-amz-json-1.1"
LINE = 2**20
"""bytes that one event may have"""
PATIENCE = aiohttp.ClientTimeout(total=None, connect=5, sock_read=120)


class ClientError(RuntimeError):
    """The fleet refused, or is not there. The message is for the person at the terminal."""


@dataclass(frozen=True)
class Credentials:
    email: str
    password: str


def own_credentials(data_dir: Path) -> Credentials:
    """The account of the person at this terminal, made up on the first call and kept in a file that only they may read."""
    path = data_dir / "terminal-account.json"
    if path.exists():
        return Credentials(**json.loads(path.read_text()))
    alphabet = string.ascii_letters + string.digits
    made = Credentials(
        f"{secrets.token_hex(4)}@terminal.local", "Aa1!" + "".join(secrets.choice(alphabet) for _ in range(24))
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(vars(made), file)
    return made


class Client:
    """One signed-in learner. Use it as an async context manager."""

    def __init__(self, url: str, client_id: str, credentials: Credentials) -> None:
        self.url = url.rstrip("/")
        self.client_id = client_id
        self.credentials = credentials
        self.uid = ""
        self.token = ""

    async def __aenter__(self) -> "Client":
        self.session = aiohttp.ClientSession(timeout=PATIENCE, read_bufsize=LINE)
        try:
            await self.sign_in()
        except BaseException:
            await self.session.close()
            raise
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.session.close()

    async def sign_in(self) -> None:
        """Get a token; make the account when it is our own and new."""
        who = {"USERNAME": self.credentials.email, "PASSWORD": self.credentials.password}
        request = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": self.client_id, "AuthParameters": who}
        try:
            answer = await self.cognito("InitiateAuth", request)
        except ClientError:
            if not self.credentials.email.endswith("@terminal.local"):
                raise
            await self.sign_up()
            answer = await self.cognito("InitiateAuth", request)
        self.token = answer["AuthenticationResult"]["IdToken"]
        person = await self.cognito("GetUser", {"AccessToken": answer["AuthenticationResult"]["AccessToken"]})
        self.uid = next(each["Value"] for each in person["UserAttributes"] if each["Name"] == "sub")

    async def sign_up(self) -> None:
        attributes = [{"Name": "name", "Value": "Terminal"}, {"Name": "email", "Value": self.credentials.email}]
        who = {"Username": self.credentials.email, "Password": self.credentials.password, "UserAttributes": attributes}
        await self.cognito("SignUp", {"ClientId": self.client_id, **who})

    async def cognito(self, action: str, request: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": AMZ_JSON, "X-Amz-Target": TARGET + action}
        return await self.call("POST", "/", data=json.dumps(request), headers=headers)

    async def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """One request with a JSON answer; raises ClientError in words."""
        try:
            async with self.session.request(method, self.url + path, **options) as answer:
                body: dict[str, Any] = json.loads(await answer.read() or b"{}")
                if answer.status >= 400:
                    raise ClientError(body.get("message") or f"the fleet answered {answer.status}")
                return body
        except (aiohttp.ClientConnectionError, TimeoutError) as error:
            raise ClientError(f"nobody answers at {self.url}. Start the fleet: tutorfleet up") from error
        except ValueError as error:
            raise ClientError(f"{self.url} answered something that is not JSON; is it a tutorfleet?") from error

    def authorised(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def turn(self, conversation: uuid.UUID, request: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """Run a turn; its events as they come. A connection that breaks is taken up again where it broke."""
        turn = uuid.UUID(request.setdefault("turn", str(uuid.uuid4())))
        path = f"/conversations/{self.uid}/{conversation}/turns"
        seen = -1
        for attempt in range(5):
            method, target = ("POST", path) if attempt == 0 else ("GET", f"{path}/{turn}?from={seen + 1}")
            try:
                async for event in self.events(method, target, request):
                    seen = event["seq"]
                    yield event
                    if event["type"] == "done":
                        return
            except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, TimeoutError) as error:
                if seen < 0:
                    raise ClientError(f"nobody answers at {self.url}. Start the fleet: tutorfleet up") from error
        raise ClientError("the connection broke too often; the turn goes on, look at it later")

    async def events(self, method: str, path: str, request: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        body = request if method == "POST" else None
        async with self.session.request(method, self.url + path, headers=self.authorised(), json=body) as answer:
            if answer.status >= 400:
                refusal = json.loads(await answer.read() or b"{}")
                raise ClientError(refusal.get("message") or f"the fleet answered {answer.status}")
            async for line in answer.content:
                if line.strip():
                    yield json.loads(line)

    async def stop(self, conversation: uuid.UUID, turn: str) -> None:
        """Stop a turn upstream; what came so far is kept."""
        await self.call("DELETE", f"/conversations/{self.uid}/{conversation}/turns/{turn}", headers=self.authorised())
