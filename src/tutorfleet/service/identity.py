"""Who is asking: the learner that a verified token names.

`Verifier` is what routes depend on; `verifier.py` has the ones that check our own keys or a foreign issuer's. It does not know how
a token is made.
"""

from typing import Protocol
from uuid import UUID

import msgspec
from starlette.requests import Request

from tutorfleet.fleet.pages import ID_COOKIE
from tutorfleet.service import page_cookies
from tutorfleet.service.errors import Forbidden, Unauthorised


class Learner(msgspec.Struct, frozen=True):
    """A verified person. `uid` is the token's subject."""

    uid: UUID
    email: str = ""
    name: str = ""
    groups: tuple[str, ...] = ()


class Verifier(Protocol):
    """Checks a token."""

    async def verify(self, token: str) -> Learner:
        """The learner of this token; raises Unauthorised."""


async def learner_of(request: Request) -> Learner:
    """The learner of this request. Raises Unauthorised."""
    token = token_of(request)
    if not token:
        raise Unauthorised("Unauthorized")
    verifier: Verifier = request.app.state.verifier
    return await verifier.verify(token)


async def owner_of(request: Request) -> Learner:
    """The learner, who must be the one whose uid is in the path. 403 whether or not anything is there."""
    learner = await learner_of(request)
    if request.path_params["uid"].lower() != str(learner.uid):
        raise Forbidden("Forbidden")
    return learner


def token_of(request: Request) -> str:
    """The Authorization header's token, with or without `Bearer `; without that header, the cookie's of our own page."""
    if "authorization" not in request.headers:
        return page_cookies.read(request, ID_COOKIE)
    header = request.headers["authorization"].strip()
    scheme, _, rest = header.partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else header
