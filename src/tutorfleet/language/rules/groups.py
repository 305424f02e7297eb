"""The small groups of words that rules name, read from `data/noun_groups.txt`: group("pronouns.preps")."""

from functools import cache

from tutorfleet.language.words import lines


def group(name: str) -> frozenset[str]:
    """The words of a group. Raises KeyError if there is none of that name."""
    return _groups()[name]


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lines("noun_groups"):
        name, _, words = line.partition(":")
        found.setdefault(name, set()).update(words.split())
    return {name: frozenset(words) for name, words in found.items()}
