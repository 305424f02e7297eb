"""Tokens: what ours say, how they are signed, and what a token must say to be believed.

Pure: no database, no network, no clock of its own. A token is RS256 or ES256 and nothing else; times are seconds since 1970.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid4

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

ALGORITHMS = ["RS256", "ES256"]
LONGEST = 16 * 1024
LEEWAY = 30
Why = Literal["invalid", "expired", "revoked"]


class BadToken(Exception):
    """The token is not believed; `why` is as much as its bearer learns."""

    def __init__(self, why: Why = "invalid") -> None:
        super().__init__(why)
        self.why: Why = why


class Header(msgspec.Struct, frozen=True):
    """The part of a token's head that we read before its signature is checked."""

    alg: str
    kid: str | None = None


class Claims(msgspec.Struct, frozen=True, rename={"groups": "cognito:groups", "own_groups": "groups"}):
    """What a believed token says, as far as we read it."""

    sub: str
    iss: str
    exp: float
    nbf: float = 0
    aud: str | list[str] = ""
    client_id: str = ""
    token_use: str = ""
    origin_jti: str = ""
    email: str | None = None
    name: str | None = None
    groups: tuple[str, ...] = ()
    own_groups: tuple[str, ...] = ()
    """the `groups` of issuers other than Cognito"""


@dataclass(frozen=True)
class Expected:
    """Whose tokens are believed. `use` is Cognito's token_use; None: whatever it is."""

    issuer: str
    audience: str
    use: str | None = None


@dataclass(frozen=True)
class Subject:
    """For whom and since when a pair of tokens is made."""

    uid: UUID
    email: str
    email_verified: bool
    name: str
    groups: tuple[str, ...]
    session: UUID
    signed_in_at: datetime


def access_claims(subject: Subject, expected: Expected, now: datetime, seconds: int) -> dict[str, Any]:
    """What an access token says, as Cognito's does."""
    own = {"client_id": expected.audience, "scope": "aws.cognito.signin.user.admin", "username": str(subject.uid)}
    return {**common(subject, expected, now, seconds), **own, "token_use": "access"}


def id_claims(subject: Subject, expected: Expected, now: datetime, seconds: int) -> dict[str, Any]:
    """What an id token says, as Cognito's does."""
    person = {"email": subject.email, "email_verified": subject.email_verified, "name": subject.name}
    own = {"aud": expected.audience, "cognito:username": str(subject.uid), "token_use": "id"}
    return {**common(subject, expected, now, seconds), **person, **own}


def sign(claims: dict[str, Any], key: RSAKey, kid: str) -> str:
    """The token. About 1 ms."""
    return jwt.encode({"alg": "RS256", "kid": kid}, claims, key, algorithms=["RS256"], default_type=None)


def header_of(token: str) -> Header:
    """The head of a token that is not checked yet. Raises BadToken, without any work for one that is too long."""
    if len(token) > LONGEST or token.count(".") != 2 or not token.isascii():
        raise BadToken
    part = token.partition(".")[0]
    try:
        header = msgspec.json.decode(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)), type=Header)
    except (msgspec.MsgspecError, binascii.Error, UnicodeDecodeError, RecursionError) as error:
        raise BadToken from error
    if header.alg not in ALGORITHMS:
        raise BadToken
    return header


def believed(token: str, key: RSAKey | ECKey, expected: Expected, now: float) -> Claims:
    """The claims of a token that is signed with this key, for us and in its time. Raises BadToken."""
    try:
        claims = msgspec.convert(jwt.decode(token, key, algorithms=ALGORITHMS).claims, Claims)
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise BadToken from error
    if claims.iss != expected.issuer or not is_for(claims, expected):
        raise BadToken
    if not now < claims.exp + LEEWAY:
        raise BadToken("expired")
    if not claims.nbf <= now + LEEWAY:
        raise BadToken
    return claims


def is_for(claims: Claims, expected: Expected) -> bool:
    audience = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    fits = expected.use is None or claims.token_use == expected.use
    return fits and expected.audience in {*audience, claims.client_id}


def common(subject: Subject, expected: Expected, now: datetime, seconds: int) -> dict[str, Any]:
    moment = int(now.timestamp())
    claims: dict[str, Any] = {
        "sub": str(subject.uid),
        "iss": expected.issuer,
        "iat": moment,
        "exp": moment + seconds,
        "auth_time": int(subject.signed_in_at.timestamp()),
        "jti": str(uuid4()),
        "origin_jti": str(subject.session),
    }
    return claims | ({"cognito:groups": list(subject.groups)} if subject.groups else {})
