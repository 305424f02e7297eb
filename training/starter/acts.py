"""Reads what the act model learns from: labelled messages, classes of words, and how apt each pool of lines is for an act.

acts/messages.tsv    hand-written: what a learner does (22 acts), what else an answer could take up, the message
acts/words.txt       hand-written: classes of words
acts/apt.txt         hand-written: how apt a pool of lines is for an act
acts/lines.txt       hand-written: the pools (read by sections.py)
"""

from functools import cache
from typing import NamedTuple

from training.starter.sections import lines, word_lists


class Labelled(NamedTuple):
    act: str
    other: str
    text: str


def messages() -> list[Labelled]:
    """All labelled messages, in a fixed order."""
    return [Labelled(*line.split("\t")) for line in lines("acts/messages.tsv")]


def classes() -> dict[str, str]:
    """Classes of words by name."""
    return word_lists("acts/words.txt")


@cache
def aptness() -> dict[str, dict[str, float]]:
    """How apt a pool is for each act, 1 for its own."""
    found: dict[str, dict[str, float]] = {}
    for line in lines("acts/apt.txt"):
        pool, _, rest = line.partition(":")
        words = rest.split()
        found[pool] = {act: float(share) for act, share in zip(words[::2], words[1::2], strict=True)}
    return found
