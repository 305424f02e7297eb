"""The words that this room knows, read once from `data/*.txt` (words apart by blanks, `#` begins a comment line).

Every list was written for this project; `data/frequent.txt` says how it was made.
"""

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The word list `data/<name>.txt`, in small letters."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/<name>.txt` without comments and blank lines."""
    text = files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def local() -> frozenset[str]:
    """Words that are no mistakes although no English dictionary has them: Indonesian, names, places, chat words."""
    return words("indonesian") | words("names") | words("geography") | words("brands") | words("slang")
