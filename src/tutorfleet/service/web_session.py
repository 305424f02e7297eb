"""The session of the learner's page: `/session`, where a password becomes cookies that no script can read.

The same sessions as those of Cognito's protocol (`actions.py`), so either ends the other's. A request that did not come from our own
page (page_cookies.py) is refused whatever its cookies; errors carry Cognito's `__type` as `kind`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.fleet.pages import ID_COOKIE
from tutorfleet.fleet.routes import OPERATORS
from tutorfleet.service import accounts, answers, bodies, failures, page_cookies
from tutorfleet.service import desk as steps
from tutorfleet.service.cognito import LARGEST, desk_of
from tutorfleet.service.desk import Desk
from tutorfleet.service.errors import Forbidden, Refused, Unprocessable
from tutorfleet.service.failures import Failure
from tutorfleet.service.page_cookies import REFRESH, Cookie
from tutorfleet.service.passwords import Busy
from tutorfleet.service.throttle import LimitReached, address_of
from tutorfleet.service.tokens import BadToken, Subject

STATUSES = {
    "UserNotConfirmedException": 403,
    "TooManyRequestsException": 429,
    "LimitExceededException": 429,
}
"""what a failure of Cognito's protocol, where everything is 400, is in HTTP"""


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    username: str
    password: str


class NewPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    previous: str
    proposed: str


def routes() -> list[BaseRoute]:
    """The page's session."""
    return [
        Route("/session", page_only(sign_in), methods=["POST"]),
        Route("/session", page_only(show), methods=["GET"]),
        Route("/session", page_only(sign_out), methods=["DELETE"]),
        Route("/session/refresh", page_only(refresh), methods=["POST"]),
        Route("/session/password", page_only(change_password), methods=["POST"]),
    ]


async def sign_in(request: Request, desk: Desk) -> Response:
    """A new session; the one that this browser had before ends."""
    call = await bodies.read(request, SignIn, limit=LARGEST, strict=True)
    subject, refresh = await steps.sign_in(desk, call.username, call.password, address_of(request))
    await steps.end(desk, page_cookies.read(request, REFRESH))
    kept = Cookie(REFRESH, refresh, desk.settings.refresh_seconds)
    return await opened(request, desk, subject, kept)


async def show(request: Request, desk: Desk) -> Response:
    """Who is signed in here, and how long the id token is good; null if nobody is. 401: the token has expired, `refresh` may help."""
    token = page_cookies.read(request, ID_COOKIE)
    if not token and not page_cookies.read(request, REFRESH):
        return answers.data(None)
    try:
        claims = await desk.verifier.claims(token, desk.identity, remembered=True)
    except BadToken as bad:
        raise failures.bad_token(bad.why) from bad
    async with desk.connection() as connection:
        account = await accounts.find(connection, claims.sub)
    if account is None:
        raise failures.bad_token("revoked")
    person = {"sub": str(account.uid), "name": account.name, "email": account.email}
    return answers.data(session(person, claims.groups, datetime.fromtimestamp(claims.exp, UTC)))


async def refresh(request: Request, desk: Desk) -> Response:
    """New tokens of the same session. The refresh token stays, so that two tabs may ask at once."""
    return await opened(request, desk, await steps.resume(desk, page_cookies.read(request, REFRESH)))


async def sign_out(request: Request, desk: Desk) -> Response:
    """This browser's session ends, or with `?everywhere=true` all of the account's; for that there must be one here."""
    everywhere, token = request.query_params.get("everywhere", "false"), page_cookies.read(request, REFRESH)
    if everywhere not in {"true", "false"}:
        raise Unprocessable("everywhere: expected true or false")
    if everywhere == "true":
        await steps.end_everywhere(desk, (await steps.resume(desk, token)).uid)
    else:
        await steps.end(desk, token)
    response = answers.done("Signed out")
    page_cookies.clear(request, response)
    return response


async def change_password(request: Request, desk: Desk) -> Response:
    """A new password; every other session ends. 401: nobody is signed in here; 403: the previous password is wrong."""
    call = await bodies.read(request, NewPassword, limit=LARGEST, strict=True)
    subject = await steps.resume(desk, page_cookies.read(request, REFRESH))
    person = (subject.uid, subject.session)
    try:
        await steps.change_password(desk, *person, call.previous, call.proposed, address_of(request))
    except Failure as failure:
        raise refusal(failure, unauthorised=403) from failure
    return answers.done("The password is changed")


def page_only(work: Callable[[Request, Desk], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The route of this work: for our own page only, its failures in HTTP's words. Raises Refused."""

    async def route(request: Request) -> Response:
        if not page_cookies.from_page(request):
            raise Forbidden("Only this fleet's own page may ask this")
        try:
            return await work(request, desk_of(request))
        except Failure as failure:
            raise refusal(failure) from failure
        except (LimitReached, Busy) as much:
            raise refusal(failures.too_many()) from much

    return route


async def opened(request: Request, desk: Desk, subject: Subject, *more: Cookie) -> Response:
    """The session that has begun or goes on, with its new cookies. A cookie holds 4 KB, a name may be longer: the token has none."""
    now, seconds = datetime.now(UTC).replace(microsecond=0), desk.settings.id_seconds
    token = await steps.id_token(desk, replace(subject, name="", email=""), now)
    person = {"sub": str(subject.uid), "name": subject.name, "email": subject.email}
    response = answers.data(session(person, subject.groups, now + timedelta(seconds=seconds)))
    page_cookies.keep(request, response, Cookie(ID_COOKIE, token, seconds), *more)
    return response


def session(person: dict[str, str], groups: tuple[str, ...], until: datetime) -> dict[str, Any]:
    return {"user": person, "operator": OPERATORS in groups, "expires": until}


def refusal(failure: Failure, unauthorised: int = 401) -> Refused:
    statuses = STATUSES | {"NotAuthorizedException": unauthorised}
    return Refused(failure.message, statuses.get(failure.kind, failure.status), failure.kind)
