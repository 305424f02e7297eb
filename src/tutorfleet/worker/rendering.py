"""Who makes a prompt of messages: llama.cpp with the Jinja template inside the GGUF, or we with Ollama's Go template.

Jinja comes first. Go's is used where a request brings one, where the GGUF has none, where only Go's knows of tools, and for a
text with a gap (`suffix`). A model with neither gets what llama.cpp takes for one.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tutorfleet.models.catalogue import Model
from tutorfleet.worker import templates
from tutorfleet.worker.calls import CallReader, tag_of
from tutorfleet.worker.errors import TOO_LONG, Failure
from tutorfleet.worker.templates import TemplateError
from tutorfleet.worker.thoughts import Thoughts, tags_of
from tutorfleet.worker.upstream import Upstream

Rendered = list[dict[str, Any]]
Think = bool | str | None
_NARROWINGS = 8
"""How often a text with a gap is made shorter until it fits."""


def values(model: Model, tools: Sequence[dict[str, Any]], think: Think) -> dict[str, Any]:
    """What a Jinja template is told besides the messages."""
    extra: dict[str, Any] = {"tools": list(tools)} if tools else {}
    if "thinking" in model.capabilities:
        level = {"reasoning_effort": think} if isinstance(think, str) else {}
        extra["chat_template_kwargs"] = {"enable_thinking": think is not False, **level}
    return extra


@dataclass(slots=True)
class Renderer:
    """Makes prompts of messages for one request; `prompt` is the one that was made last."""

    upstream: Upstream
    model: Model
    own: str = ""
    """The request's own Go template."""
    tools: Sequence[dict[str, Any]] = ()
    think: Think = None
    prompt: str = ""

    @property
    def go(self) -> str:
        """The Go template that it renders with; "" where llama.cpp renders."""
        jinja = "" if self.model.own_template else self.model.chat_template
        knows_less = bool(self.tools) and "tools" not in jinja and ".Tools" in self.model.template
        return self.own or (self.model.template if not jinja or knows_less else "")

    async def render(self, messages: Rendered) -> str:
        """The prompt; raises Failure where a template cannot be run."""
        if source := self.go:
            self.prompt = await self._by_go(source, messages)
        else:
            self.prompt = await self.upstream.render(messages, values(self.model, self.tools, self.think))
        return self.prompt

    async def tokens(self, messages: Rendered) -> list[int]:
        """Tokens of the prompt; the beginning that the tokenizer puts before it and the template too stands there once."""
        tokens = await self.upstream.tokenize(await self.render(messages), special=True)
        head = await self.upstream.tokenize("", special=True) if self.go else []
        twice = len(head) > 0 and tokens[: 2 * len(head)] == head * 2
        return tokens[len(head) :] if twice else tokens

    async def _by_go(self, source: str, messages: Rendered) -> str:
        think = self.think if self.think is not None or "thinking" not in self.model.capabilities else True
        talk = [_for_go(one) for one in messages]
        try:
            return await asyncio.to_thread(templates.chat_prompt, templates.read(source), talk, self.tools, think)
        except TemplateError as error:
            raise failed(error, of_request=bool(self.own)) from None

    def thoughts(self, *, parsed: bool = False) -> Thoughts | None:
        """What takes thoughts out of the reply to the last prompt; `parsed`: llama.cpp looked for them, and may not know them."""
        source = self.go or self.model.chat_template
        tags = tags_of(source) if "thinking" in self.model.capabilities and self.think is not False else None
        return Thoughts(*tags, begun=not parsed and self.prompt.rstrip().endswith(tags[0])) if tags else None

    def calls(self) -> CallReader | None:
        """What takes calls of tools out of the reply, where any may be called."""
        names = [str((tool.get("function") or {}).get("name")) for tool in self.tools]
        return CallReader(tag_of(self.go or self.model.chat_template), names) if names else None


def failed(error: TemplateError, *, of_request: bool) -> Failure:
    """A template that cannot be used: the fault of who asked, or of the model."""
    return Failure(400 if of_request else 500, f"template: {error}")


def can_insert(model: Model, own: str = "") -> bool:
    """Whether the model can write what stands between two texts."""
    if model.is_elsewhere:
        return "insert" in model.capabilities
    return templates.takes_a_suffix(own or model.template) or bool(model.gap_tokens)


@dataclass(frozen=True, slots=True)
class Gap:
    """A text with a gap."""

    prompt: str
    suffix: str

    def narrowed(self, part: float) -> "Gap":
        """That part of both texts, from the gap outwards."""
        before, behind = int(len(self.prompt) * part), int(len(self.suffix) * part)
        return Gap(self.prompt[len(self.prompt) - before :], self.suffix[:behind])


async def gap_tokens(render: Renderer, gap: Gap, most: int, *, truncate: bool) -> list[int]:
    """At most `most` tokens of a text with a gap, by the template or with the model's own marks: the farthest text goes first.

    Raises Failure 400 if it is too long and must not be truncated.
    """
    source = render.own or render.model.template
    by_template = templates.takes_a_suffix(source)
    tokens = await (_template_tokens(render, source, gap) if by_template else _marked_tokens(render, gap))
    for _ in range(_NARROWINGS):
        if len(tokens) <= most:
            return tokens
        if not truncate:
            break
        gap = gap.narrowed(0.95 * most / len(tokens))
        tokens = await (_template_tokens(render, source, gap) if by_template else _marked_tokens(render, gap))
    raise Failure(400, TOO_LONG)


async def _template_tokens(render: Renderer, source: str, gap: Gap) -> list[int]:
    try:
        text = templates.insert_prompt(templates.read(source), gap.prompt, gap.suffix)
    except TemplateError as error:
        raise failed(error, of_request=bool(render.own)) from None
    return await render.upstream.tokenize(text, special=True)


async def _marked_tokens(render: Renderer, gap: Gap) -> list[int]:
    head, before, behind = [
        await render.upstream.tokenize(text, special=text == "") for text in ("", gap.prompt, gap.suffix)
    ]
    start, end, middle = render.model.gap_tokens
    return [*head, start, *before, end, *behind, middle]


def _for_go(message: dict[str, Any]) -> dict[str, Any]:
    """A message as Ollama's templates know it."""
    return message | {
        "thinking": message.get("reasoning_content", ""),
        "tool_name": message.get("name", ""),
        "tool_calls": message.get("tool_calls", []),
    }
