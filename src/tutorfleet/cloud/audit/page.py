"""The report as one HTML page that needs nothing else: no script, no font, no picture from anywhere. Pure.

Readable on a telephone, in the dark and on paper. Everything that comes from an account is escaped: a tag can hold anything.
"""

from collections.abc import Iterable, Iterator
from html import escape

from tutorfleet.cloud.audit import words
from tutorfleet.cloud.audit.fix import filled
from tutorfleet.cloud.audit.report import Line, Report, score
from tutorfleet.cloud.audit.rule import Language, Text

STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1e; --paper: #fff; --faint: #6b6b70; --line: #d8d8dc;
  --passed: #18794e; --failed: #c62a2f; --unknown: #946800; --departure: #3e63dd; --ground: #f5f5f7; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #ededef; --paper: #161618; --faint: #a0a0a6; --line: #3a3a3f;
  --passed: #3dd68c; --failed: #ff9592; --unknown: #ffca16; --departure: #9eb1ff; --ground: #222225; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; padding: 2rem 1rem;
  max-width: 60rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; } h3 { font-size: 1rem; margin: 0; }
p { margin: .35rem 0; } .faint { color: var(--faint); } .score { font-size: 1.2rem; margin: 1rem 0; }
td .bar { margin-top: .5rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .35rem .75rem .35rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.number { text-align: right; } td.number { white-space: nowrap; }
th { font-weight: 600; color: var(--faint); } th[scope=col] { overflow-wrap: normal; }
th[scope=row] { font-weight: inherit; color: inherit; }
.bar { background: var(--line); height: .5rem; width: 8rem; border-radius: .25rem; overflow: hidden; }
.bar i { background: var(--passed); display: block; height: 100%; }
article { border-left: .25rem solid var(--failed); background: var(--ground); padding: .75rem 1rem; margin: .75rem 0; }
article.unknown { border-color: var(--unknown); } article.departure { border-color: var(--departure); }
.passed { color: var(--passed); } td.failed { color: var(--failed); } td.unknown { color: var(--unknown); }
td.departure { color: var(--departure); } dl { margin: .5rem 0 0; } dt { color: var(--faint); } dd { margin: 0 0 .5rem; }
code { font: .875rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; } ul { margin: 0; padding-left: 1.2rem; }
@media (max-width: 40rem) { .detail { display: none; } }
@media print { :root { color-scheme: light; } body { padding: 0; max-width: none; font-size: 11pt; } article { break-inside: avoid; } }
"""


def page(report: Report, language: Language) -> str:
    """The whole document."""
    said = Words(language)
    title = said(words.TITLE)
    body = "\n".join(
        (
            *head(report, said),
            *chapters(report, said),
            *part(said(words.TO_MEND), (article(line, said) for line in report.failures)),
            *part(said(words.NOT_NEEDED), unneeded(report, said)),
            *part(said(words.DEPARTURES), (article(line, said) for line in report.with_outcome("departure"))),
            *part(said(words.CANNOT_TELL), (article(line, said) for line in report.with_outcome("unknown"))),
            *part(said(words.NOT_READ), unread(report)),
            *part(said(words.ALL_RULES), rules(report, said)),
        )
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


class Words:
    """Texts of one language, as HTML."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, text: Text) -> str:
        return escape(text.said(self.language))


def head(report: Report, said: Words) -> Iterator[str]:
    yield f"<h1>{said(words.TITLE)}</h1>"
    source = said(words.SOURCE[report.source]) if report.source in words.SOURCE else escape(report.source)
    where = ", ".join(map(escape, report.regions))
    yield f'<p class="faint">{said(words.ACCOUNT)} {escape(report.account)} · {where} · {source} · {escape(report.taken)}</p>'
    yield f'<p class="score">{said(words.summary(report))}</p>'


def chapters(report: Report, said: Words) -> Iterator[str]:
    """The table of scores."""
    yield f"<h2>{said(words.CHAPTERS)}</h2>\n<table>"
    outcomes = "".join(f'<th scope="col" class="number detail">{said(text)}</th>' for text in words.OUTCOME.values())
    yield (
        f'<tr><th scope="col">{said(words.CHAPTERS)}</th><td class="detail"></td>'
        f'<th scope="col" class="number">{said(words.POINTS)}</th>{outcomes}</tr>'
    )
    for chapter, lines in report.chapters:
        points = score(lines)
        counts = [sum(line.outcome == outcome for line in lines) for outcome in words.OUTCOME]
        cells = "".join(f'<td class="number detail">{count or ""}</td>' for count in counts)
        bar = f'<div class="bar"><i style="width:{points.percent}%"></i></div>'
        yield (
            f'<tr><th scope="row">{said(words.CHAPTER[chapter])}</th><td class="detail">{bar}</td>'
            f'<td class="number">{points.earned} / {points.possible}</td>{cells}</tr>'
        )
    yield "</table>"


def part(title: str, content: Iterable[str]) -> Iterator[str]:
    """A heading and what stands below it; nothing when there is nothing."""
    found = list(content)
    if found:
        yield f"<h2>{title}</h2>"
        yield from found


def article(line: Line, said: Words) -> str:
    """One rule that is not simply passed."""
    rule = line.rule
    facts = [(words.SENTENCE, said(rule.sentence))]
    if line.evidence:
        items = "".join(f"<li>{found(one.resource, one.region, said(one.found))}</li>" for one in line.evidence)
        facts.append((words.FOUND, f"<ul>{items}</ul>"))
    if line.why:
        facts.append((words.REASON, said(line.why)))
    if line.outcome == "failed":
        facts += [(words.REASON, said(rule.reason)), (words.HINT, said(rule.hint))]
        facts += [(words.FIX, "<br>".join(f"<code>{escape(command)}</code>" for command in line.fixes))]
    told = "".join(f"<dt>{said(name)}</dt><dd>{content}</dd>" for name, content in facts)
    small = f"{escape(rule.id)} · {said(words.worth(rule.points))} · {said(words.SEVERITY[rule.severity])}"
    return f'<article class="{line.outcome}"><h3>{said(rule.title)}</h3><p class="faint">{small}</p><dl>{told}</dl></article>'


def found(resource: str, region: str, what: str) -> str:
    where = " · ".join(escape(part) for part in (resource, region) if part)
    return f"<code>{where}</code>: {what}" if where else what


def unneeded(report: Report, said: Words) -> Iterator[str]:
    if report.unneeded:
        rows = (
            f"<li>{found(one.resource, one.region, said(one.found))}<br><code>{escape(filled(line.rule.fix, one))}</code></li>"
            for line, one in report.unneeded
        )
        yield f"<ul>{''.join(rows)}</ul>"


def unread(report: Report) -> Iterator[str]:
    if report.notes:
        items = (f"<li>{escape(note.region)} · {escape(note.what)}: {escape(note.why)}</li>" for note in report.notes)
        yield f"<ul>{''.join(items)}</ul>"


def rules(report: Report, said: Words) -> Iterator[str]:
    yield "<table>"
    for line in report.lines:
        yield (
            f'<tr><td class="detail"><code>{escape(line.rule.id)}</code></td><th scope="row">{said(line.rule.title)}</th>'
            f'<td class="number">{line.points} / {line.rule.points}</td>'
            f'<td class="{line.outcome}">{said(words.OUTCOME[line.outcome])}</td></tr>'
        )
    yield "</table>"
