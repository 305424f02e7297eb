"""`tutorfleet worker`: one worker alone, without a fleet, for any Ollama client.

    tutorfleet worker --listen 127.0.0.1:11434 --store ~/.ollama/models --load llama3

It has no accounts and no quotas: whoever reaches the address may use it.
"""

import os

# libgomp reads these when it is loaded; spinning threads are ten times slower on a busy machine.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("GOMP_SPINCOUNT", "0")

import sys
from pathlib import Path

import click
import msgspec

from tutorfleet.worker.errors import BadSettings
from tutorfleet.worker.program import run
from tutorfleet.worker.settings import read_worker


def _pair(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, sign, target in pairs:
        if not (name and sign and target):
            raise click.BadParameter("expected NAME=MODEL, for example orca-mini=starter-chat")
    return {name: target for name, _, target in pairs}


@click.command()
@click.option(
    "--listen", metavar="ADDRESS", default="127.0.0.1:11434", show_default=True, help="host:port, or unix:/path"
)
@click.option(
    "--store",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The model store (Ollama's layout).",
)
@click.option("--load", multiple=True, metavar="MODEL", help="Load it at once and keep it; may be repeated.")
@click.option(
    "--alias", "aliases", multiple=True, callback=_pair, metavar="NAME=MODEL", help="Another name; may be repeated."
)
@click.option("--slots", metavar="N", default=0, help="Requests that one model computes at once; 0 is many short ones.")
@click.option(
    "--memory-mb", metavar="N", default=0, help="Memory for all models in MiB; 0 is a share of the machine's."
)
@click.option(
    "--num-ctx", metavar="N", default=4096, show_default=True, help="Tokens of context for a request that does not say."
)
@click.option("--threads", metavar="N", default=0, help="Threads of a model; 0 is what this machine grants.")
@click.option(
    "--keep-alive", metavar="TIME", default="5m", show_default=True, help="How long an idle model stays loaded."
)
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME", help="Also answer to this host name; may be repeated."
)
def worker(
    listen: str,
    store: Path | None,
    load: tuple[str, ...],
    aliases: dict[str, str],
    slots: int,
    memory_mb: int,
    num_ctx: int,
    threads: int,
    keep_alive: str,
    hosts: tuple[str, ...],
) -> None:
    """One worker alone, for any Ollama client.

    Serves the models of a store and the starter models with Ollama's HTTP API until it is told to stop. Ctrl-C lets running
    replies finish; a second one does not.

    \b
      tutorfleet worker
      tutorfleet worker --store ~/.ollama/models --load llama3
      tutorfleet worker --listen unix:/run/tutor.sock --alias gpt=starter-chat

    It has no accounts and no quotas: whoever reaches the address may use it. Exit codes: 0 stopped as asked, 1 it cannot
    listen there, 2 a setting is wrong.
    """
    settings = {
        "listen": listen,
        "store": str(store) if store else "",
        "preload": load,
        "aliases": aliases,
        "slots": slots,
        "memory_mb": memory_mb,
        "num_ctx": num_ctx,
        "threads": threads,
        "keep_alive": keep_alive,
        "hosts": hosts,
    }
    try:
        code = run(read_worker(msgspec.json.encode(settings)), lifeline=False)
    except BadSettings as error:
        raise click.UsageError(str(error)) from None
    sys.exit(code)
