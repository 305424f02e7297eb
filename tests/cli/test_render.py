"""What a turn looks like."""

import io
from typing import Any

import pytest
from rich.console import Console

from support.scripted_fleet import EDIT
from tutorfleet.cli import render

GONE = {**EDIT, "start": 0, "end": 2, "original": "so", "replacement": ""}
MISSING = {**EDIT, "start": 2, "end": 2, "original": "", "replacement": "the "}


def plain(lines: Any) -> list[str]:
    return [" " * line.indent + line.text.plain for line in lines]


@pytest.mark.parametrize(
    ("text", "edit", "shown"),
    [("I go.", EDIT, "I [-go-] {+went+}."), ("so yes", GONE, "[-so-] yes"), ("at beach", MISSING, "at{+the +} beach")],
)
def test_marks_say_what_strokes_would(text: str, edit: dict[str, Any], shown: str) -> None:
    assert render.difference(text, [edit], marks=True).plain == shown


def test_on_a_terminal_wrong_is_struck_out_and_right_is_green() -> None:
    text = render.difference("I go.", [EDIT])
    assert [(text.plain[span.start : span.end], span.style) for span in text.spans] == [
        ("go", "red strike"),
        ("went", "green bold"),
    ]


def test_a_correction_comes_with_its_kind_and_its_reason() -> None:
    assert plain(render.corrections("I go", {"edits": [EDIT]}, "en"))[1] == "  go -> went  tense: It is over."


def test_the_reason_comes_in_indonesian() -> None:
    assert "Sudah lewat." in plain(render.corrections("I go", {"edits": [EDIT]}, "id"))[1]


def test_an_earlier_mistake_is_named() -> None:
    again = {**EDIT, "earlier": {"sentence": "I go home."}}
    assert plain(render.corrections("I go", {"edits": [again]}, "en"))[2] == "    like before: I go home."


def test_more_corrections_are_counted() -> None:
    assert plain(render.corrections("I go", {"edits": [EDIT], "more": 2}, "en"))[-1] == "  and 2 more in your notebook"


def test_praise_comes_in_the_learners_language() -> None:
    event = {"text": {"en": "Well done.", "id": "Bagus."}}
    assert plain([render.praise(event, "id")]) == ["  Bagus."]


def test_a_text_without_mistakes_has_no_lines() -> None:
    assert list(render.corrections("Fine.", {"edits": []}, "en")) == []


def test_a_learners_text_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in render.difference("I go\x1b[2J", [EDIT]).plain


def test_a_models_own_words_are_shown_and_a_repeated_reason_is_not() -> None:
    said = {"explained": [{"edit": 0, "text": "It is over."}, {"edit": 1, "text": "Think of yesterday."}]}
    assert plain(render.explanations(said, [EDIT, EDIT])) == ["  go: Think of yesterday."]


def test_an_absent_explanation_is_no_line() -> None:
    assert list(render.explanations({"absent": "late"}, [EDIT])) == []


@pytest.mark.parametrize(
    ("low", "high", "needed", "words"),
    [
        ("A1", "C2", 4, "Your level: 4 more sentences will tell."),
        ("A1", "C2", 0, "Your level: not known yet."),
        ("A2", "B1", 1, "About A2-B1; 1 more sentence will tell better."),
        ("B1", "B1", 0, "About B1."),
    ],
)
def test_a_level_is_said_as_surely_as_it_is_known(low: str, high: str, needed: int, words: str) -> None:
    assert render.level({"low": low, "high": high, "needed": needed}) == words


def test_scores_have_short_names() -> None:
    event = {"scores": {"written_fluency": 38, "overall_communication": 50}, "cefr": {"low": "B1", "high": "B1"}}
    assert render.scores(event).text.plain == "fluency 38, overall 50. About B1."


def test_a_reply_that_changed_hands_says_so() -> None:
    [line] = plain(render.ending({"seams": [{}, {}]}))
    assert "2 times" in line


def test_a_stopped_reply_says_so() -> None:
    assert plain(render.ending({"stopped": True})) == ["  stopped; what was said so far is kept"]


def test_a_paragraph_breaks_at_words_and_keeps_its_indent() -> None:
    screen = Console(file=io.StringIO(), width=28)
    render.put(screen, [render.Line(4, render.Text("one two three four five six seven"))])
    assert screen.file.getvalue() == "    one two three four five\n    six seven\n"  # type: ignore[attr-defined]
