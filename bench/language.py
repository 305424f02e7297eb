"""How good are the corrections, and what do they cost? Precision, recall and F0.5 by category, Harper alone beside ours;
milliseconds of CPU a sentence, cold start and memory of a process.

Run: python bench/language.py [wrong-right.tsv [correct.txt]]. Each line of the first file: wrong, right (alternatives
with |), category. A sentence counts as found when it was changed into one of the right ones (one that is right as it is and
was left alone does not count). Precision: of the sentences that were changed at all, correct ones included, how many came out
right. Every miss and every false alarm is printed.
"""

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from harper import Linter

from tutorfleet.language.check import check, rules_only
from tutorfleet.language.edits import apply

TESTS = Path(__file__).parent.parent / "tests" / "language"
Row = tuple[str, list[str], str]


def main(
    pairs: str = str(TESTS / "learner_sentences.tsv"), correct: str = str(TESTS / "correct_sentences.txt")
) -> None:
    """Print the tables."""
    rows = [row(line) for line in lines(pairs)] + [(line, [line], "correct") for line in lines(correct)]
    check("Warm up.")
    for name, fix in (("tutorfleet", ours), ("Harper alone", harper_alone()), ("our rules", own_rules)):
        start = time.process_time()
        results = [(r, fix(r[0])) for r in rows]
        spent = 1000 * (time.process_time() - start) / len(rows)
        table(name, results)
        print(f"{spent:.2f} ms of CPU a sentence\n")
        if name == "tutorfleet":
            misses(results)
    cost()


def cost() -> None:
    """CPU until the first correction and memory after it, each in a process of its own."""
    for name, first in (
        ("Python alone", "None"),
        ("Harper alone", "__import__('harper').Linter().lint('He go.', language='plaintext')"),
        ("our rules", "__import__('tutorfleet.language.check', fromlist=['x']).rules_only('He go.')"),
        ("tutorfleet", "__import__('tutorfleet.language.check', fromlist=['x']).check('He go.')"),
    ):
        code = (
            f"import time; {first}; print(time.process_time(), next(int(line.split()[1])"
            " for line in open('/proc/self/smaps_rollup') if line.startswith('Pss:')))"
        )
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        print(
            f"{name:16}{float(said[0]):6.2f} s of CPU until the first correction, {int(said[1]) / 1024:6.1f} MiB (PSS)"
        )


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


def own_rules(text: str) -> str:
    """Our own rules without Harper."""
    return apply(text, rules_only(text))


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
            tally[0] += category != "correct" and (wrong not in right or got != wrong)
            tally[1] += got != wrong
            tally[2] += got != wrong and got in right
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
