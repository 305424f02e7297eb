"""What the service needs to know, read once from environment variables. docs/architecture.md lists them.

A wrong or missing variable is named with what was expected; nothing here opens a connection.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from psycopg.conninfo import make_conninfo

DEFAULT_POOL_ID = "us-east-1_tutorfleet"
DEFAULT_CLIENT_ID = "localclientid0000000000001"


class BadSetting(ValueError):
    """A variable of the environment is missing or wrong; the message names it."""


@dataclass(frozen=True)
class Settings:
    """Everything that a running service was told."""

    database: str
    """libpq connection string"""
    listen: str = "127.0.0.1:8000"
    """`unix:/path` or `host:port`"""
    regions: Mapping[str, str] = field(default_factory=dict)
    """region name -> base URL of its balancer, the home region first"""
    pool_id: str = DEFAULT_POOL_ID
    client_id: str = DEFAULT_CLIENT_ID
    issuer: str = f"https://cognito-idp.us-east-1.amazonaws.com/{DEFAULT_POOL_ID}"
    jwks_url: str | None = None
    """only for tokens of somebody else's issuer; ours are checked with the keys in the database"""
    auto_confirm: bool = False
    mailbox: Path | None = None
    """folder that codes are written to, one file a message; None: codes are not delivered"""
    token_use: str | None = "id"
    """what `token_use` a learner's token must name, as Cognito's do; None: any, for issuers that have no such claim"""
    access_seconds: int = 3600
    id_seconds: int = 3600
    refresh_seconds: int = 30 * 24 * 3600
    """how long our tokens are good"""
    password_kib: int = 19 * 1024
    """memory that a password's hash takes; no variable of the environment makes it cheaper"""
    chat_model: str = "orca-mini"
    scoring_model: str = "llama3"
    embed_model: str = "nomic-embed-text"
    turns_per_learner: int = 2
    """in progress at once"""
    turns_per_service: int = 32
    reply_tokens: int = 512
    """of one reply, at most"""
    web: Path = Path(__file__).parent / "web"
    """the built page; no variable of the environment names another"""
    database_connections: int = 10
    """at once, at most"""
    learner_megabytes: int = 200
    """that the conversations of one learner take, compressed, before they may store no more"""


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process; raises BadSetting."""
    pool_id = env.get("TUTORFLEET_POOL_ID", DEFAULT_POOL_ID)
    mailbox = env.get("TUTORFLEET_MAILBOX")
    return Settings(
        database=database(env),
        listen=env.get("TUTORFLEET_LISTEN", Settings.listen),
        regions=regions(env),
        pool_id=pool_id,
        client_id=env.get("TUTORFLEET_CLIENT_ID", DEFAULT_CLIENT_ID),
        issuer=env.get("TUTORFLEET_ISSUER", issuer_of(pool_id)),
        jwks_url=env.get("TUTORFLEET_JWKS_URL") or None,
        token_use=env.get("TUTORFLEET_TOKEN_USE", "" if env.get("TUTORFLEET_JWKS_URL") else "id") or None,
        access_seconds=seconds(env, "TUTORFLEET_ACCESS_TOKEN_SECONDS", Settings.access_seconds),
        id_seconds=seconds(env, "TUTORFLEET_ID_TOKEN_SECONDS", Settings.id_seconds),
        refresh_seconds=seconds(env, "TUTORFLEET_REFRESH_TOKEN_SECONDS", Settings.refresh_seconds),
        auto_confirm=flag(env, "TUTORFLEET_AUTO_CONFIRM"),
        mailbox=Path(mailbox) if mailbox else None,
        chat_model=env.get("TUTORFLEET_CHAT_MODEL", Settings.chat_model),
        scoring_model=env.get("TUTORFLEET_SCORING_MODEL", Settings.scoring_model),
        embed_model=env.get("TUTORFLEET_EMBED_MODEL", Settings.embed_model),
        turns_per_learner=positive(env, "TUTORFLEET_TURNS_PER_LEARNER", Settings.turns_per_learner),
        turns_per_service=positive(env, "TUTORFLEET_TURNS_PER_SERVICE", Settings.turns_per_service),
        reply_tokens=positive(env, "TUTORFLEET_REPLY_TOKENS", Settings.reply_tokens),
        database_connections=positive(env, "TUTORFLEET_DATABASE_CONNECTIONS", Settings.database_connections),
        learner_megabytes=positive(env, "TUTORFLEET_LEARNER_MEGABYTES", Settings.learner_megabytes),
    )


def issuer_of(pool_id: str) -> str:
    """The issuer that Cognito itself would name for this pool; it does not depend on where we listen."""
    region, mark, _ = pool_id.partition("_")
    if not mark or not region:
        raise BadSetting(f"TUTORFLEET_POOL_ID: expected REGION_NAME such as {DEFAULT_POOL_ID}, got {pool_id!r}")
    return f"https://cognito-idp.{region}.amazonaws.com/{pool_id}"


def database(env: Mapping[str, str]) -> str:
    """The connection string: DATABASE_URL, or the five DB_ variables that the cloud task names."""
    if url := env.get("DATABASE_URL"):
        return url
    if "DB_HOST" not in env:
        raise BadSetting(
            "DATABASE_URL: expected a PostgreSQL URL, or DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD"
        )
    missing = [name for name in ("DB_USER", "DB_PASSWORD", "DB_NAME") if not env.get(name)]
    if missing:
        raise BadSetting(f"{missing[0]}: expected a value, because DB_HOST is set")
    return make_conninfo(
        host=env["DB_HOST"],
        port=env.get("DB_PORT", "5432"),
        dbname=env["DB_NAME"],
        user=env["DB_USER"],
        password=env["DB_PASSWORD"],
    )


def regions(env: Mapping[str, str]) -> dict[str, str]:
    text = env.get("TUTORFLEET_REGIONS", "{}")
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except msgspec.DecodeError as error:
        raise BadSetting(f"TUTORFLEET_REGIONS: expected a JSON object of names and URLs, got {text[:80]!r}") from error


def flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise BadSetting(f"{name}: expected 1 or 0, got {value!r}")
    return value in {"1", "true", "yes"}


def seconds(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, str(default))
    if not (value.isascii() and value.isdigit() and 60 <= int(value) <= 10 * 365 * 24 * 3600):
        raise BadSetting(f"{name}: expected a whole number of seconds, at least 60, got {value!r}")
    return int(value)


def positive(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1_000_000:
        raise BadSetting(f"{name}: expected a whole number above 0, got {text!r}")
    return int(text)
