"""OpenAI's API as far as Ollama's documentation says that it has it: /v1/..."""

from typing import Any

from tests.contract.case import EVENTS, Case, Expected, Stream
from tests.contract.shapes import ABSENT, count, json_object, nothing, positive, text
from tests.contract.table.embed import numbers
from tests.contract.table.words import ASKS_WEATHER, HI, NOT_FOUND, SCHEMA, WEATHER

CHAT, COMPLETE, EMBED = "POST /v1/chat/completions", "POST /v1/completions", "POST /v1/embeddings"
DOC, CODE = "api/openai-compatibility.mdx", "middleware/openai.go"
SHORT = {"max_tokens": 8, "seed": 1, "temperature": 0}
COUNTED = {"stream": True, "stream_options": {"include_usage": True}}
USAGE = {
    "prompt_tokens": positive,
    "completion_tokens": positive,
    "total_tokens": positive,
    "prompt_tokens_details?": {"cached_tokens": count},
}
HEAD = {"id": text(".+"), "created": positive, "model": "{model}", "system_fingerprint": text("fp_.+")}
ENDED = {"index": 0, "finish_reason": text("stop|length"), "logprobs?": nothing}
GOES_ON = {"index": 0, "finish_reason": nothing, "logprobs?": nothing}
SAID = HEAD | {"object": "chat.completion", "usage": USAGE}
WROTE = HEAD | {"object": "text_completion", "usage": USAGE}
CHUNK = HEAD | {"object": "chat.completion.chunk", "usage?": nothing}
PIECE = HEAD | {"object": "text_completion", "usage?": nothing}
MODEL = {"id": text(".+"), "object": "model", "created": positive, "owned_by": text(".+")}
WORDS = {"role": "assistant", "content": text(".+"), "tool_calls": ABSENT, "reasoning?": str}
CALL = {
    "id": text(".+"),
    "type": "function",
    "index?": count,
    "function": {"name": "weather", "arguments": json_object},
}
DELTAS = CHUNK | {"choices": [GOES_ON | {"delta": dict}]}
LAST_DELTA = CHUNK | {"choices": [ENDED | {"delta": dict}]}


def _ask(**fields: Any) -> dict[str, Any]:
    return {"model": "{model}", "messages": HI} | SHORT | fields


def _write(**fields: Any) -> dict[str, Any]:
    return {"model": "{model}", "prompt": "Say this is"} | SHORT | fields


def _embed(given: Any, **fields: Any) -> dict[str, Any]:
    return {"model": "{embedder}", "input": given} | fields


def _maybe_text(value: Any) -> bool:
    """A text or a null."""
    return value is None or isinstance(value, str)


def _empty(value: Any) -> bool:
    """No text, or an empty one."""
    return value is None or value == ""


def refused(status: int, kind: str, message: Any) -> Expected:
    """An error as OpenAI says it."""
    return Expected(status, {"error": {"message": message, "type": kind, "param": _maybe_text, "code": _maybe_text}})


def _gives(**message: Any) -> Expected:
    return Expected(body=SAID | {"choices": [ENDED | {"message": WORDS | message}]})


def _events(each: Any, *last: Any) -> Expected:
    return Expected(200, Stream(each, (*last, "[DONE]")), EVENTS)


def _vectors(vector: Any) -> Expected:
    row = {"object": "embedding", "index": count, "embedding": vector}
    usage = {"prompt_tokens": positive, "total_tokens": positive}
    return Expected(body={"object": "list", "model": "{embedder}", "data": [row], "usage": usage})


PARTS = [{"role": "user", "content": [{"type": "text", "text": "Say"}, {"type": "text", "text": "hi."}]}]
BY_SCHEMA = {"type": "json_schema", "json_schema": {"name": "person", "schema": SCHEMA}}
TOOLS = {"model": "{tools}", "messages": ASKS_WEATHER, "tools": [WEATHER], "max_tokens": 128}
CALLING = {"role": "assistant", "content": _empty, "tool_calls": [CALL], "reasoning?": str}
CALLED = SAID | {"model": "{tools}", "choices": [ENDED | {"finish_reason": "tool_calls", "message": CALLING}]}
FIELDS = {"frequency_penalty": 0.5, "presence_penalty": 0.5, "top_p": 0.9, "stop": ["\n\n\n"], "temperature": 0.5}
NOBODY = refused(404, "not_found_error", NOT_FOUND)
WRONG = "invalid_request_error"

