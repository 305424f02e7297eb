"""A text of a GGUF read in the file's own pages, which all workers of a machine share."""

import mmap
from pathlib import Path


def pages(path: Path, key: str) -> memoryview:
    """The bytes of the text under `key`.

    Raises ValueError if the file has no such text, OSError if it cannot be read.
    """
    with path.open("rb") as file:
        found = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    name = key.encode()
    # The length of the name stands before it, and a number of four bytes after it that says: a text.
    at = found.find(len(name).to_bytes(8, "little") + name)
    if at < 0:
        raise ValueError(f"{path.name} carries no {key}")
    at += 8 + len(name) + 4
    length = int.from_bytes(found[at : at + 8], "little")
    return memoryview(found)[at + 8 : at + 8 + length]
