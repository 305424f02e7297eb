import pytest
from training.starter import acts
from training.starter.sections import sections

from tutorfleet.worker.readings import PREFIX

EXTRA = {"one-word-low", "one-word-light", "proud-other", "modest", "thanks-success", "flirt"}
"""Pools that are chosen by rule beside another one."""


def test_every_pool_has_lines() -> None:
    pools = {*acts.aptness(), *EXTRA}
    assert {pool for pool in pools if not (sections()[PREFIX + pool].react and sections()[PREFIX + pool].ask)} == set()


def test_every_act_is_known_to_the_pools() -> None:
    known = {one.act for one in acts.messages()}
    assert known == known & acts.aptness().keys()
    assert {act for row in acts.aptness().values() for act in row} <= known


def test_every_labelled_message_is_one_and_stands_once() -> None:
    texts = [one.text for one in acts.messages()]
    assert len(texts) == len({*texts})
    assert all(texts)


def test_every_line_is_a_sentence() -> None:
    lines = [
        line for name, found in sections().items() if name.startswith(PREFIX) for line in (*found.react, *found.ask)
    ]
    assert [
        line for line in lines if not (line[0].isupper() or line[0] in "{") or line[-1] not in ".!?" or "  " in line
    ] == []


def test_every_question_asks() -> None:
    asks = [line for name, found in sections().items() if name.startswith(PREFIX) for line in found.ask]
    assert [line for line in asks if not line.endswith("?")] == []


@pytest.mark.parametrize("name", ["low", "worry", "unwell", "complaint", "one-word-low"])
def test_nobody_is_cheerful_about_something_unpleasant(name: str) -> None:
    found = sections()[PREFIX + name]
    assert [line for line in (*found.react, *found.ask) if "!" in line.replace("Oh no!", "")] == []


@pytest.mark.parametrize("name", sorted(sections().keys() & {PREFIX + pool for pool in acts.aptness()}))
def test_every_pool_has_lines_for_messages_about_somebody_else(name: str) -> None:
    found = sections()[name]
    assert sum("you" not in line.lower() for line in found.react) > 2
    assert sum("you" not in line.lower() for line in found.ask) > 2
