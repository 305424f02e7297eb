"""The command line: one module a verb, imported only when it is called.

tutorfleet --help
"""

import difflib
import importlib
from typing import Any

import click

from tutorfleet import __version__

VERBS = {
    "up": "Start the whole fleet on this machine.",
    "down": "Stop the fleet that runs on this data directory.",
    "status": "Regions, workers, models, load and latency, live.",
    "logs": "What the fleet's programs said.",
    "doctor": "What is wrong with this machine, and what to do.",
    "chat": "Talk with the tutor in this terminal.",
    "check": "Correct English by rules alone; no fleet needed.",
    "models": "The models that workers can load.",
    "users": "The learners' accounts.",
    "worker": "One worker alone, for any Ollama client.",
}
"""verb -> what it is for; the module of the same name has a command of the same name"""


class Verbs(click.Group):
    """Knows its commands without importing them, so that `--help` and each verb start fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command = getattr(importlib.import_module(f"tutorfleet.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in VERBS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], VERBS, 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(VERBS)}."
            raise click.UsageError(f"no verb {args[0]!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        polite = importlib.import_module("tutorfleet.cli.common").polite  # not before `--help` has had its chance
        with polite():
            return super().invoke(ctx)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def group() -> None:
    """An English tutor on your own fleet of language-model workers.

    Start it, open the address that it prints, and talk; or talk here:

    \b
      tutorfleet up
      tutorfleet chat

    Every verb explains itself: tutorfleet VERB --help

    Exit codes: 0 all is well, 1 it could not be done, 2 the command was not understood, 130 ended by Ctrl-C; those of
    `up` stand in its own help.
    """


def main() -> None:
    """The entry point."""
    try:
        group(prog_name="tutorfleet")
    except KeyboardInterrupt:
        raise SystemExit(130) from None
