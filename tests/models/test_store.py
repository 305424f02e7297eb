"""The store on disk: Ollama's layout, whole or not at all, nothing lost that somebody needs."""

import hashlib
import json
import os
import time
from pathlib import Path

import pytest

from support.tiny_gguf import make
from tutorfleet.models.blobs import GRACE
from tutorfleet.models.errors import CorruptModel, InvalidName, ModelNotFound, StoreError
from tutorfleet.models.manifest import Message
from tutorfleet.models.names import parse
from tutorfleet.models.store import Extras, Store

CHAT = parse("chat")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(store: Store) -> set[str]:
    """Every file of the store but its lock, relative to it."""
    found = {str(path.relative_to(store.root)) for path in store.root.rglob("*") if path.is_file()}
    return found - {".lock"}


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_an_imported_model_lies_where_ollama_looks_for_it(store: Store, decoder: Path) -> None:
    stored = store.import_gguf(decoder, parse("mia/chat:q4"))
    config = stored.manifest.config.digest.replace(":", "-")
    manifest = "manifests/registry.ollama.ai/mia/chat/q4"
    assert files(store) == {manifest, f"blobs/sha256-{sha256(decoder)}", f"blobs/{config}"}
    assert stored.digest == sha256(store.root / manifest)


def test_the_manifest_is_the_document_that_ollama_reads(store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, CHAT)
    document = json.loads((store.root / "manifests/registry.ollama.ai/library/chat/latest").read_bytes())
    assert document["schemaVersion"] == 2
    assert document["mediaType"] == "application/vnd.docker.distribution.manifest.v2+json"
    assert document["layers"] == [
        {
            "mediaType": "application/vnd.ollama.image.model",
            "digest": f"sha256:{sha256(decoder)}",
            "size": decoder.stat().st_size,
        }
    ]
    config = json.loads(store.blobs.path(document["config"]["digest"]).read_bytes())
    assert (config["model_format"], config["model_family"], config["file_type"]) == ("gguf", "llama", "F32")


def test_every_blob_is_named_by_what_is_in_it(store: Store, decoder: Path, adapter: Path) -> None:
    extras = Extras(
        params={"temperature": 0.5},
        system="Be kind.",
        template="{{ .Prompt }}",
        license="Apache-2.0",
        messages=(Message("user", "Hi"),),
        adapters=(adapter,),
    )
    stored = store.import_gguf(decoder, CHAT, extras)
    kinds = ["model", "adapter", "template", "system", "license", "params", "messages"]
    assert [layer.kind for layer in stored.manifest.layers] == kinds
    for path in store.blobs.folder.iterdir():
        assert path.name == f"sha256-{sha256(path)}"


def test_what_was_imported_reads_back(store: Store, decoder: Path) -> None:
    stored = store.import_gguf(decoder, CHAT, Extras(system="Be kind."))
    again = store.read(store.entry(parse("CHAT")))
    assert again == stored
    assert store.text(again, next(again.manifest.of("system"))) == b"Be kind."


