"""Reading a request's JSON body: limited in size, checked against a type, refused with one clear sentence.

Knows nothing of routes. Sizes are bytes.
"""

from typing import TypeVar

import msgspec
from starlette.requests import Request

from tutorfleet.service.errors import Refused, TooLarge, Unprocessable

T = TypeVar("T")
LIMIT = 8 * 1024 * 1024


async def read(request: Request, kind: type[T], *, limit: int = LIMIT, strict: bool = False) -> T:
    """The body as `kind`. 400: not JSON or of another shape; 413: too large. `strict`: a shape mistake is 422 (our own routes)."""
    raw = await read_bytes(request, limit)
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise (Unprocessable if strict else Refused)(f"Invalid input: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(f"Invalid input: the body is not JSON ({error})") from error


async def read_bytes(request: Request, limit: int = LIMIT) -> bytes:
    """The whole body, given up as soon as it is known to be too large."""
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise TooLarge(f"The body is larger than {limit} bytes")
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise TooLarge(f"The body is larger than {limit} bytes")
        parts.append(part)
    return b"".join(parts)
