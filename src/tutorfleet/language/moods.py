"""How a message is meant: funny, good news, hurt, tired, in trouble, annoyed, a small mishap ...; by words, and with no certainty.

`literal` takes away what sounds worse than it means ("dying to see it", "my phone died"), so that nobody is pitied for a joke.
`tone` names the tone in which a message wants to be met; None for most messages. What is really bad is not told here: danger and
grief are heard by `safety.py`, other bad news by the listener of the starter model. The patterns stand in `data/moods.txt`.
"""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from tutorfleet.language.word_patterns import Patterns, plain, sections

Mood = Literal[
    "funny", "comic", "relief", "proud", "good", "hurt", "tired", "trouble", "annoyed", "nervous", "mishap", "pity"
]
WEIGHT: tuple[tuple[Mood, ...], ...] = (
    ("hurt",),
    ("comic",),
    ("annoyed", "nervous", "mishap", "pity", "relief", "proud", "good"),
    ("tired",),
    ("trouble",),
)
"""Moods of the first rank go before all others; within a rank that which is named last, or the first of the row."""
READ = 600
"""Characters of a message that are looked at."""
REACH = 40
"""Letters before good news in which it may be denied."""
KEPT = 64
"""Messages that are not looked through anew."""
_SMILES = re.compile(
    "[\U0001f602\U0001f923\U0001f606\U0001f605\U0001f639\U0001f61d\U0001f61c\U0001f92a\U0001f480]|(?<!\\w)[xX:;]-?[dDpP](?!\\w)"
)
_NOT = re.compile(
    r"(?:\b(?:not|never|no|nobody|without|hardly|if|wish|hope|hopes|hoping|want|wants|wanted|to be|will|would|could|should|might|maybe"
    r"|can't|cannot)|n't)(?: \w+){0,5} $"
)


class Tone(NamedTuple):
    """The mood of a message, and the letter of its `literal` text from which on it is so."""

    mood: Mood
    start: int


@lru_cache(KEPT)
def literal(text: str) -> str:
    """The text, in small letters, with blanks for words that sound worse than they mean: idioms, and deaths in films and games."""
    said = _patterns()["figurative"].blank(plain(text[:READ]))
    return _patterns()["dark"].blank(said) if _patterns()["fiction"].search(said) else said


def figurative(text: str) -> bool:
    """Whether `literal` finds an idiom or an exaggeration."""
    return literal(text) != plain(text[:READ])


@lru_cache(KEPT)
def tone(text: str) -> Tone | None:
    """The tone of a message: laughter first, then what was said last, since "the exam was hard but I passed" is good news."""
    said = plain(text[:READ])
    if _SMILES.search(text[:READ]) or _patterns()["funny"].search(said):
        return Tone("funny", 0)
    for rank in WEIGHT:
        found = [(match.start(), -i, mood) for i, mood in enumerate(rank) for match in _meant(mood, said)]
        if found:
            start, _, mood = max(found)
            return Tone(mood, start)
    return None


def _meant(mood: Mood, said: str) -> list[re.Match[str]]:
    """What the patterns of a mood find; good news only where they are not denied, wished or asked for."""
    found = [*_patterns()[mood].find(said)]
    if mood in ("relief", "proud", "good", "nervous"):
        found = [match for match in found if not _NOT.search(_before(mood, said, match))]
    return found


def _before(mood: Mood, said: str, match: re.Match[str]) -> str:
    """What stands before the word that matters: the last one of good news, which may be denied within ("am not happy")."""
    if mood == "nervous":
        return said[max(0, match.start() - REACH) : match.start()]
    return said[max(0, match.start() - REACH) : match.end()].rpartition(" ")[0] + " "


@cache
def _patterns() -> dict[str, Patterns]:
    return sections("moods")
