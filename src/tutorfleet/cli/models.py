"""tutorfleet models: what workers can serve; bring a model into the store, look at it, take it out.

    tutorfleet models recommend
    tutorfleet models pull qwen2.5:1.5b
    tutorfleet models list

Running workers see a change by themselves within seconds. Aliases belong to the running fleet (`fleet.toml`), so they
are not shown here.
"""

from pathlib import Path
from typing import Any

import click
import msgspec
from rich.filesize import decimal
from rich.markup import escape
from rich.table import Column, Table

from tutorfleet.cli.bars import bars
from tutorfleet.cli.common import Screen
from tutorfleet.cli.lazy import Lazy
from tutorfleet.cli.stores import store_option
from tutorfleet.models.catalogue import Catalogue, Model
from tutorfleet.models.errors import InvalidName
from tutorfleet.models.names import Name, parse
from tutorfleet.models.params import read_params
from tutorfleet.models.store import Extras, Store

VERBS = {
    "recommend": "Name real models that fit this machine.",
    "pull": "Fetch models from a registry.",
    "create": "Make a model from a Modelfile.",
    "verify": "Compare the files of models with their digests.",
    "gc": "Delete files that nobody needs.",
}
"""The verbs with modules of their own."""


@click.group(cls=Lazy, verbs=VERBS)
def models() -> None:
    """The models that workers can load.

    \b
      tutorfleet models recommend
      tutorfleet models pull qwen2.5:1.5b
      tutorfleet models import llama-3.2-3b-instruct.Q4_K_M.gguf --name llama3
      tutorfleet models list
      tutorfleet models rm llama3

    Running workers see a change by themselves within seconds. Exit codes: 0, or 1 when there is no such model or file.
    """


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for programs.")
@store_option
def show_all(store: Path, as_json: bool) -> None:
    """List the models, most recently changed first.

    \b
      tutorfleet models list
      tutorfleet models list --json --store ~/.ollama/models
    """
    catalogue = Catalogue(store)
    if as_json:
        click.echo(msgspec.json.encode([_summary(model) for model in catalogue.models()]))
    else:
        _print(_table(catalogue.models()))
    for problem in catalogue.broken():
        click.echo(f"Warning: {problem}", err=True)


@models.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", help="NAME or NAME:TAG.  [default: the file's name]")
@click.option("--system", default="", metavar="TEXT", help="The model's system message.")
@click.option("--param", "params", multiple=True, metavar="KEY=VALUE", help="A default option, temperature=0.7 say.")
@store_option
def take_in(store: Path, file: Path, name: str | None, system: str, params: tuple[str, ...]) -> None:
    """Copy FILE.gguf into the store.

    Named like a name of the fleet's description (llama3, orca-mini, nomic-embed-text, ...) it takes a starter model's place.

    \b
      tutorfleet models import llama-3.2-3b-instruct.Q4_K_M.gguf --name llama3
      tutorfleet models import mine.gguf --name mine:v2 --param temperature=0.7 --system "You are a patient tutor."
    """
    chosen = parse(name) if name is not None else _name_of(file)
    extras = Extras(params=read_params(params), system=system)
    with bars() as bar:
        task = bar.add_task("copying", total=None)
        Store(store).import_gguf(
            file, chosen, extras, lambda done, total: bar.update(task, completed=done, total=total)
        )
    model = Catalogue(store).find(chosen.short)
    click.echo(f"{model.name} is in the store: {_words(model)}.")


@models.command("rm")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@store_option
def take_out(store: Path, names: tuple[str, ...]) -> None:
    """Remove models from the store.

    \b
      tutorfleet models rm llama3 mine:v2
    """
    wanted = [parse(name) for name in names]
    for name in wanted:
        if _only_starter(store, name):
            raise click.ClickException(f"{name.short} is a starter model; it belongs to the program and stays")
        stored = Store(store).entry(name).name
        freed = Store(store).remove(stored)
        click.echo(f"{stored.short} is removed, {decimal(freed)} became free.")


@models.command("show")
@click.argument("name")
@store_option
def show_one(store: Path, name: str) -> None:
    """Show what one model is.

    \b
      tutorfleet models show starter-chat
    """
    model = Catalogue(store).find(name)
    table = Table(Column(), Column(overflow="fold"), box=None, show_header=False)
    for label, value in _description(model):
        table.add_row(label, escape(value))
    _print(table)


def _print(table: Table) -> None:
    """On a terminal as wide as that; for a pipe as wide as it needs, so that nothing is cut."""
    Screen().print(table)


def _name_of(file: Path) -> Name:
    try:
        return parse(file.stem)
    except InvalidName as error:
        raise InvalidName(f"{error}; choose one with --name") from error


def _only_starter(store: Path, name: Name) -> bool:
    starters = {parse(model.name).key for model in Catalogue(store).models() if model.starter}
    return name.key in starters and name.key not in Store(store).entries()


def _summary(model: Model) -> dict[str, Any]:
    return {
        "name": model.name,
        "digest": model.digest,
        "size": model.size,
        "modified_at": model.modified,
        "details": model.details,
        "capabilities": model.capabilities,
        "context_length": model.context_length,
        "starter": model.starter,
    }


def _table(shown: list[Model]) -> Table:
    table = Table("NAME", "ID", "SIZE", "WEIGHTS", "CAN", "CHANGED", box=None)
    for model in shown:
        weights = f"{model.details.parameter_size} {model.details.quantization_level}"
        can = ", ".join(model.capabilities) + (" (starter)" if model.starter else "")
        changed = f"{model.modified.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(escape(model.name), model.digest[:12], decimal(model.size), weights, can, changed)
    return table


def _words(model: Model) -> str:
    details = model.details
    return (
        f"{details.parameter_size} weights, {details.quantization_level}, {decimal(model.size)}, "
        f"{', '.join(model.capabilities)}"
    )


def _description(model: Model) -> list[tuple[str, str]]:
    params = ", ".join(f"{key}={value}" for key, value in model.params.items())
    rows = [
        ("name", model.name),
        ("architecture", model.architecture),
        ("weights", f"{model.details.parameter_size} {model.details.quantization_level}"),
        ("size", decimal(model.size)),
        ("context length", f"{model.context_length} tokens" if model.context_length else ""),
        ("embedding length", str(model.embedding_length)),
        ("capabilities", ", ".join(model.capabilities)),
        ("system", model.system),
        ("parameters", params),
        ("adapters", str(len(model.adapters) or "")),
        ("license", model.license.partition("\n")[0]),
        ("starter", "yes: made by this project on sentences that it generates" if model.starter else ""),
        ("digest", model.digest),
        ("file", str(model.path)),
    ]
    return [row for row in rows if row[1]]
