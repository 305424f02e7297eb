"""What every stack shares."""

from collections.abc import Mapping

import aws_cdk as cdk

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.base import Chapter, logical
from tutorfleet.cloud.template import Output, Stack


def chapter(blueprint: Blueprint, what: str = "example") -> Chapter:
    return Chapter(cdk.App(analytics_reporting=False), blueprint, blueprint.home, what, "An example")


def test_a_logical_id_has_letters_and_digits_only() -> None:
    assert logical("worker", "gpu-large", "2") == "WorkerGpuLarge2"


def test_what_a_chapter_gives_another_takes(blueprint: Blueprint) -> None:
    assert chapter(blueprint).give("Vpc", "vpc-1", "x") == Output("lks-example-zone-a", "Vpc")


def test_what_a_chapter_takes_is_remembered(blueprint: Blueprint) -> None:
    taker = chapter(blueprint)
    taker.take("Vpc", Output("lks-network-zone-a", "Vpc"))
    assert taker.taken == {"Vpc": Output("lks-network-zone-a", "Vpc")}


def test_a_chapter_may_wait_for_another_from_which_it_takes_nothing(templates: Mapping[str, Stack]) -> None:
    workers = templates["lks-workers-zone-b"]
    assert workers.after == {"lks-entrance-zone-b"}
    assert "lks-entrance-zone-b" in workers.needs
