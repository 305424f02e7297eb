"""What a worker can serve: the models of the store, the starter models of the package, and aliases of either.

A worker asks every few seconds; a read that finds nothing changed costs a walk over the manifests (well under a
millisecond for a dozen models). It sees what another process imports or removes without a restart. It never writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

STARTER = Path(__file__).parent / "starter"


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
class Message:
    """A message that the model's maker put at the beginning of every conversation."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Model:
    """One model as a worker can serve it. Models with equal `path`, `adapters` and `projectors` can share an engine."""

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
    params: Mapping[str, Any] = field(default_factory=dict)
    """Defaults of `options`, from the manifest."""
    system: str = ""
    template: str = ""
    """Ollama's Go template from the manifest; "" where there is none."""
    license: str = ""
    messages: tuple[Message, ...] = ()
    adapters: tuple[Path, ...] = ()
    """LoRA files, to be applied at scale 1."""
    projectors: tuple[Path, ...] = ()
    starter: bool = False
    alias_of: str = ""
    """The shown name of the model that this name stands for; "" if it is nobody's alias."""


class Catalogue:
    """The models that can be asked for. Safe to use from several threads."""

    def __init__(self, store: Path, aliases: Mapping[str, str] | None = None, starter: Path = STARTER) -> None:
        """`store` need not exist yet. An alias counts only while the store has no model of that name.

        Raises InvalidName if an alias or its target is not a valid name.
        """
        raise NotImplementedError

    def models(self) -> list[Model]:
        """Every usable model and alias, most recently modified first; unusable ones are left out (see `find`)."""
        raise NotImplementedError

    def find(self, name: str) -> Model:
        """The model of that name, case and `:latest` apart; raises InvalidName, ModelNotFound or CorruptModel."""
        raise NotImplementedError
