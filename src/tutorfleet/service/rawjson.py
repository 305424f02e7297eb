"""A JSON object taken apart without being changed: each member as a value and as the very text that was sent.

What clients store must come back unchanged, also what a parser would normalise (1.10, a key twice, half a surrogate pair).
Python's own parser is used because it accepts such halves, which the reference client really sends.
"""

import json
import re
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in CPython, not in typeshed
from typing import Any

DEPTH = 64
"""how deep arrays and objects may lie in each other"""
STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
NOT_BRACKETS = re.compile(r"[^][{}]+")
SPACE = re.compile(r"[ \t\n\r]*")


class BadJson(ValueError):
    """Not a JSON object, or one that is nested too deep."""


@dataclass(frozen=True)
class Member:
    """One member's value and its text as sent. Every number's value is a float: the text is what counts."""

    value: Any
    text: str


def members(body: bytes) -> dict[str, Member]:
    """The members of the JSON object `body`; of a name that comes twice, the last. Raises BadJson."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadJson("the body is not UTF-8") from error
    if nested_too_deep(text):
        raise BadJson(f"arrays and objects may lie at most {DEPTH} deep in each other")
    try:
        return walk(text)
    except (ValueError, IndexError, StopIteration) as error:
        raise BadJson("the body is not a JSON object") from error


def nested_too_deep(text: str) -> bool:
    """Whether brackets outside of strings are nested deeper than DEPTH. Costs no stack."""
    brackets = NOT_BRACKETS.sub("", STRING.sub("", text)).replace("{", "[").replace("}", "]")
    for _ in range(DEPTH):
        brackets = brackets.replace("[]", "")
    return "[]" in brackets or brackets.count("[") > DEPTH


def walk(text: str) -> dict[str, Member]:
    found: dict[str, Member] = {}
    at = expect(text, 0, "{")
    if text[at] != "}":
        at = member(text, at, found)
        while text[at] == ",":
            at = member(text, skip(text, at + 1), found)
    if skip(text, expect(text, at, "}")) != len(text):
        raise ValueError("something follows the object")
    return found


def member(text: str, at: int, found: dict[str, Member]) -> int:
    if text[at] != '"':
        raise ValueError("a name was expected")
    name, at = scanstring(text, at + 1, True)
    start = expect(text, skip(text, at), ":")
    value, end = SCANNER(text, start)
    found[name] = Member(value, text[start:end])
    return skip(text, end)


def expect(text: str, at: int, sign: str) -> int:
    at = skip(text, at)
    if text[at] != sign:
        raise ValueError(f"{sign} was expected")
    return skip(text, at + 1)


def skip(text: str, at: int) -> int:
    match = SPACE.match(text, at)
    return match.end() if match else at


def refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


SCANNER = json.JSONDecoder(parse_int=float, parse_constant=refuse).scan_once  # type: ignore[attr-defined]  # likewise
