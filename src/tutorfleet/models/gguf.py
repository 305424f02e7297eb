"""The header of a GGUF file, read by us: metadata and tensor table, every number checked before it is believed.

`read_header(path)` needs no numpy and no llama.cpp, takes memory in proportion to what it keeps (long arrays are only
walked over) and ends with a `CorruptModel` for any file that is cut short, overflows or lies. What the metadata mean
is said in `facts.py`; the weights themselves are never read.
"""

import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import BinaryIO, NoReturn

from tutorfleet.models.errors import CorruptModel
from tutorfleet.models.ggml import TENSOR_TYPES

# Far above any real model, low enough that a file made to hurt costs neither memory nor a second.
MAX_HEADER = 128 << 20
MAX_KEYS = 1 << 16
MAX_TENSORS = 1 << 16
MAX_ITEMS = 1 << 21
"""Of all string arrays of a file together, and of any array that is kept."""
MAX_NAME = {"key": 65535, "tensor name": 63}
SHORT = 256
"""Arrays of at most so many numbers are always kept; of texts, a quarter of it."""

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
    with path.open("rb", buffering=0) as file:
        return _Reader(file, path.name, arrays).header()


_FORMATS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_KINDS = {"B": "uint8", "b": "int8", "H": "uint16", "h": "int16", "I": "uint32", "i": "int32", "f": "float32"}
_KINDS |= {"?": "bool", "Q": "uint64", "q": "int64", "d": "float64"}
_STRING, _ARRAY = 8, 9
_U64 = struct.Struct("<Q")


