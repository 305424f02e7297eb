"""OpenAI's messages as Ollama's: parts of a content joined, images taken out of data URLs, results of tools by their name. Pure.

An image at an address is never fetched. Whether the model can see is not asked here (`asks.py`).
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from tutorfleet.worker import ollama, openai_tools
from tutorfleet.worker.errors import Refusal

_DATA_URL = re.compile(r"data:image/[\w.+-]+;base64,")


class Message(msgspec.Struct):
    """One message of a chat; `content` is a text, a list of parts, or null beside `tool_calls`."""

    role: str = ""
    content: Any = None
    reasoning: str | None = None
    tool_calls: list[dict[str, Any]] | None = None
    tool_call_id: str | None = None


def shaped(messages: Sequence[Message]) -> list[ollama.Message]:
    """The same talk as Ollama has it; raises Refusal 400 that names the message."""
    names: dict[str, str] = {}
    talk = []
    for number, message in enumerate(messages):
        calls = openai_tools.objects(message.tool_calls, f"messages[{number}].tool_calls")
        names |= {str(call.get("id")): call["function"]["name"] for call in calls}
        talk.append(_message(message, calls, names.get(message.tool_call_id or ""), f"messages[{number}].content"))
    return talk


def _message(message: Message, calls: list[dict[str, Any]], tool: str | None, where: str) -> ollama.Message:
    text, images = _content(message.content, where)
    return ollama.Message(
        role="system" if message.role == "developer" else message.role,
        content=text,
        images=images or None,
        tool_calls=calls or None,
        tool_name=tool,
        tool_call_id=message.tool_call_id,
        thinking=message.reasoning,
    )


def _content(content: Any, where: str) -> tuple[str, list[str]]:
    """The text of a message and its images in base64."""
    if content is None or isinstance(content, str):
        return content or "", []
    if not isinstance(content, list):
        raise Refusal(400, f"{where}: expected a text or a list of parts", where)
    texts, images = [], []
    for part in content:
        kind = part.get("type") if isinstance(part, dict) else None
        if kind in ("text", "refusal") and isinstance(part.get(kind), str):
            texts.append(part[kind])
        elif kind == "image_url":
            images.append(_image(part.get("image_url"), where))
        else:
            raise Refusal(400, f"{where}: expected parts of type text or image_url", where)
    return "\n".join(texts), images


def _image(given: Any, where: str) -> str:
    url = given.get("url") if isinstance(given, dict) else given
    found = _DATA_URL.match(url) if isinstance(url, str) else None
    if found is None:
        raise Refusal(400, f"{where}: expected an image as a data URL in base64; addresses are not fetched", where)
    return str(url)[found.end() :]
