"""Models that are made of what the store has: shared weights, replaced texts, uploaded files; or nothing at all."""

import hashlib
import json
from pathlib import Path

import pytest

from support.tiny_gguf import make_lora
from tutorfleet.models.catalogue import Catalogue, Model
from tutorfleet.models.create import BadRecipe, Recipe, copy, create, take_in
from tutorfleet.models.errors import CorruptModel, InvalidName
from tutorfleet.models.manifest import Message
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store, Stored

NEW = parse("new")


@pytest.fixture
def base(store: Store, decoder: Path) -> Stored:
    extras = Extras(system="Be brief.", params={"seed": 1, "top_k": 3}, license="MIT", messages=(Message("user", "a"),))
    return store.import_gguf(decoder, parse("base"), extras)


def made(store: Store, recipe: Recipe) -> Model:
    create(store, NEW, recipe)
    return Catalogue(store.root).find("new")


def blobs(store: Store) -> set[str]:
    return {path.name for path in store.blobs.folder.iterdir()}


def test_a_model_made_of_another_shares_its_weights(store: Store, base: Stored) -> None:
    model = made(store, Recipe(base, system="Be kind."))
    assert model.path == Catalogue(store.root).find("base").path
    assert (model.system, dict(model.params), model.license) == ("Be kind.", {"seed": 1, "top_k": 3}, "MIT")


def test_the_base_keeps_what_it_had(store: Store, base: Stored) -> None:
    made(store, Recipe(base, system="Be kind."))
    assert Catalogue(store.root).find("base").system == "Be brief."


def test_parameters_are_put_over_those_of_the_base(store: Store, base: Stored) -> None:
    assert dict(made(store, Recipe(base, params={"seed": 2, "stop": ["#"]})).params) == {
        "seed": 2,
        "top_k": 3,
        "stop": ["#"],
    }


def test_a_template_takes_the_place_of_an_old_one(store: Store, base: Stored) -> None:
    create(store, parse("middle"), Recipe(base, template="{{ .Prompt }}!"))
    middle = store.read(store.entry(parse("middle")))
    assert made(store, Recipe(middle, template="{{ .Prompt }}?")).template == "{{ .Prompt }}?"


def test_messages_take_the_place_of_the_old_ones(store: Store, base: Stored) -> None:
    assert made(store, Recipe(base, messages=(Message("user", "b"),))).messages == (Message("user", "b"),)


def test_a_license_comes_after_that_of_the_base(store: Store, base: Stored) -> None:
    assert made(store, Recipe(base, licenses=("also MIT",))).license == "MIT\nalso MIT"


def test_a_license_that_the_base_has_is_not_there_twice(store: Store, base: Stored) -> None:
    assert made(store, Recipe(base, licenses=("MIT",))).license == "MIT"


def test_the_configuration_keeps_what_only_ollama_understands(store: Store, base: Stored) -> None:
    create(store, parse("middle"), Recipe(base, extensions={"renderer": "qwen3"}))
    stored = create(store, NEW, Recipe(store.read(store.entry(parse("middle"))), system="x"))
    config = json.loads(store.text(stored, stored.manifest.config))
    assert (config["renderer"], config["model_family"]) == ("qwen3", "llama")
    assert config["rootfs"]["diff_ids"] == [layer.digest for layer in stored.manifest.layers]


def test_what_is_done_is_told_in_ollamas_words(store: Store, base: Stored) -> None:
    told: list[str] = []
    create(store, NEW, Recipe(base, system="Be kind."), told.append)
    system = hashlib.sha256(b"Be kind.").hexdigest()
    weights = next(base.manifest.of("model")).digest
    assert told[0] == f"using existing layer {weights}"
    assert told[-2:] == [f"creating new layer sha256:{system}", "writing manifest"]


def test_an_uploaded_file_becomes_a_model(store: Store, decoder: Path) -> None:
    digest = take_in(store, decoder)
    model = made(store, Recipe(files={"x.gguf": digest}))
    assert (model.path, model.architecture) == (store.blobs.path(digest), "llama")


