"""New models of what the store has: a name for another's layers, or new layers in the place of some of them.

    create(store, parse("tutor"), Recipe(base=stored, system="You are a patient tutor."))

Weights are never copied: a model that is made from another shares its files. Blobs that came by themselves (an upload)
are named by their digest. Nothing is seen of a new model before its manifest lies in its place, and nothing is written
for a recipe that cannot be followed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from tutorfleet.models import manifest as documents
from tutorfleet.models.blobs import Draft, copy_of, explained
from tutorfleet.models.errors import CorruptModel, ModelError
from tutorfleet.models.facts import Facts, describe, unusable
from tutorfleet.models.gguf import read_header
from tutorfleet.models.manifest import LAYER_TYPE, OWN_TEMPLATE, Layer, Manifest, Message
from tutorfleet.models.names import Name
from tutorfleet.models.store import MAX_MANIFEST, Store, Stored

Tell = Callable[[str], None]
"""Is told what is done, in Ollama's words."""
_KINDS = {"model": "model", "adapter": "adapter", "mmproj": "projector"}
"""`general.type` of a GGUF file -> the kind of its layer."""


class BadRecipe(ModelError):
    """A model that cannot be made like that; the text says why."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a new model is made of: a stored model or files, and what is put in the place of the base's own."""

    base: Stored | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    """Names of GGUF files -> digests of blobs that are in the store."""
    adapters: Mapping[str, str] = field(default_factory=dict)
    """The same of LoRA files; they come after those of the base."""
    template: str = ""
    system: str = ""
    licenses: tuple[str, ...] = ()
    """They come after those of the base."""
    params: Mapping[str, Any] = field(default_factory=dict)
    """They are put over those of the base, one by one."""
    messages: tuple[Message, ...] = ()
    extensions: Mapping[str, str] = field(default_factory=dict)
    """Ollama's renderer, parser and requires, kept in the configuration."""


def create(store: Store, name: Name, recipe: Recipe, tell: Tell = lambda status: None) -> Stored:
    """Make the model, replacing one that has the name; raises BadRecipe, CorruptModel, InvalidName or StoreError."""
    layers, facts = _weights(store, recipe)
    with ExitStack() as stack:
        drafts = [(kind, stack.enter_context(store.draft(data))) for kind, data in _texts(store, recipe)]
        made = [Layer(LAYER_TYPE + kind, draft.digest, draft.size) for kind, draft in drafts]
        for _ in (*recipe.files, *recipe.adapters):
            tell("parsing GGUF")
        kept = [layer for layer in layers if layer.kind not in _replaced(recipe)]
        fresh = [layer for layer in made if layer not in kept]  # the base may have the same license
        for layer in (*kept, *fresh):
            there = store.blobs.has(layer.digest, layer.size)
            tell(f"{'using existing' if there else 'creating new'} layer {layer.digest}")
        tell("writing manifest")
        whole = (*kept, *fresh)
        config = stack.enter_context(store.draft(_config(store, recipe, facts, whole)))
        manifest = Manifest(Layer(documents.CONFIG_TYPE, config.digest, config.size), whole)
        return store.publish(name, documents.encode(manifest), [*(draft for _, draft in drafts), config])


def copy(store: Store, source: Stored, destination: Name) -> Stored:
    """A second name for a model, or in the place of another; raises CorruptModel, InvalidName or StoreError."""
    if source.name == destination:
        return source
    with explained(store.root), store.entry(source.name).path.open("rb") as file:
        document = file.read(MAX_MANIFEST)
    return store.publish(destination, document)


def take_in(store: Store, file: Path) -> str:
    """Make a blob of a file that lies elsewhere; returns its digest. Nothing names it yet: a day later it is collected."""
    with store.blobs.draft(copy_of(file, lambda done, total: None), file.stat().st_size) as draft:
        return keep(store, draft)


def keep(store: Store, draft: Draft) -> str:
    """Make a blob of a draft; returns its digest."""
    with explained(store.root), store.blobs.lock():
        store.blobs.place(draft)
    return draft.digest


