"""The desk of accounts: what the actions of Cognito's protocol work with, and the steps that several of them share.

Hashing and delivery happen while no database connection is held.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import aiohttp
from psycopg import AsyncConnection
from psycopg.rows import DictRow

from tutorfleet.service import accounts, codes, failures, mailbox, sessions, throttle, tokens
from tutorfleet.service.accounts import Account
from tutorfleet.service.database import Pool
from tutorfleet.service.identity import Verifier
from tutorfleet.service.jwks import RemoteKeys
from tutorfleet.service.keys import Keyring
from tutorfleet.service.passwords import Hasher, weakness
from tutorfleet.service.settings import Settings
from tutorfleet.service.throttle import CODE_SENT, CODE_SENT_FROM, CODE_TRIED, CODE_TRIED_FROM, SIGN_IN, SIGN_IN_FROM
from tutorfleet.service.verifier import IssuerVerifier, OwnVerifier


@dataclass(frozen=True)
class Desk:
    """Everything that an action needs beside its request."""

    settings: Settings
    pool: Pool
    hasher: Hasher
    keyring: Keyring
    verifier: OwnVerifier

    def connection(self) -> AbstractAsyncContextManager[AsyncConnection[DictRow]]:
        return self.pool.connection()

    @property
    def access(self) -> tokens.Expected:
        """What an access token of ours must say."""
        return tokens.Expected(self.settings.issuer, self.settings.client_id, "access")

    @property
    def identity(self) -> tokens.Expected:
        """What the token must say that a learner shows to every route."""
        return tokens.Expected(self.settings.issuer, self.settings.client_id, self.settings.token_use)


@asynccontextmanager
async def identities(settings: Settings, pool: Pool) -> AsyncIterator[tuple[Desk | None, Verifier]]:
    """The desk and the verifier of a running service; with somebody else's issuer there is no desk."""
    if settings.jwks_url:
        expected = tokens.Expected(settings.issuer, settings.client_id, settings.token_use)
        async with aiohttp.ClientSession() as session:
            yield None, IssuerVerifier(RemoteKeys(settings.jwks_url, session), expected)
        return
    keyring = Keyring(pool, timedelta(seconds=max(settings.access_seconds, settings.id_seconds)))
    verifier = OwnVerifier(pool, keyring, tokens.Expected(settings.issuer, settings.client_id, settings.token_use))
    yield Desk(settings, pool, Hasher(settings.password_kib), keyring, verifier), verifier


def known_client(desk: Desk, client_id: str) -> None:
    """Only the public app client may ask. Raises Failure."""
    if client_id != desk.settings.client_id:
        raise failures.Failure("ResourceNotFoundException", f"User pool client {client_id[:80]} does not exist.")


def good_password(password: str) -> None:
    """Raises Failure for one that breaks the policy."""
    if rule := weakness(password):
        raise failures.weak_password(rule)


async def bearer(desk: Desk, token: str) -> tuple[Account, UUID]:
    """The account and the session of this access token. Raises Failure."""
    try:
        claims = await desk.verifier.claims(token, desk.access)
    except tokens.BadToken as bad:
        raise failures.bad_token(bad.why) from bad
    async with desk.connection() as connection:
        account = await accounts.find(connection, claims.sub)
    if account is None:
        raise failures.bad_token("revoked")
    return account, UUID(claims.origin_jti)


async def right_password(desk: Desk, username: str, password: str, address: str) -> Account:
    """The account with this name and password; attempts are counted, and all failures look and last alike. Raises Failure."""
    async with desk.connection() as connection:
        account = await accounts.find(connection, username)
        whom = whom_of(account, username)
        await throttle.charge(connection, SIGN_IN_FROM, address)  # first: a limited address locks nobody else out
        await throttle.charge(connection, SIGN_IN, whom)
    if not await desk.hasher.verify(account.password if account else None, password) or account is None:
        raise failures.not_authorised()
    async with desk.connection() as connection:
        await throttle.forgive(connection, SIGN_IN, whom)
        await throttle.refund(connection, SIGN_IN_FROM, address)
    return account


async def sign_in(desk: Desk, username: str, password: str, address: str) -> tuple[tokens.Subject, str]:
    """A session by password: its subject and its refresh token. Raises Failure."""
    account = await right_password(desk, username, password, address)
    if not account.confirmed:
        raise failures.Failure("UserNotConfirmedException", "User is not confirmed.")
    async with desk.connection() as connection:
        begun = await sessions.begin(connection, account, datetime.now(UTC), desk.settings.refresh_seconds)
    if begun is None:
        raise failures.not_authorised()
    return begun


