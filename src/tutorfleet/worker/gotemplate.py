"""Go's text/template in small: renders the prompts of models whose maker wrote a TEMPLATE for Ollama.

    parse("{{ .System }} {{ .Prompt }}").render({"System": "Be kind.", "Prompt": "Hello!"})

Pure and safe: it sees only the values that it is given (those of JSON), calls only the functions of `gofunctions.py`, and ends
after `MOST_STEPS` steps or `MOST_OUTPUT` characters. A field that a value does not have is empty. How Ollama makes prompts
of messages with it is said in `templates.py`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tutorfleet.worker.gofunctions import FUNCTIONS, truth, written
from tutorfleet.worker.gonodes import (
    Action,
    Branch,
    Field,
    Function,
    Jump,
    Nested,
    Node,
    Nodes,
    Operand,
    Pipe,
    TemplateError,
    Text,
    Value,
    Variable,
    pipe_words,
    words_of,
)
from tutorfleet.worker.gosyntax import place, read

__all__ = ["Template", "TemplateError", "parse"]

MOST_STEPS = 200_000
MOST_OUTPUT = 2**23
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Template:
    """A template that has been read."""

    source: str
    nodes: Nodes

    def render(self, data: Mapping[str, Any]) -> str:
        """The text for these values; raises TemplateError."""
        run = _Run(self.source, dict(data))
        run.walk(self.nodes, run.data)
        return "".join(run.out)

    def mentions(self, name: str) -> bool:
        """Whether a field or a variable of that name stands in it, whatever its case."""
        return any(word.lower() == name.lower() for word in words_of(self.nodes))

    def upto(self, name: str) -> "Template":
        """The same template without all that stands behind the first action with that field."""
        return Template(self.source, _upto(self.nodes, name)[0])

    def followed_by(self, text: str) -> "Template":
        """The same template with another, such as `{{ .Response }}`, behind it."""
        return Template(self.source, (*self.nodes, *read(text)))


@lru_cache(maxsize=16)
def parse(text: str) -> Template:
    """Read a template; raises TemplateError that names line and column."""
    return Template(text, read(text))


def _upto(nodes: Nodes, name: str) -> tuple[Nodes, bool]:
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, Branch):
            body, cut = _upto(node.body, name)
            other, cut = ((), True) if cut else _upto(node.other, name)
            kept.append(Branch(node.kind, node.pipe, body, other))
        else:
            kept.append(node)
            cut = isinstance(node, Action) and name in pipe_words(node.pipe)
        if cut:
            return tuple(kept), True
    return tuple(kept), False


class _Run:
    """One rendering: the output so far, the variables in their order, the steps that were taken."""

    def __init__(self, source: str, data: dict[str, Any]) -> None:
        self.source, self.data = source, data
        self.out: list[str] = []
        self.size = 0
        self.steps = 0
        self.variables: list[tuple[str, Any]] = [("", data)]

    def walk(self, nodes: Nodes, dot: Any) -> str:
        """Run nodes; "break" or "continue" if one of them says so."""
        for node in nodes:
            match node:
                case Text(text):
                    self.write(text)
                case Action(pipe):
                    value = self.pipe(pipe, dot)
                    self.write("" if pipe.names else written(value))
                case Jump(kind):
                    return kind
                case Branch():
                    if jump := self.branch(node, dot):
                        return jump
        return ""

    def branch(self, node: Branch, dot: Any) -> str:
        mark = len(self.variables)
        value = self.pipe(node.pipe, dot, keeps=node.kind != "range")
        if node.kind == "range":
            jump = self.range(node, value, dot)
        elif truth(value):
            jump = self.walk(node.body, value if node.kind == "with" else dot)
        else:
            jump = self.walk(node.other, dot)
        del self.variables[mark:]
        return jump

    def range(self, node: Branch, value: Any, dot: Any) -> str:
        key = None
        for key, item in self.pairs(node, value):
            self.step(node.pipe.at)
            mark = len(self.variables)
            self.name(node.pipe, (key, item) if len(node.pipe.names) == 2 else (item,))
            jump = self.walk(node.body, item)
            del self.variables[mark:]
            if jump == "break":
                break
        return "" if key is not None else self.walk(node.other, dot)

    def pairs(self, node: Branch, value: Any) -> Iterable[tuple[Any, Any]]:
        self.step(node.pipe.at)
        if isinstance(value, dict):
            self.step(node.pipe.at, len(value))
            return sorted(value.items(), key=lambda pair: str(pair[0]))
        if isinstance(value, list):
            return enumerate(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return ((number, number) for number in range(value))
        if value is None:
            return ()
        raise self.error(node.pipe.at, f"range cannot go over {_named(value)}")

    def pipe(self, pipe: Pipe, dot: Any, *, keeps: bool = True) -> Any:
        value: Any = None
        for place_, command in enumerate(pipe.commands):
            value = self.command(command, dot, (value,) if place_ else ())
        if keeps and pipe.names:
            self.name(pipe, (value,))
        return value

    def name(self, pipe: Pipe, values: tuple[Any, ...]) -> None:
        """Keep values under the names of a pipe, in new variables or in those that are there."""
        for name, value in zip(pipe.names, values, strict=False):
            if pipe.declares:
                self.variables.append((name, value))
            else:
                self.variables[self.find(name, pipe.at)] = (name, value)

    def command(self, operands: tuple[Operand, ...], dot: Any, last: tuple[Any, ...]) -> Any:
        first, *rest = operands
        self.step(first.at)
        if isinstance(first, Function):
            return self.call(first, rest, dot, last)
        if rest or last:
            raise self.error(first.at, "only a function can be given values")
        return self.value(first, dot)

    def call(self, function: Function, operands: list[Operand], dot: Any, last: tuple[Any, ...]) -> Any:
        found = FUNCTIONS.get(function.name)
        if found is None:
            raise self.error(function.at, f"there is no function {function.name!r}")
        values: list[Any] = []
        for operand in operands:
            values.append(self.value(operand, dot))
            if function.name in {"and", "or"} and truth(values[-1]) is (function.name == "or"):
                return values[-1]  # what stands behind may be wrong for such a value
        values += last
        self.step(function.at, sum(map(_weight, values)))
        try:
            result = found(*values)
        except TemplateError as error:
            raise self.error(function.at, str(error)) from None
        except (TypeError, IndexError):
            raise self.error(function.at, f"{function.name} was given the wrong number of values") from None
        self.step(function.at, _weight(result))
        return result

    def value(self, operand: Operand, dot: Any) -> Any:
        self.step(operand.at)
        match operand:
            case Value(value):
                return value
            case Field(names, at):
                return self.fields(dot, names, at)
            case Variable(name, names, at):
                return self.fields(self.variables[self.find(name, at)][1], names, at)
            case Nested(pipe, names, at):
                return self.fields(self.pipe(pipe, dot), names, at)
            case Function():
                return self.call(operand, [], dot, ())

    def fields(self, value: Any, names: tuple[str, ...], at: int) -> Any:
        for name in names:
            if value is None:
                return None
            if not isinstance(value, dict):
                raise self.error(at, f"{_named(value)} has no field {name!r}")
            value = value[name] if name in value else value.get(_HUMP.sub("_", name).lower())
        return value

    def find(self, name: str, at: int) -> int:
        for index in range(len(self.variables) - 1, -1, -1):
            if self.variables[index][0] == name:
                return index
        raise self.error(at, f"there is no variable ${name}")

    def write(self, text: str) -> None:
        self.step(0)
        self.size += len(text)
        if self.size > MOST_OUTPUT:
            raise TemplateError(f"the template writes more than {MOST_OUTPUT} characters")
        self.out.append(text)

    def step(self, at: int, count: int = 1) -> None:
        self.steps += count
        if self.steps > MOST_STEPS:
            raise self.error(at, f"the template takes more than {MOST_STEPS} steps")

    def error(self, at: int, what: str) -> TemplateError:
        return TemplateError(f"{place(self.source, at)}: {what}")


def _weight(value: Any) -> int:
    """The steps that it takes to make or to look through a value."""
    return len(value) // 128 if isinstance(value, str | list) else 0


def _named(value: Any) -> str:
    kinds = {str: "a text", bool: "a truth value", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return kinds.get(type(value), "nothing")
