"""Asking a program of the fleet something over its unix socket: is it ready, what does it hold."""

import json
from pathlib import Path
from typing import Any

import aiohttp


async def get(socket: Path, path: str, seconds: float = 2.0) -> tuple[int, bytes]:
    """(status, body) of GET `path`; raises OSError when nobody answers, TimeoutError (one too) when who listens is too slow."""
    try:
        async with (
            aiohttp.ClientSession(
                connector=aiohttp.UnixConnector(str(socket)), timeout=aiohttp.ClientTimeout(total=seconds)
            ) as session,
            session.get(f"http://localhost{path}") as answer,
        ):
            return answer.status, await answer.read()
    except TimeoutError as error:
        raise TimeoutError(f"no answer within {seconds:g} s") from error
    except aiohttp.ClientError as error:
        raise OSError(str(error) or type(error).__name__) from error


async def answers(socket: Path, path: str) -> bool:
    """Whether GET `path` answers 200; raises OSError when nobody listens."""
    status, _ = await get(socket, path)
    return status == 200


async def get_json(socket: Path, path: str) -> Any:
    """The JSON body of a 200; raises OSError otherwise."""
    status, body = await get(socket, path)
    if status != 200:
        raise OSError(f"{path} answered {status}")
    return json.loads(body)
