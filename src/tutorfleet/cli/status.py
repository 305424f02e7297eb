"""`tutorfleet status`: regions, workers, models, load and latency, live.

Each worker is asked once a look, over its own socket; nothing passes through the learners' address.
"""

import asyncio
import contextlib
import json
import time
from pathlib import Path
from typing import Any

import click
from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from tutorfleet.cli.common import WIDE, Screen, data_dir_option, running
from tutorfleet.host import layout, probe
from tutorfleet.host.layout import Layout

EVERY = 1.0
"""seconds between two looks"""
NARROW, BROAD = 76, 116
"""columns that the table takes with its load, and with the speed of its replies too"""
NAMES = ("region", "role", "replica", "status", "models")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One look, one JSON object.")
@click.option("--once", is_flag=True, help="One look instead of a live table.")
@data_dir_option
def status(data_dir: Path, as_json: bool, once: bool) -> None:
    """Regions, workers, models, load and latency, live until Ctrl-C.

    A pipe gets one look. `slots` are requests that are computed now, of as many as can be at once; `queued` wait. A terminal
    of 116 columns has more: `tok/s` is the speed of the latest replies and `first` the time to their first words (both the
    median; of `first` also what 95 % stay under), `cache` the share of prompts that was computed before, `restarts` the
    engines that died or were stuck. The latency is that of a worker's own health check.

    \b
      tutorfleet status
      tutorfleet status --once
      tutorfleet status --json | jq .ok

    Exit codes: 0 every part is ready, 1 a part is away or no fleet runs.
    """
    places = layout.layout(data_dir)
    seen = look_now(places, data_dir)
    if as_json:
        click.echo(json.dumps(seen, indent=2))
    elif once or not Screen().is_terminal:
        Screen().print(table(seen, Screen().width))
    else:
        seen = watch(places, data_dir, seen)
    raise SystemExit(0 if seen["ok"] else 1)


def watch(places: Layout, data_dir: Path, seen: dict[str, Any]) -> dict[str, Any]:
    """Show look after look until Ctrl-C; the last one."""
    screen = Screen()
    first = table(seen, screen.width)
    with contextlib.suppress(KeyboardInterrupt), Live(first, console=screen, auto_refresh=False) as live:
        while True:
            time.sleep(EVERY)
            seen = look_now(places, data_dir)
            live.update(table(seen, screen.width), refresh=True)
    return seen


def look_now(places: Layout, data_dir: Path) -> dict[str, Any]:
    return asyncio.run(look(places, running(data_dir)))


async def look(places: Layout, state: dict[str, Any]) -> dict[str, Any]:
    """Ask everything once."""
    workers = await asyncio.gather(*(worker(places, each) for each in state["workers"]))
    parts = await asyncio.gather(
        part("service", places.service_socket, "/healthz"), part("edge", places.admin_socket, "/ready")
    )
    ok = all(each["status"] == "ready" for each in [*workers, *parts])
    return {"ok": ok, "url": state["url"], "version": state["version"], "parts": parts, "workers": workers}


async def part(name: str, socket: Path, path: str) -> dict[str, Any]:
    began = time.perf_counter()
    try:
        ready = await probe.answers(socket, path)
    except OSError as error:
        return {"name": name, "status": "away", "problem": str(error)}
    return {"name": name, "status": "ready" if ready else "unwell", "latency_ms": since(began)}


async def worker(places: Layout, who: dict[str, str]) -> dict[str, Any]:
    """What one worker says of itself."""
    socket = places.worker_socket(who["region"], who["role"], who["replica"])
    began = time.perf_counter()
    try:
        _, body = await probe.get(socket, "/healthz")
        health = json.loads(body)
    except (OSError, ValueError) as error:
        return {**who, "status": "away", "problem": str(error)}
    return {**health, **who, "latency_ms": since(began)}


def since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


def table(seen: dict[str, Any], width: int = WIDE) -> Group:
    """The look as a table for so many columns. A narrow one leaves out the load, and a middling one the speed."""
    rows = Table(box=None, pad_edge=False)
    for title in NAMES:
        rows.add_column(title, style="dim" if title == "replica" else "", no_wrap=title != "models", overflow="fold")
    for title in columns({}, width):
        rows.add_column(title, justify="right", no_wrap=True)
    for each in sorted(seen["workers"], key=lambda row: (row["region"], row["role"], row["replica"] != "primary")):
        names = (each["region"], each["role"], each["replica"], word(each["status"]), models(each))
        rows.add_row(*names, *columns(each, width).values())
    parts = Text("  ").join(
        Text(f"{each['name']} ").append_text(word(each["status"])).append(f" {latency(each)}") for each in seen["parts"]
    )
    return Group(Text(f"tutorfleet {seen['version']} at {seen['url']}", style="bold"), parts, rows)


def columns(each: dict[str, Any], width: int) -> dict[str, str]:
    """The figures of a worker by their titles."""
    load = {"slots": slots(each), "queued": str(each.get("queued", "-"))}
    speed = {
        "tok/s": figure(each.get("tokens_per_second"), "{:.0f}"),
        "first": f"{seconds(each.get('first_token_p50_s'))}/{seconds(each.get('first_token_p95_s'))}",
        "cache": figure(each.get("cache_hits"), "{:.0%}"),
        "restarts": str(each.get("restarts", "-")),
    }
    return {**(load if width >= NARROW else {}), **(speed if width >= BROAD else {}), "latency": latency(each)}


def slots(each: dict[str, Any]) -> str:
    """Requests that are computed now, of as many as can be."""
    return f"{each['running']}/{each.get('slots', '-')}" if "running" in each else "-"


def seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}s" if value >= 1 else f"{value * 1000:.0f}ms"


def figure(value: float | None, how: str) -> str:
    return "-" if value is None else how.format(value)


def models(each: dict[str, Any]) -> str:
    """What a worker has loaded, and what it could not load."""
    loaded = [engine["model"].removesuffix(":latest") for engine in each.get("engines", [])]
    return ", ".join([*loaded, *(f"{name}: {why}" for name, why in each.get("failed", {}).items())])


def word(status_: str) -> Text:
    return Text(status_, style={"ready": "green", "starting": "yellow", "draining": "yellow"}.get(status_, "red"))


def latency(each: dict[str, Any]) -> str:
    return f"{each['latency_ms']:.1f} ms" if "latency_ms" in each else "-"
