"""How good are the corrections? Precision, recall and F0.5 by category, Harper alone beside ours, and milliseconds a sentence.

Run: python bench/language.py [wrong-right.tsv [correct.txt]]. Each line of the first file: wrong, right (alternatives
with |), category. A sentence counts as found when the corrected text is one of the right ones. Precision: of the sentences
that were changed at all, correct ones included, how many came out right. Every miss and every false alarm is printed.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from harper import Linter

from tutorfleet.language.check import check
from tutorfleet.language.edits import apply

TESTS = Path(__file__).parent.parent / "tests" / "language"
Row = tuple[str, list[str], str]


def main(
    pairs: str = str(TESTS / "learner_sentences.tsv"), correct: str = str(TESTS / "correct_sentences.txt")
) -> None:
    """Print the tables."""
    rows = [row(line) for line in lines(pairs)] + [(line, [line], "correct") for line in lines(correct)]
    check("Warm up.")
    for name, fix in (("tutorfleet", ours), ("Harper alone", harper_alone())):
        start = time.perf_counter()
        results = [(r, fix(r[0])) for r in rows]
        spent = 1000 * (time.perf_counter() - start) / len(rows)
        table(name, results)
        print(f"{spent:.1f} ms a sentence\n")
        if name == "tutorfleet":
            misses(results)


def lines(path: str) -> list[str]:
    """The lines of a file without comments and blank lines."""
    return [
        line
        for line in Path(path).read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("# ")
    ]


def row(line: str) -> Row:
    """wrong, the right ones, category."""
    wrong, right, category = line.split("\t")
    return wrong, right.split("|"), category


def ours(text: str) -> str:
    """As a learner gets it."""
    return apply(text, check(text))


def harper_alone() -> Callable[[str], str]:
    """Harper as it comes: every lint, the first suggestion."""
    linter = Linter()

    def fix(text: str) -> str:
        for lint in sorted(linter.lint(text, language="plaintext"), key=lambda x: -x.span.start):
            if lint.suggestions:
                text = linter.apply_suggestion(text, lint, lint.suggestions[0])
        return text

    return fix


def table(name: str, results: Iterable[tuple[Row, str]]) -> None:
    """One line a category: sentences, changed, right, precision, recall, F0.5."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (wrong, right, category), got in results:
        for key in {category, "all"}:
            tally = counts[key]
            tally[0] += category != "correct"
            tally[1] += got != wrong
            tally[2] += got in right and category != "correct"
    print(f"{name:16}{'sentences':>10}{'changed':>9}{'right':>7}{'precision':>11}{'recall':>8}{'F0.5':>7}")
    for category, (n, changed, right_) in sorted(counts.items()):
        precision, recall = right_ / changed if changed else 1.0, right_ / n if n else 1.0
        f = 1.25 * precision * recall / (0.25 * precision + recall) if precision + recall else 0.0
        print(f"{category:16}{n:10}{changed:9}{right_:7}{precision:11.2f}{recall:8.2f}{f:7.2f}")


def misses(results: Iterable[tuple[Row, str]]) -> None:
    """What was not corrected as it should have been."""
    for (wrong, right, category), got in results:
        if got not in right:
            print(f"{category:14} {wrong}\n{'':14} -> {got}")
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
