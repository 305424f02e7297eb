"""What a worker can serve, as it changes under its eyes."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.tiny_gguf import make
from tutorfleet.models.catalogue import Catalogue, Details
from tutorfleet.models.errors import CorruptModel, InvalidName, ModelNotFound
from tutorfleet.models.manifest import Message
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store

ALIASES = {"orca-mini": "starter-chat", "llama2": "starter-chat", "nomic-embed-text": "starter-embed"}


@pytest.fixture
def starter(tmp_path: Path, decoder: Path, encoder: Path) -> Path:
    folder = tmp_path / "starter"
    folder.mkdir()
    shutil.copy(decoder, folder / "chat.gguf")
    shutil.copy(encoder, folder / "embed.gguf")
    return folder


@pytest.fixture
def catalogue(store: Store, starter: Path) -> Catalogue:
    return Catalogue(store.root, ALIASES, starter)


@pytest.fixture
def bare(store: Store, tmp_path: Path) -> Catalogue:
    return Catalogue(store.root, {}, tmp_path / "none")


def names(catalogue: Catalogue) -> set[str]:
    return {model.name for model in catalogue.models()}


def test_without_a_store_there_are_the_starters_and_their_aliases(catalogue: Catalogue) -> None:
    expected = {"starter-chat:latest", "starter-embed:latest"}
    assert names(catalogue) == expected | {"orca-mini:latest", "llama2:latest", "nomic-embed-text:latest"}


def test_a_starter_says_what_it_is(catalogue: Catalogue, starter: Path) -> None:
    model = catalogue.find("starter-chat")
    assert model.starter
    assert model.path == starter / "chat.gguf"
    assert model.digest == hashlib.sha256(model.path.read_bytes()).hexdigest()
    assert model.size == model.path.stat().st_size


def test_an_alias_is_its_target_under_another_name(catalogue: Catalogue) -> None:
    alias, target = catalogue.find("ORCA-mini:latest"), catalogue.find("starter-chat")
    assert (alias.name, alias.alias_of) == ("orca-mini:latest", "starter-chat:latest")
    assert (alias.path, alias.digest, alias.starter) == (target.path, target.digest, True)


def test_an_alias_yields_to_a_model_of_its_name_and_comes_back(
    catalogue: Catalogue, store: Store, decoder: Path
) -> None:
    store.import_gguf(decoder, parse("llama2"))
    assert catalogue.find("llama2").alias_of == ""
    store.remove(parse("llama2"))
    assert catalogue.find("llama2").alias_of == "starter-chat:latest"


def test_a_model_of_the_store_stands_before_a_starter_of_its_name(
    catalogue: Catalogue, store: Store, decoder: Path
) -> None:
    store.import_gguf(decoder, parse("starter-chat"))
    assert not catalogue.find("starter-chat").starter
    assert catalogue.find("orca-mini").alias_of == "starter-chat:latest"
    assert not catalogue.find("orca-mini").starter


def test_an_alias_of_nothing_is_not_there(store: Store, tmp_path: Path) -> None:
    catalogue = Catalogue(store.root, {"a": "nothing", "b": "c", "c": "b", "d": "d"}, tmp_path)
    assert catalogue.models() == []
    with pytest.raises(ModelNotFound, match="model 'b' not found"):
        catalogue.find("b")


def test_an_alias_may_lead_to_another(store: Store, starter: Path) -> None:
    catalogue = Catalogue(store.root, {"a": "b", "b": "starter-chat"}, starter)
    assert catalogue.find("a").alias_of == "starter-chat:latest"


def test_everything_that_a_manifest_says_is_in_the_model(
    bare: Catalogue, store: Store, decoder: Path, adapter: Path
) -> None:
    extras = Extras(
        params={"temperature": 0.5, "stop": ["###"]},
        system="Be kind.",
        template="{{ if .Tools }}{{ .Prompt }}{{ end }}",
        license="Apache-2.0",
        messages=(Message("user", "Hi"), Message("assistant", "Hello")),
        adapters=(adapter,),
    )
    stored = store.import_gguf(decoder, parse("mia/chat:q4"), extras)
    model = bare.find("Mia/Chat:Q4")
    assert (model.name, model.digest) == ("mia/chat:q4", stored.digest)
    assert (model.params, model.system, model.license) == (extras.params, "Be kind.", "Apache-2.0")
    assert (model.template, model.messages) == (extras.template, extras.messages)
    assert model.adapters[0].read_bytes() == adapter.read_bytes()
    assert model.path.read_bytes() == decoder.read_bytes()
    assert model.details == Details("gguf", "llama", ("llama",), "30K", "F32")
    assert model.capabilities == ("completion", "tools")
    assert abs((datetime.now(UTC) - model.modified).total_seconds()) < 600


def test_the_most_recently_modified_comes_first(bare: Catalogue, store: Store, decoder: Path) -> None:
    for number, name in enumerate(["old", "new", "middle"]):
        path = store.manifests / parse(name).path
        store.import_gguf(decoder, parse(name))
        then = time.time() - [300, 100, 200][number]
        os.utime(path, (then, then))
    assert [model.name for model in bare.models()] == ["new:latest", "middle:latest", "old:latest"]


def test_what_another_process_imports_and_removes_is_seen(bare: Catalogue, store: Store, decoder: Path) -> None:
    assert bare.models() == []
    code = "import sys; from tutorfleet.cli.models import models; models()"
    base = [sys.executable, "-c", code]
    subprocess.run([*base, "import", str(decoder), "--name", "theirs", "--store", str(store.root)], check=True)
    assert names(bare) == {"theirs:latest"}
    subprocess.run([*base, "rm", "theirs", "--store", str(store.root)], check=True)
    assert bare.models() == []


def test_a_model_that_is_replaced_is_read_again(bare: Catalogue, store: Store, decoder: Path, encoder: Path) -> None:
    store.import_gguf(decoder, parse("chat"))
    assert not bare.find("chat").is_encoder
    store.import_gguf(encoder, parse("chat"))
    assert bare.find("chat").is_encoder


@pytest.mark.parametrize("name", ["../x", "a/b/../../c", "con", "x" * 300, "trailing.", "", "\0"])
def test_v2_a_name_that_is_none_is_refused(catalogue: Catalogue, name: str) -> None:
    with pytest.raises(InvalidName, match="invalid model name"):
        catalogue.find(name)


def test_an_unknown_name_is_answered_in_ollamas_words(catalogue: Catalogue) -> None:
    with pytest.raises(ModelNotFound, match=r"^model 'phi4:mini' not found$"):
        catalogue.find("phi4:mini")


@pytest.mark.parametrize("damage", ["missing", "short", "garbage", "manifest", "half a manifest"])
def test_v4_a_damaged_model_is_left_out_and_says_why(bare: Catalogue, store: Store, decoder: Path, damage: str) -> None:
    store.import_gguf(decoder, parse("good"), Extras(system="x"))
    other = decoder.parent / "other.gguf"
    stored = store.import_gguf(make(other, seed=1, dim=32, heads=2, ff=32, layers=1), parse("bad"))
    assert len(bare.models()) == 2
    blob = store.blobs.path(next(stored.manifest.of("model")).digest)
    path = store.manifests / parse("bad").path
    match damage:
        case "missing":
            blob.unlink()
        case "short":
            os.truncate(blob, 100)
        case "garbage":
            blob.write_bytes(b"x" * blob.stat().st_size)
        case "manifest":
            path.write_bytes(b"{}")
        case _:
            os.truncate(path, 50)
    assert names(bare) == {"good:latest"}
    with pytest.raises(CorruptModel, match=r"^bad:latest is not a usable model: "):
        bare.find("bad")
    assert [problem.what for problem in bare.broken()] == ["bad:latest"]


def test_a_model_that_was_healed_comes_back(bare: Catalogue, store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, parse("chat"))
    blob = bare.find("chat").path
    blob.unlink()
    assert bare.models() == []
    shutil.copy(decoder, blob)
    assert names(bare) == {"chat:latest"}


def test_a_corrupt_starter_is_left_out(store: Store, starter: Path) -> None:
    (starter / "chat.gguf").write_bytes(b"GGUF")
    catalogue = Catalogue(store.root, ALIASES, starter)
    assert names(catalogue) == {"starter-embed:latest", "nomic-embed-text:latest"}
    with pytest.raises(CorruptModel, match="starter-chat:latest is not a usable model"):
        catalogue.find("orca-mini")


def test_a_read_that_finds_nothing_new_opens_no_file(bare: Catalogue, store: Store, decoder: Path) -> None:
    for number in range(12):
        store.import_gguf(decoder, parse(f"model{number}"), Extras(system="x"))
    first = bare.models()
    opened: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(store.root) in str(arguments[0]) and watching:
            opened.append(str(arguments[0]))

    watching = True
    sys.addaudithook(watch)
    again = bare.models()
    watching = False
    assert opened == []
    assert again == first


def test_the_aliases_of_a_worker_must_be_names(tmp_path: Path) -> None:
    with pytest.raises(InvalidName):
        Catalogue(tmp_path, {"../x": "starter-chat"})
