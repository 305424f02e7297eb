"""Words, prepositions, connectives, comparison: the sentences that these rules were made with, wrong ones and lookalikes."""

from pathlib import Path

import pytest

from tutorfleet.language.check import check
from tutorfleet.language.edits import apply

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


def test_nearly_all_wrong_sentences_are_corrected_and_nearly_none_wrongly() -> None:
    rows = [line.split("\t") for line in lines("open_words.tsv")]
    results = [(apply(wrong, check(wrong)), wrong, right.split("|")) for wrong, right, _ in rows]
    changed = [(got, right) for got, wrong, right in results if got != wrong]
    assert sum(got in right for got, _, right in results) / len(results) >= 0.9
    assert sum(got in right for got, right in changed) / len(changed) >= 0.95


@pytest.mark.parametrize("sentence", lines("open_words_correct.txt"))
def test_a_correct_sentence_that_looks_like_a_mistake_is_left_alone(sentence: str) -> None:
    assert check(sentence) == []
