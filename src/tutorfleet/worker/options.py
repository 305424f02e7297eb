"""Ollama's `options`: their types, their defaults, and what they are called in llama.cpp.

Pure. Defaults of the model come before those of Ollama, the request's own before both. Options that belong to loading
(`num_gpu`, `num_thread`, ...) are accepted and have no effect here; unknown ones are ignored, as Ollama does.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tutorfleet.worker.errors import Failure

_DEFAULTS: dict[str, Any] = {
    "temperature": 0.8,
    "top_k": 40,
    "top_p": 0.9,
    "min_p": 0.0,  # llama.cpp's own default would be 0.05
    "repeat_penalty": 1.0,
    "repeat_last_n": 64,
    "seed": -1,
    "num_predict": -1,
    "num_keep": 4,
}
_FLOATS = frozenset(
    {
        "temperature",
        "top_p",
        "min_p",
        "typical_p",
        "repeat_penalty",
        "presence_penalty",
        "frequency_penalty",
        "mirostat_tau",
        "mirostat_eta",
    }
)
_INTEGERS = frozenset(
    {"num_ctx", "num_predict", "num_keep", "top_k", "seed", "repeat_last_n", "mirostat", "num_batch", "num_thread"}
)
_LOCAL = frozenset({"num_ctx", "num_predict", "num_keep", "num_batch", "num_thread"})
_LARGEST = 2**31 - 1
_MOST_STOPS = 64


@dataclass(frozen=True, slots=True)
class Options:
    """What a request asked for, checked: limits in tokens, and the sampling parameters under llama.cpp's names."""

    num_ctx: int = 0
    """0 where the request does not say."""
    num_predict: int = -1
    """Below 1 is "until the context is full"."""
    num_keep: int = 4
    sampling: Mapping[str, Any] = field(default_factory=dict)

    @property
    def seed(self) -> int:
        """-1 is a random one."""
        return int(self.sampling["seed"])


def read(asked: Mapping[str, Any] | None, model_defaults: Mapping[str, Any] | None = None) -> Options:
    """Options from a request and its model; raises Failure 400 naming the option and the type that was expected."""
    merged = {**_DEFAULTS, **(model_defaults or {}), **{k: v for k, v in (asked or {}).items() if v is not None}}
    checked = {name: _check(name, value) for name, value in merged.items() if name in _FLOATS | _INTEGERS | {"stop"}}
    if checked.get("num_ctx", 1) < 1:
        raise Failure(400, 'option "num_ctx" must be at least 1')
    sampling = {name: value for name, value in checked.items() if name not in _LOCAL}
    return Options(checked.get("num_ctx", 0), checked["num_predict"], checked["num_keep"], sampling)


def _check(name: str, value: Any) -> Any:
    if name == "stop":
        return _stops(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value):
        raise Failure(400, f'option "{name}" must be of type {"float32" if name in _FLOATS else "integer"}')
    if name in _FLOATS:
        return float(value)
    if int(value) != value or abs(value) > _LARGEST:
        raise Failure(400, f'option "{name}" must be of type integer, between {-_LARGEST} and {_LARGEST}')
    return int(value)


def _stops(value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise Failure(400, 'option "stop" must be of type array of strings')
    if len(value) > _MOST_STOPS:
        raise Failure(400, f'option "stop" must have at most {_MOST_STOPS} strings')
    return [item for item in value if item]
