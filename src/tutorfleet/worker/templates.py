"""Prompts made with Ollama's Go templates: of a chat, of a text with a gap, and with the older kind of template. Pure.

A template that goes over `.Messages` sees the whole talk at once. An older one knows only `.System`, `.Prompt` and
`.Response`: it is run once a turn, and the last time only up to `.Response`, which is where the model goes on.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tutorfleet.worker import gotemplate
from tutorfleet.worker.gotemplate import Template, TemplateError

Talk = Sequence[Mapping[str, Any]]

__all__ = ["Template", "TemplateError", "chat_prompt", "insert_prompt", "read", "takes_a_suffix"]


def read(text: str) -> Template:
    """A template; one that has no place for a reply gets it at its end. Raises TemplateError."""
    template = gotemplate.parse(text)
    whole = template.mentions("messages") or template.mentions("response")
    return template if whole else template.followed_by("{{ .Response }}")


def takes_a_suffix(text: str) -> bool:
    """Whether the template knows what to do with a suffix; False for one that cannot be read."""
    try:
        return gotemplate.parse(text).mentions("suffix")
    except TemplateError:
        return False


def chat_prompt(template: Template, messages: Talk, tools: Talk = (), think: bool | str | None = None) -> str:
    """The prompt for a reply to these messages (role, content, thinking, tool_calls, ...); raises TemplateError.

    A last message of the assistant is left open where the template can leave it so.
    """
    system, talk = _collated(messages)
    if template.mentions("messages"):
        known = {"System": system, "Messages": talk, "Tools": [_tool(one) for one in tools], "Response": ""}
        return template.render(known | _thinking(think))
    return _turn_by_turn(template, talk, _thinking(think))


def insert_prompt(template: Template, prompt: str, suffix: str) -> str:
    """The prompt for what stands between two texts; raises TemplateError."""
    return template.render({"Prompt": prompt, "Suffix": suffix, "Response": ""} | _thinking(None))


def _turn_by_turn(template: Template, talk: list[dict[str, Any]], extra: dict[str, Any]) -> str:
    empty = {"System": "", "Prompt": "", "Response": ""}
    turn, said = dict(empty), ""
    for one in talk:
        role, content = one["role"], one["content"]
        behind = {"system": ("Prompt", "Response"), "user": ("Response",)}.get(role, ())
        if any(turn[name] for name in behind):
            said += template.render(turn | extra)
            turn = dict(empty)
        name = {"system": "System", "user": "Prompt", "assistant": "Response"}.get(role)
        turn |= {name: content} if name else {}
    return said + template.upto("Response").render(turn | extra)


def _collated(messages: Talk) -> tuple[str, list[dict[str, Any]]]:
    """The system messages as one text, and the talk with neighbours of one role joined (tools apart)."""
    talk: list[dict[str, Any]] = []
    for one in messages:
        if talk and talk[-1]["role"] == one["role"] != "tool":
            talk[-1]["content"] += "\n\n" + (one.get("content") or "")
        else:
            talk.append({**one, "content": one.get("content") or ""})
    return "\n\n".join(one.get("content") or "" for one in messages if one["role"] == "system"), talk


def _thinking(think: bool | str | None) -> dict[str, Any]:
    level = think if isinstance(think, str) else ""
    return {"Think": bool(think), "ThinkLevel": level, "IsThinkSet": think is not None}


def _tool(tool: Mapping[str, Any]) -> dict[str, Any]:
    """A tool with its fields in the order in which models have seen them in training."""
    function = tool.get("function")
    function = function if isinstance(function, dict) else {}
    parameters = function.get("parameters")
    parameters = parameters if isinstance(parameters, dict) else {}
    order = ("type", "$defs", "items", "required", "properties")
    shaped = {name: parameters[name] for name in order if name in parameters}
    whole = {"name": function.get("name", ""), "description": function.get("description", ""), "parameters": shaped}
    return {"type": tool.get("type", "function"), "function": whole}
