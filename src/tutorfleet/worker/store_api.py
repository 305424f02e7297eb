"""The routes of Ollama's API that change the store: pull, create, copy, delete, blobs; push is refused.

They are for whoever reaches the worker's socket; at the edge they are for operators only. What is written is said in
`models/create.py` and `worker/uploads.py`. A model that is in use may be replaced or deleted: running streams finish.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tutorfleet.models.catalogue import Catalogue, Model
from tutorfleet.models.create import copy, create, take_in
from tutorfleet.models.errors import InvalidName, ModelError, ModelNotFound, StoreError
from tutorfleet.models.names import Name, parse
from tutorfleet.models.pull import Step, pull
from tutorfleet.models.store import Store, Stored
from tutorfleet.worker import gosyntax, ollama, recipes, uploads
from tutorfleet.worker.engines import Engines
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.gonodes import TemplateError
from tutorfleet.worker.guard import read_body
from tutorfleet.worker.progress import Progress
from tutorfleet.worker.pulls import Pulls
from tutorfleet.worker.replies import Answer, Sender
from tutorfleet.worker.settings import WorkerSettings

NO_PUSH = "push is refused: this fleet publishes nothing; use an Ollama that shares the store to publish a model"
LARGEST_BODY = 4 * 2**20
"""Bytes of a request but an upload: texts, and names of files."""
_THREADS = 16
"""Uploads and other work on the store at once; more wait."""

P = ParamSpec("P")
T = TypeVar("T")


class Named(msgspec.Struct):
    """DELETE /api/delete, POST /api/push, POST /api/pull; `name` is the field of old clients."""

    model: str = ""
    name: str = ""
    stream: bool | None = None
    insecure: bool = False


class Copy(msgspec.Struct):
    """POST /api/copy."""

    source: str = ""
    destination: str = ""


class StoreApi:
    """The routes and what they share."""

    def __init__(self, settings: WorkerSettings, catalogue: Catalogue, engines: Engines) -> None:
        self._may_pull = settings.pulls
        self._pulls = Pulls(lambda name, insecure: pull(self._store, name, insecure=insecure))
        self._catalogue = catalogue
        self._engines = engines
        self._store: Store = catalogue.store
        self._threads = ThreadPoolExecutor(_THREADS, "store")

    def routes(self) -> list[Route]:
        """What a worker mounts."""
        return [
            Route("/api/pull", self._pull, methods=["POST"]),
            Route("/api/create", self._create, methods=["POST"]),
            Route("/api/copy", self._copy, methods=["POST"]),
            Route("/api/delete", self._delete, methods=["DELETE"]),
            Route("/api/push", _push, methods=["POST"]),
            Route("/api/blobs/{digest:path}", self._head_blob, methods=["HEAD"]),
            Route("/api/blobs/{digest:path}", self._post_blob, methods=["POST"]),
        ]

    async def _pull(self, request: Request) -> Answer:
        asked = ollama.read(await read_body(request, LARGEST_BODY), Named)
        name = _name(asked.model or asked.name)
        if not self._may_pull:
            raise Failure(403, "this worker does not pull models; see its setting `pulls`")

        async def work(sender: Sender) -> None:
            before, progress = self._known(name), Progress(sender, asked.stream)
            await self._follow(name, progress, insecure=asked.insecure)
            await self._release(before)
            await progress.tell(Step("success"))
            await progress.end()

        return Answer(work)

    async def _follow(self, name: Name, progress: Progress, *, insecure: bool = False) -> None:
        """Pull, and tell all but the end."""
        try:
            async with aclosing(self._pulls.follow(name, insecure=insecure)) as steps:
                async for step in steps:
                    if step.status != "success":
                        await progress.tell(step)
        except InvalidName as error:
            raise Failure(400, str(error)) from None
        except ModelError as error:
            raise Failure(500, str(error)) from None

    async def _create(self, request: Request) -> Answer:
        asked = ollama.read(await read_body(request, LARGEST_BODY), recipes.Create)
        name, recipe = _name(asked.model or asked.name), recipes.recipe_of(asked)

        async def work(sender: Sender) -> None:
            before, progress, done = self._known(name), Progress(sender, asked.stream), list[str]()
            await self._run(_check_template, recipe.template)
            if asked.from_:
                await self._fetch(asked.from_, progress)
            base = await self._base(asked.from_) if asked.from_ else {}
            await self._try(create, self._store, name, replace(recipe, **base), done.append)
            await self._release(before)
            for status in [*done, "success"]:
                await progress.tell(Step(status))
            await progress.end()

        return Answer(work)

    async def _copy(self, request: Request) -> Response:
        asked = ollama.read(await read_body(request, LARGEST_BODY), Copy)
        for what in ("source", "destination"):
            _check_name(f"{what} ", getattr(asked, what))
        destination = _name(asked.destination)
        before = self._known(destination)
        base = await self._base(asked.source)
        if stored := base.get("base"):
            await self._try(copy, self._store, stored, destination)
        else:
            await self._try(self._store.import_gguf, self._find(asked.source).path, destination)
        await self._release(before)
        return Response()

    async def _delete(self, request: Request) -> Response:
        asked = ollama.read(await read_body(request, LARGEST_BODY), Named)
        text = asked.model or asked.name
        _check_name("name ", text)
        name, before = _name(text), self._known(_name(text))
        if before is not None and before.starter and not before.alias_of:
            raise Failure(400, f"{before.name} is a starter model; it belongs to the program and stays")
        try:
            await self._run(self._store.remove, name)
        except ModelNotFound:
            raise Failure(404, f"model '{text}' not found") from None
        except ModelError as error:
            raise refused(error) from None
        await self._release(before)
        return Response()

    async def _head_blob(self, request: Request) -> Response:
        digest = uploads.digest_of(request.path_params["digest"])
        if not uploads.present(self._store.blobs, digest):
            raise Failure(404, f'blob "{digest}" not found')
        return Response()

    async def _post_blob(self, request: Request) -> Response:
        digest = uploads.digest_of(request.path_params["digest"])
        if uploads.present(self._store.blobs, digest):
            return Response()
        length = request.headers.get("content-length", "0")
        source = uploads.body_of(request, asyncio.get_running_loop())
        await self._try(uploads.take, self._store, digest, source, int(length) if length.isdigit() else 0)
        return Response(status_code=201)

    async def _fetch(self, text: str, progress: Progress) -> None:
        """Pull a base that is not here, if that is allowed."""
        name = _name(text)
        try:
            self._catalogue.find(text)
        except ModelNotFound:
            if self._may_pull:
                await self._follow(name, progress)
        except ModelError as error:
            raise refused(error) from None

    async def _base(self, text: str) -> dict[str, Any]:
        """What FROM adds to a recipe: a stored model, or the file of one that lies beside the store."""
        model = self._find(text)
        if model.starter:
            return {"files": {"starter.gguf": await self._try(take_in, self._store, model.path)}}
        return {"base": await self._try(self._read, parse(model.alias_of or model.name))}

    def _read(self, name: Name) -> Stored:
        return self._store.read(self._store.entry(name))

    def _find(self, text: str) -> Model:
        try:
            return self._catalogue.find(text)
        except ModelNotFound:
            raise Failure(404, f"model '{text}' not found") from None
        except ModelError as error:
            raise refused(error) from None

    def _known(self, name: Name) -> Model | None:
        """What the name stands for now, if it is a usable model."""
        try:
            return self._catalogue.find(name.short)
        except ModelError:
            return None

    async def _release(self, before: Model | None) -> None:
        """Let the engine of a model that is gone end when its streams have."""
        if before is not None and all(_files(model) != _files(before) for model in self._catalogue.models()):
            await self._engines.unload(before)

    async def _try(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Work on the store, on a thread; raises Failure for what the store refuses."""
        try:
            return await self._run(work, *args, **kwargs)
        except ModelError as error:
            raise refused(error) from None

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: work(*args, **kwargs))


def refused(error: ModelError) -> Failure:
    """What the store says, as an answer."""
    status = 404 if isinstance(error, ModelNotFound) else 500 if isinstance(error, StoreError) else 400
    return Failure(status, str(error))


async def _push(request: Request) -> Response:
    asked = ollama.read(await read_body(request, LARGEST_BODY), Named)
    if not (asked.model or asked.name):
        raise Failure(400, "model is required")
    raise Failure(403, NO_PUSH)


def _check_template(text: str) -> None:
    try:
        gosyntax.read(text)
    except TemplateError as error:
        raise Failure(400, f"template error: {error}") from None


def _files(model: Model) -> tuple[Path, tuple[Path, ...]]:
    return model.path, model.adapters


def _name(text: str) -> Name:
    try:
        return parse(text)
    except InvalidName as error:
        raise Failure(400, str(error)) from None


def _check_name(what: str, text: str) -> None:
    try:
        parse(text)
    except InvalidName:
        raise Failure(400, f"{what}{msgspec.json.encode(text[:400]).decode()} is invalid") from None
