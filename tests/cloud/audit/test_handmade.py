"""An account built by hand, with names of its own and the application that the task hands out, is judged as ours is."""

import re
from dataclasses import fields, replace
from typing import Any

import pytest

from support.accounts import AWAY, HOME, Mistake, anything, both, each, facts, named, nat, of_kind, twice, worker
from tutorfleet.cloud.audit.model import COLLECTIONS, Account, GroupRule, Image, Region, Resource
from tutorfleet.cloud.audit.report import judge
from tutorfleet.cloud.audit.rule import Failed, Unknown
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.blueprint import Blueprint

GIVEN_NAMES = re.compile(r"lks-(sg|rtb)-\w+")
"""that the task itself gives"""


def renamed(account: Account) -> Account:
    """Everything has a name of the student's own and one tag of his own; only the prefix is left."""
    return replace(account, regions=tuple(_renamed(region) for region in account.regions))


def _renamed(region: Region) -> Region:
    return replace(region, **{name: tuple(map(other_name, getattr(region, name))) for name in COLLECTIONS})


def other_name(thing: Any) -> Any:
    if not isinstance(thing, Resource):
        return thing
    keeps = not thing.name.startswith("lks-") or GIVEN_NAMES.fullmatch(thing.name)
    name = thing.name if keeps else f"lks-{sum(thing.id.encode()) % 10_000}"
    assert {field.name for field in fields(thing)} >= {"name", "tags"}
    return replace(thing, name=name, tags={"Name": name, "Owner": "student"})


def configured_by_another_tag(account: Account) -> Account:
    """One association for all workers, by a tag of the student's choice."""
    return both(
        facts("instances", worker, tags={"Name": "lks-1", "Ansible": "yes"}),
        facts("associations", targets={"tag:Ansible": ("yes",)}),
    )(account)


HANDED_OUT: Mistake = both(
    facts("functions", runtime="nodejs20.x"),
    facts("client_apps", platform="WEB_COMPUTE", repository="https://github.com/student/lks-llm"),
)


@pytest.fixture
def handmade(account: Account) -> Account:
    return both(renamed, configured_by_another_tag, HANDED_OUT)(account)


def test_it_reaches_the_full_score(handmade: Account, blueprint: Blueprint) -> None:
    report = judge(handmade, blueprint, ALL)
    assert [line.rule.id for line in report.lines if not line.points] == []
    assert report.score.full


def test_ours_is_not_full_for_it_departs(account: Account, blueprint: Blueprint) -> None:
    assert not judge(account, blueprint, ALL).score.full


def test_a_nat_made_by_hand_cannot_be_told_from_one_that_was_not_configured(
    handmade: Account, blueprint: Blueprint
) -> None:
    report = judge(facts("instances", nat, user_data="")(handmade), blueprint, ALL)
    unknown = {line.rule.id for line in report.lines if isinstance(line.verdict, Unknown)}
    assert unknown == {"nat.ip-forward", "nat.persistent-rules", "nat.masquerade", "nat.forward-chain"}


def test_a_playbook_that_holds_its_own_variables_cannot_be_told_from_one_without(
    handmade: Account, blueprint: Blueprint
) -> None:
    report = judge(facts("associations", parameters={"PlaybookFile": ("setup.yml",)})(handmade), blueprint, ALL)
    unknown = {line.rule.id for line in report.lines if isinstance(line.verdict, Unknown)}
    assert unknown == {"storage.address-given", "storage.mount-point"}


def test_the_default_of_ansibles_document_says_nothing_about_the_playbook(
    handmade: Account, blueprint: Blueprint
) -> None:
    defaults = facts("associations", parameters={"PlaybookFile": ("setup.yml",), "ExtraVariables": ("SSM=True",)})
    report = judge(defaults(handmade), blueprint, ALL)
    unknown = {line.rule.id for line in report.lines if isinstance(line.verdict, Unknown)}
    assert unknown == {"storage.address-given", "storage.mount-point"}
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == []


