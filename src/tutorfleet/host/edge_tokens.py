"""Whose tokens the edge accepts: our own pool's, or any OpenID Connect issuer's whose keys are given.

Pure. Where keys come from is the caller's business; that the service verifies the same token again is the service's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tutorfleet.fleet.description import Fleet

CLIENT_ID = "localclientid0000000000001"
PUBLIC = ("kty", "kid", "use", "alg", "n", "e", "crv", "x", "y")
"""what of a key may be written to a file"""


@dataclass(frozen=True)
class Issuer:
    """One issuer. `token_use`: tokens say what they are for, as Cognito's do (id: `aud`, access: `client_id` is the audience)."""

    url: str
    audience: str
    jwks: str
    """a JSON Web Key Set, public keys only"""
    token_use: bool = True


def issuer(url: str, audience: str, jwks: Mapping[str, Any], *, token_use: bool = True) -> Issuer:
    """An issuer by its keys. Raises ValueError when no key of them can verify a signature."""
    kept = [public(key) for key in jwks.get("keys", ()) if key.get("kty") in {"RSA", "EC", "OKP"}]
    if not kept:
        raise ValueError(f"{url}: expected a JWKS with at least one RSA, EC or OKP public key, got {sorted(jwks)}")
    return Issuer(url, audience, json.dumps({"keys": kept}, sort_keys=True), token_use)


def issuer_from(fleet: Fleet, jwks: Mapping[str, Any], env: Mapping[str, str]) -> Issuer:
    """The issuer that the service has too: the same variables, the same defaults (docs/architecture.md)."""
    url = env.get("TUTORFLEET_ISSUER") or f"https://cognito-idp.{fleet.home.name}.amazonaws.com/{fleet.pool}"
    foreign = bool(env.get("TUTORFLEET_JWKS_URL"))
    return issuer(
        url, env.get("TUTORFLEET_CLIENT_ID") or CLIENT_ID, jwks, token_use=not foreign or "cognito-idp." in url
    )


def public(key: Mapping[str, Any]) -> dict[str, Any]:
    """A key without what only its owner may know."""
    return {name: key[name] for name in PUBLIC if name in key}
