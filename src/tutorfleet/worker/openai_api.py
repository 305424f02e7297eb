"""OpenAI's routes of a worker: /v1/chat/completions, /v1/completions, /v1/embeddings and /v1/models.

Each request becomes the same `Ask` as under Ollama's API and is answered by the same `Reply`; only the words differ.
Requests are read in `openai.py`, answers written in `openai_answers.py`.
"""

import contextlib
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tutorfleet.worker import asks, openai, openai_answers
from tutorfleet.worker.ask import Ask
from tutorfleet.worker.chunks import Piece
from tutorfleet.worker.embedding import embed, shorten
from tutorfleet.worker.errors import Failure, Refusal
from tutorfleet.worker.generation import Reply
from tutorfleet.worker.guard import read_body
from tutorfleet.worker.health import Health
from tutorfleet.worker.ollama import Likely, Said
from tutorfleet.worker.openai_answers import Events, Heading
from tutorfleet.worker.openai_logprobs import Likelihoods
from tutorfleet.worker.openai_tools import Calls, Forced
from tutorfleet.worker.replies import Answer, Dialect, Sender, finished
from tutorfleet.worker.scheduler import learner_of
from tutorfleet.worker.serving import Models, Serving
from tutorfleet.worker.settings import WorkerSettings

OPENAI = Dialect(openai_answers.EVENTS, openai_answers.error, openai_answers.broken)
PREFIX = "/v1/"


class OpenAI:
    """The routes and what they share with Ollama's."""

    def __init__(self, settings: WorkerSettings, catalogue: Models, engines: Serving, health: Health) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._engines = engines
        self._health = health

    def routes(self) -> list[Route]:
        """To be mounted beside Ollama's."""
        return [
            Route("/v1/chat/completions", self._chat, methods=["POST"]),
            Route("/v1/completions", self._complete, methods=["POST"]),
            Route("/v1/embeddings", self._embed, methods=["POST"]),
            Route("/v1/models", self._models),
            Route("/v1/models/{name:path}", self._model),
        ]

    async def _chat(self, request: Request) -> Answer:
        asked = openai.read(await read_body(request), openai.Chat)
        model = asks.find(self._catalogue, asked.model)
        ask = asks.chat(self._catalogue, openai.chat(asked, model.params))
        return self._answer(request, asked, replace(ask, calls=openai.must_call(asked)))

    async def _complete(self, request: Request) -> Answer:
        asked = openai.read(await read_body(request), openai.Completion)
        model = asks.find(self._catalogue, asked.model)
        ask = asks.generate(self._catalogue, openai.completion(asked, model.params))
        return self._answer(request, asked, ask)

    def _answer(self, request: Request, asked: openai.Chat | openai.Completion, ask: Ask) -> Answer:
        chat = isinstance(asked, openai.Chat)
        ask = replace(ask, learner=learner_of(request.headers))

        async def work(sender: Sender) -> None:
            reply = Reply(ask, self._settings.pace)
            heading, likely = _heading(asked.model, ask, chat=chat), None if ask.likely is None else Likelihoods(chat)
            if asked.stream:
                await _stream(sender, reply, self._engines, Events(heading, likely, usage=openai.wants_usage(asked)))
            else:
                await _collect(sender, reply, self._engines, heading, likely)

        return self._counted(work)

    async def _embed(self, request: Request) -> Answer:
        asked = openai.read(await read_body(request), openai.Embedding)
        model, texts = asks.find(self._catalogue, asked.model), openai.inputs(asked)
        shorten([], asked.dimensions)

        async def work(sender: Sender) -> None:
            learner = learner_of(request.headers)
            vectors, tokens, _ = await embed(self._engines, model, texts, None, learner=learner)
            short = (shorten(one, asked.dimensions) for one in vectors)
            packed = asked.encoding_format == "base64"
            await sender.whole(openai_answers.embeddings(asked.model, short, tokens, base64=packed))

        return self._counted(work)

    async def _models(self, request: Request) -> Response:
        rows = [openai_answers.model(one) for one in self._catalogue.models()]
        return _json({"object": "list", "data": rows})

    async def _model(self, request: Request) -> Response:
        return _json(openai_answers.model(asks.find(self._catalogue, request.path_params["name"])))

    def _counted(self, work: Callable[[Sender], Awaitable[None]]) -> Answer:
        async def counted(sender: Sender) -> None:
            with self._health.working():
                await work(sender)

        return Answer(counted, OPENAI)


def failed(failure: Failure) -> Response:
    """An error before an answer began."""
    return Response(openai_answers.error(failure), failure.status, media_type="application/json")


def unknown(request: Request, error: HTTPException) -> Response:
    """A route that does not exist, or not with that method."""
    message = f"unknown request: {request.method} {request.url.path}"
    answer = failed(Refusal(error.status_code, message, code="unknown_url"))
    answer.headers.update(error.headers or {})
    return answer


@dataclass(slots=True)
class _Reader:
    """Takes what is said and what is called out of the pieces of a reply."""

    forced: Forced | None
    calls: Calls

    @classmethod
    def of(cls, ask: Ask) -> "_Reader":
        return cls(Forced() if ask.calls else None, Calls())

    def deltas(self, piece: Piece) -> list[dict[str, Any]]:
        parts: Iterable[Any] = self.forced.feed(piece.text) if self.forced else piece.tools
        return [self.calls.delta(part) for part in parts]

    def words(self, piece: Piece) -> tuple[str, str, Sequence[Likely]]:
        return ("", "", ()) if self.forced else (piece.text, piece.thinking, piece.likely)


async def _stream(sender: Sender, reply: Reply, engines: Serving, events: Events) -> None:
    """Events as they come, whole ones in every flush."""
    reader, opening = _Reader.of(reply.ask), events.begin()
    async with contextlib.aclosing(reply.pieces(engines)) as batches:
        async for batch in batches:
            data = b"".join(_events(events, reader, piece) for piece in batch)
            if data:
                await sender.more(opening + data)
                opening = b""
    await sender.end(opening + events.end(finished(reply), called=bool(reader.calls)))


def _events(events: Events, reader: _Reader, piece: Piece) -> bytes:
    words, calls = reader.words(piece), reader.deltas(piece)
    said = events.words(*words) if any(words) else b""
    return said + (events.delta({"tool_calls": calls}) if calls else b"")


async def _collect(
    sender: Sender, reply: Reply, engines: Serving, heading: Heading, likelihoods: Likelihoods | None
) -> None:
    """The whole reply as one JSON object."""
    reader = _Reader.of(reply.ask)
    said: list[tuple[str, str, Sequence[Likely]]] = []
    async with contextlib.aclosing(reply.pieces(engines)) as batches:
        async for batch in batches:
            for piece in batch:
                said.append(reader.words(piece))
                reader.deltas(piece)
    text, thinking = "".join(one[0] for one in said), "".join(one[1] for one in said)
    likely = [row for one in said for row in one[2]]
    whole = Said(text, thinking, reader.calls.whole(), likely)
    await sender.whole(openai_answers.whole(heading, whole, finished(reply), likelihoods))


def _heading(name: str, ask: Ask, *, chat: bool) -> Heading:
    """A new answer; the fingerprint is the model's: with a seed, equal ones promise equal replies."""
    identity = ("chatcmpl-" if chat else "cmpl-") + secrets.token_hex(12)
    return Heading(chat, identity, int(time.time()), name, "fp_" + ask.model.digest[:10])


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")
