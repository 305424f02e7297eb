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


async def _request(reader: asyncio.StreamReader) -> None:
    """Read one request to its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))


async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one question of each connection; a second one finds it closed, as it does when it was idle for too long."""
    await _request(reader)
    writer.write(b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 14\r\n\r\n{"tokens":[1]}')
    await writer.drain()
    await _request(reader)


async def test_a_kept_connection_that_the_engine_closes_just_now_is_not_the_end_of_the_engine(listen):
    upstream = Upstream(await listen(once), stall_s=60)
    assert [await upstream.tokenize("a", special=False) for _ in range(3)] == [[1], [1], [1]]
    await upstream.close()


async def test_an_engine_that_closes_every_connection_is_lost_after_the_second(listen):
    asked = []

    async def leaving(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _request(reader)
        asked.append(1)

    upstream = Upstream(await listen(leaving), stall_s=60)
    with pytest.raises(EngineLost):
        await upstream.tokenize("a", special=False)
    assert len(asked) == 2
    await upstream.close()
