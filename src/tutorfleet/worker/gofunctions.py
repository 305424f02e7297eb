"""What the functions of a Go template do, how a value is printed and when it counts as true. Pure.

Values are those of JSON: texts, numbers, truth values, None, lists and dictionaries. Structures print as JSON, as Ollama's do.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from tutorfleet.worker.gonodes import TemplateError

_VERB = re.compile(r"%([-+# 0]*)(\d+)?(?:\.(\d+))?(.)", re.S)
_WIDEST = 1000
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def truth(value: Any) -> bool:
    """False for nothing, zero and whatever is empty."""
    return bool(value)


def written(value: Any) -> str:
    """A value as it is printed; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "[" + " ".join(map(written, value)) + "]"
    if isinstance(value, dict | list):
        return as_json(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def as_json(value: Any) -> str:
    """Compact JSON with the signs of HTML escaped, as Go writes it."""
    return msgspec.json.encode(value).decode().translate(_ESCAPES)


def _equal(first: Any, *others: Any) -> bool:
    if not others:
        raise TemplateError("eq: expected at least two values")
    return any(_kind(first) == _kind(other) and first == other for other in others)


def _kind(value: Any) -> str:
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


def _ordered(name: str, compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def ordered(one: Any, two: Any) -> bool:
        if _kind(one) != _kind(two) or _kind(one) not in {"number", "str"}:
            raise TemplateError(f"{name}: {_kind(one)} and {_kind(two)} cannot be compared")
        return compare(one, two)

    return ordered


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, list | dict):
        return len(value)
    raise TemplateError(f"len: a value of the kind {_kind(value)} has no length")


def _index(value: Any, *keys: Any) -> Any:
    for key in keys:
        if isinstance(value, dict):
            value = value.get(key) if isinstance(key, str) else None
        elif isinstance(value, list | str) and isinstance(key, int):
            row = list(value.encode()) if isinstance(value, str) else value
            if not 0 <= key < len(row):
                raise TemplateError(f"index: {key} is out of range")
            value = row[key]
        else:
            raise TemplateError(f"index: a value of the kind {_kind(value)} has nothing at {written(key)[:40]!r}")
    return value


def _slice(value: Any, *ends: Any) -> Any:
    if not isinstance(value, list | str):
        raise TemplateError(f"slice: a value of the kind {_kind(value)} cannot be cut")
    row = value.encode() if isinstance(value, str) else value
    limits = [0, len(row)]
    for place, end in enumerate(ends[:2]):
        limits[place] = end if isinstance(end, int) else -1
    if not 0 <= limits[0] <= limits[1] <= len(row):
        raise TemplateError("slice: the ends are out of range")
    cut = row[limits[0] : limits[1]]
    return cut.decode(errors="replace") if isinstance(cut, bytes) else cut


def _print(*values: Any) -> str:
    """Go's Print: a space between two values unless one of them is a text."""
    out = ""
    for place, value in enumerate(values):
        apart = place and not isinstance(value, str) and not isinstance(values[place - 1], str)
        out += (" " if apart else "") + written(value)
    return out


def _println(*values: Any) -> str:
    return " ".join(map(written, values)) + "\n"


def _printf(form: Any, *values: Any) -> str:
    if not isinstance(form, str):
        raise TemplateError("printf: expected a format")
    rest = iter(values)

    def one(found: re.Match[str]) -> str:
        flags, width, precision, verb = found.groups()
        if verb == "%":
            return "%"
        if any(int(number or 0) > _WIDEST for number in (width and width[:6], precision and precision[:6])):
            raise TemplateError(f"printf: more than {_WIDEST} places")
        value = next(rest, None)
        try:
            return (
                _verb(verb, value, precision).rjust(int(width or 0))
                if "-" not in flags
                else (_verb(verb, value, precision).ljust(int(width or 0)))
            )
        except (TypeError, ValueError):
            raise TemplateError(f"printf: %{verb} cannot print a value of the kind {_kind(value)}") from None

    return _VERB.sub(one, form)


def _verb(verb: str, value: Any, precision: str | None) -> str:
    match verb:
        case "v" | "s" | "t":
            return written(value)[: int(precision)] if precision else written(value)
        case "q":
            return msgspec.json.encode(written(value)).decode()
        case "d" | "x":
            return format(value, verb)
        case "f" | "g" | "e":
            return format(value, f".{precision or 6}{verb}" if verb != "g" or precision else "g")
    raise TemplateError(f"printf: %{verb} is not supported")


def _day(days: int) -> str:
    return (datetime.now(UTC).astimezone() + timedelta(days=days)).strftime("%Y-%m-%d")


def _typescript(value: Any) -> str:
    """The type of a tool's property in TypeScript's words."""
    if not isinstance(value, dict):
        return "any"
    if isinstance(value.get("anyOf"), list):
        return " | ".join(map(_typescript, value["anyOf"]))
    kinds = value.get("type")
    names = kinds if isinstance(kinds, list) else [kinds] if kinds else []
    if names == ["array"]:
        inside = value.get("items")
        return f"{_typescript(inside) if inside else 'any'}[]"
    known = {"integer": "number", "object": "Record<string, any>", "array": "any[]"}
    return " | ".join(known.get(str(name), str(name)) for name in names) or "any"


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "and": lambda *values: next((value for value in values if not truth(value)), values[-1]),
    "or": lambda *values: next((value for value in values if truth(value)), values[-1]),
    "not": lambda value: not truth(value),
    "eq": _equal,
    "ne": lambda one, two: not _equal(one, two),
    "lt": _ordered("lt", lambda one, two: bool(one < two)),
    "le": _ordered("le", lambda one, two: bool(one <= two)),
    "gt": _ordered("gt", lambda one, two: bool(one > two)),
    "ge": _ordered("ge", lambda one, two: bool(one >= two)),
    "len": _length,
    "index": _index,
    "slice": _slice,
    "print": _print,
    "println": _println,
    "printf": _printf,
    "json": as_json,
    "currentDate": lambda *_: _day(0),
    "yesterdayDate": lambda *_: _day(-1),
    "toTypeScriptType": _typescript,
}
"""By name. `and` and `or` are asked for one value at a time by who runs a template."""
