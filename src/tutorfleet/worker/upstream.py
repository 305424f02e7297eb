"""The client of one engine: HTTP over its unix socket. Streams replies, counts tokens, renders templates, embeds.

Knows nothing of Ollama's API and nothing of who is waiting. A stream that is closed early frees its slot in the engine:
the connection is closed with it. Each of llama.cpp's HTTP threads is held by one connection, also an idle one, so the
small questions share two and a stream has its own only as long as it runs.
"""

import io
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

import aiohttp
import msgspec

from tutorfleet.worker.chunks import Events, Piece, Read, read_all
from tutorfleet.worker.errors import EngineLost, EngineStalled, Failure, from_engine

_LOST = (aiohttp.ClientError, ConnectionError)


class Upstream:
    """One engine at a unix socket. `stall_s`: seconds without progress after which it counts as stalled. Its pings, which come
    every 30 s from a thread that does not compute, are no progress."""

    def __init__(self, path: str, stall_s: float) -> None:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=stall_s)
        self._stall_s = stall_s
        self._calls = 0
        self._closed = False
        self._asking = _session(aiohttp.UnixConnector(path, limit=2), timeout)
        self._streaming = _session(aiohttp.UnixConnector(path, limit=0, force_close=True), timeout)

    async def close(self) -> None:
        """Take no more calls. Those that run end with the process of the engine, which closes its side of them."""
        self._closed = True
        await self._close_if_unused()

    async def stream(self, path: str, body: Mapping[str, Any], read: Read) -> AsyncGenerator[list[Piece]]:
        """Pieces as they come, as many in a list as arrived together; the last has a `reason`.

        Raises Failure for what the engine refuses or breaks off, EngineLost if it ends without a last piece.
        """
        events = Events()
        async with self._calling(), self._streaming.post(path, data=_body(body)) as response:
            if response.status != 200:
                raise from_engine(_json(await response.read()), response.status)
            heard = time.monotonic()
            while data := await response.content.readany():
                told = events.feed(data)
                heard = self._progress(bool(told), heard)
                pieces = read_all(told, read)
                if pieces:
                    yield pieces
                    if pieces[-1].reason:
                        return
        raise EngineLost

    async def alive(self, limit_s: float) -> None:
        """Return if its listener answers in time; raises EngineStalled or EngineLost."""
        timeout = aiohttp.ClientTimeout(total=limit_s)
        async with self._calling(), self._streaming.get("/health", timeout=timeout) as response:
            await response.read()

    def _progress(self, told: bool, heard: float) -> float:
        """When it was last heard of; raises EngineStalled if that was too long ago."""
        now = time.monotonic()
        if told:
            return now
        if now - heard > self._stall_s:
            raise EngineStalled
        return heard

    async def render(self, messages: Sequence[Mapping[str, Any]], extra: Mapping[str, Any]) -> str:
        """The prompt that the model's own chat template makes; a trailing assistant message is left open."""
        return str((await self._ask("/apply-template", {"messages": messages, **extra}))["prompt"])

    async def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Tokens; `special` adds what the model begins with and reads control tokens in the text."""
        body = {"content": text, "add_special": special, "parse_special": special}
        return list((await self._ask("/tokenize", body))["tokens"])

    async def embed(self, inputs: Sequence[str | list[int]]) -> tuple[list[list[float]], int]:
        """Unit vectors in the order of the inputs, and the number of tokens."""
        answer = await self._ask("/v1/embeddings", {"input": list(inputs), "encoding_format": "float"})
        rows = sorted(answer["data"], key=lambda row: row["index"])
        return [row["embedding"] for row in rows], int(answer.get("usage", {}).get("prompt_tokens", 0))

    async def props(self) -> dict[str, Any]:
        """What llama.cpp says about the loaded model."""
        return cast("dict[str, Any]", await self._get("/props"))

    async def busy(self) -> int:
        """Slots that are computing now."""
        return sum(bool(slot["is_processing"]) for slot in await self._get("/slots"))

    async def _get(self, path: str) -> Any:
        async with self._calling(), self._asking.get(path) as response:
            return _json(await response.read())

    async def _ask(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        async with self._calling(), await self._post(path, body) as response:
            answer = _json(await response.read())
            if response.status != 200:
                raise from_engine(answer, response.status)
        if not isinstance(answer, dict):
            raise Failure(500, "the engine said something that is not understood here")
        return cast("dict[str, Any]", answer)

    async def _post(self, path: str, body: Mapping[str, Any]) -> aiohttp.ClientResponse:
        """Ask; once more where a kept connection fails, for the engine closes one that was idle for 5 s and may do it just now."""
        try:
            return await self._asking.post(path, data=_body(body))
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            return await self._asking.post(path, data=_body(body))

    @asynccontextmanager
    async def _calling(self) -> AsyncIterator[None]:
        """One call; what goes wrong on the wire becomes EngineStalled or EngineLost. A session that is closed during a call would
        leave it waiting for ever, so that the last call closes it."""
        if self._closed:
            raise EngineLost
        self._calls += 1
        try:
            yield
        except TimeoutError:
            raise EngineStalled from None
        except _LOST:
            raise EngineLost from None
        finally:
            self._calls -= 1
            await self._close_if_unused()

    async def _close_if_unused(self) -> None:
        if self._closed and not self._calls:
            await self._asking.close()
            await self._streaming.close()


def _session(connector: aiohttp.UnixConnector, timeout: aiohttp.ClientTimeout) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        "http://engine",
        connector=connector,
        timeout=timeout,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        headers={"content-type": "application/json"},
        read_bufsize=2**18,
    )


def _body(value: Any) -> bytes | io.BytesIO:
    data = msgspec.json.encode(value)
    return data if len(data) < 2**20 else io.BytesIO(data)  # aiohttp writes a file in parts


def _json(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return data.decode(errors="replace")
