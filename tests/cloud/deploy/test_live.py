"""The stacks that an account has."""

from cloud.deploy.conftest import Runs
from tutorfleet.cloud.deploy import live
from tutorfleet.cloud.deploy.live import Live
from tutorfleet.cloud.deploy.schedule import needs_of
from tutorfleet.cloud.template import Stack


def a_stack(name: str, parameters: dict[str, str], outputs: dict[str, str]) -> Live:
    return Live(name, "us-east-1", f"arn:{name}", "CREATE_COMPLETE", "", parameters, outputs, {})


def test_who_took_from_whom_is_told_by_the_values() -> None:
    network = a_stack("lks-network-zone-a", {}, {"Vpc": "vpc-1"})
    storage = a_stack("lks-storage-zone-a", {"Vpc": "vpc-1", "Size": "30"}, {})
    assert live.needs([network, storage]) == {"lks-network-zone-a": set(), "lks-storage-zone-a": {"lks-network-zone-a"}}


def test_what_an_account_tells_is_what_the_description_says(standing: Runs, few: tuple[Stack, ...]) -> None:
    assert live.needs(live.every(standing.account, "lks")) == needs_of(few)


def test_a_stack_with_our_name_but_without_our_tag_is_not_ours(runs: Runs) -> None:
    assert not a_stack("lks-network-zone-a", {}, {}).ours


def test_a_stack_is_found_by_its_id_after_its_end(runs: Runs, few: tuple[Stack, ...]) -> None:
    runs.deploy(few[:1])
    made = live.find(runs.account, few[0].region, few[0].name)
    assert made
    runs.account.client("cloudformation", few[0].region).delete_stack(StackName=few[0].name)
    ended = live.find(runs.account, few[0].region, made.id)
    assert ended
    assert ended.status == live.GONE
    assert live.find(runs.account, few[0].region, few[0].name) is None
