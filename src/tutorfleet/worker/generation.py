"""One reply: from a checked request to a stream of pieces with its metrics at the end.

The order of things: a starter model's fixed answers, the engine (loaded if need be), tokens counted and made to fit,
a place in the engine's queue, then the stream. A consumer that stops early frees the slot and the place.
How a reply is written to a client is said in `replies.py`.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from tutorfleet.models.catalogue import Model
from tutorfleet.worker import constraints
from tutorfleet.worker.chunks import Piece, Read, Timings, read_native, read_openai
from tutorfleet.worker.engines import Engines
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.ollama import Message, Metrics
from tutorfleet.worker.options import Options
from tutorfleet.worker.prompt import Seam, chat_tokens, generate_tokens, half_said, shape, within
from tutorfleet.worker.starter import Plan

Batch = list[Piece]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that has been checked: all that a reply depends on."""

    model: Model
    options: Options
    messages: tuple[Message, ...] | None = None
    """A chat; None for a plain prompt."""
    prompt: str = ""
    system: str = ""
    raw: bool = False
    context: tuple[int, ...] = ()
    format: Any = None
    tools: tuple[dict[str, Any], ...] = ()
    calls: bool = False
    """The reply is one call of a tool and nothing else, as JSON under `format`."""
    think: bool | str | None = None
    truncate: bool = True
    keep_alive: str | float | None = None
    learner: str = ""
    """Who asks, for a fair turn; "" is everybody without a name."""
    plan: Plan | None = None
    """What the starter model's rules want."""


@dataclass(slots=True)
class Reply:
    """What is being said. `metrics` is there when the pieces have ended."""

    ask: Ask
    pace: float = 0.0
    metrics: Metrics | None = None
    _began: int = field(default_factory=time.perf_counter_ns)
    _tokens: list[int] = field(default_factory=list)

    async def pieces(self, engines: Engines) -> AsyncGenerator[Batch]:
        """The reply, as many pieces in a list as came together; raises Failure, also in the middle."""
        fixed = self.ask.plan.text if self.ask.plan else None
        source = self._engine(engines) if fixed is None else self._fixed(fixed)
        async with aclosing(_paced(source, self.pace) if self.pace else source) as batches:
            async for batch in batches:
                yield batch

    async def _fixed(self, text: str) -> AsyncGenerator[Batch]:
        words = text.split(" ")
        for index, word in enumerate(words):
            yield [Piece(word if index == 0 else " " + word, tokens=(0,))]
        self.metrics = Metrics("stop", self._elapsed(), reply_tokens=len(words))

    async def _engine(self, engines: Engines) -> AsyncGenerator[Batch]:
        ask = self.ask
        async with engines.lease(ask.model, ask.keep_alive) as loaded:
            load_ns = self._elapsed()
            order = await prepare(loaded, ask)
            place = loaded.gate.admit(order.reserve, ask.learner)
            async with place, aclosing(_stream(loaded, order)) as batches:
                async for batch in batches:
                    self._count(batch)
                    if batch[-1].reason:
                        self.metrics = self._measure(batch[-1], load_ns, order)
                    yield batch

    def _count(self, batch: Batch) -> None:
        if self.ask.messages is None and not self.ask.raw:
            for piece in batch:
                self._tokens.extend(piece.tokens)

    def _measure(self, last: Piece, load_ns: int, order: "Order") -> Metrics:
        timings = last.timings or Timings()
        context = (*order.tokens, *self._tokens) if self.ask.messages is None and not self.ask.raw else ()
        return Metrics(
            last.reason,
            self._elapsed(),
            load_ns,
            timings.prompt_n + timings.cache_n,
            int(timings.prompt_ms * 1e6),
            timings.predicted_n,
            int(timings.predicted_ms * 1e6),
            context,
        )

    def _elapsed(self) -> int:
        return time.perf_counter_ns() - self._began


@dataclass(frozen=True, slots=True)
class Order:
    """What the engine is told: its route, the body, how its answer is read, and the tokens to reserve for it."""

    path: str
    body: Mapping[str, Any]
    read: Read
    reserve: int
    tokens: tuple[int, ...]
    seam: Seam
    guard: constraints.JsonGuard | None


