"""The report as a document for programs, in one language. Pure."""

from dataclasses import asdict
from typing import Any

from tutorfleet.cloud.audit import words
from tutorfleet.cloud.audit.fix import filled
from tutorfleet.cloud.audit.report import Line, Report, Score, score
from tutorfleet.cloud.audit.rule import Language


def document(report: Report, language: Language) -> dict[str, Any]:
    """Everything that the page and the table show."""
    return {
        "account": report.account,
        "source": report.source,
        "taken": report.taken,
        "regions": report.regions,
        "score": points(report.score),
        "chapters": [
            {"chapter": chapter, "title": words.CHAPTER[chapter].said(language)} | points(score(lines))
            for chapter, lines in report.chapters
        ],
        "rules": [line_document(line, language) for line in report.lines],
        "unneeded": [
            {
                "resource": one.resource,
                "region": one.region,
                "why": one.found.said(language),
                "fix": filled(line.rule.fix, one),
            }
            for line, one in report.unneeded
        ],
        "unread": [asdict(note) for note in report.notes],
    }


def points(of: Score) -> dict[str, Any]:
    return asdict(of) | {"possible": of.possible, "percent": of.percent, "full": of.full}


def line_document(line: Line, language: Language) -> dict[str, Any]:
    rule = line.rule
    return {
        "id": rule.id,
        "chapter": rule.chapter,
        "outcome": line.outcome,
        "points": line.points,
        "of": rule.points,
        "severity": rule.severity,
        "title": rule.title.said(language),
        "sentence": rule.sentence.said(language),
        "reason": rule.reason.said(language),
        "hint": rule.hint.said(language),
        "fixes": line.fixes,
        "why": line.why.said(language) if line.why else "",
        "evidence": [
            {"resource": one.resource, "region": one.region, "found": one.found.said(language)} for one in line.evidence
        ],
    }
