"""The actions of Cognito's protocol: each takes its request and answers with the object that AWS documents.

`ACTIONS` is the table that `cognito.py` dispatches on. Errors are Failures. An action knows neither HTTP nor routes.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from tutorfleet.service import accounts, erasure, failures, sessions, throttle
from tutorfleet.service import desk as steps
from tutorfleet.service.desk import Desk

Reply = dict[str, Any]


class Call(msgspec.Struct, frozen=True, rename="pascal"):
    """A request; fields that it does not name have no effect."""


class Attribute(Call, frozen=True):
    name: str
    value: str = ""


class SignUp(Call, frozen=True):
    client_id: str
    username: str
    password: str
    user_attributes: list[Attribute] = []


class ConfirmSignUp(Call, frozen=True):
    client_id: str
    username: str
    confirmation_code: str


class ResendConfirmationCode(Call, frozen=True):
    client_id: str
    username: str


class InitiateAuth(Call, frozen=True):
    client_id: str
    auth_flow: str
    auth_parameters: dict[str, str] = {}


class ForgotPassword(Call, frozen=True):
    username: str
    client_id: str | None = None
    """the reference client sends none"""


class ConfirmForgotPassword(Call, frozen=True):
    username: str
    confirmation_code: str
    password: str
    client_id: str | None = None


class WithToken(Call, frozen=True):
    access_token: str


class ChangePassword(WithToken, frozen=True):
    previous_password: str
    proposed_password: str


class RevokeToken(Call, frozen=True):
    client_id: str
    token: str


async def sign_up(desk: Desk, call: SignUp, address: str) -> Reply:
    """A new account, confirmed at once where the settings say so."""
    steps.known_client(desk, call.client_id)
    steps.good_password(call.password)
    email, name = person_of(call)
    async with desk.connection() as connection:
        await throttle.charge(connection, throttle.SIGN_UP_FROM, address)
        if await accounts.find(connection, email):
            raise exists()
    hashed = await desk.hasher.hash(call.password)
    confirmed = desk.settings.auto_confirm
    try:
        async with desk.connection() as connection:
            account = await accounts.create(connection, email, name, hashed, confirmed=confirmed)
    except accounts.EmailTaken as taken:
        raise exists() from taken
    reply = {"UserConfirmed": confirmed, "UserSub": str(account.uid)}
    if confirmed or desk.settings.mailbox is None:
        return reply
    return reply | {"CodeDeliveryDetails": await steps.send(desk, account, email, "confirm", address)}


async def confirm_sign_up(desk: Desk, call: ConfirmSignUp, address: str) -> Reply:
    """The address is proven and its account may sign in."""
    steps.known_client(desk, call.client_id)
    account = await steps.prove(desk, call.username, "confirm", call.confirmation_code, address)
    async with desk.connection() as connection:
        await accounts.confirm(connection, account.uid, verified=True)
    return {}


async def resend_confirmation_code(desk: Desk, call: ResendConfirmationCode, address: str) -> Reply:
    """Another code for an account that waits for one; the same answer for any other name."""
    steps.known_client(desk, call.client_id)
    async with desk.connection() as connection:
        account = await accounts.find(connection, call.username)
    waiting = None if account is None or account.confirmed else account
    return {"CodeDeliveryDetails": await steps.send(desk, waiting, call.username, "confirm", address)}


async def initiate_auth(desk: Desk, call: InitiateAuth, address: str) -> Reply:
    """Sign in with a password, or renew with a refresh token."""
    steps.known_client(desk, call.client_id)
    flows = {"USER_PASSWORD_AUTH": with_password, "REFRESH_TOKEN_AUTH": with_refresh, "REFRESH_TOKEN": with_refresh}
    flow = flows.get(call.auth_flow)
    if flow is None:
        raise failures.bad_parameter(f"{call.auth_flow[:40]} is not enabled for the client.")
    return {"ChallengeParameters": {}, "AuthenticationResult": await flow(desk, call.auth_parameters, address)}


async def get_user(desk: Desk, call: WithToken, address: str) -> Reply:
    """Who the bearer is."""
    account, _ = await steps.bearer(desk, call.access_token)
    values = {"sub": str(account.uid), "email_verified": str(account.email_verified).lower()}
    values |= {"name": account.name, "email": account.email}
    attributes = [{"Name": name, "Value": value} for name, value in values.items()]
    return {"Username": str(account.uid), "UserAttributes": attributes}


async def forgot_password(desk: Desk, call: ForgotPassword, address: str) -> Reply:
    """A code for a new password; the same answer whether or not there is an account."""
    steps.known_client(desk, desk.settings.client_id if call.client_id is None else call.client_id)
    async with desk.connection() as connection:
        account = await accounts.find(connection, call.username)
    return {"CodeDeliveryDetails": await steps.send(desk, account, call.username, "reset", address)}


async def confirm_forgot_password(desk: Desk, call: ConfirmForgotPassword, address: str) -> Reply:
    """A new password; every session ends. The code proves the address, so the account is confirmed too."""
    steps.known_client(desk, desk.settings.client_id if call.client_id is None else call.client_id)
    steps.good_password(call.password)
    account = await steps.prove(desk, call.username, "reset", call.confirmation_code, address)
    hashed = await desk.hasher.hash(call.password)
    async with desk.connection() as connection, connection.transaction():
        await accounts.set_password(connection, account.uid, hashed)
        await accounts.confirm(connection, account.uid, verified=True)
        await throttle.forgive(connection, throttle.SIGN_IN, str(account.uid))
        ended = await sessions.end_all(connection, account.uid)
    desk.verifier.forget(*ended)
    return {}


async def change_password(desk: Desk, call: ChangePassword, address: str) -> Reply:
    """A new password for somebody signed in; every other session ends."""
    account, session = await steps.bearer(desk, call.access_token)
    await steps.change_password(desk, account.uid, session, call.previous_password, call.proposed_password, address)
    return {}


async def global_sign_out(desk: Desk, call: WithToken, address: str) -> Reply:
    """Every session ends, with all its tokens."""
    account, _ = await steps.bearer(desk, call.access_token)
    await steps.end_everywhere(desk, account.uid)
    return {}


async def revoke_token(desk: Desk, call: RevokeToken, address: str) -> Reply:
    """The session of a refresh token ends; an unknown token is as good as ended."""
    steps.known_client(desk, call.client_id)
    if call.token.count(".") == 2:
        raise failures.Failure("UnsupportedTokenTypeException", "Only refresh tokens can be revoked.")
    await steps.end(desk, call.token)
    return {}


async def delete_user(desk: Desk, call: WithToken, address: str) -> Reply:
    """The account and everything of its learner, everywhere."""
    account, _ = await steps.bearer(desk, call.access_token)
    await erasure.remove(desk.pool, desk, account.uid)
    return {}


C = TypeVar("C", bound=Call)


@dataclass(frozen=True)
class Action(Generic[C]):
    """A request's shape and what answers it."""

    kind: type[C]
    answer: Callable[[Desk, C, str], Awaitable[Reply]]


