"""The published keys of somebody else's issuer, fetched when needed and kept.

Kept for FRESH seconds; an unknown key id fetches earlier, at most once in RETRY seconds; an issuer that is away changes nothing
while its keys are known. The address comes from the settings only; redirects are not followed. Keys that are neither RSA of at
least 2048 bits nor EC P-256 are left out.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

import aiohttp
import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from tutorfleet.service.errors import Unavailable

FRESH = 3600.0
RETRY = 10.0
LARGEST = 256 * 1024
log = logging.getLogger(__name__)


class KeySet(msgspec.Struct, frozen=True):
    keys: list[dict[str, Any]]


class RemoteKeys:
    """The keys at one address. `session` belongs to the caller."""

    def __init__(self, url: str, session: aiohttp.ClientSession, clock: Callable[[], float] = time.monotonic) -> None:
        self._url, self._session, self._clock = url, session, clock
        self._keys: dict[str | None, RSAKey | ECKey] = {}
        self._asked_at = self._read_at = float("-inf")
        self._lock = asyncio.Lock()

    async def find(self, kid: str | None) -> RSAKey | ECKey | None:
        """The key of this id; without an id, the only key. Raises Unavailable when no keys could ever be had."""
        if self._clock() - self._read_at >= FRESH or self._pick(kid) is None:
            await self._refresh()
        if not self._keys:
            raise Unavailable("The keys of the identity provider cannot be fetched now; try again in a moment")
        return self._pick(kid)

    def _pick(self, kid: str | None) -> RSAKey | ECKey | None:
        if kid is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(kid)

    async def _refresh(self) -> None:
        async with self._lock:
            if self._clock() - self._asked_at < RETRY:
                return
            self._asked_at = self._clock()
            try:
                self._keys = usable(await self._fetch())
                self._read_at = self._asked_at
            except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
                log.warning("no keys from %s: %s", self._url, error or type(error).__name__)

    async def _fetch(self) -> KeySet:
        limit = aiohttp.ClientTimeout(total=5)
        async with self._session.get(self._url, timeout=limit, allow_redirects=False) as answer:
            if answer.status != 200:
                raise ValueError(f"HTTP {answer.status}")
            raw = bytearray()
            async for part in answer.content.iter_any():
                raw += part
                if len(raw) > LARGEST:
                    raise ValueError(f"more than {LARGEST} bytes")
            return msgspec.json.decode(raw, type=KeySet)


def usable(found: KeySet) -> dict[str | None, RSAKey | ECKey]:
    """The keys that may sign tokens, by id. Raises ValueError when there is none."""
    keys = {entry.get("kid"): key for entry in found.keys if (key := imported(entry))}
    if not keys:
        raise ValueError("expected at least one RSA-2048 or P-256 key for signatures")
    return keys


def imported(entry: dict[str, Any]) -> RSAKey | ECKey | None:
    if entry.get("use", "sig") != "sig" or not isinstance(entry.get("kid"), str | None):
        return None
    public = {name: value for name, value in entry.items() if name in {"kty", "n", "e", "crv", "x", "y"}}
    try:
        if entry.get("kty") == "RSA" and len(str(entry.get("n"))) >= 342:
            return RSAKey.import_key(public)
        if entry.get("kty") == "EC" and entry.get("crv") == "P-256":
            return ECKey.import_key(public)
    except (JoseError, ValueError, TypeError):
        return None
    return None
