"""The command line: one module a verb, imported only when it is called.

tutorfleet --help
"""

import importlib
from typing import Any

import click

from tutorfleet import __version__
from tutorfleet.cli.lazy import Lazy

VERBS = {
    "up": "Start the whole fleet on this machine.",
    "down": "Stop the fleet that runs on this data directory.",
    "status": "Regions, workers, models, load and latency, live.",
    "metrics": "What the workers count, for Prometheus.",
    "logs": "What the fleet's programs said.",
    "doctor": "What is wrong with this machine, and what to do.",
    "chat": "Talk with the tutor in this terminal.",
    "check": "Correct English by rules alone; no fleet needed.",
    "models": "The models that workers can load.",
    "users": "The learners' accounts.",
    "cloud": "The same fleet on AWS: deploy, audit, cost.",
    "worker": "One worker alone, for any Ollama client.",
}
"""verb -> what it is for; the module of the same name has a command of the same name"""


class Verbs(Lazy):
    """The whole program: whatever ends a verb, it ends politely."""

    def invoke(self, ctx: click.Context) -> Any:
        polite = importlib.import_module("tutorfleet.cli.common").polite  # not before `--help` has had its chance
        with polite():
            return super().invoke(ctx)


@click.group(cls=Verbs, verbs=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
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
