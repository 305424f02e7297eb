"""What a manifest says: Ollama's JSON document that makes a model of blobs. Pure: bytes in, values out, and back.

Unknown fields and unknown kinds of layers are kept out of the way, wrong ones are an error: a digest that is none, a
negative size, a document that is not JSON.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from tutorfleet.models.errors import CorruptModel, InvalidName
from tutorfleet.models.facts import Facts, human_count
from tutorfleet.models.names import check_digest

MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG_TYPE = "application/vnd.docker.container.image.v1+json"
OWN_TEMPLATE = "own_template"
"""In a configuration: whoever made this model gave it a template, which then goes before that of the GGUF file."""
LAYER_TYPE = "application/vnd.ollama.image."
MAX_LAYERS = 1000


class Layer(msgspec.Struct, frozen=True, rename="camel"):
    """One blob: what it is, `sha256:<64 hex>`, bytes."""

    media_type: str
    digest: str
    size: int

    @property
    def kind(self) -> str:
        """Of model, projector, adapter, template, prompt, system, params, messages, license and those we do not know."""
        return self.media_type.removeprefix(LAYER_TYPE)


class Manifest(msgspec.Struct, frozen=True, rename="camel"):
    """A model: its configuration (which says again what the GGUF says; nobody here reads it) and its layers."""

    config: Layer
    layers: tuple[Layer, ...]
    schema_version: int = 2
    media_type: str = MANIFEST_TYPE

    def of(self, *kinds: str) -> Iterator[Layer]:
        """The layers of these kinds, in their order."""
        return (layer for layer in self.layers if layer.kind in kinds)

    @property
    def blobs(self) -> tuple[Layer, ...]:
        """Everything it needs, each blob once."""
        return tuple({layer.digest: layer for layer in (*self.layers, self.config)}.values())

    @property
    def size(self) -> int:
        """Bytes of all its blobs."""
        return sum(layer.size for layer in (*self.layers, self.config))


class Message(msgspec.Struct, frozen=True):
    """A message that the model's maker put at the beginning of every conversation."""

    role: str
    content: str


def decode(data: bytes, what: str) -> Manifest:
    """Read a manifest; raises CorruptModel, which names `what`, for anything that is not one."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
        for layer in (*manifest.layers, manifest.config):
            check_digest(layer.digest)
    except (msgspec.DecodeError, UnicodeDecodeError, InvalidName, RecursionError) as error:
        raise CorruptModel(what, f"its manifest is damaged ({error})") from error
    if any(layer.size < 0 for layer in (*manifest.layers, manifest.config)):
        raise CorruptModel(what, "its manifest names a layer of negative size")
    if len(manifest.layers) > MAX_LAYERS:
        raise CorruptModel(what, f"its manifest names {len(manifest.layers)} layers")
    return manifest


def encode(manifest: Manifest) -> bytes:
    """The document, as Ollama orders it."""
    document = {
        "schemaVersion": manifest.schema_version,
        "mediaType": manifest.media_type,
        "config": manifest.config,
        "layers": manifest.layers,
    }
    return msgspec.json.encode(document)


def config_of(facts: Facts, layers: tuple[Layer, ...]) -> bytes:
    """The configuration blob of a model that is made of these layers."""
    document: dict[str, Any] = {
        "model_format": "gguf",
        "model_family": facts.architecture,
        "model_families": [facts.architecture],
        "model_type": human_count(facts.parameters),
        "file_type": facts.quantization,
        "architecture": "amd64",  # Ollama writes this everywhere; it means nothing to a model
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": [layer.digest for layer in layers]},
    }
    return msgspec.json.encode(document)


def layer_of(kind: str, data: bytes) -> Layer:
    """The layer that these bytes would be."""
    return Layer(LAYER_TYPE + kind, f"sha256:{hashlib.sha256(data).hexdigest()}", len(data))