ACTIONS: Mapping[str, Action[Any]] = {
    "SignUp": Action(SignUp, sign_up),
    "ConfirmSignUp": Action(ConfirmSignUp, confirm_sign_up),
    "ResendConfirmationCode": Action(ResendConfirmationCode, resend_confirmation_code),
    "InitiateAuth": Action(InitiateAuth, initiate_auth),
    "GetUser": Action(WithToken, get_user),
    "ForgotPassword": Action(ForgotPassword, forgot_password),
    "ConfirmForgotPassword": Action(ConfirmForgotPassword, confirm_forgot_password),
    "ChangePassword": Action(ChangePassword, change_password),
    "GlobalSignOut": Action(WithToken, global_sign_out),
    "RevokeToken": Action(RevokeToken, revoke_token),
    "DeleteUser": Action(WithToken, delete_user),
}


async def with_password(desk: Desk, given: Mapping[str, str], address: str) -> Reply:
    username, password = parameter(given, "USERNAME"), parameter(given, "PASSWORD")
    subject, refresh = await steps.sign_in(desk, username, password, address)
    return await steps.pair(desk, subject) | {"RefreshToken": refresh}


async def with_refresh(desk: Desk, given: Mapping[str, str], address: str) -> Reply:
    return await steps.pair(desk, await steps.resume(desk, parameter(given, "REFRESH_TOKEN")))


def parameter(given: Mapping[str, str], name: str) -> str:
    if not given.get(name):
        raise failures.bad_parameter(f"Missing required parameter {name}")
    return given[name]


def person_of(call: SignUp) -> tuple[str, str]:
    """The address and the name of a sign-up. Raises Failure."""
    given = {attribute.name: attribute.value for attribute in call.user_attributes}
    if others := given.keys() - {"name", "email"}:
        raise unfit(f"{min(others)[:80]}: this pool has only name and email")
    if "name" not in given:
        raise unfit("name: The attribute name is required")
    try:
        email, name = accounts.normal_email(call.username), accounts.normal_name(given["name"])
        if accounts.normal_email(given.get("email", email)) != email:
            raise failures.bad_parameter("Username and email must be the same address.")
    except accounts.BadInput as bad:
        raise failures.bad_parameter(str(bad)) from bad
    return email, name


def unfit(message: str) -> failures.Failure:
    return failures.bad_parameter(f"Attributes did not conform to the schema: {message}")


def exists() -> failures.Failure:
    return failures.Failure("UsernameExistsException", "User already exists")
