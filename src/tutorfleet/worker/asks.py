"""From a request of Ollama's API to an `Ask`: the model found, everything checked, nothing loaded yet.

Refusals carry Ollama's own words where clients know them. What needs the engine (length, templates) is checked later.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from tutorfleet.models.catalogue import Model
from tutorfleet.models.errors import CorruptModel, InvalidName, ModelNotFound
from tutorfleet.worker import constraints, keepalive, options, templates
from tutorfleet.worker.ask import Ask
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.ollama import Chat, Generate, Generation, Message
from tutorfleet.worker.rendering import can_insert
from tutorfleet.worker.rendering import failed as rendering_failed
from tutorfleet.worker.serving import Models
from tutorfleet.worker.starter import Starter

LEVELS = ("high", "medium", "low", "max")
"""How much a model may be told to think."""
MOST_LIKELY = 20


def find(catalogue: Models, name: str) -> Model:
    """The model of that name; raises Failure 400 or 404 in Ollama's words."""
    if not name:
        raise Failure(400, "model is required")
    try:
        return catalogue.find(name)
    except InvalidName as error:
        raise Failure(400, str(error)) from None
    except ModelNotFound as error:
        raise Failure(404, str(error)) from None
    except CorruptModel as error:
        raise Failure(400, str(error)) from None


def chat(catalogue: Models, request: Chat) -> Ask:
    """What /api/chat asks for; raises Failure."""
    model = _able(catalogue, request, "chat", says_something=bool(request.messages))
    messages = tuple(request.messages or ())
    if any(message.images for message in messages):
        raise _no_images(request.model)
    _check_calls(messages)
    if request.tools and "tools" not in model.capabilities:
        raise Failure(400, f'"{request.model}" does not support tools')
    asked = _common(model, request)
    plan = None
    if messages and (starter := starter_of(model)):
        plan = starter.chat(
            [{"role": one.role.lower(), "content": one.content or ""} for one in messages], _seed(asked)
        )
    return Ask(model, asked, messages, tools=tuple(request.tools or ()), plan=plan, **_rest(request))


def generate(catalogue: Models, request: Generate) -> Ask:
    """What /api/generate asks for; raises Failure."""
    model = _able(catalogue, request, "generate", says_something=bool(request.prompt))
    if request.raw and (request.template or request.system or request.context):
        raise Failure(400, "raw mode does not support template, system, or context")
    template = "" if request.raw else request.template or ""
    if request.suffix and not can_insert(model, template):
        raise Failure(400, f'"{request.model}" does not support insert')
    _check_template(template)
    if request.images:
        raise _no_images(request.model)
    asked, prompt = _common(model, request), request.prompt or ""
    context = tuple(request.context or ())
    if any(not 0 <= token < 2**31 for token in context):
        raise Failure(400, "context: expected the tokens of an earlier answer")
    plan = None
    if prompt and (starter := starter_of(model)):
        plan = starter.generate(prompt, request.format or None, _seed(asked))
    own: dict[str, Any] = {"template": template, "suffix": request.suffix or "", "plan": plan}
    return Ask(model, asked, None, prompt, request.system or "", bool(request.raw), context, **own, **_rest(request))


def starter_of(model: Model) -> Starter | None:
    """The rules that a starter model carries; None for any other."""
    return None if model.is_encoder or model.is_elsewhere else _starter(model.path, model.digest)


@lru_cache(maxsize=32)
def _starter(path: Path, digest: str) -> Starter | None:
    del digest  # a changed file is another model
    return Starter.from_file(path)


def _able(catalogue: Models, request: Generation, verb: str, *, says_something: bool) -> Model:
    model = find(catalogue, request.model)
    unloads = not says_something and request.keep_alive is not None and keepalive.parse(request.keep_alive) == 0
    if model.is_encoder and not unloads:
        raise Failure(400, f'"{request.model}" does not support {verb}')
    if isinstance(request.think, str) and request.think not in LEVELS:
        levels = ", ".join(f'"{level}"' for level in LEVELS)
        raise Failure(400, f'invalid think value: "{request.think[:40]}" (must be {levels}, true, or false)')
    if not 0 <= (request.top_logprobs or 0) <= MOST_LIKELY:
        raise Failure(400, f"top_logprobs must be between 0 and {MOST_LIKELY}")
    if request.think and "thinking" not in model.capabilities:
        raise Failure(400, f'"{request.model}" does not support thinking')
    return model


def _common(model: Model, request: Generation) -> options.Options:
    if request.keep_alive is not None:
        keepalive.parse(request.keep_alive)
    constraints.from_format(request.format)
    return options.read(request.options, model.params)


def _rest(request: Generation) -> dict[str, Any]:
    return {
        "format": request.format,
        "think": request.think,
        "truncate": request.truncate is not False,
        "shift": request.shift,
        "likely": (request.top_logprobs or 0) if request.logprobs else None,
        "keep_alive": request.keep_alive,
    }


def _check_calls(messages: Sequence[Message]) -> None:
    for call in (call for message in messages for call in message.tool_calls or ()):
        function = call.get("function")
        if not isinstance(function, dict) or not isinstance(function.get("name"), str):
            raise Failure(400, "tool_calls: expected objects with a function and its name")
        if not isinstance(function.get("arguments", {}), dict):
            raise Failure(400, "tool_calls: expected arguments that are an object")


def _check_template(source: str) -> None:
    try:
        templates.read(source)
    except templates.TemplateError as error:
        raise rendering_failed(error, of_request=True) from None


def _seed(asked: options.Options) -> int | None:
    return asked.seed if asked.seed >= 0 else None


def _no_images(name: str) -> Failure:
    return Failure(400, f'"{name}" does not support images')
