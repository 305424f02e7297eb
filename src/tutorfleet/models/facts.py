"""What a GGUF header means, in the words of Ollama's API: details, capabilities, `model_info`.

Pure: a `Header` in, values out. Nothing here decides whether a model may be used.
"""

from collections import Counter
from dataclasses import dataclass
from math import floor, prod
from typing import Any

from tutorfleet.models.ggml import FILE_TYPES
from tutorfleet.models.gguf import Array, Header, Value

_ENCODERS = ("bert", "modern-bert", "neo-bert", "eurobert", "t5encoder")
_LONG_TEXT = 64 << 10
_LONG_ARRAY = 64
_THINKING = ("<think>", "enable_thinking", "reasoning_content", "reasoning_effort", ".Thinking", ".IsThinkSet")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the header of one file says of the model in it."""

    name: str
    """`general.name`, "" where there is none."""
    kind: str
    """`general.type`: "model" unless it says "adapter", "mmproj", ..."""
    architecture: str
    parameters: int
    quantization: str
    context_length: int
    embedding_length: int
    is_encoder: bool
    pools: bool
    """True for a model made for embeddings."""
    sees: bool
    hears: bool
    parts: int
    """Into how many files the model is split; 1 for a whole one."""
    chat_template: str
    gap_tokens: tuple[int, ...]
    """The tokens that mark prefix, suffix and middle of a text with a gap; () where the file does not name all three."""
    license: str
    """`general.license`: the short name of one, "" where there is none."""


def describe(header: Header) -> Facts:
    """Everything that the header says, nothing guessed except the quantisation of a file that does not name its own."""
    architecture = header.text("general.architecture")
    projector = architecture == "clip"
    return Facts(
        name=header.text("general.name"),
        kind=header.text("general.type") or ("mmproj" if projector else "model"),
        architecture=architecture,
        parameters=parameter_count(header),
        quantization=_quantization(header),
        context_length=header.number(f"{architecture}.context_length"),
        embedding_length=header.number(f"{architecture}.embedding_length"),
        is_encoder=architecture.endswith(_ENCODERS) or header.metadata.get(f"{architecture}.attention.causal") is False,
        pools=architecture.endswith(_ENCODERS) or header.number(f"{architecture}.pooling_type") > 0,
        sees=bool(header.number(f"{architecture}.vision.block_count"))
        or (projector and header.metadata.get("clip.has_vision_encoder") is not False),
        hears=bool(header.number(f"{architecture}.audio.block_count"))
        or header.metadata.get("clip.has_audio_encoder") is True,
        parts=max(1, header.number("split.count")),
        chat_template=header.text("tokenizer.chat_template"),
        gap_tokens=_gap_tokens(header),
        license=header.text("general.license"),
    )


def unusable(facts: Facts, kind: str = "model") -> str:
    """Why the file cannot serve as a model (or as an "adapter", or an "mmproj"); "" if it can."""
    if facts.kind != kind:
        return f"it is of the kind {facts.kind!r}, expected was {kind!r}"
    if facts.parts > 1:
        return f"it is one of {facts.parts} parts; join them with llama-gguf-split --merge"
    if not facts.architecture:
        return "it does not name its architecture"
    return "" if facts.parameters else "it has no weights"


def parameter_count(header: Header) -> int:
    """Number of weights in all tensors."""
    return sum(prod(tensor.shape) for tensor in header.tensors)


def capabilities(model: Facts, template: str = "", projectors: tuple[Facts, ...] = ()) -> tuple[str, ...]:
    """Ollama's list for a model, its Go template ("" where there is none) and its projectors."""
    if model.pools or model.is_encoder:
        return ("embedding",)
    templates = template + model.chat_template
    found = {
        "completion": True,
        "vision": any(part.sees for part in (model, *projectors)),
        "audio": any(part.hears for part in (model, *projectors)),
        "tools": "tools" in model.chat_template or ".Tools" in template,
        "insert": ".Suffix" in template or bool(model.gap_tokens),
        "thinking": any(mark in templates for mark in _THINKING),
    }
    return tuple(name for name, present in found.items() if present)


def model_info(header: Header) -> dict[str, Any]:
    """`model_info` of /api/show: the raw keys; long arrays (and texts of more than 64 KiB) are None.

    For `verbose` give a header that was read with `arrays=True`: all is shown. JSON-ready; NaN may occur.
    """
    hidden = {"general.name", "tokenizer.chat_template"}  # these stand elsewhere in the answer
    verbose = not any(isinstance(value, Array) and value.items is None for value in header.metadata.values())
    shown = {key: _shown(value, verbose) for key, value in sorted(header.metadata.items()) if key not in hidden}
    return shown | {"general.parameter_count": parameter_count(header)}


def human_count(count: int) -> str:
    """A number of weights as Ollama writes it: "2.56M", "7.6B", "384K"."""
    if count >= 10**9:
        return _short(count / 10**9, 1) + "B"
    if count >= 10**6:
        return _short(count / 10**6, 2) + "M"
    return f"{count / 1000:.0f}K" if count >= 1000 else str(count)


def _short(number: float, digits: int) -> str:
    return f"{number:.0f}" if number == floor(number) else f"{number:.{digits}f}"


def _gap_tokens(header: Header) -> tuple[int, ...]:
    for names in (("fim_pre", "fim_suf", "fim_mid"), ("prefix", "suffix", "middle")):
        found = [header.metadata.get(f"tokenizer.ggml.{name}_token_id") for name in names]
        numbers = tuple(one for one in found if isinstance(one, int) and not isinstance(one, bool))
        if len(numbers) == len(names):
            return numbers
    return ()


def _quantization(header: Header) -> str:
    """What the file says, or the type of most of its weights."""
    number = header.metadata.get("general.file_type")
    if isinstance(number, int) and number in FILE_TYPES:
        return FILE_TYPES[number]
    weights: Counter[str] = Counter()
    for tensor in header.tensors:
        weights[tensor.type] += prod(tensor.shape)
    return weights.most_common(1)[0][0] if weights else "unknown"


def _shown(value: Value, verbose: bool) -> Any:
    if isinstance(value, Array):
        return None if value.items is None or (value.count > _LONG_ARRAY and not verbose) else list(value.items)
    too_long = isinstance(value, str) and len(value) > _LONG_TEXT and not verbose
    return None if too_long else value