class _Reader:
    """Reads the format's parts, in its order, through a window that never asks for more than the file has."""

    def __init__(self, file: BinaryIO, name: str, arrays: bool) -> None:
        self.file, self.name, self.arrays = file, name, arrays
        self.file_size = os.fstat(file.fileno()).st_size
        self.window, self.start, self.at = b"", 0, 0
        self.items_left = MAX_ITEMS

    def header(self) -> Header:
        version = self.preamble()
        tensor_count, key_count = self.count("tensors", MAX_TENSORS), self.count("metadata keys", MAX_KEYS)
        metadata: dict[str, Value] = {}
        for _ in range(key_count):
            key = self.label("key")
            if key in metadata:
                self.fail(f"the metadata key {key!r} stands in it twice")
            metadata[key] = self.value(key)
        alignment = metadata.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 1 or alignment > MAX_HEADER or alignment & (alignment - 1):
            self.fail(f"its alignment {alignment!r} is not a power of two")
        rows = [self.tensor() for _ in range(tensor_count)]
        data_offset = _padded(self.position, alignment)
        self.check_table(rows, data_offset, alignment)
        return Header(version, metadata, tuple(rows), data_offset, self.file_size)

    def preamble(self) -> int:
        if self.file_size == 0:
            self.fail("the file is empty")
        if (magic := self.take(min(4, self.file_size))) != b"GGUF":
            self.fail(f"it is not a GGUF file (it begins with {magic!r})")
        version = int(self.number("I"))
        if version & 0xFFFF == 0:
            self.fail("it is a big-endian GGUF file; only little-endian ones can be used")
        if version not in (2, 3):
            self.fail(f"it has GGUF version {version}; versions 2 and 3 can be used")
        return version

    def count(self, what: str, most: int) -> int:
        found = int(self.number("Q"))
        if found > most:
            self.fail(f"it claims to have {found} {what}")
        return found

    def label(self, what: str) -> str:
        length = int(self.number("Q"))
        if not 1 <= length <= MAX_NAME[what]:
            self.fail(f"a {what} in it has {length} bytes")
        try:
            return self.take(length).decode()
        except UnicodeDecodeError:
            self.fail(f"a {what} in it is not text")

    def value(self, key: str) -> Value:
        kind = int(self.number("I"))
        if kind == _STRING:
            return self.string()
        if kind == _ARRAY:
            return self.array(key)
        if kind not in _FORMATS:
            self.fail(f"the value of {key!r} is of unknown kind {kind}")
        return self.number(_FORMATS[kind])

    def array(self, key: str) -> Array:
        kind, count = int(self.number("I")), int(self.number("Q"))
        if kind == _STRING:
            return self.strings(key, count)
        if kind not in _FORMATS:
            self.fail(f"the array {key!r} is of unknown kind {kind}")
        code = _FORMATS[kind]
        length = count * struct.calcsize(code)
        if not (count <= SHORT or self.arrays):
            self.skip(length)
            return Array(_KINDS[code], count, None)
        if count > MAX_ITEMS:
            self.fail(f"the array {key!r} claims to have {count} numbers")
        return Array(_KINDS[code], count, struct.unpack(f"<{count}{code}", self.take(length)))

    def strings(self, key: str, count: int) -> Array:
        self.items_left -= count
        if self.items_left < 0:
            self.fail(f"the array {key!r} claims to have {count} texts")
        if count <= SHORT // 4 or self.arrays:
            return Array("string", count, tuple(self.texts(count)))
        self.skip_texts(count)
        return Array("string", count, None)

    def tensor(self) -> Tensor:
        name = self.label("tensor name")
        dimensions = int(self.number("I"))
        if not 1 <= dimensions <= 4:
            self.fail(f"tensor {name!r} has {dimensions} dimensions")
        shape: tuple[int, ...] = struct.unpack(f"<{dimensions}Q", self.take(8 * dimensions))
        kind, offset = int(self.number("I")), int(self.number("Q"))
        if kind not in TENSOR_TYPES:
            self.fail(f"tensor {name!r} is of type {kind}, which is not known here")
        kind_name, block, block_size = TENSOR_TYPES[kind]
        if 0 in shape or shape[0] % block:
            self.fail(f"tensor {name!r} of type {kind_name} has the impossible shape {list(shape)}")
        return Tensor(name, shape, kind_name, offset, prod(shape) // block * block_size)

    def check_table(self, rows: list[Tensor], data_offset: int, alignment: int) -> None:
        """Tensors follow each other without gap or overlap, as llama.cpp wants them, and end inside the file."""
        expected, names = 0, set()
        for row in rows:
            if row.name in names:
                self.fail(f"tensor {row.name!r} stands in it twice")
            if row.offset != expected:
                self.fail(f"tensor {row.name!r} lies at {row.offset} where {expected} was expected")
            if data_offset + row.offset + row.size > self.file_size:
                ends = data_offset + row.offset + row.size
                self.fail(f"it is cut short: tensor {row.name!r} ends at byte {ends} of {self.file_size}")
            names.add(row.name)
            expected = _padded(row.offset + row.size, alignment)

    def number(self, code: str) -> int | float | bool:
        found: int | float | bool = struct.unpack(f"<{code}", self.take(struct.calcsize(f"<{code}")))[0]
        return found

    def string(self) -> str:
        return self.take(int(self.number("Q"))).decode(errors="replace")

    @property
    def position(self) -> int:
        return self.start + self.at

    def take(self, length: int) -> bytes:
        if self.at + length > len(self.window):
            self.refill(length)
        self.at += length
        return self.window[self.at - length : self.at]

    def skip(self, length: int) -> None:
        self.check(length)
        self.at += length

    def texts(self, count: int) -> Iterator[str]:
        for _ in range(count):
            if self.at + 8 > len(self.window):
                self.refill(8)
            start = self.at + 8
            end = start + _U64.unpack_from(self.window, self.at)[0]
            if end > len(self.window):
                yield self.string()
            else:
                yield self.window[start:end].decode(errors="replace")
                self.at = end

    def skip_texts(self, count: int) -> None:
        """Walk over texts without making them: this is nine tenths of the time that a header takes."""
        length_at, window, at = _U64.unpack_from, self.window, self.at
        for _ in range(count):
            if at + 8 > len(window):
                self.at = at
                self.refill(8)
                window, at = self.window, self.at
            at += 8 + length_at(window, at)[0]
        self.at = at
        self.check(0)

    def refill(self, length: int) -> None:
        self.check(length)
        self.start, self.at = self.position, 0
        self.file.seek(self.start)
        self.window = _read(self.file, max(length, 1 << 18))
        if len(self.window) < length:
            self.fail("it became shorter while it was read")

    def check(self, length: int) -> None:
        if self.position + length > self.file_size:
            self.fail(f"it is cut short: its header goes on after byte {self.file_size}, where the file ends")
        if self.position + length > MAX_HEADER:
            self.fail(f"its header is longer than {MAX_HEADER >> 20} MiB")

    def fail(self, reason: str) -> NoReturn:
        raise CorruptModel(self.name, reason)


def _read(file: BinaryIO, length: int) -> bytes:
    """As much of `length` as the file has: an unbuffered read may give less than was asked for."""
    parts, missing = [], length
    while missing and (part := file.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _padded(offset: int, alignment: int) -> int:
    return (offset + alignment - 1) // alignment * alignment
