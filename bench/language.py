"""How good are the corrections, and what do they cost? Ours and Harper's, in one run on the same sentences.

    make bench ARGS=language
    make bench ARGS="language --pairs FILE.tsv --correct FILE.txt --m2 FILE.m2 --json"
    python bench/language.py [FILE.tsv [FILE.txt]]

* `--pairs`: a line is wrong, right (alternatives with |), kind. A sentence is found when it was changed into one of the right ones
  (one that is right as it is and was left alone does not count). Precision: of the sentences that were changed at all, how many came out
  right; in the row `all` correct sentences that were changed count against it. In the row `edits` the changed words count, against those
  of the accepted sentence that is nearest, as in M2: half a correction is half right there, and not at all in `all`.
* `--correct`: a line is a correct sentence; what is changed is a false alarm.
* `--m2`: edits over words, as is customary for that format (`m2.py`).

Every miss and every false alarm of ours is printed. Without files it takes the open sets of tests/language. CPU is this process's;
the time until the first correction and the memory after it are measured in a process each.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from harper import Lint, Linter, SuggestionKind

sys.path.insert(0, str(Path(__file__).parent.parent))
from bench import m2
from bench.m2 import Change, Tally, Written
from tutorfleet.language.check import check
from tutorfleet.language.edits import Edit

TESTS = Path(__file__).parent.parent / "tests" / "language"
OPEN = ([TESTS / "learner_sentences.tsv"], [TESTS / "correct_sentences.txt"])
CORRECT = "correct"
FIRST = {
    "Python alone": "None",
    "Harper alone": "__import__('harper').Linter().lint('He go.', language='plaintext')",
    "tutorfleet": "__import__('tutorfleet.language.check', fromlist=['x']).check('He go.')",
}
"""a first correction, for a process of its own"""
Checker = Callable[[str], list[Change]]


@dataclass(frozen=True)
class Case:
    """A sentence, what is acceptable for it, and its kind; right is the sentence itself where nothing is wrong."""

    text: str
    right: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Row:
    """One kind of one checker. `missed` and `changed` count sentences, or edits in M2."""

    kind: str
    number: int
    changed: int
    right: int
    precision: float
    recall: float
    f: float


@dataclass(frozen=True)
class Result:
    """What one checker made of everything."""

    name: str
    fixed: list[str]
    kinds: list[Row]
    false_alarms: int
    m2: list[Row]
    ms_a_sentence: float

    @property
    def sentences_a_second(self) -> float:
        return 1000 / self.ms_a_sentence if self.ms_a_sentence else 0.0


@dataclass(frozen=True)
class Start:
    """A process until its first correction."""

    name: str
    cpu_s: float
    pss_mib: float


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables, or one JSON object."""
    asked = parser().parse_args(arguments)
    cases, annotated = read(asked)
    results = [run(name, checker, cases, annotated) for name, checker in checkers().items()]
    starts = [start(name, code) for name, code in FIRST.items()]
    if asked.json:
        print(json.dumps(as_json(results, starts, cases), ensure_ascii=False, indent=1))
        return
    tell(results, cases)
    misses(results[0], cases)
    for one in starts:
        print(
            f"{one.name:14}{one.cpu_s:6.2f} s of CPU until the first correction, {one.pss_mib:6.1f} MiB (PSS) after it"
        )


def parser() -> argparse.ArgumentParser:
    """What can be asked."""
    found = argparse.ArgumentParser("bench language", description="Precision, recall and cost of the corrections.")
    found.add_argument("files", nargs="*", help="as --pairs and --correct, in this order")
    found.add_argument("--pairs", action="append", default=[], metavar="FILE.tsv", help="wrong, right|right, kind")
    found.add_argument("--correct", action="append", default=[], metavar="FILE.txt", help="correct sentences")
    found.add_argument("--m2", action="append", default=[], metavar="FILE", help="annotated sentences")
    found.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    return found


def read(asked: argparse.Namespace) -> tuple[list[Case], list[m2.Annotated]]:
    """The sentences of all files."""
    pairs, correct = [*asked.pairs, *asked.files[:1]], [*asked.correct, *asked.files[1:]]
    if not pairs and not correct and not asked.m2:
        pairs, correct = OPEN
    cases = [case(line) for path in pairs for line in m2.lines(Path(path).read_text("utf-8"))]
    cases += [Case(line, (line,), CORRECT) for path in correct for line in m2.lines(Path(path).read_text("utf-8"))]
    return cases, [sentence for path in asked.m2 for sentence in m2.read(Path(path).read_text("utf-8"))]


def case(line: str) -> Case:
    """A line of pairs."""
    wrong, right, kind = line.split("\t")[:3]
    return Case(wrong, tuple(right.split("|")), kind)


def checkers() -> dict[str, Checker]:
    """Who is compared; each has been used once before it is measured."""
    linter = Linter()
    found: dict[str, Checker] = {
        "tutorfleet": lambda text: changes(check(text)),
        "Harper alone": lambda text: harper_changes(linter, text),
    }
    for checker in found.values():
        checker("Yesterday I go home.")
    return found


def changes(edits: Iterable[Edit]) -> list[Change]:
    return [Change(edit.start, edit.end, edit.replacement, edit.category) for edit in edits]


def harper_changes(linter: Linter, text: str) -> list[Change]:
    """Harper as it comes: every lint, its first suggestion; of two on the same words the first."""
    found: list[Change] = []
    for lint in sorted(linter.lint(text, language="plaintext"), key=lambda lint: lint.span.start):
        if lint.suggestions and (not found or lint.span.start >= found[-1].end):
            found.append(harper_change(lint))
    return found


