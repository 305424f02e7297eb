"""What a request of /api/create asks for, checked before anything is written. Pure.

Refused with a reason: other formats than GGUF, and quantising, which takes the whole machine for minutes and hours.
"""

from collections.abc import Collection
from typing import Any

import msgspec

from tutorfleet.models.create import BadRecipe, Recipe, check_file
from tutorfleet.models.manifest import Message
from tutorfleet.worker import options
from tutorfleet.worker.errors import Failure

MOST = 1000
"""Files, adapters, licenses, messages and parameters of one request, each."""
_ROLES = ("system", "user", "assistant")


class Create(msgspec.Struct):
    """POST /api/create; `name` and `quantization` are the fields of old clients."""

    model: str = ""
    name: str = ""
    from_: str = msgspec.field(default="", name="from")
    files: dict[str, str] | None = None
    adapters: dict[str, str] | None = None
    template: str = ""
    system: str = ""
    license: str | list[str] | None = None
    parameters: dict[str, Any] | None = None
    messages: list[Message] | None = None
    renderer: str = ""
    parser: str = ""
    requires: str = ""
    quantize: str = ""
    quantization: str = ""
    stream: bool | None = None


def recipe_of(asked: Create) -> Recipe:
    """The recipe, still without its base; raises Failure 400."""
    if asked.quantize or asked.quantization:
        raise Failure(
            400, "quantize is not supported: give a file that is quantised already (llama.cpp's llama-quantize)"
        )
    if asked.from_ and asked.files:
        raise Failure(400, "either 'from' or 'files' can be given, not both")
    licenses = [asked.license] if isinstance(asked.license, str) else asked.license or []
    for what, found in (("files", asked.files), ("adapters", asked.adapters), ("messages", asked.messages)):
        _check_number(what, found or ())
    _check_number("licenses", licenses)
    for file in (*(asked.files or {}), *(asked.adapters or {})):
        _check_file(file)
    if any(message.role not in _ROLES for message in asked.messages or ()):
        raise Failure(400, 'message role must be one of "system", "user", or "assistant"')
    extensions = {"renderer": asked.renderer, "parser": asked.parser, "requires": asked.requires}
    return Recipe(
        files=asked.files or {},
        adapters=asked.adapters or {},
        template=asked.template,
        system=asked.system,
        licenses=tuple(text for text in licenses if text),
        params=_params(asked.parameters or {}),
        messages=tuple(asked.messages or ()),
        extensions={name: value for name, value in extensions.items() if value},
    )


def _params(asked: dict[str, Any]) -> dict[str, Any]:
    """The parameters if a request with them could be answered; raises Failure 400."""
    _check_number("parameters", asked)
    given = {name: value for name, value in asked.items() if value is not None}
    if isinstance(stop := given.get("stop"), str):
        given["stop"] = [stop]
    options.read(None, given)
    return given


def _check_number(what: str, found: Collection[Any]) -> None:
    if len(found) > MOST:
        raise Failure(400, f"{len(found)} {what} are too many: {MOST} at most")


def _check_file(file: str) -> None:
    try:
        check_file(file)
    except BadRecipe as error:
        raise Failure(400, str(error)) from None