def _weights(store: Store, recipe: Recipe) -> tuple[tuple[Layer, ...], Facts]:
    """The layers to begin with, those of the base or of the files, with the adapters; and what the model is."""
    if recipe.base is not None and recipe.files:
        raise BadRecipe("either 'from' or 'files' can be given, not both")
    if recipe.base is not None:
        layers, facts = _of_base(store, recipe.base)
    elif recipe.files:
        layers, facts = _of_files(store, recipe.files)
    else:
        raise BadRecipe("neither 'from' or 'files' was specified")
    for file, digest in recipe.adapters.items():
        layer, adapter = _read(store, file, digest)
        if reason := unusable(adapter, "adapter"):
            raise CorruptModel(file, reason)
        if adapter.architecture != facts.architecture:
            raise BadRecipe(f"{file} adapts a {adapter.architecture!r} model, this one is {facts.architecture!r}")
        layers = (*layers, layer)
    return layers, facts


def _of_base(store: Store, base: Stored) -> tuple[tuple[Layer, ...], Facts]:
    weights = next(base.manifest.of("model"), None)
    if weights is None:
        raise BadRecipe(f"{base.name} has no GGUF file")
    return base.manifest.layers, describe(read_header(store.file(base, weights)))


def _of_files(store: Store, files: Mapping[str, str]) -> tuple[tuple[Layer, ...], Facts]:
    read = [_read(store, file, digest) for file, digest in files.items()]
    models = [facts for layer, facts in read if layer.kind == "model"]
    if len(models) != 1:
        raise BadRecipe(f"{len(models)} of the files are models, expected was one")
    if reason := unusable(models[0]):
        raise CorruptModel(", ".join(files), reason)
    return tuple(sorted((layer for layer, _ in read), key=lambda layer: layer.kind != "model")), models[0]


def _read(store: Store, file: str, digest: str) -> tuple[Layer, Facts]:
    """The layer that an uploaded file is; raises BadRecipe or CorruptModel."""
    check_file(file)
    path = store.blobs.path(digest)
    try:
        size = path.stat().st_size
        facts = describe(read_header(path))
    except OSError as error:
        raise BadRecipe(f"{file}: the blob {digest} is not there; send it to /api/blobs/{digest} first") from error
    except CorruptModel as error:
        raise CorruptModel(file, error.reason) from error
    if facts.kind not in _KINDS:
        raise CorruptModel(file, f"it is of the kind {facts.kind!r}, expected was one of {', '.join(_KINDS)}")
    return Layer(LAYER_TYPE + _KINDS[facts.kind], digest, size), facts


def check_file(file: str) -> None:
    """Raises BadRecipe for the name of a file that nobody should send, or that is in a format which cannot be used."""
    if not file or "\0" in file or any(part in ("", ".", "..") for part in file.split("/")):
        raise BadRecipe("file path must be relative")
    if file.endswith((".safetensors", ".safetensors.index.json", ".bin", ".pt", ".pth")):
        raise BadRecipe(f"{file} cannot be used: convert it to GGUF first, with llama.cpp's convert_hf_to_gguf.py say")


def _texts(store: Store, recipe: Recipe) -> Iterator[tuple[str, bytes]]:
    """The small layers that are new: kind and bytes."""
    if recipe.template:
        yield "template", recipe.template.encode()
    if recipe.system:
        yield "system", recipe.system.encode()
    for text in recipe.licenses:
        yield "license", text.encode()
    if recipe.params:
        yield "params", msgspec.json.encode({**_base_params(store, recipe.base), **recipe.params})
    if recipe.messages:
        yield "messages", msgspec.json.encode(recipe.messages)


def _replaced(recipe: Recipe) -> set[str]:
    """Kinds of layers that do not come from the base."""
    given = {"system": recipe.system, "params": recipe.params, "messages": recipe.messages}
    given |= dict.fromkeys(("template", "prompt"), recipe.template)
    return {kind for kind, value in given.items() if value}


def _base_params(store: Store, base: Stored | None) -> dict[str, Any]:
    params: dict[str, Any] = {}
    for layer in base.manifest.of("params") if base else ():
        params |= _object(store.text(base, layer)) if base else {}
    return params


def _config(store: Store, recipe: Recipe, facts: Facts, layers: tuple[Layer, ...]) -> bytes:
    """The configuration: the base's own, which may say more than a header does, or one that is made from the header."""
    made = _object(documents.config_of(facts, layers))
    base = recipe.base
    kept = _object(store.text(base, base.manifest.config)) if base else {}
    own = {OWN_TEMPLATE: True} if recipe.template else {}
    return msgspec.json.encode({**made, **kept, **recipe.extensions, **own, "rootfs": made["rootfs"]})


def _object(data: bytes) -> dict[str, Any]:
    """A JSON object, {} for anything else: what another program wrote there is no reason to make nothing."""
    try:
        return msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
