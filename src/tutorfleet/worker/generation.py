"""One reply: from a checked request to a stream of pieces with its metrics at the end.

The order of things: a starter model's fixed answers, the engine (loaded if need be), tokens counted and made to fit,
a place in the engine's queue, then the stream. A consumer that stops early frees the slot and the place.
How a reply is written to a client is said in `replies.py`.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Hashable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tutorfleet.models.catalogue import Model
from tutorfleet.worker import constraints
from tutorfleet.worker.ask import Ask
from tutorfleet.worker.calls import CallReader
from tutorfleet.worker.chunks import Piece, Read, Timings, read_native, read_openai
from tutorfleet.worker.elsewhere import Elsewhere
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.ollama import Message, Metrics
from tutorfleet.worker.prompt import Seam, chat_tokens, generate_tokens, half_said, shape, within
from tutorfleet.worker.rendering import Gap, Renderer, gap_tokens, values
from tutorfleet.worker.serving import Serving
from tutorfleet.worker.shaping import Shaper
from tutorfleet.worker.shifting import MOST_CONTEXTS, Shift
from tutorfleet.worker.tally import ModelTally, about
from tutorfleet.worker.thoughts import Thoughts

Batch = list[Piece]


@dataclass(slots=True)
class Reply:
    """What is being said. `metrics` is there when the pieces have ended."""

    ask: Ask
    pace: float = 0.0
    metrics: Metrics | None = None
    _began: int = field(default_factory=time.perf_counter_ns)
    _tokens: list[int] = field(default_factory=list)
    _spoke: bool = False

    async def pieces(self, engines: Serving) -> AsyncGenerator[Batch]:
        """The reply, as many pieces in a list as came together; raises Failure, also in the middle."""
        fixed = self.ask.plan.text if self.ask.plan else None
        about(self.ask.model.name)
        source = self._engine(engines) if fixed is None else self._fixed(fixed)
        async with aclosing(_paced(source, self.pace) if self.pace else source) as batches:
            async for batch in batches:
                yield batch

    async def _fixed(self, text: str) -> AsyncGenerator[Batch]:
        words = text.split(" ")
        for index, word in enumerate(words):
            yield [Piece(word if index == 0 else " " + word, tokens=(0,))]
        self.metrics = Metrics("stop", self._elapsed(), reply_tokens=len(words))

    async def _engine(self, engines: Serving) -> AsyncGenerator[Batch]:
        ask = self.ask
        async with engines.lease(ask.model, ask.keep_alive, learner=ask.learner) as loaded:
            load_ns, tally = self._elapsed(), engines.tally.of(ask.model.name)
            work = await _work(loaded, ask)
            place = loaded.gate.admit(work.reserve, ask.learner, setting=work.setting)
            async with place, aclosing(work.batches()) as batches:
                async for batch in batches:
                    if not self._spoke:
                        self._spoke = True
                        tally.began_to_speak(self._elapsed() / 1e9)
                    self._count(batch)
                    if batch[-1].reason:
                        self.metrics = self._measure(batch[-1], load_ns, work.tokens)
                        _tell(tally, batch[-1].timings)
                    yield batch

    def _count(self, batch: Batch) -> None:
        if self.ask.messages is None and not self.ask.raw:
            for piece in batch:
                self._tokens.extend(piece.tokens)

    def _measure(self, last: Piece, load_ns: int, prompt: tuple[int, ...]) -> Metrics:
        timings = last.timings or Timings()
        context = (*prompt, *self._tokens) if self.ask.messages is None and not self.ask.raw else ()
        return Metrics(
            last.reason,
            self._elapsed(),
            load_ns,
            timings.prompt_n + timings.cache_n,
            int(timings.prompt_ms * 1e6),
            timings.predicted_n,
            int(timings.predicted_ms * 1e6),
            context,
            timings.cache_n,
        )

    def _elapsed(self) -> int:
        return time.perf_counter_ns() - self._began


def _tell(tally: ModelTally, timings: Timings | None) -> None:
    if timings:
        prompt = timings.prompt_n + timings.cache_n
        tally.replied(prompt, timings.cache_n, timings.predicted_n, timings.predicted_ms)


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be computed: the tokens to reserve for it, those of the prompt, the engine's setting, and what gives the pieces."""

    reserve: int
    tokens: tuple[int, ...]
    setting: Hashable
    batches: Callable[[], AsyncGenerator[Batch]]


async def _work(loaded: Loaded | Elsewhere, ask: Ask) -> Work:
    if isinstance(loaded, Elsewhere):
        return Work(1, (), (), partial(loaded.stream, ask))
    order = await prepare(loaded, ask)
    return Work(order.reserve, order.tokens, loaded.setting(ask.model), partial(_seated, loaded, order, ask.model))


@dataclass(frozen=True, slots=True)
class Order:
    """What the engine is told: its route, the body, how its answer is read, and the tokens to reserve for it."""

    path: str
    body: Mapping[str, Any]
    read: Read
    reserve: int
    tokens: tuple[int, ...]
    shaper: Shaper
    shift: Shift | None = None


