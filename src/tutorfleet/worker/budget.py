"""How much memory an engine takes, how much there is, and which engines make room: all of it pure.

An engine is estimated from its file's header before it is loaded: weights, the pool of keys and values, the working memory
of one step, the prompt cache. What it really takes is measured afterwards (`memory.py`). Estimates are meant to be a
little high: a model that is refused says why, one that is killed does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tutorfleet.models.gguf import Array, Header
from tutorfleet.worker.settings import EngineSettings

MIB = 2**20
SHARE = 0.8
"""Of the memory that the machine or its container grants, for all engines of one worker."""
POOL_SHARE = 0.25
"""Of that, for the keys and values of one engine."""
CACHE_SHARE = 1 / 16
"""Of that, for the prompt cache of one engine."""
PROCESS = 48 * MIB
"""What an engine's process takes without a model."""
POOLED_REQUESTS = 4
"""Requests of full length that the pool of an engine has room for; shorter ones share it, as many as there are slots."""
_HALF = 2
_FLOAT = 4
"""Bytes of a number in the cache of keys and values, and in working memory."""


@dataclass(frozen=True, slots=True)
class Place:
    """A loaded engine, seen by whoever looks for room."""

    bytes: int
    used_at: float
    idle: bool = True
    pinned: bool = False


def budget(memory_mb: int, granted: int) -> int:
    """Bytes for all engines of a worker: what it was told, or a share of what the machine grants."""
    return memory_mb * MIB if memory_mb else int(granted * SHARE)


def estimate(header: Header, settings: EngineSettings, file_bytes: int) -> int:
    """Bytes that the engine will take; `file_bytes` is the size of all its files."""
    keeps_keys = settings.mean_pooling or not settings.embedding  # an encoder reads its input once, and keeps nothing
    pool = per_token(header) * settings.context if keeps_keys else 0
    return PROCESS + file_bytes + pool + _step(header, settings) + settings.cache_ram_mib * MIB


def per_token(header: Header) -> int:
    """Bytes of keys and values of one token in all layers (16-bit numbers, as llama.cpp keeps them)."""
    layers = _number(header, "block_count")
    if rank := _number(
        header, "attention.kv_lora_rank"
    ):  # one compressed row instead of a key and a value for each head
        return layers * (rank + _number(header, "rope.dimension_count")) * _HALF
    heads = _number(header, "attention.head_count")
    each = _number(header, "embedding_length") // heads if heads else 0
    width = sum(_number(header, f"attention.{what}_length") or each for what in ("key", "value"))
    return (_over_layers(header, "attention.head_count_kv") or heads * layers) * width * _HALF


def pool_tokens(asked: int, num_ctx: int, token_bytes: int, memory: int) -> int:
    """Tokens of the pool: as many as asked, cut to its share of the memory, but enough for one whole request."""
    affordable = int(memory * POOL_SHARE) // token_bytes if token_bytes else asked
    return max(min(asked, num_ctx), min(asked, affordable))


def cache_mib(asked: int, memory: int) -> int:
    """MiB of the prompt cache: as asked, cut to its share of the memory."""
    return min(asked, int(memory * CACHE_SHARE) // MIB)


def victims(places: Sequence[Place], too_many: int, lacking: int) -> list[int] | None:
    """Which engines end so that `too_many` places and `lacking` bytes become free: idle ones, the longest unused first,
    those that were to stay last, and none that need not. None if even all idle ones are not enough.
    """
    order = sorted((i for i, one in enumerate(places) if one.idle), key=lambda i: (places[i].pinned, places[i].used_at))
    chosen = list[int]()
    while order and not _enough(places, chosen, too_many, lacking):
        chosen.append(order.pop(0))
    if not _enough(places, chosen, too_many, lacking):
        return None
    for index in list(chosen):
        rest = [other for other in chosen if other != index]
        chosen = rest if _enough(places, rest, too_many, lacking) else chosen
    return chosen


def refusal(needed: int, available: int) -> str:
    """Ollama's sentence for a model that does not fit."""
    return f"model requires more system memory ({human(needed)}) than is available ({human(available)})"


def human(count: int) -> str:
    """Bytes as Ollama writes them: "5.6 GiB"."""
    for unit, size in (("TiB", 2**40), ("GiB", 2**30), ("MiB", MIB), ("KiB", 2**10)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{max(count, 0)} B"


def _step(header: Header, settings: EngineSettings) -> int:
    """Working memory of one step: some rows of activations for each token, and the words' scores for each slot."""
    width = 6 * _number(header, "embedding_length") + 3 * _number(header, "feed_forward_length")
    words = 0 if settings.embedding else settings.slots * _vocabulary(header)
    return (settings.batch * width + words) * _FLOAT


def _vocabulary(header: Header) -> int:
    tokens = header.metadata.get("tokenizer.ggml.tokens")
    return tokens.count if isinstance(tokens, Array) else _number(header, "vocab_size")


def _number(header: Header, key: str) -> int:
    """A number of the architecture; the largest where there is one for each layer."""
    return max(_numbers(header, key), default=0)


def _over_layers(header: Header, key: str) -> int:
    """The sum of a number over all layers, whether it is said once or for each."""
    found = _numbers(header, key)
    return sum(found) if len(found) != 1 else found[0] * _number(header, "block_count")


def _numbers(header: Header, key: str) -> list[int]:
    value = header.metadata.get(f"{header.text('general.architecture')}.{key}")
    several = (value.items or ()) if isinstance(value, Array) else (value,)
    return [int(one) for one in several if isinstance(one, int)]


def _enough(places: Sequence[Place], chosen: Sequence[int], too_many: int, lacking: int) -> bool:
    return len(chosen) >= too_many and sum(places[index].bytes for index in chosen) >= lacking
