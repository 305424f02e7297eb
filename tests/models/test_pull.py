"""A model from a registry into the store: with one that behaves, and with ones that misbehave in every way of V1 to V4."""

import asyncio
import contextlib
import hashlib
import itertools
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from support.fake_registry import CONFIG, Exchange, FakeRegistry, digest, layer, redirect, wrong
from tutorfleet.models.blobs import GRACE
from tutorfleet.models.catalogue import Catalogue
from tutorfleet.models.errors import CorruptModel, InvalidName, ModelError, PullFailed, StoreError
from tutorfleet.models.names import parse
from tutorfleet.models.pull import Step, pull
from tutorfleet.models.store import Store
from tutorfleet.models.terms import Terms
from tutorfleet.models.verify import verify


async def steps(store: Store, name: str, terms: Terms, *, check: bool = False) -> list[Step]:
    return [step async for step in pull(store, parse(name), verify=check, terms=terms)]


def files(store: Store) -> list[str]:
    """Every file of the store but its lock."""
    found = (str(path.relative_to(store.root)) for path in store.root.rglob("*") if path.is_file())
    return sorted(name for name in found if name != ".lock")


def tree(folder: Path) -> set[Path]:
    """Everything beside the store."""
    return {path for path in folder.rglob("*") if "store" not in path.relative_to(folder).parts}


async def test_a_pulled_model_is_one_that_a_worker_can_serve(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights, system=b"Be kind.", params=b'{"temperature": 0.5}')
    await steps(store, name, terms)
    model = Catalogue(store.root).find(name)
    assert (model.path.read_bytes(), model.system, model.params) == (weights, "Be kind.", {"temperature": 0.5})


async def test_the_steps_are_ollamas(store: Store, registry: FakeRegistry, terms: Terms, weights: bytes) -> None:
    found = list(dict.fromkeys(step.status for step in await steps(store, registry.add("tiny", model=weights), terms)))
    assert found[:2] == ["pulling manifest", f"pulling {hashlib.sha256(weights).hexdigest()[:12]}"]
    assert found[3:] == ["verifying sha256 digest", "writing manifest", "success"]


async def test_the_progress_of_a_layer_never_falls_and_ends_with_all_of_it(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    told = [step for step in await steps(store, registry.add("tiny", model=weights), terms) if step.digest]
    of_weights = [step.completed for step in told if step.digest == digest(weights)]
    assert of_weights == sorted(of_weights)
    assert of_weights[-1] == len(weights)


async def test_the_manifest_is_stored_byte_for_byte(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights)
    await steps(store, name, terms)
    stored = store.read(store.entry(parse(name)))
    assert store.entry(parse(name)).path.read_bytes() == registry.documents["tiny"]
    assert stored.digest == hashlib.sha256(registry.documents["tiny"]).hexdigest()


async def test_nothing_else_lies_about_after_a_pull(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    await steps(store, registry.add("tiny", model=weights), terms)
    assert len(files(store)) == 3


async def test_every_byte_is_fetched_once(store: Store, registry: FakeRegistry, terms: Terms, weights: bytes) -> None:
    await steps(store, registry.add("tiny", model=weights), terms)
    assert registry.sent == sum(len(blob) for blob in registry.contents.values())


async def test_a_blob_that_is_there_is_not_fetched_again(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    await steps(store, registry.add("tiny", model=weights), terms)
    registry.sent = 0
    await steps(store, registry.add("tiny", model=weights, system=b"Be kind."), terms)
    assert registry.sent == len(b"Be kind.")


async def test_a_layer_without_a_byte_is_one_all_the_same(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights, license=b"")
    await steps(store, name, terms)
    assert verify(store, parse(name)) == []


async def test_a_model_that_the_registry_does_not_have_is_said_in_ollamas_words(
    store: Store, registry: FakeRegistry, terms: Terms
) -> None:
    with pytest.raises(PullFailed, match=r"^pull model manifest: file does not exist$"):
        await steps(store, f"{registry.host}/library/nothing", terms)


async def test_a_pull_that_is_broken_off_goes_on_where_it_was(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights)

    def stop(exchange: Exchange) -> None:
        exchange.answer(403, b"")

    registry.blobs = itertools.chain([None] * 3, itertools.repeat(stop))
    with pytest.raises(PullFailed, match="answers 403"):
        await steps(store, name, terms)
    before = registry.sent
    assert before >= 16384
    registry.blobs = iter(())
    await steps(store, name, terms)
    total = sum(len(blob) for blob in registry.contents.values())
    assert registry.sent <= total + 8 * 8192  # at most a journal's worth for each connection came twice


async def test_closing_the_iterator_ends_the_download_and_frees_its_lease(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights)
    running = pull(store, parse(name), terms=terms)
    async for step in running:
        if step.digest:
            break
    await running.aclose()
    assert not [file for file in files(store) if "lease" in file or "pin" in file]


BAD_DIGESTS = [
    "../../../../etc/ld.so.preload",
    "sha256:" + "a" * 63,
    "sha256:" + "g" * 64,
    "",
    "sha256-..%2f..%2fescaped",
    "sha256:../../../../escaped",
    "sha256:" + "a" * 63 + "\0",
    "sha256:" + "٣" * 64,
    "sha256:" + "A" * 64,
    "sha256:" + "a" * 64 + "\n",
    "sha512:" + "a" * 64,
]


@pytest.mark.parametrize("where", ["config", "layer"])
@pytest.mark.parametrize("bad", BAD_DIGESTS)
async def test_v1_a_manifest_with_a_digest_that_is_none_writes_nothing_anywhere(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes, bad: str, where: str
) -> None:
    config = layer("", b"{}", mediaType=CONFIG, **({"digest": bad} if where == "config" else {}))
    layers = [layer("model", weights, **({"digest": bad} if where == "layer" else {}))]
    name = registry.say("bad", {"config": config, "layers": layers})
    before = tree(store.root.parent)
    with pytest.raises(CorruptModel, match="invalid digest"):
        await steps(store, name, terms)
    assert (files(store), tree(store.root.parent), registry.asked("blobs")) == ([], before, [])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"size": -1}, "negative size"),
        ({"size": 1 << 62}, "asks for 4,611,686 TB"),
        ({"size": 1 << 70}, "asks for"),
        ({"size": "5"}, "damaged"),
        ({"size": None}, "damaged"),
        ({"mediaType": "application/vnd.oci.image.layer.v1.tar"}, "unknown type"),
        ({"mediaType": "application/vnd.ollama.image.../../etc"}, "unknown type"),
        ({"mediaType": "application/vnd.ollama.image.template"}, "no GGUF file"),
    ],
)
async def test_v1_a_manifest_with_a_layer_that_cannot_be_is_refused_before_a_blob_is_asked_for(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes, changes: dict[str, Any], says: str
) -> None:
    name = registry.add("bad", layers=[layer("model", weights, **changes)], model=weights)
    with pytest.raises(ModelError, match=says):
        await steps(store, name, terms)
    assert (files(store), registry.asked("blobs")) == ([], [])


