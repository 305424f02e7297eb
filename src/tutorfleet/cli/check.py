"""`tutorfleet check`: correct English text in the terminal. Needs no fleet and no network.

tutorfleet check "Yesterday I go to the beach"
tutorfleet check --json - < sentences.txt
"""

import sys
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import click
import msgspec
from rich.console import Console
from rich.text import Text

from tutorfleet.language.check import check as corrections
from tutorfleet.language.edits import Edit, apply


@click.command("check")
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each line of text.")
@click.option(
    "--language", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Language of the reasons."
)
def check(text: str | None, as_json: bool, language: Literal["en", "id"]) -> None:
    """Correct TEXT and say why. With "-", or without TEXT, read standard input line by line."""
    lines = [text] if text is not None and text != "-" else _standard_input()
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        found = corrections(line)
        if as_json:
            click.echo(encoded(line, found))
        else:
            _show(console, line, found, language)


def encoded(text: str, found: list[Edit]) -> bytes:
    """One JSON object: `text`, `corrected`, `edits`. Lone surrogates, which JSON cannot carry, become U+FFFD."""
    shown = msgspec.to_builtins({"text": text, "corrected": apply(text, found), "edits": found})
    return msgspec.json.encode(_printable(shown))


def marked(text: str, found: Iterable[Edit]) -> Text:
    """The text with what goes struck out in red and what comes in green."""
    shown, done = Text(), 0
    for edit in found:
        shown.append(text[done : edit.start])
        shown.append(edit.original, style="red strike")
        if edit.replacement:
            shown.append(f" {edit.replacement}" if edit.original else edit.replacement, style="bold green")
        done = edit.end
    shown.append(text[done:])
    return shown


def _show(console: Console, text: str, found: list[Edit], language: Literal["en", "id"]) -> None:
    clean: str = _printable(text)
    if not found:
        if clean.strip():
            console.print(
                Text(clean).append(
                    "  no mistakes found" if language == "en" else "  tidak ditemukan kesalahan", style="dim"
                )
            )
        return
    console.print(marked(clean, found))
    for edit in found:
        reason = edit.reason.en if language == "en" else edit.reason.id
        console.print(
            Text(f"  {edit.original.strip()} -> {edit.replacement.strip() or '(nothing)'}  ").append(
                f"{edit.category}: {reason}", style="dim"
            )
        )


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
