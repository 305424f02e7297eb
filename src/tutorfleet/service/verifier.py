"""Checks tokens: our own, with the keys in the database, or those of any OpenID issuer, with the keys at its JWKS address.

Both implement `identity.Verifier`. A token of ours ends with its session: that is looked up, and remembered for ALIVE seconds.
A header that is no token costs no query at all.
"""

import time
from datetime import UTC, datetime
from typing import Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from joserfc.jwk import ECKey, RSAKey

from tutorfleet.service import paging, sessions
from tutorfleet.service.database import Pool
from tutorfleet.service.errors import Unauthorised
from tutorfleet.service.identity import Learner
from tutorfleet.service.tokens import BadToken, Claims, Expected, believed, header_of

ALIVE = 5.0
REMEMBERED = 10_000
WORDS = {
    "invalid": "Unauthorized",
    "expired": "The incoming token has expired",
    "revoked": "The incoming token has been revoked",
}


class Keys(Protocol):
    """Where the key of a token is found: `keys.Keyring`, `jwks.RemoteKeys`."""

    async def find(self, kid: str | None) -> RSAKey | ECKey | None:
        """The key of this id."""


class OwnVerifier:
    """Tokens of this service."""

    def __init__(self, pool: Pool, keys: Keys, expected: Expected) -> None:
        self._pool, self._keys, self._expected = pool, keys, expected
        self._alive: dict[UUID, float] = {}
        self._ended = 0

    async def verify(self, token: str) -> Learner:
        """The learner of this token. Raises Unauthorised."""
        try:
            return learner(await self.claims(token, self._expected, remembered=True), self._expected.issuer)
        except BadToken as bad:
            raise Unauthorised(WORDS[bad.why]) from bad

    async def claims(self, token: str, expected: Expected, *, remembered: bool = False) -> Claims:
        """What a token says whose session has not ended. Raises BadToken."""
        claims = await checked(token, self._keys, expected)
        session = uuid_of(claims.origin_jti)
        if not (remembered and self._alive.get(session, 0.0) > time.monotonic()):
            await self._look_up(session)
        return claims

    def forget(self, *ended: UUID) -> None:
        """These sessions have ended: look them up again at their next token."""
        self._ended += 1
        for session in ended:
            self._alive.pop(session, None)

    async def _look_up(self, session: UUID) -> None:
        ended = self._ended
        async with self._pool.connection() as connection:
            if not await sessions.is_alive(connection, session, datetime.now(UTC)):
                raise BadToken("revoked")
        if len(self._alive) >= REMEMBERED:
            self._alive.clear()
        if ended == self._ended:  # else it may have ended since it was looked up
            self._alive[session] = time.monotonic() + ALIVE


class IssuerVerifier:
    """Tokens of somebody else's issuer: Cognito, Keycloak, any other."""

    def __init__(self, keys: Keys, expected: Expected) -> None:
        self._keys, self._expected = keys, expected

    async def verify(self, token: str) -> Learner:
        """The learner of this token. Raises Unauthorised, or Unavailable while the issuer's keys cannot be had."""
        try:
            return learner(await checked(token, self._keys, self._expected), self._expected.issuer)
        except BadToken as bad:
            raise Unauthorised(WORDS[bad.why]) from bad


async def checked(token: str, keys: Keys, expected: Expected) -> Claims:
    key = await keys.find(header_of(token).kid)
    if key is None:
        raise BadToken
    return believed(token, key, expected, time.time())


def learner(claims: Claims, issuer: str) -> Learner:
    """The person of these claims. A subject that is no UUID as Cognito writes it becomes one, always the same: two subjects
    are never one person, though Python reads one UUID in many spellings."""
    written = paging.uuid_of(claims.sub)
    uid = written if str(written) == claims.sub else None
    uid = uid or uuid5(NAMESPACE_URL, f"{issuer}#{claims.sub}")
    return Learner(uid, claims.email or "", claims.name or "", claims.groups or claims.own_groups)


def uuid_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadToken from error
