"""What the second ear learns from: messages and what each is about, in groups that are never parted between learning and testing.

written.txt      frames by us; all forms of a frame are one group
strangers.tsv    messages by somebody who had not seen the project; each is a group
ordinary.txt     [small talk] by people who knew nothing of the ear, and [prose], sentences of the project's tests
tests/language/safety_messages*.tsv

Nothing else is read: sentences that others add to their tests do not change the ear. What it must never learn from lies in
tests/language (safety_held_out.tsv, small_talk_held_out.txt, held_out_*_correct.txt); `fingerprint` tells whether the weights
were made from what is there now.
"""

import hashlib
import random
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import msgspec

from tutorfleet.language.ear import MEANINGS

HERE = Path(__file__).parent
LANGUAGE = HERE.parents[1] / "tests" / "language"
FORMS = 12
"""of one frame"""
ABOUT = {"crisis-other": "crisis", "crisis other": "crisis", "none": "alike", "-": "alike", "none2": "ordinary"}


class Example(msgspec.Struct, frozen=True):
    """`about`: crisis, abuse, grief; or of what is to be left alone low, alike (the words of a cry without its meaning), ordinary.

    `weight`: how much it counts in learning.
    """

    text: str
    about: str
    source: str
    group: int
    weight: float = 1.0


def examples(seed: int = 0) -> list[Example]:
    """All, always in the same order."""
    draw = random.Random(seed)
    groups = [*_written(draw), *_strangers(), *_collections(), *_ordinary()]
    return [
        Example(text, about, source, i, _weight(about, source) / (len(texts) if source == "written" else 1))
        for i, (texts, about, source) in enumerate(groups)
        for text in texts
    ]


Group = tuple[list[str], str, str]
WEIGHT = {"strangers": 2.75, "collections": 2.75, "written": 1.5, "small talk": 1.0, "prose": 1.0}
"""How much a message of a source counts, or all forms of a frame together: real messages more than frames."""
LOOKALIKE = 1.4
"""How much more a message of people counts that only looks like a cry, or is ordinary beside their cries."""
RARE = {"abuse": 1.75}
"""How much more a meaning counts of which there are few messages."""


def _weight(about: str, source: str) -> float:
    lookalike = source in ("strangers", "collections") and about not in MEANINGS
    return WEIGHT[source] * (LOOKALIKE if lookalike else RARE.get(about, 1.0))


def fingerprint(every: Iterable[Example]) -> str:
    """The same for the same examples only."""
    return hashlib.sha256(repr(list(every)).encode()).hexdigest()[:16]


def forms(frame: str, draw: random.Random, most: int = FORMS) -> list[str]:
    """Some of the messages that a frame like `I {want|wish} to {go|}` stands for."""
    parts = [part.split("|") if i % 2 else [part] for i, part in enumerate(re.split(r"[{}]", frame))]
    every = 1
    for part in parts:
        every *= len(part)
    chosen = product(*parts) if every <= most else ([draw.choice(part) for part in parts] for _ in range(most))
    return list(dict.fromkeys(" ".join("".join(choice).split()) for choice in chosen))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _sections(path: Path) -> Iterator[tuple[str, str]]:
    """(section, line) for each line."""
    section = ""
    for line in _lines(path):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            yield section, line


def _written(draw: random.Random) -> Iterator[Group]:
    for section, frame in _sections(HERE / "written.txt"):
        yield forms(frame, draw), ABOUT.get(section, "alike" if section == "ordinary" else section), "written"


def _strangers() -> Iterator[Group]:
    for line in _lines(HERE / "strangers.tsv"):
        kind, text = line.split("\t")
        yield [text], ABOUT.get(kind, kind), "strangers"


def _collections() -> Iterator[Group]:
    """A threat is left to the patterns: the ear does not learn it, and does not unlearn it either."""
    for path in sorted(LANGUAGE.glob("safety_messages*.tsv")):
        for text, kind in (line.split("\t") for line in _lines(path)):
            if kind != "threat":
                yield [text], ABOUT.get(kind, kind), "collections"


def _ordinary() -> Iterator[Group]:
    yield from (([line], "ordinary", section) for section, line in _sections(HERE / "ordinary.txt"))