def test_the_progress_of_an_import_reaches_its_total(store: Store, decoder: Path) -> None:
    seen: list[tuple[int, int]] = []
    store.import_gguf(decoder, CHAT, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (decoder.stat().st_size, decoder.stat().st_size)


def test_importing_again_replaces_the_model(store: Store, decoder: Path, encoder: Path) -> None:
    store.import_gguf(decoder, CHAT)
    store.import_gguf(encoder, CHAT)
    layer = next(store.read(store.entry(CHAT)).manifest.of("model"))
    assert layer.digest == f"sha256:{sha256(encoder)}"


def test_a_blob_that_went_bad_is_healed_by_importing_again(store: Store, decoder: Path) -> None:
    blob = store.blobs.path(next(store.import_gguf(decoder, CHAT).manifest.of("model")).digest)
    blob.write_bytes(b"x" * decoder.stat().st_size)
    store.import_gguf(decoder, CHAT)
    assert sha256(blob) == sha256(decoder)


def test_removing_a_model_frees_what_only_it_needed(store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, CHAT, Extras(system="one"))
    store.import_gguf(decoder, parse("other"), Extras(system="two"))
    store.remove(CHAT)
    assert store.blobs.has(f"sha256:{sha256(decoder)}", decoder.stat().st_size)
    freed = store.remove(parse("Other"))
    assert freed > decoder.stat().st_size
    assert files(store) == set()


def test_removing_what_is_not_there_says_so(store: Store) -> None:
    with pytest.raises(ModelNotFound, match="model 'chat:latest' not found"):
        store.remove(CHAT)


def test_nothing_is_deleted_while_a_manifest_cannot_be_read(store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, CHAT)
    store.import_gguf(decoder, parse("other"))
    store.entry(CHAT).path.write_bytes(b'{"schemaVersion": 2, "lay')  # as a real Ollama leaves it in mid-write
    assert store.remove(parse("other")) == 0
    assert store.blobs.has(f"sha256:{sha256(decoder)}", decoder.stat().st_size)


def test_a_damaged_manifest_can_be_removed(store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, CHAT)
    store.entry(CHAT).path.write_bytes(b"{}")
    store.remove(CHAT)
    assert store.entries() == {}


def test_a_blob_without_a_model_goes_after_its_grace_and_not_before(store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, CHAT)
    store.entry(CHAT).path.unlink()
    blob = store.blobs.path(f"sha256:{sha256(decoder)}")
    assert store.collect() == 0
    age(blob, GRACE + 60)
    assert store.collect() == decoder.stat().st_size
    assert not blob.exists()


def test_the_unfinished_downloads_of_an_ollama_are_never_touched(store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, CHAT)
    partial = store.blobs.folder / f"sha256-{'0' * 64}-partial-3"
    partial.write_bytes(b"{}")
    age(partial, 10 * GRACE)
    store.collect()
    assert partial.exists()


def test_the_unfinished_copies_of_another_machine_are_kept_for_a_day(store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, CHAT)
    theirs = store.blobs.folder / ".tmp-another-0123"
    theirs.write_bytes(b"half")
    assert store.collect() == 0
    age(theirs, GRACE + 60)
    assert store.collect() == 4


def test_v2_a_name_that_differs_only_in_case_is_refused(store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, CHAT)
    with pytest.raises(InvalidName, match="only in capital letters"):
        store.import_gguf(decoder, parse("Chat"))
    assert len(store.entries()) == 1


@pytest.mark.parametrize("contents", [b"", b"hello world" * 1000, b"GGUF" + b"\0" * 100])
def test_v4_a_file_that_is_no_model_stores_nothing(store: Store, tmp_path: Path, contents: bytes) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(contents)
    with pytest.raises(CorruptModel, match=r"^bad\.gguf is not a usable model"):
        store.import_gguf(bad, CHAT)
    assert not store.root.exists()


def test_v4_a_model_that_is_cut_short_stores_nothing(store: Store, tmp_path: Path, decoder: Path) -> None:
    bad = tmp_path / "cut.gguf"
    bad.write_bytes(decoder.read_bytes()[:-100])
    with pytest.raises(CorruptModel, match="cut short"):
        store.import_gguf(bad, CHAT)
    assert not store.root.exists()


def test_an_adapter_that_is_none_stores_nothing(store: Store, decoder: Path) -> None:
    with pytest.raises(CorruptModel, match="of the kind 'model', expected was 'adapter'"):
        store.import_gguf(decoder, CHAT, Extras(adapters=(decoder,)))
    assert files(store) == set()


def test_a_file_that_is_cut_while_it_is_copied_stores_nothing(store: Store, tmp_path: Path) -> None:
    source = make(tmp_path / "big.gguf", vocab=20000)
    size = source.stat().st_size
    assert size > 8 << 20  # more than one piece

    def cut(done: int, total: int) -> None:
        os.truncate(source, done)

    with pytest.raises(CorruptModel, match=r"^big\.gguf .*cut short"):
        store.import_gguf(source, CHAT, progress=cut)
    assert files(store) == set()


def test_files_that_are_no_manifests_are_passed_over(store: Store, decoder: Path) -> None:
    store.import_gguf(decoder, CHAT)
    beside = store.entry(CHAT).path
    for path in (beside.parent / ".DS_Store", beside.parent.parent / "notes.txt", store.manifests / "x"):
        path.write_text("not a manifest")
    assert [entry.name for entry in store.entries().values()] == [CHAT]
    assert store.remove(CHAT) > 0


@pytest.mark.parametrize("place", ["store", "store/blobs"])
def test_a_file_in_the_stores_way_is_named(tmp_path: Path, decoder: Path, place: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("in the way")
    with pytest.raises(StoreError, match="in the way"):
        Store(tmp_path / "store").import_gguf(decoder, CHAT)
