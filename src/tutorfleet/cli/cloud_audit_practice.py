"""`tutorfleet cloud audit --practice` and `--grade`: an exercise begun in an emulated account, and what became of it."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.text import Text as Shown

from tutorfleet.cli.cloud_common import account_of, as_json
from tutorfleet.cli.common import Screen, fail
from tutorfleet.cli.render import Line as Paragraph
from tutorfleet.cli.render import put
from tutorfleet.cloud.audit.collect import collect
from tutorfleet.cloud.audit.practice import exercise
from tutorfleet.cloud.audit.practice.exercise import Exercise, Grade
from tutorfleet.cloud.audit.rule import Language, Text
from tutorfleet.cloud.blueprint import Blueprint

SEEDS = 1_000_000


def begin(blueprint: Blueprint, number: int, seed: int | None, file: Path, language: Language, json: bool) -> None:
    """Plants faults and says what is asked, not what was planted."""
    if file.exists():
        fail(f"{file} holds an exercise already. Grade it: tutorfleet cloud audit --grade {file}; or delete it", 2)
    aws = account_of(blueprint, exercise.OnThisMachine)
    chosen = secrets.randbelow(SEEDS) if seed is None else seed
    faults = exercise.chosen(number, chosen)
    seen = collect(aws, aws.identity.account, aws.regions)
    begun = exercise.prepared(faults, seen, blueprint, chosen)
    exercise.save(begun, file)  # first: what was broken and not written down nobody could grade
    exercise.plant(begun, seen, blueprint, aws)
    if json:
        click.echo(as_json({"number": number, "seed": chosen, "exercise": str(file)}))
    else:
        put(Screen(), task(begun, file, language))


def task(planted: Exercise, file: Path, language: Language) -> Iterator[Paragraph]:
    number = len(planted.faults)
    asked = Text(
        f"{number} {'thing is' if number == 1 else 'things are'} wrong now in this emulated account (seed {planted.seed}). "
        "Find what is wrong and mend it with `aws` or your own program; change nothing else. "
        "Look for yourself before you ask the audit.",
        f"Sekarang ada {number} hal yang salah di akun tiruan ini (seed {planted.seed}). Temukan dan perbaiki dengan `aws` "
        "atau program Anda sendiri; jangan ubah yang lain. Periksa sendiri dulu sebelum bertanya kepada audit.",
    )
    after = Text(
        f"When you are done: tutorfleet cloud audit --grade {file}",
        f"Setelah selesai: tutorfleet cloud audit --grade {file}",
    )
    yield Paragraph(0, Shown(asked.said(language)))
    yield Paragraph(0, Shown(after.said(language), "bold"))


def end(blueprint: Blueprint, file: Path, language: Language, json: bool) -> None:
    """Says what is mended; exit code 1 when something is left or was broken on the way."""
    planted = exercise.load(file)
    aws = account_of(blueprint, exercise.OnThisMachine)
    graded = exercise.grade(planted, collect(aws, aws.identity.account, aws.regions), blueprint)
    if json:
        click.echo(as_json(document(graded)))
    else:
        put(Screen(), told(graded, language))
    if not graded.full:
        raise SystemExit(1)


def document(graded: Grade) -> dict[str, Any]:
    """For programs."""
    return {
        "points": graded.points,
        "possible": graded.possible,
        "mended": [fault.id for fault in graded.mended],
        "left": [fault.id for fault in graded.left],
        "broken": list(graded.broken),
    }


def told(graded: Grade, language: Language) -> Iterator[Paragraph]:
    """The score, then every fault by what was done, then what was green before."""
    score = Text(
        f"{graded.points} of {graded.possible} points, {len(graded.mended)} of {len(graded.mended) + len(graded.left)} mended",
        f"{graded.points} dari {graded.possible} poin, "
        f"{len(graded.mended)} dari {len(graded.mended) + len(graded.left)} diperbaiki",
    )
    yield Paragraph(0, Shown(score.said(language), "bold"))
    for fault in graded.mended:
        yield Paragraph(2, Shown(f"+ {fault.done.said(language)}", "green"))
    for fault in graded.left:
        yield Paragraph(2, Shown(f"x {fault.done.said(language)}", "red"))
    for rule in graded.broken:
        broken = Text(f"x {rule} was right when the exercise began", f"x {rule} benar ketika latihan dimulai")
        yield Paragraph(2, Shown(broken.said(language), "red"))
