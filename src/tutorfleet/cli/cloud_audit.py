"""`tutorfleet cloud audit`: the judge of the task, for an account, for a plan, or for a saved snapshot."""

from pathlib import Path

import click

from tutorfleet.cli import cloud_audit_practice
from tutorfleet.cli.cloud_audit_table import tell
from tutorfleet.cli.cloud_common import account_of, as_json, fleet_option, synthesised
from tutorfleet.cli.common import Screen, busy, fail
from tutorfleet.cloud.audit import snapshot as snapshots
from tutorfleet.cloud.audit.asking import asked
from tutorfleet.cloud.audit.collect import collect
from tutorfleet.cloud.audit.document import document
from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.audit.page import page
from tutorfleet.cloud.audit.report import judge
from tutorfleet.cloud.audit.rule import CHAPTERS, LANGUAGES, Language
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.audit.synthesised import planned
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.progress import Patience

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@fleet_option
@click.option("--planned", "before", is_flag=True, help="Judge what would be deployed; asks no account.")
@click.option("--snapshot", type=FILE, metavar="FILE", help="Judge what --save kept; asks no account.")
@click.option("--models", "ask", is_flag=True, help="Also have every worker asked for its models, by Systems Manager.")
@click.option("--save", type=FILE, metavar="FILE", help="Keep what was seen, as JSON without secrets.")
@click.option("--html", type=FILE, metavar="FILE", help="Also write the report as one page, to read or to print.")
@click.option("--json", "json", is_flag=True, help="One JSON object instead of the table.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the report.")
@click.option("--chapter", type=click.Choice(CHAPTERS), help="Only the rules of one chapter.")
@click.option("--failed", "only_failed", is_flag=True, help="Only what has to be mended.")
@click.option(
    "--practice", type=click.IntRange(1), metavar="N", help="Break N things in an emulated account, to find and mend."
)
@click.option("--seed", type=int, metavar="S", help="Of --practice: the same seed breaks the same things.")
@click.option(
    "--exercise", type=FILE, default="practice.json", show_default=True, help="Of --practice: where it is kept."
)
@click.option("--grade", type=FILE, metavar="FILE", help="What became of an exercise that --practice began.")
def audit(
    blueprint: Blueprint,
    before: bool,
    snapshot: Path | None,
    ask: bool,
    save: Path | None,
    html: Path | None,
    json: bool,
    language: Language,
    chapter: str | None,
    only_failed: bool,
    practice: int | None,
    seed: int | None,
    exercise: Path,
    grade: Path | None,
) -> None:
    """Every sentence of the task that a machine can check, with points, what was found and how to mend it.

    It reads the account in both regions and changes nothing; only --models runs something, one question on each worker.
    It knows things by what they are and not by their names, so it judges an account built by hand too. Secrets are not read.

    \b
      tutorfleet cloud audit
      tutorfleet cloud audit --planned
      tutorfleet cloud audit --models
      tutorfleet cloud audit --chapter security --failed --language id
      tutorfleet cloud audit --html report.html
      tutorfleet cloud audit --practice 5 --seed 7
      tutorfleet cloud audit --grade practice.json

    Exit codes: 0 nothing is wrong, 1 something has to be mended or no rule could be shown to hold.
    """
    if sum((before, ask, *(given is not None for given in (snapshot, practice, grade)))) > 1:
        fail("only one of --planned, --snapshot, --models, --practice and --grade", 2)
    if practice is not None:
        cloud_audit_practice.begin(blueprint, practice, seed, exercise, language, json)
        return
    if grade is not None:
        cloud_audit_practice.end(blueprint, grade, language, json)
        return
    account = seen(blueprint, before, snapshot, ask)
    if save:
        snapshots.save(account, save)
    rules = [rule for rule in ALL if chapter in (None, rule.chapter)]
    report = judge(account, blueprint, rules)
    if html:
        html.write_text(page(report, language), encoding="utf-8")
    if json:
        click.echo(as_json(document(report, language)))
    else:
        tell(Screen(), report, language, only_failed)
    if report.failed or not report.score.earned:
        raise SystemExit(1)


def seen(blueprint: Blueprint, before: bool, snapshot: Path | None, ask: bool) -> Account:
    """What is to be judged: a plan, a snapshot, or else the account as it stands."""
    if snapshot:
        return snapshots.load(snapshot)
    if before:
        return planned(synthesised(blueprint))
    access = account_of(blueprint)
    with busy("reading the account"):
        account = collect(access, access.identity.account, access.regions)
    if not ask:
        return account
    with busy("asking the workers for their models"):
        return asked(access, account, blueprint, Patience())
