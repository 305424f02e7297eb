"""The store of models on disk, in Ollama's exact layout, safe to share with other processes and with a real Ollama.

    manifests/<host>/<namespace>/<model>/<tag>      what a model is made of (`manifest.py`)
    blobs/sha256-<hex>                              its files (`blobs.py`)

A model appears with its manifest, which is renamed into its place last; a crash leaves nothing that anybody sees.
Whether a worker can use what is here is the catalogue's matter.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from tutorfleet.models import lease
from tutorfleet.models import manifest as documents
from tutorfleet.models.blobs import Blobs, Draft, Progress, copy_of, explained, sync_folder
from tutorfleet.models.errors import CorruptModel, InvalidName, ModelNotFound, StoreError
from tutorfleet.models.facts import Facts, describe, unusable
from tutorfleet.models.gguf import read_header
from tutorfleet.models.manifest import LAYER_TYPE, Layer, Manifest, Message
from tutorfleet.models.names import Name
from tutorfleet.models.shelves import files_at_depth, located, remove_empty

MAX_MANIFEST = 4 << 20
MAX_TEXT = 16 << 20
"""Bytes of a template, a license or another layer that is read whole."""

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A manifest file that is there. Equal entries have equal contents: `stamp` is modified (ns), size and inode."""

    name: Name
    path: Path
    stamp: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Stored:
    """A manifest that was read; `digest` is the SHA-256 of its bytes, 64 hexadecimal digits."""

    name: Name
    manifest: Manifest
    digest: str
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Extras:
    """What a model may have besides its weights."""

    params: Mapping[str, Any] = field(default_factory=dict)
    system: str = ""
    template: str = ""
    license: str = ""
    messages: tuple[Message, ...] = ()
    adapters: tuple[Path, ...] = ()
    projectors: tuple[Path, ...] = ()

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """The small layers that are not empty: kind and bytes."""
        for kind in ("template", "system", "license"):
            if text := getattr(self, kind):
                yield kind, text.encode()
        if self.params:
            yield "params", msgspec.json.encode(self.params)
        if self.messages:
            yield "messages", msgspec.json.encode(self.messages)


