"""From messages to tokens: the model's own template, room in the context, and going on from a half-said reply.

The shaping is pure (`shape`, `settled`, `Seam`, `cut`); `chat_tokens` and `generate_tokens` ask the engine to count, and
`rendering.py` for the prompt. A trailing assistant message is left open by the templates, so the reply continues it without
an echo.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tutorfleet.models.catalogue import Model
from tutorfleet.worker.errors import TOO_LONG, Failure
from tutorfleet.worker.ollama import ROLES, Message
from tutorfleet.worker.rendering import Rendered, Renderer


def shape(messages: Sequence[Message], model: Model) -> list[Message]:
    """Messages as the model is to see them: its own first ones, roles checked, a trailing half-said reply made one.

    White space at the end of a half-said reply is taken off (tokens begin with theirs) and an empty one is dropped.
    Raises Failure 400 for a role that nobody has.
    """
    for message in messages:
        if message.role.lower() not in ROLES:
            raise Failure(400, f"invalid role {message.role[:40]!r}: expected one of {', '.join(sorted(ROLES))}")
    first = [Message(one.role, one.content) for one in model.messages]
    if model.system and not any(one.role.lower() == "system" for one in messages):
        first.insert(0, Message("system", model.system))
    return first + _join_tail(list(messages))


def half_said(messages: Sequence[Message]) -> str:
    """What the assistant has said already of the reply that is asked for, as it was sent; "" for a fresh reply."""
    tail: list[str] = []
    for message in reversed(messages):
        if message.role.lower() != "assistant" or message.tool_calls:
            break
        tail.insert(0, message.content or "")
    return "".join(tail)


class Seam:
    """Joins a continuation to a half-said reply: white space that the client has already is not said twice."""

    def __init__(self, said: str) -> None:
        self._owed = said[len(said.rstrip()) :]

    def feed(self, text: str) -> str:
        """The part of the text that is new."""
        common = 0
        while common < min(len(text), len(self._owed)) and text[common] == self._owed[common]:
            common += 1
        # Whatever differs ends the overlap; text that ends inside it may go on with it in the next part.
        self._owed = self._owed[common:] if common == len(text) else ""
        return text[common:]


def settled(messages: Rendered) -> Rendered:
    """The same talk for a template that insists on user and assistant in turn: system folded in, neighbours merged."""
    system = "\n\n".join(one["content"] for one in messages if one["role"] == "system")
    talk: Rendered = []
    for one in messages:
        role = "assistant" if one["role"] == "assistant" else "user"
        if one["role"] == "system":
            continue
        if talk and talk[-1]["role"] == role:
            talk[-1]["content"] += "\n\n" + one["content"]
        else:
            talk.append({"role": role, "content": one["content"]})
    if not talk or talk[0]["role"] == "assistant":
        talk.insert(0, {"role": "user", "content": ""})
    talk[0]["content"] = "\n\n".join(part for part in (system, talk[0]["content"]) if part) or "."
    return talk


def cut(tokens: list[int], most: int, keep: int) -> list[int]:
    """At most `most` tokens: the first `keep` (below 0: as many as may be) and the newest, as Ollama does it."""
    if len(tokens) <= most:
        return tokens
    keep = most // 2 if keep < 0 else min(keep, most // 2)
    return tokens[:keep] + tokens[len(tokens) - (most - keep) :]


def within(tokens: list[int], most: int, keep: int, *, truncate: bool) -> list[int]:
    """Tokens cut to `most`; raises Failure 400 if they are too many and must not be cut."""
    if len(tokens) > most and not truncate:
        raise Failure(400, TOO_LONG)
    return cut(tokens, most, keep)


async def chat_tokens(
    render: Renderer, messages: Sequence[Message], most: int, *, truncate: bool, keep: int
) -> tuple[list[int], Rendered]:
    """Tokens of a chat within `most`, and the messages that they stand for: the oldest go first, system ones stay.

    Raises Failure 400 if it is too long and must not be truncated.
    """
    rendered = [_plain(one) for one in messages]
    tokens, rendered = await _render(render, rendered)
    if len(tokens) <= most:
        return tokens, rendered
    if not truncate:
        raise Failure(400, TOO_LONG)
    droppable = [one for one in rendered[:-1] if one["role"] != "system"]
    low, high = 1, len(droppable)
    while low <= high:  # the fewest that must go, in few questions
        middle = (low + high) // 2
        gone = set(map(id, droppable[:middle]))
        attempt, kept = await _render(render, [one for one in rendered if id(one) not in gone])
        if len(attempt) <= most or middle == len(droppable):
            tokens, best = attempt, kept
        if len(attempt) <= most:
            high = middle - 1
        else:
            low = middle + 1
    return cut(tokens, most, keep), best if droppable else rendered


async def generate_tokens(render: Renderer, first: Sequence[Message], prompt: str) -> list[int]:
    """Tokens of a prompt as a user's message, behind the messages that come first."""
    tokens, _ = await _render(render, [_plain(one) for one in [*first, Message("user", prompt)]])
    return tokens


async def _render(render: Renderer, messages: Rendered) -> tuple[list[int], Rendered]:
    try:
        return await render.tokens(messages), messages
    except Failure as failure:
        if (
            failure.status >= 500
            and "template" not in failure.message.lower()
            and "roles" not in failure.message.lower()
        ):
            raise
        messages = settled(messages)
        return await render.tokens(messages), messages


def _join_tail(messages: list[Message]) -> list[Message]:
    said = half_said(messages)
    while messages and messages[-1].role.lower() == "assistant" and not messages[-1].tool_calls:
        messages.pop()
    return [*messages, Message("assistant", said.rstrip())] if said.strip() else messages


def _plain(message: Message) -> dict[str, Any]:
    plain: dict[str, Any] = {"role": message.role.lower(), "content": message.content or ""}
    if message.tool_calls:
        plain["tool_calls"] = [_openai_call(call) for call in message.tool_calls]
    if message.role.lower() == "tool":
        plain["tool_call_id"] = message.tool_call_id or ""
        plain["name"] = message.tool_name or ""
    if message.thinking:
        plain["reasoning_content"] = message.thinking
    return plain


def _openai_call(call: Mapping[str, Any]) -> dict[str, Any]:
    function = call.get("function")
    if not isinstance(function, dict):
        raise Failure(400, "tool_calls: expected objects with a function")
    return {"id": call.get("id", ""), "type": "function", "function": function}
