"""What an answer has to look like, written as a value that looks like it. Pure; made for tables of cases.

    {"model": str, "done": True, "eval_count?": positive, "context": ABSENT, "models": [{"name": text("[a-z]+")}]}

A type is any value of it (and `bool` is no `int`); a function is a condition; a list of one shape is a list of any length of that
shape; a dict is an object with these fields, of which those with a question mark may be missing. Everything else stands for itself.
A *closed* object has no fields but those of its shape.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

ABSENT = object()
"""A field that must not be there, even where others may be."""
Shape = Any


@dataclass(frozen=True)
class Text:
    """A text that matches a pattern as a whole."""

    pattern: str

    def __call__(self, value: Any) -> bool:
        """Whether it does."""
        return isinstance(value, str) and re.fullmatch(self.pattern, value, re.DOTALL) is not None

    @property
    def __name__(self) -> str:
        return f"a text like {self.pattern}"


def mismatches(shape: Shape, value: Any, *, closed: bool, where: str = "answer") -> Iterator[str]:
    """What is wrong with a value, each with the place where it is; nothing if it has the shape."""
    if isinstance(shape, dict):
        yield from _object(shape, value, closed, where)
    elif isinstance(shape, list) and len(shape) == 1:
        yield from _list(shape[0], value, closed, where)
    elif isinstance(shape, type):
        if type(value) is not shape:
            yield f"{where}: expected {shape.__name__}, got {_short(value)}"
    elif callable(shape):
        if not shape(value):
            yield f"{where}: expected {shape.__name__}, got {_short(value)}"
    elif type(value) is not type(shape) or value != shape:
        yield f"{where}: expected {shape!r}, got {_short(value)}"


def _object(shape: dict[str, Shape], value: Any, closed: bool, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: expected an object, got {_short(value)}"
        return
    known = {key.removesuffix("?") for key in shape}
    yield from (f"{where}: {key} is not in the contract" for key in value if closed and key not in known)
    for key, inner in shape.items():
        name = key.removesuffix("?")
        if inner is ABSENT:
            yield from [f"{where}: {name} must not be there"] if name in value else []
        elif name in value:
            yield from mismatches(inner, value[name], closed=closed, where=f"{where}.{name}")
        elif name == key:
            yield f"{where}: {name} is missing"


def _list(shape: Shape, value: Any, closed: bool, where: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{where}: expected a list, got {_short(value)}"
        return
    for number, one in enumerate(value):
        yield from mismatches(shape, one, closed=closed, where=f"{where}[{number}]")


def _short(value: Any) -> str:
    return repr(value)[:200]


def text(pattern: str) -> Text:
    """A text that matches as a whole; a model's name in it stands for itself."""
    return Text(pattern)


def several(shape: Shape) -> Callable[[Any], bool]:
    """A list of at least one, whose objects may have further fields."""

    def a_list(value: Any) -> bool:
        return isinstance(value, list) and bool(value) and not any(mismatches([shape], value, closed=False))

    a_list.__name__ = f"at least one {shape!r}"
    return a_list


def positive(value: Any) -> bool:
    """An integer above zero: a count, or nanoseconds. Zeros are left out, never said."""
    return type(value) is int and value > 0


def count(value: Any) -> bool:
    """An integer that may be zero."""
    return type(value) is int and value >= 0


def number(value: Any) -> bool:
    """JSON has one kind of number."""
    return type(value) in {int, float}


def nothing(value: Any) -> bool:
    """A null."""
    return value is None


def instant(value: Any) -> bool:
    """A time as Go writes it: RFC 3339, with a zone, with at most nine digits of a second."""
    if not isinstance(value, str):
        return False
    parts = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", value)
    return parts is not None and datetime.fromisoformat(parts[1] + parts[3]).tzinfo is not None


def utc(value: Any) -> bool:
    """The same in UTC, which is how the times of answers are written."""
    return instant(value) and str(value).endswith("Z")


def unit(value: Any) -> bool:
    """A vector of length one."""
    return isinstance(value, list) and all(map(number, value)) and abs(sum(one * one for one in value) - 1) < 1e-3


def json_object(value: Any) -> bool:
    """A text that is a JSON object."""
    try:
        return isinstance(json.loads(value), dict)
    except (TypeError, ValueError):
        return False
