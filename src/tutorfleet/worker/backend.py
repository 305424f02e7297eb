"""The client of a backend elsewhere: a real Ollama, a llama-server or a vLLM, over HTTP.

It finds out what answers there, what models it has, streams replies, embeds, and passes whole requests on where the other side speaks
Ollama's API itself. What is said to which kind stands in `dialects.py`, who may ask when in `elsewhere.py`.
"""

import contextlib
import os
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tutorfleet.models.model import Details, Model
from tutorfleet.worker import dialects
from tutorfleet.worker.chunks import Piece
from tutorfleet.worker.dialect_readers import OllamaReader, OpenAIReader
from tutorfleet.worker.dialects import Kind
from tutorfleet.worker.errors import EngineLost, EngineStalled, Failure, from_engine
from tutorfleet.worker.settings import WorkerSettings

KEY = "TUTORFLEET_BACKEND_KEY"
"""The environment variable with the backend's key, sent as `Authorization: Bearer`."""
CONNECT_S = 10.0
_LOST = (aiohttp.ClientError, ConnectionError)
_EVERYTHING = ("completion", "tools", "embedding")
"""What a model can do where its backend does not say: it will refuse what it cannot."""


class Unreachable(Failure):
    """The backend does not answer; the balancer asks another worker."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(503, f"the backend at {url} does not answer: {why}")


class Backend:
    """The client of one backend. `kind` and `models` are what it said last."""

    def __init__(self, settings: WorkerSettings) -> None:
        self.url = settings.backend.rstrip("/")
        self._stall_s = settings.stall_s
        self._session: aiohttp.ClientSession | None = None
        self.kind = Kind.OLLAMA
        self.models: dict[str, Model] = {}
        self.trouble: Failure | None = Unreachable(self.url, "it was not asked yet")

    async def refresh(self) -> None:
        """Ask what it is and what it has; keeps the models that were known where it does not answer."""
        try:
            self.kind, rows = await self._look()
            self.models = {model.name: model for model in map(_model, rows)}
            self.trouble = None
        except Failure as failure:
            self.trouble = failure
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            self.trouble = Failure(
                502, f"the backend at {self.url} lists models in a way that is not understood: {error!r}"
            )

    async def stream(self, order: dialects.Order) -> AsyncGenerator[list[Piece]]:
        """Pieces as they come; raises Failure for what it refuses or breaks off, EngineLost if it ends without a last piece."""
        reader = OllamaReader() if self.kind is Kind.OLLAMA else OpenAIReader()
        try:
            async with self._open().post(order.path, data=msgspec.json.encode(order.body)) as response:
                await _check(response)
                async for data in response.content.iter_any():
                    if pieces := reader.feed(data):
                        yield pieces
                if pieces := reader.end():
                    yield pieces
        except TimeoutError:
            raise EngineStalled from None
        except _LOST as error:
            raise EngineLost(f"the backend at {self.url} broke off: {error}") from None

    async def embed(self, model: str, inputs: list[str], *, truncate: bool) -> tuple[list[list[float]], int, int]:
        """Vectors in the order of the inputs, the number of tokens, and the nanoseconds until the model was there, where that is told.

        Only an Ollama can be told not to cut them.
        """
        if self.kind is Kind.OLLAMA:
            told = await self._ask("POST", "/api/embed", {"model": model, "input": inputs, "truncate": truncate})
            tokens, load_ns = (int(told.get(name) or 0) for name in ("prompt_eval_count", "load_duration"))
            return told.get("embeddings") or [], tokens, load_ns
        body = {"model": model, "input": inputs, "encoding_format": "float"}
        answer = await self._ask("POST", "/v1/embeddings", body)
        rows = sorted(answer.get("data", []), key=lambda row: row["index"])
        return [row["embedding"] for row in rows], int((answer.get("usage") or {}).get("prompt_tokens", 0)), 0

    async def load(self, model: Model, keep_alive: str | float | None) -> None:
        """Have an Ollama load it, or end it where `keep_alive` is 0; raises Failure."""
        if self.kind is Kind.OLLAMA:
            route = "embed" if model.is_encoder else "generate"
            kept = {} if keep_alive is None else {"keep_alive": keep_alive}
            await self._ask("POST", f"/api/{route}", {"model": model.name, "stream": False, **kept})

    async def passed_on(self, request: Request) -> Response:
        """The backend's own answer to a request as it came; the models are looked at again before it ends."""
        body = None if request.method in ("GET", "HEAD") else request.stream()
        try:
            response = await self._open().request(request.method, request.url.path, data=body)
        except (*_LOST, TimeoutError) as error:
            raise Unreachable(self.url, str(error) or "it says nothing") from None
        kept = {name: value for name in ("content-type",) if (value := response.headers.get(name))}
        if request.method == "HEAD":
            response.release()
            return Response(status_code=response.status, headers=kept)
        return StreamingResponse(self._passing(response), response.status, kept)

    async def _passing(self, response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
        with contextlib.closing(response), contextlib.suppress(*_LOST, TimeoutError):
            async for data in response.content.iter_any():
                yield data
        await self.refresh()

    async def show(self, model: Model, *, verbose: bool) -> dict[str, Any]:
        """What /api/show says: the backend's own words, or what little is known where it has none."""
        body = {"model": model.name, "verbose": verbose}
        told = await self._ask("POST", "/api/show", body, missing_ok=True) if self.kind is Kind.OLLAMA else {}
        return told or {"details": asdict(model.details), "model_info": {}, "capabilities": list(model.capabilities)}

    async def close(self) -> None:
        """Close every connection."""
        if self._session:
            await self._session.close()

    async def _look(self) -> tuple[Kind, list[dict[str, Any]]]:
        if "version" in await self._ask("GET", "/api/version", missing_ok=True):
            tags = (await self._ask("GET", "/api/tags")).get("models") or []
            return Kind.OLLAMA, [{**row, **await self._shown(row["name"])} for row in tags]
        rows = (await self._ask("GET", "/v1/models")).get("data") or []
        kind = Kind.VLLM if any(row.get("owned_by") == "vllm" for row in rows) else Kind.LLAMA_SERVER
        return kind, [{"name": row["id"]} for row in rows]

    async def _shown(self, name: str) -> dict[str, Any]:
        """What an Ollama says that its model can do; asked once for a model."""
        if name in self.models:
            return {"capabilities": self.models[name].capabilities}
        shown = await self._ask("POST", "/api/show", {"model": name}, missing_ok=True)
        return {"capabilities": shown.get("capabilities") or _EVERYTHING}

    async def _ask(self, method: str, path: str, body: Any = None, *, missing_ok: bool = False) -> dict[str, Any]:
        data = None if body is None else msgspec.json.encode(body)
        try:
            async with self._open().request(method, path, data=data) as response:
                if missing_ok and response.status in (404, 405):
                    return {}
                await _check(response)
                return msgspec.json.decode(await response.read(), type=dict[str, Any])
        except (*_LOST, TimeoutError) as error:
            raise Unreachable(self.url, str(error) or "it says nothing") from None
        except msgspec.MsgspecError as error:
            raise Failure(502, f"the backend at {self.url} said something that is not understood: {error}") from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            key = os.environ.get(KEY, "")
            self._session = aiohttp.ClientSession(
                self.url,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S, sock_read=self._stall_s),
                connector=aiohttp.TCPConnector(limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"content-type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})},
                read_bufsize=2**18,
            )
        return self._session


async def _check(response: aiohttp.ClientResponse) -> None:
    """Raises Failure with the backend's own words, and 502 for what says that our key or URL is wrong."""
    if response.status == 200:
        return
    data = await response.read()
    body: Any = data.decode(errors="replace")
    with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
        body = msgspec.json.decode(data)
    failure = from_engine(body, response.status)
    if response.status in (401, 403):
        raise Failure(502, f"the backend refuses us ({response.status}): {failure.message}; see {KEY}")
    raise failure


def _model(row: Mapping[str, Any]) -> Model:
    """The value of a model that nobody here has a file of."""
    told = row.get("details") or {}
    details = Details(
        str(told.get("format", "")),
        str(told.get("family", "")),
        tuple(told.get("families") or ()),
        str(told.get("parameter_size", "")),
        str(told.get("quantization_level", "")),
    )
    return Model(
        name=str(row["name"]),
        path=Path(),
        digest=str(row.get("digest", "")),
        size=int(row.get("size", 0)),
        modified=datetime.now(UTC),
        details=details,
        architecture=details.family,
        parameters=0,
        context_length=0,
        embedding_length=0,
        capabilities=tuple(row.get("capabilities") or _EVERYTHING),
        is_encoder=tuple(row.get("capabilities") or ()) == ("embedding",),
        chat_template="",
    )
