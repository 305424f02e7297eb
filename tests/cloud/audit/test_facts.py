"""Names of facts in Indonesian: each that a rule asks for has one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutorfleet.cloud import audit
from tutorfleet.cloud.audit.facts import INDONESIAN, in_indonesian

SOURCES = Path(audit.__file__).parent


def asked() -> Iterator[str]:
    """What the sources call the facts that they ask for: the name, or its beginning where it says which one."""
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "known":
                name = node.args[1].values[0] if isinstance(node.args[1], ast.JoinedStr) else node.args[1]
                assert isinstance(name, ast.Constant)
                yield str(name.value)


def test_every_fact_that_is_asked_for_has_a_name_in_indonesian() -> None:
    beginnings = tuple(name for name in INDONESIAN if name.endswith(" "))
    assert {name for name in asked() if name not in INDONESIAN and not name.startswith(beginnings)} == set()


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("health of targets", "kesehatan target"),
        ("tags of lks-alb (arn)", "tag pada lks-alb (arn)"),
        ("something else", "something else"),
    ],
)
def test_what_follows_a_name_stays_as_it_is(english: str, indonesian: str) -> None:
    assert in_indonesian(english) == indonesian