@pytest.mark.parametrize(
    "document",
    [b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"schemaVersion": 2, "layers": []}', b"x" * (5 << 20)],
)
async def test_v1_a_manifest_that_is_none_is_refused(
    store: Store, registry: FakeRegistry, terms: Terms, document: bytes
) -> None:
    registry.documents["bad"] = document
    with pytest.raises(ModelError, match=r"damaged|more than 4096 KiB"):
        await steps(store, f"{registry.host}/library/bad", terms)
    assert files(store) == []


async def test_v1_a_manifest_of_another_version_is_refused(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    config = layer("", b"{}", mediaType=CONFIG)
    name = registry.say("bad", {"schemaVersion": 1, "config": config, "layers": [layer("model", weights)]})
    with pytest.raises(CorruptModel, match="version 1"):
        await steps(store, name, terms)


async def test_v1_one_digest_with_two_sizes_is_refused(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    said = [layer("model", weights), layer("model", weights, size=5)]
    with pytest.raises(CorruptModel, match="one file two sizes"):
        await steps(store, registry.add("bad", layers=said, model=weights), terms)


async def test_v2_a_name_that_differs_only_in_case_is_refused_before_anything_is_fetched(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    await steps(store, registry.add("tiny", model=weights), terms)
    asked = len(registry.requests)
    with pytest.raises(InvalidName, match="only in capital letters"):
        await steps(store, f"{registry.host}/library/Tiny", terms)
    assert len(registry.requests) == asked


async def test_v3_bytes_that_are_not_the_digests_are_fetched_once_more_and_then_thrown_away(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    registry.blobs = itertools.repeat(wrong)
    with pytest.raises(PullFailed, match="other contents twice"):
        await steps(store, registry.add("tiny", model=weights), terms)
    assert files(store) == []
    assert registry.sent == 2 * len(weights)


async def test_v3_a_registry_that_sends_wrong_bytes_once_is_forgiven(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights)
    registry.blobs = iter([wrong])
    await steps(store, name, terms)
    assert verify(store, parse(name)) == []


async def test_v3_a_redirect_to_the_cloud_s_metadata_is_never_followed(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    registry.blobs = itertools.repeat(redirect("http://169.254.169.254/latest/meta-data/"))
    with pytest.raises(PullFailed, match=r"169\.254\.169\.254 are not allowed"):
        await steps(store, registry.add("tiny", model=weights), terms)
    assert files(store) == []


async def test_v3_a_model_that_is_larger_than_the_disks_room_is_refused_before_it_is_fetched(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    store.root.mkdir()
    size = shutil.disk_usage(store.root).free + (64 << 20)
    name = registry.add("huge", layers=[layer("model", weights, size=size)])
    with pytest.raises(StoreError, match=r"no room for the model .* MB are needed"):
        await steps(store, name, terms)
    assert (files(store), registry.asked("blobs")) == ([], [])


@pytest.mark.parametrize("contents", [b"hello" * 1000, b"GGUF" + b"\0" * 100, b"GGUF" + b"\xff" * 5000])
async def test_v4_right_bytes_that_are_no_model_are_not_kept(
    store: Store, registry: FakeRegistry, terms: Terms, contents: bytes
) -> None:
    with pytest.raises(CorruptModel, match="is not a usable model"):
        await steps(store, registry.add("bad", model=contents), terms)
    assert files(store) == []


async def test_v4_an_adapter_that_is_a_model_is_refused(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    with pytest.raises(CorruptModel, match="expected was 'adapter'"):
        await steps(store, registry.add("bad", model=weights, adapter=weights[:-1] + b"!"), terms)
    assert store.entries() == {}


async def test_a_blob_that_went_bad_is_healed_by_a_pull_that_verifies(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights)
    await steps(store, name, terms)
    store.blobs.path(digest(weights)).write_bytes(bytes(len(weights)))
    await steps(store, name, terms, check=True)
    assert verify(store, parse(name)) == []


@pytest.mark.parametrize("contents", [b"", b"too short", b"GGUF" + b"\0" * 50])
async def test_a_blob_that_ollama_named_before_it_was_whole_is_healed_by_a_pull(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes, contents: bytes
) -> None:
    name = registry.add("tiny", model=weights)
    store.blobs.folder.mkdir(parents=True)
    path = store.blobs.path(digest(weights))
    path.write_bytes(contents)
    os.truncate(path, len(weights) if contents.startswith(b"GGUF") else len(contents))
    await steps(store, name, terms)
    assert verify(store, parse(name)) == []


async def test_an_ollama_that_starts_does_not_take_an_unfinished_download_away(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    """It removes what is in `blobs` and is no digest: files and empty folders."""
    name, swept = registry.add("tiny", model=weights, system=b"Be kind."), 0
    async for step in pull(store, parse(name), terms=terms):
        if step.digest:
            for path in [path for path in store.blobs.folder.iterdir() if not path.name.startswith("sha256-")]:
                with contextlib.suppress(OSError):
                    path.rmdir() if path.is_dir() else path.unlink()
                swept += 1
    assert swept
    assert registry.sent == sum(len(blob) for blob in registry.contents.values())


async def test_a_store_that_may_not_be_written_to_says_so(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights)
    store.root.mkdir()
    (store.root / "blobs").write_bytes(b"")  # for root may write to every folder
    with pytest.raises(StoreError, match="in the way"):
        await steps(store, name, terms)


FULL = """
import asyncio, resource, sys
from pathlib import Path
from tutorfleet.models.errors import StoreError
from tutorfleet.models.names import parse
from tutorfleet.models.pull import pull
from tutorfleet.models.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
async def main():
    async for step in pull(Store(Path(sys.argv[1])), parse(sys.argv[2])):
        pass
try:
    asyncio.run(main())
except StoreError as error:
    print(error)
    sys.exit(7)
"""


async def test_v3_a_disk_that_takes_no_more_ends_it_with_the_way_out_and_leaves_nothing(
    store: Store, registry: FakeRegistry, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights)
    command = [sys.executable, "-c", FULL, str(store.root), name, str(len(weights) // 2)]
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    said, _ = await child.communicate()
    assert (child.returncode, b"no room for the model" in said) == (7, True)
    assert files(store) == []


async def test_what_is_being_pulled_is_not_collected_however_old_it_is(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    name = registry.add("tiny", model=weights, system=b"Be kind.")
    collected = []
    async for step in pull(store, parse(name), terms=terms):
        if step.digest and step.digest != digest(weights) and store.blobs.has(digest(weights), len(weights)):
            then = time.time() - GRACE - 60
            os.utime(store.blobs.path(digest(weights)), (then, then))
            collected.append(Store(store.root).collect())
    assert collected
    assert set(collected) == {0}
    assert verify(store, parse(name)) == []


async def test_a_blob_that_another_program_deletes_meanwhile_is_fetched_again(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    """As a real Ollama that shares the folder does when it starts, or removes another model."""
    name, deleted = registry.add("tiny", model=weights), 0
    async for step in pull(store, parse(name), terms=terms):
        if step.status == "writing manifest" and not deleted:
            store.blobs.path(digest(weights)).unlink()
            deleted += 1
    assert deleted
    assert verify(store, parse(name)) == []


async def test_a_store_whose_files_are_always_deleted_ends_with_an_error(
    store: Store, registry: FakeRegistry, terms: Terms, weights: bytes
) -> None:
    with pytest.raises(PullFailed, match="another program keeps deleting"):  # noqa: PT012
        async for step in pull(store, parse(registry.add("tiny", model=weights)), terms=terms):
            if step.status == "writing manifest":
                store.blobs.path(digest(weights)).unlink()
    assert store.entries() == {}
