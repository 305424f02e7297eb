"""Replies and what a reader says of them: files to be judged, and the page made of them (docs/starter-replies.md).

    python -m training.starter.evaluate replies held_out_1.txt --tsv > training/starter/judged/held_out_1.tsv
    (a reader writes a verdict into the first column of each row, and a note into the last where there is something to say)
    python -m training.starter.evaluate table training/starter/judged/*.tsv > docs/starter-replies.md

A file begins with comments (`# key: value`): the message file, the model, and who read, which the reader fills in. What is counted
here is only what the reader wrote; nothing is judged by a program.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FITS, MISFIT, TONE, BROKEN, OPEN = "fits", "does not fit", "wrong tone", "not English", "?"
VERDICTS = (FITS, MISFIT, TONE, BROKEN)
"""What a reader may say; until then it is "?"."""
READER = "somebody who gave no verdict yet"
HEAD = """# What the starter says

Every message of the sets below, the reply of `starter-chat` to it as the first message of a talk (or, in a talk, as the next
one), and what a reader said of it: it **fits** what was said, it **does not fit**, its **tone** is wrong (cheerful to bad news,
sorry at good news, small talk in need), or it is not **English**. This page is made by
`python -m training.starter.evaluate table` from `training/starter/judged/`; the figures are counted there.
`docs/language.md` says what is answered by rule before any model.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A message, the reply, and what the reader said; `about` says what kind of message it is."""

    verdict: str
    about: str
    message: str
    reply: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One file: its name, the comments at its beginning, its rows."""

    name: str
    facts: dict[str, str] = field(default_factory=dict)
    rows: Sequence[Row] = ()

    def count(self, verdict: str) -> int:
        """How many rows have that verdict."""
        return Counter(row.verdict for row in self.rows)[verdict]


def written(messages: str, model: Path, rows: Iterable[Row]) -> str:
    """A file to be judged."""
    facts = {
        "messages": messages,
        "model": f"{model.name} {hashlib.sha256(model.read_bytes()).hexdigest()[:16]}",
        "reader": READER,
        "verdicts": ", ".join(VERDICTS),
    }
    out = io.StringIO()
    out.writelines(f"# {key}: {value}\n" for key, value in facts.items())
    table = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    table.writerows((row.verdict, row.about, row.message, row.reply, row.note) for row in rows)
    return out.getvalue()


def read(path: Path) -> Judged:
    """A judged file. Raises ValueError for a verdict that is none, or a row that is not five columns wide."""
    lines = path.read_text(encoding="utf-8").splitlines()
    facts = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
    rows = [_row(path, line) for line in lines if line.strip() and not line.startswith("# ")]
    return Judged(path.stem, facts, rows)


def page(files: Sequence[Judged]) -> str:
    """The page of all files."""
    return "\n".join([HEAD, *_summary(files), *(line for one in files for line in _table(one))])


def _row(path: Path, line: str) -> Row:
    cells = line.split("\t")
    if len(cells) not in (4, 5) or cells[0] not in (*VERDICTS, OPEN):
        raise ValueError(
            f"{path.name}: expected a verdict ({', '.join(VERDICTS)}) and four columns more, found {line!r}"
        )
    return Row(*cells)


def _summary(files: Sequence[Judged]) -> list[str]:
    return [
        "| messages | read by | replies | fit | do not fit | wrong in tone | not English | not judged |",
        "|---|---|---|---|---|---|---|---|",
        *(_counted(f"[{one.name}](#{one.name})", one.facts.get("reader", READER), [one]) for one in files),
        *([_counted("**all**", "", files)] if len(files) > 1 else []),
        "",
    ]


def _counted(name: str, reader: str, files: Sequence[Judged]) -> str:
    total = sum(len(one.rows) for one in files)
    fits, *others = (sum(one.count(verdict) for one in files) for verdict in (*VERDICTS, OPEN))
    share = f"{fits} ({100 * fits / total:.0f} %)" if total else "0"
    return "| " + " | ".join([name, reader, str(total), share, *map(str, others)]) + " |"


def _table(one: Judged) -> list[str]:
    return [
        f"## {one.name}",
        "",
        f"Messages: `{one.facts.get('messages', '')}`; replies of `{one.facts.get('model', '')}`.",
        "",
        "| about | message | reply | verdict | note |",
        "|---|---|---|---|---|",
        *(
            "| " + " | ".join(map(_cell, (row.about, row.message, row.reply, row.verdict, row.note))) + " |"
            for row in one.rows
        ),
        "",
    ]


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("`", "\\`")
