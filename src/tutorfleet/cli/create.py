"""`tutorfleet models create`: a model of another's weights and words of one's own, from a Modelfile."""

from collections.abc import Iterable
from pathlib import Path

import click

from tutorfleet.cli.stores import store_option
from tutorfleet.models import create as making
from tutorfleet.models import modelfile
from tutorfleet.models.catalogue import Catalogue
from tutorfleet.models.create import BadRecipe, Recipe
from tutorfleet.models.errors import InvalidName, ModelNotFound
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store, Stored


@click.command()
@click.argument("name")
@click.option(
    "-f",
    "--file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=Path("Modelfile"),
    show_default="Modelfile",
    metavar="FILE",
    help="The recipe: FROM, ADAPTER, PARAMETER, SYSTEM, TEMPLATE, MESSAGE, LICENSE.",
)
@store_option
def create(store: Path, name: str, file: Path) -> None:
    """Make the model NAME from a Modelfile, as Ollama does.

    FROM names a model of the store or a GGUF file, ADAPTER a LoRA in GGUF; paths are read from where the Modelfile lies.
    Weights are shared, not copied, so a model more costs nothing.

    \b
      printf 'FROM qwen2.5:1.5b\\nSYSTEM You are a patient English tutor.\\n' > Modelfile
      tutorfleet models create tutor
    """
    whole = Store(store)
    recipe = recipe_of(whole, modelfile.read(file.read_bytes()), file.parent)
    making.create(whole, parse(name), recipe, lambda status: click.echo(status, err=True))
    click.echo(f"{parse(name).short} is in the store.")


def recipe_of(store: Store, read: modelfile.Modelfile, folder: Path) -> Recipe:
    """What the Modelfile asks for; its files are taken into the store. Raises ModelNotFound, BadRecipe, StoreError."""
    files = {source: path for source in read.sources if (path := (folder / source).expanduser()).is_file()}
    missing = [source for source in read.sources if source not in files]
    if missing and len(read.sources) > 1:
        raise BadRecipe(f"FROM: there is no file {missing[0]!r}")
    model = find(store, missing[0]) if missing else None
    if isinstance(model, Path):
        files, model = {"starter.gguf": model}, None
    return Recipe(
        model,
        _taken_in(store, files.values()),
        _taken_in(store, _adapters(read, folder)),
        read.template,
        read.system,
        read.licenses,
        read.params,
        read.messages,
        read.extensions,
    )


def find(store: Store, source: str) -> Stored | Path:
    """The model that FROM names; of a starter model its file. Raises BadRecipe."""
    try:
        model = Catalogue(store.root).find(source)
        return model.path if model.starter else store.read(store.entry(parse(source)))
    except (InvalidName, ModelNotFound) as error:
        raise BadRecipe(f"FROM {source}: there is neither such a file nor such a model; pull it first") from error


def _taken_in(store: Store, paths: Iterable[Path]) -> dict[str, str]:
    return {path.name: making.take_in(store, path) for path in paths}


def _adapters(read: modelfile.Modelfile, folder: Path) -> list[Path]:
    found = [(folder / one).expanduser() for one in read.adapters]
    for path in found:
        if not path.is_file():
            raise BadRecipe(f"ADAPTER: there is no file {str(path)!r}")
    return found
