"""Whether the files of a model are what its manifest says, byte for byte. Reads everything, changes nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tutorfleet.models.blobs import Progress, explained
from tutorfleet.models.manifest import Layer
from tutorfleet.models.names import Name
from tutorfleet.models.store import Store

_CHUNK = 4 << 20


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one blob of a model, as the rest of a sentence."""

    digest: str
    what: str


def verify(store: Store, name: Name, progress: Progress = lambda done, total: None) -> list[Problem]:
    """What is wrong with the files of a model, [] if nothing is; `progress` is told the bytes read and their total.

    Raises ModelNotFound, CorruptModel if the manifest itself is damaged, StoreError.
    """
    manifest = store.read(store.entry(name)).manifest
    total = sum(layer.size for layer in manifest.blobs)
    found, before = list[Problem](), 0
    with explained(store.root):
        for layer in manifest.blobs:
            if what := _fault(store, layer, lambda done, start=before: progress(start + done, total)):  # type: ignore[misc]
                found.append(Problem(layer.digest, what))
            before += layer.size
            progress(before, total)
    return found


def sha256_of(path: Path, told: Callable[[int], None] = lambda done: None) -> str:
    """The digest of a file, as `sha256:<hex>`; tells the bytes read. Raises OSError."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            done += len(piece)
            told(done)
    return f"sha256:{digest.hexdigest()}"


def _fault(store: Store, layer: Layer, told: Callable[[int], None]) -> str:
    path = store.blobs.path(layer.digest)
    try:
        size = path.stat().st_size
        if size != layer.size:
            return f"has {size} bytes in place of {layer.size}"
        return "" if sha256_of(path, told) == layer.digest else "has other contents than its name says"
    except FileNotFoundError:
        return "is missing"
