"""The keys that sign our tokens: RSA-2048, in the database, replaced every PERIOD.

A new key is published LEAD before it signs, so that whoever keeps a copy of the published set has it by then; an old one stays
published until its last token has expired. `Keyring` is a service's cached view. It does not know what is signed.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from joserfc.jwk import RSAKey
from psycopg import AsyncConnection
from psycopg.rows import DictRow

from tutorfleet.service.database import Pool

PERIOD = timedelta(days=90)
LEAD = timedelta(days=1)
GRACE = timedelta(minutes=5)
"""how much longer than its tokens a key is published: clocks differ"""
LOCK = 7_305_808_869
FRESH = 60.0
RELOAD = 5.0


@dataclass(frozen=True)
class SigningKey:
    kid: str
    key: RSAKey
    signs_from: datetime

    def public(self) -> dict[str, Any]:
        """As it stands in the published set."""
        return {**self.key.as_dict(private=False), "kid": self.kid, "alg": "RS256", "use": "sig"}


async def load(connection: AsyncConnection[DictRow], lifetime: timedelta, now: datetime) -> list[SigningKey]:
    """The published keys, oldest first, after making and retiring what is due. `lifetime` is that of the longest-lived token."""
    found = await stored(connection)
    if not found or is_due(found, now) or retired(found, lifetime, now):
        fresh = await asyncio.to_thread(RSAKey.generate_key, 2048)
        found = await renew(connection, fresh, lifetime, now)
    return found


def current(keys: list[SigningKey], now: datetime) -> SigningKey:
    """The key that signs now: the newest whose time has come."""
    return [key for key in keys if key.signs_from <= now][-1]


class Keyring:
    """The published keys as one service sees them, read again every FRESH seconds; unknown ids make it look earlier."""

    def __init__(self, pool: Pool, lifetime: timedelta, clock: Callable[[], float] = time.monotonic) -> None:
        self._pool, self._lifetime, self._clock = pool, lifetime, clock
        self._keys: list[SigningKey] = []
        self._read_at = -FRESH
        self._lock = asyncio.Lock()

    async def published(self) -> list[SigningKey]:
        """Every key whose tokens may still be good."""
        return await self._newer_than(FRESH)

    async def signer(self) -> SigningKey:
        """The key to sign with now."""
        return current(await self.published(), datetime.now(UTC))

    async def find(self, kid: str | None) -> RSAKey | None:
        """The key of this id. An unknown one costs one query in RELOAD seconds, however often it is asked for."""
        for age in (FRESH, RELOAD):
            for known in await self._newer_than(age):
                if known.kid == kid:
                    return known.key
        return None

    async def _newer_than(self, age: float) -> list[SigningKey]:
        async with self._lock:
            if not self._keys or self._clock() - self._read_at >= age:
                async with self._pool.connection() as connection:
                    self._keys = await load(connection, self._lifetime, datetime.now(UTC))
                self._read_at = self._clock()
            return self._keys


async def stored(connection: AsyncConnection[DictRow]) -> list[SigningKey]:
    rows = await connection.execute("SELECT kid, pem, signs_from FROM signing_keys ORDER BY signs_from, kid")
    return [SigningKey(row["kid"], RSAKey.import_key(row["pem"]), row["signs_from"]) async for row in rows]


def is_due(keys: list[SigningKey], now: datetime) -> bool:
    return not keys or keys[-1].signs_from + PERIOD - LEAD <= now


def retired(keys: list[SigningKey], lifetime: timedelta, now: datetime) -> list[str]:
    return [old.kid for old, new in pairwise(keys) if new.signs_from + lifetime + GRACE < now]


async def renew(
    connection: AsyncConnection[DictRow], fresh: RSAKey, lifetime: timedelta, now: datetime
) -> list[SigningKey]:
    """Under a lock, so that services that notice together make one key."""
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        found = await stored(connection)
        gone = retired(found, lifetime, now)
        await connection.execute("DELETE FROM signing_keys WHERE kid = ANY(%s)", [gone])
        if is_due(found, now):
            await connection.execute(
                "INSERT INTO signing_keys (kid, pem, published_at, signs_from) VALUES (%s, %s, %s, %s)",
                [fresh.thumbprint(), fresh.as_pem(private=True).decode(), now, now + LEAD if found else now],
            )
        return await stored(connection)
