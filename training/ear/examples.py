"""What the second ear learns from: messages and what each is about, in groups that are never parted between learning and testing.

written.txt      frames by us; all forms of a frame are one group
strangers.tsv    messages by somebody who had not seen the project; each is a group
tests/language/safety_messages*.tsv, *correct*.txt, the tsv's wrong columns, training/starter/topics.txt
"""

import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
LANGUAGE = HERE.parents[1] / "tests" / "language"
STARTER = HERE.parent / "starter"
MESSAGE = re.compile(r"([^|]+) \| ([^|]+)")
SAD = ("crisis", "loss", "abuse", "grief")
FORMS = 12
"""of one frame"""
ABOUT = {"crisis-other": "crisis", "crisis other": "crisis", "none": "alike", "-": "alike", "none2": "ordinary"}


class Example(msgspec.Struct, frozen=True):
    """`about`: crisis, abuse, grief; or of what is to be left alone low, alike (the words of a cry without its meaning), ordinary."""

    text: str
    about: str
    source: str
    group: int


def examples(seed: int = 0) -> list[Example]:
    """All, always in the same order."""
    draw = random.Random(seed)
    groups = [*_written(draw), *_strangers(), *_collections(), *_ordinary()]
    return [Example(text, about, source, i) for i, (texts, about, source) in enumerate(groups) for text in texts]


Group = tuple[list[str], str, str]


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


def _written(draw: random.Random) -> Iterator[Group]:
    about = ""
    for line in _lines(HERE / "written.txt"):
        if line.startswith("["):
            about = ABOUT.get(name := line.strip("[]"), "alike" if name == "ordinary" else name)
        else:
            yield forms(line, draw), about, "written"


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
    for path in sorted(LANGUAGE.glob("*correct*.txt")):
        yield from (([line], "ordinary", "correct") for line in _lines(path))
    for path in sorted(LANGUAGE.glob("*.tsv")):
        if not path.name.startswith("safety"):
            wrong = (line.split("\t")[0] for line in _lines(path))
            yield from (([text], "ordinary", "wrong") for text in wrong if len(text) > len("A1"))
    section = ""
    for line in _lines(STARTER / "topics.txt"):
        section = line.strip("[]") if line.startswith("[") else section
        if line[0] in "+?@!>" and section not in SAD:
            yield [line[1:].strip()], "ordinary", "topics"
    for path in (path for path in sorted(STARTER.glob("*.txt")) if not path.name.startswith("held_out")):
        said = (match for line in _lines(path) if (match := MESSAGE.fullmatch(line)))
        yield from (([match[2]], "ordinary", "learners") for match in said if match[1] not in SAD)
