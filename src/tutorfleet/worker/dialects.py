"""How a backend elsewhere is asked: a real Ollama in its own API, llama-server and vLLM in OpenAI's. Pure.

`order` gives route and body for an `Ask`; how the answer is read is said in `dialect_readers.py`. Templates, tokens and the length of the
context are the backend's own matter: what only an engine of ours can keep (`context`, a template, a suffix) is refused where the backend
speaks OpenAI.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec

from tutorfleet.worker import constraints
from tutorfleet.worker.ask import Ask
from tutorfleet.worker.dialect_readers import part
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.ollama import Message
from tutorfleet.worker.prompt import shape

_VLLM_NAMES = {"repeat_penalty": "repetition_penalty"}
"""Options that vLLM calls otherwise."""


class Kind(Enum):
    """What answers at a URL."""

    OLLAMA = "ollama"
    LLAMA_SERVER = "llama-server"
    VLLM = "vllm"


@dataclass(frozen=True, slots=True)
class Order:
    """What is sent."""

    path: str
    body: Mapping[str, Any]


def order(kind: Kind, ask: Ask) -> Order:
    """Route and body; raises Failure 400 for what this kind of backend cannot do."""
    if kind is Kind.OLLAMA:
        return _ollama_chat(ask) if ask.messages is not None else _ollama_prompt(ask)
    return _openai_chat(kind, ask) if not ask.raw else _openai_prompt(ask)


def _ollama_chat(ask: Ask) -> Order:
    messages = [msgspec.to_builtins(one) for one in shape(ask.messages or (), ask.model)]
    body = {"messages": messages, **({"tools": list(ask.tools)} if ask.tools else {})}
    return Order("/api/chat", {**body, **_ollama_rest(ask)})


def _ollama_prompt(ask: Ask) -> Order:
    own = {
        "system": ask.system,
        "raw": ask.raw,
        "template": ask.template,
        "suffix": ask.suffix,
        "context": list(ask.context),
    }
    given = {name: value for name, value in own.items() if value}
    return Order("/api/generate", {"prompt": ask.prompt, **given, **_ollama_rest(ask)})


def _ollama_rest(ask: Ask) -> dict[str, Any]:
    asked = ask.options
    options = {**asked.sampling, "num_predict": asked.num_predict, "num_keep": asked.num_keep}
    options |= {"num_ctx": asked.num_ctx} if asked.num_ctx else {}
    own = {
        "format": _format(ask),
        "think": ask.think,
        "keep_alive": None if ask.learner else ask.keep_alive,  # no learner unloads what others need
        "shift": ask.shift,
        "logprobs": None if ask.likely is None else True,
        "top_logprobs": ask.likely or None,
        "truncate": None if ask.truncate else False,
    }
    given = {name: value for name, value in own.items() if value is not None and value != ""}
    return {"model": ask.model.name, "stream": True, "options": options, **given}


def _openai_chat(kind: Kind, ask: Ask) -> Order:
    for name, value in (("context", ask.context), ("template", ask.template), ("suffix", ask.suffix)):
        if value:
            raise Failure(400, f"{name} is not possible here: {ask.model.name} is served by a backend without it")
    asked = ask.messages if ask.messages is not None else _as_talk(ask)
    messages = shape(asked, ask.model)
    body: dict[str, Any] = {"messages": [_openai_message(one) for one in messages], **_openai_rest(ask)}
    if ask.tools:
        body["tools"] = list(ask.tools)
    if kind is Kind.VLLM and messages[-1:] and messages[-1].role == "assistant":
        body |= {"continue_final_message": True, "add_generation_prompt": False}  # llama-server does so by itself
    if "thinking" in ask.model.capabilities or ask.think is not None:
        body["chat_template_kwargs"] = {"enable_thinking": ask.think is not False}
    if isinstance(ask.think, str):
        body["reasoning_effort"] = ask.think
    return Order("/v1/chat/completions", body)


def _openai_prompt(ask: Ask) -> Order:
    return Order("/v1/completions", {"prompt": ask.prompt, **_openai_rest(ask)})


def _openai_rest(ask: Ask) -> dict[str, Any]:
    sampling = dict(ask.options.sampling)
    if ask.options.seed < 0:
        sampling.pop("seed")
    sampling |= {_VLLM_NAMES[name]: value for name, value in sampling.items() if name in _VLLM_NAMES}
    body: dict[str, Any] = {
        "model": ask.model.name,
        "stream": True,
        "stream_options": {"include_usage": True},
        **sampling,
    }
    if ask.options.num_predict > 0:
        body["max_tokens"] = ask.options.num_predict
    if (wanted := _format(ask)) == "json":
        body["response_format"] = {"type": "json_object"}
    elif wanted:
        body["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": wanted}}
    return body


def _as_talk(ask: Ask) -> tuple[Message, ...]:
    system = (Message("system", ask.system),) if ask.system else ()
    return (*system, Message("user", ask.prompt))


def _format(ask: Ask) -> Any:
    """The schema of the reference client's scores where it is its prompt; else what was asked for."""
    if ask.messages is None and ask.format in (None, "") and constraints.asks_for_scores(ask.prompt):
        score = {"type": "integer", "minimum": 0, "maximum": 100}
        return {
            "type": "object",
            "properties": dict.fromkeys(constraints.SCORES, score),
            "required": list(constraints.SCORES),
        }
    return ask.format or None


def _openai_message(message: Message) -> dict[str, Any]:
    plain: dict[str, Any] = {"role": message.role.lower(), "content": message.content or ""}
    if message.tool_calls:
        plain["tool_calls"] = list(_openai_calls(message.tool_calls))
    if message.role.lower() == "tool":
        plain["tool_call_id"] = message.tool_call_id or message.tool_name or ""
    return plain


def _openai_calls(calls: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    for index, call in enumerate(calls):
        function = part(index, call)["function"]
        yield {"id": call.get("id") or f"call_{index}", "type": "function", "function": function}
