import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tutorfleet.host import probe


class Program:
    """Answers every request with `head` and `body`, or says nothing at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.head, self.body, self.silent = "200 OK", b'{"a": 1}', False

    async def one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if not self.silent:
            writer.write(f"HTTP/1.1 {self.head}\r\ncontent-length: {len(self.body)}\r\n\r\n".encode() + self.body)
            await writer.drain()
        await reader.read()
        writer.close()


@pytest.fixture
async def program() -> AsyncIterator[Program]:
    folder = Path(tempfile.mkdtemp(prefix="tf", dir="/tmp"))
    made = Program(folder / "s.sock")
    server = await asyncio.start_unix_server(made.one, made.path)
    yield made
    server.close()
    shutil.rmtree(folder)


async def test_a_program_that_says_200_is_ready(program: Program) -> None:
    assert await probe.answers(program.path, "/healthz")


async def test_a_program_that_says_anything_else_is_not(program: Program) -> None:
    program.head = "503 Busy"
    assert not await probe.answers(program.path, "/healthz")


async def test_its_json_is_read(program: Program) -> None:
    assert await probe.get_json(program.path, "/x") == {"a": 1}


async def test_the_json_of_an_error_is_an_error(program: Program) -> None:
    program.head = "404 Not Found"
    with pytest.raises(OSError, match="/x answered 404"):
        await probe.get_json(program.path, "/x")


async def test_a_program_that_says_nothing_is_given_up_in_words(program: Program) -> None:
    program.silent = True
    with pytest.raises(TimeoutError, match=r"no answer within 0\.1 s"):
        await probe.get(program.path, "/healthz", 0.1)


async def test_a_socket_that_is_not_there_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Cannot connect"):
        await probe.answers(tmp_path / "none", "/healthz")


async def test_what_is_no_http_is_an_oserror(program: Program) -> None:
    program.head = "\x00"
    with pytest.raises(OSError, match=r".+"):
        await probe.get(program.path, "/healthz")
