import json
from typing import Any

import pytest
from tests.tutor.samples import GO, TEXT, WAS

from tutorfleet.tutor.errors import WorkerDied
from tutorfleet.tutor.explanation import chosen, explain, holds, worded


@pytest.mark.parametrize(
    "text",
    ["With yesterday we use the past: went.", "Say 'went' and not 'go', because it is over.", 'Use "went" here.'],
)
def test_an_explanation_that_goes_with_its_edit_holds(text: str) -> None:
    assert holds(GO, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "You should say gone.",
        'Use "gone", or went.',
        '"go" is correct, though some say went.',
        "Forget the wentworth.",
        "It is went. Is my sentence correct?",
    ],
)
def test_an_explanation_that_contradicts_its_edit_does_not(text: str) -> None:
    assert not holds(GO, text)


def test_what_does_not_hold_is_left_out() -> None:
    found = worded(json.dumps({"explanations": ["Say gone.", "After we, say were."]}), [GO, WAS])
    assert [(each.edit, each.text) for each in found.explained] == [(1, "After we, say were.")]


@pytest.mark.parametrize("answer", ["", "{}", "[]", '{"explanations": ["no"]}', '{"explanations": 5}'])
def test_an_answer_that_cannot_be_used_says_so(answer: str) -> None:
    assert worded(answer, [GO]).absent == "not usable"


def test_a_starters_choice_brings_the_written_reason() -> None:
    found = chosen(json.dumps({"most_important": WAS.reason.en}), [GO, WAS])
    assert (found.most_important, found.explained[0].text) == (1, WAS.reason.en)


@pytest.mark.parametrize("answer", ["{", "{}", '{"most_important": "something else"}'])
def test_a_choice_of_nothing_written_is_not_usable(answer: str) -> None:
    assert chosen(answer, [GO]).absent == "not usable"


class Dead:
    """A scoring worker that is not there."""

    async def show(self, region: str, model: str) -> dict[str, Any]:
        raise WorkerDied("gone")

    async def generate(self, region: str, body: dict[str, Any]) -> str:
        raise WorkerDied("gone")


async def test_without_a_worker_the_explanation_is_absent_with_a_reason() -> None:
    assert (await explain(Dead(), "r", "m", TEXT, [GO])).absent == "no worker"


async def test_without_a_mistake_nobody_is_asked() -> None:
    assert (await explain(Dead(), "r", "m", TEXT, [])).absent == "nothing to explain"
