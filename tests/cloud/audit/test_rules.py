"""Every rule: written in full, green on what we build, red on its mistake, unknown where nothing can be told."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from cloud.audit.mistakes import MISTAKES
from support.accounts import AWAY, HOME
from tutorfleet.cloud.audit.model import Account, Region
from tutorfleet.cloud.audit.report import judge
from tutorfleet.cloud.audit.rule import CHAPTERS, LANGUAGES, Departure, Failed, Passed, Rule, Unknown
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.audit.synthesised import planned
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Stack

DEPARTURES = {"general.language", "client.next"}
BARE = Account(id="1", source="live", taken="", regions=(Region(name=HOME), Region(name=AWAY)))
UNREAD = replace(BARE, regions=())


def by_id(rule: Rule) -> str:
    return rule.id


def test_there_are_many_rules_and_each_has_an_id_of_its_own() -> None:
    assert len({rule.id for rule in ALL}) == len(ALL) >= 150


def test_every_chapter_has_rules() -> None:
    assert [chapter for chapter in CHAPTERS if not any(rule.chapter == chapter for rule in ALL)] == []


def test_every_rule_is_written_in_full_in_both_languages() -> None:
    assert [rule.id for rule in ALL if not (complete(rule) and rule.fix and rule.points > 0)] == []


def complete(rule: Rule) -> bool:
    """Hints are sentences, so a hint that is the same in both languages is not translated."""
    texts = (rule.title, rule.sentence, rule.reason, rule.hint)
    return all(text.said(language).strip() for text in texts for language in LANGUAGES) and rule.hint.en != rule.hint.id


@pytest.mark.parametrize("rule", ALL, ids=by_id)
def test_what_we_build_is_as_the_rule_asks_or_a_declared_departure(
    account: Account, blueprint: Blueprint, rule: Rule
) -> None:
    wanted = Departure if rule.id in DEPARTURES else Passed
    verdict = rule.judge(account, blueprint)
    assert isinstance(verdict, wanted), verdict


@pytest.mark.parametrize("rule", ALL, ids=by_id)
def test_a_mistake_turns_the_rule_red(account: Account, blueprint: Blueprint, rule: Rule) -> None:
    verdict = rule.judge(MISTAKES[rule.id](account), blueprint)
    assert isinstance(verdict, Failed), verdict
    assert all(found.found.en and found.found.id and found.region for found in verdict.evidence)


def test_an_account_with_nothing_in_it_satisfies_no_rule(blueprint: Blueprint) -> None:
    assert [rule.id for rule in ALL if not isinstance(rule.judge(BARE, blueprint), Failed)] == []


def test_of_an_account_that_could_not_be_read_no_rule_knows_anything(blueprint: Blueprint) -> None:
    assert [rule.id for rule in ALL if not isinstance(rule.judge(UNREAD, blueprint), Unknown)] == []


def red(blueprint: Blueprint, stacks: tuple[Stack, ...]) -> set[str]:
    """Ids of the rules that a plan fails."""
    report = judge(planned(stacks), blueprint, ALL)
    return {line.rule.id for line in report.lines if isinstance(line.verdict, Failed)}


Fleets = Callable[[str], tuple[Blueprint, tuple[Stack, ...]]]


@pytest.mark.parametrize(
    "name", ["as written", "the task's own application", "Ollama", "an API in each region", "three regions"]
)
def test_a_plan_of_the_task_fails_nothing(fleet: Fleets, name: str) -> None:
    assert red(*fleet(name)) == set()


def test_the_application_that_the_task_hands_out_is_no_departure(fleet: Fleets) -> None:
    blueprint, stacks = fleet("the task's own application")
    report = judge(planned(stacks), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Departure)] == []


def test_a_plan_of_one_region_without_backups_fails_what_it_lacks(fleet: Fleets) -> None:
    assert red(*fleet("one region")) == {
        "network.other-zone",
        "network.peering",
        "security.other-limit",
        "security.files-reached-away",
        "workers.roles-away",
        "workers.backups",
        "workers.backups-elsewhere",
        "api.us-west-2-get",
        "api.us-west-2-post",
        "api.other-region-reached",
    }