@pytest.mark.parametrize(("region", "red"), [(HOME, []), (AWAY, ["storage.address-given"])])
def test_the_name_of_a_file_system_is_resolved_in_its_own_zone_only(
    region: str, red: list[str], handmade: Account, blueprint: Blueprint
) -> None:
    name = "fs-0123456789abcdef0"
    variables = (f"efs={name}.efs.us-east-1.amazonaws.com share=/share",)
    by_name = both(
        facts("file_systems", id=name), facts("associations", region=region, parameters={"ExtraVariables": variables})
    )
    report = judge(by_name(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == red


def test_an_association_beside_the_playbook_may_install_what_ansible_needs(
    handmade: Account, blueprint: Blueprint
) -> None:
    more = twice("associations", document="AWS-RunShellScript", parameters={"commands": ("apt install ansible",)})
    report = judge(more(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == []
    assert report.score.full


def test_the_second_region_may_have_any_two_of_the_names_that_the_task_gives(
    handmade: Account, blueprint: Blueprint
) -> None:
    shared = facts("security_groups", named("llm"), AWAY, name="lks-sg-lb")
    report = judge(shared(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == []


def test_a_group_that_a_wizard_left_in_another_vpc_is_unused_too(handmade: Account, blueprint: Blueprint) -> None:
    wizard = twice("security_groups", region=HOME, name="launch-wizard-1", vpc="vpc-default", tags={}, description="")
    report = judge(wizard(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == ["security.none-unused"]


def test_a_range_that_is_written_with_an_address_within_it_is_the_range(
    handmade: Account, blueprint: Blueprint
) -> None:
    def from_host(rule: GroupRule) -> GroupRule:
        return replace(rule, cidr=rule.cidr.replace("172.32.1.128/25", "172.32.1.130/25"))

    loosely = each(
        "security_groups", named("nat"), lambda one: replace(one, ingress=tuple(map(from_host, one.ingress)))
    )
    report = judge(loosely(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == []


@pytest.mark.parametrize(
    ("path", "red"), [("/api/chat", []), ("/api/generate", ["balancer.path-of-scoring"])], ids=["chat", "generate"]
)
def test_a_rule_for_exactly_the_path_that_the_task_writes_is_enough(
    path: str, red: list[str], handmade: Account, blueprint: Blueprint
) -> None:
    def exactly(balancer: Any) -> Any:
        listeners = (
            replace(
                one, rules=tuple(replace(rule, paths=(path,)) if path in rule.paths else rule for rule in one.rules)
            )
            for one in balancer.listeners
        )
        return replace(balancer, listeners=tuple(listeners))

    report = judge(each("balancers", of_kind("application"), exactly)(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == red


def test_the_steps_of_the_task_word_for_word_configure_a_nat(handmade: Account, blueprint: Blueprint) -> None:
    script = """#!/bin/sh
        echo 'net.ipv4.ip_forward = 1' >> /etc/sysctl.conf
        sudo sysctl -p
        sudo apt install iptables-persistent -y
        iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE
        iptables -F FORWARD
    """
    assert judge(facts("instances", nat, user_data=script)(handmade), blueprint, ALL).score.full


def test_an_alarm_on_a_nat_that_is_gone_watches_nothing(handmade: Account, blueprint: Blueprint) -> None:
    stale = facts(
        "alarms", lambda one: one.metric == "StatusCheckFailed", HOME, dimensions={"InstanceId": "i-terminated"}
    )
    report = judge(stale(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == ["monitoring.nat"]


def test_addresses_that_nothing_has_any_more_lead_to_no_region(handmade: Account, blueprint: Blueprint) -> None:
    def stale(group: Any) -> Any:
        return replace(group, targets=tuple(replace(one, id="10.10.1.99") for one in group.targets))

    report = judge(each("target_groups", of_kind("ip"), stale, HOME)(handmade), blueprint, ALL)
    red = [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)]
    assert red == ["api.other-region-reached"]


@pytest.mark.parametrize(
    "unread",
    [
        facts("target_groups", targets=None),
        each(
            "file_systems",
            anything,
            lambda one: replace(one, mount_targets=tuple(replace(each, groups=None) for each in one.mount_targets)),
        ),
    ],
    ids=["targets", "groups of mount targets"],
)
def test_what_may_not_be_read_is_unknown_and_nothing_is_red_for_it(
    unread: Mistake, handmade: Account, blueprint: Blueprint
) -> None:
    outcomes = {line.outcome for line in judge(unread(handmade), blueprint, ALL).lines}
    assert outcomes == {"passed", "unknown"}


OWN = Image(id="ami-1", name="lks-ami-worker", owner="000000000000")
STRANGE = Image(id="ami-2", name="ubuntu-24.04", owner="999999999999")


@pytest.mark.parametrize(
    ("image", "platform", "outcome"),
    [
        (OWN, "Ubuntu 24.04", "passed"),
        (OWN, "", "unknown"),
        (None, "Ubuntu 24.04", "passed"),
        (OWN, "Ubuntu 18.04", "failed"),
        (OWN, "Amazon Linux 2023", "failed"),
        (STRANGE, "", "failed"),
    ],
)
def test_the_agent_knows_the_system_where_an_image_may_be_called_anything(
    image: Image | None, platform: str, outcome: str, handmade: Account, blueprint: Blueprint
) -> None:
    changed = both(facts("instances", worker, image=image), facts("managed", platform=platform))
    account = replace(changed(handmade), id="000000000000")
    told = {line.rule.id: line.outcome for line in judge(account, blueprint, ALL).lines}
    assert outcome in (told["general.ubuntu"], told["general.ubuntu-version"])
    assert "failed" not in (told["general.ubuntu"], told["general.ubuntu-version"]) or outcome == "failed"


def test_an_alarm_with_data_may_keep_the_default_for_missing_data(handmade: Account, blueprint: Blueprint) -> None:
    assert judge(facts("alarms", missing_data="missing")(handmade), blueprint, ALL).score.full


def test_a_route_to_the_other_zone_may_be_wider_than_it(handmade: Account, blueprint: Blueprint) -> None:
    def wider(table: Any) -> Any:
        routes = (
            replace(one, destination=one.destination.replace("10.10.0.0/23", "10.10.0.0/16")) for one in table.routes
        )
        return replace(table, routes=tuple(routes))

    assert judge(each("route_tables", anything, wider)(handmade), blueprint, ALL).score.full


def test_path_parameters_may_have_other_names(handmade: Account, blueprint: Blueprint) -> None:
    def reworded(resource: Any) -> Any:
        return replace(resource, path=resource.path.replace("{uid}", "{user}").replace("{id}", "{conversation}"))

    api = each(
        "rest_apis", anything, lambda one: replace(one, resources=tuple(map(reworded, one.resources))), "us-east-1"
    )
    report = judge(api(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == []


def test_a_peering_that_expired_beside_a_good_one_is_a_leftover_and_no_lack(
    handmade: Account, blueprint: Blueprint
) -> None:
    report = judge(twice("peerings", status="expired")(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == ["general.no-dead-peerings"]


def test_a_main_table_may_be_one_of_the_two(handmade: Account, blueprint: Blueprint) -> None:
    def main(table: Any) -> Any:
        return replace(table, main=True, generated=True, subnets=())

    report = judge(each("route_tables", named("private"), main)(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == []


def test_what_has_no_prefix_and_stands_elsewhere_is_the_labs_own(handmade: Account, blueprint: Blueprint) -> None:
    labs = both(
        twice("vpcs", name="default", cidr="172.31.0.0/16"),
        twice("functions", region="us-east-1", name="RedshiftOverwatch", subnets=(), groups=()),
        twice("user_pools", region="us-east-1", name="grades", arn="arn:labs"),
        twice("databases", region="us-east-1", name="grades", vpc="vpc-labs"),
        twice("associations", document="AWS-GatherSoftwareInventory", name="Inventory", parameters={}),
    )
    report = judge(labs(handmade), blueprint, ALL)
    assert [line.rule.id for line in report.lines if isinstance(line.verdict, Failed)] == []
