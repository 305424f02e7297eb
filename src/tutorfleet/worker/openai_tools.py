"""Tools as OpenAI speaks of them: which of them may or must be called, and the parts of calls in an answer. Pure.

A call that must be made (`tool_choice` "required" or a function by name) is kept by a grammar: the reply is JSON,
`{"name": ..., "arguments": ...}`, held to the schemas of the tools, and `Forced` cuts it into the parts of a call as it comes.
A model that was not told of tools is refused before (`asks.py`).
"""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tutorfleet.worker.errors import Refusal

_HEAD = re.compile(r'\s*\{\s*"name"\s*:\s*("(?:[^"\\]|\\.)*")\s*,\s*"arguments"\s*:')


@dataclass(frozen=True, slots=True)
class Choice:
    """The tools that the model is told of; `schema` holds its reply to a call of one of them, None leaves it free."""

    tools: list[dict[str, Any]]
    schema: dict[str, Any] | None = None


def choose(tools: Sequence[Mapping[str, Any]] | None, wanted: Any) -> Choice:
    """What `tools` and `tool_choice` ask for together; raises Refusal 400."""
    offered = [_checked(tool, f"tools[{number}]") for number, tool in enumerate(tools or ())]
    if wanted == "none":
        return Choice([])
    if wanted is None or wanted == "auto":
        return Choice(offered)
    callable_ones = offered if wanted == "required" else _named(offered, wanted)
    if not callable_ones:
        raise Refusal(400, "tool_choice: there is no such tool in tools", "tool_choice")
    return Choice(offered, _schema(callable_ones))


def objects(calls: Sequence[Mapping[str, Any]] | None, where: str) -> list[dict[str, Any]]:
    """Calls of an earlier answer with their arguments as objects, as Ollama has them; raises Refusal 400."""
    return [_object(call, where) for call in calls or ()]


@dataclass(slots=True)
class Calls:
    """The calls of one answer, gathered from parts `{index, id, function: {name, arguments}}`."""

    _found: dict[int, dict[str, Any]] = field(default_factory=dict)

    def delta(self, part: Mapping[str, Any]) -> dict[str, Any]:
        """The part as a client is to see it: the first of each call has its id and type."""
        index, function = int(part.get("index") or 0), part.get("function") or {}
        said = {key: function[key] for key in ("name", "arguments") if function.get(key)}
        if index in self._found:
            self._found[index]["function"]["arguments"] += said.get("arguments", "")
            return {"index": index, "function": said}
        identity = part.get("id") or "call_" + secrets.token_hex(4)
        whole = {"name": said.get("name", ""), "arguments": said.get("arguments", "")}
        self._found[index] = {"id": identity, "type": "function", "function": whole}
        return {"index": index, "id": identity, "type": "function", "function": dict(whole)}

    def whole(self) -> list[dict[str, Any]]:
        """All calls in their order, arguments as text."""
        return [self._found[index] for index in sorted(self._found)]

    def __bool__(self) -> bool:
        return bool(self._found)


class Forced:
    """Cuts `{"name": "f", "arguments": {...}}`, that comes in pieces, into parts of one call."""

    def __init__(self) -> None:
        self._rest = ""
        self._named = False
        self._begun = False

    def feed(self, text: str) -> Iterable[dict[str, Any]]:
        """Parts that the text completes. The last brace is held back: it is not the arguments' own."""
        self._rest += text
        if not self._named and (found := _HEAD.match(self._rest)):
            self._named, self._rest = True, self._rest[found.end() :]
            yield {"index": 0, "function": {"name": msgspec.json.decode(found[1])}}
        if self._named and not self._begun:
            self._rest = self._rest.lstrip()
        if self._named and len(self._rest) > 1:
            self._begun = True
            said, self._rest = self._rest[:-1], self._rest[-1:]
            yield {"index": 0, "function": {"arguments": said}}


def _checked(tool: Mapping[str, Any], where: str) -> dict[str, Any]:
    function = tool.get("function")
    if tool.get("type", "function") != "function" or not isinstance(function, dict):
        raise Refusal(400, f'{where}: expected type "function" and a function', where)
    if not isinstance(function.get("name"), str) or not function["name"]:
        raise Refusal(400, f"{where}.function.name: expected a name", f"{where}.function.name")
    if not isinstance(function.get("parameters", {}), dict):
        where += ".function.parameters"
        raise Refusal(400, f"{where}: expected a JSON schema", where)
    return {"type": "function", "function": function}


def _named(tools: Sequence[dict[str, Any]], wanted: Any) -> list[dict[str, Any]]:
    function = wanted.get("function") if isinstance(wanted, dict) and wanted.get("type") == "function" else None
    if not isinstance(function, dict):
        raise Refusal(400, "tool_choice: expected none, auto, required or a function by name", "tool_choice")
    return [tool for tool in tools if tool["function"]["name"] == function.get("name")]


def _schema(tools: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One call of any of the tools."""
    if len(tools) == 1:
        return _call(tools[0]["function"], "#")
    return {"anyOf": [_call(tool["function"], f"#/anyOf/{number}") for number, tool in enumerate(tools)]}


def _call(function: Mapping[str, Any], place: str) -> dict[str, Any]:
    arguments = function.get("parameters") or {"type": "object", "properties": {}}
    return {
        "type": "object",
        "properties": {
            "name": {"const": function["name"]},
            "arguments": _moved(arguments, f"{place}/properties/arguments"),
        },
        "required": ["name", "arguments"],
        "additionalProperties": False,
    }


def _moved(schema: Any, place: str) -> Any:
    """The schema with references to its own parts made right for where it stands now."""
    if isinstance(schema, list):
        return [_moved(one, place) for one in schema]
    if not isinstance(schema, dict):
        return schema
    moved = {name: _moved(one, place) for name, one in schema.items()}
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.startswith("#"):
        moved["$ref"] = place + reference[1:]
    return moved


def _object(call: Mapping[str, Any], where: str) -> dict[str, Any]:
    function = call.get("function")
    if not isinstance(function, dict) or not isinstance(function.get("name"), str):
        raise Refusal(400, f"{where}: expected calls with a function and its name", where)
    arguments = function.get("arguments") or {}
    try:
        arguments = msgspec.json.decode(arguments) if isinstance(arguments, str) else arguments
    except (msgspec.MsgspecError, RecursionError):
        arguments = None
    if not isinstance(arguments, dict):
        raise Refusal(400, f"{where}: expected arguments that are a JSON object", where)
    return {**call, "function": {**function, "arguments": arguments}}
