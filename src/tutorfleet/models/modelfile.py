"""A Modelfile, Ollama's recipe of a model: text in, a value out, and back. Pure: nothing is looked up or opened.

    FROM llama3
    PARAMETER temperature 0.3
    SYSTEM You are a patient tutor.

A value ends with its line, or, where it begins with a quote, with the line that ends with the same. What FROM and
ADAPTER name, a model or a file beside the Modelfile, is the reader's matter (`models/create.py`, `cli/models.py`).
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tutorfleet.models.errors import ModelError
from tutorfleet.models.manifest import Message
from tutorfleet.models.params import read_params

LARGEST = 16 << 20
"""Bytes of a Modelfile at most."""
EXTENSIONS = ("renderer", "parser", "requires")
"""Commands whose values only Ollama itself understands; they go into the model's configuration as they are."""
_COMMANDS = ("from", "license", "template", "system", "adapter", *EXTENSIONS, "parameter", "message")
_ROLES = ("system", "user", "assistant")
_FORGOTTEN = {"penalize_newline", "low_vram", "f16_kv", "logits_all", "vocab_only", "use_mlock"} | {
    "mirostat",
    "mirostat_tau",
    "mirostat_eta",
}
"""Parameters of old Modelfiles, which Ollama passes over."""
_COMMAND = re.compile(r"([A-Za-z]+)[ \t](.*)", re.DOTALL)
_WORD = re.compile(r"[ \t]*(\w+)[ \t]+(.*)", re.DOTALL)
_BYTE_ORDERS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class BadModelfile(ModelError):
    """A Modelfile that cannot be followed. The text begins with the line, as in Ollama: "(line 3): ..."."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"(line {line}): {reason}" if line else reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Modelfile:
    """What a Modelfile says. `sources` is what FROM names: a model, or one or several files."""

    sources: tuple[str, ...]
    adapters: tuple[str, ...] = ()
    template: str = ""
    system: str = ""
    licenses: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    extensions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Command:
    line: int
    name: str
    key: str
    """Of a PARAMETER its name, of a MESSAGE its role."""
    value: str


def read(data: bytes | str) -> Modelfile:
    """Read a Modelfile; raises BadModelfile."""
    if len(data) > LARGEST:
        raise BadModelfile(f"a Modelfile of more than {LARGEST >> 20} MiB")
    commands = list(_commands(_text(data).split("\n")))
    values: dict[str, list[str]] = {}
    for one in commands:
        values.setdefault(one.name, []).append(one.value)
    if not all(values.get("from", [""])):
        raise BadModelfile("no FROM line")
    return Modelfile(
        tuple(values["from"]),
        tuple(values.get("adapter", [])),
        values.get("template", [""])[-1],
        values.get("system", [""])[-1],
        tuple(values.get("license", [])),
        _params([one for one in commands if one.name == "parameter"]),
        tuple(Message(one.key, one.value) for one in commands if one.name == "message"),
        {name: values[name][-1] for name in EXTENSIONS if name in values},
    )


def write(modelfile: Modelfile) -> str:
    """The text of a Modelfile, which `read` reads back unless a value holds a line that ends like the value itself."""
    rows = [("FROM", source) for source in modelfile.sources]
    rows += [("ADAPTER", _quoted(adapter)) for adapter in modelfile.adapters]
    rows += [(name, _quoted(text)) for name in ("TEMPLATE", "SYSTEM") if (text := getattr(modelfile, name.lower()))]
    rows += [(name.upper(), _quoted(text)) for name, text in modelfile.extensions.items()]
    rows += [("PARAMETER", f"{name} {_quoted(text)}") for name, text in parameters(modelfile.params)]
    rows += [("MESSAGE", f"{one.role} {_quoted(one.content)}") for one in modelfile.messages]
    rows += [("LICENSE", _quoted(text)) for text in modelfile.licenses]
    return "".join(f"{name} {value}\n" for name, value in rows)


def parameters(params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The parameters as text, one pair for each value of a list."""
    for name, value in params.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            yield name, str(one).lower() if isinstance(one, bool) else str(one)


def _text(data: bytes | str) -> str:
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    order = next((name for mark, name in _BYTE_ORDERS.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(order)
    except UnicodeDecodeError as error:
        raise BadModelfile("it is not text in UTF-8", data.count(b"\n", 0, error.start) + 1) from error


def _commands(lines: list[str]) -> Iterator[_Command]:
    at = 0
    while at < len(lines):
        bare = lines[at].strip()
        if not bare or bare.startswith("#"):
            at += 1
            continue
        found = _COMMAND.match(lines[at].lstrip())
        if found is None or found[1].lower() not in _COMMANDS:
            names = ", ".join(f'"{name}"' for name in _COMMANDS)
            raise BadModelfile(f"command must be one of {names}", at + 1)
        name = found[1].lower()
        key, head = _key(name, found[2], at + 1)
        value, after = _value(head, lines, at)
        yield _Command(at + 1, name, key, value)
        at = after


def _key(name: str, rest: str, line: int) -> tuple[str, str]:
    """The key of a command that has one, and where its value begins."""
    if name not in ("parameter", "message"):
        return "", rest
    found = _WORD.match(rest)
    if found is None:
        raise BadModelfile(f"expected {name.upper()}, a {'role' if name == 'message' else 'name'} and a value", line)
    if name == "message" and found[1] not in _ROLES:
        raise BadModelfile('message role must be one of "system", "user", or "assistant"', line)
    return found[1], found[2]


def _value(head: str, lines: list[str], at: int) -> tuple[str, int]:
    """The value that begins with `head` on line `at`, without its quotes, and the number of the line after it."""
    begin = head.lstrip()
    quote = '"""' if begin.startswith('"""') else '"' if begin.startswith('"') else ""
    if not quote:
        return begin.rstrip(), at + 1
    if len(begin.rstrip()) >= 2 * len(quote) and begin.rstrip().endswith(quote):
        return begin.rstrip()[len(quote) : -len(quote)], at + 1
    for end in range(at + 1, len(lines)):
        if lines[end].rstrip().endswith(quote):
            whole = "\n".join([begin, *lines[at + 1 : end], lines[end].rstrip()])
            return whole[len(quote) : -len(quote)], end + 1
    raise BadModelfile("unexpected EOF: a quote is not closed", at + 1)


def _params(commands: list[_Command]) -> dict[str, Any]:
    params: dict[str, Any] = {}
    for one in commands:
        if one.key in _FORGOTTEN:
            continue
        try:
            value = read_params([f"{one.key}={one.value}"])[one.key]
        except ModelError as error:
            raise BadModelfile(str(error), one.line) from error
        params[one.key] = [*params.get(one.key, []), *value] if isinstance(value, list) else value
    return params


def _quoted(text: str) -> str:
    """Bare where it can be, otherwise in the quotes that it does not end by itself."""
    if text and text == text.strip() and "\n" not in text and not text.startswith('"'):
        return text
    return f'"""{text}"""' if '"' in text or not text else f'"{text}"'
