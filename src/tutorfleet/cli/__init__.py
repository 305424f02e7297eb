"""The command line: one module a verb, imported only when it is called.

tutorfleet --help
"""

import importlib
import sys

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
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = [verb for verb in VERBS if verb[:2] == args[0][:2]]
            raise click.UsageError(
                f"{error.message} Did you mean {near[0]!r}?" if near else error.message, ctx
            ) from error


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def group() -> None:
    """An English tutor on your own fleet of language-model workers.

    Start it with `tutorfleet up`, open the address that it prints, and talk. `tutorfleet chat` talks in this terminal.
    """


def main() -> None:
    """The entry point; a pipe that closes early is no error."""
    try:
        group(prog_name="tutorfleet")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
