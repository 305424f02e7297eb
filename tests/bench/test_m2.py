"""M2: what is read, the way from characters to words and back, and the customary score."""

from pathlib import Path

import pytest
from bench.m2 import Annotated, Change, Tally, WordEdit, Written, differences, lines, pair, read, score

SMALL = read((Path(__file__).parent / "small.m2").read_text("utf-8"))


def annotated(*annotators: tuple[WordEdit, ...]) -> Annotated:
    return Annotated(("a", "b", "c"), annotators)


def edit(start: int, right: str, kind: str = "tense") -> WordEdit:
    return WordEdit(start, start + 1, (right,), kind)


def test_a_sentence_has_its_words_and_the_edits_of_each_annotator() -> None:
    assert SMALL[0].words[:3] == ("Yesterday", "I", "go")
    assert SMALL[0].annotators == (
        (WordEdit(2, 3, ("went",), "tense"), WordEdit(8, 9, ("friends", "mates"), "plural")),
    )
    assert len(SMALL[1].annotators) == 2


def test_a_removal_has_an_empty_correction_and_an_insertion_an_empty_place() -> None:
    assert SMALL[1].annotators[0] == (WordEdit(2, 3, ("",), "preposition"),)
    assert SMALL[2].annotators[0] == (WordEdit(2, 2, ("a",), "article"),)


def test_noop_and_edits_without_a_correction_are_no_edits() -> None:
    assert SMALL[4].annotators == SMALL[5].annotators == ((),)


def test_every_accepted_correction_is_kept() -> None:
    assert score([(SMALL[0], [WordEdit(2, 3, ("went",)), WordEdit(8, 9, ("mates",))])]).whole == Tally(2, 0, 0)


def test_a_sentence_is_written_as_people_write_it() -> None:
    assert Written(SMALL[3].words).text == "I don't like it, but he don't mind."
    assert Written(SMALL[4].words).text == "Everything is fine (I think)."


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change(12, 14, "went"), WordEdit(2, 3, ("went",))),
        (Change(11, 14, ""), WordEdit(2, 3, ("",))),  # with the blank before it
        (Change(10, 14, "I went"), WordEdit(2, 3, ("went",))),  # a word that stays is no part of it
        (Change(14, 14, " back"), WordEdit(3, 3, ("back",))),
        (Change(15, 15, "back "), WordEdit(3, 3, ("back",))),
        (Change(12, 14, "go"), None),
        (Change(35, 41, "friends"), WordEdit(8, 9, ("friends",))),
        (Change(41, 41, "s"), WordEdit(8, 9, ("friends",))),  # an ending is the word's
    ],
)
def test_a_change_of_characters_is_a_change_of_words(change: Change, expected: WordEdit | None) -> None:
    written = Written(SMALL[0].words)
    assert written.text == "Yesterday I go to school with my two friend."
    start = {35: written.text.index("friend"), 41: written.text.index(".")}.get(change.start, change.start)
    end = {41: written.text.index(".")}.get(change.end, change.end)
    found = written.word_edits([Change(start, end, change.replacement)])
    assert found == ([expected] if expected else [])


def test_a_contraction_comes_back_as_its_words() -> None:
    written = Written(SMALL[3].words)
    at = written.text.rindex("don't")
    assert written.word_edits([Change(at, at + 5, "doesn't")]) == [WordEdit(8, 9, ("does",))]


def test_right_wrong_and_missed_are_counted_by_kind() -> None:
    found = score([(annotated((edit(0, "x"), edit(1, "y", "plural"))), [edit(0, "x"), edit(2, "z", "article")])])
    assert found.whole == Tally(1, 1, 1)
    assert found.kinds == {"tense": Tally(1, 0, 0), "plural": Tally(0, 0, 1), "article": Tally(0, 1, 0)}


def test_the_place_alone_is_not_enough() -> None:
    assert score([(annotated((edit(0, "x"),)), [edit(0, "y")])]).whole == Tally(0, 1, 1)


def test_the_best_annotator_is_taken() -> None:
    assert score([(annotated((edit(0, "x"),), (edit(1, "y"),)), [edit(1, "y")])]).whole == Tally(1, 0, 0)


def test_with_nothing_found_the_annotator_who_misses_least_is_taken() -> None:
    both = annotated((edit(0, "x"), edit(1, "y")), (edit(2, "z"),))
    assert score([(both, [])]).whole == Tally(0, 0, 1)


def test_precision_counts_twice_as_much_as_recall() -> None:
    tally = Tally(right=6, wrong=2, missed=6)
    assert (tally.precision, tally.recall) == (0.75, 0.5)
    assert tally.f == pytest.approx(1.25 * 0.75 * 0.5 / (0.25 * 0.75 + 0.5))


def test_nothing_to_find_and_nothing_found_is_right() -> None:
    whole = score([(annotated(()), [])]).whole
    assert (whole.precision, whole.recall, whole.f) == (1, 1, 1)


def test_comments_and_blank_lines_are_no_sentences() -> None:
    assert list(lines("# Comment\n\nOne.\n#tag\n")) == ["One.", "#tag"]


def test_words_that_differ_are_an_edit_each() -> None:
    assert differences("She go to school by a bus.", "She goes to school by bus.") == (
        WordEdit(1, 2, ("goes",)),
        WordEdit(5, 6, ("",)),
    )
    assert [edit.right for edit in differences("He are boys.", "They is boys.")] == [("They",), ("is",)]


def test_half_a_correction_is_half_right() -> None:
    both = pair("She go by a bus.", ["She goes by bus.", "She went by bus."], "other")
    assert score([(both, differences("She go by a bus.", "She went by a bus."))]).whole == Tally(right=1, missed=1)


def test_a_correct_sentence_that_was_changed_counts_against() -> None:
    alone = pair("She goes.", ["She goes."], "correct")
    assert score([(alone, differences("She goes.", "She went."))]).whole == Tally(wrong=1)
