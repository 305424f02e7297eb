"""The table of what is emulated says what is true."""

from collections.abc import Mapping
from pathlib import Path

from support.ministack import UNKNOWN
from tutorfleet.cloud.emulator.coverage import CALLED, RECORDED, table
from tutorfleet.cloud.emulator.resources import KINDS
from tutorfleet.cloud.template import Stack

DOCS = Path(__file__).parents[3] / "docs"


def test_every_type_has_a_line() -> None:
    assert [line.split("`")[1] for line in table().splitlines()[2:]] == sorted(KINDS)


def test_what_is_really_called_is_in_the_stacks_that_ministack_gets(templates: Mapping[str, Stack]) -> None:
    called = [
        templates[f"lks-{what}-zone-a"].template["Resources"].values() for what in ("identity", "functions", "api")
    ]
    types = {resource["Type"] for several in called for resource in several}
    assert types - UNKNOWN >= CALLED


def test_a_record_is_not_called() -> None:
    assert not RECORDED & CALLED


def test_the_table_in_the_documents_is_this_one() -> None:
    text = (DOCS / "cloud.md").read_text("utf-8")
    assert text.partition("<!-- types -->")[2].partition("<!-- /types -->")[0].strip() == table().strip()
