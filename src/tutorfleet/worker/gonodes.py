"""The tree of a Go template: what stands in it, and which fields it mentions. How it is read is said in `gosyntax.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class TemplateError(ValueError):
    """A template that cannot be read or run; the text is one sentence that begins with line and column where it is known."""


@dataclass(frozen=True, slots=True)
class Value:
    """A constant."""

    value: Any
    at: int


@dataclass(frozen=True, slots=True)
class Field:
    """`.A.B`; without names the dot itself."""

    names: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name.A.B`; the empty name is the data as a whole."""

    name: str
    names: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Function:
    """The name of a function."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Nested:
    """`(pipe).A.B`."""

    pipe: "Pipe"
    names: tuple[str, ...]
    at: int


Operand = Value | Field | Variable | Function | Nested


@dataclass(frozen=True, slots=True)
class Pipe:
    """Commands, each an operand with its arguments, whose last value is kept under `names` (declared anew or set)."""

    names: tuple[str, ...]
    declares: bool
    commands: tuple[tuple[Operand, ...], ...]
    at: int


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """`{{ pipe }}`: printed unless it only sets a variable."""

    pipe: Pipe


@dataclass(frozen=True, slots=True)
class Branch:
    """`if`, `with` or `range`: one of two bodies."""

    kind: str
    pipe: Pipe
    body: tuple["Node", ...]
    other: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """`break` or `continue`."""

    kind: str


Node = Text | Action | Branch | Jump
Nodes = tuple[Node, ...]


def words_of(nodes: Sequence[Node]) -> frozenset[str]:
    """Every name of a field or a variable that a tree mentions."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Action | Branch):
            found |= pipe_words(node.pipe)
        if isinstance(node, Branch):
            found |= words_of((*node.body, *node.other))
    return frozenset(found)


def pipe_words(pipe: Pipe) -> frozenset[str]:
    """The same of one pipe."""
    found: set[str] = set()
    for operand in (operand for command in pipe.commands for operand in command):
        if isinstance(operand, Field | Variable | Nested):
            found |= set(operand.names)
        if isinstance(operand, Nested):
            found |= pipe_words(operand.pipe)
    return frozenset(found)
