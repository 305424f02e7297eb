"""One model as a worker serves it: the value, and how it is made of a manifest or of a bare GGUF file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from tutorfleet.models.adapter import misfit
from tutorfleet.models.errors import CorruptModel
from tutorfleet.models.facts import Facts, capabilities, describe, human_count, unusable
from tutorfleet.models.gguf import read_header
from tutorfleet.models.manifest import OWN_TEMPLATE, Message
from tutorfleet.models.store import Store, Stored

Stamp = tuple[int, int, int] | None
"""Modified (ns), size and inode of a file; None if there is none. Equal stamps: equal contents."""


@dataclass(frozen=True, slots=True)
class Details:
    """`details` of Ollama's tags and show: parameter_size like "2.56M" or "7.6B", quantization_level like "Q4_K_M"."""

    format: str
    family: str
    families: tuple[str, ...]
    parameter_size: str
    quantization_level: str
    parent_model: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """One model as a worker can serve it. Models with equal `path` can share an engine."""

    name: str
    """As shown, with its tag: `starter-chat:latest`."""
    path: Path
    """The GGUF file."""
    digest: str
    """64 hexadecimal digits without `sha256:`: of the manifest, or of the file for a starter model."""
    size: int
    """Bytes of all layers."""
    modified: datetime
    """With time zone."""
    details: Details
    architecture: str
    parameters: int
    """Number of weights."""
    context_length: int
    """Tokens the model was trained for; 0 where the file does not say."""
    embedding_length: int
    capabilities: tuple[str, ...]
    """Of completion, embedding, vision, audio, tools, insert, thinking."""
    is_encoder: bool
    """True for BERT and its kin: it cannot generate."""
    chat_template: str
    """The Jinja template inside the GGUF; "" where there is none."""
    gap_tokens: tuple[int, ...] = ()
    """The tokens that mark prefix, suffix and middle of a text with a gap; () where it has none."""
    params: Mapping[str, Any] = field(default_factory=dict)
    """Defaults of `options`, from the manifest."""
    system: str = ""
    template: str = ""
    """Ollama's Go template from the manifest; "" where there is none."""
    own_template: bool = False
    """Whether that template was asked for by whoever made the model, and goes before the Jinja one."""
    license: str = ""
    messages: tuple[Message, ...] = ()
    adapters: tuple[Path, ...] = ()
    """LoRA files, to be applied at scale 1."""
    projectors: tuple[Path, ...] = ()
    starter: bool = False
    alias_of: str = ""
    """The shown name of the model that this name stands for; "" if it is nobody's alias."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether another program has its files."""
        return not self.path.name


def stamp(path: Path) -> Stamp:
    """The stamp of a file as it is now."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def from_manifest(store: Store, stored: Stored) -> Model:
    """The model of a manifest; raises CorruptModel if a file of it is missing, cut short or no model."""
    name = stored.name.short
    weights = next(stored.manifest.of("model"), None)
    if weights is None:
        raise CorruptModel(name, "its manifest has no GGUF file; models in other formats cannot be used")
    path = store.file(stored, weights)
    template = "".join(_texts(store, stored, "template", "prompt"))
    adapters, projectors = (
        tuple(store.file(stored, layer) for layer in stored.manifest.of(kind)) for kind in ("adapter", "projector")
    )
    facts = _facts_of(path, name, "model")
    for adapter in adapters:
        _check_adapter(adapter, path, name)
    seers = tuple(_facts_of(path, name, "mmproj") for path in projectors)
    return replace(
        _bare(name, path, facts, stored.digest, stored.modified_ns),
        size=stored.manifest.size,
        capabilities=capabilities(facts, template, seers),
        params=_params(store, stored),
        template=template,
        own_template=_json(store.text(stored, stored.manifest.config), dict[str, Any], stored, "settings").get(
            OWN_TEMPLATE
        )
        is True,
        messages=_messages(store, stored),
        adapters=adapters,
        projectors=projectors,
        system="\n".join(_texts(store, stored, "system")),
        license="\n".join(_texts(store, stored, "license")),
    )


def from_file(path: Path, name: str) -> Model:
    """The starter model in a bare file; raises CorruptModel."""
    facts = _facts_of(path, name, "model")
    modified = (stamp(path) or (0, 0, 0))[0]
    model = _bare(name, path, facts, _sha256(path, stamp(path)), modified)
    return replace(model, license=facts.license, starter=True)


def _bare(name: str, path: Path, facts: Facts, digest: str, modified_ns: int) -> Model:
    return Model(
        name=name,
        path=path,
        digest=digest,
        size=(stamp(path) or (0, 0, 0))[1],
        modified=datetime.fromtimestamp(modified_ns / 1e9, UTC),
        details=_details(facts),
        architecture=facts.architecture,
        parameters=facts.parameters,
        context_length=facts.context_length,
        embedding_length=facts.embedding_length,
        capabilities=capabilities(facts),
        is_encoder=facts.is_encoder,
        chat_template=facts.chat_template,
        gap_tokens=facts.gap_tokens,
    )


def _facts_of(path: Path, name: str, kind: str) -> Facts:
    try:
        facts = _facts(path, stamp(path))
    except CorruptModel as error:
        raise CorruptModel(name, error.reason) from error
    except OSError as error:
        raise CorruptModel(name, f"its file cannot be read ({error.strerror})") from error
    if reason := unusable(facts, kind):
        raise CorruptModel(name, reason)
    return facts


def _check_adapter(adapter: Path, weights: Path, name: str) -> None:
    """Raises CorruptModel if it is none, is damaged or does not fit the weights."""
    _facts_of(adapter, f"{name}, its adapter {adapter.name}", "adapter")
    if reason := _misfit(weights, stamp(weights), adapter, stamp(adapter)):
        raise CorruptModel(name, f"its adapter {adapter.name} does not fit: {reason}")


@lru_cache(maxsize=256)
def _misfit(weights: Path, _of_weights: Stamp, adapter: Path, _of_adapter: Stamp) -> str:
    return misfit(read_header(weights), read_header(adapter))


@lru_cache(maxsize=256)
def _facts(path: Path, _stamp: Stamp) -> Facts:
    """Forked workers inherit what was read before them."""
    return describe(read_header(path))


@lru_cache(maxsize=16)
def _sha256(path: Path, _stamp: Stamp) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _details(facts: Facts) -> Details:
    return Details(
        format="gguf",
        family=facts.architecture,
        families=(facts.architecture,),
        parameter_size=human_count(facts.parameters),
        quantization_level=facts.quantization,
    )


def _texts(store: Store, stored: Stored, *kinds: str) -> list[str]:
    return [store.text(stored, layer).decode(errors="replace") for layer in stored.manifest.of(*kinds)]


def _params(store: Store, stored: Stored) -> dict[str, Any]:
    params: dict[str, Any] = {}
    for layer in stored.manifest.of("params"):
        params |= _json(store.text(stored, layer), dict[str, Any], stored, "params")
    return params


def _messages(store: Store, stored: Stored) -> tuple[Message, ...]:
    found: list[Message] = []
    for layer in stored.manifest.of("messages"):
        found += _json(store.text(stored, layer), list[Message], stored, "messages")
    return tuple(found)


def _json(data: bytes, kind: Any, stored: Stored, what: str) -> Any:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CorruptModel(stored.name.short, f"its {what} are damaged ({error})") from error
