"""OpenAI's answers as bytes: whole ones, server-sent events, lists of models, vectors and errors. Pure.

An event is `data: <JSON>` and an empty line; a stream ends with `data: [DONE]`. An error inside a stream is an event too.
"""

import struct
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from tutorfleet.models.catalogue import Model
from tutorfleet.worker.errors import TOO_LONG, Failure, Refusal
from tutorfleet.worker.ollama import Likely, Metrics, Said
from tutorfleet.worker.openai_logprobs import Likelihoods

EVENTS = b"text/event-stream"
DONE = b"data: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class Heading:
    """What all parts of one answer have in common; `created` in seconds since 1970."""

    chat: bool
    identity: str
    created: int
    model: str
    fingerprint: str

    def fields(self, *, chunk: bool = False) -> dict[str, Any]:
        """The fields, of the whole answer or of a chunk."""
        kind = ("chat.completion.chunk" if chunk else "chat.completion") if self.chat else "text_completion"
        return {
            "id": self.identity,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "system_fingerprint": self.fingerprint,
        }


class Events:
    """The events of one streamed answer. `usage`: count tokens at the end, and say in every chunk that it comes."""

    def __init__(self, heading: Heading, likelihoods: Likelihoods | None = None, *, usage: bool) -> None:
        self._heading = heading
        self._likelihoods = likelihoods
        self._usage = usage
        fields = heading.fields(chunk=True) | ({"usage": None} if usage else {})
        self._head = b"data: " + msgspec.json.encode(fields)[:-1] + b',"choices":[{"index":0,'

    def begin(self) -> bytes:
        """The first event of a chat: whose words they are."""
        return self.delta({"role": "assistant", "content": ""}) if self._heading.chat else b""

    def words(self, text: str, thinking: str = "", likely: Sequence[Likely] = ()) -> bytes:
        """An event with a part of the reply; a plain completion has no place for thinking."""
        if not self._heading.chat:
            return self._next(b'"text":' + msgspec.json.encode(text), likely)
        return self.delta(({"reasoning": thinking} if thinking else {}) | ({"content": text} if text else {}), likely)

    def delta(self, delta: dict[str, Any], likely: Sequence[Likely] = ()) -> bytes:
        """An event of a chat."""
        return self._next(b'"delta":' + msgspec.json.encode(delta), likely)

    def end(self, metrics: Metrics, *, called: bool) -> bytes:
        """Why it ends, the count of tokens if it was asked for, and the end."""
        empty = b'"delta":{}' if self._heading.chat else b'"text":""'
        reason = msgspec.json.encode(_reason(metrics, called))
        last = self._head + empty + b',"logprobs":null,"finish_reason":' + reason + b"}]}\n\n"
        return last + (self._count(metrics) if self._usage else b"") + DONE

    def _next(self, said: bytes, likely: Sequence[Likely]) -> bytes:
        rows = msgspec.json.encode(self._likelihoods.write(likely)) if self._likelihoods and likely else b"null"
        return self._head + said + b',"logprobs":' + rows + b',"finish_reason":null}]}\n\n'

    def _count(self, metrics: Metrics) -> bytes:
        return _event(self._heading.fields(chunk=True) | {"choices": [], "usage": _usage(metrics)})


def whole(heading: Heading, said: Said, metrics: Metrics, likelihoods: Likelihoods | None = None) -> bytes:
    """An answer that is not streamed."""
    text, thinking, calls = said.text, said.thinking, said.calls
    choice: dict[str, Any] = {"index": 0}
    if heading.chat:
        choice["message"] = {"role": "assistant", "content": text if text or not calls else None}
        choice["message"] |= ({"reasoning": thinking} if thinking else {}) | ({"tool_calls": calls} if calls else {})
    else:
        choice["text"] = text
    choice["logprobs"] = likelihoods.write(said.likely) if likelihoods else None
    choice |= {"finish_reason": _reason(metrics, bool(calls))}
    return msgspec.json.encode(heading.fields() | {"choices": [choice], "usage": _usage(metrics)})


def embeddings(model: str, vectors: Iterable[Sequence[float]], tokens: int, *, base64: bool) -> bytes:
    """Vectors as numbers, or as base64 of little-endian 32-bit floats."""
    write = _packed if base64 else list
    rows = [{"object": "embedding", "index": i, "embedding": write(one)} for i, one in enumerate(vectors)]
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return msgspec.json.encode({"object": "list", "data": rows, "model": model, "usage": usage})


def model(one: Model) -> dict[str, Any]:
    """One row of /v1/models; the owner is the name's namespace."""
    path = one.name.split(":", maxsplit=1)[0].split("/")
    owner = path[-2] if len(path) > 1 else "library"
    return {"id": one.name, "object": "model", "created": int(one.modified.timestamp()), "owned_by": owner}


def error(failure: Failure) -> bytes:
    """An error as a body."""
    param, code = (failure.param, failure.code) if isinstance(failure, Refusal) else _known(failure)
    kind = {404: "not_found_error"}.get(
        failure.status, "invalid_request_error" if failure.status < 500 else "api_error"
    )
    inner = {"message": failure.message, "type": kind, "param": param or None, "code": code or None}
    return msgspec.json.encode({"error": inner})


def broken(failure: Failure) -> bytes:
    """An error as the last event of a stream; there is no [DONE] behind it, for it is not done."""
    return b"data: " + error(failure) + b"\n\n"


def _known(failure: Failure) -> tuple[str, str]:
    if failure.status == 404:
        return "model", "model_not_found"
    if failure.message.startswith("invalid format"):
        return "response_format", ""
    return ("", "context_length_exceeded") if failure.message == TOO_LONG else ("", "")


def _reason(metrics: Metrics, called: bool) -> str:
    return "tool_calls" if called and metrics.reason == "stop" else metrics.reason


def _usage(metrics: Metrics) -> dict[str, Any]:
    asked, said = metrics.prompt_tokens, metrics.reply_tokens
    counts = {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}
    return counts | {"prompt_tokens_details": {"cached_tokens": metrics.cached_tokens}}


def _packed(vector: Sequence[float]) -> str:
    return b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def _event(value: Any) -> bytes:
    return b"data: " + msgspec.json.encode(value) + b"\n\n"