CASES = (
    Case("a chat", CHAT, _ask(), _gives(), DOC),
    Case("a chat in events", CHAT, _ask(stream=True), _events(DELTAS, LAST_DELTA), DOC),
    Case(
        "a chat in events that are counted",
        CHAT,
        _ask(**COUNTED),
        _events(DELTAS, LAST_DELTA, HEAD | {"object": "chat.completion.chunk", "choices": [], "usage": USAGE}),
        f"{DOC}, include_usage",
    ),
    Case("a chat of parts of texts", CHAT, _ask(messages=PARTS), _gives(), f"{DOC}, Array of content parts"),
    Case(
        "JSON by a schema",
        CHAT,
        _ask(max_tokens=300, response_format=BY_SCHEMA),
        _gives(content=json_object),
        f"{DOC}, response_format",
    ),
    Case("a call of a tool has arguments that are a text", CHAT, TOOLS, Expected(body=CALLED), f"{DOC}, Tools"),
    Case(
        "all fields that are supported", CHAT, _ask(**FIELDS), _gives(content=str), f"{DOC}, Supported request fields"
    ),
    Case("a chat with nobody", CHAT, _ask(model="{absent}"), NOBODY, "openai/openai.go, NewError"),
    Case("a chat without messages", CHAT, _ask(messages=[]), refused(400, WRONG, "[] is too short - 'messages'"), CODE),
    Case("a chat that is no JSON", CHAT, b"{", refused(400, WRONG, text(".+")), CODE),
    Case(
        "a completion",
        COMPLETE,
        _write(),
        Expected(body=WROTE | {"choices": [ENDED | {"text": text(".+")}]}),
        f"{DOC}, /v1/completions",
    ),
    Case(
        "a completion in events",
        COMPLETE,
        _write(stream=True),
        _events(PIECE | {"choices": [GOES_ON | {"text": str}]}, PIECE | {"choices": [ENDED | {"text": str}]}),
        f"{DOC}, /v1/completions",
    ),
    Case("a completion by nobody", COMPLETE, _write(model="{absent}"), NOBODY, "openai/openai.go, NewError"),
    Case("a vector", EMBED, _embed("hello"), _vectors(numbers), f"{DOC}, /v1/embeddings"),
    Case(
        "vectors in base64",
        EMBED,
        _embed(["hello", "world"], encoding_format="base64"),
        _vectors(text("[A-Za-z0-9+/]{20,}=*")),
        f"{DOC}, encoding_format",
    ),
    Case(
        "vectors in what nobody knows",
        EMBED,
        _embed("a", encoding_format="hex"),
        refused(400, WRONG, text(".*encoding_format.*")),
        CODE,
    ),
    Case("vectors of nothing", EMBED, _embed([]), refused(400, WRONG, "invalid input"), CODE),
    Case(
        "all models", "GET /v1/models", None, Expected(body={"object": "list", "data": [MODEL]}), f"{DOC}, /v1/models"
    ),
    Case("a model", "GET /v1/models/{model}", None, Expected(body=MODEL | {"id": "{model}"}), f"{DOC}, /v1/models"),
    Case(
        "a response",
        "POST /v1/responses",
        {"model": "{model}", "input": "hi", "max_output_tokens": 8},
        Expected(body=dict),
        f"{DOC}, /v1/responses",
    ),
    Case(
        "a message as Anthropic has it",
        "POST /v1/messages",
        {"model": "{model}", "messages": HI, "max_tokens": 8},
        Expected(body=dict),
        "api/anthropic-compatibility.mdx",
    ),
    Case("a model that is nobody", "GET /v1/models/{absent}", None, NOBODY, "openai/openai.go, NewError"),
)
