"""Embeddings on their way into PostgreSQL: 768 finite numbers, as pgvector's text."""

from collections.abc import Sequence

import msgspec

SIZE = 768
SINGLE = 3.4028234e38
"""the largest number of a `vector`"""
HALF = 65_504.0
"""the largest number of a `halfvec`"""


class BadVector(ValueError):
    """Not 768 finite numbers."""


def as_text(numbers: Sequence[float], largest: float = SINGLE) -> str:
    """pgvector's text of an embedding. Raises BadVector."""
    if len(numbers) != SIZE:
        raise BadVector(f"an embedding has {SIZE} numbers, not {len(numbers)}")
    if not all(abs(number) <= largest for number in numbers):  # also false for NaN
        raise BadVector(f"every number of an embedding lies between -{largest:g} and {largest:g}")
    return "[" + ",".join(map(repr, numbers)) + "]"


def from_json(raw: bytes) -> str | None:
    """The embedding that a client sent: null, an array of 768 numbers, or the text of one. Raises BadVector."""
    try:
        sent = msgspec.json.decode(raw, type=list[float] | str | None)
        numbers = msgspec.json.decode(sent, type=list[float]) if isinstance(sent, str) else sent
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BadVector(f"an embedding is an array of {SIZE} numbers") from error
    return None if numbers is None else as_text(numbers)
