"""The keys that the edge verifies tokens with: what the service publishes, or what a foreign issuer does (TUTORFLEET_JWKS_URL).

    await first(plan)                     at the start, where it must work
    await follow(plan, tell, report)      afterwards: a failure keeps the keys that are known

It does not know what the edge makes of them.
"""

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from tutorfleet.host import probe
from tutorfleet.host.errors import StartFailed
from tutorfleet.host.units import Plan

EVERY = 15.0
"""seconds between looks; a new key is published long before it signs"""
FOREIGN_EVERY = 60.0
"""the same for somebody else's issuer"""
SECONDS = 5.0
LARGEST = 256 * 1024
VARIABLE = "TUTORFLEET_JWKS_URL"

Keys = dict[str, Any]


async def first(plan: Plan, env: Mapping[str, str] = os.environ) -> Keys:
    """The JWKS now. Raises StartFailed, naming the variable when the issuer is not ours."""
    try:
        return await current(plan, env)
    except (OSError, ValueError) as error:
        url, why = env.get(VARIABLE), str(error) or type(error).__name__
        if not url:
            raise StartFailed(f"the service does not say which keys it signs with: {why}") from error
        raise StartFailed(
            f"{VARIABLE}: expected the JWKS of the issuer at {url}, but {why}. Look whether this machine can reach the address"
        ) from error


async def follow(
    plan: Plan,
    tell: Callable[[Keys], None],
    report: Callable[[str], None],
    env: Mapping[str, str] = os.environ,
    every: float | None = None,
) -> None:
    """Look again and again and `tell` what is found; a failure is reported once until it is over."""
    pause = every or (FOREIGN_EVERY if env.get(VARIABLE) else EVERY)
    failing = False
    while True:
        await asyncio.sleep(pause)
        try:
            tell(await current(plan, env))
        except (OSError, ValueError) as error:
            if not failing and env.get(VARIABLE):  # our own service is reported by whoever keeps it
                report(
                    f"{VARIABLE}: no news of the issuer's keys, the known ones stay: {str(error) or type(error).__name__}"
                )
            failing = True
        else:
            failing = False


async def current(plan: Plan, env: Mapping[str, str]) -> Keys:
    """One look. Raises OSError, or ValueError for what is no JWKS."""
    if url := env.get(VARIABLE):
        return checked(await fetched(url))
    return checked(await probe.get_json(plan.layout.service_socket, f"/{plan.fleet.pool}/.well-known/jwks.json"))


async def fetched(url: str) -> Any:
    """The JSON at an address of the settings; redirects are not followed."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            if answer.status != 200:
                raise OSError(f"it answered {answer.status}")
            return json.loads(await body(answer.content))
    except aiohttp.InvalidURL as error:
        raise ValueError("that is no URL") from error
    except TimeoutError as error:
        raise OSError(f"it did not answer within {SECONDS:g} s") from error
    except aiohttp.ClientError as error:
        raise OSError(str(error) or type(error).__name__) from error


async def body(content: aiohttp.StreamReader) -> bytes:
    raw = bytearray()
    async for part in content.iter_any():
        raw += part
        if len(raw) > LARGEST:
            raise ValueError(f"it answered more than {LARGEST} bytes")
    return bytes(raw)


def checked(found: Any) -> Keys:
    """What has the shape of a JWKS."""
    keys = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(keys, list) or not keys or not all(isinstance(key, dict) for key in keys):
        raise ValueError('the answer is not {"keys": [...]} with at least one key')
    return {"keys": keys}
