"""A worker whose models run elsewhere: on a real Ollama, a llama-server or a vLLM that the setting `backend` names.

`RemoteEngines` and `RemoteCatalogue` stand where a worker has `Engines` and `Catalogue`, so that every API, the fair queue, drain and
health are the same. What is said to which kind of backend stands in `dialects.py`. Nothing is loaded or unloaded from here: `keep_alive`
is passed on to an Ollama, and means nothing to the others. The list of models is asked for every few seconds.
"""

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import msgspec

from tutorfleet.models.errors import ModelNotFound
from tutorfleet.models.model import Details, Model
from tutorfleet.worker import constraints, dialects
from tutorfleet.worker.ask import Ask
from tutorfleet.worker.chunks import Piece
from tutorfleet.worker.dialect_readers import OllamaReader, OpenAIReader
from tutorfleet.worker.dialects import Kind
from tutorfleet.worker.errors import EngineLost, EngineStalled, Failure, from_engine
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.prompt import Seam, half_said
from tutorfleet.worker.scheduler import Admission, Gate
from tutorfleet.worker.settings import WorkerSettings
from tutorfleet.worker.shaping import Shaper
from tutorfleet.worker.tally import Tally

log = logging.getLogger("tutorfleet.worker")
KEY = "TUTORFLEET_BACKEND_KEY"
"""The environment variable with the backend's key, sent as `Authorization: Bearer`."""
REFRESH_S = 5.0
AT_ONCE = 64
"""Requests that a backend is given at once; it has a queue of its own, ours is fair."""
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

    async def embed(self, model: str, inputs: list[str]) -> tuple[list[list[float]], int]:
        """Vectors in the order of the inputs, and the number of tokens. All three kinds know OpenAI's route."""
        body = {"model": model, "input": inputs, "encoding_format": "float"}
        answer = await self._ask("POST", "/v1/embeddings", body)
        rows = sorted(answer.get("data", []), key=lambda row: row["index"])
        return [row["embedding"] for row in rows], int((answer.get("usage") or {}).get("prompt_tokens", 0))

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


class RemoteCatalogue:
    """The backend's models, by the names and aliases that a worker is asked for."""

    def __init__(self, backend: Backend, aliases: Mapping[str, str]) -> None:
        self._backend, self._aliases = backend, aliases

    def models(self) -> list[Model]:
        """What the backend said last; raises Failure if it never said anything."""
        self._check()
        return list(self._backend.models.values())

    def find(self, name: str) -> Model:
        """The model of that name, in any case and with or without `:latest`; raises ModelNotFound, Failure 503."""
        self._check()
        known = {_plain(one): model for one, model in self._backend.models.items()}
        found = known.get(_plain(name)) or known.get(_plain(self._aliases.get(_plain(name), name)))
        if found is None:
            has = ", ".join(sorted(self._backend.models)) or "none"
            raise ModelNotFound(f"model '{name[:200]}' not found: the backend at {self._backend.url} has {has}")
        return found

    def _check(self) -> None:
        if self._backend.trouble and not self._backend.models:
            raise self._backend.trouble


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A model of the backend for the length of a request."""

    backend: Backend
    gate: Gate
    load_ns: int = 0

    async def stream(self, ask: Ask) -> AsyncGenerator[list[Piece]]:
        """The reply; raises Failure."""
        held = constraints.from_format(ask.format)
        guard = constraints.JsonGuard(ask.format) if "json_schema" in held else None
        shaper = Shaper(Seam(half_said(ask.messages or ())), guard)
        async with aclosing(self.backend.stream(dialects.order(self.backend.kind, ask))) as batches:
            async for batch in batches:
                yield [shaper.feed(piece) for piece in batch]


class RemoteEngines:
    """What stands where a worker has engines of its own."""

    def __init__(self, settings: WorkerSettings, backend: Backend) -> None:
        self.backend = backend
        self.tally = Tally()
        self.gate = Gate(Admission(AT_ONCE, AT_ONCE, settings.max_queue))
        self._watching: asyncio.Task[None] | None = None
        self.waiting = 0
        self.loaded: list[Loaded] = []
        """No engine is ours."""

    @property
    def gates(self) -> list[Gate]:
        """Where requests wait."""
        return [self.gate]

    def start(self) -> None:
        """Begin to look at the backend."""
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """End every connection."""
        if self._watching:
            self._watching.cancel()
        await self.backend.close()

    @asynccontextmanager
    async def lease(
        self, model: Model, keep_alive: str | float | None = None, *, embed: bool = False
    ) -> AsyncIterator[Elsewhere]:
        """The model for the length of the block."""
        del model, keep_alive, embed
        yield Elsewhere(self.backend, self.gate)

    async def unload(self, model: Model) -> None:
        """Is the backend's own matter."""

    async def preload(self, model: Model) -> None:
        """Is the backend's own matter: that it has the model is known by now."""

    async def drop(self, one: Loaded) -> None:
        """There is none."""

    async def _watch(self) -> None:
        told = ""
        while True:
            await self.backend.refresh()
            trouble = self.backend.trouble.message if self.backend.trouble else ""
            if trouble != told:
                log.warning("%s", trouble or f"the backend at {self.backend.url} answers")
            told = trouble
            await asyncio.sleep(REFRESH_S)


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


def _plain(name: str) -> str:
    return name.strip().lower().removesuffix(":latest")
