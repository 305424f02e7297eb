"""`tutorfleet doctor`: what is wrong with this machine, and what to do."""

import contextlib
import json
from pathlib import Path

import click
from rich.markup import escape
from rich.text import Text

from tutorfleet.cli import render
from tutorfleet.cli.common import Screen, data_dir_option, held, port_option
from tutorfleet.host import layout, preflight
from tutorfleet.host.errors import PortTaken


@click.command()
@port_option("The port that `up` would take.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@data_dir_option
def doctor(port: int, as_json: bool, data_dir: Path) -> None:
    """What is wrong with this machine, and what to do.

    It looks at the processor, memory, disk, the data directory, sockets, the port and the edge's program, and changes nothing.

    \b
      tutorfleet doctor
      tutorfleet doctor --port 9000 --json

    Exit codes: 0 a fleet can start here or runs already, 1 it cannot.
    """
    places = layout.layout(data_dir)
    found = [own(each, places, port) for each in preflight.findings(places, port)]
    bad = any(each.problem and each.fatal for each in found)
    if as_json:
        rows = [
            {"name": each.name, "seen": each.seen, "problem": each.problem and str(each.problem), "fatal": each.fatal}
            for each in found
        ]
        click.echo(json.dumps({"ok": not bad, "checks": rows}, indent=2))
    else:
        show(found)
    raise SystemExit(1 if bad else 0)


def own(finding: preflight.Finding, places: layout.Layout, port: int) -> preflight.Finding:
    """The same finding, unless the port is taken by the very fleet that is asked about."""
    if not isinstance(finding.problem, PortTaken) or not held(places.lock):
        return finding
    with contextlib.suppress(OSError, ValueError, KeyError):
        if json.loads(places.state.read_text())["url"].endswith(f":{port}"):
            return preflight.Finding(finding.name, f"{port} is this fleet's own, which is running")
    return finding


def show(found: list[preflight.Finding]) -> None:
    console = Screen()
    for each in found:
        mark = (
            "[green]ok  [/green]" if not each.problem else "[red]bad [/red]" if each.fatal else "[yellow]note[/yellow]"
        )
        console.print(f"{mark} {each.name:15}{escape(each.seen)}", soft_wrap=True)
        if each.problem:
            render.put(console, [render.Line(5, Text(str(each.problem)))])
