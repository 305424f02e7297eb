"""One row of the contract: what is asked, and what Ollama's documentation says is answered.

In bodies, paths and shapes, `{model}`, `{embedder}`, `{tools}`, `{thinker}` and `{insert}` stand for models that can do that,
`{plain}` for one that can none of the last three, `{absent}` for one that is nowhere, `{made}` for a name that the row may use
and that is deleted after it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.contract.answer import Answer
from tests.contract.shapes import Shape, Text, mismatches

JSON, NDJSON, EVENTS = "application/json", "application/x-ndjson", "text/event-stream"
KINDS = ("model", "embedder", "tools", "thinker", "insert", "plain")


@dataclass(frozen=True)
class Stream:
    """Lines of a stream: the first ones, then any number of `each`, then the last ones."""

    each: Shape
    last: tuple[Shape, ...]
    first: tuple[Shape, ...] = ()

    def problems(self, lines: list[Any], *, closed: bool) -> Iterator[str]:
        """What is wrong with these lines."""
        between = len(lines) - len(self.first) - len(self.last)
        if between < 0:
            yield f"expected at least {len(self.first) + len(self.last)} lines, got {lines!r}"[:600]
            return
        shapes = [*self.first, *[self.each] * between, *self.last]
        for number, (shape, line) in enumerate(zip(shapes, lines, strict=True)):
            yield from mismatches(shape, line, closed=closed, where=f"line {number}")


@dataclass(frozen=True)
class Expected:
    """An answer. `body`: a shape of JSON, a Stream, a text of another type, or None for no body."""

    status: int = 200
    body: Any = None
    kind: str = JSON
    headers: Mapping[str, Shape] = field(default_factory=dict)
    """Shapes of headers, their names in lower case."""

    def problems(self, answer: Answer, *, closed: bool) -> Iterator[str]:
        """What is wrong with an answer, in words."""
        if answer.status != self.status:
            yield f"expected status {self.status}, got {answer.status}: {answer.body[:300]!r}"
            return
        yield from mismatches(dict(self.headers), dict(answer.headers), closed=False, where="headers")
        if self.body is None:
            yield from [f"expected no body, got {answer.body[:300]!r}"] if answer.body else []
        elif not answer.kind.startswith(self.kind):
            yield f"expected {self.kind}, got {answer.kind}"
        elif isinstance(self.body, Stream):
            yield from self.body.problems(answer.events if self.kind == EVENTS else answer.lines, closed=closed)
        else:
            said = answer.json if self.kind == JSON else answer.body.decode()
            yield from mismatches(self.body, said, closed=closed)


@dataclass(frozen=True)
class Case:
    """`ask` is "POST /api/chat"; `first` are requests that prepare it; `source` is the place in the documentation."""

    name: str
    ask: str
    body: Any
    expected: Expected
    source: str
    first: tuple[tuple[str, Any], ...] = ()
    operator: bool = False
    """Whether it changes models, which learners may not."""
    headers: Mapping[str, str] = field(default_factory=dict)
    edge: bool = True
    """Whether a region's address answers it too."""

    @property
    def for_learners(self) -> bool:
        """Whether a learner may ask it of a region."""
        return self.edge and not self.operator

    def needs(self) -> set[str]:
        """The kinds of models that it speaks of."""
        return {kind for kind in KINDS if "{" + kind + "}" in f"{self.ask} {self.body!r} {self.first!r}"}


def error(status: int, message: Shape) -> Expected:
    """An error as Ollama says it."""
    return Expected(status, {"error": message})


def streamed(each: Shape, *last: Shape, first: Iterable[Shape] = ()) -> Expected:
    """Lines of NDJSON."""
    return Expected(200, Stream(each, last, tuple(first)), NDJSON)


def filled(value: Any, names: Mapping[str, str]) -> Any:
    """The same with names of models in the place of `{model}` and its like."""
    if isinstance(value, str):
        return re.sub(r"\{([a-z]+)\}", lambda found: names.get(found[1], found[0]), value)
    if isinstance(value, Mapping):
        return {filled(key, names): filled(inner, names) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(filled(inner, names) for inner in value)
    if isinstance(value, Text):
        return Text(filled(value.pattern, {kind: re.escape(name) for kind, name in names.items()}))
    if isinstance(value, Stream):
        return Stream(filled(value.each, names), filled(value.last, names), filled(value.first, names))
    if isinstance(value, Expected):
        return replace(value, body=filled(value.body, names))
    return value
