"""What Envoy's own refusals say, and in which shape: `message` and `status` for browsers, `error` for the clients of each API. Pure.

Ollama's clients read `error` as a sentence, OpenAI's as an object with a `message` and a `type`.
"""

from collections.abc import Iterator

from tutorfleet.fleet.routes import OPENAI
from tutorfleet.host.edge_filters import NOT_FOR_LEARNERS
from tutorfleet.host.edge_json import Json

REASONS = {
    401: "Unauthorized",
    413: "The request is larger than allowed",
    429: "Too many requests; wait a moment and try again",
    503: "No worker can answer just now; try again in a moment",
    504: "The answer took too long; try again",
}
"""what a learner reads instead of Envoy's own words"""
TEXT = "%LOCAL_REPLY_BODY%"
BAD, MISSING, OURS = "invalid_request_error", "not_found_error", "api_error"
"""the `type` of an error of OpenAI's API: what the client did, what is not there, what we did"""

PATH = {"name": ":path", "string_match": {"safe_regex": {"regex": f"(?:/[^/]+)?{OPENAI}.*"}}}
FOR_OPENAI: Json = {"header_filter": {"header": PATH}}
"""a request of OpenAI's API: with its region's name, and without once a route has taken that away"""


def mappers(headers: list[Json]) -> Iterator[Json]:
    """How each refusal is told, with these headers; the first that fits counts."""
    for code, reason, status in (*changed(), *((code, text, code) for code, text in REASONS.items())):
        for shape, condition in ((openai(OURS if status >= 500 else BAD), [FOR_OPENAI]), (TEXT, [])):
            yield mapper([compared("EQ", code), *condition], shape, headers, reason, status)
    for operator, code, kind in (("EQ", 404, MISSING), ("GE", 500, OURS), ("GE", 400, BAD)):
        yield mapper([compared(operator, code), FOR_OPENAI], openai(kind), headers)
    yield mapper([compared("GE", 400)], TEXT, headers)


def changed() -> Iterator[tuple[int, str, int]]:
    """(code inside, what is said, code that a client sees); without words the route's own are said."""
    # A client refreshes its token only after 401, so a token of somebody else's, which RBAC refuses, is that.
    yield 403, REASONS[401], 401
    yield NOT_FOR_LEARNERS, "", 403


def mapper(conditions: list[Json], error: str | Json, headers: list[Json], reason: str = "", status: int = 0) -> Json:
    """An answer of Envoy's own that fits says `reason` (or keeps its own words) and becomes `status` (or keeps its own)."""
    body = {"status": "error", "message": TEXT, "error": error, "request_id": "%REQ(X-REQUEST-ID)%"}
    return {
        "filter": conditions[0] if len(conditions) == 1 else {"and_filter": {"filters": conditions}},
        **({"status_code": status} if status else {}),
        **({"body": {"inline_string": reason}} if reason else {}),
        "body_format_override": {"json_format": body, "content_type": "application/json"},
        "headers_to_add": headers,
    }


def openai(kind: str) -> Json:
    return {"message": TEXT, "type": kind}


def compared(operator: str, code: int) -> Json:
    value = {"default_value": code, "runtime_key": f"edge.status.{operator}.{code}".lower()}
    return {"status_code_filter": {"comparison": {"op": operator, "value": value}}}
