"""Reads the hand-written text files: topics.txt, words.txt, keys.txt, pools.txt and acts/lines.txt into sections, the others into lists.

[food]                        a section
things = rice; noodles        what a learner may mention (acts: verb phrases; keys: words that name the topic by themselves)
> I am hungry                 what a learner may type
+ That sounds delicious.      a reaction of the tutor           - a reaction to bad news
? What do you usually eat?    a question of the tutor           @ the tutor's answer about itself
! Try a simple recipe.        what the tutor says where advice is wanted
~ Earlier we talked about food. What will you eat next?       a question that comes back to the topic later in the talk
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
SIGNS = {">": "says", "+": "react", "-": "bad", "?": "ask", "@": "own", "!": "tips", "~": "recall"}


@dataclass
class Section:
    """One topic or intent: the learner's side (things, acts, says, keys) and the tutor's."""

    things: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    react: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    tips: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    recall: list[str] = field(default_factory=list)

    def tutor(self) -> dict[str, list[str]]:
        """The tutor's lines by kind, without empty kinds."""
        kinds = ("react", "bad", "ask", "own", "tips", "recall")
        lines: dict[str, list[str]] = {kind: getattr(self, kind) for kind in kinds}
        return {kind: list(dict.fromkeys(found)) for kind, found in lines.items() if found}


@cache
def sections() -> dict[str, Section]:
    """Every section of topics.txt, with the further words of the other files, in the order of topics.txt."""
    found: dict[str, Section] = {}
    current = Section()
    for line in lines("topics.txt", "words.txt", "keys.txt", "pools.txt", "acts/lines.txt"):
        if line.startswith("["):
            current = found.setdefault(line.strip("[] "), Section())
        elif line[0] in SIGNS:
            current.__dict__[SIGNS[line[0]]].append(line[1:].strip())
        else:
            key, _, values = line.partition("=")
            current.__dict__[key.strip()].extend(v.strip() for v in values.split(";"))
    return found


@cache
def frames() -> dict[str, list[str]]:
    """The lists of frames.txt by name."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines("frames.txt"):
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line.strip("[]"), [])
        else:
            current.extend(entry.strip() for entry in line.split(" | "))
    found["foreign_words"] = " ".join(found["foreign_words"]).split()
    return found


def word_lists(name: str) -> dict[str, str]:
    """The lists of lexicon.txt or gloomy.txt by name, words with blanks between."""
    found: dict[str, str] = {}
    for line in lines(name):
        if line.startswith("["):
            name = line.strip("[]")
        else:
            found[name] = f"{found.get(name, '')} {line}".strip()
    return found


def cases(name: str) -> list[tuple[str, str]]:
    """(label, message) of handwritten.txt or fresh.txt."""
    rows = (line.partition("|") for line in lines(name))
    return [(label.strip(), message.strip()) for label, _, message in rows]


def talks(name: str = "dialogues.txt") -> list[list[str]]:
    """The learner's lines of each talk of dialogues.txt or newtalks.txt."""
    return [[turn.strip() for turn in line.split("||")] for line in lines(name)]


def lines(*names: str) -> list[str]:
    """The lines of files of this folder, without comments and empty ones."""
    text = "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)
    return [line for line in text.splitlines() if line.strip() and not line.startswith("# ")]
