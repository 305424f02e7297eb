"""The options that a model can carry as its defaults, as text from a command line: `temperature=0.7`, `stop=###`."""

from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from tutorfleet.models.errors import ModelError


def _flag(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text.lower()]


def _real(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


_WORDS: dict[Callable[[str], Any], str] = {
    int: "a whole number",
    _real: "a number",
    _flag: "true or false",
    str: "text",
}

PARAMS: dict[str, Callable[[str], Any]] = {
    "num_ctx": int,
    "num_batch": int,
    "num_gpu": int,
    "num_keep": int,
    "num_predict": int,
    "num_thread": int,
    "seed": int,
    "stop": str,
    "temperature": _real,
    "top_k": int,
    "top_p": _real,
    "min_p": _real,
    "typical_p": _real,
    "repeat_last_n": int,
    "repeat_penalty": _real,
    "presence_penalty": _real,
    "frequency_penalty": _real,
    "use_mmap": _flag,
}
"""Ollama's names -> how their text is read. `stop` may be given several times."""


def read_params(pairs: Iterable[str]) -> dict[str, Any]:
    """`KEY=VALUE` texts as the `params` of a model; raises ModelError that names the pair and what was expected."""
    params: dict[str, Any] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals or key not in PARAMS:
            raise ModelError(f"unknown parameter {pair!r}: expected KEY=VALUE with KEY one of {', '.join(PARAMS)}")
        try:
            value = PARAMS[key](text)
        except (ValueError, KeyError) as error:
            raise ModelError(f"parameter {key} is {text!r}, expected was {_WORDS[PARAMS[key]]}") from error
        if key == "stop":
            params.setdefault(key, []).append(value)
        else:
            params[key] = value
    return params