def test_uploaded_adapters_come_after_the_weights(store: Store, base: Stored, adapter: Path, tmp_path: Path) -> None:
    other = make_lora(tmp_path / "b.gguf", dim=32, layers=1, ff=32, seed=5)
    digests = [take_in(store, file) for file in (adapter, other)]
    model = made(store, Recipe(base, adapters=dict(zip(("a.gguf", "b.gguf"), digests, strict=True))))
    assert model.adapters == tuple(store.blobs.path(digest) for digest in digests)


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({}, "neither 'from' or 'files'"),
        ({"x.safetensors": "sha256:" + "a" * 64}, "convert it to GGUF"),
        ({"../x.gguf": "sha256:" + "a" * 64}, "file path must be relative"),
        ({"/x.gguf": "sha256:" + "a" * 64}, "file path must be relative"),
        ({"": "sha256:" + "a" * 64}, "file path must be relative"),
        ({"x.gguf": "sha256:" + "a" * 64}, "is not there"),
    ],
)
def test_a_recipe_that_cannot_be_followed_writes_nothing(store: Store, files: dict[str, str], word: str) -> None:
    with pytest.raises(BadRecipe, match=word):
        create(store, NEW, Recipe(files=files))
    assert not list(store.root.rglob("*"))


def test_v1_a_digest_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(InvalidName, match="invalid digest"):
        create(store, NEW, Recipe(files={"x.gguf": "../../../../etc/passwd"}))


def test_two_models_in_one_are_refused(store: Store, decoder: Path, encoder: Path) -> None:
    digests = [take_in(store, file) for file in (decoder, encoder)]
    with pytest.raises(BadRecipe, match="2 of the files are models"):
        create(store, NEW, Recipe(files={"a.gguf": digests[0], "b.gguf": digests[1]}))


def test_an_adapter_for_another_kind_of_model_is_refused(store: Store, encoder: Path, adapter: Path) -> None:
    with pytest.raises(BadRecipe, match="adapts a 'llama' model"):
        create(
            store, NEW, Recipe(files={"e.gguf": take_in(store, encoder)}, adapters={"a.gguf": take_in(store, adapter)})
        )


def test_a_model_is_no_adapter(store: Store, base: Stored, decoder: Path) -> None:
    with pytest.raises(CorruptModel, match="expected was 'adapter'"):
        create(store, NEW, Recipe(base, adapters={"a.gguf": take_in(store, decoder)}))


def test_v4_an_uploaded_file_that_is_cut_short_is_no_model(store: Store, decoder: Path, tmp_path: Path) -> None:
    (tmp_path / "cut").write_bytes(decoder.read_bytes()[:-1])
    with pytest.raises(CorruptModel, match=r"x\.gguf is not a usable model: it is cut short"):
        create(store, NEW, Recipe(files={"x.gguf": take_in(store, tmp_path / "cut")}))


def test_a_base_that_lost_its_weights_makes_nothing(store: Store, base: Stored) -> None:
    store.blobs.path(next(base.manifest.of("model")).digest).unlink()
    with pytest.raises(CorruptModel, match="missing"):
        create(store, NEW, Recipe(base, system="x"))
    assert [entry.name.short for entry in store.entries().values()] == ["base:latest"]


def test_a_base_that_is_removed_meanwhile_makes_nothing(store: Store, base: Stored) -> None:
    def remove(status: str) -> None:
        if status == "writing manifest":
            store.remove(base.name)

    with pytest.raises(CorruptModel, match="missing"):
        create(store, NEW, Recipe(base, system="x"), remove)
    assert store.entries() == {}
    assert blobs(store) == set()


def test_a_copy_is_the_same_model_under_another_name(store: Store, base: Stored) -> None:
    before = blobs(store)
    assert copy(store, base, NEW).digest == base.digest
    assert blobs(store) == before
    store.remove(base.name)
    assert Catalogue(store.root).find("new").system == "Be brief."


def test_a_copy_keeps_every_byte_of_a_foreign_manifest(store: Store, base: Stored) -> None:
    path = store.entry(base.name).path
    path.write_bytes(path.read_bytes().replace(b'{"schemaVersion"', b'{ "more": [1], "schemaVersion"'))
    copy(store, base, NEW)
    assert store.entry(NEW).path.read_bytes() == path.read_bytes()


def test_a_copy_onto_itself_is_nothing(store: Store, base: Stored) -> None:
    assert copy(store, base, base.name) == base


def test_v2_a_copy_that_differs_only_in_case_is_refused(store: Store, base: Stored) -> None:
    with pytest.raises(InvalidName, match="capital"):
        copy(store, base, parse("BASE"))
