"""How an audit looks in a terminal: the score by chapter, what has to be mended, and what keeps the score from being full.

Only `tell` prints.
"""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text as Shown

from tutorfleet.cli.common import Screen
from tutorfleet.cli.render import Line as Paragraph
from tutorfleet.cli.render import put
from tutorfleet.cloud.audit import words
from tutorfleet.cloud.audit.fix import filled
from tutorfleet.cloud.audit.report import Line, Report, score
from tutorfleet.cloud.audit.rule import Language, Text

STYLES = {"passed": "green", "failed": "red", "unknown": "yellow", "departure": "blue"}
MARKS = {"passed": "+", "failed": "x", "unknown": "?", "departure": "/"}


def tell(screen: Screen, report: Report, language: Language, only_failed: bool) -> None:
    """The whole report; with `only_failed` only what has to be mended, or the score where that is nothing."""
    if only_failed:
        put(screen, failures(report, language) if report.failed else head(report, language))
        return
    put(screen, head(report, language))
    screen.print(chapters(report, language))
    put(screen, failures(report, language))
    put(screen, unneeded(report, language))
    put(screen, briefly(report, language, "departure", words.DEPARTURES))
    put(screen, briefly(report, language, "unknown", words.CANNOT_TELL))
    put(screen, unread(report, language))


def head(report: Report, language: Language) -> Iterator[Paragraph]:
    source = words.SOURCE[report.source].said(language) if report.source in words.SOURCE else report.source
    account = f"{words.ACCOUNT.said(language)} {report.account}"
    yield Paragraph(0, Shown(f"{account}, {', '.join(report.regions)}: {source}, {report.taken}"))
    summary = words.summary(report).said(language)
    yield Paragraph(0, Shown(f"{summary}\n", "bold red" if report.failed else "bold"))


def chapters(report: Report, language: Language) -> Table:
    """Points and numbers of rules of each chapter."""
    table = Table(box=None)
    table.add_column(words.CHAPTERS.said(language).upper())
    for heading in (words.POINTS, *words.OUTCOME.values()):
        table.add_column(heading.said(language).upper(), justify="right")
    for chapter, lines in report.chapters:
        points = score(lines)
        counts = [sum(line.outcome == outcome for line in lines) for outcome in words.OUTCOME]
        cells = (Shown(str(count or ""), STYLES[outcome]) for outcome, count in zip(words.OUTCOME, counts, strict=True))
        table.add_row(words.CHAPTER[chapter].said(language), f"{points.earned} / {points.possible}", *cells)
    return table


def failures(report: Report, language: Language) -> Iterator[Paragraph]:
    """Each with the sentence, what was found, and the way out."""
    if report.failures:
        yield heading(words.TO_MEND, language)
    for line in report.failures:
        yield Paragraph(0, title(line, language))
        yield from details(line, language)
        yield Paragraph(0, Shown(" "))


def details(line: Line, language: Language) -> Iterator[Paragraph]:
    rule = line.rule
    yield labelled(words.SENTENCE, rule.sentence.said(language), language)
    for one in line.evidence:
        where = " ".join(part for part in (one.region, one.resource) if part)
        found = one.found.said(language)
        yield labelled(words.FOUND, f"{where}: {found}" if where else found, language)
    yield labelled(words.REASON, rule.reason.said(language), language)
    yield labelled(words.HINT, rule.hint.said(language), language)
    for command in line.fixes:
        yield labelled(words.FIX, command, language)


def unneeded(report: Report, language: Language) -> Iterator[Paragraph]:
    if report.unneeded:
        yield heading(words.NOT_NEEDED, language)
    for line, one in report.unneeded:
        yield Paragraph(2, Shown(f"{one.region} {one.resource}: {one.found.said(language)}"))
        yield Paragraph(4, Shown(filled(line.rule.fix, one)))


def briefly(report: Report, language: Language, outcome: str, what: Text) -> Iterator[Paragraph]:
    """One line for each rule, and why."""
    found = report.with_outcome(outcome)
    if found:
        yield heading(what, language)
    for line in found:
        why = f": {line.why.said(language)}" if line.why else ""
        yield Paragraph(0, title(line, language).append(why, "default"))


def unread(report: Report, language: Language) -> Iterator[Paragraph]:
    if report.notes:
        yield heading(words.NOT_READ, language)
    for note in report.notes:
        yield Paragraph(2, Shown(f"{note.region} {note.what}: {note.why}"))


def heading(text: Text, language: Language) -> Paragraph:
    return Paragraph(0, Shown(f"\n{text.said(language)}", "bold"))


def title(line: Line, language: Language) -> Shown:
    points = words.worth(line.rule.points).said(language)
    mark, style = MARKS[line.outcome], STYLES[line.outcome]
    return Shown(f"{mark} {line.rule.title.said(language)}", style).append(f" ({line.rule.id}, {points})", "default")


def labelled(label: Text, content: str, language: Language) -> Paragraph:
    return Paragraph(2, Shown(f"{label.said(language)}: ", "dim").append(content, "default"))
