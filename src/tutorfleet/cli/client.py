"""A learner's side of the wire, for the terminal: sign in through the edge, run a turn, read its events.

It speaks the documented protocol (docs/api.md) and nothing else: what it can do, any client can.
"""

import asyncio
import contextlib
import json
import os
import secrets
import string
import tempfile
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


PAUSES = (0.0, 0.2, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0)
"""seconds before each further try to take up a turn; together more than a service needs to start again"""
OWN = "@terminal.local"
HINTS = {
    "NotAuthorizedException": "All accounts: tutorfleet users list. A new password: tutorfleet users reset {email}",
    "UserNotConfirmedException": "Let it in: tutorfleet users confirm {email}",
}
"""kind of a refusal -> the way out"""


class ClientError(RuntimeError):
    """The fleet refused (`status`), or is not there. The message is for the person at the terminal."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class Interrupted(Exception):
    """The connection broke, or the other side is on its way back: trying again helps."""


@dataclass(frozen=True)
class Credentials:
    email: str
    password: str


def own_credentials(data_dir: Path) -> Credentials:
    """The account of the person at this terminal, made up on the first call and kept in a file that only they may read."""
    path = data_dir / "terminal-account.json"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        write_once(path, json.dumps({"email": secrets.token_hex(4) + OWN, "password": made_up()}))
    try:
        return Credentials(**json.loads(path.read_text()))
    except (ValueError, TypeError) as error:
        raise ClientError(f"{path} is damaged. Delete it, and the next chat makes a new account") from error


def made_up() -> str:
    """A password that holds to the policy."""
    alphabet = string.ascii_letters + string.digits
    return "Aa1!" + "".join(secrets.choice(alphabet) for _ in range(24))


def write_once(path: Path, text: str) -> None:
    """Make this file, whole and private, unless somebody has just made it."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # mode 0600
        file.write(text)
        file.flush()
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)


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
            if not self.credentials.email.endswith(OWN):
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

    async def show(self, region: str, model: str) -> dict[str, Any]:
        """What a region's workers say about a model."""
        return await self.call("POST", f"/{region}/show", json={"model": model}, headers=self.authorised())

    async def stop(self, conversation: uuid.UUID, turn: str) -> None:
        """Stop a turn upstream; what came so far is kept."""
        await self.call("DELETE", f"{self.turns(conversation)}/{turn}", headers=self.authorised())

    async def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """One request with a JSON answer; raises ClientError in words."""
        try:
            async with self.session.request(method, self.url + path, **options) as answer:
                if answer.status >= 400:
                    raise self.refusal(answer.status, await answer.read())
                body: dict[str, Any] = json.loads(await answer.read() or b"{}")
                return body
        except (aiohttp.ClientError, TimeoutError) as error:
            raise self.nobody() from error
        except ValueError as error:
            raise ClientError(f"{self.url} answered something that is not JSON; is it a tutorfleet?") from error

    def authorised(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def turns(self, conversation: uuid.UUID) -> str:
        return f"/conversations/{self.uid}/{conversation}/turns"

    async def turn(self, conversation: uuid.UUID, request: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """Run a turn; its events as they come. A connection that breaks is taken up again where it broke."""
        turn = request.setdefault("turn", str(uuid.uuid4()))  # asked for twice, it still runs once
        path = self.turns(conversation)
        seen, tries = -1, 0
        while True:
            method, target = ("POST", path) if seen < 0 else ("GET", f"{path}/{turn}?from={seen + 1}")
            try:
                async for event in self.events(method, target, request):
                    seen, tries = event["seq"], 0
                    yield event
                    if event["type"] == "done":
                        return
            except ClientError as error:
                if error.status != 401 or tries:
                    raise
                await self.sign_in()  # a long talk outlives its token
            except Interrupted:
                pass
            if tries == len(PAUSES):
                raise ClientError("the connection broke and does not come back. The turn goes on without us")
            await asyncio.sleep(PAUSES[tries])
            tries += 1

    async def events(self, method: str, path: str, request: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """The events of one connection. Raises ClientError, or Interrupted when it breaks."""
        body = request if method == "POST" else None
        try:
            async with self.session.request(method, self.url + path, headers=self.authorised(), json=body) as answer:
                if answer.status >= 500 and method == "GET":
                    raise Interrupted
                if answer.status >= 400:
                    raise self.refusal(answer.status, await answer.read())
                async for line in answer.content:
                    if line.strip():
                        yield json.loads(line)
        except aiohttp.ClientConnectorError as error:
            raise (self.nobody() if method == "POST" else Interrupted()) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Interrupted from error
        except ValueError as error:
            raise ClientError(f"{self.url} sent an event that cannot be read; is it a tutorfleet?") from error

    def refusal(self, status: int, body: bytes) -> ClientError:
        """What the other side said, and the way out if we know one."""
        try:
            said = json.loads(body)
            message, kind = str(said["message"]), str(said.get("__type", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            return ClientError(f"{self.url} answered {status}; is it a tutorfleet?", status)
        hint = HINTS.get(kind, "").format(email=self.credentials.email)
        return ClientError(f"{message.rstrip('.')}. {hint}" if hint else message, status)

    def nobody(self) -> ClientError:
        return ClientError(f"nobody answers at {self.url}. Start the fleet: tutorfleet up")
