"""`tutorfleet doctor`: what is wrong with this machine, and what to do."""

import json
from pathlib import Path

import click
from rich.console import Console

from tutorfleet.cli.common import data_dir_option
from tutorfleet.host import layout, preflight


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    envvar="PORT",
    default=8080,
    show_default=True,
    help="The port that `up` would take.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@data_dir_option
def doctor(port: int, as_json: bool, data_dir: Path) -> None:
    """What is wrong with this machine, and what to do. Exit code 1 when the fleet could not start."""
    found = list(preflight.findings(layout.layout(data_dir), port))
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


def show(found: list[preflight.Finding]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for each in found:
        mark = (
            "[green]ok  [/green]" if not each.problem else "[red]bad [/red]" if each.fatal else "[yellow]note[/yellow]"
        )
        console.print(f"{mark} {each.name:15}{each.seen}")
        if each.problem:
            console.print(f"     {each.problem}")
