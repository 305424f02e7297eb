"""Vectors of texts: inputs checked and cut to the encoder's context, one call of the engine for all, dimensions shortened.

The engine gives unit vectors (L2). Cutting one and making it a unit vector again is what `dimensions` means.
"""

import math
from typing import Any

from tutorfleet.models.catalogue import Model
from tutorfleet.worker.elsewhere import Elsewhere
from tutorfleet.worker.errors import TOO_LONG, Failure
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.serving import Serving

MOST_INPUTS = 2048
"""Texts of one request."""
_SPECIALS = 8
"""More tokens than any encoder puts around a text."""


def inputs_of(value: Any) -> list[str]:
    """The texts of `input`, a string or a list of strings; raises Failure 400 for anything else."""
    if value is None:
        return []
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise Failure(400, "invalid input type: expected a string or a list of strings")
    if len(texts) > MOST_INPUTS:
        raise Failure(400, f"input: {len(texts)} texts are too many for one request; send at most {MOST_INPUTS}")
    return texts


async def embed(
    engines: Serving,
    model: Model,
    texts: list[str],
    keep_alive: str | float | None,
    *,
    truncate: bool = True,
    learner: str = "",
) -> tuple[list[list[float]], int, int]:
    """Unit vectors, the number of tokens, and the nanoseconds until the model was there.

    Raises Failure 400 for a text longer than the context if it must not be cut.
    """
    async with engines.lease(model, keep_alive, embed=True, learner=learner) as loaded:
        if not texts:
            return [], 0, loaded.load_ns
        if isinstance(loaded, Elsewhere):
            async with loaded.gate.admit(1, learner, cost=sum(map(len, texts))):
                return await loaded.backend.embed(model.name, texts, truncate=truncate)
        inputs = [await _fitting(loaded, text, truncate=truncate) for text in texts]
        async with loaded.gate.admit(1, learner, cost=sum(map(len, inputs))):
            vectors, tokens = await loaded.upstream.embed(inputs)
    return vectors, tokens, loaded.load_ns


def shorten(vector: list[float], dimensions: int | None) -> list[float]:
    """The first `dimensions` numbers as a unit vector; the vector itself where none are asked for or there are no more."""
    if dimensions is not None and dimensions < 1:
        raise Failure(400, "dimensions: expected at least 1")
    if dimensions is None or dimensions >= len(vector):
        return vector
    short = vector[:dimensions]
    norm = math.sqrt(sum(x * x for x in short))
    return [x / norm for x in short] if norm else short


async def _fitting(loaded: Loaded, text: str, *, truncate: bool) -> str | list[int]:
    most = loaded.settings.batch  # a text is one step
    if len(text.encode()) + _SPECIALS <= most:  # a token is at least a byte
        return text
    tokens = await loaded.upstream.tokenize(text, special=True)
    if len(tokens) <= most:
        return tokens
    if not truncate:
        raise Failure(400, TOO_LONG)
    return [*tokens[: most - 1], tokens[-1]]  # the last one ends every text
