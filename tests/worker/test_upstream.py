"""The client of an engine against a listener that is no engine: one that pings, says nothing, or leaves."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from support.worker_stand import until_async
from tutorfleet.worker.chunks import Piece, read_native
from tutorfleet.worker.errors import EngineLost, EngineStalled
from tutorfleet.worker.upstream import Upstream

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
WORD = b'data: {"content": "word", "tokens": [1]}\n\n'
PING = b":\n\n"


@pytest.fixture
async def listen(runtime: Path) -> AsyncIterator[Callable[[Serve], Awaitable[str]]]:
    """Serve connections on a socket: `path = await listen(serve)`."""
    servers: list[asyncio.Server] = []

    async def at_socket(serve: Serve) -> str:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await serve(reader, writer)
            except ConnectionError:
                pass  # the client had enough
            finally:
                writer.close()

        path = str(runtime / "fake.sock")
        servers.append(await asyncio.start_unix_server(connected, path))
        return path

    yield at_socket
    for server in servers:
        server.close()


async def pinging(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One word, and then nothing but that the connection is there."""
    writer.write(HEAD + WORD)
    while True:
        writer.write(PING)
        await writer.drain()
        await asyncio.sleep(0.02)


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Nothing at all, until the client leaves."""
    await reader.read()


async def read(upstream: Upstream, heard: list[Piece]) -> None:
    async for pieces in upstream.stream("/completion", {}, read_native):
        heard += pieces


async def test_pings_are_no_progress(listen):
    upstream, heard = Upstream(await listen(pinging), stall_s=0.3), list[Piece]()
    with pytest.raises(EngineStalled):
        await read(upstream, heard)
    assert [piece.text for piece in heard] == ["word"]
    await upstream.close()


async def test_a_listener_that_says_nothing_is_not_alive(listen):
    upstream = Upstream(await listen(silent), stall_s=60)
    with pytest.raises(EngineStalled):
        await upstream.alive(0.1)
    await upstream.close()


async def test_where_nobody_listens_nobody_is_alive(runtime):
    upstream = Upstream(str(runtime / "nobody.sock"), stall_s=60)
    with pytest.raises(EngineLost):
        await upstream.alive(5)
    await upstream.close()


async def test_after_the_end_every_call_is_told_so(listen):
    upstream = Upstream(await listen(silent), stall_s=60)
    await upstream.close()
    for call in (upstream.alive(5), upstream.props(), upstream.embed(["a"]), read(upstream, [])):
        with pytest.raises(EngineLost):
            await call


async def test_a_stream_that_runs_when_its_engine_ends_is_told_so_and_does_not_wait_for_ever(listen):
    leave = asyncio.Event()

    async def leaving(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + WORD)
        await leave.wait()

    upstream, heard = Upstream(await listen(leaving), stall_s=60), list[Piece]()
    running = asyncio.create_task(read(upstream, heard))

    async def spoke() -> bool:
        return bool(heard)

    await until_async(spoke, "the first word")
    await upstream.close()
    leave.set()
    with pytest.raises(EngineLost):
        await running
