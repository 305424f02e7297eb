"""How rules are written: a check, and above it the sentence that it checks. Pure.

    @rule("nat.type", 2, "minor", title=..., sentence=..., reason=..., hint=..., fix="aws ec2 ...")
    def instance_type(account: Account, blueprint: Blueprint) -> Verdict: ...

A check of nothing is no check: `every` fails where there is nothing to look at. What is wrong weighs more than what is not known.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from tutorfleet.cloud.audit.finders import Site
from tutorfleet.cloud.audit.model import Resource, UnknownFact
from tutorfleet.cloud.audit.rule import Check, Evidence, Failed, Rule, Severity, Text, Verdict, evidence, failed_unless
from tutorfleet.cloud.audit.rules import words

Thing = TypeVar("Thing", bound=Resource)
Wrong = Text | str | None
"""what is found instead of what is asked; None when it is as asked"""


def rule(
    name: str,
    points: int,
    severity: Severity,
    *,
    title: Text,
    sentence: Text,
    reason: Text,
    hint: Text,
    fix: str,
    leftover: bool = False,
) -> Callable[[Check], Rule]:
    """Makes a rule of a check; the chapter is the first word of its id."""

    def made(check: Check) -> Rule:
        return Rule(
            id=name,
            chapter=name.partition(".")[0],
            title=title,
            sentence=sentence,
            points=points,
            severity=severity,
            reason=reason,
            hint=hint,
            fix=fix,
            check=check,
            leftover=leftover,
        )

    return made


def missing(region: str, what: Text) -> Evidence:
    """There is no such thing there."""
    return Evidence("", region, Text(f"there is no {what.en}", f"tidak ada {what.id}"))


def findings(things: Iterable[Thing], wrong: Callable[[Thing], Wrong]) -> tuple[Evidence, ...]:
    """What is wrong with these; raises UnknownFact when nothing is and something could not be told."""
    found: list[Evidence] = []
    unknown: UnknownFact | None = None
    for thing in things:
        try:
            what = wrong(thing)
        except UnknownFact as fact:
            unknown = fact
            continue
        if what is not None:
            found.append(evidence(thing, what))
    if unknown is not None and not found:
        raise unknown
    return tuple(found)


def every(region: str, what: Text, things: Iterable[Thing], wrong: Callable[[Thing], Wrong]) -> Verdict:
    """There is one at least, and nothing is wrong with any."""
    looked_at = tuple(things)
    return failed_unless(findings(looked_at, wrong) if looked_at else (missing(region, what),))


def every_at(
    places: Iterable[Site], what: Text, find: Callable[[Site], Iterable[Thing]], wrong: Callable[[Thing], Wrong]
) -> Verdict:
    """At each site there is one at least, and nothing is wrong with any."""
    return at_each(places, lambda site: every(site.name, what, find(site), wrong))


def at_each(places: Iterable[Site], look: Callable[[Site], Verdict]) -> Verdict:
    """The same question at every site; a fleet.toml of one region has no other one to ask."""
    places = tuple(places)
    found: list[Evidence] = [] if places else [missing("-", words.OTHER_ZONE)]
    unknown: UnknownFact | None = None
    for site in places:
        try:
            answer = look(site)
        except UnknownFact as fact:
            unknown = fact
            continue
        if isinstance(answer, Failed):
            found += answer.evidence
    if unknown is not None and not found:
        raise unknown
    return failed_unless(found)


def unless(right: bool, wrong: Text | str) -> Wrong:
    """`wrong`, unless it is right."""
    return None if right else wrong
