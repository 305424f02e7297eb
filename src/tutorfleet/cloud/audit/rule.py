"""A rule of the audit: one sentence of the specification that can be checked, and how; and what a check answers. Pure.

    Rule(id="network.peering-routes", chapter="network", points=4, ..., check=peering_routes)

`check` is a pure function of the account and of the blueprint, which says what `fleet.toml` expects (address ranges, path rules,
instance types). It answers a Verdict; a fact that the source cannot tell it asks through `known`, and the verdict is then Unknown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tutorfleet.cloud.audit.facts import in_indonesian
from tutorfleet.cloud.audit.model import Account, Resource, UnknownFact
from tutorfleet.cloud.blueprint import Blueprint

Language = Literal["en", "id"]
LANGUAGES: tuple[Language, ...] = ("en", "id")
CHAPTERS = (
    "general",
    "network",
    "nat",
    "storage",
    "security",
    "workers",
    "balancer",
    "database",
    "functions",
    "api",
    "identity",
    "client",
    "monitoring",
)
"""in the order of a report"""
Severity = Literal["critical", "major", "minor"]


@dataclass(frozen=True)
class Text:
    """The same words in English and in Indonesian."""

    en: str
    id: str

    def said(self, language: Language) -> str:
        return self.id if language == "id" else self.en


def plain(words: str) -> Text:
    """Words that are the same in both languages: an id, a number, an address range."""
    return Text(words, words)


@dataclass(frozen=True)
class Evidence:
    """What was found, where."""

    resource: str
    """as a report names it: Resource.shown; "" when the point is that there is none"""
    region: str
    found: Text
    type: str = ""
    """of the resource, as CloudFormation calls it"""
    id: str = ""


def evidence(resource: Resource, found: Text | str) -> Evidence:
    """What was found at a resource."""
    said = plain(found) if isinstance(found, str) else found
    return Evidence(resource.shown, resource.region, said, resource.type, resource.id)


@dataclass(frozen=True)
class Passed:
    """As the sentence asks."""


@dataclass(frozen=True)
class Failed:
    """Not as the sentence asks; always with evidence."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Unknown:
    """This source cannot tell."""

    why: Text


@dataclass(frozen=True)
class Departure:
    """Not as the sentence asks, on purpose and declared: no points, and no mistake either."""

    why: Text


Verdict = Passed | Failed | Unknown | Departure
Check = Callable[[Account, Blueprint], Verdict]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One sentence of the specification, as something that a machine can answer."""

    id: str
    """"chapter.what" """
    chapter: str
    title: Text
    sentence: Text
    """of the specification"""
    points: int
    severity: Severity
    reason: Text
    """why it matters"""
    hint: Text
    """how to mend it, in words"""
    fix: str
    """how to mend it, as a command with <places> to fill in"""
    check: Check
    leftover: bool = False
    """its evidence names things that can be deleted"""

    def judge(self, account: Account, blueprint: Blueprint) -> Verdict:
        """The verdict; what a source cannot tell is Unknown and never an error."""
        try:
            return self.check(account, blueprint)
        except UnknownFact as missing:
            what = str(missing)
            return Unknown(
                Text(f"cannot be told here: {what}", f"tidak dapat diketahui di sini: {in_indonesian(what)}")
            )


def failed_unless(evidence: tuple[Evidence, ...] | list[Evidence]) -> Verdict:
    """Passed when there is no evidence of the contrary."""
    return Failed(tuple(evidence)) if evidence else Passed()
