"""A learner for tests: signs up and in through the edge with nothing but HTTP, and talks."""

import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

PASSWORD = "Practice-makes-1"
CLIENT_ID = "localclientid0000000000001"


class Learner:
    """One signed-in learner of the fleet at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.email = f"{secrets.token_hex(6)}@example.com"
        names = [{"Name": "name", "Value": "Sari"}, {"Name": "email", "Value": self.email}]
        self.cognito("SignUp", ClientId=CLIENT_ID, Username=self.email, Password=PASSWORD, UserAttributes=names)
        self.sign_in()

    def sign_in(self) -> None:
        who = {"USERNAME": self.email, "PASSWORD": PASSWORD}
        answer = self.cognito("InitiateAuth", AuthFlow="USER_PASSWORD_AUTH", ClientId=CLIENT_ID, AuthParameters=who)
        self.tokens = answer["AuthenticationResult"]
        attributes = self.cognito("GetUser", AccessToken=self.tokens["AccessToken"])["UserAttributes"]
        self.uid = next(each["Value"] for each in attributes if each["Name"] == "sub")

    def cognito(self, action: str, **request: Any) -> Any:
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"AWSCognitoIdentityProviderService.{action}",
        }
        with urllib.request.urlopen(
            urllib.request.Request(f"{self.url}/", json.dumps(request).encode(), headers), timeout=60
        ) as answer:
            return json.loads(answer.read() or b"{}")

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens['IdToken']}", "Content-Type": "application/json"}

    def open(self, method: str, path: str, body: Any = None, timeout: float = 120) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, self.headers, method=method)
        return urllib.request.urlopen(request, timeout=timeout)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        with self.open(method, path, body) as answer:
            return json.loads(answer.read())

    def status(self, method: str, path: str, body: Any = None) -> int:
        """The status alone, refusals included."""
        try:
            with self.open(method, path, body) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def turn(self, text: str, conversation: str | None = None, **options: Any) -> list[dict[str, Any]]:
        """All events of one turn."""
        return list(self.events(text, conversation, **options))

    def events(self, text: str, conversation: str | None = None, **options: Any) -> Iterator[dict[str, Any]]:
        path = f"/conversations/{self.uid}/{conversation or uuid4()}/turns"
        with self.open("POST", path, {"text": text, **options}) as answer:
            for line in answer:
                yield json.loads(line)

    def talks(self) -> list[list[str]]:
        """The messages of each conversation as the fleet has them."""
        talks = self.call("GET", f"/conversations/{self.uid}")["data"]
        return [[each["content"] for each in talk["conversation"]] for talk in talks]
