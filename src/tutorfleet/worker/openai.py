"""OpenAI's requests as typed values, and what they are in Ollama's terms: the counterpart of `ollama.py`. Pure.

A chat or completion becomes Ollama's request and takes the same way from there, so that models, rules and limits are the same
under both APIs. Unknown fields (`api_base`, `base_url`, ...) are dropped when a request is read; known ones that would change
the answer and cannot be kept are refused by name. Answers are written in `openai_answers.py`, tools are said in `openai_tools.py`.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from tutorfleet.worker import ollama, openai_tools
from tutorfleet.worker.embedding import inputs_of
from tutorfleet.worker.errors import Failure, Refusal
from tutorfleet.worker.openai_messages import Message, shaped

_EFFORTS: Mapping[str, bool | str] = {
    "none": False,
    "minimal": "low",
    "low": "low",
    "medium": "medium",
    "high": "high",
    "xhigh": "max",
    "max": "max",
}
_DEFAULTS: Mapping[str, float] = {"temperature": 1.0, "top_p": 1.0}
"""OpenAI's own, where neither the request nor the model says anything; other options keep Ollama's."""
_SAMPLING = ("temperature", "top_p", "seed", "presence_penalty", "frequency_penalty")
_MOST_LIKELY = 20
_NO_LIMIT = -1
"""Not OpenAI's, and what Ollama's clients say."""
_SEEDS = 2**31
"""The engine's seeds are 32 bits; one of OpenAI's 64 becomes one of these, always the same."""
_AT = re.compile(r"at `\$\.?([^`]*)`")
Request = TypeVar("Request")


class StreamOptions(msgspec.Struct):
    """`stream_options`."""

    include_usage: bool | None = None


class Generation(msgspec.Struct, kw_only=True):
    """What both kinds of completions have in common."""

    model: str = ""
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    stop: str | list[str] | None = None
    n: int | None = None
    logit_bias: dict[str, Any] | None = None


class Chat(Generation):
    """POST /v1/chat/completions."""

    messages: list[Message] | None = None
    max_completion_tokens: int | None = None
    tools: list[dict[str, Any]] | None = None
    tool_choice: Any = None
    response_format: dict[str, Any] | None = None
    reasoning_effort: str | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = None
    functions: Any = None
    modalities: list[str] | None = None


class Completion(Generation):
    """POST /v1/completions."""

    prompt: Any = None
    suffix: str | None = None
    echo: bool | None = None
    best_of: int | None = None
    logprobs: int | None = None


class Embedding(msgspec.Struct):
    """POST /v1/embeddings."""

    model: str = ""
    input: Any = None
    encoding_format: str | None = None
    dimensions: int | None = None


def read(body: bytes, kind: type[Request]) -> Request:
    """A request from its body; raises Failure 400 that says what was expected, and where."""
    try:
        return ollama.read(body, kind)
    except Failure as failure:
        where = _AT.search(failure.message)
        raise Refusal(400, failure.message, where[1] if where else "") from None


def chat(request: Chat, own: Mapping[str, Any]) -> ollama.Chat:
    """The same request to /api/chat; `own` are the model's defaults of options. Raises Refusal 400."""
    if not request.messages:
        raise Refusal(400, "[] is too short - 'messages'", "messages")
    _refuse(_unkept(request) | _unkept_chat(request))
    choice = openai_tools.choose(request.tools, request.tool_choice)
    return ollama.Chat(
        model=request.model,
        messages=shaped(request.messages),
        tools=choice.tools or None,
        format=choice.schema or _format(request.response_format),
        options=_options(request, own, request.max_completion_tokens),
        logprobs=(likely := likelihoods(request)) is not None,
        top_logprobs=likely,
        think=False if choice.schema else _think(request.reasoning_effort),
    )


def must_call(request: Chat) -> bool:
    """Whether the reply is to be a call of a tool and nothing else."""
    return request.tool_choice not in (None, "none", "auto")


def likelihoods(request: Chat | Completion) -> int | None:
    """How many alternatives to name beside each token, None for no likelihoods at all; raises Refusal 400."""
    if isinstance(request, Completion):
        return _few("logprobs", request.logprobs)
    others = _few("top_logprobs", request.top_logprobs)
    if others and not request.logprobs:
        raise Refusal(400, "top_logprobs: expected logprobs to be true with it", "top_logprobs")
    return others or 0 if request.logprobs else None


