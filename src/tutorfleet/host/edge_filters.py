"""What a learner's request passes before its route: token, quota, size; and the shape of what the edge itself refuses. Pure.

Token and quota are resources of their own (`discovered`), so that a new key or a new limit holds for the next request of every
connection and closes none.
"""

import math
from collections.abc import Iterable, Mapping

from tutorfleet.fleet import pages
from tutorfleet.fleet.description import Fleet
from tutorfleet.host.edge_json import FILTER, Json, seconds, typed
from tutorfleet.host.edge_tokens import Issuer

JWT, RBAC, QUOTA, SIZE = (
    f"envoy.filters.http.{name}" for name in ("jwt_authn", "rbac", "local_ratelimit", "body_size_limit")
)
FILTER_TYPES = {
    JWT: f"{FILTER}jwt_authn.v3.JwtAuthentication",
    RBAC: f"{FILTER}rbac.v3.RBAC",
    QUOTA: f"{FILTER}local_ratelimit.v3.LocalRateLimit",
    SIZE: f"{FILTER}body_size_limit.v3.BodySizeLimit",
}
LEARNERS = 10_000
"""whose quota is remembered; the one that was seen longest ago is forgotten first"""
NOT_FOR_LEARNERS = 451
"""what a route of ours says inside for 403, because RBAC's own 403 (a token of somebody else's) is a 401 to a client"""
SUBJECT: Json = {"regex": "[ -~]+"}
"""what OpenID Connect lets a `sub` be; it becomes a header"""


def discovered(fleet: Fleet, issuers: tuple[Issuer, ...]) -> list[Json]:
    """The filters that change while the edge runs, each a resource, in the order in which they are passed."""
    filters = {
        JWT: authentication(issuers),
        RBAC: permission(issuers),
        QUOTA: learner_quota(fleet),
        SIZE: {"max_request_bytes": fleet.limits.body_bytes},
    }
    extension = "envoy.config.core.v3.TypedExtensionConfig"
    return [
        typed(extension, name=name, typed_config=typed(FILTER_TYPES[name], **config))
        for name, config in filters.items()
    ]


def authentication(issuers: tuple[Issuer, ...]) -> Json:
    """A token by any of its three spellings: `Bearer `, `bearer `, or bare. Without any, our own page's cookie."""
    spelled = {
        f"{number}-{spelling}": provider(issuer, {"from_headers": [header(prefix)]})
        for number, issuer in enumerate(issuers)
        for spelling, prefix in (("bearer", "Bearer "), ("lower", "bearer "), ("bare", ""))
    }
    kept = {
        f"{number}-cookie": provider(issuer, {"from_cookies": [pages.ID_COOKIE]})
        for number, issuer in enumerate(issuers)
    }
    rules = [
        {"match": {"prefix": "/", **from_page()}, "requires": any_of(kept)},
        {"match": {"prefix": "/"}, "requires": any_of(spelled)},
    ]
    return {"providers": {**spelled, **kept}, "rules": rules}


def from_page() -> Json:
    """Only what our own page sent, and without a token of another kind."""
    sent = {"name": pages.HEADER, "string_match": {"exact": pages.FROM_PAGE}}
    return {"headers": [sent, {"name": "authorization", "present_match": False}]}


def any_of(names: Iterable[str]) -> Json:
    each = [{"provider_name": name} for name in names]
    return {"requires_any": {"requirements": each}} if len(each) > 1 else each[0]


def header(prefix: str) -> Json:
    return {"name": "Authorization", **({"value_prefix": prefix} if prefix else {})}


def provider(issuer: Issuer, place: Json) -> Json:
    return {
        "issuer": issuer.url,
        "local_jwks": {"inline_string": issuer.jwks},
        **place,
        "forward": True,
        "payload_in_metadata": "jwt",
        "clear_route_cache": True,  # who is an operator decides which route a request has (edge_regions.py)
        "jwt_cache_config": {"jwt_cache_size": 1000},
        "require_expiration": True,
        **({} if issuer.token_use else {"audiences": [issuer.audience]}),
    }


def permission(issuers: tuple[Issuer, ...]) -> Json:
    """What a signature does not say: the token was made for us, is one to show, and names somebody."""
    principals = [each for issuer in issuers for each in audience(issuer)]
    policy = {"permissions": [{"any": True}], "principals": principals}
    return {"rules": {"action": "ALLOW", "policies": {"token": policy}}}


def audience(issuer: Issuer) -> list[Json]:
    ours = every(claim("iss", issuer.url), claim("sub", SUBJECT, "safe_regex"))
    if not issuer.token_use:
        return [ours]
    pairs = (("id", "aud"), ("access", "client_id"))
    return [every(ours, claim("token_use", use), claim(name, issuer.audience)) for use, name in pairs]


def every(*principals: Json) -> Json:
    return {"and_ids": {"ids": list(principals)}}


def claim(name: str, value: str | Json, how: str = "exact") -> Json:
    matcher = {"filter": JWT, "path": [{"key": "jwt"}, {"key": name}], "value": {"string_match": {how: value}}}
    return {"sourced_metadata": {"metadata_matcher": matcher}}


def learner_quota(fleet: Fleet) -> Json:
    """Requests of one learner, whatever the connection."""
    subject = {"key": JWT, "path": [{"key": "jwt"}, {"key": "sub"}]}
    action = {"metadata": {"descriptor_key": "learner", "metadata_key": subject, "source": "DYNAMIC"}}
    return quota("learner", action, fleet.limits.requests_per_minute)


def address_quota(fleet: Fleet) -> Json:
    """Signing in and signing up have no learner yet: their address is counted."""
    config = quota("remote_address", {"remote_address": {}}, fleet.limits.sign_ins_per_minute)
    return {QUOTA: typed(FILTER_TYPES[QUOTA], **config)}


def quota(key: str, action: Json, per_minute: int) -> Json:
    """A bucket for each value of a key: a minute's worth at once, then as fast as it fills."""
    always = {"default_value": {"numerator": 100}}
    unlimited = {"max_tokens": 1_000_000_000, "tokens_per_fill": 1_000_000_000, "fill_interval": "1s"}
    return {
        "stat_prefix": key,
        "rate_limits": [{"actions": [action]}],
        "max_dynamic_descriptors": LEARNERS,
        "token_bucket": unlimited,
        "always_consume_default_token_bucket": False,
        "descriptors": [{"entries": [{"key": key}], "token_bucket": bucket(per_minute)}],
        "filter_enabled": always,
        "filter_enforced": always,
        "enable_x_ratelimit_headers": "DRAFT_VERSION_03",
        "response_headers_to_add": append({"retry-after": str(math.ceil(60 / per_minute))}),
    }


def bucket(per_minute: int) -> Json:
    """Envoy counts whole tokens and fills at most twenty times a second."""
    tokens = math.ceil(per_minute / 600)
    return {"max_tokens": per_minute, "tokens_per_fill": tokens, "fill_interval": seconds(60 * tokens / per_minute)}


def no_token() -> Json:
    """A route's way past the token and what hangs on it, the learner's quota too."""
    off = {"disabled": True}
    return {
        QUOTA: typed("envoy.config.route.v3.FilterConfig", **off),
        JWT: typed(f"{FILTER}jwt_authn.v3.PerRouteConfig", **off),
        RBAC: typed(f"{FILTER}rbac.v3.RBACPerRoute"),
    }


def append(headers: Mapping[str, str]) -> list[Json]:
    """Headers that are set, whatever stood there."""
    return [
        {"header": {"key": name, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}
        for name, value in headers.items()
    ]
