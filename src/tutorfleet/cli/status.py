"""`tutorfleet status`: regions, workers, models, load and latency, live.

Each worker is asked once a look, over its own socket; nothing passes through the learners' address.
"""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import click
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from tutorfleet.cli.common import data_dir_option, running
from tutorfleet.host import layout, probe
from tutorfleet.host.layout import Layout

EVERY = 1.0
"""seconds between two looks"""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One look, one JSON object.")
@click.option("--once", is_flag=True, help="One look instead of a live table.")
@data_dir_option
def status(data_dir: Path, as_json: bool, once: bool) -> None:
    """Regions, workers, models, load and latency, live until Ctrl-C. Exit code 1 when a part of the fleet is away."""
    places = layout.layout(data_dir)
    seen = asyncio.run(look(places, running(data_dir)))
    if as_json:
        click.echo(json.dumps(seen, indent=2))
    elif once or not Console().is_terminal:
        Console(highlight=False).print(table(seen))
    else:
        watch(places, data_dir)
    raise SystemExit(0 if seen["ok"] else 1)


def watch(places: Layout, data_dir: Path) -> None:
    with Live(screen=False, auto_refresh=False) as live:
        try:
            while True:
                live.update(table(asyncio.run(look(places, running(data_dir)))), refresh=True)
                time.sleep(EVERY)
        except KeyboardInterrupt:
            pass


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


def table(seen: dict[str, Any]) -> Group:
    """The look as a table."""
    rows = Table(box=None, pad_edge=False)
    for title in ("region", "role", "replica", "status", "models", "running", "queued", "latency"):
        rows.add_column(
            title,
            style="dim" if title == "replica" else "",
            justify="right" if title in {"running", "queued", "latency"} else "left",
        )
    for each in sorted(seen["workers"], key=lambda row: (row["region"], row["role"], row["replica"] != "primary")):
        models = ", ".join(
            [
                *(engine["model"] for engine in each.get("engines", [])),
                *(f"{name}: {why}" for name, why in each.get("failed", {}).items()),
            ]
        )
        numbers = [str(each.get("running", "-")), str(each.get("queued", "-")), latency(each)]
        rows.add_row(each["region"], each["role"], each["replica"], word(each["status"]), models, *numbers)
    parts = Text("  ").join(
        Text(f"{each['name']} ").append_text(word(each["status"])).append(f" {latency(each)}") for each in seen["parts"]
    )
    return Group(Text(f"tutorfleet {seen['version']} at {seen['url']}", style="bold"), parts, rows)


def word(status_: str) -> Text:
    return Text(status_, style={"ready": "green", "starting": "yellow", "draining": "yellow"}.get(status_, "red"))


def latency(each: dict[str, Any]) -> str:
    return f"{each['latency_ms']:.1f} ms" if "latency_ms" in each else "-"
