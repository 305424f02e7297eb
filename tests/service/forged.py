"""Tokens that must not be believed, made from the service's own key and from others."""

import base64
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from psycopg.rows import dict_row
from tests.service.conftest import Service
from tests.service.talks import Signed

from tutorfleet.service import keys


async def signing_key(service: Service) -> keys.SigningKey:
    """The key that the service signs with now."""
    connect = psycopg.AsyncConnection.connect(service.settings.database, row_factory=dict_row, autocommit=True)
    async with await connect as connection:
        now = datetime.now(UTC)
        return keys.current(await keys.load(connection, timedelta(hours=1), now), now)


def claims_of(token: str) -> dict[str, Any]:
    """What a token says, unchecked."""
    part = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return claims


def unsigned(claims: dict[str, Any]) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


async def bad_tokens(service: Service, learner: Signed) -> dict[str, str]:
    """What is wrong -> a token with just that wrong. The good one is the learner's id token."""
    own = await signing_key(service)
    good, now = claims_of(learner.tokens["IdToken"]), int(time.time())

    def signed(key: Any = own.key, alg: str = "RS256", kid: str = own.kid, **changes: Any) -> str:
        claims = {name: value for name, value in (good | changes).items() if value is not None}
        return jwt.encode({"alg": alg, "kid": kid}, claims, key, algorithms=[alg])

    secret = OctKey.import_key(json.dumps(own.key.as_dict(private=False)))
    assert claims_of(signed()) == good
    return {
        "none": "",
        "no token": "x",
        "expired": signed(exp=now - 60),
        "not yet": signed(nbf=now + 600),
        "without an end": signed(exp=None),
        "of another client": signed(aud="anotherclient"),
        "of another pool": signed(iss=f"{good['iss']}x"),
        "for access": learner.tokens["AccessToken"],
        "to refresh": learner.tokens["RefreshToken"],
        "of no session": signed(origin_jti="00000000-0000-4000-8000-000000000000"),
        "without a session": signed(origin_jti=None),
        "alg none": unsigned(good),
        "signed with the public key": signed(secret, "HS256"),
        "by another key of the same id": signed(RSAKey.generate_key(2048)),
        "by an unknown key": signed(RSAKey.generate_key(2048), kid="unknown"),
        "changed": learner.tokens["IdToken"][:-8] + "AAAAAAAA",
    }
