"""The client of the regions' balancers: the only way from a turn to a worker.

    async with Balancer({"us-east-1": "unix:/run/us-east-1.sock"}) as balancer:
        async for chunk in balancer.chat("us-east-1", body): ...

`chat` is one try in one region (going on elsewhere is `reply.py`'s business); `generate`, `embed` and `show` are repeated in the
other regions. Addresses come from the settings and from nowhere else. A reset, a stall, an early end, an error line inside a 200
and a 5xx are all WorkerDied; a 4xx is WorkerRefused.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp
import msgspec

from tutorfleet.tutor.errors import WorkerDied, WorkerRefused
from tutorfleet.tutor.ndjson import Lines

T = TypeVar("T")
BUSY = frozenset({408, 425, 429, 499})
"""statuses below 500 after which asking again helps"""
UNIX = "unix:"
LEARNER = "x-tutorfleet-learner"
"""the header that tells a worker whose request it is"""


@dataclass(frozen=True)
class Timeouts:
    """Seconds."""

    connect: float = 2.0
    first_byte: float = 30.0
    idle: float = 15.0
    """between two chunks of one answer"""


class Chunk(msgspec.Struct, frozen=True):
    """A piece of a reply. `tokens` (of the whole answer) and `reason` come with the last one."""

    text: str
    worker: str | None = None
    done: bool = False
    tokens: int | None = None
    reason: str | None = None


class _Said(msgspec.Struct, frozen=True):
    content: str = ""


class _Line(msgspec.Struct):
    message: _Said = _Said()
    done: bool = False
    eval_count: int | None = None
    done_reason: str | None = None
    error: Any = None


class _Generated(msgspec.Struct):
    response: str = ""


class _Embedded(msgspec.Struct):
    embeddings: list[list[float]]


class _Refusal(msgspec.Struct):
    error: str


class Balancer:
    """Connections to every region's balancer. Use it as an async context manager."""

    def __init__(self, regions: Mapping[str, str], timeouts: Timeouts = Timeouts(), learner: str = "") -> None:
        self.regions = dict(regions)
        self.timeouts = timeouts
        self._for = {LEARNER: learner} if learner else {}
        self._sessions: dict[str, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Self:
        self._sessions = {name: session(base, self.timeouts) for name, base in self.regions.items()}
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        await asyncio.gather(*(open_one.close() for open_one in self._sessions.values()))

    def on_behalf_of(self, learner: str) -> "Balancer":
        """The same connections, for requests of this learner: a worker is fair between learners. It lives as long as this one."""
        theirs = Balancer(self.regions, self.timeouts, learner)
        theirs._sessions = self._sessions
        return theirs

    def order(self, region: str | None) -> list[str]:
        """Every region, the asked one first. An unknown one is left out."""
        rest = [name for name in self.regions if name != region]
        return [region, *rest] if region in self.regions else rest

    async def chat(self, region: str, body: Mapping[str, Any]) -> AsyncIterator[Chunk]:
        """One streamed reply of one try; ends with a chunk that is `done`. Raises WorkerDied, WorkerRefused."""
        lines = Lines()
        async with self._post(region, "/api/chat", {**body, "stream": True}) as response:
            worker = response.headers.get("x-tutorfleet-worker")
            async for data in self._parts(response):
                for line in lines.feed(data):
                    chunk = read_chunk(line, worker)
                    yield chunk
                    if chunk.done:
                        return
        raise WorkerDied("the answer ended early")

    async def generate(self, region: str, body: Mapping[str, Any]) -> str:
        """A whole answer, from the first region that gives one; asked again from its start if its worker dies."""
        answer = await self._anywhere(region, "/api/generate", {**body, "stream": False}, _Generated)
        return answer.response

    async def embed(self, region: str, model: str, texts: Sequence[str]) -> list[list[float]]:
        """An embedding for each text."""
        answer = await self._anywhere(region, "/api/embed", {"model": model, "input": list(texts)}, _Embedded)
        if len(answer.embeddings) != len(texts):
            raise WorkerDied(f"{len(answer.embeddings)} embeddings for {len(texts)} texts")
        return answer.embeddings

    async def show(self, region: str, model: str) -> dict[str, Any]:
        """What a region's workers say about a model."""
        return await self._anywhere(region, "/api/show", {"model": model}, dict[str, Any])

    async def _anywhere(self, region: str, path: str, body: Mapping[str, Any], kind: type[T]) -> T:
        async def once(name: str) -> T:
            async with self._post(name, path, body) as response:
                return decode(b"".join([part async for part in self._parts(response)]), kind)

        return await first_answer(self.order(region), once)

    @contextlib.asynccontextmanager
    async def _post(self, region: str, path: str, body: Mapping[str, Any]) -> AsyncIterator[aiohttp.ClientResponse]:
        url = origin(self.regions[region]) + path
        async with contextlib.AsyncExitStack() as stack:
            with translated("did not answer in time"):
                async with asyncio.timeout(self.timeouts.first_byte):
                    sent = self._sessions[region].post(url, data=msgspec.json.encode(body), headers=self._for)
                    response = await stack.enter_async_context(sent)
                    if response.status != 200:
                        raise refusal(response.status, await response.content.read(2000))
            yield response

    async def _parts(self, response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
        while True:
            with translated("fell silent"):
                async with asyncio.timeout(self.timeouts.idle):
                    data = await response.content.readany()
            if not data:
                return
            yield data


async def first_answer(regions: Sequence[str], once: Callable[[str], Awaitable[T]]) -> T:
    """The answer of the first region that has one; the last error if none has. Each is asked twice: a balancer needs a
    moment to see that a worker is gone."""
    error: Exception = WorkerRefused("no region is configured", 503)
    for region in [name for name in regions for _ in range(2)]:
        try:
            return await once(region)
        except (WorkerDied, WorkerRefused) as failure:
            error = failure
    raise error


def read_chunk(line: bytes, worker: str | None) -> Chunk:
    """A line of /api/chat. Raises WorkerDied for an error line and for what is no line of a worker."""
    said = decode(line, _Line)
    if said.error is not None:
        raise WorkerDied(f"the worker said: {str(said.error)[:200]}")
    return Chunk(said.message.content, worker, said.done, said.eval_count, said.done_reason)


def decode(data: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WorkerDied(f"not an answer of a worker: {error}") from error


def refusal(status: int, body: bytes) -> WorkerDied | WorkerRefused:
    try:
        said = msgspec.json.decode(body, type=_Refusal).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        said = body.decode(errors="replace").strip()
    text = f"HTTP {status}: {said[:200]}"
    return WorkerDied(text) if status >= 500 or status in BUSY else WorkerRefused(text, status)


@contextlib.contextmanager
def translated(timed_out: str) -> Any:
    """Everything that a broken connection raises, as WorkerDied."""
    try:
        yield
    except TimeoutError as error:
        raise WorkerDied(f"the worker {timed_out}") from error
    except (aiohttp.ClientError, OSError) as error:
        raise WorkerDied(f"the connection broke: {error or type(error).__name__}") from error


def session(base: str, timeouts: Timeouts) -> aiohttp.ClientSession:
    path = base.removeprefix(UNIX)
    connector = aiohttp.TCPConnector(limit=0) if path == base else aiohttp.UnixConnector(path=path, limit=0)
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=timeouts.connect)
    headers = {"content-type": "application/json"}
    return aiohttp.ClientSession(connector=connector, timeout=timeout, headers=headers, trust_env=False)


def origin(base: str) -> str:
    return "http://balancer" if base.startswith(UNIX) else base.rstrip("/")
