"""Ollama's HTTP API of one worker, and its health. Routes only: what they do is said in the modules that they call."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tutorfleet import __version__
from tutorfleet.models.catalogue import Catalogue
from tutorfleet.worker import asks, keepalive, ollama, openai_api, options, views
from tutorfleet.worker.ask import Ask
from tutorfleet.worker.counting import Counting
from tutorfleet.worker.dialects import Kind
from tutorfleet.worker.elsewhere import Elsewhere, RemoteEngines
from tutorfleet.worker.embedding import embed, inputs_of, shorten
from tutorfleet.worker.engines import Engines
from tutorfleet.worker.errors import CLIENT_LEFT, Failure
from tutorfleet.worker.generation import Reply
from tutorfleet.worker.guard import HostGuard, read_body
from tutorfleet.worker.health import Health
from tutorfleet.worker.metrics import CONTENT_TYPE, Page
from tutorfleet.worker.ollama import Kind as Verb
from tutorfleet.worker.ollama import Metrics
from tutorfleet.worker.openai_api import OpenAI
from tutorfleet.worker.replies import Answer, Sender, collect, stream
from tutorfleet.worker.scheduler import learner_of
from tutorfleet.worker.serving import Models, Serving
from tutorfleet.worker.settings import WorkerSettings
from tutorfleet.worker.store_api import StoreApi
from tutorfleet.worker.watchdog import watch

CHANGES = ("create", "copy", "delete", "push", "pull", "blobs/{digest:path}")
"""Routes that change a store."""


class Worker:
    """The routes and what they share."""

    def __init__(self, settings: WorkerSettings, catalogue: Models, engines: Serving) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.engines = engines
        self.health = Health(settings, engines)
        self.openai = OpenAI(settings, catalogue, engines, self.health)
        self.page = Page(settings, engines)

    def app(self) -> Starlette:
        """The ASGI application."""
        host = self.settings.tcp[0] if self.settings.socket_path is None else ""
        beyond = host not in {"", "localhost"} and not host.startswith("127.") and host != "::1"
        routes = self._routes()
        return Starlette(
            routes=routes,
            middleware=[
                Middleware(Counting, tally=self.engines.tally, routes=routes),
                Middleware(HostGuard, hosts=(*self.settings.hosts, host), any_address=beyond),
            ],
            exception_handlers={
                Failure: _failed,
                HTTPException: _refused,
                ClientDisconnect: _gone,
                RecursionError: _too_deep,
            },
            lifespan=self._lifespan,
        )

    def _routes(self) -> list[Route]:
        return [
            Route("/", _running),
            Route("/api/version", _version),
            Route("/api/tags", self._tags),
            Route("/api/ps", self._ps),
            Route("/api/show", self._show, methods=["POST"]),
            Route("/api/chat", self._chat, methods=["POST"]),
            Route("/api/generate", self._generate, methods=["POST"]),
            Route("/api/embed", self._embed, methods=["POST"]),
            Route("/api/embeddings", self._embeddings, methods=["POST"]),
            *self.openai.routes(),
            *self._store_routes(),
            Route("/healthz", self._healthz),
            Route("/metrics", self._metrics),
        ]

    def _store_routes(self) -> list[Route]:
        """What changes the store, if it is ours."""
        if isinstance(self.catalogue, Catalogue) and isinstance(self.engines, Engines):
            return StoreApi(self.settings, self.catalogue, self.engines).routes()
        return [Route(f"/api/{path}", self._elsewhere, methods=["POST", "DELETE", "HEAD"]) for path in CHANGES]

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        self.engines.start()
        preload = asyncio.create_task(self.health.preload(self.catalogue))
        watching = asyncio.create_task(watch(self.engines, self.settings.answer_s))
        yield
        preload.cancel()
        watching.cancel()
        await self.engines.close()

    async def _tags(self, request: Request) -> Response:
        return _json({"models": [views.tag(model) for model in self.catalogue.models()]})

    async def _elsewhere(self, request: Request) -> Response:
        if isinstance(self.engines, RemoteEngines) and self.engines.backend.kind is Kind.OLLAMA:
            return await self.engines.backend.passed_on(request)
        raise Failure(501, "the models of this worker are kept by another program, its backend; change them there")

    async def _ps(self, request: Request) -> Response:
        if isinstance(self.engines, RemoteEngines) and self.engines.backend.kind is Kind.OLLAMA:
            return await self.engines.backend.passed_on(request)
        return _json({"models": views.running(self.engines.loaded)})

    async def _healthz(self, request: Request) -> Response:
        return _json(self.health.report(), 503 if self.health.draining else 200)

    async def _metrics(self, request: Request) -> Response:
        return Response(self.page.text(), headers={"content-type": CONTENT_TYPE})

    async def _show(self, request: Request) -> Response:
        asked = ollama.read(await read_body(request), ollama.Show)
        model = asks.find(self.catalogue, asked.model or asked.name)
        if isinstance(self.engines, RemoteEngines):
            return _json(await self.engines.backend.show(model, verbose=bool(asked.verbose)))
        return _json(await asyncio.to_thread(views.show, model, verbose=bool(asked.verbose)))

    async def _chat(self, request: Request) -> Answer:
        asked = ollama.read(await read_body(request), ollama.Chat)
        ask = replace(asks.chat(self.catalogue, asked), learner=learner_of(request.headers))
        return self._answer("chat", asked.model, ask, asked.stream, bool(asked.messages))

    async def _generate(self, request: Request) -> Answer:
        asked = ollama.read(await read_body(request), ollama.Generate)
        ask = replace(asks.generate(self.catalogue, asked), learner=learner_of(request.headers))
        return self._answer("generate", asked.model, ask, asked.stream, bool(asked.prompt))

    def _answer(self, kind: Verb, name: str, ask: Ask, streaming: bool | None, says_something: bool) -> Answer:
        async def work(sender: Sender) -> None:
            if not says_something:
                await sender.whole(ollama.last(kind, name, await self._load(ask)).rstrip())
                return
            reply = Reply(ask, self.settings.pace)
            write = collect if streaming is False else stream
            await write(sender, reply, self.engines, kind, name)

        return self._counted(work)

    async def _load(self, ask: Ask) -> Metrics:
        """Load without a reply; unload where it is to be kept no time at all."""
        if ask.keep_alive is not None and keepalive.parse(ask.keep_alive) == 0:
            await self.engines.unload(ask.model, ask.learner)
            return Metrics("unload")
        async with self.engines.lease(ask.model, ask.keep_alive, learner=ask.learner) as loaded:
            if isinstance(loaded, Elsewhere):
                await loaded.backend.load(ask.model, ask.keep_alive)
            return Metrics("load")

    async def _embed(self, request: Request) -> Answer:
        asked = ollama.read(await read_body(request), ollama.Embed)
        model, texts = asks.find(self.catalogue, asked.model), inputs_of(asked.input or None)
        shorten([], asked.dimensions)
        options.read(asked.options)

        async def work(sender: Sender) -> None:
            began = time.perf_counter_ns()
            truncate = asked.truncate is not False
            vectors, tokens, load_ns = await embed(
                self.engines, model, texts, asked.keep_alive, truncate=truncate, learner=learner_of(request.headers)
            )
            answer: dict[str, Any] = {
                "model": asked.model,
                "embeddings": [shorten(one, asked.dimensions) for one in vectors],
            }
            if texts:  # without one the model is only loaded, and nothing is counted
                answer |= {"total_duration": time.perf_counter_ns() - began, "load_duration": load_ns}
            await sender.whole(msgspec.json.encode(answer | ({"prompt_eval_count": tokens} if tokens else {})))

        return self._counted(work)

    async def _embeddings(self, request: Request) -> Answer:
        asked = ollama.read(await read_body(request), ollama.Embeddings)
        model = asks.find(self.catalogue, asked.model)

        async def work(sender: Sender) -> None:
            texts = [asked.prompt] if asked.prompt else []
            vectors, _, _ = await embed(
                self.engines, model, texts, asked.keep_alive, learner=learner_of(request.headers)
            )
            await sender.whole(msgspec.json.encode({"embedding": vectors[0] if vectors else []}))

        return self._counted(work)

    def _counted(self, work: Callable[[Sender], Awaitable[None]]) -> Answer:
        async def counted(sender: Sender) -> None:
            with self.health.working():
                await work(sender)

        return Answer(counted)


async def _running(request: Request) -> Response:
    return PlainTextResponse("Ollama is running")


async def _version(request: Request) -> Response:
    return _json({"version": __version__})


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, Failure)
    if request.url.path.startswith(openai_api.PREFIX):
        return openai_api.failed(error)
    return _json({"error": error.message}, error.status)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(openai_api.PREFIX):
        return openai_api.unknown(request, error)
    answer = _json({"error": HTTPStatus(error.status_code).phrase.lower()}, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def _too_deep(request: Request, error: Exception) -> Response:
    """What may be nested, a schema above all, is walked before it is used."""
    return await _failed(request, Failure(400, "invalid JSON: nested too deeply"))


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=CLIENT_LEFT)


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