async def resume(desk: Desk, refresh: str) -> tokens.Subject:
    """The subject of the session that this refresh token belongs to. Raises Failure."""
    async with desk.connection() as connection:
        subject = await sessions.resume(connection, refresh, datetime.now(UTC))
    if subject is None:
        raise failures.not_authorised("Invalid Refresh Token")
    return subject


async def pair(desk: Desk, subject: tokens.Subject) -> dict[str, Any]:
    """An id token and an access token of this session, as Cognito answers with them."""
    now, settings, signer = datetime.now(UTC), desk.settings, await desk.keyring.signer()
    access = tokens.access_claims(subject, desk.access, now, settings.access_seconds)
    return {
        "AccessToken": tokens.sign(access, signer.key, signer.kid),
        "IdToken": await id_token(desk, subject, now),
        "ExpiresIn": settings.access_seconds,
        "TokenType": "Bearer",
    }


async def id_token(desk: Desk, subject: tokens.Subject, now: datetime) -> str:
    """The token of this session that a learner shows to every route."""
    signer = await desk.keyring.signer()
    return tokens.sign(tokens.id_claims(subject, desk.identity, now, desk.settings.id_seconds), signer.key, signer.kid)


async def change_password(desk: Desk, uid: UUID, session: UUID, previous: str, proposed: str, address: str) -> None:
    """A new password for who knows the previous one; every session but this one ends. Raises Failure."""
    good_password(proposed)
    await right_password(desk, str(uid), previous, address)
    hashed = await desk.hasher.hash(proposed)
    async with desk.connection() as connection, connection.transaction():
        await accounts.set_password(connection, uid, hashed)
        ended = await sessions.end_all(connection, uid, but=session)
    desk.verifier.forget(*ended)


async def end(desk: Desk, refresh: str) -> None:
    """The session of this refresh token ends, if there is one."""
    async with desk.connection() as connection:
        ended = await sessions.end(connection, refresh)
    if ended:
        desk.verifier.forget(ended)


async def end_everywhere(desk: Desk, uid: UUID) -> None:
    """Every session of an account ends, with all its tokens."""
    async with desk.connection() as connection:
        ended = await sessions.end_all(connection, uid)
    desk.verifier.forget(*ended)


async def send(desk: Desk, account: Account | None, username: str, purpose: str, address: str) -> dict[str, Any]:
    """Send a code, or take as long as if there were an account; the same answer in both cases. Raises Failure."""
    if desk.settings.mailbox is None:
        raise failures.undelivered()
    async with desk.connection() as connection:
        await throttle.charge(connection, CODE_SENT_FROM, address)
        await throttle.charge(connection, CODE_SENT, whom_of(account, username))
    code = codes.fresh()
    hashed = await desk.hasher.hash(code)
    if account:
        async with desk.connection() as connection:
            await codes.keep(connection, account.uid, purpose, hashed, datetime.now(UTC))
        await deliver(desk, account, purpose, code)
    return {"AttributeName": "email", "DeliveryMedium": "EMAIL", "Destination": masked(username)}


async def prove(desk: Desk, username: str, purpose: str, code: str, address: str) -> Account:
    """The account whose code this is; the code is used up. Raises Failure, the same for a wrong code and no account."""
    async with desk.connection() as connection:
        account = await accounts.find(connection, username)
        whom = f"{purpose} {whom_of(account, username)}"
        await throttle.charge(connection, CODE_TRIED_FROM, address)
        await throttle.charge(connection, CODE_TRIED, whom)
        hashed = await codes.hash_of(connection, account.uid, purpose) if account else None
    if not await desk.hasher.verify(hashed, code.strip()) or account is None or hashed is None:
        raise failures.wrong_code()
    async with desk.connection() as connection:
        if not await codes.use(connection, account.uid, purpose, hashed, datetime.now(UTC)):
            raise failures.old_code()
        await throttle.forgive(connection, CODE_TRIED, whom)
        await throttle.refund(connection, CODE_TRIED_FROM, address)
    return account


async def deliver(desk: Desk, account: Account, purpose: str, code: str) -> None:
    assert desk.settings.mailbox
    message = (desk.settings.mailbox, account.uid, account.email, purpose, code, codes.HOURS[purpose])
    try:
        await asyncio.to_thread(mailbox.deliver, *message)
    except OSError as error:
        raise failures.undelivered() from error


def whom_of(account: Account | None, username: str) -> str:
    """Whom attempts are counted for: an account has two names and one count."""
    return str(account.uid) if account else username.strip().lower()


def masked(username: str) -> str:
    """`a***@e***`: enough to recognise one's own."""
    local, _, domain = username.strip().lower().rpartition("@")
    return f"{local[0]}***@{domain[0]}***" if local and domain else "***"
