"""Answers in the service's one shape: `status`, then `message` or `data`. Never kept by a cache: they are one learner's own."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.responses import Response

HEADERS = {"cache-control": "no-store"}


def done(message: str, revision: int | None = None) -> Response:
    """Something was done. `revision` becomes the ETag."""
    return answer({"status": "success", "message": message}, revision)


def data(value: Any, *, following: str | None = None, paged: bool = False, revision: int | None = None) -> Response:
    """`value` as `data`; a page also says where the next one begins (null: it was the last)."""
    page = {"next": following} if paged else {}
    return answer({"status": "success", "data": value, **page}, revision)


def answer(body: dict[str, Any], revision: int | None = None) -> Response:
    headers = HEADERS if revision is None else HEADERS | {"etag": etag(revision)}
    return Response(msgspec.json.encode(body), media_type="application/json", headers=headers)


def etag(revision: int) -> str:
    """A revision as HTTP's strong entity tag."""
    return f'"{revision}"'


def utc(at: datetime) -> datetime:
    """The same moment in UTC, so that every time on the wire ends in Z."""
    return at.astimezone(UTC)
