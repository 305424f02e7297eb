"""The header of a GGUF file, read by us: metadata and tensor table, every number checked before it is believed.

`read_header(path)` needs no numpy and no llama.cpp, takes memory in proportion to what it keeps (long arrays are only
walked over) and ends with a `CorruptModel` for any file that is cut short, overflows or lies. What the metadata mean
is said in `facts.py`; the weights themselves are never read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Scalar = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Array:
    """An array of the metadata. `items` is None where it was long and not asked for; `count` is always right."""

    kind: str
    count: int
    items: tuple[Scalar, ...] | None


Value = Scalar | Array


@dataclass(frozen=True, slots=True)
class Tensor:
    """A row of the tensor table: shape with the fastest dimension first, offset into the data and size in bytes."""

    name: str
    shape: tuple[int, ...]
    type: str
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Header:
    """A whole header whose every tensor lies inside the file."""

    version: int
    metadata: Mapping[str, Value]
    tensors: tuple[Tensor, ...]
    data_offset: int
    file_size: int

    def text(self, key: str) -> str:
        """The string under the key, "" where there is none or something else."""
        value = self.metadata.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """The integer under the key, 0 where there is none or something else."""
        value = self.metadata.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0


def read_header(path: Path, *, arrays: bool = False) -> Header:
    """Read the header; `arrays=True` keeps long arrays (token lists) too.

    Raises CorruptModel if the file is not a GGUF, is cut short or says something impossible; OSError if unreadable.
    """
    raise NotImplementedError
