"""What Ollama's API says about models: /api/tags, /api/show, /api/ps. Pure but for reading a GGUF's header."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from tutorfleet.models.catalogue import Model
from tutorfleet.models.facts import model_info
from tutorfleet.models.gguf import read_header
from tutorfleet.worker import particulars
from tutorfleet.worker.listening import ROWS_KEY
from tutorfleet.worker.loaded import Loaded, Use
from tutorfleet.worker.starter import LINES_KEY, TOPICS_KEY

_FAR = datetime(2318, 1, 1, tzinfo=UTC)
"""What "for ever" looks like as a date, as in Ollama."""
_RULES = {LINES_KEY, TOPICS_KEY, ROWS_KEY, particulars.KEY}


def details(model: Model) -> dict[str, Any]:
    """`details` of a model."""
    one = model.details
    return {
        "parent_model": one.parent_model,
        "format": one.format,
        "family": one.family,
        "families": list(one.families),
        "parameter_size": one.parameter_size,
        "quantization_level": one.quantization_level,
    }


def tag(model: Model) -> dict[str, Any]:
    """One row of /api/tags."""
    return {
        "name": model.name,
        "model": model.name,
        "modified_at": model.modified.isoformat(),
        "size": model.size,
        "digest": model.digest,
        "details": details(model),
    }


def running(engines: Iterable[Loaded]) -> list[dict[str, Any]]:
    """The rows of /api/ps: one for each name that is kept in memory, whichever engine serves it."""
    rows: dict[str, dict[str, Any]] = {}
    for one in engines:
        for name, use in one.uses.items():
            if use.alive and name not in rows:
                rows[name] = _running(one, use)
    return list(rows.values())


def _running(one: Loaded, use: Use) -> dict[str, Any]:
    until = _FAR if math.isinf(use.expires_in) else datetime.now(UTC) + timedelta(seconds=min(use.expires_in, 3e9))
    return {
        "name": use.model.name,
        "model": use.model.name,
        "size": use.model.size,
        "digest": use.model.digest,
        "details": details(use.model),
        "expires_at": until.isoformat(),
        "size_vram": 0,
        "context_length": one.context,
    }


def show(model: Model, *, verbose: bool) -> dict[str, Any]:
    """The answer of /api/show; raises CorruptModel or OSError if the file cannot be read any more."""
    template = model.template or model.chat_template
    parameters = "\n".join(f"{name:<30} {value}" for name, row in model.params.items() for value in _values(row))
    answer: dict[str, Any] = {
        "modelfile": _modelfile(model, template),
        "parameters": parameters,
        "template": template,
        "system": model.system,
        "license": model.license,
        "details": details(model),
        "model_info": _info(model, verbose=verbose),
        "capabilities": list(model.capabilities),
        "modified_at": model.modified.isoformat(),
    }
    if model.messages:
        answer["messages"] = [{"role": one.role, "content": one.content} for one in model.messages]
    return {name: value for name, value in answer.items() if value != ""}


def _info(model: Model, *, verbose: bool) -> dict[str, Any]:
    """The header's keys, without the rules of a starter model: a megabyte that only `starter.py` can read."""
    found = model_info(read_header(model.path, arrays=verbose))
    return {key: value for key, value in found.items() if key not in _RULES}


def _modelfile(model: Model, template: str) -> str:
    lines = [f"FROM {model.alias_of or model.name}"]
    lines += [f'TEMPLATE """{template}"""'] if template else []
    lines += [f'SYSTEM """{model.system}"""'] if model.system else []
    lines += [f"PARAMETER {name} {value}" for name, row in model.params.items() for value in _values(row)]
    return "\n".join(lines) + "\n"


def _values(row: Any) -> list[Any]:
    return row if isinstance(row, list) else [row]
