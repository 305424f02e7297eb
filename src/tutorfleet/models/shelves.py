"""The folders that manifests lie in: `<host>/<namespace>/<model>/<tag>`, walked quickly, for a worker does with every request."""

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from tutorfleet.models.errors import InvalidName
from tutorfleet.models.names import Name, from_path


def files_at_depth(folder: str, depth: int) -> Iterator[tuple[str, os.stat_result]]:
    """The files so many folders down, in the order of their paths; none if the folder is not there."""
    try:
        items = sorted(os.scandir(folder), key=lambda item: item.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for item in items:
        if depth > 1:
            yield from files_at_depth(item.path, depth - 1)
        else:
            with suppress(FileNotFoundError):
                if item.is_file():
                    yield item.path, item.stat()


@lru_cache(maxsize=4096)
def located(path: str) -> tuple[Name, Path] | None:
    """The name that the place of a manifest stands for; a worker asks for the same ones with every request."""
    file = Path(path)
    try:
        return from_path(file.parts[-4:]), file
    except InvalidName:
        return None


def remove_empty(folder: Path, top: Path) -> None:
    """Remove the folder and those above it up to `top`, as far as they are empty."""
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
