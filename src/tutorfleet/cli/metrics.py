"""`tutorfleet metrics`: the metrics of all workers as one page in Prometheus' text format.

A verb and not a port: nothing more listens, and what collects it is there on every machine that Prometheus watches (the
textfile collector of its node exporter, from a timer). Each worker says its own page at /metrics; here they are put together.
"""

import asyncio
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from tutorfleet.cli.common import data_dir_option, running
from tutorfleet.fleet.description import Worker
from tutorfleet.host import layout, probe
from tutorfleet.host.layout import Layout

UP = "tutorfleet_worker_up"
HELP = "Whether the worker answered when it was asked for its metrics."


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file, in one step, instead of printing.",
)
@data_dir_option
def metrics(output: Path | None, data_dir: Path) -> None:
    """The metrics of all workers, for Prometheus.

    One page in its text format; every sample names its worker, region, role and replica. For the textfile collector of
    Prometheus' node exporter, from a timer:

    \b
      tutorfleet metrics
      tutorfleet metrics --output /var/lib/node_exporter/tutorfleet.prom

    Exit codes: 0, or 1 when no fleet runs. A worker that is away is a 0 of tutorfleet_worker_up.
    """
    text = asyncio.run(gathered(layout.layout(data_dir), running(data_dir)))
    if output:
        write(output, text)
    else:
        click.echo(text, nl=False)


def write(path: Path, text: str) -> None:
    """Write in one step: whoever reads it reads all of it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


async def gathered(places: Layout, state: Mapping[str, Any]) -> str:
    """Every worker asked once, at the same time."""
    workers = state["workers"]
    pages = await asyncio.gather(*(page(places, each) for each in workers))
    ups = [f"{UP}{labels(each)} {int(text is not None)}\n" for each, text in zip(workers, pages, strict=True)]
    head = f"# HELP {UP} {HELP}\n# TYPE {UP} gauge\n"
    return head + "".join(ups) + merged(text for text in pages if text)


async def page(places: Layout, who: Mapping[str, str]) -> str | None:
    """What one worker says; None if it says nothing."""
    try:
        status, body = await probe.get(places.worker_socket(who["region"], who["role"], who["replica"]), "/metrics")
    except OSError:
        return None
    return body.decode() if status == 200 else None


def labels(who: Mapping[str, str]) -> str:
    """As the worker itself has them; names of regions and roles need no escapes."""
    pairs = {"worker": Worker(**who).name, **who}
    return "{" + ",".join(f'{name}="{value}"' for name, value in pairs.items()) + "}"


def merged(pages: Iterable[str]) -> str:
    """One page of many: each family's head once, and its samples together, as the format demands."""
    families: dict[str, list[str]] = {}
    for text in pages:
        for head, samples in split(text):
            families.setdefault(head, []).extend(samples)
    return "".join(head + "".join(samples) for head, samples in families.items())


def split(text: str) -> Iterator[tuple[str, list[str]]]:
    """(HELP and TYPE, samples) of every family of a page."""
    head, samples = "", list[str]()
    for line in text.splitlines(keepends=True):
        if line.startswith("# HELP "):
            if head:
                yield head, samples
            head, samples = line, []
        elif line.startswith("#"):
            head += line
        else:
            samples.append(line)
    if head:
        yield head, samples
