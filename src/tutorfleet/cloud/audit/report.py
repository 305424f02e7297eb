"""Verdicts of all rules over one account, and the score by chapter. Pure.

Points of a rule that this source cannot tell, or that is a declared departure, are counted apart: they are neither earned nor
lost, but a score is only full without them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tutorfleet.cloud.audit.fix import fixes
from tutorfleet.cloud.audit.model import Account, Note
from tutorfleet.cloud.audit.rule import CHAPTERS, Departure, Evidence, Failed, Passed, Rule, Text, Unknown, Verdict
from tutorfleet.cloud.blueprint import Blueprint


@dataclass(frozen=True)
class Line:
    """One rule and its verdict."""

    rule: Rule
    verdict: Verdict

    @property
    def points(self) -> int:
        """Earned."""
        return self.rule.points if isinstance(self.verdict, Passed) else 0

    @property
    def outcome(self) -> str:
        """One word: passed, failed, unknown or departure."""
        return type(self.verdict).__name__.lower()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.verdict.evidence if isinstance(self.verdict, Failed) else ()

    @property
    def fixes(self) -> tuple[str, ...]:
        """Commands, as far as they can be filled in."""
        return fixes(self.rule, self.evidence)

    @property
    def why(self) -> Text | None:
        return self.verdict.why if isinstance(self.verdict, Unknown | Departure) else None


@dataclass(frozen=True)
class Score:
    """Points of some lines."""

    earned: int
    lost: int
    unknown: int
    departed: int

    @property
    def possible(self) -> int:
        return self.earned + self.lost + self.unknown + self.departed

    @property
    def full(self) -> bool:
        """Everything that the task asks, shown to be there."""
        return 0 < self.earned == self.possible

    @property
    def percent(self) -> int:
        """Of all points; only a full score is a hundred."""
        return 100 * self.earned // self.possible if self.possible else 0


@dataclass(frozen=True)
class Report:
    """The whole audit."""

    account: str
    source: str
    taken: str
    regions: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[Note, ...] = ()

    @cached_property
    def score(self) -> Score:
        return score(self.lines)

    @property
    def chapters(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """(chapter, its lines), in the order of the specification."""
        found = ((chapter, self.of(chapter)) for chapter in CHAPTERS)
        return tuple((chapter, lines) for chapter, lines in found if lines)

    @property
    def failed(self) -> bool:
        return bool(self.failures)

    @property
    def unneeded(self) -> tuple[tuple[Line, Evidence], ...]:
        """What can be deleted, each thing once, with the line that says so."""
        tidy = [line for line in self.failures if line.rule.leftover]
        found = {(one.resource, one.region): (line, one) for line in tidy for one in line.evidence if one.resource}
        return tuple(found.values())

    @property
    def failures(self) -> tuple[Line, ...]:
        return self.with_outcome("failed")

    def of(self, chapter: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.rule.chapter == chapter)

    def with_outcome(self, *outcomes: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.outcome in outcomes)


def judge(account: Account, blueprint: Blueprint, rules: Iterable[Rule]) -> Report:
    """Every rule's verdict."""
    return Report(
        account=account.id,
        source=account.source,
        taken=account.taken,
        regions=tuple(region.name for region in account.regions),
        lines=tuple(Line(rule, rule.judge(account, blueprint)) for rule in rules),
        notes=account.notes,
    )


def score(lines: Iterable[Line]) -> Score:
    points = dict.fromkeys(("passed", "failed", "unknown", "departure"), 0)
    for line in lines:
        points[line.outcome] += line.rule.points
    return Score(points["passed"], points["failed"], points["unknown"], points["departure"])
