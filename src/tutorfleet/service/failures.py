"""The errors of Cognito's protocol, as AWS words them. Each becomes HTTP 400 with `__type` and `message`.

Never UserNotFoundException: whether an account exists is told to nobody but to those who sign up with its address.
"""

from tutorfleet.service.throttle import CODE_SENT, CODE_TRIED, SIGN_IN, Limit
from tutorfleet.service.tokens import Why


class Failure(Exception):
    """An error of the protocol; `kind` is its `__type`."""

    def __init__(self, kind: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.kind, self.message, self.status = kind, message, status


def not_authorised(message: str = "Incorrect username or password.") -> Failure:
    """The caller is not who they say, for all we know."""
    return Failure("NotAuthorizedException", message)


def bad_token(why: Why) -> Failure:
    """An access token that is not believed."""
    words = {"expired": "Access Token has expired", "revoked": "Access Token has been revoked"}
    return not_authorised(words.get(why, "Invalid Access Token"))


def bad_parameter(message: str) -> Failure:
    """A field is missing or wrong."""
    return Failure("InvalidParameterException", message)


def weak_password(rule: str) -> Failure:
    """The password breaks this rule."""
    return Failure("InvalidPasswordException", f"Password did not conform with policy: {rule}")


def wrong_code() -> Failure:
    """The code is wrong, or there is none, or no such account."""
    return Failure("CodeMismatchException", "Invalid verification code provided, please try again.")


def old_code() -> Failure:
    """The code was right and has expired."""
    return Failure("ExpiredCodeException", "Invalid code provided, please request a code again.")


def undelivered() -> Failure:
    """The message could not be laid into the mailbox, or there is none."""
    return Failure("CodeDeliveryFailureException", "The code could not be delivered; ask the operator of this fleet.")


def too_many() -> Failure:
    """From one address, or more than this machine can do."""
    return Failure("TooManyRequestsException", "Too many requests; try again later.")


def over(limit: Limit) -> Failure:
    """What reaching this limit looks like."""
    if limit is SIGN_IN:
        return not_authorised("Password attempts exceeded")
    if limit in {CODE_SENT, CODE_TRIED}:
        return Failure("LimitExceededException", "Attempt limit exceeded, please try after some time.")
    return too_many()
