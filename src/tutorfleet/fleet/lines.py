"""Where a key stands in a TOML text: the line that an error message points at.

Reads just enough of TOML for that: table headers and `key =` at the start of a line. It does not check anything.
"""

import re

HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]?\]")
KEY = re.compile(r"""^\s*("[^"]+"|'[^']+'|[A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=""")


def line_of(text: str, path: tuple[str, ...]) -> int:
    """The 1-based line of the key at `path`; of its nearest table when the key itself is not there; 1 if nothing is."""
    places = keys(text)
    while path:
        if path in places:
            return places[path]
        path = path[:-1]
    return 1


def keys(text: str) -> dict[tuple[str, ...], int]:
    """Every table and key of the text with its line."""
    places: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            table = parts(header[1])
            places.setdefault(table, number)
        elif key := KEY.match(line):
            places.setdefault(table + parts(key[1]), number)
    return places


def parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
