"""Takes calls of tools out of what a model says, for prompts that we made ourselves of a Go template. Pure.

A call is a JSON object with the `name` of a tool that was offered and its `arguments` (or `parameters`); it stands behind the
tag that the template uses for calls, or the whole reply is nothing but calls. What looks like a call and is none is said.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import msgspec

from tutorfleet.worker.thoughts import overlap

_TAGS = ("<tool_call>", "[TOOL_CALLS]", "<function_call>", "<|python_tag|>")
_JSON = json.JSONDecoder()
_FENCE = "```"


def tag_of(template: str) -> str:
    """The tag that calls stand behind in replies to this template; "" where it has none."""
    return next((tag for tag in _TAGS if tag in template), "")


@dataclass(slots=True)
class CallReader:
    """A reply that may end with calls."""

    tag: str
    tools: Collection[str]
    """The names of what may be called."""
    _held: str = ""
    _calling: bool = False
    _plain: bool = False

    def feed(self, text: str) -> str:
        """What is now known to be said."""
        if self._plain:
            return text
        self._held += text
        if self._calling:
            return ""
        return self._to_tag() if self.tag else self._at_start()

    def finish(self) -> tuple[str, tuple[dict[str, Any], ...]]:
        """The rest of what is said, and the calls as parts `{index, function: {name, arguments}}`."""
        found = _found(self._held, self.tools)
        rest, self._held = "" if found else self._held, ""
        return rest, tuple(
            {"index": index, "function": {"name": name, "arguments": msgspec.json.encode(arguments).decode()}}
            for index, (name, arguments) in enumerate(found)
        )

    def _to_tag(self) -> str:
        said, tag, _ = self._held.partition(self.tag)
        self._calling = bool(tag)
        sure = said if tag else self._held[: len(self._held) - overlap(self._held, self.tag)]
        self._held = self._held[len(sure) :]
        return sure.rstrip() if tag else sure

    def _at_start(self) -> str:
        start = self._held.lstrip()
        if not start or _FENCE.startswith(start[:3]):
            return ""
        self._calling = start[0] in "{[" or start.startswith(_FENCE + "json")
        self._plain = not self._calling and not (_FENCE + "json").startswith(start)
        if not self._plain:
            return ""
        said, self._held = self._held, ""
        return said


def _found(text: str, tools: Collection[str]) -> list[tuple[str, dict[str, Any]]]:
    calls: list[tuple[str, dict[str, Any]]] = []
    at = 0
    while (at := text.find("{", at)) >= 0 and len(calls) < 64:
        try:
            value, at = _JSON.raw_decode(text, at)
        except (ValueError, RecursionError):
            return calls
        arguments = value.get("arguments", value.get("parameters"))
        if value.get("name") in tools and isinstance(arguments, dict):
            calls.append((value["name"], arguments))
    return calls
