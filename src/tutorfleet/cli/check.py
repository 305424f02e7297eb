"""`tutorfleet check`: correct English text in the terminal. Needs no fleet and no network.

tutorfleet check "Yesterday I go to the beach"
tutorfleet check --json - < sentences.txt
"""

import sys
from collections.abc import Iterator
from typing import Any, Literal

import click
import msgspec
from rich.text import Text

from tutorfleet.cli import render
from tutorfleet.cli.common import Screen
from tutorfleet.cli.flow import printable
from tutorfleet.language.check import check as corrections
from tutorfleet.language.edits import Edit, apply


@click.command("check")
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each line of text.")
@click.option(
    "--language", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Language of the reasons."
)
def check(text: str | None, as_json: bool, language: Literal["en", "id"]) -> None:
    """Correct TEXT and say why. With "-", or without TEXT, read standard input line by line.

    \b
      tutorfleet check "Yesterday I go to the beach"
      tutorfleet check --language id "She have a cat"
      tutorfleet check --json - < sentences.txt

    Exit code: 0, also when there are mistakes.
    """
    lines = [text] if text is not None and text != "-" else _standard_input()
    screen = Screen()
    for line in lines:
        found = corrections(line)
        if as_json:
            click.echo(encoded(line, found))
        else:
            render.put(screen, shown(line, found, language, screen.plain))


def encoded(text: str, found: list[Edit]) -> bytes:
    """One JSON object: `text`, `corrected`, `edits`. Lone surrogates, which JSON cannot carry, become U+FFFD."""
    fields = msgspec.to_builtins({"text": text, "corrected": apply(text, found), "edits": found})
    return msgspec.json.encode(_printable(fields))


def shown(text: str, found: list[Edit], language: Literal["en", "id"], marks: bool) -> Iterator[render.Line]:
    """The text with its corrections and their reasons; a text without mistakes is said to be so."""
    clean: str = _printable(text)
    if found:
        for number, line in enumerate(
            render.corrections(clean, {"edits": msgspec.to_builtins(found)}, language, marks)
        ):
            yield line if number else line._replace(indent=0)
    elif clean.strip():
        praise = "no mistakes found" if language == "en" else "tidak ditemukan kesalahan"
        yield render.Line(0, Text(printable(clean)).append(f"  {praise}", style="dim"))


def _standard_input() -> Iterator[str]:
    # Bytes, so that a text in another encoding is read as far as it can be and never ends the run.
    for line in iter(sys.stdin.buffer.readline, b""):
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _printable(inner) for name, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list) else value
