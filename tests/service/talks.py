"""What learners say to the service in tests: `Signed`, who they are, `Talks`, all their conversations, and `Talk`, one with its turns."""

import io
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp

TEXT = "That sounds lovely. Who went to the beach with you? 🌊"
MISTAKEN = "Yesterday I go to the beach with my friend and we was very happy"
LONG = " ".join(f"word{number}" for number in range(300))
MESSAGES = [
    {"id": "2e99jdi", "role": "user", "content": "Yesterday I go home.", "createdAt": "2026-11-21T01:00:00.000Z"},
    {
        "id": "x9f21aa",
        "role": "assistant",
        "content": "You *went* home! \U0001f600",
        "createdAt": "2026-11-21T01:00:02Z",
    },
]


@dataclass(frozen=True)
class Signed:
    """A learner who is signed in; `headers` carry the id token, as the reference client's do."""

    uid: str
    email: str
    tokens: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


class Talks:
    """One learner's /conversations."""

    def __init__(self, client: aiohttp.ClientSession, signed: Signed) -> None:
        self.client, self.signed, self.path = client, signed, f"/conversations/{signed.uid}"

    async def ask(
        self, verb: str, rest: str = "", body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, Any], str]:
        data = body if isinstance(body, str | bytes | io.IOBase) or body is None else json.dumps(body)
        headers = {**self.signed.headers, "Content-Type": "application/json", **(headers or {})}
        async with self.client.request(verb, self.path + rest, data=data, headers=headers) as answer:
            return answer.status, await answer.json(), answer.headers.get("etag", "")

    async def save(self, number: str | None = None, **parts: Any) -> str:
        number = number or str(uuid4())
        body = {"id": number, "title": "Yesterday", "conversation": MESSAGES, **parts}
        status, answer, _ = await self.ask("POST", body=body)
        assert (status, answer) == (200, {"status": "success", "message": "Conversation created successfully"})
        return number

    async def row(self, number: str) -> dict[str, Any]:
        status, answer, _ = await self.ask("GET", f"/{number}")
        assert status == 200, answer
        row: dict[str, Any] = answer["data"]
        return row

    async def ids(self, query: str = "") -> list[str]:
        return [row["id"] for row in (await self.ask("GET", query))[1]["data"]]


def refused(message: str) -> dict[str, str]:
    return {"status": "error", "message": message, "error": message}


class Talk:
    """One conversation of a learner."""

    def __init__(self, client: aiohttp.ClientSession, learner: Signed, number: str | None = None) -> None:
        self.client, self.learner = client, learner
        self.id = number or str(uuid4())
        self.path = f"/conversations/{learner.uid}/{self.id}"

    def post(self, text: str, **more: Any) -> Any:
        body = {"text": text, **more}
        return self.client.post(f"{self.path}/turns", json=body, headers=self.learner.headers)

    def get(self, path: str = "") -> Any:
        return self.client.get(self.path + path, headers=self.learner.headers)

    def delete(self, path: str = "") -> Any:
        return self.client.delete(self.path + path, headers=self.learner.headers)

    async def turn(self, text: str, **more: Any) -> list[dict[str, Any]]:
        """All events of one turn."""
        async with self.post(text, **more) as answer:
            assert answer.status == 200, await answer.text()
            return events(await answer.read())

    async def replay(self, turn: str, start: int = 0) -> list[dict[str, Any]]:
        async with self.get(f"/turns/{turn}?from={start}") as answer:
            assert answer.status == 200, await answer.text()
            return events(await answer.read())

    async def status(self, text: str, **more: Any) -> int:
        async with self.post(text, **more) as answer:
            return int(answer.status)

    async def begun(self, text: str, until: str = "reply") -> tuple[list[dict[str, Any]], str]:
        """Begin a turn, read until the first event of a kind, and leave."""
        seen: list[dict[str, Any]] = []
        async with self.post(text) as answer:
            async for line in answer.content:
                seen.append(json.loads(line))
                if seen[-1]["type"] == until:
                    break
            answer.close()
        return seen, seen[0]["turn"]


def events(body: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in body.splitlines()]


def reply_of(seen: list[dict[str, Any]]) -> str:
    return "".join(event["text"] for event in seen if event["type"] == "reply")


def kinds(seen: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in seen]