class Store:
    """The store in the folder `root`, which is made by the first import."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.manifests = root / "manifests"
        self.blobs = Blobs(root)

    def entries(self) -> dict[Key, Entry]:
        """Every manifest by the key of its name; raises StoreError if the folder cannot be read."""
        found: dict[Key, Entry] = {}
        for entry in self._walk():
            found.setdefault(entry.name.key, entry)
        return found

    def entry(self, name: Name) -> Entry:
        """The manifest of that name in any case; raises ModelNotFound."""
        entry = self.entries().get(name.key)
        if entry is None:
            raise ModelNotFound(f"model '{name.short}' not found")
        return entry

    def read(self, entry: Entry) -> Stored:
        """Read a manifest; raises ModelNotFound if it is gone by now, CorruptModel if it is damaged."""
        shown = entry.name.short
        try:
            with entry.path.open("rb") as file:
                data = file.read(MAX_MANIFEST + 1)
        except FileNotFoundError as error:
            raise ModelNotFound(f"model '{shown}' not found") from error
        except OSError as error:
            raise CorruptModel(shown, f"its manifest cannot be read ({error.strerror})") from error
        if len(data) > MAX_MANIFEST:
            raise CorruptModel(shown, f"its manifest has more than {MAX_MANIFEST >> 20} MiB")
        return Stored(entry.name, documents.decode(data, shown), hashlib.sha256(data).hexdigest(), entry.stamp[0])

    def file(self, stored: Stored, layer: Layer) -> Path:
        """The file of a layer; raises CorruptModel if it is missing or not of the right length."""
        if not self.blobs.has(layer.digest, layer.size):
            raise CorruptModel(stored.name.short, f"its file {layer.digest} is missing or incomplete; import it again")
        return self.blobs.path(layer.digest)

    def text(self, stored: Stored, layer: Layer) -> bytes:
        """The contents of a small layer; raises CorruptModel."""
        if layer.size > MAX_TEXT:
            raise CorruptModel(stored.name.short, f"its {layer.kind} has {layer.size} bytes")
        try:
            return self.file(stored, layer).read_bytes()
        except OSError as error:
            raise CorruptModel(stored.name.short, f"its {layer.kind} cannot be read ({error.strerror})") from error

    def import_gguf(
        self, file: Path, name: Name, extras: Extras | None = None, progress: Progress = lambda done, total: None
    ) -> Stored:
        """Copy a GGUF file into the store under the name, replacing a model that has it; the file itself stays.

        `progress` is told the bytes copied and their total. Raises CorruptModel for a file that is no usable model,
        InvalidName for a name that differs from an existing one only in case, StoreError for a full or read-only disk.
        On any error nothing is stored.
        """
        extras = extras or Extras()
        facts = check_gguf(file, "model")
        self.check_case(name)
        self.collect()
        with ExitStack() as stack:
            drafts: list[Draft] = []
            layers: list[Layer] = []

            def add(draft: Draft, kind: str) -> None:
                drafts.append(draft)
                layers.append(Layer(LAYER_TYPE + kind, draft.digest, draft.size))

            add(stack.enter_context(self._copy(file, progress)), "model")
            for kind, paths in (("projector", extras.projectors), ("adapter", extras.adapters)):
                for path in paths:
                    check_gguf(path, "mmproj" if kind == "projector" else kind)
                    add(stack.enter_context(self._copy(path, lambda done, total: None)), kind)
            for kind, data in extras.texts():
                add(stack.enter_context(self.draft(data)), kind)
            config = stack.enter_context(self.draft(documents.config_of(facts, tuple(layers))))
            manifest = Manifest(Layer(documents.CONFIG_TYPE, config.digest, config.size), tuple(layers))
            return self.publish(name, documents.encode(manifest), [*drafts, config])

    def publish(self, name: Name, document: bytes, drafts: Iterable[Draft] = ()) -> Stored:
        """Store a manifest, these very bytes, after the drafts of its blobs; its other blobs must be there.

        Raises CorruptModel if the document is none or a blob is missing, InvalidName, StoreError; then nothing is stored.
        """
        manifest = documents.decode(document, name.short)
        new = {draft.digest: draft for draft in drafts}
        path = self.manifests / name.path
        with self.draft(document) as written, explained(self.root), self.blobs.lock():
            self.check_case(name)
            for layer in manifest.blobs:
                if layer.digest not in new and not self.blobs.has(layer.digest, layer.size):
                    raise CorruptModel(name.short, f"its file {layer.digest} is missing or incomplete")
            for draft in new.values():
                self.blobs.place(draft)
            path.parent.mkdir(parents=True, exist_ok=True)
            written.path.replace(path)
            sync_folder(path.parent)
            modified = path.stat().st_mtime_ns
        return Stored(name, manifest, written.digest.removeprefix("sha256:"), modified)

    def draft(self, data: bytes) -> AbstractContextManager[Draft]:
        """A small file that `publish` may place."""
        return self.blobs.draft(lambda write: write(data), len(data))

    def remove(self, name: Name) -> int:
        """Remove a model and what only it needed; returns the bytes that became free. Raises ModelNotFound, StoreError."""
        entry = self.entry(name)
        with explained(self.root), self.blobs.lock() as locked:
            layers = self._blobs_of(entry)
            entry.path.unlink(missing_ok=True)
            remove_empty(entry.path.parent, self.manifests)
            named = self._named()
            if named is None or not locked:  # then only time can tell that nobody needs them
                return 0
            return sum(_unlink(self.blobs.path(digest)) for digest in layers - named)

    def collect(self) -> int:
        """Delete what dead writers left, blobs that no manifest has named for a day and downloads that rested for one;
        returns the bytes freed. What anybody is pulling now stays.
        """
        if not self.blobs.folder.is_dir():
            return 0
        with explained(self.root), self.blobs.lock():
            named = self._named()
            unnamed = [] if named is None else list(self.blobs.unnamed(named))
            freed = sum(_unlink(path) for path in [*self.blobs.temporary(), *unnamed])
            return freed + lease.collect(self.blobs)

    @contextmanager
    def _copy(self, file: Path, progress: Progress) -> Iterator[Draft]:
        with self.blobs.draft(copy_of(file, progress), file.stat().st_size) as draft:
            try:
                read_header(draft.path)  # the file may have changed while it was copied
            except CorruptModel as error:
                raise CorruptModel(file.name, error.reason) from error
            yield draft

    def check_case(self, name: Name) -> None:
        """Raises InvalidName if there is a model whose name differs only in case."""
        existing = self.entries().get(name.key)
        if existing is not None and existing.name != name:
            raise InvalidName(
                f"invalid model name '{name.short}': it differs from '{existing.name.short}', "
                "which is in the store, only in capital letters"
            )

    def _walk(self) -> Iterator[Entry]:
        """Every manifest file in the order of their paths; what lies elsewhere or is no model name is passed over."""
        with explained(self.root):
            for path, status in files_at_depth(str(self.manifests), 4):
                if found := located(path):
                    yield Entry(*found, (status.st_mtime_ns, status.st_size, status.st_ino))

    def _blobs_of(self, entry: Entry) -> set[str]:
        try:
            return {layer.digest for layer in self.read(entry).manifest.blobs}
        except CorruptModel:
            return set()

    def _named(self) -> set[str] | None:
        """The digests that manifests name or somebody is pulling; None if one cannot be read, for then nobody knows what it needs."""
        named = lease.pins(self.blobs)
        for entry in self._walk():
            try:
                named.update(layer.digest for layer in self.read(entry).manifest.blobs)
            except (ModelNotFound, CorruptModel):
                return None
        return named


def check_gguf(file: Path, kind: str) -> Facts:
    """What the file's header says; raises CorruptModel unless it is a usable model (or "adapter", or "mmproj")."""
    try:
        facts = describe(read_header(file))
    except OSError as error:
        raise StoreError(f"cannot read {file}: {error.strerror}") from error
    if reason := unusable(facts, kind):
        raise CorruptModel(file.name, reason)
    return facts


def _unlink(path: Path) -> int:
    """Delete a file; the bytes that it had, 0 if it was gone already."""
    try:
        size = path.stat().st_size
        path.unlink()
    except FileNotFoundError:
        return 0
    return size
