"""Sentences and words are found in their places, and what is not the learner's English is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.language.tokens import LONGEST, MASK, is_english, mask, sentences


@given(st.text(max_size=200))
def test_every_token_is_where_it_says(text: str) -> None:
    for sentence in sentences(text):
        for token in sentence.tokens:
            assert mask(text)[token.start : token.end] == token.text


@given(st.text(max_size=200))
def test_a_mask_has_the_length_of_the_text(text: str) -> None:
    assert len(mask(text)) == len(text)


def test_sentences_end_at_marks_and_lines_and_not_at_abbreviations() -> None:
    found = [s.text.strip() for s in sentences("Dr. Ali came at 7 p.m. on Monday. Hi!\nOk... 3.5 is fine")]
    assert found == ["Dr. Ali came at 7 p.m. on Monday.", "Hi!", "Ok...", "3.5 is fine"]


@pytest.mark.parametrize(
    "hidden",
    [
        "`he go`",
        "https://he.go/x",
        "a.b@example.org",
        "@he_go",
        "#hego",
        '"he go"',
        "“he go”",
        "get_user()",
        "/he/go.txt",
    ],
)
def test_what_is_not_the_learners_english_is_hidden(hidden: str) -> None:
    assert mask(f"see {hidden} now").replace(MASK, "") in {"see  now", "see . now"}


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("I like it", True),
        ("Saya suka makan nasi goreng", False),
        ("Ich gehe heute nach Hause und esse", False),
        ("I eat nasi goreng with sambal", True),
    ],
)
def test_a_sentence_in_another_language_is_told_apart(text: str, english: bool) -> None:
    assert is_english(sentences(text)[0]) is english


def test_only_the_first_part_of_a_very_long_text_is_read() -> None:
    assert sentences("go " * 50_000)[-1].tokens[-1].end <= LONGEST


@pytest.mark.parametrize("before", ["😀 ", "- ", "• ", "👩‍👩‍👧", "你好 ", "\t"])
def test_a_sentence_begins_after_pictures_bullets_and_other_scripts(before: str) -> None:
    assert [s.text for s in sentences(before + "He goes.")] == ["He goes."]


def test_a_picture_ends_a_sentence_that_another_follows() -> None:
    assert [s.text for s in sentences("Good morning 😀 How are you 😀 today")] == [
        "Good morning 😀",
        "How are you 😀 today",
    ]
