"""Limits on attempts, counted in PostgreSQL: a restart does not reset them and two services share them.

A window opens with the first attempt and closes after its time. Attempts are counted before they are made, so that a thousand
at once are a thousand. It does not know what an attempt is.
"""

import hashlib
import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from psycopg import AsyncConnection
from psycopg.rows import DictRow
from starlette.requests import Request


@dataclass(frozen=True)
class Limit:
    """At most `count` attempts in a window of `seconds`."""

    name: str
    count: int
    seconds: int


SIGN_IN = Limit("sign-in", 10, 15 * 60)
"""wrong passwords for one account"""
SIGN_IN_FROM = Limit("sign-in-from", 300, 15 * 60)
"""wrong passwords from one address: a whole school, and the reference client's server, may share one"""
SIGN_UP_FROM = Limit("sign-up-from", 300, 3600)
CODE_SENT = Limit("code-sent", 5, 3600)
"""messages to one account"""
CODE_SENT_FROM = Limit("code-sent-from", 100, 3600)
CODE_TRIED = Limit("code-tried", 5, 3600)
"""wrong codes for one account and purpose: five of a million an hour"""
CODE_TRIED_FROM = Limit("code-tried-from", 300, 3600)


class LimitReached(Exception):
    """One attempt more than the limit."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit.name)
        self.limit = limit


CHARGE = """
WITH swept AS (
    DELETE FROM attempts WHERE key IN (
        SELECT key FROM attempts WHERE ends_at < %(now)s AND key <> %(key)s ORDER BY ends_at LIMIT 10 FOR UPDATE SKIP LOCKED
    )
)
INSERT INTO attempts AS known (key, count, ends_at) VALUES (%(key)s, 1, %(end)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN known.ends_at < %(now)s THEN 1 ELSE known.count + 1 END,
    ends_at = CASE WHEN known.ends_at < %(now)s THEN %(end)s ELSE known.ends_at END
RETURNING count
"""


async def charge(connection: AsyncConnection[DictRow], limit: Limit, whom: str, now: datetime | None = None) -> None:
    """Count one attempt of `whom`. Raises LimitReached."""
    now = now or datetime.now(UTC)
    values = {"key": key(limit, whom), "now": now, "end": now + timedelta(seconds=limit.seconds)}
    row = await (await connection.execute(CHARGE, values)).fetchone()
    assert row is not None
    if row["count"] > limit.count:
        raise LimitReached(limit)


async def refund(connection: AsyncConnection[DictRow], limit: Limit, whom: str) -> None:
    """Take one attempt back: it was a good one."""
    await connection.execute("UPDATE attempts SET count = count - 1 WHERE key = %s AND count > 0", [key(limit, whom)])


async def forgive(connection: AsyncConnection[DictRow], limit: Limit, whom: str) -> None:
    """Forget every attempt: this was the right person."""
    await connection.execute("DELETE FROM attempts WHERE key = %s", [key(limit, whom)])


def key(limit: Limit, whom: str) -> bytes:
    return hashlib.sha256(f"{limit.name}\0{whom}".encode()).digest()


def address_of(request: Request) -> str:
    """Where this request comes from: the last hop that a proxy of ours saw, or the peer. An IPv6 network counts as one.

    The header counts only from a peer that can be such a proxy: one on a unix socket, this machine or a private network.
    """
    peer = request.client.host if request.client else ""
    hop = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return (network(hop) if is_proxy(peer) else "") or network(peer) or "local"


def is_proxy(peer: str) -> bool:
    with suppress(ValueError):
        return not peer or ipaddress.ip_address(peer).is_private
    return False


def network(address: str) -> str:
    with suppress(ValueError):
        known = ipaddress.ip_address(address)
        return str(known) if known.version == 4 else str(ipaddress.ip_network((int(known), 64), strict=False))
    return ""