def completion(request: Completion, own: Mapping[str, Any]) -> ollama.Generate:
    """The same request to /api/generate; `own` are the model's defaults of options. Raises Refusal 400."""
    _refuse(
        _unkept(request)
        | {
            "echo": (bool(request.echo), "the prompt is not said again"),
            "best_of": (request.best_of not in (None, 1), "one completion is made, expected 1"),
        }
    )
    return ollama.Generate(
        model=request.model,
        prompt=_prompt(request.prompt),
        suffix=request.suffix,
        options=_options(request, own),
        logprobs=(likely := likelihoods(request)) is not None,
        top_logprobs=likely,
    )


def inputs(request: Embedding) -> list[str]:
    """The texts to embed; raises Refusal 400 for none, for tokens, and for what is neither."""
    given = request.input
    if not given and given != "":
        raise Refusal(400, "input: expected a text or a list of texts", "input")
    if isinstance(given, list) and any(isinstance(one, int | list) for one in given[:1]):
        raise Refusal(400, "input: tokens are numbers of one model's own vocabulary; send texts", "input")
    if request.encoding_format not in (None, "float", "base64"):
        raise Refusal(400, 'encoding_format: expected "float" or "base64"', "encoding_format")
    try:
        return inputs_of(given)
    except Failure as failure:
        raise Refusal(400, failure.message, "input") from None


def wants_usage(request: Generation) -> bool:
    """Whether a stream is to end with a count of its tokens."""
    return bool(request.stream_options and request.stream_options.include_usage)


def _few(name: str, wanted: int | None) -> int | None:
    if wanted is not None and not 0 <= wanted <= _MOST_LIKELY:
        raise Refusal(400, f"{name}: expected a number from 0 to {_MOST_LIKELY}", name)
    return wanted


def _unkept(request: Generation) -> dict[str, tuple[bool, str]]:
    return {
        "n": (request.n not in (None, 1), "one choice is made, expected 1"),
        "logit_bias": (bool(request.logit_bias), "tokens cannot be favoured"),
    }


def _unkept_chat(request: Chat) -> dict[str, tuple[bool, str]]:
    return {
        "functions": (bool(request.functions), 'it is obsolete, use "tools"'),
        "modalities": (request.modalities not in (None, [], ["text"]), "answers are text"),
    }


def _refuse(fields: Mapping[str, tuple[bool, str]]) -> None:
    for name, (refused, why) in fields.items():
        if refused:
            raise Refusal(400, f"{name} is not supported: {why}", name, "unsupported_parameter")


def _options(request: Generation, own: Mapping[str, Any], limit: int | None = None) -> dict[str, Any]:
    limit = request.max_tokens if limit is None else limit
    if limit is not None and limit < 1 and limit != _NO_LIMIT:
        raise Refusal(400, "max_tokens: expected at least 1", "max_tokens")
    asked = {name: value for name in _SAMPLING if (value := getattr(request, name)) is not None}
    if "seed" in asked and not -_SEEDS < asked["seed"] < _SEEDS:
        asked["seed"] %= _SEEDS
    if request.stop:
        asked["stop"] = [request.stop] if isinstance(request.stop, str) else request.stop
    if limit is not None:
        asked["num_predict"] = limit
    return {name: value for name, value in _DEFAULTS.items() if name not in own} | asked


def _format(wanted: Mapping[str, Any] | None) -> Any:
    kind = (wanted or {}).get("type", "text")
    if kind == "json_object":
        return "json"
    inner = (wanted or {}).get("json_schema")
    if kind == "json_schema" and isinstance(inner, dict) and isinstance(inner.get("schema"), dict):
        return inner["schema"]
    if kind != "text":
        message = 'response_format: expected type "text", "json_object" or "json_schema" with json_schema.schema'
        raise Refusal(400, message, "response_format")
    return None


def _think(effort: str | None) -> bool | str | None:
    if effort is None or effort in _EFFORTS:
        return None if effort is None else _EFFORTS[effort]
    raise Refusal(400, f"reasoning_effort: expected one of {', '.join(_EFFORTS)}", "reasoning_effort")


def _prompt(given: Any) -> str:
    one = given[0] if isinstance(given, list) and len(given) == 1 else given
    if isinstance(one, list):
        raise Refusal(400, "prompt: expected one text; several prompts or tokens are not supported", "prompt")
    if not isinstance(one, str) or not one:
        raise Refusal(400, "prompt: expected a text that is not empty", "prompt")
    return one
