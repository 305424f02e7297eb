"""A server under test and what it answers: bytes as they came, read as JSON, lines or events where a test asks."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

PATIENCE_S = 120.0


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """Its content type."""
        return self.headers.get("content-type", "")

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def lines(self) -> list[Any]:
        """NDJSON: every line is whole, the last one too."""
        assert self.body.endswith(b"\n"), self.body[-200:]
        return [json.loads(line) for line in self.body.splitlines()]

    @property
    def events(self) -> list[Any]:
        """Server-sent events: JSON, and `[DONE]` as a text."""
        parts = self.body.decode().split("\n\n")
        assert parts.pop() == "", self.body[-200:]
        assert all(part.startswith("data: ") for part in parts), parts
        return [part[6:] if part == "data: [DONE]" else json.loads(part[6:]) for part in parts]


@dataclass(frozen=True)
class Server:
    """Where the API is, whom to be, and the names of the models that can do what."""

    url: str
    names: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    ours: bool = True
    """Whether fields that Ollama's documentation does not know are mistakes."""
    edge: bool = False
    """Whether we are a learner."""

    def ask(self, ask: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
        """`POST /api/chat` with a body: JSON of it, or the bytes that it is."""
        method, path = ask.split(" ", 1)
        base = urlsplit(self.url)
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        make = http.client.HTTPSConnection if base.scheme == "https" else http.client.HTTPConnection
        connection = make(base.hostname or "", base.port, timeout=PATIENCE_S)
        try:
            connection.request(method, base.path + path, content, {**self.headers, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()
