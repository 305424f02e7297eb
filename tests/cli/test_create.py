"""`tutorfleet models create`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.tiny_gguf import make, make_lora
from tutorfleet.cli import group
from tutorfleet.models.catalogue import Catalogue, Model
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a store `s` that has the model `tiny`, and the file `m.gguf`."""
    Store(tmp_path / "s").import_gguf(make(tmp_path / "m.gguf"), parse("tiny"))
    return tmp_path


def create(place: Path, recipe: str, name: str = "mine") -> Result:
    (place / "Modelfile").write_text(recipe)
    return CliRunner().invoke(
        group, ["models", "create", name, "-f", str(place / "Modelfile"), "--store", str(place / "s")]
    )


def made(place: Path, name: str = "mine") -> Model:
    return Catalogue(place / "s").find(name)


def test_a_model_of_another_has_its_weights_and_words_of_its_own(place: Path) -> None:
    done = create(place, 'FROM tiny\nPARAMETER temperature 0.3\nSYSTEM """Be\nkind."""\n')
    assert done.exit_code == 0, done.output
    model = made(place)
    assert (model.path, model.system) == (made(place, "tiny").path, "Be\nkind.")
    assert model.params["temperature"] == 0.3


def test_a_template_of_ones_own_goes_before_that_of_the_weights_also_in_models_made_of_it(place: Path) -> None:
    create(place, "FROM tiny\nTEMPLATE {{ .Prompt }}\n")
    create(place, "FROM mine\nSYSTEM Be brief.\n", "its-child")
    assert [made(place, name).own_template for name in ("tiny", "mine", "its-child")] == [False, True, True]


def test_a_file_beside_the_modelfile_is_taken_in(place: Path) -> None:
    create(place, "FROM ./m.gguf\n")
    assert made(place).digest


def test_an_adapter_beside_the_modelfile_is_taken_in(place: Path) -> None:
    make_lora(place / "a.gguf")
    create(place, "FROM tiny\nADAPTER a.gguf\n")
    assert len(made(place).adapters) == 1


def test_a_starter_model_can_be_built_upon(place: Path) -> None:
    done = create(place, "FROM starter-chat\nSYSTEM Be brief.\n")
    assert done.exit_code == 0, done.output
    assert made(place).system == "Be brief."


@pytest.mark.parametrize(
    ("recipe", "why"),
    [
        ("FROM nothing\n", "FROM nothing: there is neither such a file nor such a model"),
        ("FROM tiny\nADAPTER none.gguf\n", "ADAPTER: there is no file"),
        ("FROM tiny\nFROM m.gguf\n", "FROM: there is no file 'tiny'"),
        ("SYSTEM x\n", "no FROM line"),
        ("FROM tiny\nFRM x\n", "(line 2)"),
    ],
)
def test_a_recipe_that_cannot_be_followed_makes_nothing(place: Path, recipe: str, why: str) -> None:
    done = create(place, recipe)
    assert done.exit_code == 1
    assert why in done.stderr
    assert "mine:latest" not in {model.name for model in Catalogue(place / "s").models()}
