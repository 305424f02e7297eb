"""The syntax of Go's text/template, as far as Ollama's TEMPLATE layers use it: a text becomes a tree of nodes.

Pure, and bounded: a template has a greatest length and a greatest depth. Known are text, comments, trim markers, pipes,
variables, `if`, `with`, `range` with their `else` and `else if`, `break` and `continue`. What a tree means is said in
`gotemplate.py`; `define`, `template` and `block` are refused, since no prompt needs them.
"""

import re
from dataclasses import dataclass
from typing import Any

import msgspec

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
)

MOST_TEXT = 2**16
"""Characters of a template; long ones of real models have 15,000."""
MOST_DEPTH = 60
"""Blocks and parentheses inside one another."""
MOST_OPERANDS = 64
"""Values of one command."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int
    apart: bool
    """Whether white space stands before it."""


_Part = str | list[_Token]
_TOKEN = re.compile(
    r"(?P<close>-?\}\})"
    r'|(?P<string>"(?:\\.|[^"\\\n])*"|`[^`]*`)'
    r"|(?P<char>'(?:\\.|[^'\\\n])+')"
    r"|(?P<number>[+-]?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<field>\.[^\W\d]\w*)|(?P<dot>\.)|(?P<variable>\$\w*)|(?P<word>[^\W\d]\w*)|(?P<set>:?=)|(?P<mark>[|(),])"
)
_SPACE = re.compile(r"\s*")
_OPEN = re.compile(r"\{\{(?:(-)(?=\s))?")
_COMMENT = re.compile(r"\s*/\*.*?\*/(?:\s+(-))?\}\}", re.S)
_CONSTANTS = {"true": True, "false": False, "nil": None}


def read(text: str) -> Nodes:
    """The tree of a template; raises TemplateError."""
    if len(text) > MOST_TEXT:
        raise TemplateError(f"the template is longer than {MOST_TEXT} characters")
    return _Parser(text).whole()


def place(text: str, at: int) -> str:
    """Line and column of a place in a text, counted from 1."""
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def _parts(source: str) -> list[_Part]:
    """Text and actions in turn, white space taken off where a marker says so."""
    parts: list[_Part] = []
    at, trim = 0, False
    while opening := _OPEN.search(source, at):
        text = source[at : opening.start()]
        text = text.lstrip() if trim else text
        parts.append(text.rstrip() if opening[1] else text)
        if comment := _COMMENT.match(source, opening.end()):
            at, trim = comment.end(), comment[1] is not None
            continue
        tokens, at = _tokens(source, opening.end(), opening.start())
        trim = tokens.pop().text.startswith("-")
        parts.append(tokens)
    rest = source[at:]
    parts.append(rest.lstrip() if trim else rest)
    return parts


def _tokens(source: str, at: int, opened: int) -> tuple[list[_Token], int]:
    """The tokens of one action with its closing one, and where it ends."""
    tokens: list[_Token] = []
    while True:
        space = _SPACE.match(source, at)
        start = space.end() if space else at
        found = _TOKEN.match(source, start)
        if found is None or found.lastgroup is None:
            what = "the action is never closed" if start >= len(source) else f"{source[start]!r} is not expected"
            raise TemplateError(f"{place(source, opened if start >= len(source) else start)}: {what}")
        tokens.append(_Token(found.lastgroup, found[0], start, start > at))
        at = found.end()
        if found.lastgroup == "close":
            return tokens, at


class _Parser:
    """Reads parts in their order; `tokens` and `next` are the action that is being read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts = _parts(source)
        self.part = 0
        self.tokens: list[_Token] = []
        self.next = 0
        self.depth = 0
        self.loops = 0

    def whole(self) -> Nodes:
        nodes, end = self.block()
        if end:
            raise self.error(f"{end!r} without anything that it ends")
        return nodes

    def block(self) -> tuple[Nodes, str]:
        """Nodes up to `end` or `else` (which is left to be read on) or up to the end of the text ("")."""
        self.deeper()
        nodes: list[Node] = []
        while self.part < len(self.parts):
            part = self.parts[self.part]
            self.part += 1
            if isinstance(part, str):
                nodes += [Text(part)] if part else []
                continue
            self.tokens, self.next = part, 0
            word = self.peek().text if part and self.peek().kind == "word" else ""
            if word in {"end", "else"}:
                self.next = 1
                self.depth -= 1
                return tuple(nodes), word
            nodes += self.action(word)
        self.depth -= 1
        return tuple(nodes), ""

    def action(self, word: str) -> list[Node]:
        if not self.tokens:
            return []
        if word in {"if", "with", "range"}:
            self.next += 1
            return [self.branch(word)]
        if word in {"break", "continue"}:
            if not self.loops:
                raise self.error(f"{word!r} outside of a range")
            return [Jump(word)]
        if word in {"define", "template", "block"}:
            raise self.error(f"{word!r} is not supported")
        return [Action(self.pipe())]

    def branch(self, kind: str) -> Branch:
        self.loops += kind == "range"
        opened, pipe = self.place(), self.pipe()
        body, end = self.block()
        self.loops -= kind == "range"
        other: Nodes = ()
        if end == "else" and not self.ended():
            again = self.take().text
            if again != kind or kind == "range":
                raise self.error(f"'else {again}' is not expected here")
            self.deeper()
            other = (self.branch(kind),)
            self.depth -= 1
            return Branch(kind, pipe, body, other)
        if end == "else":
            other, end = self.block()
        if end != "end":
            raise TemplateError(f"{opened}: {kind!r} is never ended")
        return Branch(kind, pipe, body, other)

    def pipe(self, closing: str = "") -> Pipe:
        """A pipe up to the end of the action, or to `closing`."""
        self.deeper()
        at = self.peek().at if not self.ended() else 0
        names, declares = self.names()
        commands = [self.command()]
        while not self.ended() and self.peek().text == "|":
            self.next += 1
            commands.append(self.command())
        if closing and (self.ended() or self.take().text != closing):
            raise self.error(f"{closing!r} is missing")
        if not closing and not self.ended():
            raise self.error(f"{self.peek().text!r} is not expected")
        self.depth -= 1
        return Pipe(names, declares, tuple(commands), at)

    def names(self) -> tuple[tuple[str, ...], bool]:
        """`$x :=`, `$i, $x :=`, `$x =`; nothing where none is set."""
        row = self.tokens[self.next : self.next + 4]
        shape = ["," if one.text == "," else one.kind for one in row]
        count = 1 if shape[:2] == ["variable", "set"] else 2 if shape == ["variable", ",", "variable", "set"] else 0
        if not count:
            return (), False
        self.next += 2 * count
        return tuple(one.text[1:] for one in row[: 2 * count - 1 : 2]), row[2 * count - 1].text == ":="

    def command(self) -> tuple[Operand, ...]:
        operands: list[Operand] = []
        while not self.ended() and self.peek().text not in {"|", ")"}:
            operands.append(self.operand())
        if len(operands) > MOST_OPERANDS:
            raise self.error(f"a command has more than {MOST_OPERANDS} values")
        if not operands:
            raise self.error("a value is missing")
        return tuple(operands)

    def operand(self) -> Operand:
        token = self.take()
        match token.kind:
            case "field":
                return Field((token.text[1:], *self.fields()), token.at)
            case "dot":
                return Field((), token.at)
            case "variable":
                return Variable(token.text[1:], self.fields(), token.at)
            case "word" if token.text not in _CONSTANTS:
                return Function(token.text, token.at)
            case "mark" if token.text == "(":
                return Nested(self.pipe(")"), self.fields(), token.at)
        return Value(self.constant(token), token.at)

    def fields(self) -> tuple[str, ...]:
        """Field names that stand right behind."""
        names: list[str] = []
        while not self.ended() and self.peek().kind == "field" and not self.peek().apart:
            names.append(self.take().text[1:])
        return tuple(names)

    def constant(self, token: _Token) -> Any:
        try:
            match token.kind:
                case "string":
                    return _string(token.text)
                case "char":
                    return ord(_string('"' + token.text[1:-1] + '"'))
                case "number":
                    return _number(token.text.replace("_", ""))
                case "word":
                    return _CONSTANTS[token.text]
        except (ValueError, TypeError, msgspec.DecodeError):
            raise self.error(f"{token.text[:40]!r} is no constant") from None
        raise self.error(f"{token.text!r} is not expected")

    def ended(self) -> bool:
        return self.next >= len(self.tokens)

    def peek(self) -> _Token:
        return self.tokens[self.next]

    def take(self) -> _Token:
        if self.ended():
            raise self.error("something is missing")
        self.next += 1
        return self.tokens[self.next - 1]

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise self.error("it is nested too deeply")

    def error(self, what: str) -> TemplateError:
        return TemplateError(f"{self.place()}: {what}")

    def place(self) -> str:
        index = min(max(0, self.next - 1), len(self.tokens) - 1)
        return place(self.source, self.tokens[index].at if self.tokens else len(self.source))


def _string(text: str) -> str:
    if text.startswith("`"):
        return text[1:-1]
    plain = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", text).replace("\t", "\\t")
    value = msgspec.json.decode(plain.replace("\\'", "'"))
    return str(value)


def _number(text: str) -> int | float:
    return float(text) if any(sign in text for sign in ".eE") else int(text)
