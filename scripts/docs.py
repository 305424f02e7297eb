"""Write docs/cli.md, every verb with its help, from the command line itself: python scripts/docs.py"""

from collections.abc import Iterator
from pathlib import Path

import click

from tutorfleet.cli import group

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
HEAD = """# The command line

Made by `scripts/docs.py` from `src/tutorfleet/cli/`; edit those. `tutorfleet VERB --help` says the same in a terminal.

A verb is silent about what is well, says in one sentence on standard error what is not, and what to do about it. What it prints for a
pipe is not cut, not coloured and not live; there, corrections are marked `[-wrong-] {+right+}`. `--json` is for programs. `NO_COLOR` is
respected.

The running fleet is found by its data directory: `--data-dir`, or `TUTORFLEET_DATA_DIR`, or where the platform keeps data.
"""
WIDTH = 100


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(part for path, command in commands() for part in section(path, command))])


def commands(path: str = "tutorfleet", command: click.Command = group) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it, a group before its verbs, those in the order of its help."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner
            yield from commands(f"{path} {name}", inner)


def section(path: str, command: click.Command) -> list[str]:
    """A heading and the help."""
    names = list(group.context_settings["help_option_names"])
    with click.Context(
        command, info_name=path, help_option_names=names, max_content_width=WIDTH, terminal_width=WIDTH
    ) as context:
        return [f"## {path}\n", "```", command.get_help(context), "```\n"]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
