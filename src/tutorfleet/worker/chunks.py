"""What an engine streams: server-sent events cut from bytes, and each event turned into a `Piece` of a reply.

Pure. Bytes may be cut anywhere, inside a character too. Two dialects are read: `/completion` (llama.cpp's own) and
`/v1/chat/completions` (OpenAI's, needed where the engine must take tool calls or thinking out of the text).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from tutorfleet.worker.errors import Failure, from_engine


class Timings(msgspec.Struct, frozen=True):
    """Counts of tokens and milliseconds, from the last chunk."""

    cache_n: int = 0
    prompt_n: int = 0
    prompt_ms: float = 0.0
    predicted_n: int = 0
    predicted_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a reply: text, thinking, the tokens behind it; the last one has `reason` ("stop" or "length")."""

    text: str = ""
    thinking: str = ""
    tokens: tuple[int, ...] = ()
    tools: tuple[Any, ...] = ()
    """Parts of tool calls as OpenAI streams them: {index, function: {name, arguments}}."""
    reason: str = ""
    timings: Timings | None = None
    likely: tuple[dict[str, Any], ...] = ()
    """For each token its text, `bytes`, `logprob`, and under `top_logprobs` the same of others; where it was asked for."""


class Events:
    """Cuts a stream of bytes into the data of its events."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The data of every event that is now complete. Comments (pings) and "[DONE]" are left out."""
        *events, self._rest = (self._rest + data).split(b"\n\n")
        return [payload for payload in map(_payload, events) if payload not in {b"", b"[DONE]"}]


class _Progress(msgspec.Struct):
    pass


class _Native(msgspec.Struct):
    content: str = ""
    tokens: tuple[int, ...] = ()
    stop: bool = False
    stop_type: str = ""
    timings: Timings | None = None
    prompt_progress: _Progress | None = None
    completion_probabilities: tuple[dict[str, Any], ...] = ()
    error: Any = None


class _Delta(msgspec.Struct):
    content: str | None = None
    reasoning_content: str | None = None
    tool_calls: tuple[Any, ...] = ()


class _Likely(msgspec.Struct):
    content: tuple[dict[str, Any], ...] | None = None


class _Choice(msgspec.Struct):
    delta: _Delta
    logprobs: _Likely | None = None
    finish_reason: str | None = None


class _OpenAI(msgspec.Struct):
    choices: tuple[_Choice, ...] = ()
    timings: Timings | None = None
    error: Any = None


_native = msgspec.json.Decoder(_Native)
_openai = msgspec.json.Decoder(_OpenAI)
Read = Callable[[bytes], "Piece | None"]


def read_native(event: bytes) -> Piece | None:
    """A piece of `/completion`, None for news of progress; raises Failure for an error in mid-stream."""
    chunk = _native.decode(event)
    if chunk.error is not None:
        raise from_engine(chunk.error)
    if chunk.prompt_progress is not None:
        return None
    reason = ("length" if chunk.stop_type == "limit" else "stop") if chunk.stop else ""
    likely = chunk.completion_probabilities
    return Piece(chunk.content, tokens=chunk.tokens, reason=reason, timings=chunk.timings, likely=likely)


def read_openai(event: bytes) -> Piece | None:
    """A piece of `/v1/chat/completions`, None for one that says nothing; raises Failure for an error in mid-stream."""
    chunk = _openai.decode(event)
    if chunk.error is not None:
        raise from_engine(chunk.error)
    if not chunk.choices:
        return None
    delta, finish = chunk.choices[0].delta, chunk.choices[0].finish_reason
    reason = ("length" if finish == "length" else "stop") if finish else ""
    likely = (chunk.choices[0].logprobs or _Likely()).content or ()
    if not (delta.content or delta.reasoning_content or delta.tool_calls or reason or likely):
        return None
    words = (delta.content or "", delta.reasoning_content or "", (0,), delta.tool_calls)
    return Piece(*words, reason, chunk.timings, likely)


def read_all(events: list[bytes], read: Read) -> list[Piece]:
    """Pieces of complete events; raises Failure, 500 for what is not the engine's language."""
    try:
        return [piece for piece in map(read, events) if piece is not None]
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Failure(500, f"the engine said something that is not understood here: {error}") from None


def _payload(event: bytes) -> bytes:
    for line in event.split(b"\n"):
        if line.startswith(b"data: "):
            return line[6:].strip()
        if line.startswith(b"error: "):
            return b'{"error":' + line[7:].strip() + b"}"
    return b""
