"""The errors that a learner's browser may see, and how they look on the wire.

A route raises one of these; `app.py` turns it into JSON with a status. Everything else that goes wrong is a bug: it is logged with
its request id and the learner sees only that id.
"""


class Refused(Exception):
    """The request cannot be done; `status` is HTTP's, `message` is for the person who made it, `kind` for a program that must tell
    one reason from another."""

    status = 400

    def __init__(self, message: str, status: int | None = None, kind: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.status = status or self.status
        self.kind = kind


class Unauthorised(Refused):
    """No token, or one that does not hold."""

    status = 401


class Forbidden(Refused):
    """The token holds, and it is somebody else's."""

    status = 403


class NotFound(Refused):
    """No such thing for this learner; whether it exists for another is not said."""

    status = 404


class Conflict(Refused):
    """The thing has changed since the caller read it."""

    status = 409


class TooLarge(Refused):
    """More than a limit allows."""

    status = 413


class Unprocessable(Refused):
    """Understood, and not acceptable: an unknown field, a value out of range."""

    status = 422


class TooMany(Refused):
    """Too often; try again later."""

    status = 429


class Unavailable(Refused):
    """A part of the fleet is away for the moment."""

    status = 503
