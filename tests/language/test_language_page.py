"""docs/language.md is true: its code runs, its rules pass their own tests, its table has the weights."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tutorfleet.language.check import ENOUGH
from tutorfleet.language.edits import CATEGORIES, apply, without_overlaps
from tutorfleet.language.ranking import HARM
from tutorfleet.language.rule import Rule, found_by
from tutorfleet.language.scores import WEIGHTS
from tutorfleet.language.tokens import sentences

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text("utf-8")


def corrected(rule: Rule, text: str) -> str:
    return apply(text, without_overlaps(list(found_by([rule], sentences(text), text))))


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    """The rules that the page's own code makes."""
    names: dict[str, Any] = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(code, "docs/language.md", "exec"), names)
    return [each for each in names.values() if isinstance(each, Rule)]


def test_the_rules_of_the_page_pass_their_own_tests(rules: list[Rule]) -> None:
    assert [rule.id for rule in rules] == ["return-back", "capable-of"]
    for rule in rules:
        assert [corrected(rule, wrong) for wrong, _ in rule.examples] == [right for _, right in rule.examples]
        assert [corrected(rule, text) for text in rule.fine] == list(rule.fine)
        assert rule.confidence >= ENOUGH


def test_the_table_of_scores_has_every_score_with_its_weight() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| (\d) \|$", PAGE, re.MULTILINE)
    assert {name: int(weight) for name, weight in rows} == msgspec.structs.asdict(WEIGHTS)


def test_every_category_is_named() -> None:
    named = re.search(r"Categories: ([^.]*)\.", PAGE)
    assert named is not None
    assert set(re.split(r",\s*", named[1])) == set(CATEGORIES)


def test_the_figures_in_the_text_are_those_of_the_code() -> None:
    assert f"Under {ENOUGH} (`check.ENOUGH`)" in PAGE
    assert f"(tense {HARM['tense']} … capitalisation {HARM['capitalisation']}" in PAGE