async def prepare(loaded: Loaded, ask: Ask) -> Order:
    """Render, count and limit; raises Failure if the request cannot be answered."""
    held = _held_to(ask)
    limit = min(ask.options.num_ctx or loaded.context, loaded.most_context)
    wanted = _wanted(ask, held)
    room = min(wanted or limit // 4, max(1, limit // 2))
    tokens, messages = await _tokens(loaded, ask, max(1, limit - room))
    predict = min(wanted or limit, limit - len(tokens))
    adapters = [{"id": index, "scale": 1.0} for index in range(len(loaded.settings.adapters))]
    body: dict[str, Any] = {
        **ask.options.sampling,
        **held,
        "n_predict": predict,
        "stream": True,
        "cache_prompt": True,
        "return_progress": True,
        "lora": adapters,  # explicit: without it the cache of another adapter could be reused
    }
    schema = held.get("json_schema")
    guard = constraints.JsonGuard(ask.format) if schema is not None else None
    seam = Seam(half_said(ask.messages or ()))
    reserve = min(limit, len(tokens) + predict)
    if not _needs_parsing(ask):
        return Order("/completion", {**body, "prompt": tokens}, read_native, reserve, tuple(tokens), seam, guard)
    del body["n_predict"]
    body |= {"max_tokens": predict, "messages": messages, **_chat_extra(ask)}
    if schema is not None:
        body["response_format"] = {"type": "json_schema", "json_schema": {"schema": body.pop("json_schema")}}
    return Order("/v1/chat/completions", body, read_openai, reserve, tuple(tokens), seam, guard)


async def _stream(loaded: Loaded, order: Order) -> AsyncGenerator[Batch]:
    async with aclosing(loaded.upstream.stream(order.path, order.body, order.read)) as batches:
        async for batch in batches:
            yield [_checked(order, piece) for piece in batch]


def _checked(order: Order, piece: Piece) -> Piece:
    text = order.seam.feed(piece.text)
    if order.guard:
        order.guard.feed(text)
        if piece.reason:
            order.guard.finish(piece.reason)
    if text is piece.text or text == piece.text:
        return piece
    return Piece(text, piece.thinking, piece.tokens, piece.tools, piece.reason, piece.timings)


async def _tokens(loaded: Loaded, ask: Ask, most: int) -> tuple[list[int], list[dict[str, Any]]]:
    keep = ask.options.num_keep
    if ask.messages is not None:
        shaped = shape(ask.messages, ask.model)
        return await chat_tokens(
            loaded.upstream, shaped, most, truncate=ask.truncate, keep=keep, extra=_chat_extra(ask)
        )
    tokens = await generate_tokens(loaded.upstream, ask.model, ask.prompt, ask.system or ask.model.system, raw=ask.raw)
    return within([*ask.context, *tokens], most, keep, truncate=ask.truncate), []


def _held_to(ask: Ask) -> dict[str, Any]:
    """Grammar and sampling that the request, its prompt or the starter's rules demand."""
    if ask.messages is None and ask.format in (None, "") and constraints.asks_for_scores(ask.prompt):
        return {"grammar": constraints.scores_grammar()}
    held = constraints.from_format(ask.format)
    if ask.plan is None:
        return held
    own = {name: value for name, value in ask.plan.params.items() if name != "max_tokens"}
    return {**own, **held} if not held else {**{k: v for k, v in own.items() if k != "grammar"}, **held}


def _wanted(ask: Ask, held: Mapping[str, Any]) -> int:
    """The longest reply in tokens, 0 for as long as there is room."""
    asked = max(0, ask.options.num_predict)
    if held.get("grammar") and ask.plan is None:
        return max(asked, constraints.SCORES_ROOM)
    own = int(ask.plan.params.get("max_tokens", 0)) if ask.plan else 0
    return min(asked, own) if asked and own else asked or own


def _needs_parsing(ask: Ask) -> bool:
    """Whether the engine must take tool calls or thinking out of the text."""
    if ask.messages is None or ask.calls:
        return False
    return bool(ask.tools) or "thinking" in ask.model.capabilities


def _chat_extra(ask: Ask) -> dict[str, Any]:
    extra: dict[str, Any] = {"tools": list(ask.tools)} if ask.tools else {}
    if "thinking" in ask.model.capabilities:
        extra["chat_template_kwargs"] = {"enable_thinking": ask.think is not False}
    return extra


async def _paced(source: AsyncGenerator[Batch], pace: float) -> AsyncGenerator[Batch]:
    """Release `pace` tokens a second, one piece at a time."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    async with aclosing(source) as batches:
        async for batch in batches:
            for piece in batch:
                if piece.text or piece.thinking:
                    await asyncio.sleep(max(0.0, due - loop.time()))
                    due = max(due, loop.time() - 1.0) + max(1, len(piece.tokens)) / pace
                yield [piece]
