"""Ollama's requests as typed values, and its answers as bytes. Pure: no engine, no network.

Unknown fields (`api_base`, `base_url`, ...) are dropped when a request is read. Answers leave out metrics that are zero,
as Ollama's do; lines of a stream are always whole and end with a newline.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

import msgspec

from tutorfleet.worker.errors import Failure

Kind = Literal["chat", "generate"]
Request = TypeVar("Request")
ROLES = frozenset({"system", "user", "assistant", "tool"})
NDJSON = b"application/x-ndjson"
JSON = b"application/json"
Likely = Mapping[str, Any]
"""A token, `bytes`, `logprob`, and under `top_logprobs` the same of those that were likely too."""


class Message(msgspec.Struct, omit_defaults=True):
    """One message of a chat; `images` are base64 texts."""

    role: str = ""
    content: str | None = None
    images: list[str] | None = None
    tool_calls: list[dict[str, Any]] | None = None
    tool_name: str | None = None
    tool_call_id: str | None = None
    thinking: str | None = None


class Generation(msgspec.Struct, kw_only=True):
    """What /api/chat and /api/generate have in common."""

    model: str = ""
    stream: bool | None = None
    format: Any = None
    options: dict[str, Any] | None = None
    keep_alive: str | float | None = None
    think: bool | str | None = None
    truncate: bool | None = None
    shift: bool | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = None


class Chat(Generation):
    """POST /api/chat."""

    messages: list[Message] | None = None
    tools: list[dict[str, Any]] | None = None


class Generate(Generation):
    """POST /api/generate."""

    prompt: str | None = None
    suffix: str | None = None
    system: str | None = None
    template: str | None = None
    context: list[int] | None = None
    raw: bool | None = None
    images: list[str] | None = None


class Embed(msgspec.Struct):
    """POST /api/embed."""

    model: str = ""
    input: Any = None
    truncate: bool | None = None
    dimensions: int | None = None
    keep_alive: str | float | None = None
    options: dict[str, Any] | None = None


class Embeddings(msgspec.Struct):
    """POST /api/embeddings, the older one."""

    model: str = ""
    prompt: str | None = None
    keep_alive: str | float | None = None
    options: dict[str, Any] | None = None


class Show(msgspec.Struct):
    """POST /api/show; `name` is the field of old clients."""

    model: str = ""
    name: str = ""
    verbose: bool | None = None


@dataclass(frozen=True, slots=True)
class Metrics:
    """The end of a reply: why, how many tokens, how many nanoseconds."""

    reason: str
    total_ns: int = 0
    load_ns: int = 0
    prompt_tokens: int = 0
    prompt_ns: int = 0
    reply_tokens: int = 0
    reply_ns: int = 0
    context: tuple[int, ...] = ()
    cached_tokens: int = 0
    """Of the prompt, those that the engine had read before."""


@dataclass(frozen=True, slots=True)
class Said:
    """A whole reply."""

    text: str = ""
    thinking: str = ""
    calls: Sequence[dict[str, Any]] = ()
    likely: Sequence[Likely] = ()


NOTHING = Said()


def read(body: bytes, kind: type[Request]) -> Request:
    """A request from its body; raises Failure 400 that says what was expected."""
    if not body.strip():
        raise Failure(400, "missing request body")
    try:
        return msgspec.json.decode(body, type=kind)
    except RecursionError:
        raise Failure(400, "invalid JSON: nested too deeply") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Failure(400, f"invalid JSON in the request body: {error}") from None


def now() -> str:
    """The time as Ollama writes it: RFC 3339 in UTC."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def lines(kind: Kind, model: bytes, parts: Iterable[tuple[str, str, Sequence[Likely]]]) -> bytes:
    """Lines of a stream, one for each part (text, thinking, likely tokens); `model` is the name as encoded JSON."""
    head = b'{"model":' + model + b',"created_at":"' + now().encode() + b'",'
    write = _chat_part if kind == "chat" else _generate_part
    return b"".join(
        head
        + write(text, thinking)
        + (b',"logprobs":' + msgspec.json.encode(likely) if likely else b"")
        + b',"done":false}\n'
        for text, thinking, likely in parts
    )


def line_of_tools(model: str, calls: list[dict[str, Any]]) -> bytes:
    """The line that carries the calls of tools."""
    message = {"role": "assistant", "content": "", "tool_calls": calls}
    return msgspec.json.encode({"model": model, "created_at": now(), "message": message, "done": False}) + b"\n"


def last(kind: Kind, model: str, metrics: Metrics, said: Said = NOTHING) -> bytes:
    """The last line of a stream, or with the whole reply the only answer of `stream: false`; ends with a newline."""
    text, thinking, calls = said.text, said.thinking, said.calls
    answer: dict[str, Any] = {"model": model, "created_at": now()}
    if kind == "chat":
        answer["message"] = {"role": "assistant", "content": text}
        answer["message"] |= ({"thinking": thinking} if thinking else {}) | ({"tool_calls": calls} if calls else {})
    else:
        answer |= {"response": text} | ({"thinking": thinking} if thinking else {})
    answer |= {"done": True, "done_reason": metrics.reason} | _counts(metrics)
    answer |= {"logprobs": said.likely} if said.likely else {}
    return msgspec.json.encode(answer) + b"\n"


def error_line(message: str) -> bytes:
    """An error, as a body or as a line inside a stream."""
    return msgspec.json.encode({"error": message}) + b"\n"


def tool_calls(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Ollama's calls from OpenAI's parts: arguments as an object, joined over parts of the same index."""
    names: dict[int, str] = {}
    arguments: dict[int, str] = {}
    for part in parts:
        index, function = int(part.get("index", 0)), part.get("function") or {}
        names[index] = names.get(index, "") + (function.get("name") or "")
        arguments[index] = arguments.get(index, "") + (function.get("arguments") or "")
    return [
        {
            "id": "call_" + secrets.token_hex(4),
            "function": {"index": index, "name": names[index], "arguments": _object(arguments[index])},
        }
        for index in sorted(names)
    ]


def _object(text: str) -> Any:
    try:
        return msgspec.json.decode(text or "{}")
    except msgspec.MsgspecError:
        return {}


def _chat_part(text: str, thinking: str) -> bytes:
    extra = b',"thinking":' + msgspec.json.encode(thinking) if thinking else b""
    return b'"message":{"role":"assistant","content":' + msgspec.json.encode(text) + extra + b"}"


def _generate_part(text: str, thinking: str) -> bytes:
    extra = b',"thinking":' + msgspec.json.encode(thinking) if thinking else b""
    return b'"response":' + msgspec.json.encode(text) + extra


def _counts(metrics: Metrics) -> dict[str, Any]:
    counts = {
        "context": list(metrics.context),
        "total_duration": metrics.total_ns,
        "load_duration": metrics.load_ns,
        "prompt_eval_count": metrics.prompt_tokens,
        "prompt_eval_duration": metrics.prompt_ns,
        "eval_count": metrics.reply_tokens,
        "eval_duration": metrics.reply_ns,
    }
    return {name: value for name, value in counts.items() if value}