def harper_change(lint: Lint) -> Change:
    first, span = lint.suggestions[0], lint.span
    if first.kind == SuggestionKind.INSERT_AFTER:
        return Change(span.end, span.end, first.replacement_text)
    return Change(span.start, span.end, "" if first.kind == SuggestionKind.REMOVE else first.replacement_text)


def run(name: str, checker: Checker, cases: Sequence[Case], annotated: Sequence[m2.Annotated]) -> Result:
    """Check everything and count."""
    written = [Written(sentence.words) for sentence in annotated]
    texts = [*(each.text for each in cases), *(each.text for each in written)]
    begun = time.process_time()
    found = [checker(text) for text in texts]
    spent = 1000 * (time.process_time() - begun) / max(1, len(texts))
    fixed = [made(text, each) for text, each in zip(texts, found, strict=True)]
    edits = [each.word_edits(made_) for each, made_ in zip(written, found[len(cases) :], strict=True)]
    scored = m2.score(zip(annotated, edits, strict=True))
    alarms = sum(c.kind == CORRECT and after != c.text for c, after in zip(cases, fixed, strict=False))
    kinds = [*sentence_rows(cases, fixed), *pair_row(cases, fixed)]
    m2_rows = [edit_row("all", scored.whole), *(edit_row(kind, t) for kind, t in sorted(scored.kinds.items()))]
    return Result(name, fixed[: len(cases)], kinds, alarms, m2_rows if annotated else [], spent)


def made(text: str, found: Iterable[Change]) -> str:
    """The text with the changes made."""
    for change in sorted(found, key=lambda change: -change.start):
        text = text[: change.start] + change.replacement + text[change.end :]
    return text


def sentence_rows(cases: Sequence[Case], fixed: Sequence[str]) -> list[Row]:
    """All and each kind, from whole sentences."""
    kinds = ["all", *sorted({each.kind for each in cases} - {CORRECT})]
    rows = [[(c, after) for c, after in zip(cases, fixed, strict=False) if kind in ("all", c.kind)] for kind in kinds]
    return [sentence_row(kind, some) for kind, some in zip(kinds, rows, strict=True) if some]


def sentence_row(kind: str, some: Sequence[tuple[Case, str]]) -> Row:
    number = sum(c.kind != CORRECT and (c.text not in c.right or after != c.text) for c, after in some)
    changed = sum(after != c.text for c, after in some)
    right = sum(after != c.text and after in c.right for c, after in some)
    precision, recall = right / changed if changed else 1.0, right / number if number else 1.0
    return Row(kind, number, changed, right, precision, recall, m2.f_half(precision, recall))


def pair_row(cases: Sequence[Case], fixed: Sequence[str]) -> list[Row]:
    """The same, from changed words."""
    compared = (
        (m2.pair(c.text, c.right, c.kind), m2.differences(c.text, after))
        for c, after in zip(cases, fixed, strict=False)
    )
    return [edit_row("edits", m2.score(compared).whole)] if cases else []


def edit_row(kind: str, tally: Tally) -> Row:
    number, changed = tally.right + tally.missed, tally.right + tally.wrong
    return Row(kind, number, changed, tally.right, tally.precision, tally.recall, tally.f)


def tell(results: Sequence[Result], cases: Sequence[Case]) -> None:
    """The tables."""
    if any(each.kind != CORRECT for each in cases):
        print("Sentences (precision, recall, F0.5)")
        table([(each.name, each.kinds) for each in results])
    if correct := sum(each.kind == CORRECT for each in cases):
        alarms = ", ".join(f"{each.name} {each.false_alarms} ({each.false_alarms / correct:.1%})" for each in results)
        print(f"\nChanged of {correct} correct sentences: {alarms}")
    if results[0].m2:
        print("\nM2: edits over words (precision, recall, F0.5)")
        table([(each.name, each.m2) for each in results])
    print()
    for each in results:
        print(
            f"{each.name:14}{each.ms_a_sentence:7.2f} ms of CPU a sentence, {each.sentences_a_second:6.0f} a second on one core"
        )
    print()


def table(columns: Sequence[tuple[str, Sequence[Row]]]) -> None:
    """A line a kind, three figures a checker."""
    print(f"{'':18}{'number':>7}  " + "".join(f"{name:^22}" for name, _ in columns))
    by_kind = [{row.kind: row for row in rows} for _, rows in columns]
    for kind in dict.fromkeys(kind for rows in by_kind for kind in rows):
        rows = [found.get(kind) for found in by_kind]
        number = max(row.number for row in rows if row)
        cells = (f"{row.precision:7.2f}{row.recall:6.2f}{row.f:6.2f}" if row else " " * 19 for row in rows)
        print(f"{kind:18}{number:7}  " + "".join(f"{cell}   " for cell in cells))


def misses(result: Result, cases: Sequence[Case]) -> None:
    """What did not come out right."""
    for case_, after in zip(cases, result.fixed, strict=True):
        if after not in case_.right:
            print(f"{case_.kind:18}{case_.text}\n{'':15}-> {after}")
    print()


def start(name: str, first: str) -> Start:
    """CPU until the first correction and memory after it."""
    code = (
        f"import time; {first}; print(time.process_time(), next(int(line.split()[1])"
        " for line in open('/proc/self/smaps_rollup') if line.startswith('Pss:')))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return Start(name, float(said[0]), int(said[1]) / 1024)


def as_json(results: Sequence[Result], starts: Sequence[Start], cases: Sequence[Case]) -> dict[str, object]:
    """Everything that the tables say."""
    each = [{**asdict(r), "sentences_a_second": r.sentences_a_second} for r in results]
    correct = sum(each.kind == CORRECT for each in cases)
    return {"checkers": each, "correct_sentences": correct, "starts": [asdict(one) for one in starts]}


if __name__ == "__main__":
    main(sys.argv[1:])
