"""Pages of a list, newest first: a cursor names the last row that was shown, so a page never skips or repeats one.

Pure, except that it reads query parameters. What is listed is the stores' business.
"""

import re
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from starlette.requests import Request

from tutorfleet.service.errors import Refused, Unprocessable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FORM = struct.Struct(">q16s")
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Cursor:
    """The place after the row with this time and id."""

    at: datetime
    id: UUID

    def text(self) -> str:
        """What a client sends back, opaque to it."""
        return urlsafe_b64encode(FORM.pack((self.at - EPOCH) // timedelta(microseconds=1), self.id.bytes)).decode()


START = Cursor(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))


def cursor_of(request: Request) -> Cursor:
    """The cursor of `?cursor=`, START without one. Raises Refused."""
    text = request.query_params.get("cursor")
    if text is None:
        return START
    try:
        microseconds, number = FORM.unpack(urlsafe_b64decode(text.encode("ascii")))
        return Cursor(EPOCH + timedelta(microseconds=microseconds), UUID(bytes=number))
    except (ValueError, OverflowError, struct.error) as error:
        raise Refused("cursor: expected the `next` of an earlier answer") from error


def whole(request: Request, name: str, default: int, low: int, high: int) -> int:
    """The whole number of `?name=`. Raises Refused if it is not one of `low` to `high`."""
    text = request.query_params.get(name, str(default))
    if not re.fullmatch(r"-?[0-9]{1,9}", text) or not low <= int(text) <= high:
        raise Refused(f"{name}: expected a whole number from {low} to {high}")
    return int(text)


def only(request: Request, names: Collection[str]) -> None:
    """Refuse any other query parameter: for our own routes, where a misspelt one would silently do nothing."""
    if unknown := sorted(set(request.query_params) - set(names)):
        raise Unprocessable(f"{unknown[0]}: unknown; this route knows {', '.join(names) or 'no parameters'}")


def uuid_of(text: object) -> UUID | None:
    """A UUID in its usual 36 characters, or None."""
    return UUID(text) if isinstance(text, str) and UUID_TEXT.fullmatch(text) else None
