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
        jinja = self.model.chat_template
        knows_less = bool(self.tools) and "tools" not in jinja and ".Tools" in self.model.template
        return self.own or (self.model.template if not jinja or knows_less else "")

    async def render(self, messages: Rendered) -> str:
        """The prompt; raises Failure where a template cannot be run."""
        if source := self.go:
            self.prompt = await self._by_go(source, messages)
        else:
            self.prompt = await self.upstream.render(messages, values(self.model, self.tools, self.think))
        return self.prompt

    async def _by_go(self, source: str, messages: Rendered) -> str:
        think = self.think if self.think is not None or "thinking" not in self.model.capabilities else True
        talk = [_for_go(one) for one in messages]
        try:
            return await asyncio.to_thread(templates.chat_prompt, templates.read(source), talk, self.tools, think)
        except TemplateError as error:
            raise failed(error, of_request=bool(self.own)) from None

    def shaped(self, *, chat: bool) -> tuple[Thoughts | None, CallReader | None]:
        """What takes thoughts and calls out of the reply to the last prompt, where we have to."""
        source = self.go or self.model.chat_template
        tags = tags_of(source) if "thinking" in self.model.capabilities and self.think is not False else None
        thoughts = Thoughts(*tags, begun=self.prompt.rstrip().endswith(tags[0])) if tags else None
        names = [str((tool.get("function") or {}).get("name")) for tool in self.tools]
        return thoughts, CallReader(tag_of(source), names) if chat and names else None


def failed(error: TemplateError, *, of_request: bool) -> Failure:
    """A template that cannot be used: the fault of who asked, or of the model."""
    return Failure(400 if of_request else 500, f"template: {error}")


def can_insert(model: Model, own: str = "") -> bool:
    """Whether the model can write what stands between two texts."""
    return templates.takes_a_suffix(own or model.template) or bool(model.gap_tokens)


async def gap_tokens(upstream: Upstream, model: Model, own: str, prompt: str, suffix: str, most: int) -> list[int]:
    """Tokens of a text with a gap, from the template or with the model's own tokens for it: at most `most`.

    In the second case the text farthest from the gap goes first; in the first Failure 400 is raised if it is too long.
    """
    source = own or model.template
    if templates.takes_a_suffix(source):
        try:
            text = templates.insert_prompt(templates.read(source), prompt, suffix)
        except TemplateError as error:
            raise failed(error, of_request=bool(own)) from None
        tokens = await upstream.tokenize(text, special=True)
        if len(tokens) > most:
            raise Failure(400, TOO_LONG)
        return tokens
    head = await upstream.tokenize("", special=True)
    before, behind = [await upstream.tokenize(text, special=False) for text in (prompt, suffix)]
    return _around(head, before, behind, model.gap_tokens, most)


def _around(head: list[int], before: list[int], behind: list[int], marks: Sequence[int], most: int) -> list[int]:
    """`head`, then prefix, suffix and middle with their marks; what is nearest to the gap stays."""
    room = max(2, most - len(head) - len(marks))
    keep = min(len(behind), max(room // 4, room - len(before)))
    start, end, middle = marks
    return [*head, start, *before[-(room - keep) :], end, *behind[:keep], middle]


def _for_go(message: dict[str, Any]) -> dict[str, Any]:
    """A message as Ollama's templates know it."""
    return message | {
        "thinking": message.get("reasoning_content", ""),
        "tool_name": message.get("name", ""),
        "tool_calls": message.get("tool_calls", []),
    }
