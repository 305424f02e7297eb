"""Passwords: which are good enough, and Argon2id, which takes 19 MiB and about 50 ms of a core for each.

Hashing runs in threads, at most one a core at a time, and a queue that grows too long is refused. It does not know whose
password it is: `verify(None, ...)` takes the same time for somebody who has no account.
"""

import asyncio
import os
import string
import unicodedata
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import Argon2Error, InvalidHashError

P = ParamSpec("P")
T = TypeVar("T")
LONGEST = 1024
SYMBOLS = frozenset(string.punctuation + " ")
QUEUE = 64


class Busy(Exception):
    """More hashing is asked for than this machine does in a few seconds."""


def weakness(password: str) -> str | None:
    """What keeps this password from being accepted, in Cognito's words; None: it is good enough."""
    rules = {
        "Password not long enough": len(password) >= 8,
        "Password too long": len(password) <= LONGEST,
        "Password must have lowercase characters": any(sign.islower() for sign in password),
        "Password must have uppercase characters": any(sign.isupper() for sign in password),
        "Password must have numeric characters": any(sign.isdigit() for sign in password),
        "Password must have symbol characters": any(sign in SYMBOLS for sign in password),
    }
    return next((rule for rule, holds in rules.items() if not holds), None)


class Hasher:
    """Argon2id for one event loop. Also for codes: six digits would fall to a faster hash."""

    def __init__(self, kib: int = 19 * 1024, at_once: int = os.cpu_count() or 1) -> None:
        self._argon2 = PasswordHasher(time_cost=2, memory_cost=kib, parallelism=1, type=Type.ID)
        self._turns = asyncio.Semaphore(at_once)
        self._waiting = 0
        self._nobody: str | None = None

    async def hash(self, secret: str) -> str:
        """The secret's encoded hash. Raises Busy."""
        return await self._run(self._argon2.hash, normal(secret))

    async def verify(self, encoded: str | None, secret: str) -> bool:
        """Whether the secret is the hashed one; for None never, in the same time. Raises Busy."""
        if self._nobody is None:
            self._nobody = await self.hash(os.urandom(16).hex())
        return await self._run(self._matches, encoded or self._nobody, normal(secret)) and encoded is not None

    async def _run(self, work: Callable[P, T], *values: P.args, **more: P.kwargs) -> T:
        if self._waiting >= QUEUE:
            raise Busy
        self._waiting += 1
        try:
            async with self._turns:
                return await asyncio.to_thread(work, *values, **more)
        finally:
            self._waiting -= 1

    def _matches(self, encoded: str, secret: str) -> bool:
        try:
            return self._argon2.verify(encoded, secret)
        except (Argon2Error, InvalidHashError):
            return False


def normal(secret: str) -> str:
    """One spelling for each password, however the keyboard composed it; never longer than what we hash."""
    return unicodedata.normalize("NFKC", secret[:LONGEST])