async def prepare(loaded: Loaded, ask: Ask) -> Order:
    """Render, count and limit; raises Failure if the request cannot be answered."""
    held = _held_to(ask)
    limit = min(ask.options.num_ctx or loaded.context, loaded.most_context)
    silent = ask.options.num_predict == 0 and not held
    wanted = 1 if silent else _wanted(ask, held)
    # A reply that may go on in a full context needs less room in it, so that more of the prompt stays.
    most = limit // 2 if held or ask.shift is False else limit // 4
    room = min(wanted or limit // 4, max(1, most))
    render = Renderer(loaded.upstream, ask.model, ask.template, ask.tools, ask.think)
    native = bool(render.go) or not _needs_parsing(ask)
    if held and native and ask.think is None:
        render.think = False  # who is held to a grammar from the first token on cannot think before
    tokens, messages = await _tokens(render, ask, max(1, limit - room))
    predict = min(wanted or limit, limit - len(tokens))
    body = _body(loaded, ask, held, predict)
    schema = held.get("json_schema")
    reserve = min(limit, len(tokens) + predict)
    if native:
        body |= {"prompt": tokens} | ({} if ask.likely is None else {"n_probs": max(1, ask.likely)})
        shift = None if held or silent else _shift(ask, limit, predict, tokens)
        shaper = _shaper(
            ask, None if held else render.thoughts(), None if ask.messages is None else render.calls(), silent=silent
        )
        return Order("/completion", body, read_native, reserve, tuple(tokens), shaper, shift)
    del body["n_predict"]
    body |= {"max_tokens": predict, "messages": messages, **values(ask.model, ask.tools, ask.think)}
    body |= {"reasoning_format": "auto"} | (
        {} if ask.likely is None else {"logprobs": True, "top_logprobs": max(1, ask.likely)}
    )
    if schema is not None:
        body["response_format"] = {"type": "json_schema", "json_schema": {"schema": body.pop("json_schema")}}
    shaper = _shaper(ask, render.thoughts(parsed=True), None, silent=silent)
    return Order("/v1/chat/completions", body, read_openai, reserve, tuple(tokens), shaper)


def _body(loaded: Loaded, ask: Ask, held: Mapping[str, Any], predict: int) -> dict[str, Any]:
    """What both routes of the engine are told alike."""
    return {
        **ask.options.sampling,
        **held,
        "n_predict": predict,
        "stream": True,
        "cache_prompt": True,
        "return_progress": True,
        "lora": loaded.lora(ask.model),  # explicit: without it the cache of another adapter could be reused
    }


async def _seated(loaded: Loaded, order: Order, model: Model) -> AsyncGenerator[Batch]:
    """In the slot that has most of it, where it matters which."""
    async with loaded.seat(model, order.tokens) as seat, aclosing(_stream(loaded, order, seat)) as batches:
        async for batch in batches:
            yield batch


async def _stream(loaded: Loaded, order: Order, seat: Mapping[str, int]) -> AsyncGenerator[Batch]:
    body, shift = {**order.body, **seat}, order.shift
    while True:
        again = False
        async with aclosing(loaded.upstream.stream(order.path, body, order.read)) as batches:
            async for batch in batches:
                batch, again = shift.feed(batch) if shift else (batch, False)  # noqa: PLW2901
                yield [order.shaper.feed(piece) for piece in batch]
        if not again or shift is None:
            return
        tokens, predict = shift.next()
        body = {**body, "prompt": tokens, "n_predict": predict}


async def _tokens(render: Renderer, ask: Ask, most: int) -> tuple[list[int], list[dict[str, Any]]]:
    keep, upstream, model = ask.options.num_keep, render.upstream, ask.model
    if ask.messages is not None:
        return await chat_tokens(render, shape(ask.messages, model), most, truncate=ask.truncate, keep=keep)
    if ask.suffix and not ask.raw:
        return await gap_tokens(render, Gap(ask.prompt, ask.suffix), most, truncate=ask.truncate), []
    if ask.raw or not (render.go or model.chat_template):
        system = "" if ask.raw else ask.system or model.system
        text = f"{system}\n\n{ask.prompt}" if system else ask.prompt
        tokens = await upstream.tokenize(text, special=True)
    else:
        tokens = await generate_tokens(render, _first(ask), ask.prompt)
    return within([*ask.context, *tokens], most, keep, truncate=ask.truncate), []


def _first(ask: Ask) -> list[Message]:
    """What stands before the prompt: a system text, and the model's own messages at the beginning of a talk."""
    system = ask.system or ask.model.system
    own = () if ask.context else ask.model.messages
    return [Message("system", system)] * bool(system) + [Message(one.role, one.content) for one in own]


def _shaper(ask: Ask, thoughts: Thoughts | None, calls: CallReader | None, *, silent: bool) -> Shaper:
    thoughts = None if ask.suffix else thoughts
    calls = None if ask.calls else calls
    held = constraints.from_format(ask.format)
    guard = constraints.JsonGuard(ask.format) if "json_schema" in held else None
    return Shaper(Seam(half_said(ask.messages or ())), guard, thoughts, calls, ask.likely or 0, silent)


def _shift(ask: Ask, limit: int, predict: int, tokens: Sequence[int]) -> Shift | None:
    """How the reply goes on when its context is full; None where it then ends."""
    asked = ask.options.num_predict
    wished = min(asked if asked > 0 else limit * MOST_CONTEXTS, limit * MOST_CONTEXTS)
    wants = asked > 0 if ask.shift is None else ask.shift and asked > -2
    left = wished - predict
    return Shift(limit, ask.options.num_keep, left, list(tokens)) if wants and left > 0 and ask.plan is None else None


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
