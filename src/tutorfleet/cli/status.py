"""`tutorfleet status`: regions, workers, models, load and latency, live; what is wrong, and what to do.

The supervisor looks (host/look.py), as it does for operators in a browser; here the look is only shown. Nothing passes through the
learners' address.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from tutorfleet.cli.common import WIDE, Screen, data_dir_option, fail, running
from tutorfleet.fleet.routes import FLEET_STATUS
from tutorfleet.host import layout, probe
from tutorfleet.host.layout import Layout
from tutorfleet.host.seen import Look, Problem, Process, Worker

EVERY = 1.0
"""seconds between two looks"""
PATIENCE = 10.0
"""seconds that the supervisor may take, which itself gives everybody two"""
NARROW, BROAD = 76, 116
"""columns that the table takes with its load, and with the speed of its replies too"""
NAMES = ("region", "role", "replica", "status", "models")
COLOURS = {"error": "red", "warning": "yellow", "note": "dim"}


class Answer(msgspec.Struct):
    """What the supervisor sends."""

    data: Look


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One look, one JSON object.")
@click.option("--once", is_flag=True, help="One look instead of a live table.")
@data_dir_option
def status(data_dir: Path, as_json: bool, once: bool) -> None:
    """Regions, workers, models, load and latency, live until Ctrl-C; what is wrong, and what to do.

    A pipe gets one look. `slots` are requests that are computed now, of as many as can be at once; `queued` wait. A terminal
    of 116 columns has more: `tok/s` is the speed of the latest replies and `first` the time to their first words (both the
    median; of `first` also what 95 % stay under), `cache` the share of prompts that was computed before, `restarts` how often
    the worker ended, with its engines that died or were stuck. The latency is that of a worker's own health check.

    \b
      tutorfleet status
      tutorfleet status --once
      tutorfleet status --json | jq .problems

    Exit codes: 0 every part is ready, 1 a part is away or no fleet runs.
    """
    places = layout.layout(data_dir)
    seen = look_now(places, data_dir)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(seen), indent=2))
    elif once or not Screen().is_terminal:
        Screen().print(shown(seen, Screen().width))
    else:
        seen = watch(places, data_dir, seen)
    raise SystemExit(0 if seen.ok else 1)


def watch(places: Layout, data_dir: Path, seen: Look) -> Look:
    """Show look after look until Ctrl-C; the last one."""
    screen = Screen()
    first = shown(seen, screen.width)
    with contextlib.suppress(KeyboardInterrupt), Live(first, console=screen, auto_refresh=False) as live:
        while True:
            time.sleep(EVERY)
            seen = look_now(places, data_dir)
            live.update(shown(seen, screen.width), refresh=True)
    return seen


def look_now(places: Layout, data_dir: Path) -> Look:
    """What the supervisor sees now; exits with a clear word when it does not say."""
    running(data_dir)
    try:
        code, body = asyncio.run(probe.get(places.status_socket, FLEET_STATUS, PATIENCE))
        if code != 200:
            fail(
                f"the supervisor of the fleet on {data_dir} answers {code}; its own output, where `tutorfleet up` runs, says why"
            )
        return msgspec.json.decode(body, type=Answer).data
    except TimeoutError as error:
        fail(
            f"the fleet on {data_dir} runs, but from its supervisor there is {error}. Start it again: tutorfleet down, then up"
        )
    except msgspec.DecodeError:
        fail(f"the fleet on {data_dir} is of another version. Start it again: tutorfleet down, then tutorfleet up")
    except OSError:
        fail(f"the fleet on {data_dir} is starting or stopping. Try again in a moment, or look: tutorfleet logs")


def shown(seen: Look, width: int = WIDE) -> Group:
    """The look for so many columns. A narrow table leaves out the load, and a middling one the speed."""
    parts = Text("  ").join(told(each) for each in seen.parts)
    title = Text(f"tutorfleet {seen.version} at {seen.url}", style="bold")
    return Group(title, parts, table(seen, width), *trouble(seen.problems))


def told(part: Process) -> Text:
    """A part in a few words; where nothing answers in milliseconds, what was seen."""
    text = Text(f"{part.name} ").append_text(word(part.state))
    figures = latency(part) if part.latency_ms is not None else part.detail if part.state in {"ready", "low"} else ""
    return text.append(f" {figures}") if figures else text


def table(seen: Look, width: int) -> Table:
    rows = Table(box=None, pad_edge=False)
    for title in NAMES:
        rows.add_column(title, style="dim" if title == "replica" else "", no_wrap=title != "models", overflow="fold")
    for title in titles(width):
        rows.add_column(title, justify="right", no_wrap=True)
    for region in sorted(seen.regions, key=lambda each: each.name):
        for each in sorted(region.workers, key=lambda one: (one.role, one.replica != "primary")):
            figures = columns(each)
            names = (region.name, each.role, each.replica, word(each.state), models(each))
            rows.add_row(*names, *(figures[title] for title in titles(width)))
    return rows


def titles(width: int) -> list[str]:
    """The figures that so many columns have room for."""
    load = ["slots", "queued"] if width >= NARROW else []
    return [*load, *(["tok/s", "first", "cache", "restarts"] if width >= BROAD else []), "latency"]


def columns(each: Worker) -> dict[str, str]:
    """The figures of a worker by their titles."""
    return {
        "slots": slots(each),
        "queued": figure(each.queued, "{}"),
        "tok/s": figure(each.tokens_per_s, "{:.0f}"),
        "first": f"{seconds(each.first_s.p50)}/{seconds(each.first_s.p95)}",
        "cache": figure(each.cache_hits, "{:.0%}"),
        "restarts": str(each.restarts + each.engine_restarts),
        "latency": latency(each) or "-",
    }


def trouble(problems: tuple[Problem, ...]) -> Iterator[Text]:
    """What is wrong and what to do, below the table."""
    for each in problems:
        yield Text(f"{each.level}: ", style=COLOURS[each.level]).append(each.what, style="default")
        yield Text(f"  {each.todo}", style="dim")


def slots(each: Worker) -> str:
    """Requests that are computed now, of as many as can be."""
    return f"{each.running}/{figure(each.slots, '{}')}" if each.running is not None else "-"


def seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}s" if value >= 1 else f"{value * 1000:.0f}ms"


def figure(value: float | None, how: str) -> str:
    return "-" if value is None else how.format(value)


def models(each: Worker) -> str:
    """What a worker has loaded, and what it could not load."""
    return ", ".join([*(one.name for one in each.models), *(f"{name}: {why}" for name, why in each.failed.items())])


def word(state: str) -> Text:
    return Text(
        state, style={"ready": "green", "low": "yellow", "starting": "yellow", "draining": "yellow"}.get(state, "red")
    )


def latency(each: Process) -> str:
    return "" if each.latency_ms is None else f"{each.latency_ms:.1f} ms"
