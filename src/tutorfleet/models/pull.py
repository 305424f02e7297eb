"""A model from a registry into the store: `async for step in pull(Store(folder), parse("llama3"))`.

The steps are Ollama's. The manifest comes first and is stored last, byte for byte; each layer on its way is `download.py`'s
matter. A pull that was broken off goes on where it was. Raises PullFailed for what the registry did, and InvalidName,
CorruptModel and StoreError as an import does: all of them are ModelErrors.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from tutorfleet.models import manifest as documents
from tutorfleet.models.blobs import ask_for_room, explained
from tutorfleet.models.download import Download
from tutorfleet.models.errors import CorruptModel, PullFailed
from tutorfleet.models.lease import Pin
from tutorfleet.models.manifest import CONFIG_TYPE, LAYER_TYPE, Layer, Manifest
from tutorfleet.models.names import Name
from tutorfleet.models.part import resumable
from tutorfleet.models.registry import Registry
from tutorfleet.models.store import Store, check_gguf
from tutorfleet.models.terms import Terms
from tutorfleet.models.verify import sha256_of
from tutorfleet.models.web import Unsettled

KINDS = {
    "model", "projector", "adapter", "template", "prompt", "system", "params", "messages", "license",
    "draft", "tensor", "json",
}  # fmt: skip
_ROUNDS = 3
_ASKS = 3  # who asks for a manifest is waiting to see whether there is anybody
_GGUF = {"model": "model", "adapter": "adapter", "projector": "mmproj"}


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done. With a digest: `completed` of `total` bytes of that blob are here."""

    status: str
    digest: str = ""
    total: int = 0
    completed: int = 0

    def told(self) -> dict[str, str | int]:
        """As Ollama's API says it: without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


async def pull(
    store: Store, name: Name, *, insecure: bool = False, verify: bool = False, terms: Terms | None = None
) -> AsyncGenerator[Step]:
    """Pull the model; the last step is "success". Closing the iterator ends the download, to be gone on with later.

    `insecure` allows http, and a registry in a private network; `verify` reads the blobs that are there already, too,
    and fetches anew those that went bad.
    """
    terms = terms or Terms()
    yield Step("pulling manifest")
    await asyncio.to_thread(store.check_case, name)
    async with Registry(name, insecure=insecure, terms=terms) as registry:
        document = await _manifest(registry, terms)
        manifest = read(document, name, terms.most_bytes)
        with Pin(store.blobs, document) as pin:
            await asyncio.to_thread(store.collect)
            for _ in range(_ROUNDS):
                async with aclosing(_layers(_Pull(store, name, manifest, registry, terms, pin, verify))) as steps:
                    async for step in steps:
                        yield step
                yield Step("verifying sha256 digest")
                yield Step("writing manifest")
                if await asyncio.to_thread(_published, store, name, document, manifest):
                    yield Step("success")
                    return
    raise PullFailed(f"another program keeps deleting the files of {name.short}")


def read(document: bytes, name: Name, most_bytes: int) -> Manifest:
    """The manifest of a model that we could store; raises CorruptModel, also for more than so many bytes."""
    manifest = documents.decode(document, name.short)
    unknown = [layer.media_type for layer in manifest.layers if not _is_known(layer)]
    sizes = {(layer.digest, layer.size) for layer in (*manifest.layers, manifest.config)}
    if manifest.schema_version != 2:
        raise CorruptModel(name.short, f"its manifest is of version {manifest.schema_version}")
    if unknown or manifest.config.media_type != CONFIG_TYPE:
        found = unknown[0] if unknown else manifest.config.media_type
        raise CorruptModel(name.short, f"its manifest names a part of the unknown type {found[:100]!r}")
    if len(sizes) > len(manifest.blobs):
        raise CorruptModel(name.short, "its manifest gives one file two sizes")
    if manifest.size > most_bytes:
        raise CorruptModel(name.short, f"its manifest asks for {manifest.size / 1e12:,.0f} TB")
    if not any(manifest.of("model")):
        raise CorruptModel(name.short, "its manifest has no GGUF file; models in other formats cannot be used")
    return manifest


def _is_known(layer: Layer) -> bool:
    return layer.media_type.startswith(LAYER_TYPE) and layer.kind in KINDS


async def _manifest(registry: Registry, terms: Terms) -> bytes:
    try:
        for failures in range(1, min(terms.attempts, _ASKS)):
            try:
                return await registry.manifest()
            except Unsettled as error:
                await terms.pause(terms.delay(failures, error.after))
        return await registry.manifest()
    except PullFailed as error:
        raise PullFailed(f"pull model manifest: {error}") from error


@dataclass(frozen=True, slots=True)
class _Pull:
    store: Store
    name: Name
    manifest: Manifest
    registry: Registry
    terms: Terms
    pin: Pin
    verify: bool


async def _layers(asked: _Pull) -> AsyncGenerator[Step]:
    """Bring what is missing of a model into the store."""
    store, name = asked.store, asked.name
    await asyncio.to_thread(_ask_for_room, store, asked.manifest)
    for layer in asked.manifest.blobs:
        await asyncio.to_thread(_recheck, store, layer, name, verify=asked.verify)
        download = Download(store.blobs, layer, asked.registry, asked.terms, partial(_inspect, layer, name))
        async with aclosing(_steps(download, asked.terms, asked.pin)) as steps:
            async for step in steps:
                yield step


async def _steps(download: Download, terms: Terms, pin: Pin) -> AsyncGenerator[Step]:
    layer = download.layer
    status = f"pulling {layer.digest.removeprefix('sha256:')[:12]}"
    running = asyncio.create_task(download.run())
    try:
        told = -1
        while not running.done():
            pin.renew()
            if download.completed != told:
                told = download.completed
                yield Step(status, layer.digest, layer.size, told)
            await asyncio.wait({running}, timeout=terms.step_s)
        await running
        yield Step(status, layer.digest, layer.size, layer.size)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def _ask_for_room(store: Store, manifest: Manifest) -> None:
    missing = [layer for layer in manifest.blobs if not store.blobs.has(layer.digest, layer.size)]
    with explained(store.root):
        room = sum(layer.size - resumable(store.blobs, layer.digest, layer.size) for layer in missing)
    with explained(store.root, room):
        ask_for_room(store.blobs.folder, room)


def _published(store: Store, name: Name, document: bytes, manifest: Manifest) -> bool:
    """False if a file has gone while the others came: a real Ollama may delete what no manifest names yet."""
    try:
        store.publish(name, document)
    except CorruptModel:
        if all(store.blobs.has(layer.digest, layer.size) for layer in manifest.blobs):
            raise
        return False
    return True


def _inspect(layer: Layer, name: Name, path: Path) -> None:
    """Refuse a file with the right bytes that is no model all the same, as an import does."""
    if kind := _GGUF.get(layer.kind):
        try:
            check_gguf(path, kind)
        except CorruptModel as error:
            raise CorruptModel(name.short, error.reason) from error


def _recheck(store: Store, layer: Layer, name: Name, *, verify: bool) -> None:
    """Delete a file that is there and has other contents than its name says: a real Ollama names files before it looks.

    Everything is read only with `verify`, or if the file is no model.
    """
    if not store.blobs.has(layer.digest, layer.size):
        return
    path = store.blobs.path(layer.digest)
    with explained(store.root):
        try:
            _inspect(layer, name, path)
        except CorruptModel:
            if sha256_of(path) == layer.digest:
                raise
            path.unlink(missing_ok=True)
            return
        if verify and sha256_of(path) != layer.digest:
            path.unlink(missing_ok=True)
