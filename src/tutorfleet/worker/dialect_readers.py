"""How the answer of a backend elsewhere is read: Ollama's lines and OpenAI's events, bytes in, pieces out; the last has the counts. Pure.

Make a reader when the request is sent, feed it what comes, and ask for its `end` when nothing more does.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from tutorfleet.worker.chunks import Events, Piece, Timings
from tutorfleet.worker.errors import Failure, from_engine


class OllamaReader:
    """Lines of NDJSON."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Piece]:
        """The pieces of every line that is now complete; raises Failure for an error in mid-stream."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [_ollama_piece(line) for line in lines if line.strip()]

    def end(self) -> list[Piece]:
        """What is left when the answer has ended."""
        return self.feed(b"\n")


class OpenAIReader:
    """Server-sent events. The counts come after the last word, so that piece is held back for them."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock, self._began = clock, clock()
        self._first = 0.0
        self._events = Events()
        self._reason = ""
        self._usage = _Usage()

    def feed(self, data: bytes) -> list[Piece]:
        """The pieces of every event that is now complete; raises Failure for an error in mid-stream."""
        found = [piece for event in self._events.feed(data) if (piece := self._piece(event)) is not None]
        if found and not self._first:
            self._first = self._clock()
        return found

    def end(self) -> list[Piece]:
        """The last piece, [] if the answer was broken off."""
        return [Piece(reason=self._reason, timings=self._timings())] if self._reason else []

    def _piece(self, event: bytes) -> Piece | None:
        chunk = _decoded(event, _Chunk)
        if chunk.error is not None:
            raise from_engine(chunk.error)
        self._usage = chunk.usage or self._usage
        if not chunk.choices:
            return None
        choice = chunk.choices[0]
        if choice.finish_reason:
            self._reason = "length" if choice.finish_reason == "length" else "stop"
        delta = choice.delta
        text, thinking = delta.content or choice.text or "", delta.reasoning_content or delta.reasoning or ""
        return Piece(text, thinking, tools=delta.tool_calls) if text or thinking or delta.tool_calls else None

    def _timings(self) -> Timings:
        end = self._clock()
        first = self._first or end
        cached = (self._usage.prompt_tokens_details or _Cached()).cached_tokens or 0
        return Timings(
            cached,
            max(0, self._usage.prompt_tokens - cached),
            1e3 * (first - self._began),
            self._usage.completion_tokens,
            1e3 * (end - first),
        )


def part(index: int, call: Mapping[str, Any]) -> dict[str, Any]:
    """A call of a tool as OpenAI streams it."""
    function = call.get("function") or {}
    arguments = msgspec.json.encode(function.get("arguments") or {}).decode()
    return {"index": index, "function": {"name": function.get("name", ""), "arguments": arguments}}


class _Cached(msgspec.Struct):
    cached_tokens: int | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _Cached | None = None


class _Delta(msgspec.Struct):
    content: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    tool_calls: tuple[dict[str, Any], ...] = ()


class _Choice(msgspec.Struct):
    delta: _Delta = msgspec.field(default_factory=_Delta)
    text: str | None = None
    finish_reason: str | None = None


class _Chunk(msgspec.Struct):
    choices: tuple[_Choice, ...] = ()
    usage: _Usage | None = None
    error: Any = None


class _Said(msgspec.Struct):
    content: str = ""
    thinking: str = ""
    tool_calls: tuple[dict[str, Any], ...] = ()


class _Line(msgspec.Struct):
    """One line of /api/chat or /api/generate."""

    message: _Said = msgspec.field(default_factory=_Said)
    response: str = ""
    thinking: str = ""
    done: bool = False
    done_reason: str = ""
    context: tuple[int, ...] = ()
    logprobs: tuple[dict[str, Any], ...] = ()
    prompt_eval_count: int = 0
    prompt_eval_duration: int = 0
    eval_count: int = 0
    eval_duration: int = 0
    error: Any = None


def _decoded(data: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Failure(502, f"the backend said something that is not understood here: {error}") from None


def _ollama_piece(data: bytes) -> Piece:
    line: _Line = _decoded(data, _Line)
    if line.error is not None:
        raise from_engine(line.error)
    text, thinking = line.message.content or line.response, line.message.thinking or line.thinking
    tools = tuple(part(index, call) for index, call in enumerate(line.message.tool_calls))
    if not line.done:
        return Piece(text, thinking, tools=tools, likely=line.logprobs)
    timings = Timings(
        0, line.prompt_eval_count, line.prompt_eval_duration / 1e6, line.eval_count, line.eval_duration / 1e6
    )
    reason = "length" if line.done_reason == "length" else "stop"
    return Piece(text, thinking, line.context, tools, reason, timings, line.logprobs)
